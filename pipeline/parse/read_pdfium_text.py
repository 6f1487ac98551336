"""What is one and the same for a text object, read by PDFium: colour, size, direction, weight, clip path."""

from __future__ import annotations

import ctypes
import math
import struct

from pipeline.model import Box, TextRun
from pipeline.parse.affine import Affine
from pipeline.parse.pdfium_calls import pdfium_calls

_BOLD_NAMES = ("bold", "heavy", "black", "demi")
_FONT_FLAG_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_RENDER_STROKE, _RENDER_FILL_STROKE, _RENDER_INVISIBLE = 1, 2, 3
_UNKNOWN_COLOUR = "#808080"
"""Stands for a pattern, which has no one colour; ``read_pdfium`` looks at the rendered page then."""

_RunKey = tuple[int, bytes | None, bytes, bytes, int, Box | None]


class TextReader:
    """Reads the text objects of one open page.

    Most of a page's objects are alike, so a run is made once for each distinct set of answers, which are kept as the
    raw bytes that PDFium wrote.
    """

    def __init__(self, text_page: int, affine: Affine) -> None:
        self._text_page = text_page
        self._affine = affine
        self._call = pdfium_calls()
        self._colour = ctypes.create_string_buffer(16)
        self._matrix = ctypes.create_string_buffer(24)
        self._size = ctypes.create_string_buffer(4)
        base = ctypes.addressof(self._colour)
        self._channels = (base, base + 4, base + 8, base + 12)
        self._matrix_address = ctypes.addressof(self._matrix)
        self._size_address = ctypes.addressof(self._size)
        self._runs: dict[_RunKey, TextRun] = {}
        self._bold: dict[int, bool] = {}
        self._clips: dict[int, Box | None] = {}

    def text_run(self, item: int, index: int) -> TextRun:
        """Return the run of the text object at an address; ``index`` is that of its first character."""
        call = self._call
        mode = call.render_mode(item) & 3
        ask = call.stroke_colour if mode == _RENDER_STROKE else call.fill_colour
        colour = self._colour.raw if ask(item, *self._channels) else None
        call.char_matrix(self._text_page, index, self._matrix_address)
        call.font_size(item, self._size_address)
        key = (mode, colour, self._matrix.raw[:16], self._size.raw, call.font(item) or 0, self._clip(item))
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = self._make(*key)
        return run

    def _make(  # noqa: PLR0913 - the parts of a key
        self, mode: int, colour: bytes | None, matrix: bytes, size: bytes, font: int, clip: Box | None
    ) -> TextRun:
        name, painted = _UNKNOWN_COLOUR, True
        if colour is not None:
            red, green, blue, alpha = struct.unpack("4I", colour)
            name, painted = f"#{red:02x}{green:02x}{blue:02x}", alpha >= 16
        points, angle = self._size_and_angle(struct.unpack("4f", matrix), struct.unpack("f", size)[0])
        bold = mode == _RENDER_FILL_STROKE or self._is_bold(font)
        return TextRun(name, points, bold, angle, clip, painted and mode != _RENDER_INVISIBLE)

    def _size_and_angle(self, matrix: tuple[float, ...], font_size: float) -> tuple[float, int]:
        """Return the font's size and its direction of writing, both as shown."""
        a, b, c, d = matrix
        affine = self._affine
        across = (affine.a * a + affine.c * b, affine.b * a + affine.d * b)
        upward = (affine.a * c + affine.c * d, affine.b * c + affine.d * d)
        if not all(map(math.isfinite, (*across, *upward, font_size))):
            return 0.0, 0
        angle = round(math.degrees(math.atan2(across[1], across[0])) / 90) * 90 % 360
        return abs(font_size) * math.hypot(*upward), angle

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            self._bold[font] = bool(font) and _font_is_bold(font)
        return self._bold[font]

    def _clip(self, item: int) -> Box | None:
        """Return the box of the clip path in force for an object, None without one.

        The text objects of a cell share their clip path, and PDFium shares its memory: the address of a path's first
        segment tells that it was met before.
        """
        call = self._call
        clip = call.clip_path(item)
        if not clip:
            return None
        box: Box | None = None
        for path in range(call.clip_count(clip)):
            first = call.clip_segment(clip, path, 0) or 0
            if first not in self._clips:
                self._clips[first] = self._path_box(clip, path)
            part = self._clips[first]
            box = _common(box, part) if box is not None and part is not None else part or box
        return box

    def _path_box(self, clip: int, path: int) -> Box | None:
        import pypdfium2.raw as pdfium

        handle = ctypes.cast(clip, pdfium.FPDF_CLIPPATH)
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for index in range(min(max(pdfium.FPDFClipPath_CountPathSegments(handle, path), 0), 1000)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(handle, path, index), x, y)
            points.append(self._affine.point(x.value, y.value))
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))


def _common(first: Box, second: Box) -> Box:
    return Box(
        max(first.x0, second.x0), max(first.top, second.top), min(first.x1, second.x1), min(first.bottom, second.bottom)
    )


def _font_is_bold(address: int) -> bool:
    """Tell whether a font is bold by its name, its flags or its weight: programs set one of the three."""
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").lower()
    flags = pdfium.FPDFFont_GetFlags(font)
    return (
        any(word in name for word in _BOLD_NAMES)
        or (flags > 0 and bool(flags & _FONT_FLAG_FORCE_BOLD))
        or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    )
