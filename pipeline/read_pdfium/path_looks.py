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
    Subpath,
    boxes_and_corners,
    straight_boxes,
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
    start: int  # which of the page's points are its own
    end: int
    line: Sides | None  # x and y of its ends, where it is one stroke between two points and nothing else
    rectangle: Sides | None  # where it is one filled rectangle and nothing else, as cells' colours are


class ThinPaths(NamedTuple):
    """Paths that are one thin stroke or rectangle each, level or upright: nearly all rules, and dots of dotted ones."""

    places: NDArray[np.int64]  # among all paths, shape (n,)
    boxes: NDArray[np.float64]  # as shown, shape (n, 4)
    colours: list[str]


class Paths(NamedTuple):
    """What is painted by the paths of a page; those that paint nothing are in neither list."""

    thin: ThinPaths
    others: NDArray[np.int64]  # their places among all paths, shape (m,)
    looks: list[PathLook]  # of these
    points: Points  # of all paths


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


def read_paths(
    items: NDArray[np.int64], spaces: NDArray[np.float64], clipped: NDArray[np.bool_], tally: Tally
) -> Paths:
    """Return how each path is painted, and the points of all.

    Args:
        items: The paths' addresses, shape (n,).
        spaces: The map from the space that each lies in to the page as shown, shape (n, 6).
        clipped: Which are to be cut to what their clip paths show, and so are looked at one by one, shape (n,).
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
    counts = np.zeros(len(items), np.int64)
    counts[drawn] = np.maximum(call.segment_count.each(items[drawn]), 0)
    tally.add_points(int(counts.sum() + dots.sum()))
    points = _points(items, matrices, counts)
    ends = np.cumsum(counts)
    lines = _lines(points, ends, stroked & ~filled & (counts == 2))
    rectangles = _rectangles(points, counts, filled & ~stroked & (counts > 2))
    rectangles[dots] = boxes[dots]  # nobody looks at the points of what is so small
    bars = np.where(np.isnan(rectangles), straight_boxes(lines, widths), rectangles)
    is_thin = (_thickness(bars) <= MAX_RULE_THICKNESS) & ~(_thickness(boxes) > MAX_RULE_THICKNESS) & ~clipped
    thin, others = np.flatnonzero(is_thin), np.flatnonzero((filled | stroked) & ~is_thin)
    colours_of_thin = [name for place in thin.tolist() if (name := fills[place] or strokes[place]) is not None]
    translucent = filled[others]
    translucent[translucent] = call.is_translucent.each(items[others[translucent]]) != 0
    looks = map(
        PathLook,
        map(fills.__getitem__, others.tolist()),
        map(strokes.__getitem__, others.tolist()),
        widths[others].tolist(),
        sides_or_none(boxes[others]),
        translucent.tolist(),
        (ends - counts)[others].tolist(),
        ends[others].tolist(),
        sides_or_none(lines[others]),
        sides_or_none(rectangles[others]),
    )
    return Paths(ThinPaths(thin, bars[thin], colours_of_thin), others, list(looks), points)


def _thickness(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shorter side of each box, shape (n,); NaN where it is not known."""
    import numpy as np

    return np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])


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


def _lines(points: Points, ends: NDArray[np.int64], short: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return x and y of both ends of each path that is one stroke between two points, shape (n, 4); NaN for another.

    Args:
        points: Those of all paths.
        ends: Where each path's points end among them, shape (n,).
        short: Which paths have two points, and are stroked only, shape (n,).
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    lines = np.full((len(ends), 4), np.nan)
    places = np.flatnonzero(short)
    last = ends[places] - 1
    straight = (points.kinds[last] == pdfium.FPDF_SEGMENT_LINETO) & points.told[last] & points.told[last - 1]
    last = last[straight]
    lines[places[straight]] = np.hstack((points.places[last - 1], points.places[last]))
    return lines


def _rectangles(points: Points, counts: NDArray[np.int64], asked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the box of each path that is one upright rectangle, shape (n, 4); NaN for others and those not asked for.

    Args:
        points: Those of all paths.
        counts: How many each path has, shape (n,).
        asked: Which paths are filled only, and have some points, shape (n,).
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    rectangles = np.full((len(counts), 4), np.nan)
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
    rectangles[chosen[found]] = boxes[found]
    return rectangles


def sides_or_none(boxes: NDArray[np.float64]) -> list[Sides | None]:
    """Return boxes of shape (n, 4) as tuples, None for one that is not known."""
    return [None if math.isnan(x0) else (x0, top, x1, bottom) for x0, top, x1, bottom in boxes.tolist()]
