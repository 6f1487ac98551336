"""Grid rows → the rows of a table: what a page break or a merged cell holds together, and what is no row at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Cell


@dataclass(frozen=True, slots=True)
class PrintedRow:
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


@dataclass(frozen=True, slots=True)
class PrintedRows:
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
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if not cell.is_header:
            by_row[cell.row_index].append(cell)
    groups: list[list[int]] = []
    headings: list[tuple[Cell, ...]] = []
    waiting: tuple[Cell, ...] = ()
    above: tuple[Cell, ...] = ()
    blank: list[int] = []
    reprinted: set[int] = set()
    number_columns = _number_columns(by_row)
    for row_index in sorted(by_row):
        row = by_row[row_index]
        if _is_heading(row, column_count):
            waiting = (*waiting, row[0])
        elif groups and _goes_on(row):
            groups[-1].append(row_index)
        elif groups and not waiting and _prints_again(row, by_row[groups[-1][0]], number_columns):
            groups[-1].append(row_index)
            reprinted.add(row_index)
        elif not any(cell.lines for cell in row):
            blank.append(row_index)
        else:
            above, waiting = waiting or above, ()
            groups.append([row_index])
            headings.append(above)
    inherited = _inherited(by_row, groups)
    rows = tuple(
        PrintedRow(
            tuple(indices),
            frozenset(reprinted.intersection(indices)),
            _by_column(by_row, indices),
            frozenset(inherited[number]),
            headings[number],
        )
        for number, indices in enumerate(groups)
    )
    return PrintedRows(rows, waiting, len(blank), by_row[blank[0]][0].page_number if blank else None)


def _is_heading(row: Sequence[Cell], column_count: int) -> bool:
    return len(row) == 1 and column_count > 2 and row[0].column_span >= column_count and bool(row[0].lines)


def _goes_on(row: Sequence[Cell]) -> bool:
    """Return whether a grid row goes on from the one before.

    Its blank cells say nothing where others have text: a merged cell that a page break cut goes on beside a new row.
    """
    with_text = [cell for cell in row if cell.lines]
    return all(cell.continues for cell in with_text or row)


def _prints_again(row: Sequence[Cell], before: Sequence[Cell], number_columns: Collection[int]) -> bool:
    """Return whether the first row of a page is the last one of the page before, printed once more.

    Excel does so with a row that a page break cuts: what is centred in the row's height stands on both pages, what is
    long goes on. Believed where three cells and fifteen characters are the same, and either no cell is another or a
    running number is the same.
    """
    if row[0].page_number <= before[0].page_number:
        return False
    here, there = _squeezed(row), _squeezed(before)
    same = {column: text for column, text in here.items() if there.get(column) == text}
    if len(same) < 3 or sum(map(len, same.values())) < 15:
        return False
    return len(same) == len(here) or any(column in number_columns for column in same)


def _squeezed(row: Sequence[Cell]) -> dict[int, str]:
    return {cell.column_index: "".join(cell.text.split()) for cell in row if cell.lines}


def _number_columns(by_row: Mapping[int, Sequence[Cell]]) -> frozenset[int]:
    """Return the columns that have a number of its own in nearly every cell."""
    texts: dict[int, list[str]] = defaultdict(list)
    for row in by_row.values():
        for column, text in _squeezed(row).items():
            texts[column].append(text)
    return frozenset(
        column
        for column, found in texts.items()
        if len(found) > 2 and sum(text.isdecimal() for text in found) >= 0.9 * len(found) <= len(set(found))
    )


def _by_column(by_row: Mapping[int, Sequence[Cell]], indices: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    cells: dict[int, list[Cell]] = defaultdict(list)
    for row_index in indices:
        for cell in by_row[row_index]:
            cells[cell.column_index].append(cell)
    return {column: tuple(found) for column, found in cells.items()}


def _inherited(by_row: Mapping[int, Sequence[Cell]], groups: Sequence[Sequence[int]]) -> list[set[int]]:
    """Return for each row the columns in which a cell is merged down into it from a row before.

    A merged cell that a page break cuts is drawn again on the next page, blank, and there it may be a single row high,
    as may be what is left of it on the page before. It is told from an empty cell by its column: the first cell on
    its page, in a column that has merged cells and no blank ones but such.
    """
    inherited: list[set[int]] = [set() for _ in groups]
    number_of = {indices[0]: number for number, indices in enumerate(groups)}
    merging = _merging_columns(by_row)
    pages: dict[int, int] = {}
    for row_index in sorted(by_row):
        for cell in by_row[row_index]:
            is_first = cell.page_number > pages.get(cell.column_index, cell.page_number)
            pages[cell.column_index] = cell.page_number
            cut = is_first and not cell.lines and (cell.row_span > 1 or cell.column_index in merging)
            for covered in range(row_index + (not cut), row_index + cell.row_span):
                if covered in number_of:
                    inherited[number_of[covered]].add(cell.column_index)
    return inherited


def _merging_columns(by_row: Mapping[int, Sequence[Cell]]) -> frozenset[int]:
    """Return the columns that merge cells instead of leaving them blank."""
    merging: set[int] = set()
    leaving_blank: set[int] = set()
    pages: dict[int, int] = {}
    for row_index in sorted(by_row):
        for cell in by_row[row_index]:
            is_first = cell.page_number != pages.get(cell.column_index)
            pages[cell.column_index] = cell.page_number
            if cell.row_span > 1:
                merging.add(cell.column_index)
            elif not cell.lines and not is_first and not cell.continues:
                leaving_blank.add(cell.column_index)
    return frozenset(merging - leaving_blank)
