"""What a printed line break is: a wrap, which is no part of the text, or the end of a paragraph, which is.

The rules are those of Japanese typesetting (JIS X 4051, JLREQ), turned round: where a program would not have broken
the line, the author did. Which characters the rules are about stands in ``writing/kinsoku.toml``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct, field

from pipeline.model import Line
from pipeline.normalise.measure import Room, has_place
from pipeline.writing.kinsoku import (
    Opening,
    is_complete,
    is_labelled_amount,
    is_person,
    kinsoku,
    never_first,
    opening_of,
)

Joint = Literal["", " ", "\n"]
"""What stands between two printed lines in the text."""

Break = Literal["wrap", "full", "unsure", "end"]
"""What the width says of a line break: wrap, where typesetting rules leave no other reading; full, where the next
piece had no room, so that it is a wrap unless something else speaks for a paragraph; unsure, where it depends on which
rules were kept to; end, where there was room, and the author ended the line."""

_LATIN_PIECE = re.compile(r"[A-Za-z0-9.,:%&#@_+'/-]+")
_ADDRESS_PIECE = re.compile(r"[A-Za-z0-9]+[^A-Za-z0-9\s]*|[^A-Za-z0-9\s]+")
_ADDRESS = re.compile(r"(?:https?://|www\.|[A-Za-z0-9._%+-]{1,64}@)[!-~]*$")
_LONGEST_ADDRESS = 200
"""Characters of a line's end that are looked at for an address: a hostile line must not take a quadratic search."""

_NARROW, _WIDE = 0.5, 0.8
"""Width of a Latin letter in em: in a font of fixed width, and of capitals in a proportional one."""

_AUTOSPACE = 0.25
"""Width in em of the gap that Word and LibreOffice leave between Japanese and Latin text."""


def keeps_punctuation_back(lines: Iterable[str]) -> bool:
    """Return whether the program that set these lines, each below another one, never began a line with 、 or 」."""
    return {line[0] for line in lines if line}.isdisjoint(kinsoku().never_first)


class Evidence(NamedTuple):
    """What else is known of a column when a full line of it is judged.

    ``paragraphs`` are texts that stand in it as a paragraph of their own (人事課). ``has_sentences`` is True where its
    paragraphs end with a full stop or a bracketed heading. ``keeps_to_rules`` is True where no line of the document
    begins with 、 or 」, so that hardly any begins with ・ by wrapping either.
    """

    paragraphs: frozenset[str] = frozenset()
    has_sentences: bool = False
    keeps_to_rules: bool = True


class PlacedLine(Struct, frozen=True, gc=False):
    """A printed line that is not blank, its text trimmed, and the room that its cell gave it."""

    line: Line
    text: str
    room: Room


def judge_break(above: PlacedLine, below: PlacedLine) -> Break:
    """Return what the width says of the break between two lines of a cell, on one page or two."""
    if not (has_place(above.line) and has_place(below.line)):
        return "end"  # a transcript's lines are its paragraphs
    first, second = above.text, below.text
    if second[0] in never_first() or first[-1] in kinsoku().never_last:
        return "wrap"
    if second[0].isascii() and _ends_with_address(first):
        if _ADDRESS.match(second[:_LONGEST_ADDRESS]):
            return "end"  # one address after another
        if not first[-1].isalnum() or "/" in second or "." in second:
            return "wrap"  # addresses are parted at any mark, whatever room there is
    left_over = above.room.left_over(above.line)
    length, longest = _piece_lengths(first, second)
    if _most_needed(first, second, longest, below.line) <= left_over:
        return "end"
    return "unsure" if _least_needed(second, length, below.line) <= left_over else "full"


class ParagraphReader(Struct):
    """Tells wraps from paragraphs along one cell, line by line, remembering what its lines have shown.

    ``openings`` are the kinds of bullets seen; ``any_ended`` says whether a paragraph has ended with a full stop;
    ``in_sentence`` and ``bracket_open`` whether the present one has a comma or stop, and a bracket still to be closed.
    """

    evidence: Evidence
    openings: set[str] = field(default_factory=set)
    any_ended: bool = False
    in_sentence: bool = False
    bracket_open: bool = False

    def begin(self, text: str) -> None:
        """Take note of the cell's first line."""
        opening = opening_of(text)
        if opening:
            self.openings.add(opening.name)

    def joint(self, kind: Break, above: PlacedLine, below: PlacedLine) -> Joint:
        """Return what stands between two lines, given what the width says of their break."""
        first, second = above.text, below.text
        if kind != "end":
            self._read_on(first)
        opening = None if kind == "wrap" else opening_of(second)
        if kind == "end" or (kind != "wrap" and self._ends_all_the_same(kind, first, second, opening)):
            self.bracket_open = self.in_sentence = False
            self.any_ended |= first[-1] in kinsoku().terminals
            if opening:
                self.openings.add(opening.name)
            return "\n"
        if (between := _between_figures(first, second)) is not None:
            return between
        return " " if _parted_by_space(above, second) else ""

    def _read_on(self, text: str) -> None:
        """Take note of a line's brackets and commas."""
        opened = max(text.rfind("("), text.rfind("（"))
        closed = max(text.rfind(")"), text.rfind("）"))
        if opened != closed:
            self.bracket_open = opened > closed
        self.in_sentence |= "、" in text or "。" in text

    def _ends_all_the_same(self, kind: Break, first: str, second: str, opening: Opening | None) -> bool:
        """Return whether a line that is full, or nearly, ends a paragraph by what it says."""
        rules = kinsoku()
        ended = first[-1] in rules.terminals
        if opening is not None and (opening.alone or ended):
            return True
        if first[-1] in rules.goes_on:
            return False  # 吉田委員・ / 古井委員
        if opening is None:
            # Where paragraphs open with bullets, a full stop at a line's end is one in mid-paragraph.
            new = ended and kind == "unsure" and self.openings <= {"heading"}
            return new or self._is_whole(first, second)
        if second[0] in rules.middle_dots and opening.name not in self.openings:
            return False  # 吉田委員 / ・古井委員
        whole = self._is_whole(first, second) or is_complete(second)
        return whole or self._opens(second, opening)

    def _is_whole(self, first: str, second: str) -> bool:
        """Return whether the first of two lines says all there is to say, or one of them is a paragraph elsewhere."""
        alone = self.evidence.paragraphs
        if first in alone or (len(second) > 2 and second in alone):
            return True  # not a short one: 発言 stands alone in a narrow column, and is the end of another's line
        if (is_person(first) and is_person(second)) or (is_labelled_amount(first) and is_labelled_amount(second)):
            return True
        return is_complete(first)

    def _opens(self, second: str, opening: Opening) -> bool:
        """Return whether a bullet after a full line that does not end a sentence opens a paragraph.

        Only where the cell has such bullets already, and no full stops: what is in a sentence or in brackets goes on.
        """
        if opening.name not in self.openings or self.evidence.has_sentences or self.bracket_open:
            return False
        if second[0] in kinsoku().middle_dots and self.evidence.keeps_to_rules:
            return True
        return not (self.any_ended or self.in_sentence)


_SHAPES = (
    r"\d{1,2}[:：]\d{2}",
    r"0\d{1,4}[-－‐]\d{1,4}[-－‐]\d{3,4}",
    r"\d{1,4}[./]\d{1,2}[./]\d{1,2}",
    r"\d{3}[-－‐]\d{4}",
    r"\d{1,3}(?:[,，]\d{3})+",
)
"""How a time, a telephone number, a day, a postal code and an amount are printed."""

_ENDS_WITH_SHAPE = tuple(re.compile(rf"(?:^|(?<=[^\d,，.:：/－‐-]))(?:{shape})$") for shape in _SHAPES)
_BEGINS_WITH_SHAPE = tuple(re.compile(rf"(?:{shape})(?![\d,，.:：/－‐-])") for shape in _SHAPES)
_LONGEST_SHAPE = 20


def _between_figures(first: str, second: str) -> Joint | None:
    """Return what stands between two figures of one kind, each whole at its line's end or beginning; None for others.

    11:30 and 13:30 are no 11:3013:30. One that is alone on its line is one of a list.
    """
    if not (first[-1].isdigit() and second[0].isdigit()):
        return None
    for ends, begins in zip(_ENDS_WITH_SHAPE, _BEGINS_WITH_SHAPE, strict=True):
        found = ends.search(first[-_LONGEST_SHAPE:])
        if found and begins.match(second[: _LONGEST_SHAPE + 1]):
            return "\n" if found[0] == first else " "
    return None


def _ends_with_address(text: str) -> bool:
    return text[-1].isascii() and _ADDRESS.search(text[-_LONGEST_ADDRESS:]) is not None


def _is_downward(line: Line) -> bool:
    """Return whether a line's letters may stand one below the other: then each takes an em, Latin ones as well."""
    return line.angle == 90


def _most_needed(first: str, second: str, length: int, below: Line) -> float:
    """Return how wide the first piece of a line may be, in points: of a proportional font, with the gaps before it."""
    if _is_downward(below):
        return below.font_size * length
    ems = _width(second[:length], _WIDE)
    if second[0].isascii() != first[-1].isascii():
        ems += _AUTOSPACE
    elif " " in first[-8:] or " " in second[:8]:
        ems += _NARROW  # names are set with spaces here, and one may have stood where the line was broken
    return below.font_size * ems


def _least_needed(second: str, length: int, below: Line) -> float:
    """Return how wide the first piece of a line is at the least, in points.

    Lines of proportional kana, or shrunk to fit, are narrower than their font size says, and the piece may be, too.
    """
    if _is_downward(below):
        return below.font_size * length
    natural = below.font_size * _width(second, _NARROW)
    scale = min(1.0, below.box.turned(below.angle).width / natural) if natural else 1.0
    return below.font_size * _width(second[:length], _NARROW) * scale


_AS_WIDE = "akaji-as-wide"


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Return 〓, which is wide, for what Shift JIS has not and is wide, and ? for the rest."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join("〓" if character >= "\u2e80" else "?" for character in characters), error.end


codecs.register_error(_AS_WIDE, _stand_in)


@lru_cache(1024)  # most pieces are single letters
def _width(text: str, latin: float) -> float:
    """Return a text's width in em: one for each character that has two bytes in Shift JIS, as in Japanese fonts.

    What it has not is as wide where it is a radical, 〜 or another of East Asia's.
    """
    size = len(text.encode("cp932", _AS_WIDE))
    wide = size - len(text)
    return wide + (len(text) - wide) * latin


def _piece_lengths(first: str, second: str) -> tuple[int, int]:
    """Return how many characters at a line's start no program would part, and how many a strict one would not."""
    start, end = 0, len(second)
    while start < end - 1 and second[start] in kinsoku().never_last:
        start += 1
    pattern = _ADDRESS_PIECE if _ends_with_address(first) else _LATIN_PIECE
    may_be_latin = pattern is _ADDRESS_PIECE or second[start].isascii()
    latin = pattern.match(second, start) if may_be_latin else None
    length = latin.end() if latin else start + 1
    longest = length
    while longest < end and (second[longest] in never_first() or second[longest] in kinsoku().middle_dots):
        longest += 1
    if longest > length:  # 、 and a Latin word after it stay together in LibreOffice
        after = _LATIN_PIECE.match(second, longest)
        longest = after.end() if after else longest
    return length, longest


def _parted_by_space(above: PlacedLine, second: str) -> bool:
    """Return whether a wrap took the place of a space: between two Latin words, and nowhere else.

    Not within an address, not after a hyphen or a slash, not within a number, and not in a cell so narrow that the
    word itself was broken.
    """
    first = above.text
    last, next_ = first[-1], second[0]
    if not (last.isascii() and next_.isascii() and next_.isalnum()) or _ends_with_address(first):
        return False
    if not (last.isalnum() or last in ",.;:!?)") or (last.isdigit() and next_.isdigit()):
        return False
    if last in ",.:" and first[-2:-1].isdigit() and next_.isdigit():
        return False  # 1,000 and 10:30
    whole = _width(first + second.split(maxsplit=1)[0], _NARROW) * above.line.font_size
    return not (_LATIN_PIECE.fullmatch(first) and whole > above.room.right - above.room.left)


def latin_words_meet(first: str, second: str) -> bool:
    """Return whether joining two texts would run two Latin words into one."""
    return (first[-1:].isascii() and first[-1:].isalpha()) and (second[:1].isascii() and second[:1].isalpha())
