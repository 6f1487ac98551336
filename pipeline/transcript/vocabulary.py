"""What ``vocabulary/transcript.toml`` says, and the questions it answers: what kind of cell is a text?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, get_args

from pipeline.vocabulary import Entry, load

CellKind = Literal["empty", "number", "ditto", "status", "status_text", "divisions", "source", "short", "long"]
CELL_KINDS: tuple[CellKind, ...] = get_args(CellKind)

SHORT_TEXT = 30  # characters: longer than a policy area's name, shorter than a remark


class TranscriptVocabulary(Entry, frozen=True):
    """The file's keys as they stand there."""

    bullets: str
    status_marks: str
    status_words: tuple[str, ...]
    ditto_marks: tuple[str, ...]
    division_suffixes: tuple[str, ...]
    source_patterns: tuple[str, ...]
    page_breaks: tuple[str, ...]
    own_lines: tuple[str, ...]
    markup_lines: tuple[str, ...]
    heading: str
    change_words: tuple[str, ...]
    legend_colours: Mapping[str, str]
    headers: Mapping[str, str]

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
        remark = r"(?:\s{0,3}[(（][^()（）]{1,12}[)）])?"
        follows = rf"(?=\s|$|[{re.escape(self.bullets)}])"
        marks = re.match(rf"[{re.escape(self.status_marks)}]{remark}{follows}", text)
        return marks.end() if marks else 0

    def kind(self, text: str) -> CellKind:
        """Return what kind of cell a text looks like, by itself."""
        bare = re.sub(r"\s+", "", text)
        if not bare:
            return "empty"
        if bare in self.ditto_marks:
            return "ditto"
        if re.fullmatch(r"(?:No\.?|№)?[0-9０-９①-⑳]{1,5}(?:[-－.][0-9０-９]{1,3})*[.)）]?", bare):
            return "number"
        return self._kind_of_words(text, bare)

    def _kind_of_words(self, text: str, bare: str) -> CellKind:
        end = self.status_end(text)
        if bare in self.status_words or (end and not text[end:].strip()):
            return "status"
        if end:
            return "status_text"
        if len(bare) <= 2 * SHORT_TEXT:
            if bare.endswith(self.division_suffixes):
                return "divisions"
            if any(re.search(pattern, bare) for pattern in self.source_patterns):
                return "source"
        return "short" if len(bare) <= SHORT_TEXT else "long"

    def header_kind(self, text: str) -> CellKind | None:
        """Return the kind of cell that a header's wording announces; None where it could be any text."""
        bare = re.sub(r"\s+", "", text)
        for kind, pattern in self.headers.items():
            if re.search(pattern, bare):
                return next(known for known in CELL_KINDS if known == kind)
        return None

    def mark_colour(self, legends: list[str]) -> str | None:
        """Return the colour that a legend gives to changes, as #rrggbb; None where no line is such a legend."""
        for legend in legends:
            if any(word in legend for word in self.change_words):
                for name, colour in self.legend_colours.items():
                    if name in legend:
                        return colour
        return None


def _matches_one(patterns: tuple[str, ...], line: str) -> bool:
    return len(line) < 200 and any(re.fullmatch(pattern, line, re.IGNORECASE) for pattern in patterns)


def vocabulary() -> TranscriptVocabulary:
    """Return the vocabulary, read once."""
    words: TranscriptVocabulary = load("transcript", TranscriptVocabulary)
    return words
