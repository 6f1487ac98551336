"""Columns that stand outside the rules of a table: numbers beside its rows do, at times."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.lines.assign import OUTSIDE
from pipeline.model import Box, Grid, GridCell, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


WIDEST_LEFT, WIDEST_RIGHT = 130.0, 120.0
"""In points. How wide a column beside the rules may be: numbers or names on the left, marks on the right."""

AS_DENSE = 0.3
"""Times the glyphs that stand nearer. A paragraph has as many a point further off, a column hardly any."""

NEXT_LINE = 1.5
"""In heights of the table's rows. A list that goes on has its next line no further above or below the table."""

ALIGNED = 3.0
"""In points. How far the lines of one list may stand out to either side."""

FURTHER = 15.0
"""In points. A paragraph beside a table goes on at least that much further."""

ON_A_LEVEL = 2.0
"""In points. Letters whose middles lie this near stand on one line."""

OF_ITS_OWN = 0.5
"""Share of the lines beside a table that have text further off as well, from which on they are another table."""


def add_columns_beside(
    page: Page, grids: list[Grid], groups: NDArray[np.int32]
) -> tuple[list[Grid], NDArray[np.int32]]:
    """Add a column where text stands beside most rows of a table, outside its rules: numbers do, at times."""
    import numpy as np

    for number, side in product(range(len(grids)), ("left", "right")):
        grid = grids[number]
        if len(grid.rows) < 4:
            continue
        beside = _text_beside(page, grid, groups, side)
        if not len(beside):
            continue
        rows = np.searchsorted(grid.rows, page.glyphs.boxes[beside][:, [1, 3]].mean(axis=1), side="right") - 1
        if len(set(rows.tolist())) < max(3, 0.6 * (len(grid.rows) - 1)):
            continue
        wider = _with_column(page, grid, beside, side)
        offset = sum(len(other.cells) for other in grids[:number])
        added = len(wider.cells) - len(grid.cells)
        groups = np.where(groups >= offset + len(grid.cells), groups + added, groups)
        groups[beside] = offset + len(grid.cells) + rows
        grids = [*grids[:number], wider, *grids[number + 1 :]]
    return grids, groups


def _text_beside(page: Page, grid: Grid, groups: NDArray[np.int32], side: str) -> NDArray[np.int64]:
    import numpy as np

    outside = np.flatnonzero(groups == OUTSIDE)
    x, y = (middles[outside] for middles in page.glyphs.middles)
    at_rows = (y > grid.rows[0]) & (y < grid.rows[-1])
    if not at_rows.any():  # as on most pages
        return outside[:0]
    away = grid.columns[0] - x if side == "left" else x - grid.columns[-1]
    width = WIDEST_LEFT if side == "left" else WIDEST_RIGHT
    near, far = at_rows & (away > 0) & (away < width), at_rows & (away >= width)
    if not near.any():
        return outside[:0]
    # Text that goes on as densely is a paragraph around which a small table stands.
    goes_on = (far & (away < width + FURTHER)).sum() / FURTHER > AS_DENSE * near.sum() / width
    boxes = page.glyphs.boxes[outside]
    if goes_on or _share_of_levels(y, near, far) >= OF_ITS_OWN or _is_a_longer_list(grid, boxes, near):
        return outside[:0]
    return outside[near]


def _share_of_levels(y: NDArray[np.float64], near: NDArray[np.bool_], far: NDArray[np.bool_]) -> float:
    """Return how many of the lines that stand near go on far off: a list without rules beside the table does."""
    import numpy as np

    levels = np.unique(y[near].round())
    others = np.sort(y[far])
    if not len(others):
        return 0.0
    nearest = np.searchsorted(others, levels - ON_A_LEVEL)
    found = others[np.minimum(nearest, len(others) - 1)]
    return float(np.mean((nearest < len(others)) & (found - levels <= ON_A_LEVEL)))


def _is_a_longer_list(grid: Grid, boxes: NDArray[np.float64], near: NDArray[np.bool_]) -> bool:
    """Tell whether the text beside a table goes on above and below it in lines of the same place: another list does.

    ``boxes`` are those of the text outside, shape (n, 4), ``near`` says which of it stands beside the rows.
    """
    height = (grid.rows[-1] - grid.rows[0]) / (len(grid.rows) - 1)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    x0, x1 = boxes[near, 0].min() - ALIGNED, boxes[near, 2].max() + ALIGNED
    within = (x > x0) & (x < x1)
    around = ~within & (x > x0 - FURTHER) & (x < x1 + FURTHER)

    def has_line(top: float, bottom: float) -> bool:
        zone = (y > top) & (y < bottom)
        wider = y[zone & around]  # a title, or a note, begins or ends here, too
        return any(not (abs(wider - at) < ALIGNED).any() for at in y[zone & within].tolist())

    reach = NEXT_LINE * height
    return has_line(grid.rows[0] - reach, grid.rows[0]) and has_line(grid.rows[-1], grid.rows[-1] + reach)


def _with_column(page: Page, grid: Grid, beside: NDArray[np.int64], side: str) -> Grid:
    """Return the grid with one more column; its cells come last, so that the others keep their numbers."""
    import numpy as np

    boxes = page.glyphs.boxes[beside]
    left = side == "left"
    edge = float(boxes[:, 0].min()) - 1 if left else float(boxes[:, 2].max()) + 1
    columns = (edge, *grid.columns) if left else (*grid.columns, edge)
    x0, x1 = (columns[0], columns[1]) if left else (columns[-2], columns[-1])
    kept = tuple(replace(cell, column_index=cell.column_index + left) for cell in grid.cells)
    place = 0 if left else len(columns) - 2
    added = tuple(
        GridCell(row, place, 1, 1, Box(x0, top, x1, bottom))
        for row, (top, bottom) in enumerate(zip(grid.rows, grid.rows[1:], strict=False))
    )
    owner = np.arange(len(kept), len(kept) + len(added), dtype=np.int32)[:, None]
    joined = np.hstack((owner, grid.owner) if left else (grid.owner, owner))
    return replace(grid, columns=columns, cells=kept + added, owner=joined)
