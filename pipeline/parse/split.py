"""Cells that their text takes apart: where rules were left out, and where figures stand one below the other.

A row may lack its inner uprights, a column some of its level rules, a pay table all rules between its lines. The text
stands as if they were there: each piece within a column, each block beside its own row, each figure on one line with
its neighbours. Only where all of it does so is a cell taken apart; a merged cell's text stands across.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.findings import finding
from pipeline.model import Box, Finding, Page
from pipeline.parse.grid import Grid, GridCell
from pipeline.parse.mesh import owner_to_grid, split_cells
from pipeline.parse.pieces import straddles, text_pieces
from pipeline.vocabulary.numbers import is_figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPACE = 0.25
"""In glyph heights. A gap from this width on is a space; a side that was left out may lie in it."""

ALIGNED = 2.5
"""In points. Texts whose sides or middles are that near stand in one column."""

BESIDE_ROW = 4.0
"""In points. How far a block's place within its row may differ from that of the cell's other blocks."""

BLOCK_GAP = 0.8
"""In glyph heights. Blocks beside two rows are at least that far apart; the lines of one text mostly less."""

_FIGURES = frozenset("0123456789０１２３４５６７８９,.，．-－−△▲%％円")

FEWEST_LINES = 3
"""Lines of a cell from which on figures one below the other are a list: a name of two lines stands beside two, too."""


class Split(Struct, frozen=True, eq=False):
    """A grid whose cells were taken apart, and what had to be decided on the way."""

    grid: Grid
    findings: tuple[Finding, ...] = ()


def split_by_text(page: Page, grid: Grid) -> Split:
    """Return the grid with those cells taken apart whose text stands as if a side had been left out in them."""
    findings: list[Finding] = []
    steps = (("columns", _left_out_uprights), ("rows", _left_out_levels))
    for what, step in steps:
        parts = list(step(grid, _Texts(page, grid)))
        if parts:
            grid = split_cells(grid, parts)
            findings.append(finding("rule_left_out", what, page_number=page.page_number))
    lists = _rows_of_lists(grid, _Texts(page, grid))
    for row, edges, listed in reversed(lists):
        grid = _split_row(grid, row, edges, listed)
    if lists:
        findings.append(finding("rule_left_out", "lines", page_number=page.page_number))
    return Split(grid, tuple(findings))


class _Text(Struct, frozen=True, eq=False):
    """What stands in a cell."""

    pieces: list[Box]  # as far apart as columns
    words: list[Box]  # parted by spaces
    lines: list[tuple[float, float]]  # each line's upper and lower side, from the top down
    written: list[str]  # what each line says


class _Texts:
    """What stands in each cell of a grid, looked at where it is asked for: most cells are never."""

    def __init__(self, page: Page, grid: Grid) -> None:
        import numpy as np

        boxes = page.glyphs.boxes
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        columns, rows = (np.searchsorted(edges, at, "right") - 1 for edges, at in ((grid.columns, x), (grid.rows, y)))
        inside = (columns >= 0) & (columns < len(grid.columns) - 1) & (rows >= 0) & (rows < len(grid.rows) - 1)
        index = np.flatnonzero(inside)
        owner = grid.owner[rows[index], columns[index]]
        order = np.argsort(owner, kind="stable")
        self._page = page
        self._index = index[order]
        self._starts = np.searchsorted(owner[order], np.arange(len(grid.cells) + 1))
        self._known: dict[int, _Text | None] = {}

    def __getitem__(self, cell: int) -> _Text | None:
        if cell not in self._known:
            index = self._index[self._starts[cell] : self._starts[cell + 1]]
            self._known[cell] = _text(self._page, index) if len(index) else None
        return self._known[cell]

    def only_figures(self) -> list[int]:
        """Return the cells that hold nothing but what figures are written with, on more than two lines."""
        import numpy as np

        texts = self._page.glyphs.text
        numeric = np.array([texts[index] in _FIGURES for index in self._index.tolist()], np.bool_)
        boxes = self._page.glyphs.boxes[self._index]
        found = []
        for cell in np.flatnonzero(np.diff(self._starts) >= FEWEST_LINES).tolist():
            part = slice(self._starts[cell], self._starts[cell + 1])
            if numeric[part].all():
                height = float((boxes[part, 3] - boxes[part, 1]).max())
                if boxes[part, 3].max() - boxes[part, 1].min() > (FEWEST_LINES - 0.5) * height:
                    found.append(cell)
        return found


def _text(page: Page, index: NDArray[np.int64]) -> _Text:
    boxes = page.glyphs.boxes[index]
    words = text_pieces(boxes, SPACE)
    lines: list[tuple[float, float]] = []
    for word in words:
        if lines and word.centre[1] < lines[-1][1]:
            lines[-1] = min(lines[-1][0], word.top), max(lines[-1][1], word.bottom)
        else:
            lines.append((word.top, word.bottom))
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    written = [
        "".join(page.glyphs.text[number] for number in index[(top <= middles) & (middles <= bottom)].tolist())
        for top, bottom in lines
    ]
    return _Text(text_pieces(boxes), words, lines, written)


# ── uprights that a row lacks ───────────────────────────────────────────────────────────────────────────────────────


def _left_out_uprights(grid: Grid, texts: _Texts) -> Iterator[tuple[int, int, int]]:
    """Yield the places that become cells apart: of cells over several columns, with a text in each, set as above."""
    number = 0
    for place, cell in enumerate(grid.cells):
        text = texts[place] if cell.column_span > 1 and cell.row_index > 0 else None
        if text is None or len(text.pieces) < 2:
            continue
        columns = range(cell.column_index, cell.column_index + cell.column_span)
        if any(straddles(text.words, grid.columns[edge]) for edge in columns[1:]):
            continue
        filled = [(column, _within(text, grid, column)) for column in columns]
        if sum(bool(words) for _, words in filled) < 2:
            continue
        if all(_set_as_others(words, column, grid, texts) for column, words in filled if words):
            for column in columns:
                for row in range(cell.row_index, cell.row_index + cell.row_span):
                    yield row, column, number
                number += 1


def _within(text: _Text, grid: Grid, column: int) -> list[Box]:
    return [word for word in text.words if grid.columns[column] < word.centre[0] < grid.columns[column + 1]]


def _set_as_others(words: Sequence[Box], column: int, grid: Grid, texts: _Texts) -> bool:
    """Tell whether words begin, end or have their middle where another text of that column does."""
    start, end = min(word.x0 for word in words), max(word.x1 for word in words)
    for place, cell in enumerate(grid.cells):
        in_column = cell.column_index == column and cell.column_span == 1 and cell.row_index > 0
        text = texts[place] if in_column else None
        if text is None:
            continue
        left, right = min(word.x0 for word in text.words), max(word.x1 for word in text.words)
        if min(abs(start - left), abs(end - right), abs(start + end - left - right) / 2) <= ALIGNED:
            return True
    return False


# ── level rules that a column lacks ─────────────────────────────────────────────────────────────────────────────────


def _left_out_levels(grid: Grid, texts: _Texts) -> Iterator[tuple[int, int, int]]:
    """Yield the places that become cells apart: of cells over several rows, with a block of text beside each row."""
    number = 0
    for place, cell in enumerate(grid.cells):
        text = texts[place] if cell.row_span > 1 else None
        if text is None or len(text.lines) < cell.row_span:
            continue
        rows = range(cell.row_index, cell.row_index + cell.row_span)
        if not _stands_beside_rows(text, grid, rows):
            continue
        for row in rows:
            for column in range(cell.column_index, cell.column_index + cell.column_span):
                yield row, column, number
            number += 1


def _stands_beside_rows(text: _Text, grid: Grid, rows: range) -> bool:
    """Tell whether each row has a block of lines, all at the same height within their rows and well apart."""
    blocks = [
        [line for line in text.lines if grid.rows[row] < (line[0] + line[1]) / 2 < grid.rows[row + 1]] for row in rows
    ]
    if not all(blocks):
        return False
    height = min(bottom - top for top, bottom in text.lines)
    if any(after[0][0] - before[-1][1] < BLOCK_GAP * height for before, after in pairwise(blocks)):
        return False
    from_top = [block[0][0] - grid.rows[row] for block, row in zip(blocks, rows, strict=True)]
    from_bottom = [grid.rows[row + 1] - block[-1][1] for block, row in zip(blocks, rows, strict=True)]
    off_middle = [(below - above) / 2 for above, below in zip(from_top, from_bottom, strict=True)]
    return any(max(places) - min(places) <= BESIDE_ROW for places in (from_top, off_middle))


# ── rows of lists ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rows_of_lists(grid: Grid, texts: _Texts) -> list[tuple[int, list[float], list[int]]]:
    """Return the rows whose cells hold a figure or a name a line, all at the same heights, from the top down.

    Each comes with the heights between the lines and the cells that are lists. What has fewer lines is a label of all.
    """
    found = []
    for row in sorted({grid.cells[n].row_index for n in texts.only_figures() if grid.cells[n].row_span == 1} - {0}):
        cells = [n for n, cell in enumerate(grid.cells) if cell.row_index == row and cell.row_span == 1]
        longest = max((len(text.lines) for n in cells if (text := texts[n]) is not None), default=0)
        if longest < FEWEST_LINES:
            continue
        listed = [n for n in cells if (text := texts[n]) is not None and len(text.lines) == longest]
        others = [text for n in cells if n not in listed and (text := texts[n]) is not None]
        figures = [n for n in listed if _all_figures(texts[n])]
        if len(listed) > 1 and figures and all(2 * len(text.lines) < longest for text in others):
            lines = [texts[n].lines for n in listed]  # type: ignore[union-attr]
            if all(_same_heights(lines[0], other) for other in lines[1:]):
                found.append((row, [(a[1] + b[0]) / 2 for a, b in pairwise(lines[0])], listed))
    return found


def _all_figures(text: _Text | None) -> bool:
    return text is not None and all(is_figure(line) for line in text.written)


def _same_heights(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> bool:
    return all(abs(a[0] + a[1] - b[0] - b[1]) <= a[1] - a[0] for a, b in zip(first, second, strict=True))


def _split_row(grid: Grid, row: int, edges: Sequence[float], listed: Sequence[int]) -> Grid:
    """Return the grid with a row made several; cells that are no lists stand beside all of them."""
    import numpy as np

    count = len(edges) + 1
    owner = np.insert(grid.owner, [row] * (count - 1), grid.owner[row], axis=0)
    start = len(grid.cells)
    for number in listed:
        cell: GridCell = grid.cells[number]
        across = slice(cell.column_index, cell.column_index + cell.column_span)
        owner[row : row + count, across] = np.arange(start, start + count)[:, None]
        start += count
    return owner_to_grid(grid, grid.columns, [*grid.rows[: row + 1], *edges, *grid.rows[row + 1 :]], owner)
