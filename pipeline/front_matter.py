"""What is printed around the tables → title, label, document number and notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.model import FrontMatter, Line, PageFacts
from pipeline.vocabulary.front import (
    ends_as_title,
    is_page_number,
    may_be_title,
    may_go_on,
    split_title,
    take_document_label,
    take_label,
    tidy,
)
from pipeline.writing.characters import is_hiragana

TITLE_PAGES = 3
"""Pages from the front on which a title is looked for: a cover page or two may come before the table."""

MOST_TITLE_LINES = 3
"""Lines of one size that are one title; more are a letter, or a cover."""

WIDE = 0.6
"""Share of the page's width from which on a line may have filled it, and gone on in the next."""

LEADING = 1.0
"""Type sizes that may lie between a line and the next of one paragraph: 1.0 is print at double spacing."""


def furniture_to_front(
    pages: Sequence[PageFacts], first_table_page: int, headings: Collection[str] = ()
) -> FrontMatter:
    """Return what the furniture of the pages says. ``first_table_page`` is where the main table begins.

    Lines that are the ``headings`` of a table's parts are no title.

    The title is looked for above the table on its first page, then on the pages before it; it is the largest line
    there, or the first of the largest, with the lines that are one with it. The meeting in brackets behind it is the
    label. A note that print wrapped stands in one text, its lines parted by line feeds.
    """
    title_lines = _title_lines(pages, first_table_page, headings)
    title, label = split_title(_join_title(title_lines, pages))
    title_texts = {tidy(line.text) for line in title_lines}
    document_label = None
    notes: dict[str, None] = {}
    for paragraph in _paragraphs(pages):
        text = "\n".join(tidy(line.text) for line in paragraph)
        if document_label is None:
            document_label, text = take_document_label(text)
        if not text or all(tidy(line.text) in title_texts for line in paragraph):
            continue
        if label is None:
            label, text = take_label(text)
        if text not in notes and not is_page_number(text):
            notes[text] = None
    return FrontMatter(title or None, label, document_label, tuple(notes))


def _paragraphs(pages: Sequence[PageFacts]) -> list[list[Line]]:
    """Return the lines around the tables, each text once; those that wrap as one, where they stand beside a table.

    Only these explain signs. A page of prose stays as it is printed, line by line.
    """
    seen: set[str] = set()
    paragraphs: list[list[Line]] = []
    for page in pages:
        has_table = page.furniture_glyph_count < page.glyph_count
        previous: Line | None = None
        for line in page.furniture:
            if line.text not in seen:
                seen.add(line.text)
                if (
                    has_table
                    and previous is not None
                    and paragraphs[-1][-1] is previous
                    and wraps(previous, line, page)
                ):
                    paragraphs[-1].append(line)
                else:
                    paragraphs.append([line])
            previous = line
    return paragraphs


def wraps(line: Line, below: Line, page: PageFacts) -> bool:
    """Return whether a line filled the width, and the one below goes on with it: flush, hanging or centred."""
    size = line.font_size
    is_inside = line.box.x0 - size < below.box.x0 and below.box.x1 < line.box.x1 + size
    return is_inside and _fills(line, page) and _follows(line, below) and may_go_on(below.text)


def _fills(line: Line, page: PageFacts) -> bool:
    """Return whether a wide line reaches as far to the right as any around the page's tables."""
    right = max(other.box.x1 for other in page.furniture)
    return line.box.x1 > right - line.font_size and _is_wide(line, page)


def _is_wide(line: Line, page: PageFacts) -> bool:
    return line.box.width > WIDE * page.width


def _follows(line: Line, below: Line) -> bool:
    """Return whether a line stands right below another, in the same size."""
    gap = below.box.top - line.box.bottom
    return round(line.font_size) == round(below.font_size) and abs(gap) < LEADING * line.font_size


def _title_line(pages: Sequence[PageFacts], first_table_page: int, headings: Collection[str]) -> Line | None:
    near = [page for page in pages if first_table_page - TITLE_PAGES < page.page_number <= first_table_page]
    for page in reversed(near):
        candidates = [line for line in page.furniture if may_be_title(line.text) and line.text not in headings]
        if candidates:
            return max(candidates, key=_title_rank)
    return None


def _title_lines(pages: Sequence[PageFacts], first_table_page: int, headings: Collection[str]) -> list[Line]:
    """Return the title's lines: the best one, and those of its size that stand above and below it as one with it."""
    best = _title_line(pages, first_table_page, headings)
    if best is None:
        return []
    page = next(page for page in pages if page.page_number == best.page_number)
    lines = list(page.furniture)
    first = last = next(index for index, line in enumerate(lines) if line is best)
    while first > 0 and may_be_title(lines[first - 1].text) and _is_one_title(lines[first - 1], lines[first], page):
        first -= 1
    while last + 1 < len(lines) and _is_one_title(lines[last], lines[last + 1], page):
        last += 1
    above = lines[first - 1] if first else None
    is_torn = above is not None and _follows(above, lines[first]) and _is_wide(above, page)  # its beginning is not seen
    return [best] if is_torn or last - first >= MOST_TITLE_LINES else lines[first : last + 1]


def _is_one_title(line: Line, below: Line, page: PageFacts) -> bool:
    """Return whether two lines are one title: the first wraps, or both are centred on the page.

    A line that fills the width is centred, too, but begins a paragraph.
    """
    if wraps(line, below, page):
        return True
    if _fills(below, page):
        return False
    middle = page.width / 2
    are_centred = all(abs(_centre(one) - middle) < one.font_size for one in (line, below))
    return are_centred and _follows(line, below) and may_go_on(line.text) and may_go_on(below.text)


def _centre(line: Line) -> float:
    return line.box.centre[0]


def _join_title(lines: Sequence[Line], pages: Sequence[PageFacts]) -> str:
    """Return the title's lines as one, without a space where print wrapped it or where a line ends in kana (への)."""
    title = ""
    for number, line in enumerate(lines):
        text = tidy(line.text)
        if number == 0:
            title = text
            continue
        page = next(page for page in pages if page.page_number == line.page_number)
        goes_on = wraps(lines[number - 1], line, page) or is_hiragana(title[-1]) or title[-1] in "・、「（("
        title += text if goes_on else f" {text}"
    return title


def _title_rank(line: Line) -> tuple[float, bool, float]:
    return round(line.font_size), ends_as_title(line.text), -line.box.top
