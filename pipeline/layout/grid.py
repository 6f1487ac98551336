"""Rules → cells: the printed grid of a page, merged cells and missing bits of rule included.

The method: rules that are one line to the eye are joined (``rules_to_lines``); lines that touch are one table
(``lines_to_components``); a table's lines give column and row edges, hence a mesh of elementary cells; the sides of
these that no line covers are open (``_walls``), and what is connected through open sides is one printed cell
(``_mesh_to_cells``). pdfplumber looks for intersections instead, which loses a cell where two lines miss each other by
a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.layout.components import connected_components
from pipeline.layout.detached_cells import FEWEST_APART, boxes_to_components, single_box
from pipeline.layout.segments import (
    OVERHANG,
    REACH,
    SAME_LINE,
    THICKEST_LINE,
    LineSegment,
    cluster,
    lines_to_components,
    rules_to_lines,
)
from pipeline.model import Box, Grid, GridCell, Rule
from pipeline.overlaps import box_array, overlapping

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LINES_AT_ONCE = 1000  # more would take much memory


def rules_to_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that the rules of a page draw, from the top down.

    A frame of one cell is no table, unless others stand beside it: browsers draw each cell's border, with a gap
    between. What lies within one cell of another table belongs to that cell.
    """
    return lines_to_grids(*rules_to_lines(rules))


def lines_to_grids(level: Sequence[LineSegment], upright: Sequence[LineSegment]) -> list[Grid]:
    """Return the tables that lines draw, as ``rules_to_grids`` does for rules."""
    components = lines_to_components(level, upright)
    grids = [grid for lines in components if (grid := _lines_to_grid(*lines)) is not None]
    apart = [box for lines in components if (box := single_box(*lines)) is not None]
    if len(apart) >= FEWEST_APART:
        joined = [grid for lines in boxes_to_components(apart) if (grid := _lines_to_grid(*lines)) is not None]
        grids += [grid for grid in joined if len(grid.columns) > 2 and len(grid.rows) > 2]
    return sorted(_without_nested(grids), key=lambda grid: (grid.box.top, grid.box.x0))


def _lines_to_grid(level: Sequence[LineSegment], upright: Sequence[LineSegment]) -> Grid | None:
    """Return the grid of one table's lines, or None where they make fewer than two cells."""
    level, upright = list(level), list(upright)
    upright += _undrawn_sides(level, upright)
    undrawn = _undrawn_sides(upright, level)
    level += undrawn
    columns = tuple(sum(s.at for s in group) / len(group) for group in cluster(upright))
    rows = tuple(sum(s.at for s in group) / len(group) for group in cluster(level))
    places = (len(columns) - 1) * (len(rows) - 1)
    if len(columns) < 2 or len(rows) < 2 or places < 2:
        return None
    if places > limits.MAX_PLACES_IN_GRID:
        what = f"a grid of {len(rows) - 1} by {len(columns) - 1}, more than {limits.MAX_PLACES_IN_GRID} places"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
    level_walls = _walls(level, rows, columns)  # (row edges, columns)
    upright_walls = _walls(upright, columns, rows)  # (column edges, rows)
    used_rows, used_columns = _used_edges(rows, level_walls), _used_edges(columns, upright_walls)
    if len(used_rows) < len(rows) or len(used_columns) < len(columns):
        rows, columns = used_rows, used_columns
        level_walls, upright_walls = _walls(level, rows, columns), _walls(upright, columns, rows)
    cells, owner = _mesh_to_cells(level_walls, upright_walls.T, columns, rows)
    if len(cells) < 2:
        return None
    open_bottom = any(abs(side.at - rows[-1]) <= SAME_LINE for side in undrawn)
    return _trim(columns, rows, cells, owner, open_bottom=open_bottom)


def _undrawn_sides(lines: Sequence[LineSegment], across: Sequence[LineSegment]) -> list[LineSegment]:
    """Return the sides that no line draws, but where at least two lines across it end together.

    A table without outer uprights ends where its level lines end; a table that goes on over the page has no bottom.
    """
    sides = []
    span = (min(line.at for line in lines), max(line.at for line in lines))
    for edge, outermost in (("start", min(s.at for s in across)), ("end", max(s.at for s in across))):
        ends = sorted(getattr(line, edge) for line in lines)
        extreme = ends[0] if edge == "start" else ends[-1]
        beyond = outermost - extreme if edge == "start" else extreme - outermost
        if beyond > OVERHANG and sum(abs(end - extreme) <= REACH for end in ends) >= 2:
            sides.append(LineSegment(extreme, *span))
    return sides


def _used_edges(edges: tuple[float, ...], walls: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return the edges less those that part no two places: a bar or a frame within a cell makes none.

    ``walls`` has shape (edges, places along each), as ``_walls`` tells.
    """
    import numpy as np

    parting: NDArray[np.bool_] = np.logical_or.reduce(walls, axis=1)
    parting[[0, -1]] = True  # the outer ones part the table from what is around it
    return tuple(edge for edge, parts in zip(edges, parting.tolist(), strict=True) if parts)


def _walls(lines: Sequence[LineSegment], edges: Sequence[float], cuts: Sequence[float]) -> NDArray[np.bool_]:
    """Tell of each edge which stretches between two cuts a line covers, shape (edges, cuts - 1).

    A line covers a stretch when it reaches both ends of it but for ``REACH``: the underline of a word does not.
    """
    import numpy as np

    at = np.array(edges)
    starts, ends = np.array(cuts[:-1]), np.array(cuts[1:])
    covered = np.zeros((len(edges), len(cuts) - 1))
    for first in range(0, len(lines), LINES_AT_ONCE):
        place, begin, end = np.array([*zip(*lines[first : first + LINES_AT_ONCE], strict=True)])[:, :, None]
        index = np.abs(at - place).argmin(axis=1)
        near = np.abs(at[index] - place[:, 0]) <= THICKEST_LINE
        shared = np.maximum(np.minimum(ends, end) - np.maximum(starts, begin), 0)
        np.add.at(covered, index[near], shared[near])
    length = ends - starts
    walls: NDArray[np.bool_] = covered >= np.maximum(length - 2 * REACH, 0.5 * length)
    return walls


def _mesh_to_cells(
    level_walls: NDArray[np.bool_],
    upright_walls: NDArray[np.bool_],
    columns: Sequence[float],
    rows: Sequence[float],
) -> tuple[list[GridCell], NDArray[np.int32]]:
    """Join elementary cells through their open sides; return the cells in reading order, and who owns each place."""
    import numpy as np

    row_count, column_count = len(rows) - 1, len(columns) - 1
    labels = _regions(level_walls, upright_walls, row_count, column_count).tolist()
    owner = [[-1] * column_count for _ in range(row_count)]
    cells: list[GridCell] = []
    for top in range(row_count):
        for left in range(column_count):
            if owner[top][left] >= 0 or labels[top][left] < 0:
                continue
            height, width = _rectangle(labels, owner, top, left)
            box = Box(columns[left], rows[top], columns[left + width], rows[top + height])
            for row in owner[top : top + height]:
                row[left : left + width] = [len(cells)] * width
            cells.append(GridCell(top, left, height, width, box))
    return cells, np.array(owner, np.int32)


def _regions(
    level_walls: NDArray[np.bool_], upright_walls: NDArray[np.bool_], row_count: int, column_count: int
) -> NDArray[np.int32]:
    """Label what is connected through open sides, shape (rows, columns); -1 for what lies outside the table."""
    import numpy as np

    places = np.arange(row_count * column_count).reshape(row_count, column_count)
    down = ~level_walls[1:-1]
    right = ~upright_walls[:, 1:-1]
    first = np.concatenate([places[:-1][down], places[:, :-1][right]])
    second = np.concatenate([places[1:][down], places[:, 1:][right]])
    flat = connected_components(places.size, zip(first.tolist(), second.tolist(), strict=True))
    labels: NDArray[np.int32] = np.array(flat, np.int32).reshape(row_count, column_count)
    borders = (
        (labels[0], level_walls[0]),
        (labels[-1], level_walls[-1]),
        (labels[:, 0], upright_walls[:, 0]),
        (labels[:, -1], upright_walls[:, -1]),
    )
    if all(wall.all() for _, wall in borders):
        return labels
    # A cell whose border has a gap is open on one side; the space beside a stepped table is open on two.
    count = int(labels.max()) + 1
    open_sides = np.zeros(count, np.int32)
    for edge, wall in borders:
        length = np.bincount(edge, minlength=count)
        undrawn = np.bincount(edge[~wall], minlength=count)
        open_sides += 2 * undrawn > length
    labels[(open_sides >= 2)[labels]] = -1
    return labels


def _rectangle(labels: Sequence[Sequence[int]], owner: Sequence[Sequence[int]], top: int, left: int) -> tuple[int, int]:
    """Return height and width of the largest rectangle of one region that starts here, widest first."""
    label = labels[top][left]
    width = 1
    while left + width < len(labels[top]) and labels[top][left + width] == label and owner[top][left + width] < 0:
        width += 1
    height = 1
    while top + height < len(labels) and labels[top + height][left : left + width] == [label] * width:
        height += 1
    return height, width


def _trim(
    columns: tuple[float, ...],
    rows: tuple[float, ...],
    cells: list[GridCell],
    owner: NDArray[np.int32],
    *,
    open_bottom: bool,
) -> Grid:
    """Drop the rows and columns at the edges of the mesh that hold no cell."""
    import numpy as np

    held = owner >= 0
    if held.all():
        return Grid(columns, rows, tuple(cells), owner, open_bottom)
    used_rows, used_columns = np.flatnonzero(held.any(1)), np.flatnonzero(held.any(0))
    top, bottom = int(used_rows[0]), int(used_rows[-1]) + 1
    left, right = int(used_columns[0]), int(used_columns[-1]) + 1
    moved = tuple(GridCell(c.row_index - top, c.column_index - left, c.row_span, c.column_span, c.box) for c in cells)
    return Grid(columns[left : right + 1], rows[top : bottom + 1], moved, owner[top:bottom, left:right], open_bottom)


def _without_nested(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids without those that lie within one cell of another."""
    import numpy as np

    if len(grids) < 2:
        return list(grids)
    outlines = box_array([grid.box for grid in grids])
    cells = box_array([cell.box for grid in grids for cell in grid.cells])
    owners = np.repeat(np.arange(len(grids)), [len(grid.cells) for grid in grids])
    i, j = overlapping(outlines, cells)
    held = (outlines[i, :2] >= cells[j, :2] - 1).all(axis=1) & (outlines[i, 2:] <= cells[j, 2:] + 1).all(axis=1)
    nested = set(i[held & (owners[j] != i)].tolist())
    return [grid for number, grid in enumerate(grids) if number not in nested]
