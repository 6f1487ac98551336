"""A grid taken apart and put together anew: what its text tells that its lines do not.

All of this works on ``Grid.owner``: two places of the mesh belong to one cell where their owner is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.model import Box, Glyphs, Grid, GridCell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLIVER = 6.0
"""In points. What is narrower than this and empty all along is a doubled line, or a bar beside text, and no column."""


def owner_to_grid(grid: Grid, columns: Sequence[float], rows: Sequence[float], owner: NDArray[np.int32]) -> Grid:
    """Return the grid with another mesh; what has one owner is a rectangle of it."""
    import numpy as np

    cells: list[GridCell] = []
    numbered = np.full(owner.shape, -1, np.int32)
    for label in _in_reading_order(owner):
        down, across = np.nonzero(owner == label)
        top, left, bottom, right = int(down.min()), int(across.min()), int(down.max()) + 1, int(across.max()) + 1
        numbered[top:bottom, left:right] = len(cells)
        box = Box(columns[left], rows[top], columns[right], rows[bottom])
        cells.append(GridCell(top, left, bottom - top, right - left, box))
    return replace(grid, columns=tuple(columns), rows=tuple(rows), cells=tuple(cells), owner=numbered)


def _in_reading_order(owner: NDArray[np.int32]) -> list[int]:
    import numpy as np

    labels, first = np.unique(owner, return_index=True)
    return [int(labels[place]) for place in np.argsort(first) if labels[place] >= 0]


def drop_slivers(grid: Grid, glyphs: Glyphs) -> Grid:
    """Return the grid without columns and rows that are too narrow for any text and hold none of the page's glyphs."""
    import numpy as np

    for side in (0, 1):
        edges = list(grid.rows if side else grid.columns)
        thin = [place for place, (start, end) in enumerate(pairwise(edges)) if end - start < SLIVER]
        if not thin:
            continue  # as in most tables
        middles, across = glyphs.middles[side], glyphs.middles[1 - side]
        inside = middles[(across > grid.box[1 - side]) & (across < grid.box[3 - side])]
        for place in reversed([n for n in thin if not ((inside > edges[n]) & (inside < edges[n + 1])).any()]):
            if len(edges) <= 2:
                break
            owner = np.delete(grid.owner, place, axis=1 - side)
            # The sliver's room goes to the side where more of its length is open, else to what comes after it.
            to_before = place > 0 and _more_walls_after(grid.owner, place, 1 - side)
            edges.pop(place if to_before else min(place + 1, len(edges) - 2))
            columns, rows = (grid.columns, edges) if side else (edges, grid.rows)
            grid = owner_to_grid(grid, columns, rows, owner)
    return grid


def _more_walls_after(owner: NDArray[np.int32], place: int, axis: int) -> bool:
    """Tell whether the sliver is parted from what follows along more of its length than from what is before."""
    import numpy as np

    lines = np.moveaxis(owner, axis, 0)
    if place + 1 >= len(lines):
        return False
    return bool((lines[place] != lines[place + 1]).sum() > (lines[place] != lines[place - 1]).sum())


def with_upright(grid: Grid, column: int, edge: float, apart: Iterable[tuple[slice, slice]]) -> Grid:
    """Return the grid with one more edge between columns; all cells go over it but those that are apart.

    Args:
        grid: A table's grid.
        column: The column within which it stands.
        edge: Where it stands.
        apart: Rows and columns, of the mesh with the new edge, of each cell that it makes.
    """
    import numpy as np

    owner = np.insert(grid.owner, column + 1, grid.owner[:, column], axis=1)
    for number, place in enumerate(apart, start=len(grid.cells)):
        owner[place] = number
    return owner_to_grid(grid, [*grid.columns[: column + 1], edge, *grid.columns[column + 1 :]], grid.rows, owner)


def split_cells(grid: Grid, parts: Iterable[tuple[int, int, int]]) -> Grid:
    """Return the grid with places of their own for parts of cells.

    Args:
        grid: A table's grid.
        parts: For each place that becomes a cell apart: its row and column, and a number that those of one cell share.
    """
    owner, start = grid.owner.copy(), len(grid.cells)
    for row, column, number in parts:
        owner[row, column] = start + number
    return owner_to_grid(grid, grid.columns, grid.rows, owner)
