"""Texts of the data as stretches that the page can show, each in one style.

What a PDF says is hostile: a control character or a change of writing direction could make the page say something
other than the data do. ``visible`` shows them; the templates pass every value through it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.model import Mark, Segment

_KEPT = frozenset("\n\t")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset("\u00ad\u200b\u2028\u2029\u2060\ufeff")
_BULLETS = frozenset("・･•●■◆◇▪※")
# Controls, lone surrogates (which UTF-8 cannot write), and gaiji, which have a shape in one font only.
_CATEGORIES = frozenset({"Cc", "Cs", "Co"})


def _is_hidden(character: str) -> bool:
    if character in _KEPT:
        return False
    if character in _REORDERING or character in _UNSEEN or unicodedata.category(character) in _CATEGORIES:
        return True
    point = ord(character)  # noncharacters; asking for unassigned ones would hide what a later Unicode has assigned
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def visible(text: str) -> str:
    """Return the text with every character that would not be seen, or would reorder others, spelled out: ⟨U+202E⟩."""
    if text.isprintable():  # which none of them is
        return text
    return "".join(f"⟨U+{ord(c):04X}⟩" if _is_hidden(c) else c for c in text)


class Piece(NamedTuple):
    """A stretch of a text. ``style`` and ``colour`` are those of the publisher's mark, None where there is none."""

    text: str
    style: str | None = None
    colour: str | None = None


class Paragraph(NamedTuple):
    """A paragraph. ``role`` is heading, bullet or plain; a bullet's lines hang behind its mark."""

    pieces: tuple[Piece, ...]
    role: str = "plain"

    @property
    def text(self) -> str:
        """The paragraph's characters, struck-out ones included."""
        return "".join(piece.text for piece in self.pieces)


def text_to_paragraphs(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """Return a normalised field as paragraphs of pieces, with its marks laid over it.

    Where marks overlap the later one wins. Text struck out is no part of the field: it is put in where it stood.
    """
    return tuple(_split_paragraphs(_overlay(text, sorted(marks, key=lambda mark: (mark.start, mark.end)))))


def _overlay(text: str, marks: Iterable[Mark]) -> Iterable[Piece]:
    position = 0
    for mark in marks:
        start = min(max(mark.start, position), len(text))
        end = min(max(mark.end, start), len(text))
        if start > position:
            yield Piece(text[position:start])
        shown = mark.text if mark.start == mark.end else text[start:end]
        if shown:
            yield Piece(shown, mark.style, mark.colour)
        position = end
    if position < len(text):
        yield Piece(text[position:])


def _split_paragraphs(pieces: Iterable[Piece]) -> Iterable[Paragraph]:
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        if first:
            paragraph.append(piece._replace(text=first))
        for line in rest:
            yield _paragraph(paragraph)
            paragraph = [piece._replace(text=line)] if line else []
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(pieces: Sequence[Piece]) -> Paragraph:
    hangs = bool(pieces) and pieces[0].text[0] in _BULLETS
    return Paragraph(tuple(pieces), "bullet" if hangs else "plain")


def find_marks(text: str, marks: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Return the marks moved to where their text stands in this one, and those whose text it does not hold.

    For fields that the page shows in another shape than the printed text, which is what the offsets count in:
    status and divisions. A text that stands twice is found once a mark, from the left.
    """
    found: list[Mark] = []
    lost: list[Mark] = []
    searched_from: dict[str, int] = {}
    for mark in marks:
        start = text.find(mark.text, searched_from.get(mark.text, 0)) if mark.text else -1
        if start < 0:
            lost.append(mark)
            continue
        end = start + len(mark.text)
        searched_from[mark.text] = end
        found.append(replace(mark, start=start, end=end))
    return found, lost


class DiffPiece(NamedTuple):
    """A stretch of a change as shown.

    ``elided`` is an equal stretch that is folded away; ``alone`` a deletion with nothing in its place; ``blank`` one
    of white space only, which has no colour of its own and is therefore neither marked nor unmarked.
    """

    op: str
    text: str
    marked: bool
    elided: bool = False
    alone: bool = False

    @property
    def blank(self) -> bool:
        """True where there is nothing but white space."""
        return not self.text.strip()


EQUAL_KEPT = 60
"""Characters of context kept on either side of a change: some two lines of Japanese, enough to know the sentence."""

EQUAL_FOLDED = 3 * EQUAL_KEPT
"""Equal stretches up to this length are shown whole: folding away less than a kept side's length saves no reading."""


def segments_to_pieces(segments: Sequence[Segment]) -> tuple[DiffPiece, ...]:
    """Return a change's segments as shown: long equal stretches folded but for what stands next to a change."""
    pieces: list[DiffPiece] = []
    for index, segment in enumerate(segments):
        if segment.op != "equal" or len(segment.text) <= EQUAL_FOLDED or len(segments) == 1:
            beside = segments[max(0, index - 1) : index + 2]
            alone = segment.op == "delete" and all(other.op != "insert" for other in beside)
            pieces.append(DiffPiece(segment.op, segment.text, segment.marked, alone=alone))
            continue
        before = EQUAL_KEPT if index else 0
        after = EQUAL_KEPT if index < len(segments) - 1 else 0
        cuts = (0, before, len(segment.text) - after, len(segment.text))
        for start, end, elided in zip(cuts, cuts[1:], (False, True, False), strict=False):
            if end > start:
                pieces.append(DiffPiece("equal", segment.text[start:end], segment.marked, elided))
    return tuple(pieces)
