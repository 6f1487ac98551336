"""Printed spaces that PDFium's text page leaves out (the second of two, one at the end of a line) or counts falsely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.drawing.strokes import Point
from pipeline.model import Glyphs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SPACE, _FIRST_WIDE, _IDEOGRAPHIC_SPACE = 0x20, 0x2E80, 0x3000

TWICE = (1.9, 2.04)
"""How many times its own width a space must take for two: 1.96 and 1.99 where two are printed; 3.05 in letters that
are spread, 1.0 elsewhere, in all PDFs at hand. Between Latin letters a space may be stretched to any width."""

OVERPRINTED = 0.3
"""Of a space's width. A glyph that begins this early within the space was printed without the pen having moved:
LibreOffice Writer has such spaces in underlined text, a tenth of their width before the next glyph."""

BESIDE = 0.15
"""In heights of the glyph. How near a space begins that follows it."""

SPACE_WIDTH = (0.1, 0.7)
"""In heights of the glyph. How wide a printed space is: Noto Sans JP's is 0.22, IPAGothic's 0.5."""


def count_spaces(codes: NDArray[np.uint32], boxes: NDArray[np.float64]) -> dict[int, int]:
    """Return for each space that is not one space how many it stands for, by its place: none, or two.

    ``codes`` has shape (n,), ``boxes`` (n, 4): left, top, right, bottom as shown. Two are believed between two wide
    characters only, where they take the room of exactly two; PDFium gives one space for several.
    """
    import numpy as np

    places = np.flatnonzero(codes[:-1] == _SPACE)
    if not len(places):
        return {}
    space, after = boxes[places], boxes[places + 1]
    width = space[:, 2] - space[:, 0]
    on_line = (np.abs(after[:, 3] - space[:, 3]) < 1) & (width > 0) & (codes[places + 1] > _SPACE)
    times = (after[:, 0] - space[:, 0]) / np.maximum(width, 0.01)
    beside = codes[np.maximum(places - 1, 0)], codes[places + 1]
    between = np.logical_and(*((each >= _FIRST_WIDE) & (each != _IDEOGRAPHIC_SPACE) for each in beside))
    twice = on_line & between & (times >= TWICE[0]) & (times <= TWICE[1])
    never = on_line & (np.abs(times) <= OVERPRINTED)
    return dict.fromkeys(places[twice].tolist(), 2) | dict.fromkeys(places[never].tolist(), 0)


def spaces_without_ink(glyphs: Glyphs, blanks: Sequence[Point]) -> Glyphs:
    """Return the glyphs with the spaces that are text objects of their own, which PDFium does not tell of.

    Browsers print one at each change of script (詳しくは https): the next glyph has it before itself. At the end of a
    line it trails the last glyph: where a page break cuts a cell, the rest of whose text begins the next page, that
    space may be one between two words.
    """
    import numpy as np

    if not blanks or not len(glyphs.text):
        return glyphs
    boxes = glyphs.boxes
    height = boxes[:, 3] - boxes[:, 1]
    trailing: set[int] = set()
    for x, y in blanks:
        beside = (np.abs(boxes[:, 2] - x) <= BESIDE * height) & (boxes[:, 1] < y) & (y < boxes[:, 3])
        trailing.update(np.flatnonzero(beside).tolist())
    if not trailing:
        return glyphs
    before = list(glyphs.spaces_before)
    for place in trailing:
        if place + 1 < len(before) and not before[place + 1] and _follows_a_space(boxes[place], boxes[place + 1]):
            before[place + 1] = " "
    return replace(glyphs, spaces_before=before, trailing_spaces=frozenset(trailing))


def _follows_a_space(glyph: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Tell whether a glyph stands on another one's line, a space's width behind it."""
    _, top, x1, bottom = glyph.tolist()
    middle = (after[1] + after[3]) / 2
    least, most = (share * (bottom - top) for share in SPACE_WIDTH)
    return bool(top < middle < bottom and least <= after[0] - x1 <= most)
