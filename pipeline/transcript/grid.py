"""A transcript table's rows → cells in columns, with what had to be mended told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, StyledText
from pipeline.page_breaks import PageEnd, TableHabits, row_goes_on
from pipeline.transcript.align import (
    ColumnProfile,
    Placed,
    align_header,
    align_row,
    join_to,
    learn_profiles,
    table_width,
)
from pipeline.transcript.markup import RawCell
from pipeline.transcript.shared import split_shared_column
from pipeline.transcript.tables import PlacedRow, TableRows
from pipeline.vocabulary.transcript import CellKind, TranscriptVocabulary
from pipeline.writing.kinsoku import may_end

FIELD_KINDS = frozenset(("number", "source", "status", "divisions"))
"""The kinds of cell that are named as the field that they are."""


class GridCell(Struct, frozen=True):
    """A cell in its row and column, its text still rich. ``ordinal`` counts the items of the table."""

    row_index: int
    column_index: int
    row_span: int
    column_span: int
    text: StyledText
    page_number: int
    is_header: bool
    continues: bool
    ordinal: int | None


class Grid(Struct, frozen=True):
    """A table's cells in order of row and column, how many columns it has, and what had to be mended."""

    column_count: int
    cells: tuple[GridCell, ...]
    findings: tuple[Finding, ...]


def rows_to_grid(table: TableRows, vocabulary: TranscriptVocabulary) -> Grid:
    """Return a table's cells, each in its column. Cells that were lost, split or joined are findings."""
    rows = [row for row in table.rows if any(cell.text.text for cell in row.row.cells)]
    headers = [row for row in rows if row.is_header]
    width = _width(rows, headers)
    rows, width = split_shared_column(rows, width, vocabulary)
    full = [_texts(row) for row in rows if not row.is_header and _stands_as_it_is(row.row.cells, width)]
    builder = _GridBuilder(width, vocabulary)
    builder.profiles = learn_profiles(full, [None] * width, vocabulary)
    builder.profiles = learn_profiles(full, _announced(headers, builder.profiles, vocabulary), vocabulary)
    builder.headers = _header_texts(headers, builder.profiles, vocabulary)
    for row in rows:
        builder.add(row)
    return Grid(width, builder.finish(), tuple(builder.findings))


def _texts(row: PlacedRow) -> list[StyledText]:
    return [cell.text for cell in row.row.cells]


def _width(rows: Sequence[PlacedRow], headers: Sequence[PlacedRow]) -> int:
    """Return how many columns the table has: what its rows agree on, and no fewer than its headers name."""
    spanned = [sum(cell.column_span for cell in row.row.cells) for row in rows]
    named = [sum(cell.column_span for cell in row.row.cells if cell.text.text) for row in headers]
    agreed = table_width([width for width, row in zip(spanned, rows, strict=True) if not row.is_header])
    return max(agreed, *named, 1)


def _stands_as_it_is(cells: Sequence[RawCell], width: int) -> bool:
    """Return whether a row has a cell a column. A blank last cell is no proof: the line may just end with a tab."""
    return len(cells) == width and bool(cells[-1].text.text) and not any(_spans(cell) for cell in cells)


def _spans(cell: RawCell) -> bool:
    return cell.row_span > 1 or cell.column_span > 1


def _announced(
    headers: Sequence[PlacedRow], profiles: Sequence[ColumnProfile], vocabulary: TranscriptVocabulary
) -> list[CellKind | None]:
    """Return the kind of cell that the header's wording announces for each column."""
    announced: list[CellKind | None] = [None] * len(profiles)
    for row in headers[:1]:
        for placed in align_header(_texts(row), profiles, vocabulary):
            announced[placed.column_index] = vocabulary.header_kind(placed.text.text)
    return announced


def _header_texts(
    headers: Sequence[PlacedRow], profiles: Sequence[ColumnProfile], vocabulary: TranscriptVocabulary
) -> list[str]:
    """Return the first header row's text over each column, without its white space."""
    texts = [""] * len(profiles)
    for row in headers[:1]:
        for placed in align_header(_texts(row), profiles, vocabulary):
            for column_index in range(placed.column_index, placed.column_index + placed.span):
                texts[column_index] = "".join(placed.text.text.split())
    return texts


class _GridBuilder:
    """Lays down row after row, and remembers which columns a cell from above covers."""

    def __init__(self, width: int, vocabulary: TranscriptVocabulary) -> None:
        self.cells: list[GridCell] = []
        self.findings: list[Finding] = []
        self.profiles: Sequence[ColumnProfile] = ()
        self.headers: Sequence[str] = ()
        self._vocabulary = vocabulary
        self._covered_until = [0] * width  # the first row index at which the column is free again
        self._spanning: list[int] = []  # cells that may reach below the row that was laid down last
        self._row_index = 0
        self._ordinal = 0
        self._last_page_number = 0  # of an item's row
        self._begun: dict[int, str] = {}  # what the row says that was begun last

    def add(self, row: PlacedRow) -> None:
        """Lay down a row."""
        free = self._free_columns()
        cells = row.row.cells
        is_whole = not row.is_header and _stands_as_it_is(cells, len(free))
        if is_whole or any(_spans(cell) for cell in cells):
            placed = _place_in_order(cells, free)
        else:
            placed = self._align(row, free)
        continues = self._continues(row, placed)
        ordinal = None
        if not row.is_header:
            if not continues:
                self._ordinal += 1
                self._begun = _bare_texts(placed)
            self._last_page_number = row.page_number
            ordinal = self._ordinal
            self._tell(row, placed, free, ordinal)
        for item, row_span in placed:
            self._covered_until[item.column_index : item.column_index + item.span] = [
                self._row_index + row_span
            ] * item.span
            if row_span > 1:
                self._spanning.append(len(self.cells))
            self.cells.append(
                GridCell(
                    self._row_index, item.column_index, row_span, item.span, item.text,
                    row.page_number, row.is_header, continues, ordinal,
                )
            )  # fmt: skip
        self._row_index += 1

    def finish(self) -> tuple[GridCell, ...]:
        """Return the cells; one that spans more rows than there are ends with the table."""
        self._end_spans()
        return tuple(self.cells)

    def _free_columns(self) -> list[int]:
        free = [column for column, until in enumerate(self._covered_until) if until <= self._row_index]
        if not free:  # the cells above leave no room for this row: they must end here
            self._end_spans()
            free = list(range(len(self._covered_until)))
        return free

    def _end_spans(self) -> None:
        """Let every cell from above end with the row before this one."""
        for index in self._spanning:
            cell = self.cells[index]
            self.cells[index] = replace(cell, row_span=min(cell.row_span, self._row_index - cell.row_index))
        self._spanning.clear()
        self._covered_until = [min(until, self._row_index) for until in self._covered_until]

    def _align(self, row: PlacedRow, free: Sequence[int]) -> list[tuple[Placed, int]]:
        profiles = [self.profiles[column] for column in free]
        align = align_header if row.is_header else align_row
        return [
            (Placed(free[p.column_index], p.text, p.span, p.was_split, p.was_joined), 1)
            for p in align(_texts(row), profiles, self._vocabulary)
        ]

    def _continues(self, row: PlacedRow, placed: Sequence[tuple[Placed, int]]) -> bool:
        """Return whether a row goes on from the page before: the first of its page, in a table with numbers."""
        numbers = [index for index, profile in enumerate(self.profiles) if profile.kind == "number"]
        if row.is_header or not numbers or not 0 < self._last_page_number < row.page_number:
            return False
        below = dict.fromkeys(range(len(self.profiles)), "") | _bare_texts(placed)
        filled = frozenset(column for column, text in self._begun.items() if text)
        # No line of a transcript is full: a long text that ends no sentence may have been broken off.
        broken_off = (column for column in filled if self.profiles[column].kind == "long")
        unended = frozenset(column for column in broken_off if not may_end(self._begun[column]))
        return row_goes_on(below, PageEnd(filled, unended, self._begun, has_room_left=False), TableHabits(numbers[0]))

    def _tell(self, row: PlacedRow, placed: Sequence[tuple[Placed, int]], free: Sequence[int], ordinal: int) -> None:
        tell = partial(finding, ordinal=ordinal, page_number=row.page_number)
        taken = {column for item, _ in placed for column in range(item.column_index, item.column_index + item.span)}
        for column in free:
            if column not in taken:
                self.findings.append(tell("lost_cell", field=self._field(column), column=self._name(column)))
        for item, _ in placed:
            field = self._field(item.column_index)
            name = self._name(item.column_index)
            if item.was_split:
                self.findings.append(tell("split_cell", field=field, text=item.text.text, column=name))
            if item.was_joined:
                self.findings.append(tell("joined_cell", field=field, text=item.text.text, column=name))

    def _name(self, column: int) -> str:
        return self.headers[column] or f"column {column + 1}"

    def _field(self, column: int) -> str | None:
        """Return the field that a column's content shows it to be; else its header, for normalising to map."""
        kind = self.profiles[column].kind
        if kind in FIELD_KINDS:
            return kind
        left = column - 1
        if left >= 0 and self.profiles[left].kind == "status" and self.headers[left] == self.headers[column] != "":
            return "response"
        return self.headers[column] or None


def _bare_texts(placed: Sequence[tuple[Placed, int]]) -> dict[int, str]:
    """Return a row's texts by column, without white space."""
    return {item.column_index: "".join(item.text.text.split()) for item, _ in placed}


def _place_in_order(cells: Sequence[RawCell], free: Sequence[int]) -> list[tuple[Placed, int]]:
    """Return the cells in the free columns as they come, as HTML does; those beyond the last join its cell."""
    placed: list[tuple[Placed, int]] = []
    position = 0
    for cell in cells:
        if position < len(free):
            columns = free[position : position + cell.column_span]
            span = next((i for i, column in enumerate(columns) if column != columns[0] + i), len(columns))
            placed.append((Placed(columns[0], cell.text, span, cell.was_split), cell.row_span))
            position += span
        elif placed and cell.text.text:
            last, row_span = placed[-1]
            placed[-1] = (join_to(last, cell.text), row_span)
    return placed
