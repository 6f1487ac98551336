"""Frames drawn inside a table that are no part of it: a red box around what is new, over one cell or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.layout.segments import SAME_LINE
from pipeline.model import Box, Grid, Rule
from pipeline.overlaps import box_array, overlapping

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CORNER = 1.2
"""In points. The four sides of a frame meet within this."""

MOST_OF_TABLE = 0.9
"""Of its area. A frame that large is the table's own."""

ENDS_ON = 1.2
"""In points. A line that ends this near a frame's side ends on it: the frame is the table's then."""


def frames_inside(rules: Sequence[Rule], grids: Sequence[Grid]) -> list[Rule]:
    """Return the rules that frame something within one of the grids.

    The grids are those of all rules; the sides of a table's cells meet other lines at their ends, or in between. A
    frame is crossed by lines at the most.
    """
    import numpy as np

    if not grids:
        return []
    outlines = box_array([grid.box for grid in grids])
    around = Box(*outlines[:, :2].min(axis=0).tolist(), *outlines[:, 2:].max(axis=0).tolist())
    quads = [(outline, quad) for outline, quad in _quads(rules) if around.holds(outline, 0.0)]
    if not quads:
        return []  # as on most pages: a table's own frame reaches beyond the middles of its lines
    boxes = box_array([outline for outline, _ in quads])
    i, j = overlapping(boxes, outlines)
    held = (boxes[i, :2] >= outlines[j, :2]).all(axis=1) & (boxes[i, 2:] <= outlines[j, 2:]).all(axis=1)
    smaller = _areas(boxes)[i] < MOST_OF_TABLE * _areas(outlines)[j]
    inside = np.unique(i[held & smaller])
    if not len(inside):
        return []
    own = {id(rule) for number in inside.tolist() for rule in quads[number][1]}
    others = box_array([rule for rule in rules if id(rule) not in own])
    alone = _without_neighbours(boxes[inside])
    return [
        rule
        for number, is_alone in zip(inside.tolist(), alone, strict=True)
        if is_alone and not _is_ended_on(boxes[number], others)
        for rule in quads[number][1]
    ]


def _areas(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    areas: NDArray[np.float64] = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return areas


def _without_neighbours(boxes: NDArray[np.float64]) -> list[bool]:
    """Tell of each frame whether no other shares a side with it, or nearly: cells that are drawn one by one do."""
    import numpy as np

    i, j = overlapping(boxes + np.array([-SAME_LINE, -SAME_LINE, SAME_LINE, SAME_LINE]), boxes)
    a, b = boxes[i], boxes[j]
    level = np.minimum(a[:, 2], b[:, 2]) > np.maximum(a[:, 0], b[:, 0])
    upright = np.minimum(a[:, 3], b[:, 3]) > np.maximum(a[:, 1], b[:, 1])
    above = np.abs(np.stack((a[:, 1] - b[:, 3], a[:, 3] - b[:, 1], a[:, 1] - b[:, 1]))).min(axis=0) <= SAME_LINE
    aside = np.abs(np.stack((a[:, 0] - b[:, 2], a[:, 2] - b[:, 0], a[:, 0] - b[:, 0]))).min(axis=0) <= SAME_LINE
    beside = set(i[((level & above) | (upright & aside)) & (i != j)].tolist())
    return [number not in beside for number in range(len(boxes))]


def _is_ended_on(box: NDArray[np.float64], rules: NDArray[np.float64]) -> bool:
    """Tell whether a rule ends on a side of the box, between its corners."""
    import numpy as np

    level = rules[:, 2] - rules[:, 0] > rules[:, 3] - rules[:, 1]
    for lines, along, across in ((rules[level], 0, 1), (rules[~level], 1, 0)):
        at = (lines[:, across] + lines[:, across + 2]) / 2
        near = (at >= box[across] - ENDS_ON) & (at <= box[across + 2] + ENDS_ON)
        ends = lines[near][:, [along, along + 2]]
        sides = box[[along, along + 2]]
        if (np.abs(ends[:, :, None] - sides) <= ENDS_ON).any():
            return True
    return False


def _quads(rules: Sequence[Rule]) -> Iterator[tuple[Box, Sequence[Rule]]]:
    """Yield each four rules that follow each other and close a rectangle, as a stroked one is read, and its outline."""
    counts, free = [0, *accumulate(rule.is_level for rule in rules)], 0
    for place, (before, behind) in enumerate(zip(counts, counts[4:], strict=False)):
        outline = _rectangle(rules[place : place + 4]) if behind - before == 2 and place >= free else None
        if outline is not None:
            yield outline, rules[place : place + 4]
            free = place + 4


def _rectangle(four: Sequence[Rule]) -> Box | None:
    """Return the rectangle whose sides two level rules and two upright ones are, None where they are no such sides."""
    first, second = (rule for rule in four if rule.is_level)
    if abs(first.x0 - second.x0) >= CORNER or any(rule.colour != first.colour for rule in four):
        return None  # as most are, which follow each other by chance
    one, other = (rule for rule in four if not rule.is_level)
    x0, top, x1, bottom = zip(*(rule[:4] for rule in four), strict=True)
    outline = Box(min(x0), min(top), max(x1), max(bottom))
    spans = all(abs(r.x0 - outline.x0) < CORNER and abs(r.x1 - outline.x1) < CORNER for r in (first, second))
    rises = all(abs(r.top - outline.top) < CORNER and abs(r.bottom - outline.bottom) < CORNER for r in (one, other))
    return outline if spans and rises and min(outline.width, outline.height) > 2 * SAME_LINE else None
