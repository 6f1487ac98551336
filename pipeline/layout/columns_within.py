"""A column that holds two, with no upright between them: names, and beside them what each row counts.

Lists of nurseries print the name once and 募集数, 申込者数 below each other beside it. The inner column's texts all
begin at one place, with a gap before them and, in the rows below a name, with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.layout.cell_texts import CellTexts
from pipeline.layout.grid_edits import with_upright
from pipeline.layout.text_pieces import median, usual_height
from pipeline.model import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, FEWEST_BOTH = 3, 2
"""Rows with a text in the inner column only, and rows with one in both, from which on there are two columns."""

INDENT = 4.0
"""In glyph heights. An inner column begins so far from its column's first letters: an indent or a number is shorter."""

GAP = 0.8
"""In glyph heights. In a row with both texts so much is left free between them."""

ALIGNED = 1.5
"""In points. Texts that begin this near to each other begin below each other."""

MOST_ACROSS = 0.1
"""Of a column's rows. A long name may reach over the place; more than these, and it is no edge."""


def split_columns_within(texts: CellTexts) -> tuple[Grid, int]:
    """Return the texts' grid with each column that holds two made two, and how many were."""
    grid, boxes = texts.grid, texts.page.glyphs.boxes
    if not len(texts.inside) or len(grid.rows) < 2 * FEWEST + 1:
        return grid, 0
    em = usual_height(boxes)
    count = 0
    for column in reversed(_may_hold_two(texts, em)):
        here = ((texts.columns == column) & (texts.rows > 0)).nonzero()[0]
        edge = _edge_within(boxes.take(texts.inside[here], axis=0), texts.owners[here], em)
        if edge is not None:
            grid, count = column_within(grid, column, edge), count + 1
    return grid, count


def _may_hold_two(texts: CellTexts, em: float) -> list[int]:
    """Return, at little cost, the columns that are wide enough and where several rows begin far from the others."""
    import numpy as np

    grid = texts.grid
    first = np.full((len(grid.rows) - 1, len(grid.columns) - 1), np.inf)
    places = texts.rows * first.shape[1] + texts.columns
    np.minimum.at(first.reshape(-1), places, texts.page.glyphs.boxes[:, 0][texts.inside])
    body = first[1:]
    far = np.isfinite(body) & (body > body.min(axis=0) + INDENT * em)
    edges = np.array(grid.columns)
    wide = edges[1:] - edges[:-1] >= 2 * INDENT * em
    columns: list[int] = (wide & (far.sum(axis=0) >= FEWEST)).nonzero()[0].tolist()
    return columns


def _edge_within(boxes: NDArray[np.float64], owners: NDArray[np.int32], em: float) -> float | None:
    """Return where an inner column begins among a column's glyphs, each owned by a cell; None where none does."""
    import numpy as np

    cells, place = np.unique(owners, return_inverse=True)
    first = np.full(len(cells), np.inf)
    np.minimum.at(first, place, boxes[:, 0])
    starts = np.sort(first[first > first.min(initial=np.inf) + INDENT * em])
    if len(starts) < FEWEST:
        return None
    at = float(starts[np.argmax(np.searchsorted(starts, starts + ALIGNED, "right") - np.arange(len(starts)))])
    begins = np.abs(boxes[:, 0] - at) <= ALIGNED
    before = (boxes[:, 2] > at - GAP * em) & (boxes[:, 0] < at - ALIGNED)
    across = before & (boxes[:, 2] > at + ALIGNED)
    begun, close, crossed = (np.bincount(place[kind], minlength=len(cells)) > 0 for kind in (begins, before, across))
    only = begun & (np.abs(first - at) <= ALIGNED)
    both = begun & (first < at - INDENT * em) & ~close
    others = (first >= at - ALIGNED) & ~only  # a text that begins elsewhere beyond the edge
    written = np.bincount(place[boxes[:, 0] >= at - ALIGNED], minlength=len(cells)) > 1  # and no marks, ○ and ×
    only, both = only & written, both & written & (first <= median(first[both] if both.any() else first) + ALIGNED)
    odd = int((crossed | others | (close & ~begun & (first < at - ALIGNED))).sum())
    if only.sum() < FEWEST or both.sum() < FEWEST_BOTH or odd > MOST_ACROSS * len(cells):
        return None
    return at - ALIGNED


def column_within(grid: Grid, column: int, edge: float, *, in_header: bool = False) -> Grid:
    """Return the grid with an upright within a column; of the header's cells it parts none unless it is told to."""
    apart = (
        (slice(cell.row_index, cell.row_index + cell.row_span), slice(column + 1, column + 2))
        for cell in grid.cells
        if cell.column_index == column and cell.column_span == 1 and (in_header or cell.row_index > 0)
    )
    return with_upright(grid, column, edge, apart)
