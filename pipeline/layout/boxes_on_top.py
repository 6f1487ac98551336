"""A box that stands on a table's upper side, over some of its columns: a legend, 資料1, seals for 部長 and 課長.

Its lower side is the table's upper one, so that the lines of both are of one piece. Read as the table's first row, it
would stand where the header does.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.cell_texts import CellTexts
from pipeline.layout.grid_edits import owner_to_grid
from pipeline.model import Grid, Page

MOST_ROWS = 3
"""Of a box: seals have a row of titles over one for the seals."""

FEWEST_BELOW = 2
"""Rows of the table: a header and a row."""


def part_boxes_on_top(page: Page, grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids, each without the box on it; a box of several cells is a grid of its own, one of one is none."""
    parted: list[Grid] = []
    for grid in grids:
        height = _height_of_box(page, grid) if (grid.owner[0] < 0).any() else 0
        if height:
            width = int((grid.owner[0] >= 0).argmax())
            box = _part(grid, slice(0, height), slice(width, None))
            parted += [box] if len(box.cells) > 1 else []
            grid = _part(grid, slice(height, None), slice(0, None))  # noqa: PLW2901 - what is left of it
        parted.append(grid)
    return parted


def _height_of_box(page: Page, grid: Grid) -> int:
    """Return how many rows of a grid are a box to the right, over a row with a word in each cell: the header.

    A header whose corner is not drawn stands over most of its columns, a cell over each.
    """
    outside = grid.owner < 0
    height = int((~outside.any(axis=1)).argmax())
    if not 0 < height <= MOST_ROWS or len(grid.rows) - 1 < height + FEWEST_BELOW:
        return 0
    columns = outside[0].argmin()
    is_to_the_right = columns > 0 and (outside[:height, :columns].all() and not outside[:height, columns:].any())
    above, below = set(grid.owner[height - 1].tolist()), set(grid.owner[height].tolist())
    if not is_to_the_right or above & below:
        return 0
    over = set(grid.owner[height, columns:].tolist())
    may_be_header = 2 * columns < len(outside[0]) and len(above - {-1}) >= len(over)
    texts = CellTexts(page, grid)
    words = [texts[number] for number in below]
    return 0 if may_be_header or any(word is None or word.is_figures for word in words) else height


def _part(grid: Grid, rows: slice, columns: slice) -> Grid:
    """Return some rows and columns of a grid as one, without the edges between columns that none of its cells has."""
    owner = grid.owner[rows, columns]
    xs, ys = list(grid.columns[columns]), grid.rows[rows.start :][: len(owner) + 1]
    used = [0, *(place for place in range(1, owner.shape[1]) if (owner[:, place] != owner[:, place - 1]).any())]
    return owner_to_grid(grid, [*(xs[place] for place in used), xs[-1]], ys, owner[:, used])
