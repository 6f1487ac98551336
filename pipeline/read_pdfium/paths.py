"""What PDFium tells of a page's drawn paths and pictures."""

from __future__ import annotations

import ctypes
import math
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from pipeline import limits
from pipeline.colours import over_white
from pipeline.drawing.strokes import (
    AXIS_TOLERANCE,
    FAINTEST,
    LARGEST_DOT,
    MAX_RULE_THICKNESS,
    SOME_COLOUR,
    Point,
    Strokes,
)
from pipeline.drawing.text import FILL, FILL_AND_STROKE, render_mode
from pipeline.errors import LimitExceededError
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import for_all, pdfium_calls, prepare
from pipeline.read_pdfium.clips import ClipReader
from pipeline.read_pdfium.overprint import Overprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


MANY_SEGMENTS, MANY_SUBPATHS = 64, 8
"""A filled path from these numbers on is asked for as a whole: a page may have its ten thousand dots in one."""


class _Subpath(Struct):
    """Points that are drawn without lifting the pen, in straight pieces; a curve parts two of them."""

    pieces: list[list[Point]] = field(default_factory=list)
    curved: bool = False

    def go_to(self, point: Point, *, curved: bool) -> None:
        """Take the next point."""
        self.curved = self.curved or curved
        if curved or not self.pieces:
            self.pieces.append([point])
        else:
            self.pieces[-1].append(point)

    def close(self) -> None:
        """Go back to the first point."""
        first, last = self.pieces[0][0], self.pieces[-1][-1]
        if max(abs(first[0] - last[0]), abs(first[1] - last[1])) > AXIS_TOLERANCE:
            self.pieces[-1].append(first)

    def points(self) -> list[Point]:
        """Return all points, those that steer curves included."""
        return [point for piece in self.pieces for point in piece]


class LeftOut(NamedTuple):
    """Text objects that the text page does not tell of: ``prints`` with ink, where the ``blanks`` begin."""

    prints: list[Overprint]
    blanks: list[Point]


class PaintingOrder(Struct):
    """What a page paints after what.

    ``texts`` has the place of each text object, by its address. ``fills`` and ``pictures`` are boxes, as shown, each
    with its place: it lies over the texts with a lower number.
    """

    texts: dict[int, int] = field(default_factory=dict)
    fills: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float, int]] = field(default_factory=list)


class PathReader:
    """Reads the objects of one open page. Holds what PDFium writes to, because each ctypes value made anew costs."""

    def __init__(
        self, page: Any, affine: Affine, place: str, clips: ClipReader, hidden: frozenset[int] = frozenset()
    ) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._call = pdfium_calls()
        self._page = page
        self._affine = affine
        self._place = place
        self._clips = clips
        self._hidden = hidden
        self._strokes = Strokes()
        self._veiled = False  # within a form that lets what is below show through
        self._segments = 0
        self._objects = 0
        self._numbers = (ctypes.c_float * 6)()  # a matrix, a box, a point or a width
        self._number_at = tuple(ctypes.byref(self._numbers, 4 * place) for place in range(4))
        self._modes = (ctypes.c_int * 2)()
        self._mode_at = tuple(ctypes.byref(self._modes, 4 * place) for place in range(2))
        self._channels = (ctypes.c_uint * 4)()
        self._channel_at = tuple(ctypes.byref(self._channels, 4 * place) for place in range(4))
        self._texts: list[int] = []
        self.images: list[tuple[float, float, float, float]] = []
        self.painting = PaintingOrder()

    # ── drawn paths and pictures ──

    def read(self) -> Strokes:
        """Return what is drawn, forms included; pictures are in ``images`` then."""
        pdfium, call = self._pdfium, self._call
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._count_objects(count)
        items = list(map(call.object_at, repeat(prepare(self._page)), range(count)))
        if self._hidden:
            items = [item for item in items if item not in self._hidden]
        kinds = list(map(call.object_type, items))
        text = pdfium.FPDF_PAGEOBJ_TEXT
        self._texts = [item for item, kind in zip(items, kinds, strict=True) if kind == text]
        for item, kind in zip(items, kinds, strict=True):
            if kind == text:
                self._strokes.order += 1
                self.painting.texts[item] = self._strokes.order
            else:
                self._read_object(item, kind, self._affine, 0)
        return self._strokes

    @property
    def count(self) -> int:
        """How many objects and points of paths the page has, forms included."""
        return self._objects + self._segments

    def texts_but(self, known: Iterable[int]) -> LeftOut:
        """Return what is left of the page's text objects without those at the known addresses."""
        prints, blanks = [], []
        for item in sorted(set(self._texts).difference(known)):
            box = self._bounds(item, self._affine)
            if box is not None and box[2] > box[0]:
                prints.append(Overprint(*box, self._print_colour(item), self.painting.texts[item]))
            else:
                matrix = self._affine.after(self._matrix_of(item))
                blanks.append((matrix.e, matrix.f))
        return LeftOut(prints, blanks)

    def _print_colour(self, item: int) -> str | None:
        """Return the one colour that a text object is filled with, None where it has another look or none."""
        filled = render_mode(self._call.render_mode(item)) in (FILL, FILL_AND_STROKE)
        colour = self._colour(self._call.fill_colour, item) if filled else None
        return None if colour == SOME_COLOUR else colour

    def _bounds(self, item: int, affine: Affine) -> tuple[float, float, float, float] | None:
        if not self._call.object_bounds(item, *self._number_at):
            return None
        left, bottom, right, top = self._numbers[:4]
        return _corners_to_box(affine.point(left, bottom), affine.point(right, top))

    def _count_objects(self, count: int) -> None:
        self._objects += count
        if self._objects > limits.MAX_OBJECTS_ON_PAGE:
            what = f"more than {limits.MAX_OBJECTS_ON_PAGE} objects on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")

    def _read_object(self, item: int, kind: int, affine: Affine, depth: int) -> None:
        pdfium, call = self._pdfium, self._call
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            clip = None if depth else self._clips.boxes_of([item])[0]  # a form's clip paths lie in its own space
            before = self._strokes.count()
            self._read_path(item, affine)
            if clip is not None:
                self._strokes.cut(before, clip)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._strokes.order += 1
            self.painting.texts[item] = self._strokes.order
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._read_image(item, affine)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self._read_shading(item, affine)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < limits.MAX_FORM_DEPTH:
            veiled, self._veiled = self._veiled, self._veiled or bool(call.is_translucent(item))
            inner = affine.after(self._matrix_of(item))
            count = max(call.form_count(item), 0)
            self._count_objects(count)
            for index in range(count):
                part = call.form_object(item, index)
                if part not in self._hidden:
                    self._read_object(part, call.object_type(part), inner, depth + 1)
            self._veiled = veiled

    def _matrix_of(self, item: int) -> Affine:
        return Affine(*self._numbers) if self._call.object_matrix(item, self._number_at[0]) else Affine()

    def _read_image(self, item: int, affine: Affine) -> None:
        box = self._bounds(item, affine)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= 1.5:  # some printers draw rules as pictures one pixel wide
            self._strokes.order += 1
            self._strokes.add_rectangle(box, "#000000")
        else:
            self.images.append(box)
            self._cover(box, self.painting.pictures)

    def _cover(
        self,
        box: tuple[float, float, float, float] | None,
        covers: list[tuple[float, float, float, float, int]],
    ) -> None:
        """Note that something was painted here, over all that was painted before."""
        if box is not None and min(box[2] - box[0], box[3] - box[1]) > MAX_RULE_THICKNESS:
            self._strokes.order += 1
            covers.append((*box, self._strokes.order))

    def _read_shading(self, item: int, affine: Affine) -> None:
        """Take what the operator sh paints, as large as the clip path lets it be; its colours are many."""
        box = self._bounds(item, affine)
        if box is not None:
            self._strokes.order += 1
            self._strokes.add_rectangle(box, SOME_COLOUR)
            self._cover(box, self.painting.fills)

    def _read_path(self, item: int, affine: Affine) -> None:
        call, strokes = self._call, self._strokes
        call.draw_mode(item, *self._mode_at)
        fill_mode, stroked = self._modes
        strokes.order += 1
        fill = self._colour(call.fill_colour, item) if fill_mode else None
        stroke = self._colour(call.stroke_colour, item) if stroked else None
        if fill is None and stroke is None:
            return
        box = self._bounds(item, affine) if fill is not None else None
        if stroke is None and self._read_dot(box, fill):
            return
        matrix = affine.after(self._matrix_of(item))
        width = 0.0
        if stroke is not None:
            call.stroke_width(item, self._number_at[0])
            width = self._numbers[0] * matrix.scale
        if width > MAX_RULE_THICKNESS:
            box = self._bounds(item, affine)
        self._cover(box, self.painting.fills)
        count = call.segment_count(item)
        self._count_segments(count)
        if count == 2 and stroke is not None and fill is None:  # as most rules are drawn
            self._read_line(item, matrix, width, stroke)
            return
        many = count >= MANY_SEGMENTS and stroke is None and fill is not None
        if many and fill is not None and self._fill_many(item, matrix, count, fill):
            return
        subpaths = self._subpaths(item, matrix, count)
        if fill is not None:
            strokes.add_filled_subpaths(subpaths, fill, opaque=not (self._veiled or call.is_translucent(item)))
        if stroke is not None:
            for subpath in subpaths:
                strokes.add_outline(subpath.pieces, width, stroke)

    def _fill_many(self, item: int, matrix: Affine, count: int, colour: str) -> bool:
        """Take a filled path of many subpaths, all at once; tell whether it is one."""
        pdfium, call = self._pdfium, self._call
        segments = list(map(call.segment_at, repeat(item), range(count)))
        numbers = ctypes.create_string_buffer(8 * count)
        xs, ys = (map(ctypes.byref, repeat(numbers), range(start, 8 * count, 8)) for start in (0, 4))
        kinds = list(map(call.segment_type, segments))
        if kinds.count(pdfium.FPDF_SEGMENT_MOVETO) < MANY_SUBPATHS or kinds[0] != pdfium.FPDF_SEGMENT_MOVETO:
            return False
        for_all(call.segment_point, segments, xs, ys)
        import numpy as np

        told = np.frombuffer(memoryview(numbers), np.float32)[: 2 * count].reshape(count, 2)
        points = matrix.points(told.astype(np.float64))
        kind = np.array(kinds)
        if not np.isfinite(points).all():
            return False
        starts = np.flatnonzero(kind == pdfium.FPDF_SEGMENT_MOVETO)
        curved = np.logical_or.reduceat(kind == pdfium.FPDF_SEGMENT_BEZIERTO, starts)
        opaque = not (self._veiled or call.is_translucent(item))
        self._strokes.add_filled_points(points, starts, curved, colour, opaque=opaque)
        return True

    def _read_dot(self, box: tuple[float, float, float, float] | None, colour: str | None) -> bool:
        """Take a fill for a dot where it is as small, of which a page may have ten thousands; tell whether it is."""
        if box is None or colour is None or max(box[2] - box[0], box[3] - box[1]) > LARGEST_DOT:
            return False
        self._count_segments(1)
        self._strokes.add_rectangle(box, colour)
        return True

    def _read_line(self, item: int, matrix: Affine, width: float, colour: str) -> None:
        call = self._call
        first, second = call.segment_at(item, 0), call.segment_at(item, 1)
        start, end = self._point(first, matrix), self._point(second, matrix)
        draws = call.segment_type(second) == self._pdfium.FPDF_SEGMENT_LINETO
        if draws and start is not None and end is not None:
            self._strokes.add_stroke(start, end, width, colour)
            self._strokes.note_outline((start, end), colour, filled=False)

    def _count_segments(self, count: int) -> None:
        self._segments += count
        if self._segments > limits.MAX_SEGMENTS_ON_PAGE:
            what = f"more than {limits.MAX_SEGMENTS_ON_PAGE} strokes on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")

    def _point(self, segment: int, matrix: Affine) -> Point | None:
        """Return where a segment ends, as shown; None where that is no number."""
        self._call.segment_point(segment, *self._number_at[:2])
        x, y = self._numbers[:2]
        return matrix.point(x, y) if math.isfinite(x) and math.isfinite(y) else None

    def _subpaths(self, item: int, matrix: Affine, count: int) -> list[_Subpath]:
        """Return each subpath with its points as shown."""
        pdfium, call = self._pdfium, self._call
        subpaths = [_Subpath()]
        for index in range(count):
            segment = call.segment_at(item, index)
            kind = call.segment_type(segment)
            point = self._point(segment, matrix)
            if point is None:
                continue
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                subpaths.append(_Subpath([[point]]))
            else:
                subpaths[-1].go_to(point, curved=kind == pdfium.FPDF_SEGMENT_BEZIERTO)
            if call.segment_closes(segment):
                subpaths[-1].close()
        return [subpath for subpath in subpaths if subpath.pieces]

    def _colour(self, ask: Callable[..., int], item: int) -> str | None:
        """Return ``#rrggbb``, or None for what is not painted at all."""
        if not ask(item, *self._channel_at):
            return SOME_COLOUR
        red, green, blue, alpha = self._channels
        return None if alpha < FAINTEST else over_white(red, green, blue, alpha / 255)


def _corners_to_box(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
