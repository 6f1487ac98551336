"""What stands around the table → title, label, document number and notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

from pipeline import vocabulary
from pipeline.model import FrontMatter, Line, PageFacts
from pipeline.vocabulary import Entry
from pipeline.vocabulary.eras import era_signs
from pipeline.vocabulary.status import mark_class

TITLE_PAGES = 3
"""Pages from the front on which a title is looked for: a cover page or two may come before the table."""

MOST_TITLE_LINES = 3
"""Lines of one size that are one title; more are a letter, or a cover."""

WIDE = 0.6
"""Share of the page's width from which on a line may have filled it, and gone on in the next."""

LEADING = 1.0
"""Type sizes that may lie between a line and the next of one paragraph: 1.0 is print at double spacing."""


class FrontVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/front.toml``."""

    document_label: str
    label: str
    page_number: str
    note_beginnings: tuple[str, ...]
    date: str
    title_words: tuple[str, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], FrontVocabulary]:
    words = vocabulary.load("front", FrontVocabulary)
    return re.compile(words.document_label), _with_eras(words.label), re.compile(words.page_number), words


@cache
def _date() -> re.Pattern[str]:
    return _with_eras(_patterns()[3].date)


def _with_eras(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{era}", era_signs()))


LONGEST_HEADING = 60
"""Characters. A longer line above a table is a sentence about it."""


MOST_WORDS = 4
"""Parts between spaces that a heading has. A line of more is a row of a table that nobody ruled."""


def may_be_heading(text: str) -> bool:
    """Return whether a line above a table may be a heading: no note, legend, number, label or date, and no sentence."""
    tidy = _tidy(text)
    document_label, label, page_number, words = _patterns()
    return (
        2 <= len(tidy) <= LONGEST_HEADING
        and len(tidy.split()) <= MOST_WORDS
        and not tidy.startswith(words.note_beginnings)
        and not tidy.endswith("。")
        and not _explains_mark().search(tidy)
        and not any(pattern.fullmatch(tidy) for pattern in (document_label, label, page_number, _date()))
    )


@cache
def _explains_mark() -> re.Pattern[str]:
    return re.compile(rf"[{mark_class()}]\s*[:：=＝…]")


def opens_as_note(text: str) -> bool:
    """Return whether a text begins as a note does: ※, 注, 備考."""
    return text.lstrip().startswith(_patterns()[3].note_beginnings)


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
    title, label = _split_title(_join_title(title_lines, pages))
    title_texts = {_tidy(line.text) for line in title_lines}
    document_label = None
    notes: dict[str, None] = {}
    for paragraph in _paragraphs(pages):
        text = "\n".join(_tidy(line.text) for line in paragraph)
        if document_label is None:
            document_label, text = _take_document_label(text)
        if not text or all(_tidy(line.text) in title_texts for line in paragraph):
            continue
        if label is None:
            label, text = _take_label(text)
        if text not in notes and not _patterns()[2].fullmatch(text):
            notes[text] = None
    return FrontMatter(title or None, label, document_label, tuple(notes))


def _take_document_label(text: str) -> tuple[str | None, str]:
    """Return 資料4 out of a text that is little else, or that names the meeting beside it, and the rest of the text."""
    match = _patterns()[0].search(text)
    if match is None:
        return None, text
    before, after = text[: match.start()], text[match.end() :]
    is_most = len(match.group()) >= 0.6 * len(text.partition("※")[0].strip())
    sign = text[: match.start(1)][-1:]
    is_apart = not after.strip() and (sign.isspace() or sign in "【[［") and _label_alone(before.strip()) is not None
    if not is_most and not is_apart:
        return None, text
    return "".join(match.group(1).split()), (before + after).strip()


def _take_label(text: str) -> tuple[str | None, str]:
    """Return the meeting that a text names, and the text; of （第1回）　※赤字は変更 only the note behind it."""
    parts = re.match(r"([^※＊]*?)\s+([※＊].*)", text, re.DOTALL)
    label = _label_alone(parts[1].strip()) if parts else None
    if parts and label is not None:
        return label, parts[2]
    return _label_alone(text), text


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
    return is_inside and _fills(line, page) and _follows(line, below) and _may_go_on(below)


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


def _may_go_on(line: Line) -> bool:
    """Return whether a line could be the rest of another: it is no note, no number, no meeting and no date."""
    text = _tidy(line.text)
    document_label, label, page_number, words = _patterns()
    return not (
        text.startswith((*words.note_beginnings, "（", "(", "【", "○", "・", "－"))
        or any(pattern.fullmatch(text) for pattern in (document_label, label, page_number, _date()))
        or re.match(r"[0-9]+[.．\s　]|[①-⑳]|[A-Z][:：]|第[0-9]+[条章]", text)
    )


def _tidy(text: str) -> str:
    """Fold full-width letters and digits, and join letters that are spread over the line."""
    folded = "".join(
        unicodedata.normalize("NFKC", c) if "０" <= c <= "９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ" else c
        for c in text.strip()
    )
    parts = folded.split()
    if len(parts) >= 3 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return folded


def _title_line(pages: Sequence[PageFacts], first_table_page: int, headings: Collection[str]) -> Line | None:
    near = [page for page in pages if first_table_page - TITLE_PAGES < page.page_number <= first_table_page]
    for page in reversed(near):
        candidates = [line for line in page.furniture if _may_be_title(line) and line.text not in headings]
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
    while first > 0 and _may_be_title(lines[first - 1]) and _is_one_title(lines[first - 1], lines[first], page):
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
    return are_centred and _follows(line, below) and _may_go_on(line) and _may_go_on(below)


def _centre(line: Line) -> float:
    return (line.box.x0 + line.box.x1) / 2


def _join_title(lines: Sequence[Line], pages: Sequence[PageFacts]) -> str:
    """Return the title's lines as one, without a space where print wrapped it or where a line ends in kana (への)."""
    title = ""
    for number, line in enumerate(lines):
        text = _tidy(line.text)
        if number == 0:
            title = text
            continue
        page = next(page for page in pages if page.page_number == line.page_number)
        goes_on = wraps(lines[number - 1], line, page) or "ぁ" <= title[-1] <= "ん" or title[-1] in "・、「（("
        title += text if goes_on else f" {text}"
    return title


def _may_be_title(line: Line) -> bool:
    text = _tidy(line.text)
    document_label, _, page_number, words = _patterns()
    return (
        len(text) >= 4
        and not text.startswith(words.note_beginnings)
        and not page_number.fullmatch(text)
        and not document_label.fullmatch(text)
    )


def _title_rank(line: Line) -> tuple[float, bool, float]:
    text = _tidy(line.text)
    bare = re.sub(r"[(（][^()（）]*[)）]", "", text).strip()
    return round(line.font_size), bare.endswith(_patterns()[3].title_words), -line.box.top


def _split_title(text: str) -> tuple[str, str | None]:
    """Return the title without the meeting in brackets behind it, and that meeting."""
    match = re.search(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）])?[^()（）]*)[)）]\s*$", text)
    if match and _patterns()[1].search(match.group(1)):
        return text[: match.start()].strip(), match.group(1).strip()
    return text, None


def _label_alone(text: str) -> str | None:
    match = _patterns()[1].search(text)
    if match is None or len(match.group(1)) < 0.5 * len(text):
        return None
    return match.group(1).strip()
