"""What each column says in each row: texts, dittos and merged cells resolved, extra columns by their header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from pipeline.findings import finding
from pipeline.model import Cell, Column, Finding, Heading, Row, StyledText, extra_names
from pipeline.normalise.characters import Repair
from pipeline.normalise.continued import cells_without_continued
from pipeline.normalise.ditto import resolve_ditto
from pipeline.normalise.lines import Fragment, evidence_of, judge_lines, lines_to_paragraphs, one_line
from pipeline.normalise.measure import TableMeasure
from pipeline.normalise.ragged import mend_ragged
from pipeline.normalise.rows import PrintedRow
from pipeline.packed_texts import PackedTexts
from pipeline.page_breaks import LabelJoin
from pipeline.styled import EMPTY, join_texts
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.headers import SEPARATOR
from pipeline.writing.kinsoku import without_numeral

LONGEST_REPEATED = 24
"""In characters. A value that stands on both sides of a page break is taken once; a longer text may begin so again."""

LONGEST_MARK = 12
"""In characters. A longer text in a cell that spans the status and the response is the response: there is no mark."""

RowTexts = Mapping[int, StyledText]
"""What each column says in one row, dittos not resolved; nothing where it has no cell."""


def read_texts(
    rows: Sequence[PrintedRow], measure: TableMeasure, repair: Repair, *, keeps_to_rules: bool, pack: bool
) -> Mapping[int, Sequence[StyledText]]:
    """Return each column's texts by row: fragments joined, wraps undone, code points repaired, packed on demand."""
    columns: dict[int, Sequence[StyledText]] = {}
    for column in sorted({column for row in rows for column in row.cells}):  # a column's lines are held, not all lines
        texts = _read_column(rows, column, measure, repair, keeps_to_rules=keeps_to_rules)
        columns[column] = PackedTexts(texts) if pack else texts
    return columns


def _read_column(
    rows: Sequence[PrintedRow], column: int, measure: TableMeasure, repair: Repair, *, keeps_to_rules: bool
) -> Sequence[StyledText]:
    with_cell = [number for number, row in enumerate(rows) if column in row.cells]
    printed = mend_ragged([judge_lines(_fragments(rows[number], column, measure)) for number in with_cell])
    evidence = evidence_of(printed, keeps_to_rules=keeps_to_rules)
    texts = [EMPTY] * len(rows)
    for number, text in zip(with_cell, printed, strict=True):
        texts[number] = lines_to_paragraphs(text, evidence, repair)
    return texts


def _fragments(row: PrintedRow, column: int, measure: TableMeasure) -> Iterator[Fragment]:
    """Yield a row's lines in one column, cell by cell."""
    cells = cells_without_continued(row, column)
    parts = row.parts if len(cells) > 1 else ()
    for cell in _distinct(cells, row.reprinted):
        goes_on = cell.continues and cell.row_index not in row.row_indices
        yield Fragment(cell.lines, measure.room(cell), goes_on, cell.row_index in parts)


def _distinct(cells: Sequence[Cell], reprinted: frozenset[int]) -> Sequence[Cell]:
    """Return a row's fragments in one column without those that only print a value again after the page break.

    A ditto there repeats the value too. A long text is believed to go on, even with the words that it began with,
    unless the whole row is printed again.
    """
    first = cells[0]
    if len(cells) == 1 or not first.lines:
        return cells

    def repeats(cell: Cell) -> bool:
        if cell is first or cell.page_number == first.page_number:
            return False
        is_same = cell.text == first.text and (len(cell.text) <= LONGEST_REPEATED or cell.row_index in reprinted)
        return is_same or is_ditto(cell.text)

    return [cell for cell in cells if not repeats(cell)]


class _Printed(NamedTuple):
    """A row, its ordinal, and its columns that go on from the row above over a page break."""

    ordinal: int
    row: PrintedRow
    merged_over_page: Mapping[int, LabelJoin]


class ValueReader(Struct):
    """Reads rows from top to bottom, and remembers what stands above in each column."""

    columns: Sequence[Column]
    repair: Repair
    findings: list[Finding] = field(default_factory=list)
    _above: dict[int, StyledText] = field(default_factory=dict)
    _said: dict[int, StyledText] = field(default_factory=dict)
    _headings: tuple[Heading, ...] = ()
    _extra_names: Mapping[int, str] = field(default_factory=dict)
    _index_of: Mapping[str, int] = field(default_factory=dict)
    _dittos: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)  # those of most rows are alike

    def __post_init__(self) -> None:
        self._extra_names = extra_names(self.columns)
        self._index_of = {column.field: column.column_index for column in self.columns if column.field}

    def read(self, ordinal: int, row: PrintedRow, texts: RowTexts, merged_over_page: Mapping[int, LabelJoin]) -> Row:
        """Return a row with its values: claimed columns by field, the others by header, blank ones left out.

        Args:
            ordinal: The row's number among those of the table.
            row: As printed.
            texts: What its columns say.
            merged_over_page: The columns that ``page_merges`` concludes to go on from the row above, and how.
        """
        texts = self._without_mark(row, texts)
        values: dict[str, StyledText] = {}
        extra: dict[str, StyledText] = {}
        dittos: set[str] = set()
        printed = _Printed(ordinal, row, merged_over_page)
        for column in self.columns:
            name = column.field or self._extra_names[column.column_index]
            value, repeated = self._resolve(column, texts.get(column.column_index, EMPTY), printed)
            if value is None:
                self._above.pop(column.column_index, None)
                self._said.pop(column.column_index, None)
                continue
            self._above[column.column_index] = value
            self._remember(column.column_index, value)
            (values if column.field else extra)[name] = value
            if repeated:
                dittos.add(name)
        section = self._add_heading(row, values, dittos)
        of_row = frozenset(dittos)
        return Row(ordinal, values, extra, self._dittos.setdefault(of_row, of_row), *row.page_numbers, section)

    def _remember(self, column: int, value: StyledText) -> None:
        """Take note of what a 〃 below repeats: of a cell that is struck out whole, what it said before."""
        struck = "" if value.text else "".join(span.text for span in value.spans if span.style.strike).strip()
        if not struck:
            self._said[column] = value
        elif not is_ditto(struck):
            self._said[column] = StyledText(struck)

    def _resolve(self, column: Column, text: StyledText, printed: _Printed) -> tuple[StyledText | None, bool]:
        """Return a column's value in a row, and whether it is printed in a row above only."""
        is_blank = not text.text and not text.spans
        above = self._above.get(column.column_index)
        if column.field == "number":  # nothing is a ditto in a number, but it may be merged down beside 枝番
            is_merged = is_blank and above is not None and column.column_index in printed.row.inherited
            return (above if is_merged else None if is_blank else text), is_merged
        if is_blank:
            if above is None or not self._goes_on(column, printed, above):
                return None, False
            return above, True
        resolution = resolve_ditto(text, self._said.get(column.column_index))
        if resolution.value is None or resolution.unresolved:
            self.findings.append(
                finding(
                    "ditto_without_antecedent",
                    "whole" if resolution.value is None else "part",
                    ordinal=printed.ordinal,
                    page_number=printed.row.page_numbers[0],
                    field=column.field or column.header,
                    text=text.text,
                    header=column.header,
                )
            )
        return resolution.value, resolution.is_ditto and resolution.value is not None

    def _goes_on(self, column: Column, printed: _Printed, above: StyledText) -> bool:
        """Return whether a blank cell is one with the cell above; a finding where that is concluded, not drawn."""
        if column.column_index in printed.row.inherited:
            return True
        how = printed.merged_over_page.get(column.column_index)
        if how is None:
            return False
        page_number = printed.row.page_numbers[0]
        self.findings.append(
            finding(
                "merged_over_page",
                how,
                ordinal=printed.ordinal,
                page_number=page_number,
                field=column.field or column.header,
                text=above.text,
                header=column.header,
            )
        )
        return True

    def _without_mark(self, row: PrintedRow, texts: RowTexts) -> RowTexts:
        """Return the texts of a row, a long one in a cell over status and response moved to the response."""
        status, response = self._index_of.get("status"), self._index_of.get("response")
        if status is None or response is None or len(texts.get(status, EMPTY).text) <= LONGEST_MARK:
            return texts
        if not any(cell.column_index + cell.column_span > response > status for cell in row.cells[status]):
            return texts
        moved = join_texts([texts[status], texts.get(response, EMPTY)])
        return {**texts, status: EMPTY, response: moved}

    def _add_heading(self, row: PrintedRow, values: dict[str, StyledText], dittos: set[str]) -> str | None:
        """Return the heading above a row. Where no column has the policy area, a heading within the table is that.

        It is printed with the first row below it, and a ditto in the others.
        """
        if not row.headings:
            return None
        heading = join_texts((one_line(part.lines, self.repair) for part in row.headings), SEPARATOR)
        if self.headings_are_areas and any(part.is_row for part in row.headings):
            values["policy_area"] = heading
            if row.headings is self._headings:
                dittos.add("policy_area")
        self._headings = row.headings
        return without_numeral(heading.text)

    @property
    def headings_are_areas(self) -> bool:
        """Whether headings within the table are its policy areas, because no column is."""
        return "policy_area" not in self._index_of
