"""A workbook → a ``ParsedDocument``: each sheet that is shown is a page with one table."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import LimitExceededError, NoTableError, UnreadableDocumentError, UsageError
from pipeline.findings import finding
from pipeline.front_matter import furniture_to_front
from pipeline.model import Cell, Finding, Heading, Line, PageFacts, ParsedDocument, Series, Source, Table
from pipeline.vocabulary.header_fields import fields_of_headers
from pipeline.workbook.numbers import value_to_text
from pipeline.workbook.text import NO_BOX, Colours, cell_runs, glyph_count, runs_to_lines

MOST_CELLS = 1_000_000
"""Of a sheet, blank ones within it counted; a table of 1,000 items has some ten thousand."""

MOST_BYTES = 200_000_000
"""Of all that is packed in a workbook."""

_HEADER_ROWS = 30
"""Rows from the top in which a header is looked for, where the sheet names no print titles."""

Choose = Callable[[Sequence[Table]], int]
"""Tells which of the tables is the one that the series is made of."""


def read_workbook(path: Path, series: Series, choose: Choose) -> ParsedDocument:
    """Return the tables of a workbook's sheets, one each, and what stands above and below them.

    The header is the rows that the sheet repeats on each printed page (print titles), or the row whose cells name most
    fields. What is hidden is not printed and is left out, with a finding.

    Args:
        path: The file.
        series: Whose own header wordings count as well.
        choose: Which of several tables is the main one.

    Raises:
        UsageError: openpyxl is not installed.
        UnreadableDocumentError: It is no workbook that openpyxl can read, or has a password.
        LimitExceededError: It is larger than a table of a meeting can be.
        NoTableError: There is no sheet with a table.
    """
    content = path.read_bytes()
    shown, stored = (_open(content, path.name, values=values) for values in (True, False))
    colours = Colours(shown.loaded_theme)
    sheets = [sheet for sheet in shown.worksheets if sheet.sheet_state == "visible"]
    findings: list[Finding] = []
    if len(sheets) < len(shown.worksheets):
        findings.append(finding("hidden_cells", "sheets", count=len(shown.worksheets) - len(sheets)))
    pages: list[PageFacts] = []
    tables: list[Table] = []
    for page_number, sheet in enumerate(sheets, 1):
        read = _Sheet(sheet, stored[sheet.title], colours, page_number, path.name)
        table = read.table(len(tables), series)
        pages.append(read.facts(table))
        findings += read.findings
        tables += [table] if table is not None else []
    if not tables:
        raise NoTableError("there is no sheet with a table in it", path.name, "Look at what was saved.")
    main = choose(tables)
    others = (table for table in tables if table.table_index != main)
    findings += [
        finding("table_not_used", "series", page_number=table.cells[0].page_number, index=table.table_index)
        for table in others
    ]
    source = Source(path.name, hashlib.sha256(content).hexdigest(), "workbook", len(sheets))
    front = furniture_to_front(pages, tables[main].cells[0].page_number)
    return ParsedDocument(source, tuple(pages), tuple(tables), main, front, tuple(findings))


def _open(content: bytes, name: str, *, values: bool) -> Any:
    try:
        import openpyxl
    except ImportError as error:
        what = "Excel needs openpyxl, which is not installed"
        raise UsageError(what, remedy="Run pip install 'akaji[excel]'.") from error
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > MOST_BYTES:
            raise LimitExceededError(f"larger than {MOST_BYTES // 1_000_000} MB", name, "Save the sheets one by one.")
        return openpyxl.load_workbook(BytesIO(content), rich_text=True, data_only=values)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        what = f"no workbook that can be read: {type(error).__name__}"
        raise UnreadableDocumentError(what, name, "Save it as .xlsx, without a password.") from error


class _Area(NamedTuple):
    """The rows and columns of a table, from 1: header from ``first`` to ``body`` - 1, items to ``last``."""

    first: int
    body: int
    last: int
    columns: tuple[int, ...]


class _Sheet:
    """One sheet while it is read."""

    def __init__(self, sheet: Any, stored: Any, colours: Colours, page_number: int, name: str) -> None:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise LimitExceededError(f"a sheet of more than {MOST_CELLS} cells", name, "Delete its blank rows.")
        self._sheet, self._stored, self._colours, self._page_number = sheet, stored, colours, page_number
        self._spans = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
        self.findings: list[Finding] = []
        self._rows = [row for row in range(1, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden]
        hidden = _hidden_columns(sheet)
        self._columns = [column for column in range(1, sheet.max_column + 1) if column not in hidden]
        lines = {
            (cell.row, cell.column): self._lines(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        shown = {(row, column) for row in self._rows for column in self._columns}
        self._text = {place: found for place, found in lines.items() if found and place in shown}
        left_out = sum(1 for place, found in lines.items() if found and place not in shown)
        if left_out:
            self.findings.append(finding("hidden_cells", "cells", page_number=page_number, count=left_out))
        self._area: _Area | None = None

    def _lines(self, cell: Any) -> tuple[Line, ...]:
        shown = value_to_text(cell.value, cell.number_format)
        if not shown.is_sure:
            self.findings.append(
                finding("number_format", page_number=self._page_number, text=shown.text, format=cell.number_format)
            )
        return runs_to_lines(cell_runs(cell, shown.text, self._colours), self._page_number)

    # ── where the table is ──

    def _find_area(self, series: Series) -> _Area | None:
        titles = self._sheet.print_title_rows
        repeated = [int(number) for number in re.findall(r"\d+", titles or "")]
        if repeated:
            first, body = repeated[0], repeated[-1] + 1
        else:
            first = self._header_row(series)
            body = max((self._end((first, column))[0] for column in self._columns), default=first) + 1
        columns = self._covered(first, body)
        below = [row for row, column in self._text if row >= body and column in columns]
        if not below:
            return None
        return _Area(first, body, self._last_row(body, max(below), columns), columns)

    def _covered(self, first: int, body: int) -> tuple[int, ...]:
        """Return the columns below a header: a cell of it may stand above several."""
        covered: set[int] = set()
        for place in self._text:
            if first <= place[0] < body:
                covered.update(range(place[1], self._end(place)[1] + 1))
        return tuple(column for column in self._columns if column in covered)

    def _header_row(self, series: Series) -> int:
        def rank(row: int) -> tuple[int, int, int]:
            texts = ["".join(line.text for line in self._text.get((row, column), ())) for column in self._columns]
            named = [text for text in texts if text]
            return len(fields_of_headers(named, series)) if len(named) > 1 else 0, min(len(named), 3), -row

        return max((row for row in self._rows if row <= _HEADER_ROWS), key=rank, default=1)

    def _last_row(self, body: int, last: int, columns: Sequence[int]) -> int:
        """Return the table's last row: notes below it stand alone in their row, after a blank one."""
        filled = {row: sum((row, column) in self._text for column in columns) for row in range(body, last + 1)}
        for row in range(body, last + 1):
            after = [filled[later] for later in range(row, last + 1)]
            if not after[0] and max(after) <= 1 < len(columns):
                return row - 1
        return last

    def _end(self, place: tuple[int, int]) -> tuple[int, int]:
        return self._spans.get(place, place)

    # ── what it holds ──

    def table(self, table_index: int, series: Series) -> Table | None:
        """Return the sheet's table; None where it has none."""
        self._area = self._find_area(series)
        if self._area is None:
            return None
        cells = tuple(self._cells(self._area, table_index))
        alone = [cell for cell in cells if cell.is_heading]
        return Table(
            table_index, len(self._area.columns), cells,
            headings=tuple(Heading(cell.row_index, cell.lines) for cell in alone),
        )  # fmt: skip

    def _cells(self, area: _Area, table_index: int) -> Iterator[Cell]:
        inside = {
            (row, column)
            for (top, left), (bottom, right) in self._spans.items()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(self._spans)
        rows = [row for row in self._rows if area.first <= row <= area.last]
        rows = [
            row
            for row in rows
            if any((row, column) in self._text or (row, column) in inside for column in area.columns)
        ]
        for row_index, row in enumerate(rows):
            for column_index, column in enumerate(area.columns):
                if (row, column) not in inside:
                    yield self._cell(area, table_index, rows, (row_index, column_index), (row, column))

    def _cell(
        self, area: _Area, table_index: int, rows: Sequence[int], index: tuple[int, int], place: tuple[int, int]
    ) -> Cell:
        row, column = place
        bottom, right = self._end(place)
        row_span = sum(1 for other in rows if row <= other <= bottom)
        column_span = sum(1 for other in area.columns if column <= other <= right)
        lines = self._text.get(place, ())
        formula = self._stored.cell(row, column).value
        if not lines and isinstance(formula, str) and formula.startswith("="):
            self.findings.append(finding("formula_without_value", page_number=self._page_number, text=formula))
        is_heading = row >= area.body and column_span == len(area.columns) > 2
        return Cell(
            self._page_number, table_index, *index, row_span, column_span, NO_BOX, lines, glyph_count(lines),
            is_header=row < area.body, is_heading=is_heading,
        )  # fmt: skip

    def facts(self, table: Table | None) -> PageFacts:
        """Return what the sheet holds around its table: lines in the size of their cell, which tells a title."""
        area = self._area
        around = [
            Line(line.runs, NO_BOX, float(self._sheet.cell(*place).font.sz or 0.0), self._page_number)
            for place, lines in sorted(self._text.items())
            for line in lines
            if area is None or not (area.first <= place[0] <= area.last and place[1] in area.columns)
        ]
        furniture = glyph_count(around)
        in_cells = sum(cell.glyph_count for cell in table.cells) if table is not None else 0
        return PageFacts(self._page_number, 0.0, 0.0, in_cells + furniture, tuple(around), furniture)


def _hidden_columns(sheet: Any) -> set[int]:
    """Return the columns that are hidden; a dimension may stand for several."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min is not None:
            hidden.update(range(dimension.min, min(dimension.max, sheet.max_column) + 1))
    return hidden
