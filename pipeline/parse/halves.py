"""Tables that print their columns twice, side by side in one grid, to save paper: a list of names and numbers does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, PrintedGrid
from pipeline.writing.numbers import is_figure, printed_number

NARROWEST = 2
"""Columns of a half at the least: 有 and 無 by turns, or one year beside the other, is no list in halves."""


def part_halves(grids: Sequence[PrintedGrid]) -> tuple[list[PrintedGrid], tuple[Finding, ...]]:
    """Return the printed tables, those in halves as one table for each half from the left, and what was decided.

    A page without a header is parted as an earlier one was that has its column edges.
    """
    parted: list[PrintedGrid] = []
    known: dict[tuple[float, ...], int] = {}
    found = []
    for grid in grids:
        edges = tuple(round(edge) for edge in grid.columns)
        count = _halves_of(grid) or known.get(edges, 1)
        if count == 1 or not _can_be_cut(grid, count):
            parted.append(grid)
            continue
        known[edges] = count
        parted += _cut(grid, count)
        found.append(finding("table_in_halves", page_number=grid.page_number, count=count))
    return parted, tuple(found)


def _halves_of(grid: PrintedGrid) -> int:
    """Return how many times the first row says the same headers; 0 where it does not."""
    row, columns = grid.row(0), len(grid.columns) - 1
    texts = [cell.text for cell in row]
    if len(texts) != columns or any(is_figure(text) or printed_number(text) for text in texts):
        return 0
    for width in range(NARROWEST, columns // 2 + 1):
        first = texts[:width]
        if columns % width == 0 and texts == first * (columns // width) and len(set(first) - {""}) > 1:
            return 0 if _says_twice(grid, width) else columns // width
    return 0


def _says_twice(grid: PrintedGrid, width: int) -> bool:
    """Tell whether most rows begin alike in two halves: they compare something, and are no list that goes on."""
    left, right = (
        {cell.row_index: cell.text for cell in grid.cells if cell.column_index == column and cell.row_index}
        for column in (0, width)
    )
    same = sum(bool(text) and right.get(row) == text for row, text in left.items())
    return same > 0.5 * max(len(left), 1)


def _can_be_cut(grid: PrintedGrid, count: int) -> bool:
    width = (len(grid.columns) - 1) // count
    return all(cell.column_index // width == (cell.column_index + cell.column_span - 1) // width for cell in grid.cells)


def _cut(grid: PrintedGrid, count: int) -> list[PrintedGrid]:
    width = (len(grid.columns) - 1) // count
    return [
        replace(
            grid,
            columns=grid.columns[start : start + width + 1],
            cells=tuple(
                replace(cell, column_index=cell.column_index - start)
                for cell in grid.cells
                if start <= cell.column_index < start + width
            ),
        )
        for start in range(0, width * count, width)
    ]
