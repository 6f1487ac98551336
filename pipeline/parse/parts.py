"""What each page has of a table: its printed grid, told by the columns of the whole table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import overload

from msgspec import Struct

from pipeline.model import PrintedCell, PrintedGrid
from pipeline.packed_cells import is_packed

LEAST_NAMED = 3
"""Columns that must be named before a page with fewer of them is believed to be the same table."""

NAMED = 0.5
"""Share of the table's columns that such a page has at the least."""

PrintedRow = Mapping[int, PrintedCell]
"""The cells that begin in a row, by the table's columns."""


class Part(Struct, frozen=True):
    """A table on one page.

    ``places`` has for each column edge of the page the number of the table's edge that it is; a page whose rows have a
    merged cell shows fewer edges. ``rows`` are its rows from top to bottom.
    """

    grid: PrintedGrid
    places: tuple[int, ...]
    rows: Sequence[PrintedRow]

    def cells(self) -> Iterator[tuple[int, PrintedCell]]:
        """Yield each cell with its column in the table."""
        for row in self.rows:
            yield from row.items()

    def column_span(self, cell: PrintedCell) -> int:
        """How many columns of the table a cell covers."""
        return self.places[cell.column_index + cell.column_span] - self.places[cell.column_index]

    def texts(self, row_index: int) -> dict[int, str]:
        """The texts of a row by column, without white space; blank cells are left out."""
        return {column: text for column, cell in self.rows[row_index].items() if (text := cell.text)}

    def cells_at_bottom(self) -> dict[int, PrintedCell]:
        """The cells with text that reach the lower edge of the page's table, by column."""
        return {
            column: cell
            for column, cell in self.cells()
            if cell.lines and cell.row_index + cell.row_span == self.grid.row_count
        }

    def covers_whole_width(self, row_index: int) -> bool:
        """Tell whether a row is one cell over the whole width of a table of several columns."""
        row = list(self.rows[row_index].values())
        return len(row) == 1 and 1 < self.column_span(row[0]) == self.places[-1] - self.places[0]


def grids_to_parts(grids: Sequence[PrintedGrid]) -> tuple[list[Part], int]:
    """Return what each page has of one table, and how many columns the table has: those of the page with most."""
    widest = max(grids, key=lambda grid: len(grid.columns))
    parts = []
    for grid in grids:
        places = _places_by_name(grid, widest) or _places(grid, widest.columns)
        parts.append(Part(grid, places, (_PackedRows if is_packed(grid.cells) else _rows)(grid, places)))
    return parts, len(widest.columns) - 1


def _rows(grid: PrintedGrid, places: Sequence[int]) -> Sequence[PrintedRow]:
    rows: list[dict[int, PrintedCell]] = [{} for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row_index][places[cell.column_index]] = cell
    return rows


class _PackedRows(Sequence[PrintedRow]):
    """The rows of a page whose cells are packed, made when they are asked for."""

    def __init__(self, grid: PrintedGrid, places: Sequence[int]) -> None:
        self._grid = grid
        self._places = places

    def __len__(self) -> int:
        return self._grid.row_count

    def __iter__(self) -> Iterator[PrintedRow]:
        return iter(self.made())

    @overload
    def __getitem__(self, index: int) -> PrintedRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PrintedRow]: ...
    def __getitem__(self, index: int | slice) -> PrintedRow | Sequence[PrintedRow]:
        return self.made()[index]

    @lru_cache(4)  # noqa: B019 - a page is asked for all of its rows together with those of the pages beside it
    def made(self) -> Sequence[PrintedRow]:
        """Return all of them."""
        return _rows(self._grid, self._places)


def names_columns_of(grid: PrintedGrid, widest: PrintedGrid) -> bool:
    """Tell whether a page's first row names some of a table's columns, in their order: a page that leaves some out."""
    return bool(_places_by_name(grid, widest))


def _places_by_name(grid: PrintedGrid, widest: PrintedGrid) -> tuple[int, ...]:
    """Return the places of a page's columns by their headers; nothing where these do not name them."""
    names = [cell.text for cell in grid.row(0)]
    known = [cell.text for cell in widest.row(0)]
    few = len(grid.columns) - 1
    if not few == len(names) < len(known) == len(widest.columns) - 1 or few < max(LEAST_NAMED, NAMED * len(known)):
        return ()
    if len(set(known)) < len(known) or not all(names) or not set(names) <= set(known):
        return ()
    found = [known.index(name) for name in names]
    return (*found, len(known)) if found == sorted(found) else ()


def _places(grid: PrintedGrid, edges: Sequence[float]) -> tuple[int, ...]:
    if len(grid.columns) == len(edges):
        return tuple(range(len(edges)))
    return tuple(min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in grid.columns)
