"""Characters that are said to be blank, and are painted all the same.

A font's Unicode map may have U+0000, U+200B or a space for a letter that is on the page. What PDFium tells of the
glyph's ink decides: a blank's box has no height, or is as large as its advance and its line where the font does not
say.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.read_pdfium.calls import pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNKNOWN = 0xFFFD
_HYPHEN, _SPACE, _NOTHING = 0x2D, 0x20, 0x0A
_HYPHEN_AT_LINE_END = (0xFFFE, 0x02)
"""What PDFium gives for a hyphen at a line's end: it is printed, so it is kept. U+FFFE also stands for no value."""

_BLANK_CATEGORIES = ("Cc", "Cf", "Zs", "Zl", "Zp")
_OTHERS = (*range(0x09, 0x0E), 0x00AD, 0x200C, 0x200D)
"""Tabs and line feeds, which Excel prints as □ where a cell's text is not wrapped (the lists that Wakayama published
in 2020 have some); the soft hyphen, by which some fonts name their hyphen; the joiners, which choose a shape."""

_SOUND, _BLANK, _STAND_IN, _NOT_ASKED = range(4)
"""Kinds of code points."""

_QUESTION_MARKS = (0x3F, 0xFF1F)
_STAND_INS = (*_QUESTION_MARKS, 0x25A1, 0x3013)
"""? ？ □ 〓: what a font's map, or a program, puts for a letter that it has no code for."""

INK = 0.05
"""Of the larger side of a glyph's line box: what is higher and wider than this is ink."""

AS_LARGE = 0.02
"""Of the same. A box that is as large as the line's says nothing about the ink."""

QUESTION_MARK = 0.65
"""Of the line's height. A question mark is half as wide; most kanji are 0.8 to 0.95 both ways."""

SAME_INK = 0.002
"""Of the line's height: twice the unit in which fonts give their sizes. One glyph's ink is always as large."""


def _kind(code: int) -> int:
    """Return what a code point of the BMP is by its kind; what is beyond is sound."""
    if code in _STAND_INS:
        return _STAND_IN
    if code >= 0xFFFE:
        return _BLANK if code <= 0xFFFF else _SOUND
    return _BLANK if code not in _OTHERS and unicodedata.category(chr(code)) in _BLANK_CATEGORIES else _SOUND


@cache
def _known() -> NDArray[np.int8]:
    """Return each code point's kind, the last for all beyond the BMP, ``_NOT_ASKED`` where nobody asked yet.

    To ask for all takes 6 ms, more than a page.
    """
    import numpy as np

    return np.full(0x10001, _NOT_ASKED, np.int8)


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.int8]:
    """Return of each code point whether it is sound, blank or a stand-in, shape (n,)."""
    import numpy as np

    known = _known()
    kinds: NDArray[np.int8] = known.take(codes, mode="clip")
    if (kinds == _NOT_ASKED).any():
        for code in set(np.minimum(codes[kinds == _NOT_ASKED], 0x10000).tolist()):
            known[code] = _kind(code)
        kinds = known.take(codes, mode="clip")
    return kinds


def _are_among(codes: NDArray[np.uint32], few: Sequence[int]) -> NDArray[np.bool_]:
    """Return which code points are one of a few, shape (n,); ``np.isin`` takes ten times as long."""
    import numpy as np

    among: NDArray[np.bool_] = np.logical_or.reduce([codes == code for code in few])
    return among


def mend_blanks(
    text_page: int, codes: NDArray[np.uint32], pointers: NDArray[np.int64], boxes: NDArray[np.float64]
) -> None:
    """Give painted characters that have a blank code point U+FFFD, hyphens their own, and real blanks a space.

    Args:
        text_page: Its address.
        codes: Each character's code point, shape (n,); changed.
        pointers: Each character's text object, shape (n,); 0 for none.
        boxes: Each character's line box, in the page's own space, shape (n, 4).
    """
    import numpy as np

    kinds = _kinds(codes)
    doubtful = np.flatnonzero((kinds != _SOUND) & (pointers != 0))
    if not len(doubtful):
        return
    suspects = doubtful[kinds[doubtful] == _BLANK]
    if len(suspects):
        hyphens = _are_among(codes[suspects], _HYPHEN_AT_LINE_END)
        if hyphens.any():
            hyphens[hyphens] = pdfium_calls().char_is_hyphen.each(text_page, suspects[hyphens]) == 1
            codes[suspects[hyphens]] = _HYPHEN
            suspects = suspects[~hyphens]
        # A ligature's characters share its box: a blank among them is no glyph of its own.
        again = (suspects > 0) & (boxes[suspects] == boxes[suspects - 1]).all(axis=1) & (pointers[suspects - 1] != 0)
        painted = _has_ink(_ink(text_page, suspects), boxes[suspects]) & ~again
        codes[suspects[again]] = _NOTHING
        codes[suspects[painted]] = UNKNOWN
        odd = ~painted & ~again & _are_among(codes[suspects], (0, *_HYPHEN_AT_LINE_END, 0xFFFF))
        codes[suspects[odd]] = _SPACE
    _doubt_stand_ins(text_page, codes, doubtful[kinds[doubtful] == _STAND_IN], pointers, boxes)


def _ink(text_page: int, indices: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the width and height of each character's ink in the page's own space, shape (m, 2)."""
    sides: NDArray[np.float64] = pdfium_calls().char_box.answers(text_page, indices)[1]
    return sides[:, 1::2] - sides[:, ::2]


def _line_sizes(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.abs(boxes[:, 2:] - boxes[:, :2])


def _has_ink(ink: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    import numpy as np

    line = _line_sizes(boxes)
    larger = np.maximum(np.maximum(line[:, 0], line[:, 1]), 0.01)
    told = np.abs(ink - line) > AS_LARGE * larger[:, None]
    result: NDArray[np.bool_] = (told[:, 0] | told[:, 1]) & (np.minimum(ink[:, 0], ink[:, 1]) > INK * larger)
    return result


def _doubt_stand_ins(
    text_page: int,
    codes: NDArray[np.uint32],
    marks: NDArray[np.int64],
    pointers: NDArray[np.int64],
    boxes: NDArray[np.float64],
) -> None:
    """Give U+FFFD to question marks, 〓 and □ that several glyphs of a font print, or a question mark of kanji's size.

    ``marks`` are the indices of all of them. Only in fonts that are embedded: of the others PDFium does not know the
    ink.
    """
    import numpy as np

    if not len(marks):
        return
    fonts = pdfium_calls().font.each(pointers[marks])
    embedded = np.isin(fonts, [own for own in np.unique(fonts).tolist() if own and _is_embedded(own)])
    marks, fonts = marks[embedded], fonts[embedded]
    heights = np.maximum(_line_sizes(boxes[marks]).max(axis=1, initial=0.0), 0.01)
    shapes = np.sort(_ink(text_page, marks), axis=1) / heights[:, None]
    kinds = np.stack([fonts, codes[marks].astype(np.int64)], axis=1)
    codes[marks[np.isin(codes[marks], _QUESTION_MARKS) & (shapes[:, 0] > QUESTION_MARK)]] = UNKNOWN
    for kind in np.unique(kinds, axis=0):
        members = (kinds == kind).all(axis=1)
        if np.ptp(shapes[members], axis=0).max() > SAME_INK:
            codes[marks[members]] = UNKNOWN


def _is_embedded(address: int) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFFont_GetIsEmbedded(ctypes.cast(address, pdfium.FPDF_FONT)) == 1)
