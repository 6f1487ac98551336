"""What PDFium tells of a page's objects: drawn paths, pictures, and what is one and the same for a text object."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import LimitExceededError
from pipeline.model import Box, TextRun
from pipeline.parse import limits
from pipeline.parse.geometry import Strokes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BOLD_NAMES = ("bold", "heavy", "black", "demi")
_FONT_FLAG_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_RENDER_FILL, _RENDER_STROKE, _RENDER_FILL_STROKE, _RENDER_INVISIBLE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Affine:
    """The map x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of_page(cls, page: Any, width: float, height: float) -> Affine:
        """Return the map from the page's own space to points from the upper left corner as shown.

        PDFium is asked where three corners of the shown page lie, so that rotation and crop box are its business.
        """
        import pypdfium2.raw as pdfium

        side = 100_000  # device units a page side: corners are asked for in whole numbers
        corners = []
        for device_x, device_y in ((0, 0), (side, 0), (0, side)):
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDF_DeviceToPage(page.raw, 0, 0, side, side, 0, device_x, device_y, x, y)
            corners.append((x.value, y.value))
        (ox, oy), (rx, ry), (dx, dy) = corners
        inverse = cls((rx - ox) / width, (ry - oy) / width, (dx - ox) / height, (dy - oy) / height, ox, oy)
        return inverse.inverted()

    def inverted(self) -> Affine:
        """Return the map back."""
        determinant = self.a * self.d - self.b * self.c
        a, b = self.d / determinant, -self.b / determinant
        c, d = -self.c / determinant, self.a / determinant
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def after(self, first: Affine) -> Affine:
        """Return the map that applies ``first`` and then this one."""
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map one point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def boxes(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map boxes of shape (n, 4) to x0, top, x1, bottom; exact where the map turns by quarter circles."""
        import numpy as np

        x = np.stack([self.a * boxes[:, i] + self.c * boxes[:, j] + self.e for i, j in ((0, 1), (2, 3))])
        y = np.stack([self.b * boxes[:, i] + self.d * boxes[:, j] + self.f for i, j in ((0, 1), (2, 3))])
        return np.stack([x.min(0), y.min(0), x.max(0), y.max(0)], axis=1)

    @property
    def scale(self) -> float:
        """The factor by which lengths grow."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


class ObjectReader:
    """Reads the objects of one open page. Holds buffers, because each ctypes value made anew costs a call."""

    def __init__(self, page: Any, affine: Affine, place: str) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = page
        self._affine = affine
        self._place = place
        self._strokes = Strokes()
        self._segments = 0
        self._objects = 0
        self._bold: dict[int, bool] = {}
        self._clips: dict[int, Box | None] = {}
        self._rgba = tuple(ctypes.c_uint() for _ in range(4))
        self._float = ctypes.c_float()
        self._point = (ctypes.c_float(), ctypes.c_float())
        self._mode = (ctypes.c_int(), ctypes.c_int())
        self._matrix = pdfium.FS_MATRIX()
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self.images: list[tuple[float, float, float, float]] = []

    # ── drawn paths and pictures ──

    def read(self) -> Strokes:
        """Return what is drawn, forms included; pictures are in ``images`` then."""
        count, get = self._pdfium.FPDFPage_CountObjects(self._page), self._pdfium.FPDFPage_GetObject
        self._count_objects(count)
        for index in range(count):
            self._read_object(get(self._page, index), self._affine, 0)
        return self._strokes

    def _count_objects(self, count: int) -> None:
        self._objects += count
        if self._objects > limits.MAX_OBJECTS_ON_PAGE:
            what = f"more than {limits.MAX_OBJECTS_ON_PAGE} objects on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")

    def _read_object(self, item: Any, affine: Affine, depth: int) -> None:
        kind = self._pdfium.FPDFPageObj_GetType(item)
        if kind == self._pdfium.FPDF_PAGEOBJ_PATH:
            self._read_path(item, affine)
        elif kind == self._pdfium.FPDF_PAGEOBJ_IMAGE:
            self._read_image(item, affine)
        elif kind == self._pdfium.FPDF_PAGEOBJ_FORM and depth < limits.MAX_FORM_DEPTH:
            inner = affine.after(self._matrix_of(item))
            count = max(self._pdfium.FPDFFormObj_CountObjects(item), 0)
            self._count_objects(count)
            for index in range(count):
                self._read_object(self._pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _matrix_of(self, item: Any) -> Affine:
        matrix = self._matrix
        if not self._pdfium.FPDFPageObj_GetMatrix(item, matrix):
            return Affine()
        return Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _read_image(self, item: Any, affine: Affine) -> None:
        if not self._pdfium.FPDFPageObj_GetBounds(item, *self._edges):
            return
        left, bottom, right, top = (edge.value for edge in self._edges)
        box = _corners_to_box(affine.point(left, bottom), affine.point(right, top))
        if min(box[2] - box[0], box[3] - box[1]) <= 1.5:  # some printers draw rules as pictures one pixel wide
            self._strokes.order += 1
            self._strokes.add_rectangle(box, "#000000")
        else:
            self.images.append(box)

    def _read_path(self, item: Any, affine: Affine) -> None:
        pdfium, strokes = self._pdfium, self._strokes
        fill_mode, stroked = self._mode
        pdfium.FPDFPath_GetDrawMode(item, fill_mode, stroked)
        strokes.order += 1
        fill = self._colour(pdfium.FPDFPageObj_GetFillColor, item) if fill_mode.value else None
        stroke = self._colour(pdfium.FPDFPageObj_GetStrokeColor, item) if stroked.value else None
        if fill is None and stroke is None:
            return
        matrix = affine.after(self._matrix_of(item))
        width = 0.0
        if stroke is not None:
            pdfium.FPDFPageObj_GetStrokeWidth(item, self._float)
            width = self._float.value * matrix.scale
        for points, closed in self._subpaths(item, matrix):
            if fill is not None:
                self._fill(points, fill)
            if stroke is not None:
                ends = [*points[1:], points[0]] if closed else points[1:]
                for start, end in zip(points, ends, strict=False):
                    strokes.add_stroke(start, end, width, stroke)

    def _fill(self, points: list[tuple[float, float]], colour: str) -> None:
        """Take a filled subpath for a rectangle where all its corners lie on its box's sides, or where it is thin."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
        square = all(min(x - x0, x1 - x) < 0.3 and min(y - top, bottom - y) < 0.3 for x, y in points)
        if square and len(points) >= 2:
            self._strokes.add_rectangle((x0, top, x1, bottom), colour)

    def _subpaths(self, item: Any, matrix: Affine) -> list[tuple[list[tuple[float, float]], bool]]:
        """Return each subpath's points as shown, and whether it is closed. A curve leaves a gap: it is no rule."""
        pdfium = self._pdfium
        count = pdfium.FPDFPath_CountSegments(item)
        self._segments += count
        if self._segments > limits.MAX_SEGMENTS_ON_PAGE:
            what = f"more than {limits.MAX_SEGMENTS_ON_PAGE} strokes on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")
        subpaths: list[tuple[list[tuple[float, float]], bool]] = []
        points: list[tuple[float, float]] = []
        x, y = self._point
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if not (math.isfinite(x.value) and math.isfinite(y.value)):
                continue
            if kind != pdfium.FPDF_SEGMENT_LINETO and points:
                subpaths.append((points, False))
                points = []
            points.append(matrix.point(x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                subpaths.append((points, True))
                points = []
        if points:
            subpaths.append((points, False))
        return [(points, closed) for points, closed in subpaths if len(points) > 1]

    def _colour(self, ask: Any, item: Any) -> str | None:
        """Return ``#rrggbb``, or None for what is not painted at all."""
        red, green, blue, alpha = self._rgba
        if not ask(item, red, green, blue, alpha):
            return "#808080"
        if alpha.value < 16:
            return None
        return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"

    # ── text objects ──

    def text_run(self, item: int, text_page: Any, index: int) -> TextRun:
        """Return what is one and the same for the text object at that address, whose first character has that index."""
        pdfium = self._pdfium
        handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle) & 3
        ask = pdfium.FPDFPageObj_GetStrokeColor if mode == _RENDER_STROKE else pdfium.FPDFPageObj_GetFillColor
        colour = self._colour(ask, handle)
        pdfium.FPDFText_GetMatrix(text_page, index, self._matrix)
        pdfium.FPDFTextObj_GetFontSize(handle, self._float)
        size, angle = self._size_and_angle(self._float.value)
        bold = mode == _RENDER_FILL_STROKE or self._is_bold(pdfium.FPDFTextObj_GetFont(handle))
        visible = mode != _RENDER_INVISIBLE and colour is not None
        return TextRun(colour or "#000000", size, bold, angle, self._clip_box(handle), visible)

    def _size_and_angle(self, font_size: float) -> tuple[float, int]:
        """Return the font's size and its direction of writing as shown."""
        matrix, affine = self._matrix, self._affine
        across = (affine.a * matrix.a + affine.c * matrix.b, affine.b * matrix.a + affine.d * matrix.b)
        upward = (affine.a * matrix.c + affine.c * matrix.d, affine.b * matrix.c + affine.d * matrix.d)
        angle = round(math.degrees(math.atan2(across[1], across[0])) / 90) * 90 % 360
        return abs(font_size) * math.hypot(*upward), angle

    def _is_bold(self, font: Any) -> bool:
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._bold:
            self._bold[address] = bool(address) and self._font_is_bold(font)
        return self._bold[address]

    def _font_is_bold(self, font: Any) -> bool:
        pdfium = self._pdfium
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

    def _clip_box(self, item: Any) -> Box | None:
        """Return the box of the clip path in force for an object, None without one.

        The text objects of a cell share their clip path, and PDFium shares its memory: the address of a path's first
        segment tells that it was met before.
        """
        pdfium = self._pdfium
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        box: Box | None = None
        for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
            first = ctypes.cast(pdfium.FPDFClipPath_GetPathSegment(clip, path, 0), ctypes.c_void_p).value or 0
            if first not in self._clips:
                self._clips[first] = self._path_box(clip, path)
            part = self._clips[first]
            if part is not None and box is not None:
                part = Box(
                    max(box.x0, part.x0), max(box.top, part.top), min(box.x1, part.x1), min(box.bottom, part.bottom)
                )
            box = part or box
        return box

    def _path_box(self, clip: Any, path: int) -> Box | None:
        pdfium = self._pdfium
        x, y = self._point
        points = []
        for index in range(min(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0), 1000)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append(self._affine.point(x.value, y.value))
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))


def _corners_to_box(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
