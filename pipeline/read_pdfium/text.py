"""What is one and the same for a text object, read by PDFium: colour, size, direction, weight, clip path."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterable, Sequence
from itertools import repeat

from pipeline.colours import channels_to_colour
from pipeline.drawing.directions import direction
from pipeline.drawing.strokes import FAINTEST, SOME_COLOUR
from pipeline.drawing.text import FILL_AND_STROKE, INVISIBLE, STROKE, is_bold, render_mode
from pipeline.model import TextRun, TextRuns
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import Answers, Prepared, for_all, pdfium_calls
from pipeline.read_pdfium.clips import Clip, ClipReader

_SIZE, _CHANNELS, _MATRIX, _END_OF_KEY, _ROW = 0, (4, 8, 12, 16), 20, 36, 48
"""Where PDFium writes a run's font size, colour channels and matrix, in bytes; what lies beyond is the matrix' shift,
which is the glyph's own."""

_Answer = tuple[bytes, int, int, int, Clip]
"""Size, colour and matrix; render mode, whether there is a colour, font, clip path."""


class _Numbers(dict[_Answer, int]):
    """The number of each distinct answer, in the order in which they are first met."""

    def __missing__(self, answer: _Answer) -> int:
        number = self[answer] = len(self)
        return number


def text_answers() -> Answers:
    """Return room for what ``TextReader`` asks; it serves for all pages of a document."""
    return Answers(_ROW, _SIZE, *_CHANNELS, _MATRIX)


class TextReader:
    """Reads the text objects of one open page.

    Most of a page's objects are alike, so a run is made once for each distinct set of answers, which are kept as the
    raw bytes that PDFium wrote.
    """

    def __init__(self, text_page: Prepared, affine: Affine, answers: Answers, clips: ClipReader) -> None:
        self._text_page = text_page
        self._affine = affine
        self._answers = answers
        self._bold: dict[int, bool] = {}
        self._clips = clips

    def text_runs(self, items: Sequence[int], indices: Sequence[int]) -> TextRuns:
        """Return the runs of the text objects at these addresses; ``indices`` are those of their first characters."""
        import numpy as np

        numbers = _Numbers()
        kind_of: list[int] = []
        for start in range(0, len(items), Answers.ROWS):
            block = slice(start, start + Answers.ROWS)
            kind_of += map(numbers.__getitem__, self._ask(items[block], indices[block]))
        return TextRuns([self._make(*answer) for answer in numbers], np.array(kind_of, np.int32))

    def _ask(self, items: Sequence[int], indices: Sequence[int]) -> Iterable[_Answer]:
        """Ask one question of all objects, then the next: a third less time than asking object after object."""
        call = pdfium_calls()
        sizes, *channels, matrices = self._answers.at
        modes = list(map(render_mode, map(call.render_mode, items)))
        has_colour = list(map(call.fill_colour, items, *channels))
        for place in [place for place, mode in enumerate(modes) if mode == STROKE]:
            has_colour[place] = call.stroke_colour(items[place], *(channel[place] for channel in channels))
        for_all(call.font_size, items, sizes)
        for_all(call.char_matrix, repeat(self._text_page), indices, matrices)
        content = self._answers.content(len(items))
        keys = [content[start : start + _END_OF_KEY] for start in range(0, len(content), _ROW)]
        return zip(keys, modes, has_colour, map(call.font, items), self._clips.boxes_of(items), strict=True)

    def _make(self, answers: bytes, mode: int, has_colour: int, font: int, clip: Clip) -> TextRun:
        size, red, green, blue, alpha, *matrix = struct.unpack("f4I4f", answers)
        name, painted = SOME_COLOUR, True  # a pattern has no one colour: ``paint`` looks at the rendered page then
        if has_colour:
            name, painted = channels_to_colour(red, green, blue), alpha >= FAINTEST
        points, angle, slanted = self._size_and_angle(matrix, size)
        bold = mode == FILL_AND_STROKE or self._is_bold(font)
        return TextRun(name, points, bold, angle, clip, painted and mode != INVISIBLE, slanted)

    def _size_and_angle(self, matrix: Sequence[float], font_size: float) -> tuple[float, int, bool]:
        """Return the font's size, its direction of writing, and whether that is slanted, all as shown."""
        a, b, c, d = matrix
        affine = self._affine
        across = (affine.a * a + affine.c * b, affine.b * a + affine.d * b)
        upward = (affine.a * c + affine.c * d, affine.b * c + affine.d * d)
        if not all(map(math.isfinite, (*across, *upward, font_size))):
            return 0.0, 0, False
        return abs(font_size) * math.hypot(*upward), *direction(*across)

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            self._bold[font] = bool(font) and _font_is_bold(font)
        return self._bold[font]


def _font_is_bold(address: int) -> bool:
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return is_bold(name, max(pdfium.FPDFFont_GetFlags(font), 0), pdfium.FPDFFont_GetWeight(font))  # -1 where unknown
