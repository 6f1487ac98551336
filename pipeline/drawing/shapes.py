"""Drawn outlines → what they look like: ○, △, × and their like, which office programs draw as shapes, not letters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from pipeline.model import LEANING_STROKES, Box, Drawing

LEAST, LARGEST = 3.0, 60.0
"""In points. What is smaller is a dot or a dash; what is larger is a frame or a picture, but for the ring of a stamp,
and for a straight stroke that leans, which may cross out a whole row."""

LARGEST_RING = 120.0
"""In points. A received stamp is 30 to 40 mm wide."""

STROKE_POINTS = 5
"""A straight stroke has two points, or five where it is drawn as a thin filled shape that is closed."""

THINNEST = 0.15
"""Of its box. A shape of four corners that fills less than that is a stroke that leans."""

LEAST_SCRIBBLE = 8
"""Points of a line that is drawn by hand, the ones that steer its curves included; arrows and brackets have fewer."""

MAX_OUTLINES = 3_000
"""Of a page with more, which is a map or a chart, none is looked at."""

SLANT = 0.5
"""In points. How far a side leans at the least to be a diagonal."""

SHORT_SLANT = 0.3
"""Of its length. How far a side leans at the least that is too short to lean by ``SLANT``: browsers draw a small
circle in sixteen curves."""

DUST = 0.1
"""In points. A lean of no more than that is a rounding."""

ROUND = (0.93, 1.25)
"""How far from the middle the points of a circle lie, in its radii; those that steer four curves lie at 1.14."""

SQUARE = 1.3
"""How much longer one side of a round sign may be than the other."""

LEAN = 0.2
"""Of the width. How far from the middle the tip of a triangle stands, and how far the ends of two strokes of a cross
lie apart at the most."""

SAME = 0.8
"""In points. Outlines with the same box to this much are one, filled and then drawn around."""

INNER = (0.35, 0.85)
"""How much of the outer circle's width the inner one of ◎ has."""

_RISING, _FALLING = LEANING_STROKES
_FILLED = {"○": "●", "△": "▲", "▽": "▼"}


class DrawnOutline(NamedTuple):
    """A drawn subpath that is neither a rule nor a rectangle. Points as shown, those that steer curves included."""

    points: tuple[tuple[float, float], ...]
    colour: str
    filled: bool

    @property
    def box(self) -> Box:
        """Where it lies; the points that steer its curves included."""
        return Box.around(self.points)

    @property
    def is_scribble(self) -> bool:
        """Whether it may be a line that was drawn by hand: of many points, not filled, and open."""
        return _may_be_scribble(self.points, filled=self.filled)


def _may_be_scribble(points: Sequence[tuple[float, float]], *, filled: bool) -> bool:
    return not filled and len(points) >= LEAST_SCRIBBLE and math.dist(points[0], points[-1]) > LEAST


def is_drawn(points: Sequence[tuple[float, float]], *, filled: bool) -> bool:
    """Tell whether a subpath is neither upright and level throughout nor too small or large to be looked at."""
    if len(points) == 2 and (abs(points[0][0] - points[1][0]) <= SLANT or abs(points[0][1] - points[1][1]) <= SLANT):
        return False  # as most rules are
    xs, ys = [x for x, _ in points], [y for _, y in points]
    longest = max(max(xs) - min(xs), max(ys) - min(ys))
    is_scribble = _may_be_scribble(points, filled=filled)
    if longest < LEAST or (longest > LARGEST_RING and len(points) > STROKE_POINTS and not is_scribble):
        return False
    return any(_leans(abs(x1 - x0), abs(y1 - y0)) for (x0, y0), (x1, y1) in pairwise(points))


def _leans(across: float, down: float) -> bool:
    lean, length = sorted((across, down))
    return lean > min(SLANT, max(SHORT_SLANT * length, DUST))


def outlines_to_drawings(outlines: Sequence[DrawnOutline]) -> list[Drawing]:
    """Return the page's drawings, each once, with the sign that it looks like; None for one that looks like none."""
    if len(outlines) > MAX_OUTLINES:
        return []
    drawings: list[Drawing] = []
    scribbles: list[Drawing] = []
    for outline in outlines:
        box, filled = outline.box, outline.filled and outline.colour != "#ffffff"
        sign = _sign(outline.points, box)
        if sign is None and outline.is_scribble:
            scribbles.append(Drawing(*box, None, outline.colour, outline.points))
            continue
        if max(box.width, box.height) > LARGEST and sign not in ("○", *LEANING_STROKES):
            continue
        drawing = Drawing(*box, _FILLED.get(sign, sign) if filled and sign else sign, outline.colour)
        _add(drawings, drawing)
    return [*_joined_circles(drawings), *scribbles]


def _add(drawings: list[Drawing], drawing: Drawing) -> None:
    """Add a drawing, or make one of it and of another on its place: the second stroke of a ×, the edge of a fill."""
    for place in range(len(drawings) - 1, max(len(drawings) - 8, -1), -1):
        other = drawings[place]
        if max(abs(a - b) for a, b in zip(other[:4], drawing[:4], strict=True)) > max(SAME, LEAN * other.box.width):
            continue
        if {other.sign, drawing.sign} == {_RISING, _FALLING}:
            if not _is_square(other.box):
                continue
            drawings[place] = other._replace(sign="×")
        elif other.sign == drawing.sign or _FILLED.get(other.sign or "") == drawing.sign:
            drawings[place] = drawing
        elif _FILLED.get(drawing.sign or "") != other.sign:
            continue
        return
    drawings.append(drawing)


def _joined_circles(drawings: Sequence[Drawing]) -> list[Drawing]:
    """Return the drawings with ◎ for a circle in a circle."""
    kept: list[Drawing] = []
    for drawing in drawings:
        partner = next((place for place, other in enumerate(kept) if _are_rings(other, drawing)), None)
        if partner is None:
            kept.append(drawing)
        else:
            kept[partner] = max(kept[partner], drawing, key=lambda each: each.box.width)._replace(sign="◎")
    return kept


def _are_rings(first: Drawing, second: Drawing) -> bool:
    if first.sign != "○" or second.sign != "○":
        return False
    inner, outer = sorted((first.box, second.box), key=lambda box: box.width)
    (x, y), (u, v) = inner.centre, outer.centre
    return INNER[0] < inner.width / outer.width < INNER[1] and math.hypot(x - u, y - v) < LEAN * inner.width


def _sign(points: Sequence[tuple[float, float]], box: Box) -> str | None:
    corners = _corners(points)
    if len(corners) == 2:
        (x0, y0), (x1, y1) = corners
        return _FALLING if (x1 - x0) * (y1 - y0) > 0 else _RISING
    if len(corners) == 4 and polygon_area(corners) < THINNEST * box.area:
        (x0, y0), (x1, y1) = max(combinations(corners, 2), key=lambda ends: math.dist(*ends))
        return _FALLING if (x1 - x0) * (y1 - y0) > 0 else _RISING
    if not _is_square(box):
        return None
    if len(corners) == 3:
        return _triangle(corners, box)
    return "○" if len(corners) >= 8 and _is_round(corners, box) else None


def polygon_area(points: Sequence[tuple[float, float]]) -> float:
    """Return a polygon's area, by the shoelace formula."""
    ring = [*points, points[0]]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def _is_square(box: Box) -> bool:
    return max(box.width, box.height) <= SQUARE * min(box.width, box.height)


def _corners(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points that differ from the one before, and from the first."""
    corners: list[tuple[float, float]] = []
    for x, y in points:
        if all(max(abs(x - u), abs(y - v)) > 0.1 for u, v in (*corners[-1:], *corners[:1])):
            corners.append((x, y))
    return corners


def _triangle(corners: Sequence[tuple[float, float]], box: Box) -> str | None:
    by_height = sorted(corners, key=lambda corner: corner[1])
    middle = box.centre[0]
    for tip, base, sign in ((by_height[0], by_height[1:], "△"), (by_height[2], by_height[:2], "▽")):
        level = abs(base[0][1] - base[1][1]) < 0.1 * box.height
        if level and abs(tip[0] - middle) < LEAN * box.width:
            return sign
    return None


def _is_round(corners: Sequence[tuple[float, float]], box: Box) -> bool:
    x, y = box.centre
    distances = [math.hypot((u - x) / (box.width / 2), (v - y) / (box.height / 2)) for u, v in corners]
    quarters = {(u > x, v > y) for u, v in corners}
    return all(ROUND[0] <= distance <= ROUND[1] for distance in distances) and len(quarters) == 4
