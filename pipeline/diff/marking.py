"""What the publisher marked of a field: for each of its characters whether it is marked, and what is struck out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Mark
from pipeline.writing.comparison_keys import comparison_key, fold_in_place, is_blank


class Strike(Struct, frozen=True):
    """Struck-out text, which is not in the newer text, and the place in it where it stands in print."""

    place: int
    text: str


class Marking(Struct, frozen=True):
    """The marks of one field: for each character of its newer text whether it is marked, and what is struck out."""

    covered: bytes
    strikes: tuple[Strike, ...] = ()

    @property
    def size(self) -> int:
        """Marked characters, white space apart, struck-out ones included."""
        return sum(self.covered) + sum(not is_blank(character) for strike in self.strikes for character in strike.text)


NO_MARKING = Marking(b"")


def locate_marks(text: str, marks: Sequence[Mark]) -> Marking:
    """Return what the marks cover of a field's text.

    The offsets are trusted where the mark's own text stands there. Elsewhere (a list of divisions, a status mark that
    was tidied) the text is looked for, nearest first; a mark that is nowhere counts where its offsets say.
    """
    covered = bytearray(len(text))
    strikes = []
    for mark in marks:
        if mark.style == "strike" or mark.start == mark.end:
            strikes.append(Strike(min(max(mark.start, 0), len(text)), mark.text))
            continue
        start, end = _stretch_of(text, mark)
        for place in range(start, end):
            covered[place] = not is_blank(text[place])
    return Marking(bytes(covered), tuple(strikes))


def _stretch_of(text: str, mark: Mark) -> tuple[int, int]:
    start, end = min(max(mark.start, 0), len(text)), min(max(mark.end, 0), len(text))
    wanted = comparison_key(mark.text)
    if not wanted:
        return start, start
    if comparison_key(text[start:end]) == wanted:
        return start, end
    folded, places = _printed_characters(text)
    found = [place for place in _occurrences(folded, wanted) if place + len(wanted) <= len(places)]
    if not found:
        return start, end
    nearest = min(found, key=lambda place: abs(places[place] - start))
    return places[nearest], places[nearest + len(wanted) - 1] + 1


def _printed_characters(text: str) -> tuple[str, list[int]]:
    """Return the text without white space, and where each of its characters stands in it."""
    kept = [(character, place) for place, character in enumerate(fold_in_place(text)) if not is_blank(character)]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _occurrences(text: str, wanted: str) -> list[int]:
    places, place = [], text.find(wanted)
    while place >= 0:
        places.append(place)
        place = text.find(wanted, place + 1)
    return places
