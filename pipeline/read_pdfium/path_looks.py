"""What PDFium tells of all drawn paths of a page: colours, boxes, widths and points, one question of all at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pipeline.colours import over_white
from pipeline.drawing.refusals import Tally
from pipeline.drawing.shapes import DUST
from pipeline.drawing.strokes import (
    FAINTEST,
    LARGEST_DOT,
    MAX_RULE_THICKNESS,
    SOME_COLOUR,
    Point,
    Subpath,
    boxes_and_corners,
)
from pipeline.read_pdfium.affine import boxes_between, map_points, scales
from pipeline.read_pdfium.calls import pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.pdfium.each import Question

MANY_SEGMENTS, MANY_SUBPATHS = 64, 8
"""A filled path from these numbers on is looked at as a whole: a page may have its ten thousand dots in one."""

Sides = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, as shown."""


class PathLook(Struct, frozen=True):
    """How a path is painted."""

    fill: str | None  # None where it is not filled, or with what is not seen
    stroke: str | None
    width: float  # of the stroke, as shown
    box: Sides | None  # of what is filled, and of what is stroked thickly
    translucent: bool  # what lies below shows through the fill
    is_dot: bool  # a fill so small that nobody looks at its points
    start: int  # which of the page's points are its own
    end: int
    line: tuple[Point, Point] | None  # its ends, where it is one straight stroke and nothing else, as most rules are
    rectangle: Sides | None  # where it is one filled rectangle and nothing else, as all other rules and cells' colours


class Points(NamedTuple):
    """The points of paths, those that steer curves included, one path's after the other's."""

    kinds: NDArray[np.int64]  # PDFium's constants, shape (n,)
    places: NDArray[np.float64]  # as shown, shape (n, 2)
    told: NDArray[np.bool_]  # False where PDFium tells no number, shape (n,)
    closing: NDArray[np.bool_]  # whether the pen goes back to the subpath's first point from there, shape (n,)

    def of(self, look: PathLook) -> Points:
        """Return those of one path."""
        own = slice(look.start, look.end)
        return Points(self.kinds[own], self.places[own], self.told[own], self.closing[own])


def points_to_subpaths(points: Points) -> list[Subpath]:
    """Return each subpath of a path."""
    import pypdfium2.raw as pdfium

    subpaths = [Subpath()]
    for kind, (x, y), told, closing in zip(*(column.tolist() for column in points), strict=True):
        if not told:
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            subpaths.append(Subpath([[(x, y)]]))
        else:
            subpaths[-1].go_to((x, y), curved=kind == pdfium.FPDF_SEGMENT_BEZIERTO)
        if closing:
            subpaths[-1].close()
    return [subpath for subpath in subpaths if subpath.pieces]


def many_subpaths(points: Points) -> tuple[NDArray[np.int64], NDArray[np.bool_]] | None:
    """Return where each of a path's subpaths begins, and whether it has curves; None for a path of few."""
    import numpy as np
    import pypdfium2.raw as pdfium

    begins = points.kinds == pdfium.FPDF_SEGMENT_MOVETO
    if len(begins) < MANY_SEGMENTS or not begins[0] or np.count_nonzero(begins) < MANY_SUBPATHS:
        return None
    if not np.isfinite(points.places).all():
        return None
    starts = np.flatnonzero(begins)
    return starts, np.logical_or.reduceat(points.kinds == pdfium.FPDF_SEGMENT_BEZIERTO, starts)


def read_paths(items: NDArray[np.int64], spaces: NDArray[np.float64], tally: Tally) -> tuple[list[PathLook], Points]:
    """Return how each path is painted, and the points of all.

    Args:
        items: The paths' addresses, shape (n,).
        spaces: The map from the space that each lies in to the page as shown, shape (n, 6).
        tally: Of the page, to count the points in.
    """
    import numpy as np

    call = pdfium_calls()
    fill_mode, stroke_mode = call.draw_mode.answers(items)[1].T
    fills = colours(call.fill_colour, items, fill_mode != 0)
    strokes = colours(call.stroke_colour, items, stroke_mode != 0)
    filled, stroked = (np.array([name is not None for name in names], np.bool_) for names in (fills, strokes))
    boxes = np.full((len(items), 4), np.nan)
    boxes[filled] = shown_boxes(items[filled], spaces[filled])
    dots = filled & ~stroked & (np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= LARGEST_DOT)
    drawn = (filled | stroked) & ~dots
    matrices = np.zeros((len(items), 6))
    matrices[drawn] = shown_matrices(items[drawn], spaces[drawn])
    widths = np.zeros(len(items))
    widths[stroked] = call.stroke_width.answers(items[stroked])[1][:, 0] * scales(matrices[stroked])
    thick = widths > MAX_RULE_THICKNESS
    boxes[thick] = shown_boxes(items[thick], spaces[thick])
    translucent = np.zeros(len(items), np.bool_)
    translucent[filled & drawn] = call.is_translucent.each(items[filled & drawn]) != 0
    counts = np.zeros(len(items), np.int64)
    counts[drawn] = np.maximum(call.segment_count.each(items[drawn]), 0)
    tally.add_points(int(counts.sum() + dots.sum()))
    ends = np.cumsum(counts)
    points = _points(items, matrices, counts)
    numbers = (column.tolist() for column in (translucent, dots, ends - counts, ends))
    lines = _lines(points, ends, stroked & ~filled & (counts == 2))
    rectangles = _rectangles(points, counts, filled & ~stroked & (counts > 2))
    looks = map(PathLook, fills, strokes, widths.tolist(), sides_or_none(boxes), *numbers, lines, rectangles)
    return list(looks), points


def colours(question: Question, items: NDArray[np.int64], asked: NDArray[np.bool_]) -> list[str | None]:
    """Return the colour of each object that is asked for; None for the others, and for what is not seen."""
    import numpy as np

    names: list[str | None] = [None] * len(items)
    if not asked.any():
        return names
    told, channels = question.answers(items[asked])
    for number, known, (red, green, blue, alpha) in zip(
        np.flatnonzero(asked).tolist(), told.tolist(), channels.tolist(), strict=True
    ):
        if not known:
            names[number] = SOME_COLOUR
        elif alpha >= FAINTEST:
            names[number] = over_white(red, green, blue, alpha / 255)
    return names


def shown_boxes(items: NDArray[np.int64], spaces: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the box of each object as shown, shape (n, 4), with ``spaces`` as for ``read_paths``; NaN without one."""
    import numpy as np

    if not len(items):
        return np.zeros((0, 4))
    told, sides = pdfium_calls().object_bounds.answers(items)
    left, bottom, right, top = sides.astype(np.float64).T
    boxes = boxes_between(map_points(spaces, left, bottom), map_points(spaces, right, top))
    boxes[told == 0] = np.nan
    return boxes


def shown_matrices(items: NDArray[np.int64], spaces: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the map from each object's own space to the page as shown, shape (n, 6), as ``Affine.after``."""
    import numpy as np

    told, matrices = pdfium_calls().object_matrix.answers(items)
    own = matrices.astype(np.float64)
    own[told == 0] = (1, 0, 0, 1, 0, 0)
    a, b, c, d, e, f = own.T
    sa, sb, sc, sd = spaces[:, :4].T
    across, up = (sa * a + sc * b, sb * a + sd * b), (sa * c + sc * d, sb * c + sd * d)
    return np.stack([*across, *up, *map_points(spaces, e, f)], axis=1)


def _points(items: NDArray[np.int64], matrices: NDArray[np.float64], counts: NDArray[np.int64]) -> Points:
    """Return the points of paths; ``matrices`` has shape (n, 6), ``counts``, how many each has, shape (n,)."""
    import numpy as np

    call = pdfium_calls()
    owners = np.repeat(np.arange(len(items)), counts)
    within = np.arange(len(owners)) - (np.cumsum(counts) - counts)[owners]
    segments = call.segment_at.each(items[owners], within)
    told = call.segment_point.answers(segments)[1].astype(np.float64)
    places = np.stack(map_points(matrices[owners], *told.T), axis=1)
    closing = call.segment_closes.each(segments) != 0
    finite = np.isfinite(told[:, 0]) & np.isfinite(told[:, 1])
    return Points(call.segment_type.each(segments), places, finite, closing)


def _lines(points: Points, ends: NDArray[np.int64], short: NDArray[np.bool_]) -> list[tuple[Point, Point] | None]:
    """Return the two ends of each path that is a straight line, None for another.

    Args:
        points: Those of all paths.
        ends: Where each path's points end among them, shape (n,).
        short: Which paths have two points, and are stroked only, shape (n,).
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    lines: list[tuple[Point, Point] | None] = [None] * len(ends)
    places = np.flatnonzero(short)
    last = ends[places] - 1
    straight = (points.kinds[last] == pdfium.FPDF_SEGMENT_LINETO) & points.told[last] & points.told[last - 1]
    places, last = places[straight], last[straight]
    starts, stops = points.places[last - 1].tolist(), points.places[last].tolist()
    for place, (x0, y0), (x1, y1) in zip(places.tolist(), starts, stops, strict=True):
        lines[place] = (x0, y0), (x1, y1)
    return lines


def _rectangles(points: Points, counts: NDArray[np.int64], asked: NDArray[np.bool_]) -> list[Sides | None]:
    """Return the box of each path that is one upright rectangle, None for another and for what is not asked for.

    Args:
        points: Those of all paths.
        counts: How many each path has, shape (n,).
        asked: Which paths are filled only, and have some points, shape (n,).
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    rectangles: list[Sides | None] = [None] * len(counts)
    chosen = np.flatnonzero(asked)
    if not len(chosen):
        return rectangles
    own = np.repeat(asked, counts)
    kinds, places = points.kinds[own], points.places[own]
    ends = np.cumsum(counts[chosen])
    starts = ends - counts[chosen]
    boxes, fits = boxes_and_corners(places, starts)
    begins = np.zeros(len(kinds), np.bool_)
    begins[starts] = True
    fits &= (kinds == np.where(begins, pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO)) & points.told[own]
    following = np.arange(1, len(kinds) + 1)
    following[ends - 1] = starts
    steps = np.abs(places[following] - places)
    fits &= np.minimum(steps[:, 0], steps[:, 1]) <= DUST
    found = np.logical_and.reduceat(fits, starts)
    for place, (x0, top, x1, bottom) in zip(chosen[found].tolist(), boxes[found].tolist(), strict=True):
        rectangles[place] = x0, top, x1, bottom
    return rectangles


def sides_or_none(boxes: NDArray[np.float64]) -> list[Sides | None]:
    """Return boxes of shape (n, 4) as tuples, None for one that is not known."""
    return [None if math.isnan(x0) else (x0, top, x1, bottom) for x0, top, x1, bottom in boxes.tolist()]
