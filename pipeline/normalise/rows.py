"""Grid rows → the rows of a table: what a page break or a merged cell holds together, and what is no row at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.model import Cell
from pipeline.normalise.page_breaks import PageBreaks, columns_merged_into


class PrintedRow(Struct, frozen=True):
    """One row of the table as printed: several grid rows, where a page break cut it or its number is merged down.

    ``cells`` are those that begin in the row, by column; the grid rows ``reprinted`` print some of
    it again on the next page. ``inherited`` are the columns in which a cell is merged down
    from a row before, also over a page break. ``headings`` are the cells across the whole table that stand above.
    """

    row_indices: tuple[int, ...]
    reprinted: frozenset[int]
    cells: Mapping[int, tuple[Cell, ...]]
    inherited: frozenset[int]
    headings: tuple[Cell, ...]

    @property
    def page_numbers(self) -> tuple[int, int]:
        """The first and the last page that the row is printed on."""
        pages = [cell.page_number for cells in self.cells.values() for cell in cells]
        return min(pages), max(pages)


class PrintedRows(Struct, frozen=True):
    """The rows of a table's body in order, and what of it is none.

    ``notes`` are the cells across the whole table below its last row; ``blank_count`` grid rows have no text, the
    first of them on page ``blank_page_number``.
    """

    rows: tuple[PrintedRow, ...]
    notes: tuple[Cell, ...]
    blank_count: int
    blank_page_number: int | None


def group_rows(cells: Iterable[Cell], column_count: int) -> PrintedRows:
    """Return the rows of a table's body.

    A grid row that goes on from the one before belongs to it. One cell across the whole table is a heading of the
    rows below it. A grid row without any text is no row.

    Args:
        cells: The table's cells in order of row, then column; headers among them are passed over.
        column_count: How many columns the table has; a cell across all of them is a heading, unless there is just one.
    """
    by_row, headers = _by_grid_row(cells)
    page_breaks = PageBreaks.of(by_row, headers)
    groups: list[list[int]] = []
    headings: list[tuple[Cell, ...]] = []
    waiting: tuple[Cell, ...] = ()
    above: tuple[Cell, ...] = ()
    blank: list[int] = []
    reprinted: set[int] = set()
    for row_index, row in by_row.items():
        before = by_row[groups[-1][-1]] if groups and not waiting else ()
        if not any(cell.lines for cell in row):
            (groups[-1] if before and all(cell.continues for cell in row) else blank).append(row_index)
        elif _is_heading(row, column_count):
            waiting = (*waiting, row[0])
        elif page_breaks.repeats_header(row, before):
            continue
        elif page_breaks.goes_on(row, before):
            groups[-1].append(row_index)
        elif before and page_breaks.prints_again(row, by_row[groups[-1][0]]):
            groups[-1].append(row_index)
            reprinted.add(row_index)
        else:
            above, waiting = waiting or above, ()
            groups.append([row_index])
            headings.append(above)
    inherited = columns_merged_into(by_row, [indices[0] for indices in groups])
    rows = tuple(
        PrintedRow(
            tuple(indices),
            frozenset(reprinted.intersection(indices)),
            _by_column(by_row, indices),
            inherited[number],
            headings[number],
        )
        for number, indices in enumerate(groups)
    )
    return PrintedRows(rows, waiting, len(blank), by_row[blank[0]][0].page_number if blank else None)


def _by_grid_row(cells: Iterable[Cell]) -> tuple[dict[int, list[Cell]], list[Cell]]:
    """Return the body's cells by grid row, from top to bottom, and the header's."""
    body: dict[int, list[Cell]] = defaultdict(list)
    headers: list[Cell] = []
    for cell in cells:
        if cell.is_header:
            headers.append(cell)
        else:
            body[cell.row_index].append(cell)
    return {row_index: body[row_index] for row_index in sorted(body)}, headers


def _is_heading(row: Sequence[Cell], column_count: int) -> bool:
    return len(row) == 1 and column_count > 2 and row[0].column_span >= column_count


def _by_column(by_row: Mapping[int, Sequence[Cell]], indices: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    cells: dict[int, list[Cell]] = defaultdict(list)
    for row_index in indices:
        for cell in by_row[row_index]:
            cells[cell.column_index].append(cell)
    return {column: tuple(found) for column, found in cells.items()}
