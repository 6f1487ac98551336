"""Cells that are drawn one by one with gaps between, as browsers draw them: boxes → the lines of one table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.layout.segments import REACH, LineSegment, join, lines_to_components
from pipeline.model import Box

WIDEST_GAP = 9.0
"""In points. Cells that are drawn one by one stand no further apart."""

FEWEST_APART = 4
"""Boxes beside each other that are a table: two rows of two cells."""


def single_box(level: Sequence[LineSegment], upright: Sequence[LineSegment]) -> Box | None:
    """Return the box of four lines that are one cell's border, None for any others."""
    if len(level) != 2 or len(upright) != 2:
        return None
    (x0, x1), (top, bottom) = sorted(line.at for line in upright), sorted(line.at for line in level)
    closed = all(line.start <= x0 + REACH and line.end >= x1 - REACH for line in level)
    return Box(x0, top, x1, bottom) if closed else None


def boxes_to_components(boxes: Sequence[Box]) -> list[tuple[list[LineSegment], list[LineSegment]]]:
    """Return the lines of boxes whose sides are moved to the middle of the gaps between them, grouped by table."""
    across, down = (_middles_of_gaps([(box[side], box[side + 2]) for box in boxes]) for side in (0, 1))
    level: list[LineSegment] = []
    upright: list[LineSegment] = []
    for box in boxes:
        x0, top, x1, bottom = across[box.x0], down[box.top], across[box.x1], down[box.bottom]
        level += [LineSegment(top, x0, x1), LineSegment(bottom, x0, x1)]
        upright += [LineSegment(x0, top, bottom), LineSegment(x1, top, bottom)]
    return lines_to_components(join(level), join(upright))


def _middles_of_gaps(sides: Sequence[tuple[float, float]]) -> dict[float, float]:
    """Return for each start and end of a box where it is moved to: half way over the gap beside it, if there is one."""
    starts, ends = sorted({start for start, _ in sides}), sorted({end for _, end in sides})
    moved = {place: place for place in (*starts, *ends)}
    for end in ends:
        following = bisect_left(starts, end)
        if following < len(starts) and starts[following] - end <= WIDEST_GAP:
            moved[end] = (end + starts[following]) / 2
    for start in starts:
        before = bisect_left(ends, start) - 1
        if before >= 0 and start - ends[before] <= WIDEST_GAP:
            moved[start] = (start + ends[before]) / 2
    return moved
