"""What PDFium tells of a page's drawn paths and pictures."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.errors import LimitExceededError
from pipeline.parse.read import limits
from pipeline.parse.read.affine import Affine
from pipeline.parse.read.pdfium_calls import pdfium_calls, prepare
from pipeline.parse.read.strokes import Point, Strokes

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True)
class _Subpath:
    """Points that are drawn without lifting the pen, in straight pieces; a curve parts two of them."""

    pieces: list[tuple[list[Point], bool]] = field(
        default_factory=list
    )  # points, and whether they end where they began
    curved: bool = False

    def go_to(self, point: Point, *, curved: bool) -> None:
        """Take the next point."""
        self.curved = self.curved or curved
        if curved or not self.pieces:
            self.pieces.append(([point], False))
        else:
            self.pieces[-1][0].append(point)

    def close(self) -> None:
        """Go back to the first point."""
        if len(self.pieces) == 1 and not self.curved:
            self.pieces[0] = (self.pieces[0][0], True)


class PathReader:
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
        self._rgba = tuple(ctypes.c_uint() for _ in range(4))
        self._float = ctypes.c_float()
        self._point = (ctypes.c_float(), ctypes.c_float())
        self._mode = (ctypes.c_int(), ctypes.c_int())
        self._matrix = pdfium.FS_MATRIX()
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._texts: list[int] = []
        self.images: list[tuple[float, float, float, float]] = []

    # ── drawn paths and pictures ──

    def read(self) -> Strokes:
        """Return what is drawn, forms included; pictures are in ``images`` then."""
        pdfium, call = self._pdfium, pdfium_calls()
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._count_objects(count)
        items = list(map(call.object_at, repeat(prepare(self._page)), range(count)))
        for item, kind in zip(items, map(call.object_type, items), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(item)
            else:
                self._read_object(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), self._affine, 0)
        return self._strokes

    def text_boxes_but(self, known: Iterable[int]) -> list[tuple[float, float, float, float]]:
        """Return the boxes of the page's text objects whose addresses are not among the known ones."""
        boxes = []
        for item in sorted(set(self._texts).difference(known)):
            box = self._bounds(ctypes.cast(item, self._pdfium.FPDF_PAGEOBJECT), self._affine)
            if box is not None and box[2] > box[0]:
                boxes.append(box)
        return boxes

    def _bounds(self, item: Any, affine: Affine) -> tuple[float, float, float, float] | None:
        if not self._pdfium.FPDFPageObj_GetBounds(item, *self._edges):
            return None
        left, bottom, right, top = (edge.value for edge in self._edges)
        return _corners_to_box(affine.point(left, bottom), affine.point(right, top))

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
        box = self._bounds(item, affine)
        if box is None:
            return
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
        for subpath in self._subpaths(item, matrix):
            if fill is not None and not subpath.curved:
                self._fill([point for points, _ in subpath.pieces for point in points], fill)
            if stroke is not None:
                for points, closed in subpath.pieces:
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

    def _subpaths(self, item: Any, matrix: Affine) -> list[_Subpath]:
        """Return each subpath with its points as shown."""
        pdfium = self._pdfium
        count = pdfium.FPDFPath_CountSegments(item)
        self._segments += count
        if self._segments > limits.MAX_SEGMENTS_ON_PAGE:
            what = f"more than {limits.MAX_SEGMENTS_ON_PAGE} strokes on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")
        subpaths = [_Subpath()]
        x, y = self._point
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if not (math.isfinite(x.value) and math.isfinite(y.value)):
                continue
            point = matrix.point(x.value, y.value)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                subpaths.append(_Subpath([([point], False)]))
            else:
                subpaths[-1].go_to(point, curved=kind == pdfium.FPDF_SEGMENT_BEZIERTO)
            if pdfium.FPDFPathSegment_GetClose(segment):
                subpaths[-1].close()
        return [subpath for subpath in subpaths if subpath.pieces]

    def _colour(self, ask: Any, item: Any) -> str | None:
        """Return ``#rrggbb``, or None for what is not painted at all."""
        red, green, blue, alpha = self._rgba
        if not ask(item, red, green, blue, alpha):
            return "#808080"
        if alpha.value < 16:
            return None
        return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"


def _corners_to_box(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
