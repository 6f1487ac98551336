"""Rules → the lines that they are to the eye, and which of these touch: a page's tables, as bundles of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout.components import connected_components
from pipeline.model import Rule

SAME_LINE = 2.6
"""In points. Rules this close are one line: doubled ones, and those of neighbouring cells that miss each other."""

THICKEST_LINE = 5.0
"""In points. Rules close in a chain are one line up to this extent; the lowest row of 5-point type is 6 high."""

GAP_IN_LINE = 3.0
"""In points. A line that stops at a cell's edge and starts again is one line."""

REACH = 2.6
"""In points. How far a line may stop short of the line that it is meant to meet."""

OVERHANG = 6.0
"""In points. Lines that end together this far beyond the last line across show a side that is not drawn."""


class LineSegment(NamedTuple):
    """A level or upright line: ``at`` is its place across, ``start`` and ``end`` are its ends."""

    at: float
    start: float
    end: float


def rules_to_lines(rules: Sequence[Rule]) -> tuple[list[LineSegment], list[LineSegment]]:
    """Return the level and the upright lines that the rules are to the eye."""
    level: list[LineSegment] = []
    upright: list[LineSegment] = []
    for rule in rules:
        x0, top, x1, bottom, *_ = rule
        if rule.is_level:
            level.append(LineSegment((top + bottom) / 2, x0, x1))
        else:
            upright.append(LineSegment((x0 + x1) / 2, top, bottom))
    return join(level), join(upright)


def join(segments: Sequence[LineSegment]) -> list[LineSegment]:
    """Join segments that lie on one line and overlap, or nearly meet, end to end."""
    joined: list[LineSegment] = []
    for group in cluster(segments):
        at = sum(s.at * (s.end - s.start) for s in group) / max(sum(s.end - s.start for s in group), 1e-9)
        start, end = group[0].start, group[0].end
        for segment in group[1:]:
            if segment.start - end <= GAP_IN_LINE:
                end = max(end, segment.end)
            else:
                joined.append(LineSegment(at, start, end))
                start, end = segment.start, segment.end
        joined.append(LineSegment(at, start, end))
    return joined


def cluster(segments: Sequence[LineSegment]) -> list[list[LineSegment]]:
    """Group segments whose places across are one to the eye; each group is in order of start."""
    groups: list[list[LineSegment]] = []
    first = last = float("-inf")
    for segment in sorted(segments):
        if segment.at - last > SAME_LINE or segment.at - first > THICKEST_LINE:
            groups.append([])
            first = segment.at
        groups[-1].append(segment)
        last = segment.at
    return [sorted(group, key=lambda s: s[1:]) if len(group) > 1 else group for group in groups]


def lines_to_components(
    level: Sequence[LineSegment], upright: Sequence[LineSegment]
) -> list[tuple[list[LineSegment], list[LineSegment]]]:
    """Group the lines that touch each other: the level and the upright lines of each table.

    A level line that touches nothing joins a table without outer uprights that has the same left and right end beside
    it: such a table has rows that no upright crosses.
    """
    import numpy as np

    if not level or not upright:
        return []
    y, left, right = np.array([*zip(*level, strict=True)])[:, :, None]
    x, top, bottom = np.array([*zip(*upright, strict=True)])
    touch = (left - REACH <= x) & (x <= right + REACH) & (top - REACH <= y) & (y <= bottom + REACH)
    rows, columns = touch.nonzero()
    touching = zip(rows.tolist(), (columns + len(level)).tolist(), strict=True)
    labels = connected_components(len(level) + len(upright), touching)
    components: dict[int, tuple[list[LineSegment], list[LineSegment]]] = {}
    for line, label in zip(level, labels[: len(level)], strict=True):
        components.setdefault(label, ([], []))[0].append(line)
    for line, label in zip(upright, labels[len(level) :], strict=True):
        components.setdefault(label, ([], []))[1].append(line)
    tables = [lines for lines in components.values() if lines[0] and lines[1]]
    open_tables = [lines for lines in tables if _lacks_outer_upright(*lines)]
    for lines in components.values():
        if not lines[1]:
            _adopt(lines[0], open_tables)
    return tables


def _lacks_outer_upright(level: Sequence[LineSegment], upright: Sequence[LineSegment]) -> bool:
    """Tell whether level lines reach well beyond the outermost uprights, as they do not in a table that has all four.

    The line under a page's heading may be as wide as the table, and belongs to none.
    """
    left = min(s.at for s in upright) - min(s.start for s in level)
    right = max(s.end for s in level) - max(s.at for s in upright)
    return max(left, right) > OVERHANG


def _adopt(lonely: Sequence[LineSegment], tables: Sequence[tuple[list[LineSegment], list[LineSegment]]]) -> None:
    for line in lonely:
        for level, _ in tables:
            start, end = min(s.start for s in level), max(s.end for s in level)
            low, high = min(s.at for s in level), max(s.at for s in level)
            same_ends = abs(line.start - start) <= REACH and abs(line.end - end) <= REACH
            if same_ends and low - 150 <= line.at <= high + 150:
                level.append(line)
                break
