"""What stands around the table → title, label, document number and notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pipeline import vocabulary
from pipeline.model import FrontMatter, Line, PageFacts
from pipeline.vocabulary import Entry

TITLE_PAGES = 3
"""Pages from the front on which a title is looked for: a cover page or two may come before the table."""


class FrontVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/front.toml``."""

    document_label: str
    label: str
    page_number: str
    note_beginnings: tuple[str, ...]
    title_words: tuple[str, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], FrontVocabulary]:
    words = vocabulary.load("front", FrontVocabulary)
    return re.compile(words.document_label), re.compile(words.label), re.compile(words.page_number), words


def furniture_to_front(pages: Sequence[PageFacts], first_table_page: int) -> FrontMatter:
    """Return what the furniture of the pages says. ``first_table_page`` is where the main table begins.

    The title is looked for above the table on its first page, then on the pages before it; it is the largest line
    there, or the first of the largest. The meeting in brackets behind it is the label.
    """
    lines = _distinct_lines(pages)
    title_line = _title_line(pages, first_table_page)
    title, label = _split_title("" if title_line is None else _tidy(title_line.text))
    document_label = None
    notes: dict[str, None] = {}
    for line in lines:
        text = _tidy(line.text)
        match = _patterns()[0].search(text)
        if document_label is None and match and len(match.group()) >= 0.6 * len(text.split("※")[0].strip()):
            document_label = "".join(match.group(1).split())
            text = (text[: match.start()] + text[match.end() :]).strip()
        if line is title_line or not text:
            continue
        label = label or _label_alone(text)
        if text not in notes and not _patterns()[2].fullmatch(text) and text != _whole_title(title_line):
            notes[text] = None
    return FrontMatter(title or None, label, document_label, tuple(notes))


def _whole_title(line: Line | None) -> str:
    return "" if line is None else _tidy(line.text)


def _distinct_lines(pages: Sequence[PageFacts]) -> list[Line]:
    seen: set[str] = set()
    lines = []
    for page in pages:
        for line in page.furniture:
            if line.text not in seen:
                seen.add(line.text)
                lines.append(line)
    return lines


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


def _title_line(pages: Sequence[PageFacts], first_table_page: int) -> Line | None:
    near = [page for page in pages if first_table_page - TITLE_PAGES < page.page_number <= first_table_page]
    for page in reversed(near):
        candidates = [line for line in page.furniture if _may_be_title(line)]
        if candidates:
            return max(candidates, key=_title_rank)
    return None


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
