"""A text as two editions are compared: its letters, without white space, width and notation, each with its place.

Everything that finds changes works on letters, so that a space or another form of 高 never makes unchanged words look
changed; what is shown is mapped back to the text, to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from pipeline.writing.comparison_keys import fold_character, is_blank
from pipeline.writing.notation import Letters, fold_notation, fold_variant

SENTENCE_ENDS = frozenset("。！？!?")
_FULL_STOP = re.compile("[" + "".join(sorted(SENTENCE_ENDS)) + "]")
_SOUND_MARKS = frozenset("\u3099\u309a")


class Printed(Struct, frozen=True, dict=True):
    """A printed text and its letters."""

    source: str
    letters: Letters

    def __len__(self) -> int:
        """Return the number of letters."""
        return len(self.letters.text)

    @property
    def text(self) -> str:
        """The letters, without what stands between them."""
        return self.letters.text

    def start(self, place: int) -> int:
        """Return where letter ``place`` begins in the source; the source's end for the place after the last."""
        return self.letters.starts[place] if place < len(self) else len(self.source)

    def end(self, place: int) -> int:
        """Return where the letter before ``place`` ends in the source, 0 for the first."""
        return self.letters.ends[place - 1] if place else 0

    def gap(self, place: int) -> str:
        """Return what is printed before letter ``place`` and is no letter: white space, mostly."""
        return self.source[self.end(place) : max(self.start(place), self.end(place))]

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The places before which a paragraph ends."""
        feeds = re.finditer("\n", self.source)
        return frozenset(bisect_right(self.letters.starts, feed.start()) for feed in feeds)

    @cached_property
    def sentence_ends(self) -> list[int]:
        """The places at which sentences and paragraphs end, both ends of the text among them, in order."""
        stops = (match.end() for match in _FULL_STOP.finditer(self.text))
        return sorted({0, len(self), *self.breaks, *stops})

    def spread(self, flags: Sequence[int]) -> bytes:
        """Return for each letter whether any character that it stands for has its flag set."""
        spans = zip(self.letters.starts, self.letters.ends, strict=True)
        return bytes(any(flags[start:end]) for start, end in spans)


@lru_cache(maxsize=512)
def read_letters(source: str) -> Printed:
    """Return a text with its letters."""
    folded = [_fold(character) for character in source]
    starts = [place for place, letters in enumerate(folded) for _ in letters]
    letters = Letters("".join(folded), starts, [place + 1 for place in starts])
    if not _SOUND_MARKS.isdisjoint(letters.text):
        letters = _join_sound_marks(letters)
    return Printed(source, fold_notation(letters))


def _join_sound_marks(letters: Letters) -> Letters:
    """Return the letters with voiced sound marks that stand alone as one with the kana before."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for letter, start, end in zip(*letters, strict=True):
        joined = unicodedata.normalize("NFC", text[-1] + letter) if text and letter in _SOUND_MARKS else ""
        if len(joined) == 1:
            text[-1], ends[-1] = joined, end
        else:
            text.append(letter)
            starts.append(start)
            ends.append(end)
    return Letters("".join(text), starts, ends)


@lru_cache(maxsize=65536)
def _fold(character: str) -> str:
    folded = fold_variant(character)
    if folded == character:
        folded = "".join(map(fold_variant, fold_character(character)))
    folded = folded.replace("\u309b", "\u3099").replace("\u309c", "\u309a")
    return "".join(part for part in folded if not is_blank(part))
