"""What is one and the same for a text object, read by PDFium: colour, size, direction, weight, clip path."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.colours import channels_to_colour
from pipeline.drawing.directions import direction
from pipeline.drawing.strokes import FAINTEST, SOME_COLOUR
from pipeline.drawing.text import FILL_AND_STROKE, INVISIBLE, STROKE, is_bold, render_mode
from pipeline.model import TextRun, TextRuns
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import pdfium_calls
from pipeline.read_pdfium.clips import Clip, ClipReader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Told(NamedTuple):
    """What PDFium tells of n text objects; each is an array over them."""

    modes: NDArray[np.int64]
    has_colour: NDArray[np.int64]
    channels: NDArray[np.uint32]  # shape (n, 4)
    sizes: NDArray[np.float32]  # shape (n, 1)
    matrices: NDArray[np.float32]  # shape (n, 4): without the shift, which is the glyph's own
    fonts: NDArray[np.int64]
    clip_of: NDArray[np.int64]  # index into ``clips``
    clips: list[Clip]

    def columns(self) -> NDArray[np.int64]:
        """Return all of it as whole numbers, a row each, shape (13, n); what is no number equals itself so."""
        import numpy as np

        bits = self.sizes.view(np.uint32).T, self.matrices.view(np.uint32).T
        return np.vstack((self.modes, self.has_colour, self.fonts, self.clip_of, self.channels.T, *bits))


class TextReader:
    """Reads the text objects of one open page.

    Most of a page's objects are alike, so a run is made once for each distinct column of answers.
    """

    def __init__(self, text_page: int, affine: Affine, clips: ClipReader) -> None:
        self._text_page = text_page
        self._affine = affine
        self._bold: dict[int, bool] = {}
        self._clips = clips

    def text_runs(self, items: NDArray[np.int64], indices: NDArray[np.int64]) -> TextRuns:
        """Return the runs of the text objects at these addresses; ``indices`` are those of their first characters."""
        import numpy as np

        told = self._ask(items, indices)
        firsts, kind_of = _alike(told.columns())
        return TextRuns([self._make(told, place) for place in firsts.tolist()], kind_of.astype(np.int32))

    def _ask(self, items: NDArray[np.int64], indices: NDArray[np.int64]) -> _Told:
        import numpy as np

        call = pdfium_calls()
        modes = render_mode(call.render_mode.each(items))
        has_colour, channels = call.fill_colour.answers(items)
        outlined = np.flatnonzero(modes == STROKE)
        if len(outlined):
            has_colour[outlined], channels[outlined] = call.stroke_colour.answers(items[outlined])
        sizes = call.font_size.answers(items)[1]
        matrices = np.ascontiguousarray(call.char_matrix.answers(self._text_page, indices)[1][:, :4])
        clips, clip_of = self._clips.boxes_of(items)
        return _Told(modes, has_colour, channels, sizes, matrices, call.font.each(items), clip_of, clips)

    def _make(self, told: _Told, place: int) -> TextRun:
        """Return the run of the text object at a place among those that were asked."""
        mode, (red, green, blue, alpha) = int(told.modes[place]), told.channels[place].tolist()
        name, painted = SOME_COLOUR, True  # a pattern has no one colour: ``paint`` looks at the rendered page then
        if told.has_colour[place]:
            name, painted = channels_to_colour(red, green, blue), alpha >= FAINTEST
        points, angle, slanted = self._size_and_angle(told.matrices[place].tolist(), told.sizes[place].item())
        bold = mode == FILL_AND_STROKE or self._is_bold(int(told.fonts[place]))
        clip = told.clips[told.clip_of[place]]
        return TextRun(name, points, bold, angle, clip, painted and mode != INVISIBLE, slanted)

    def _size_and_angle(self, matrix: Sequence[float], font_size: float) -> tuple[float, int, bool]:
        """Return the font's size, its direction of writing, and whether that is slanted, all as shown."""
        a, b, c, d = matrix
        affine = self._affine
        across = (affine.a * a + affine.c * b, affine.b * a + affine.d * b)
        upward = (affine.a * c + affine.c * d, affine.b * c + affine.d * d)
        if not all(map(math.isfinite, (*across, *upward, font_size))):
            return 0.0, 0, False
        # A negative size turns the letters upside down once more: with a matrix that turns the text by 180° they stand.
        sign = math.copysign(1.0, font_size)
        return abs(font_size) * math.hypot(*upward), *direction(sign * across[0], sign * across[1])

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            self._bold[font] = bool(font) and _font_is_bold(font)
        return self._bold[font]


def _alike(columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each distinct one of n columns is met first, in their order, and which of these each column equals.

    ``columns`` has shape (m, n). Only rows in which something differs are compared: mostly that of the fonts alone.
    """
    import numpy as np

    count = columns.shape[1]
    differing = columns[(columns != columns[:, :1]).any(axis=1)]
    in_order = np.lexsort(differing) if len(differing) else np.arange(count)
    ordered = differing[:, in_order]
    begins = np.ones(count, np.bool_)
    begins[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    firsts, group_of = in_order[begins], np.empty(count, np.int64)
    group_of[in_order] = np.cumsum(begins) - 1
    as_met = np.argsort(firsts)
    return firsts[as_met], np.argsort(as_met)[group_of]


def _font_is_bold(address: int) -> bool:
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return is_bold(name, max(pdfium.FPDFFont_GetFlags(font), 0), pdfium.FPDFFont_GetWeight(font))  # -1 where unknown
