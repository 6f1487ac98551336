"""Two columns in one, without an upright in any row: in row after row two texts stand side by side in a cell.

Print that was set as one text has a space there, or is spread letter by letter (交　通); two cells have neither. Where
the header stands apart, too, they are two columns; where it says one thing of both, a person must look. Texts as near
as the halves of a name are two only under two words.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.layout.cell_texts import CellTexts
from pipeline.layout.columns_within import ALIGNED, MOST_ACROSS, column_within
from pipeline.layout.text_pieces import in_order, median, usual_height
from pipeline.model import Grid, GridCell, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_ROWS, MOST_OF_ROWS = 3, 0.8
"""Rows with two texts, and their share of the rows with text, from which on the column may hold two."""

CLEAR = 2.0
"""In glyph heights. So wide the gaps are, taken by their middle: 山田 太郎 stand nearer to each other."""

LEAST_GAP, FIGURE_GAP, LETTER_GAP = 0.9, 0.7, 0.5
"""In glyph heights. Two texts are parted by the first at least, two figures by the second, the letters of one text by
less than the third."""


class _Cells(Struct, frozen=True, eq=False):
    """The glyphs of a page in order of cell, line and place, and between which of them two texts may be parted.

    ``gaps`` are those between a glyph and the next on its line, in em; endless at a line's end.
    """

    index: NDArray[np.int64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    gaps: NDArray[np.float64]


def split_columns_beside(texts: CellTexts) -> tuple[Grid, int, int]:
    """Return the texts' grid with each column that surely holds two made two; how many were, and how many only may."""
    import numpy as np

    page, grid = texts.page, texts.grid
    if len(grid.rows) <= FEWEST_ROWS + 1 or not len(texts.inside):
        return grid, 0, 0
    order, owner, gaps = _in_order(texts)
    parted = _parted(page, order, gaps)
    counts = Counter(_column_of(grid.cells[number]) for number in owner[parted].tolist() if number >= 0)
    several = [column for column, count in counts.items() if column >= 0 and count >= FEWEST_ROWS]
    if not several:  # most pages, at little cost
        return grid, 0, 0
    rows = np.array([cell.row_index for cell in grid.cells])[owner]
    columns = np.array([cell.column_index if cell.column_span == 1 else -1 for cell in grid.cells])[owner]
    cells = _Cells(order, rows, columns, gaps)
    in_header = parted & (rows == 0)
    parted &= (rows > 0) & (columns >= 0)
    split = told = 0
    for column in sorted(several, reverse=True):
        places = np.flatnonzero(parted & (columns == column))
        words = np.flatnonzero(in_header & (columns == column))
        is_narrow = median(gaps[places]) < CLEAR
        if is_narrow and not _stands_over(page, cells, words, places):
            continue
        free = _free_strip(page, cells, places, column)
        if free is None:
            continue
        free = _free_in_header(page, cells, column, free)
        if free is not None:
            grid, split = column_within(grid, column, sum(free) / 2, in_header=True), split + 1
        elif not is_narrow:
            told += 1
    if split:  # a column may hold three
        grid, again, told = split_columns_beside(texts.of(grid))
        split += again
    return grid, split, told


def _column_of(cell: GridCell) -> int:
    """Return the column of a cell below the header that may hold two texts, -1 for any other cell."""
    return cell.column_index if cell.column_span == 1 and cell.row_index > 0 else -1


def _in_order(texts: CellTexts) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return a table's glyphs in order of cell, line and place, the cell of each, and the gap behind it in em."""
    import numpy as np

    boxes, (x, y) = texts.page.glyphs.boxes, texts.page.glyphs.middles
    index, owner = texts.inside, texts.owners
    em = usual_height(boxes)
    line = np.round(y[index] / em).astype(np.int64)
    on_line = owner * (int(line.max()) + 1) + line
    order = in_order(on_line, x[index])
    index, owner, on_line = index[order], owner[order], on_line[order]
    starts, ends = boxes[:, 0][index], boxes[:, 2][index]
    gaps = np.full(len(index), np.inf)
    gaps[:-1] = np.where(on_line[1:] == on_line[:-1], (starts[1:] - ends[:-1]) / em, np.inf)
    return index, owner, gaps


def _parted(page: Page, order: NDArray[np.int64], gaps: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return after which glyphs a text ends that has another beside it: both figures, or of two letters at least."""
    import numpy as np

    near = np.concatenate(([False], gaps < LETTER_GAP, [False]))
    wide = (gaps >= FIGURE_GAP) & np.isfinite(gaps)
    spaces, letters = page.glyphs.spaces_before, page.glyphs.text
    for place in np.flatnonzero(wide).tolist():
        left, right = int(order[place]), int(order[place + 1])
        are_figures = letters[left].isdecimal() and letters[right].isdecimal()
        are_words = gaps[place] >= LEAST_GAP and near[place] and near[place + 2]
        wide[place] = not spaces[right] and (are_figures or are_words)
    return wide


def _stands_over(page: Page, cells: _Cells, words: NDArray[np.int64], places: NDArray[np.int64]) -> bool:
    """Tell whether the second of two words of the header begins about where the second texts of the rows do."""
    if not len(words):
        return False
    boxes, at = page.glyphs.boxes, median(page.glyphs.boxes[cells.index[places + 1], 0])
    starts = boxes[cells.index[words + 1], 0]
    width = CLEAR * usual_height(boxes)
    return bool((abs(starts - at) <= width).any())


def _free_strip(page: Page, cells: _Cells, places: NDArray[np.int64], column: int) -> tuple[float, float] | None:
    """Return the strip between the texts of a column; None where the second ones do not stand below each other."""
    import numpy as np

    boxes = page.glyphs.boxes
    body = (cells.columns == column) & (cells.rows > 0)
    enough = max(FEWEST_ROWS, MOST_OF_ROWS * np.count_nonzero(np.bincount(cells.rows[body])))
    if len(places) < enough:
        return None
    ends = np.union1d(np.flatnonzero(np.isinf(cells.gaps)), places)  # of a line, and of each text on it
    left, right = boxes[:, 0][cells.index], boxes[:, 2][cells.index]
    starts, last = left[places + 1], right[ends[ends.searchsorted(places, "right")]]
    for sides in (starts, last):
        near = np.abs(sides - np.sort(sides)[len(sides) // 2]) <= ALIGNED
        free = float(right[places[near]].max()), float(starts[near].min())
        across = np.count_nonzero(body & (left < free[1] - ALIGNED) & (right > free[0] + ALIGNED))
        if len(np.unique(cells.rows[places[near]])) >= enough and free[0] < free[1] and across <= MOST_ACROSS * enough:
            return free
    return None


def _free_in_header(page: Page, cells: _Cells, column: int, free: tuple[float, float]) -> tuple[float, float] | None:
    """Return what of a free strip is free in the header, too, with a text on both sides; None where it says one."""
    import numpy as np

    boxes = page.glyphs.boxes
    places = np.flatnonzero((cells.columns == column) & (cells.rows == 0) & np.isfinite(cells.gaps))
    gaps = cells.gaps[places]
    narrowest = gaps.min(initial=np.inf) if len(gaps) > 1 else np.inf
    if narrowest >= LETTER_GAP:  # a word that is spread, unless two are
        places = places[gaps >= CLEAR * narrowest]
    for place in places[cells.gaps[places] >= LEAST_GAP].tolist():
        left, right = float(boxes[cells.index[place], 2]), float(boxes[cells.index[place + 1], 0])
        strip = max(free[0], left), min(free[1], right)
        if strip[0] < strip[1]:
            return strip
    return None
