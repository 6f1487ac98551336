"""Rows that stand outside the rules of a table: a header above its first line, the last row of a striped table.

The row is known by its text: most columns have some, each piece within its column and set as those in the table, as far
from the table's side as its own rows' text is.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.findings import finding
from pipeline.layout.grid_edits import owner_to_grid
from pipeline.layout.text_pieces import straddles, text_pieces
from pipeline.model import Box, Finding, Grid, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 0.6
"""Of the columns. A row beyond the rules has text in at least that many; a title with a unit beside it in fewer."""

FEWEST_COLUMNS = 3
"""Columns of a table from which on text above it can be told from a title and a unit."""

ALIGNED = 2.5
"""In points. Texts whose sides or middles are that near stand in one column."""

SPACE = 0.25
"""In glyph heights. A gap from this width on is a space."""

CLIPPED = 1.0
"""In points. A letter whose middle is further beyond its clip path's upper or lower side is hidden by it."""

MOST_ROWS = 2
"""Rows above the rules: a header, and a first row where the stripes begin with the second."""


def add_rows_beyond(page: Page, grids: Sequence[Grid]) -> tuple[list[Grid], list[Finding]]:
    """Return the grids with the rows that stand above or below their lines, and a finding for each such table."""
    boxes, (x, y) = page.glyphs.boxes, page.glyphs.middles
    columns = [(x > grid.columns[0]) & (x < grid.columns[-1]) for grid in grids]
    held = [across & (y > grid.rows[0]) & (y < grid.rows[-1]) for grid, across in zip(grids, columns, strict=True)]
    taken = functools.reduce(operator.or_, held, _clipped(page, y))
    wider, findings = [], []
    for grid, across, inside in zip(grids, columns, held, strict=True):
        full = grid
        if len(grid.columns) > FEWEST_COLUMNS:
            full = _with_rows(page, grid, boxes.compress(inside, axis=0), boxes.compress(across & ~taken, axis=0))
        if full is not grid:
            findings.append(finding("row_outside_rules", page_number=page.page_number))
        wider.append(full)
    return wider, findings


def _with_rows(page: Page, grid: Grid, inside: NDArray[np.float64], outside: NDArray[np.float64]) -> Grid:
    """Return the grid with the rows that stand beside it, of the text within it and that outside, shape (n, 4)."""
    if not len(inside) or not len(outside):
        return grid
    full, padding = grid, _paddings(grid, inside)
    for _ in range(MOST_ROWS):
        before = full
        full = _with_row(full, inside, outside, padding, above=True)
        if full is before:
            break
    if _ends_with_stripe(page, grid) or _ends_openly(page, grid):
        full = _with_row(full, inside, outside, padding, above=False)
    return full


def _clipped(page: Page, y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which glyphs, with their middles at these heights, are hidden by their clip path.

    Excel paints a row that a page break cuts on both pages.
    """
    import numpy as np

    if all(run.clip is None for run in page.text_runs.kinds):
        return np.zeros(len(y), np.bool_)
    tops = page.of_glyphs(lambda run: run.clip.top if run.clip else -np.inf, np.float64)
    bottoms = page.of_glyphs(lambda run: run.clip.bottom if run.clip else np.inf, np.float64)
    clipped: NDArray[np.bool_] = (y < tops - CLIPPED) | (y > bottoms + CLIPPED)
    return clipped


def _with_row(
    grid: Grid,
    inside: NDArray[np.float64],
    outside: NDArray[np.float64],
    padding: tuple[float, float],
    *,
    above: bool,
) -> Grid:
    """Return the grid with one more row where the text beside it is one, else the grid itself."""
    import numpy as np

    side = grid.rows[0] if above else grid.rows[-1]
    y = (outside[:, 1] + outside[:, 3]) / 2
    off = side - y if above else y - side
    near = outside.compress((off > 0) & (off < max(b - a for a, b in pairwise(grid.rows))), axis=0)
    gaps = side - near[:, 3] if above else near[:, 1] - side
    if gaps.min(initial=np.inf) > (padding[1] if above else padding[0]) + ALIGNED:
        return grid  # as on most pages: a title and the page's number stand further off
    if not _may_hold_row(near, near.compress(gaps < gaps.min() + 1.0, axis=0), grid):
        return grid
    words = _nearest_block(text_pieces(near, SPACE), side, padding, above=above)
    if not _is_row(words, grid, inside):
        return grid
    owner = np.arange(len(grid.cells), len(grid.cells) + len(grid.columns) - 1, dtype=np.int32)[None, :]
    if above:
        rows = [min(word.top for word in words) - padding[0], *grid.rows]
        return owner_to_grid(grid, grid.columns, rows, np.vstack((owner, grid.owner)))
    rows = [*grid.rows, max(word.bottom for word in words) + padding[1]]
    return owner_to_grid(grid, grid.columns, rows, np.vstack((grid.owner, owner)))


def _paddings(grid: Grid, inside: NDArray[np.float64]) -> tuple[float, float]:
    """Return how far a row's text is from its upper and its lower side, in the row where that is least."""
    import numpy as np

    edges = np.array(grid.rows)
    rows = edges.searchsorted((inside[:, 1] + inside[:, 3]) / 2, "right") - 1
    over, under = inside[:, 1] - edges[rows], edges[rows + 1] - inside[:, 3]
    return max(float(over.min()), 0.0), max(float(under.min()), 0.0)


def _may_hold_row(near: NDArray[np.float64], nearest: NDArray[np.float64], grid: Grid) -> bool:
    """Tell of glyphs beside a table whether they stand in enough columns, and the nearest of them across no edge.

    Else no row is made of the words that they make: to make these takes ten times as long. Boxes have shape (n, 4).
    """
    import numpy as np

    columns = np.searchsorted(grid.columns, (near[:, 0] + near[:, 2]) / 2)
    if len(set(columns.tolist())) < _fewest_filled(grid):
        return False
    glyphs = [Box(*box) for box in nearest.tolist()]
    return not any(straddles(glyphs, edge) for edge in grid.columns[1:-1])


def _nearest_block(words: Sequence[Box], side: float, padding: tuple[float, float], *, above: bool) -> list[Box]:
    """Return the words nearest to a side, as far as they follow each other more closely than rows do."""
    between = max(padding[0] + padding[1], 1.0)
    reach = side
    block: list[Box] = []
    for word in sorted(words, key=lambda word: -word.bottom if above else word.top):
        gap = reach - word.bottom if above else word.top - reach
        allowed = (padding[1] if above else padding[0]) + ALIGNED if not block else between * 0.7
        if gap > allowed:
            break
        block.append(word)
        reach = min(word.top for word in block) if above else max(word.bottom for word in block)
    return block


def _is_row(words: Sequence[Box], grid: Grid, inside: NDArray[np.float64]) -> bool:
    """Tell whether words are a row: in most columns, across none, set as the table's own text (boxes, (n, 4))."""
    if not words or any(straddles(words, edge) for edge in grid.columns[1:-1]):
        return False
    columns = range(len(grid.columns) - 1)
    filled = [column for column in columns if any(_is_in(word, grid, column) for word in words)]
    if len(filled) < _fewest_filled(grid):
        return False
    texts = text_pieces(inside, SPACE)
    aligned = [column for column in filled if _is_aligned(words, texts, grid, column)]
    return len(aligned) >= MOST * len(filled)


def _fewest_filled(grid: Grid) -> float:
    """Return how many columns a row beyond the rules has text in at the least."""
    return max(FEWEST_COLUMNS, MOST * (len(grid.columns) - 1))


def _is_in(word: Box, grid: Grid, column: int) -> bool:
    return grid.columns[column] < word.centre[0] < grid.columns[column + 1]


def _is_aligned(words: Sequence[Box], texts: Sequence[Box], grid: Grid, column: int) -> bool:
    here = [word for word in words if _is_in(word, grid, column)]
    start, end = min(word.x0 for word in here), max(word.x1 for word in here)
    middle = (grid.columns[column] + grid.columns[column + 1]) / 2
    if abs((start + end) / 2 - middle) <= ALIGNED:
        return True
    return any(
        min(abs(start - text.x0), abs(end - text.x1), abs(start + end - text.x0 - text.x1) / 2) <= ALIGNED
        for text in texts
        if _is_in(text, grid, column)
    )


def _ends_with_stripe(page: Page, grid: Grid) -> bool:
    """Tell whether the last row is shaded and the one before it is not."""
    if len(grid.rows) < 4 or not page.shades:
        return False
    shaded = []
    for top, bottom in zip(grid.rows[-3:-1], grid.rows[-2:], strict=True):
        row = Box(grid.columns[0], top, grid.columns[-1], bottom)
        shaded.append(sum(row.overlap(shade.box) for shade in page.shades) > row.area / 2)
    return shaded == [False, True]


def _ends_openly(page: Page, grid: Grid) -> bool:
    """Tell whether no upright reaches the last row's lower side: level rules between the rows may be all there are."""
    top, bottom = grid.rows[-2:]
    middle = (top + bottom) / 2
    return not any(
        rule.top < middle < rule.bottom and rule.visible and not rule.is_level
        and grid.columns[0] - ALIGNED <= rule.x0 and rule.x1 <= grid.columns[-1] + ALIGNED
        for rule in page.rules
    )  # fmt: skip
