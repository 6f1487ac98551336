"""Small geometry that both readers share: from drawn paths to rules and shades, and what can be seen of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from pipeline.colours import BLACK, WHITE
from pipeline.drawing.shapes import DrawnOutline, is_drawn, polygon_area
from pipeline.model import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_RULE_THICKNESS = 3.6
"""In points. Office programs draw their thickest border at 3 pt, double ones at 3.4; a line of text is over 4."""

AXIS_TOLERANCE = 0.35
"""In points. How far a stroke's ends may be out of line for it to count as upright or level."""


LARGEST_DOT = 2.9
"""In points. What is no larger is a dot of a dotted rule, square or round; what is larger may be a sign."""

IN_CORNER = 0.3
"""In points. The corners of a rectangle lie that near those of its box."""

THIN_SHARE = 0.7
"""Of its box. A thin piece whose ends are cut aslant fills at least that much; a diagonal or a letter does not."""

THICKEST_STRIPE = 6.0
"""In points. A stripe of paint no thicker hides no rule that it lies over, unless it is white: browsers fill one with
the tile of a wavy line."""

HIGHEST_WAVE = 4.0
"""In points, from trough to crest. Word's double wave is 3 high, Chromium's under 16 pt type 4."""

LEAST_WAVE = 6
"""Points of a wavy line, the ones that steer its curves included; a bent arrow has fewer."""

ROUNDEST = 30.0
"""In points. The corners of a frame are no rounder than this."""

CLIP_MARGIN = 1.0
"""In points. What stands out of its clip path by less is left whole: a border on the print area's edge."""

THIN_PICTURE = 1.5
"""In points. Some printers draw rules as pictures that are one pixel wide."""

SOME_COLOUR = "#808080"
"""Stands for a colour that cannot be told, and for a run of colours: nothing else is painted quite so."""

FAINTEST = 16
"""Of 255. What is painted with less alpha is not seen."""

Point = tuple[float, float]


class Painted(NamedTuple):
    """A filled area of a page, thin or not, with its place in the painting order."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    order: int
    opaque: bool = True  # False: what lies under it shows through

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right; else it is upright."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Subpath(Struct):
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


class Strokes(Struct):
    """What was drawn on a page so far, in painting order. ``order`` is the place in it of what is added next."""

    rules: list[Painted] = field(default_factory=list)
    specks: list[Painted] = field(default_factory=list)
    shades: list[Painted] = field(default_factory=list)
    outlines: list[DrawnOutline] = field(default_factory=list)
    order: int = 0

    def add_stroke(self, start: Point, end: Point, width: float, colour: str) -> bool:
        """Take a straight stroke, in points as shown; tell whether it was: one neither level nor upright is not."""
        (x0, y0), (x1, y1), half = start, end, width / 2
        if abs(y1 - y0) <= AXIS_TOLERANCE:
            box = (min(x0, x1), (y0 + y1) / 2 - half, max(x0, x1), (y0 + y1) / 2 + half)
        elif abs(x1 - x0) <= AXIS_TOLERANCE:
            box = ((x0 + x1) / 2 - half, min(y0, y1), (x0 + x1) / 2 + half, max(y0, y1))
        else:
            return False
        self._add_thin(box, colour)
        return True

    def add_rectangle(self, box: tuple[float, float, float, float], colour: str, *, opaque: bool = True) -> None:
        """Take a filled rectangle: a rule where it is thin, a shade where it is not."""
        x0, top, x1, bottom = box
        if min(x1 - x0, bottom - top) <= MAX_RULE_THICKNESS:
            self._add_thin((x0, top, x1, bottom), colour)
        else:
            hides = opaque and (colour == WHITE or min(x1 - x0, bottom - top) > THICKEST_STRIPE)
            self.shades.append(Painted(x0, top, x1, bottom, colour, self.order, hides))

    def add_thin(self, boxes: NDArray[np.float64], colours: Sequence[str], orders: Sequence[int]) -> None:
        """Take many thin filled areas at once, each with its own place in the painting order; ``sort`` is due then."""
        is_short = (boxes[:, 2:] - boxes[:, :2]).max(axis=1) <= MAX_RULE_THICKNESS
        for row, short in zip(map(Painted, *boxes.T.tolist(), colours, orders), is_short.tolist(), strict=True):
            (self.specks if short else self.rules).append(row)

    def sort(self) -> None:
        """Put what was added out of turn in the order of painting."""
        self.rules.sort(key=attrgetter("order"))
        self.specks.sort(key=attrgetter("order"))

    def add_picture(self, box: tuple[float, float, float, float]) -> bool:
        """Take a picture for a rule where it is thin; tell whether it is."""
        x0, top, x1, bottom = box
        if min(x1 - x0, bottom - top) > THIN_PICTURE:
            return False
        self.add_rectangle(box, BLACK)
        return True

    def add_filled(self, points: Sequence[Point], colour: str, *, opaque: bool = True) -> None:
        """Take a filled polygon for a rectangle where all its corners are its box's, or where it fills a thin box.

        Browsers draw a cell's border as four pieces whose ends are cut at 45 degrees.
        """
        xs, ys = zip(*points, strict=True)
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
        square = all(min(x - x0, x1 - x) < IN_CORNER and min(y - top, bottom - y) < IN_CORNER for x, y in points)
        if (square and len(points) > 1) or _is_dot(points):
            self.add_rectangle((x0, top, x1, bottom), colour, opaque=opaque)
        elif _fills_thin_box(points, x1 - x0, bottom - top):
            self._add_thin((x0, top, x1, bottom), colour)

    def add_filled_subpaths(self, subpaths: Sequence[Subpath], colour: str, *, opaque: bool) -> None:
        """Take a filled path: each subpath without curves for a rectangle, two around each other for a frame."""
        if len(subpaths) == 2 and self._add_ring(subpaths[0].points(), subpaths[1].points(), colour):
            return
        for subpath in subpaths:
            self.note_outline(subpath.points(), colour, filled=True)
            if not subpath.curved or _is_dot(subpath.points()):
                self.add_filled(subpath.points(), colour, opaque=opaque)

    def add_filled_points(
        self,
        points: NDArray[np.float64],
        starts: NDArray[np.int64],
        curved: NDArray[np.bool_],
        colour: str,
        *,
        opaque: bool,
    ) -> None:
        """Take a filled path of many subpaths: a dotted rule, or all rules of a page.

        Args:
            points: All points as shown, shape (n, 2).
            starts: Where each subpath begins among them, shape (m,).
            curved: Whether each has curves, shape (m,).
            colour: What all are filled with.
            opaque: Whether they hide what lies below.
        """
        import numpy as np

        lengths = np.diff([*starts, len(points)])
        boxes, in_corners = boxes_and_corners(points, starts)
        square = np.logical_and.reduceat(in_corners, starts) & ~curved & (lengths > 1)
        small = (boxes[:, 2:] - boxes[:, :2]).max(axis=1) <= LARGEST_DOT
        for number, (box, is_plain) in enumerate(zip(boxes.tolist(), (square | small).tolist(), strict=True)):
            if is_plain:
                self.add_rectangle(tuple(box), colour, opaque=opaque)
                continue
            outline = [(x, y) for x, y in points[starts[number] : starts[number] + lengths[number]].tolist()]
            self.note_outline(outline, colour, filled=True)
            if not curved[number]:
                self.add_filled(outline, colour, opaque=opaque)

    def add_outline(self, pieces: Sequence[Sequence[Point]], width: float, colour: str) -> None:
        """Take the straight pieces of a stroked subpath that has curves between them, its corners made square."""
        wave = _wave([point for piece in pieces for point in piece])
        if wave is not None:
            self.add_stroke(*wave, width, colour)
            return
        self.note_outline([point for piece in pieces for point in piece], colour, filled=False)
        for points in square_corners(pieces):
            for start, end in pairwise(points):
                self.add_stroke(start, end, width, colour)

    def note_outline(self, points: Sequence[Point], colour: str, *, filled: bool) -> None:
        """Take a subpath that may be a sign, such as ○ or one stroke of ×."""
        if is_drawn(points, filled=filled):
            self.outlines.append(DrawnOutline(tuple(points), colour, filled))

    def _add_ring(self, outer: Sequence[Point], inner: Sequence[Point], colour: str) -> bool:
        """Take a filled outline with a hole, as browsers draw a frame with round corners; tell whether it is one."""
        (x0, y0), (x1, y1) = map(min, zip(*outer, strict=True)), map(max, zip(*outer, strict=True))
        (a0, b0), (a1, b1) = map(min, zip(*inner, strict=True)), map(max, zip(*inner, strict=True))
        if not all(0 < side <= MAX_RULE_THICKNESS for side in (a0 - x0, b0 - y0, x1 - a1, y1 - b1)):
            return False
        for box in ((x0, y0, x1, b0), (x0, b1, x1, y1), (x0, y0, a0, y1), (a1, y0, x1, y1)):
            self._add_thin(box, colour)
        return True

    def count(self) -> tuple[int, int, int, int]:
        """Return how many rules, specks, shades and outlines there are."""
        return len(self.rules), len(self.specks), len(self.shades), len(self.outlines)

    def cut(self, before: tuple[int, int, int, int], clip: Box) -> None:
        """Cut what was added since those counts to what a clip path shows: Qt draws a table whole on every page."""
        x0, top, x1, bottom = (side + CLIP_MARGIN * sign for side, sign in zip(clip, (-1, -1, 1, 1), strict=True))
        for painted, start in zip((self.rules, self.specks, self.shades), before[:3], strict=True):
            shown = [
                row._replace(
                    x0=max(row.x0, x0), top=max(row.top, top), x1=min(row.x1, x1), bottom=min(row.bottom, bottom)
                )
                for row in painted[start:]
            ]
            painted[start:] = [row for row in shown if row.x1 >= row.x0 and row.bottom >= row.top]
        within = Box(x0, top, x1, bottom)
        self.outlines[before[3] :] = [each for each in self.outlines[before[3] :] if within.holds(each.box, 0)]

    def _add_thin(self, box: tuple[float, float, float, float], colour: str) -> None:
        long_side = max(box[2] - box[0], box[3] - box[1])
        target = self.specks if long_side <= MAX_RULE_THICKNESS else self.rules
        target.append(Painted(*box, colour, self.order))


def straight_boxes(ends: NDArray[np.float64], widths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the box of each straight stroke, shape (n, 4), as ``Strokes.add_stroke`` has it; NaN for one that leans.

    ``ends`` has shape (n, 4): x and y of both; ``widths`` has shape (n,).
    """
    import numpy as np

    x0, y0, x1, y1 = ends.T
    x, y, half = (x0 + x1) / 2, (y0 + y1) / 2, widths / 2
    level, upright = np.abs(y1 - y0) <= AXIS_TOLERANCE, np.abs(x1 - x0) <= AXIS_TOLERANCE
    lying = np.stack((np.minimum(x0, x1), y - half, np.maximum(x0, x1), y + half), axis=1)
    standing = np.stack((x - half, np.minimum(y0, y1), x + half, np.maximum(y0, y1)), axis=1)
    return np.where(level[:, None], lying, np.where(upright[:, None], standing, np.nan))


def boxes_and_corners(
    points: NDArray[np.float64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the box of each subpath, shape (m, 4), and whether each point lies in a corner of its box, shape (n,).

    ``points`` has shape (n, 2); ``starts`` says where each subpath begins among them, shape (m,).
    """
    import numpy as np

    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    owner = np.repeat(np.arange(len(starts)), np.diff([*starts, len(points)]))
    near = np.minimum(points - low[owner], high[owner] - points) < IN_CORNER
    return np.hstack((low, high)), near[:, 0] & near[:, 1]


def square_corners(pieces: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Return the straight pieces of a closed outline, drawn out to the corner where a curve joins two of them.

    A frame with round corners is a table's frame all the same. A circle has no straight pieces and stays without.
    """
    drawn = [list(piece) for piece in pieces if len(piece) > 1]
    for before, after in zip(drawn, drawn[1:] + drawn[:1], strict=True):
        (x0, y0), (x1, y1) = before[-2:]
        (x2, y2), (x3, y3) = after[:2]
        if abs(y1 - y0) <= AXIS_TOLERANCE and abs(x3 - x2) <= AXIS_TOLERANCE:
            corner = (x2, y1)
        elif abs(x1 - x0) <= AXIS_TOLERANCE and abs(y3 - y2) <= AXIS_TOLERANCE:
            corner = (x1, y2)
        else:
            continue
        if max(abs(x2 - x1), abs(y2 - y1)) <= ROUNDEST and before is not after:
            before.append(corner)
            after.insert(0, corner)
    return drawn


def _wave(points: Sequence[Point]) -> tuple[Point, Point] | None:
    """Return the straight line that a wavy one winds about; None for an outline that does not go to and fro.

    Word, browsers and JUST PDF draw a wavy underline as one path of many short strokes or curves.
    """
    if len(points) < LEAST_WAVE:
        return None
    xs, ys = zip(*points, strict=True)
    (x0, x1), (y0, y1) = (min(xs), max(xs)), (min(ys), max(ys))
    along, across = (xs, ys) if x1 - x0 > y1 - y0 else (ys, xs)
    height, length = max(across) - min(across), max(along) - min(along)
    turns = sum((b - a) * (c - b) < 0 for a, b, c in zip(across, across[1:], across[2:], strict=False))
    runs_on = all(a <= b for a, b in pairwise(along)) or all(a >= b for a, b in pairwise(along))
    is_wave = AXIS_TOLERANCE < height <= HIGHEST_WAVE and length > 3 * height and runs_on
    if not is_wave or turns < LEAST_WAVE // 2:
        return None
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return ((x0, y), (x1, y)) if along is xs else ((x, y0), (x, y1))


def _is_dot(points: Sequence[Point]) -> bool:
    """Tell whether a shape is no larger than a dot of a dotted rule, which may be round."""
    return all(max(sides) - min(sides) <= LARGEST_DOT for sides in zip(*points, strict=True))


def _fills_thin_box(points: Sequence[Point], width: float, height: float) -> bool:
    thin = min(width, height) <= MAX_RULE_THICKNESS
    return thin and len(points) > 3 and polygon_area(points) >= THIN_SHARE * width * height
