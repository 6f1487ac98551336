"""Figures in a frame of their own beside a table, row by row: columns of it that a gap sets off.

Statistics set off what is not part of the sum (確認中, 前年比) by a strip of paper. Alone these figures belong to
nothing: the names of their rows stand in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.findings import finding
from pipeline.layout.cell_texts import CellTexts
from pipeline.layout.grid_edits import owner_to_grid
from pipeline.layout.segments import REACH
from pipeline.model import Finding, Grid, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDEST_GAP = 15.0
"""In points. Two tables that stand further apart are two."""

FEWEST_ROWS = 5
"""Rows of figures, at the heights of the table's rows; of fewer it may be chance."""

MOST_IN_HEADER = 2
"""Edges between rows of the header that only one of the two has: 入院 over 軽症 and 重症, 確認中 as high as both."""


def join_detached_columns(page: Page, grids: Sequence[Grid]) -> tuple[list[Grid], tuple[Finding, ...]]:
    """Return the grids, each with the columns of figures that stand beside it at the heights of its rows."""
    joined = list(grids)
    for right in sorted(grids, key=lambda grid: grid.box.x0) if len(grids) > 1 else []:
        left = next((grid for grid in joined if _is_beside(grid, right)), None)
        if left is not None and _has_figures_only(page, right):
            joined[joined.index(left)] = _joined(left, right)
            joined.remove(right)
    joins = len(grids) - len(joined)
    return joined, (finding("columns_joined", page_number=page.page_number),) if joins else ()


def _is_beside(left: Grid, right: Grid) -> bool:
    """Tell whether a table begins close to the right of a wider one, and both have rows at the same heights."""
    if not 0 < right.box.x0 - left.box.x1 <= WIDEST_GAP or len(right.columns) >= len(left.columns):
        return False
    if abs(left.box.top - right.box.top) > REACH or len(left.rows) - len(right.rows) not in range(MOST_IN_HEADER + 1):
        return False
    body = list(zip(reversed(left.rows), reversed(right.rows[1:]), strict=False))
    return len(body) > FEWEST_ROWS and all(abs(one - other) <= REACH for one, other in body)


def _has_figures_only(page: Page, grid: Grid) -> bool:
    """Tell whether all that stands below a table's first row are figures."""
    texts = CellTexts(page, grid)
    below = [text for place, cell in enumerate(grid.cells) if cell.row_index and (text := texts[place]) is not None]
    return len(below) >= FEWEST_ROWS and all(text.is_figures for text in below)


def _joined(left: Grid, right: Grid) -> Grid:
    """Return both as one grid, with the rows of the left one; the gap between belongs to the first column beside it."""
    import numpy as np

    middles = (np.array(left.rows[:-1]) + np.array(left.rows[1:])) / 2
    row_of = np.clip(np.searchsorted(right.rows, middles) - 1, 0, len(right.rows) - 2)
    beside = right.owner[row_of]
    numbered = np.where(beside < 0, beside, beside + len(left.cells))
    owner: NDArray[np.int32] = np.concatenate([left.owner, numbered], axis=1).astype(np.int32)
    return owner_to_grid(left, [*left.columns, *right.columns[1:]], left.rows, owner)
