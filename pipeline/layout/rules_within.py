"""Level rules that part one side of a merged cell: what stands beside them is a column, though no upright says so.

Lists of school districts print a quarter's name once, and rule between the lots beside it that belong to one school
and those of another: the rule begins where the lots do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.layout.cell_texts import CellText, CellTexts
from pipeline.layout.grid_edits import with_upright
from pipeline.layout.segments import REACH, SAME_LINE, LineSegment, rules_to_lines
from pipeline.layout.text_pieces import straddles
from pipeline.model import Box, Grid, GridCell

SHORTEST = 20.0
"""In points. A level rule within a cell that is shorter is part of a letter or of a drawing."""

SAME_EDGE = 2.5
"""In points. Rules that begin this near to each other begin at one edge."""


class _Parted(Struct, frozen=True):
    """A cell whose one side is ruled: the edge beside which it is, and the rows before which a rule stands."""

    place: int
    edge: float
    is_right: bool
    before_rows: tuple[int, ...]


def split_at_rules_within(texts: CellTexts) -> tuple[Grid, int]:
    """Return the texts' grid with each merged cell parted whose right or left side has rules, and how many were."""
    page, grid = texts.page, texts.grid
    merged = [place for place, cell in enumerate(grid.cells) if cell.row_span > 1]
    if not merged:
        return grid, 0
    rules = [rule for rule in page.rules if rule.is_level and rule.visible and rule.x1 - rule.x0 >= SHORTEST]
    inner = [line for line in rules_to_lines(rules)[0] if _ends_within(line, grid)]
    if not inner:
        return grid, 0
    parted = [found for place in merged if (found := _parted(place, grid, texts, inner)) is not None]
    for edge in reversed(_edges(parted)):
        grid = _part(grid, [each for each in parted if abs(each.edge - edge) <= SAME_EDGE], edge)
    return grid, len(parted)


def _ends_within(line: LineSegment, grid: Grid) -> bool:
    """Tell whether one end of a level line lies at no edge of a column, and the line at an edge between rows."""
    if not any(abs(line.at - row) <= SAME_LINE for row in grid.rows[1:-1]):
        return False
    free = [min(abs(x - edge) for edge in grid.columns) > 2 * REACH for x in (line.start, line.end)]
    return free[0] != free[1] and grid.columns[0] < line.start + REACH and line.end - REACH < grid.columns[-1]


def _parted(place: int, grid: Grid, texts: CellTexts, lines: Sequence[LineSegment]) -> _Parted | None:
    cell = grid.cells[place]
    found = list(_rules_of(cell, grid, lines))
    text = texts[place] if found else None
    if text is None:
        return None
    edges, sides = [edge for _, edge, _ in found], {is_right for _, _, is_right in found}
    if len(sides) > 1 or max(edges) - min(edges) > SAME_EDGE:
        return None
    parted = _Parted(place, min(edges), sides.pop(), tuple(row for row, _, _ in found))
    return parted if _stands_so(text, parted, grid) else None


def _rules_of(cell: GridCell, grid: Grid, lines: Sequence[LineSegment]) -> Iterator[tuple[int, float, bool]]:
    """Yield the rules that reach from within a cell to one of its sides: the row below, the inner end, and the side."""
    box = cell.box
    for row in range(cell.row_index + 1, cell.row_index + cell.row_span):
        for line in lines:
            if abs(line.at - grid.rows[row]) > SAME_LINE:
                continue
            if box.x0 + SHORTEST < line.start < box.x1 - SHORTEST and line.end >= box.x1 - REACH:
                yield row, line.start, True
            elif box.x0 + SHORTEST < line.end < box.x1 - SHORTEST and line.start <= box.x0 + REACH:
                yield row, line.end, False


def _stands_so(text: CellText, parted: _Parted, grid: Grid) -> bool:
    """Tell whether no word stands across the edge, and there is text beside the ruled side and between its rules."""
    edge = parted.edge
    ruled: list[Box] = []
    others: list[Box] = []
    for word in text.words:
        (ruled if (word.centre[0] > edge) == parted.is_right else others).append(word)
    cuts = [grid.rows[row] for row in parted.before_rows]
    filled = {sum(word.centre[1] > cut for cut in cuts) for word in ruled}
    return bool(others) and len(filled) == len(cuts) + 1 and not straddles(text.words, edge)


def _edges(parted: Sequence[_Parted]) -> list[float]:
    """Return where columns begin beside rules, from left to right; what begins nearly there begins there."""
    edges: list[float] = []
    for each in sorted(parted, key=lambda one: one.edge):
        if not edges or each.edge - edges[-1] > SAME_EDGE:
            edges.append(each.edge)
    return edges


def _part(grid: Grid, parted: Sequence[_Parted], edge: float) -> Grid:
    """Return the grid with one more edge between columns, and with these cells parted there; all others go over it."""
    column = bisect_left(grid.columns, edge) - 1
    apart: list[tuple[slice, slice]] = []
    for each in parted:
        cell = grid.cells[each.place]
        first, last = cell.column_index, cell.column_index + cell.column_span + 1
        columns = slice(column + 1, last) if each.is_right else slice(first, column + 1)
        ends = [*each.before_rows, cell.row_index + cell.row_span]
        starts = [cell.row_index, *each.before_rows]
        apart += [(slice(start, end), columns) for start, end in zip(starts, ends, strict=True)]
    return with_upright(grid, column, edge, apart)
