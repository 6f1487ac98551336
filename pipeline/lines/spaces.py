"""Gaps → spaces: a space may be a printed character, or only a gap, and a gap may be mere typesetting.

Calc and Writer print a space as nothing but a gap of some 0.27 em. Typst and Word set a quarter em between Japanese
and Latin that no author typed, and justified text widens its gaps, all of them or those after punctuation. What a page
does everywhere is typesetting; what it does here and there was typed. So each kind of gap is judged by how common it
is on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.model import first_code_points
from pipeline.writing.kinsoku import kinsoku

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LATIN_GAP = 0.15
"""In ems. A gap this wide between two Latin letters is a space; kerning stays under 0.1."""

TIGHT_GAP = 0.2
"""In ems. A gap this wide is a space on a page that sets its letters without gaps."""

WIDE_GAP = 0.62
"""In ems. A gap this wide is a space on any page: justified Japanese stays under 0.5."""

VISIBLE_GAP = 0.08
"""In ems. From here on a gap is more than rounding."""

HALF_WIDTH_GAP = 0.45
"""In ems. A gap this wide between half-width kana is a space, which is half an em itself: their programs place them by
other widths than the font has."""

SPREAD_GAP = 0.3
"""In ems. How much wider than the others a gap must be for a space, in a line whose letters are all set apart by more
than justifying does."""

COMMON = 0.1
"""The share of gaps of one kind from which on the page makes them by itself."""

_LAST_LATIN = 0x24F
_FIRST_WIDE = 0x2E80
_FULL_WIDTH = (0xFF01, 0xFF5E)
_HALF_WIDTH = (0xFF66, 0xFF9F)
_CLOSING = "、。，．・：；！？）」』】〕》〉］｝,.:;!?)]}"
_OPENING = "（「『【〔《〈［｛([{"


def find_spaces(
    texts: Sequence[str],
    printed: Mapping[int, str],
    boxes: NDArray[np.float64],
    ems: NDArray[np.float64],
    no_gap: NDArray[np.bool_],
) -> dict[int, str]:
    """Return the space before each glyph that has one, by the glyph's index.

    ``printed`` has the space characters before glyphs, by the glyph's index; ``boxes`` shape (n, 4), ``ems`` the font
    sizes in points. ``no_gap`` is True where a gap says nothing: where a line begins, and in columns of upright
    letters.
    """
    import numpy as np

    gap = np.zeros(len(texts))
    gap[1:] = (boxes[1:, 0] - boxes[:-1, 2]) / np.maximum(ems[1:], 0.1)
    gap[no_gap] = 0
    told = np.zeros(len(texts), np.bool_)
    told[list(printed)] = True
    spaces: dict[int, str] = {}
    if (gap > LATIN_GAP).any():
        codes = first_code_points(texts)
        set_apart = _letter_spacing(codes, gap, no_gap | told, no_gap)
        thresholds = _thresholds(codes, gap - set_apart, ~no_gap)
        wide = gap - set_apart > np.where(set_apart >= LATIN_GAP, SPREAD_GAP, thresholds)
        spaces = dict.fromkeys(np.flatnonzero(wide).tolist(), " ")
    for i, characters in printed.items():
        # An ideographic space where one is printed, two spaces for two, one for more: layout makes the rest.
        spaces[i] = "\u3000" if "\u3000" in characters else "  " if characters == "  " else " "
    return spaces


def _letter_spacing(
    codes: NDArray[np.int32], gap: NDArray[np.float64], told: NDArray[np.bool_], starts: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return by how much the letters of each glyph's line are set apart, all of them, in ems, shape (n,); 0 for not.

    A heading spread over its cell and a date with character spacing (３月 １９日) have a gap everywhere. Figures alone
    are no such line: 1 2 3 may be three.

    Args:
        codes: The glyphs' code points, shape (n,).
        gap: The gap before each, in ems, shape (n,).
        told: True where that says nothing: where a line begins or a space is printed, shape (n,).
        starts: True where a line begins, shape (n,).
    """
    import numpy as np

    written = (codes >= _FIRST_WIDE) & ((codes < _FULL_WIDTH[0]) | (codes > _FULL_WIDTH[1]))
    beside = written.copy()
    beside[1:] |= written[:-1]
    first = np.flatnonzero(starts)
    if not len(first) or first[0] != 0:
        first = np.concatenate(([0], first))
    least = np.minimum.reduceat(np.where(told, np.inf, gap), first)
    count = np.add.reduceat(~told, first, dtype=np.int64)
    japanese = np.add.reduceat(~told & beside, first, dtype=np.int64)
    spread = (count >= 2) & (2 * japanese >= count) & (least >= VISIBLE_GAP) & np.isfinite(least)
    lengths = np.diff(np.concatenate((first, [len(codes)])))
    return np.repeat(np.where(spread, least, 0.0), lengths)


def _thresholds(codes: NDArray[np.int32], gap: NDArray[np.float64], counts: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how wide the gap before each glyph must be for a space, shape (n,)."""
    import numpy as np

    before = np.concatenate(([0], codes[:-1]))
    latin, latin_before = codes <= _LAST_LATIN, before <= _LAST_LATIN
    punctuated = _are_of(_CLOSING, before) | _are_of(_OPENING, codes)
    kinds = np.where(latin != latin_before, 2, np.where(punctuated, 1, 0))
    thresholds = np.full(len(codes), WIDE_GAP)
    for kind in range(3):
        members = (kinds == kind) & counts
        common = ((gap > VISIBLE_GAP) & (gap < WIDE_GAP) & members).sum() > COMMON * members.sum()
        if not common and members.sum() >= 10:
            thresholds[kinds == kind] = TIGHT_GAP
    thresholds[latin & latin_before & ~punctuated] = LATIN_GAP
    half = (codes >= _HALF_WIDTH[0]) & (codes <= _HALF_WIDTH[1])
    half[1:] &= half[:-1].copy()
    thresholds[half] = np.maximum(thresholds[half], HALF_WIDTH_GAP)
    # What begins no line begins no word: a gap before ー, ッ or ﾞ is typesetting. Not 、 and 」: an author may have
    # typed a space before them, as in 「昨年度末に 、」.
    thresholds[_are_of(kinsoku().never_first_strict, codes)] = WIDE_GAP
    return thresholds


def _are_of(letters: str, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which code points are those of some letters, shape (n,)."""
    return _table_of(letters).take(codes, mode="clip")


@cache
def _table_of(letters: str) -> NDArray[np.bool_]:
    """Return for each code point of the basic plane whether it is one of these letters. The last one is no letter."""
    import numpy as np

    table = np.zeros(0x10000, np.bool_)
    table[[ord(letter) for letter in letters]] = True
    return table
