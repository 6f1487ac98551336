"""Grid rows → the rows of a table: what a page break or a merged cell holds together, and what is no row at all."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct, field

from pipeline.model import Cell, Heading
from pipeline.packed_cells import is_packed
from pipeline.vocabulary.front import heading_level, opens_as_note

_NONE: frozenset[int] = frozenset()


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
    page_numbers: tuple[int, int]  # the first and the last that it is printed on

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


def group_rows(cells: Sequence[Cell], table_headings: Sequence[Heading] = ()) -> PrintedRows:
    """Return the rows of a table's body, as the cells say what they are.

    A grid row whose cells with text all go on from the one before belongs to it; a single cell that does belongs to the
    row in which it began. A heading is one of the rows below it. A grid row without any text is no row.

    Args:
        cells: The table's cells in order of row, then column; headers and headings among them are passed over.
        table_headings: What stands above the table's parts, in order.
    """
    begun: list[_BegunRow] = []
    notes: list[Heading] = []
    waiting: tuple[Heading, ...] = ()
    above: tuple[Heading, ...] = ()
    ahead = list(reversed(table_headings))
    blank: list[int] = []  # the pages of grid rows without text
    reprinted: set[int] = set()
    for row_index, row in _grid_rows(cells):
        while ahead and ahead[-1].row_index <= row_index:
            heading = ahead.pop()
            if opens_as_note(heading.text):
                notes.append(heading)
            else:
                waiting = (*waiting, heading)
        with_text = [cell for cell in row.values() if cell.lines]
        if with_text and all(cell.is_heading for cell in with_text):
            continue
        goes_on = bool(begun) and not waiting
        if not with_text and not (goes_on and all(cell.continues for cell in row.values())):
            blank.append(next(iter(row.values())).page_number)
            continue
        if not goes_on or not all(cell.continues for cell in with_text):
            above, waiting = _below(above, waiting), ()
            page_number = next(iter(row.values())).page_number
            begun.append(_BegunRow(above, page_number, page_number))
        begun[-1].row_indices.append(row_index)
        reprinted.update(cell.row_index for cell in row.values() if cell.reprinted)
        # Below a heading a row is new whatever its cells say, and all that it says is then its own.
        may_belong_above = row_index == begun[-1].row_indices[0] and not all(cell.continues for cell in with_text)
        for number, cell in row.items():
            (_owner(cell, begun, cells) if may_belong_above else begun[-1]).add(number, cell)
    inherited = _columns_merged_into(cells, [row.row_indices[0] for row in begun])
    rows = tuple(
        PrintedRow(
            tuple(row.row_indices),
            frozenset(reprinted.intersection(row.row_indices)) if reprinted else _NONE,
            row.cells(cells),
            inherited[number],
            row.headings,
            (row.first_page, row.last_page),
        )
        for number, row in enumerate(begun)
    )
    return PrintedRows(rows, (*notes, *waiting, *reversed(ahead)), len(blank), blank[0] if blank else None)


class _BegunRow(Struct):
    """What is known of a row while its cells come; these are told by their number among the table's."""

    headings: tuple[Heading, ...]
    first_page: int
    last_page: int
    row_indices: list[int] = field(default_factory=list)
    columns: array[int] = field(default_factory=lambda: array("i"))
    numbers: array[int] = field(default_factory=lambda: array("i"))

    def add(self, number: int, cell: Cell) -> None:
        """Add a cell."""
        if cell.page_number != self.last_page:
            self.first_page = min(self.first_page, cell.page_number)
            self.last_page = max(self.last_page, cell.page_number)
        self.columns.append(cell.column_index)
        self.numbers.append(number)

    def cells(self, of_table: Sequence[Cell]) -> Mapping[int, tuple[Cell, ...]]:
        """Return the row's cells by column, made when they are asked for where the table's are."""
        if is_packed(of_table):
            return _CellsByColumn(of_table, self.columns, self.numbers)
        by_column: dict[int, tuple[Cell, ...]] = {}
        for column, number in zip(self.columns, self.numbers, strict=True):
            by_column[column] = (*by_column.get(column, ()), of_table[number])
        return by_column


class _CellsByColumn(Mapping[int, tuple[Cell, ...]]):
    """Cells of a table, which are told by their numbers in it, by column."""

    __slots__ = ("_columns", "_numbers", "_of_table")

    def __init__(self, of_table: Sequence[Cell], columns: Sequence[int], numbers: Sequence[int]) -> None:
        self._of_table = of_table
        self._columns = columns
        self._numbers = numbers

    def __len__(self) -> int:
        return len(set(self._columns))

    def __iter__(self) -> Iterator[int]:
        return iter(dict.fromkeys(self._columns))

    def __contains__(self, column: object) -> bool:
        return column in self._columns

    def __getitem__(self, column: int) -> tuple[Cell, ...]:
        if column not in self._columns:
            raise KeyError(column)
        places = zip(self._columns, self._numbers, strict=True)
        return tuple(self._of_table[number] for at, number in places if at == column)


def _below(above: tuple[Heading, ...], new: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return the headings above a row: new ones, below those before that name a wider level (款 above 項)."""
    if not new or not above:
        return new or above
    level = heading_level(new[0].text)
    if level is None:
        return new
    kept = [heading for heading in above if (wider := heading_level(heading.text)) is not None and wider < level]
    return (*kept, *new)


def _grid_rows(cells: Iterable[Cell]) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Yield the body's grid rows from top to bottom, each with its cells by their number among all."""
    body = ((number, cell) for number, cell in enumerate(cells) if not cell.is_header)
    for row_index, row in groupby(body, key=lambda each: each[1].row_index):
        yield row_index, dict(row)


def _owner(cell: Cell, rows: Sequence[_BegunRow], cells: Sequence[Cell]) -> _BegunRow:
    """Return the row that a cell's text belongs to: the last one, or, for the rest of a merged cell, where it began."""
    if cell.lines and cell.continues:
        for row in reversed(rows[:-1]):
            places = zip(row.columns, row.numbers, strict=True)
            if any(column == cell.column_index and cells[number].lines for column, number in places):
                return row
    return rows[-1]


def _columns_merged_into(cells: Iterable[Cell], first_rows: Sequence[int]) -> list[frozenset[int]]:
    """Return for each row, told by its first grid row, the columns in which a cell is merged down into it."""
    inherited: defaultdict[int, set[int]] = defaultdict(set)
    number_of = {row_index: number for number, row_index in enumerate(first_rows)}
    for cell in cells:
        for covered in range(cell.row_index + (not cell.continues), cell.row_index + cell.row_span):
            if covered in number_of and not cell.is_header:
                inherited[number_of[covered]].add(cell.column_index)
    kinds: dict[frozenset[int], frozenset[int]] = {_NONE: _NONE}  # most rows are alike, and a set takes 200 bytes
    columns = (frozenset(inherited.get(number, _NONE)) for number in range(len(first_rows)))
    return [kinds.setdefault(each, each) for each in columns]
