"""How much room the lines of each cell had: what a wrapped line is told by.

Every program that wraps text fills a line until the next piece does not fit. So a break that the width made shows a
line with less room left than the next line's first piece needs; wherever there was room, the author broke the line.
The room ends where the cell does, less its padding; padding is read off the other side (Calc, Word, browsers and Excel
pad both sides alike: 0.11 to 0.65 em in the files at hand), and off the furthest line of the column.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal

from msgspec import Struct

from pipeline.model import Box, Cell, Line

Alignment = Literal["left", "centre", "right"]

PADDING_DOUBT = 0.3
"""How far a column's furthest line may stay away from the padding measured on the left, in em, before it is taken
for a short line: Excel wraps by the printer's widths and is out by some 0.4 em at the right."""

ENOUGH_WRAPS = 20
"""Lines that nearly reach the right side, and do not end their cell, from which on they show the padding there."""

MOST_MORE_PADDING = 2.0
"""In em, how much further from the right side than from the left a table's text may be kept."""

PROSE_WIDTH = 15.0
"""Width in em from which a column's furthest lines are believed more than its padding: prose fills its lines."""


class Room(Struct, frozen=True, gc=False):
    """Where the text of one cell may stand."""

    box: Box
    left: float
    right: float
    alignment: Alignment

    def left_over(self, line: Line) -> float:
        """Return the room that a line leaves, in points: below zero where it hangs over."""
        if line.angle:
            return self.box.turned(line.angle).x1 - line.box.turned(line.angle).x1
        if self.alignment == "left":
            return self.right - line.box.x1
        return (self.right - self.left) - line.box.width


class _Gaps(Struct, frozen=True, order=True, gc=False):
    """A line's distances from its cell's sides, in points."""

    left: float
    right: float
    em: float
    width: float  # of the cell
    is_last: bool


class TableMeasure(Struct, frozen=True):
    """The padding of a table's columns, and of the table, left and right, in points, and how its text is aligned."""

    alignments: Mapping[int, Alignment]
    left_paddings: Mapping[int, float]
    right_paddings: Mapping[int, float]
    left_padding: float
    right_padding: float

    def room(self, cell: Cell) -> Room:
        """Return where the text of a cell may stand; a column without text is taken for one with the usual padding."""
        left = self.left_paddings.get(cell.column_index, self.left_padding)
        right = self.right_paddings.get(cell.column_index + cell.column_span, self.right_padding)
        alignment = self.alignments.get(cell.column_index, "left")
        return Room(cell.box, cell.box.x0 + left, cell.box.x1 - right, alignment)


def has_place(line: Line) -> bool:
    """Return whether a line is somewhere on a page; a transcript's lines are not."""
    x0, top, x1, bottom = line.box
    return x1 > x0 and bottom > top and line.font_size > 0


def measure_table(cells: Iterable[Cell]) -> TableMeasure:
    """Return what a table's printed lines tell about the room in its columns."""
    by_left: dict[int, list[_Gaps]] = defaultdict(list)
    by_right: dict[int, list[_Gaps]] = defaultdict(list)
    alike: dict[_Gaps, _Gaps] = {}  # most lines are set as others are, and a long document has many
    for cell in cells:
        if cell.is_header:
            continue
        x0, _, x1, _ = cell.box
        for position, line in enumerate(cell.lines, 1):
            box = line.box
            if not has_place(line) or line.angle:
                continue
            gaps = _Gaps(box.x0 - x0, x1 - box.x1, line.font_size, x1 - x0, position == len(cell.lines))
            gaps = alike.setdefault(gaps, gaps)
            by_left[cell.column_index].append(gaps)
            by_right[cell.column_index + cell.column_span].append(gaps)
    padding = _usual_padding(by_left.values())
    least_right = _least_right_padding(by_right.values(), padding)
    alignments = {column: _alignment(gaps, padding) for column, gaps in by_left.items()}
    left = {
        column: _left_padding(gaps, padding) if alignments[column] == "left" else padding
        for column, gaps in by_left.items()
    }
    right = {edge: _right_padding(gaps, least_right) for edge, gaps in by_right.items()}
    return TableMeasure(alignments, left, right, padding, least_right)


def _usual_padding(columns: Iterable[Sequence[_Gaps]]) -> float:
    """Return the distance at which most lines of the table begin, where that is less than a character."""
    alike = Counter(gaps.left for column in columns for gaps in column if 0 <= gaps.left < gaps.em)
    counts: Counter[float] = Counter()
    for left, count in alike.items():
        counts[round(left, 1)] += count
    return min(counts, key=lambda gap: (-counts[gap], gap)) if counts else 0.0


def _alignment(column: Sequence[_Gaps], padding: float) -> Alignment:
    """Return how a column's text is aligned; full lines do not tell."""
    short = [gaps for gaps in column if gaps.left + gaps.right > 2 * padding + gaps.em]
    if not short:
        return "left"
    centred = sum(abs(g.left - g.right) < 0.35 * g.em and g.left > padding + 0.3 * g.em for g in short)
    pushed = sum(g.left > g.right + g.em and g.right < padding + 0.5 * g.em for g in short)
    if centred >= 0.7 * len(short):
        return "centre"
    return "right" if pushed >= 0.7 * len(short) else "left"


def _left_padding(column: Sequence[_Gaps], padding: float) -> float:
    least = min(column).left
    return least if 0 <= least < column[0].em else padding


def _least_right_padding(columns: Iterable[Sequence[_Gaps]], padding: float) -> float:
    """Return how near to the right side any line comes: the padding there, in a table that has many lines.

    In a table of few lines none may be full; there both sides are taken to be padded alike. Lines that hang over (a
    long word, 、 outside the measure) tell nothing.
    """
    gaps = [gap for column in columns for gap in column if gap.right >= padding - 0.1 * gap.em]
    if not gaps:
        return padding
    nearest = min(gap.right for gap in gaps)
    wrapped = sum(not gap.is_last and gap.right < nearest + gap.em for gap in gaps)
    believed = wrapped >= ENOUGH_WRAPS and nearest < padding + MOST_MORE_PADDING * gaps[0].em
    return max(padding, nearest) if believed else padding


def _right_padding(column: Sequence[_Gaps], least: float) -> float:
    """Return how far from the right side a column's text must end.

    The least padding, unless the furthest line stays away a little further; in a column of prose, unless many lines
    end together further away. Never less than the least: a line that hangs over by a hair (Typst's and Excel's 、 do)
    would make the others look shorter than they are.
    """
    em = median(gaps.em for gaps in column)
    within = [gaps for gaps in column if gaps.right >= least - 0.1 * em]
    if not within:
        return least
    nearest = min(gaps.right for gaps in within)
    full = [gaps for gaps in within if not gaps.is_last]
    together = sum(gaps.right < nearest + em for gaps in full)
    if together >= 5 and together >= 0.4 * len(full) and median(g.width for g in column) >= PROSE_WIDTH * em:
        return max(least, nearest)
    return max(least, min(nearest, least + PADDING_DOUBT * em))
