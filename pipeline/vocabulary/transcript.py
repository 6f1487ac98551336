"""What kind of cell a text looks like in a transcript, and which of its lines are no text of the document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

from pipeline.vocabulary import Entry, load
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.divisions import suffix_rank
from pipeline.vocabulary.headers import field_of_header, says_mark_or_text
from pipeline.vocabulary.status import is_status_word, mark_class
from pipeline.writing.numbers import printed_number

CellKind = Literal["empty", "number", "ditto", "status", "status_text", "divisions", "source", "short", "long"]
CELL_KINDS: tuple[CellKind, ...] = get_args(CellKind)

SHORT_TEXT = 30  # characters: longer than a policy area's name, shorter than a remark


class TranscriptVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/transcript.toml``."""

    bullets: str
    source_patterns: tuple[str, ...]
    page_breaks: tuple[str, ...]
    own_lines: tuple[str, ...]
    markup_lines: tuple[str, ...]
    heading: str

    def is_page_break(self, line: str) -> bool:
        """Return whether a line is a converter's way to end a page."""
        return _matches_one(self.page_breaks, line.strip())

    def stands_alone(self, line: str) -> bool:
        """Return whether a line below a row is no part of the row's last cell."""
        return _matches_one(self.own_lines, line.strip())

    def is_markup_line(self, line: str) -> bool:
        """Return whether a line holds nothing that print would show."""
        return _matches_one(self.markup_lines, line.strip())

    def status_end(self, text: str) -> int:
        """Return where the status mark at the start of a text ends; 0 where there is none."""
        mark = _mark_pattern(self.bullets).match(text)
        return mark.end() if mark else 0

    def kind(self, text: str) -> CellKind:
        """Return what kind of cell a text looks like, by itself."""
        bare = re.sub(r"\s+", "", text)
        if not bare:
            return "empty"
        if is_ditto(bare):
            return "ditto"
        if printed_number(bare) is not None:
            return "number"
        return self._kind_of_words(text, bare)

    def _kind_of_words(self, text: str, bare: str) -> CellKind:
        end = self.status_end(text)
        if is_status_word(bare) or (end and not text[end:].strip()):
            return "status"
        if end:
            return "status_text"
        if len(bare) <= 2 * SHORT_TEXT:
            if suffix_rank(bare) is not None:
                return "divisions"
            if any(re.search(pattern, bare) for pattern in self.source_patterns):
                return "source"
        return "short" if len(bare) <= SHORT_TEXT else "long"

    def header_kind(self, text: str) -> CellKind | None:
        """Return the kind of cell that a header's wording announces; None where it could be any text."""
        if says_mark_or_text(text):
            return "status"
        field = field_of_header(text)
        return next((kind for kind in CELL_KINDS if kind == field), None)


@lru_cache(4)
def _mark_pattern(bullets: str) -> re.Pattern[str]:
    remark = r"(?:\s{0,3}[(（][^()（）]{1,12}[)）])?"
    return re.compile(rf"[{mark_class()}]{remark}(?=\s|$|[{re.escape(bullets)}])")


def _matches_one(patterns: tuple[str, ...], line: str) -> bool:
    return len(line) < 200 and any(re.fullmatch(pattern, line, re.IGNORECASE) for pattern in patterns)


def vocabulary() -> TranscriptVocabulary:
    """Return the vocabulary, read once."""
    return load("transcript", TranscriptVocabulary)
