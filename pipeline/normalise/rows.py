"""Grid rows → the rows of a table: what a page break or a merged cell holds together, and what is no row at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Cell, Heading
from pipeline.vocabulary.front import heading_level, opens_as_note


class PrintedRow(Struct, frozen=True):
    """One row of the table as printed: several grid rows, where a page break cut it or its number is merged down.

    ``cells`` are those that begin in the row, by column; the grid rows ``reprinted`` print some of
    it again on the next page. ``inherited`` are the columns in which a cell is merged down
    from a row before, also over a page break. ``headings`` are those above its part of the table.
    """

    row_indices: tuple[int, ...]
    reprinted: frozenset[int]
    cells: Mapping[int, tuple[Cell, ...]]
    inherited: frozenset[int]
    headings: tuple[Heading, ...]

    @property
    def parts(self) -> frozenset[int]:
        """The grid rows that a rule parts from the one before: in two columns or more cells with text begin in them.

        A line within a cell (an underline, a small table) has none beside it; a page break parts nothing.
        """
        begun: dict[int, set[int]] = defaultdict(set)
        pages: dict[int, int] = {}
        for column, cells in self.cells.items():
            for cell in cells:
                pages[cell.row_index] = cell.page_number
                if cell.lines:
                    begun[cell.row_index].add(column)
        return frozenset(
            row
            for before, row in pairwise(self.row_indices)
            if len(begun[row]) > 1 and pages.get(before) == pages.get(row)
        )

    @property
    def page_numbers(self) -> tuple[int, int]:
        """The first and the last page that the row is printed on."""
        pages = [cell.page_number for cells in self.cells.values() for cell in cells]
        return min(pages), max(pages)


class PrintedRows(Struct, frozen=True):
    """The rows of a table's body in order, and what of it is none.

    ``notes`` are headings with no row below them, and those that open as notes do. ``blank_count`` grid rows have no
    text, the first of them on page ``blank_page_number``. ``struck_out`` are rows that are struck out whole, once they
    are parted from the others.
    """

    rows: tuple[PrintedRow, ...]
    notes: tuple[Heading, ...]
    blank_count: int
    blank_page_number: int | None
    struck_out: tuple[PrintedRow, ...] = ()


def group_rows(cells: Iterable[Cell], table_headings: Sequence[Heading] = ()) -> PrintedRows:
    """Return the rows of a table's body, as the cells say what they are.

    A grid row whose cells with text all go on from the one before belongs to it; a single cell that does belongs to the
    row in which it began. A heading is one of the rows below it. A grid row without any text is no row.

    Args:
        cells: The table's cells in order of row, then column; headers and headings among them are passed over.
        table_headings: What stands above the table's parts, in order.
    """
    by_row = _by_grid_row(cells)
    groups: list[list[int]] = []
    fragments: list[dict[int, list[Cell]]] = []
    headings: list[tuple[Heading, ...]] = []
    notes: list[Heading] = []
    waiting: tuple[Heading, ...] = ()
    above: tuple[Heading, ...] = ()
    ahead = list(reversed(table_headings))
    blank: list[int] = []
    reprinted: set[int] = set()
    for row_index, row in by_row.items():
        while ahead and ahead[-1].row_index <= row_index:
            heading = ahead.pop()
            if opens_as_note(heading.text):
                notes.append(heading)
            else:
                waiting = (*waiting, heading)
        with_text = [cell for cell in row if cell.lines]
        if with_text and all(cell.is_heading for cell in with_text):
            continue
        goes_on = bool(groups) and not waiting
        if not with_text and not (goes_on and all(cell.continues for cell in row)):
            blank.append(row_index)
            continue
        if not goes_on or not all(cell.continues for cell in with_text):
            above, waiting = _below(above, waiting), ()
            groups.append([])
            fragments.append({})
            headings.append(above)
        groups[-1].append(row_index)
        reprinted.update(cell.row_index for cell in row if cell.reprinted)
        # Below a heading a row is new whatever its cells say, and all that it says is then its own.
        may_belong_above = row_index == groups[-1][0] and not all(cell.continues for cell in with_text)
        for cell in row:
            _owner(cell, fragments, may_belong_above).setdefault(cell.column_index, []).append(cell)
    inherited = _columns_merged_into(by_row, [indices[0] for indices in groups])
    rows = tuple(
        PrintedRow(
            tuple(indices),
            frozenset(reprinted.intersection(indices)),
            {column: tuple(found) for column, found in fragments[number].items()},
            inherited[number],
            headings[number],
        )
        for number, indices in enumerate(groups)
    )
    return PrintedRows(
        rows, (*notes, *waiting, *reversed(ahead)), len(blank), by_row[blank[0]][0].page_number if blank else None
    )


def _below(above: tuple[Heading, ...], new: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return the headings above a row: new ones, below those before that name a wider level (款 above 項)."""
    if not new or not above:
        return new or above
    level = heading_level(new[0].text)
    if level is None:
        return new
    kept = [heading for heading in above if (wider := heading_level(heading.text)) is not None and wider < level]
    return (*kept, *new)


def _by_grid_row(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    """Return the body's cells by grid row, from top to bottom."""
    body: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if not cell.is_header:
            body[cell.row_index].append(cell)
    return {row_index: body[row_index] for row_index in sorted(body)}


def _owner(cell: Cell, rows: Sequence[dict[int, list[Cell]]], may_belong_above: bool) -> dict[int, list[Cell]]:
    """Return the row that a cell's text belongs to: the last one, or, for the rest of a merged cell, where it began."""
    if cell.lines and cell.continues and may_belong_above:
        for row in reversed(rows[:-1]):
            if any(other.lines for other in row.get(cell.column_index, ())):
                return row
    return rows[-1]


def _columns_merged_into(by_row: Mapping[int, Sequence[Cell]], first_rows: Sequence[int]) -> list[frozenset[int]]:
    """Return for each row, told by its first grid row, the columns in which a cell is merged down into it."""
    inherited: list[set[int]] = [set() for _ in first_rows]
    number_of = {row_index: number for number, row_index in enumerate(first_rows)}
    for row_index, row in by_row.items():
        for cell in row:
            for covered in range(row_index + (not cell.continues), row_index + cell.row_span):
                if covered in number_of:
                    inherited[number_of[covered]].add(cell.column_index)
    return [frozenset(columns) for columns in inherited]
