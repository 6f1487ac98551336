"""Flat tables → Excel workbooks of raw data, a sheet a table, in as many workbooks as Excel's limits ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.publish.flat import FlatTable
from pipeline.publish.workbook import MOST_ROWS, Column, Sheet, Workbook, fits_cell, pieces

_WIDTH = 14
_LONG_TEXTS = "long_texts"
_LONG_TEXTS_HEADER = ("table", "row", "column", "part", "text")


def write_data_workbooks(editions: Iterable[Sequence[FlatTable]], folder: Path, *, most_rows: int = MOST_ROWS) -> None:
    """Write ``akaji.xlsx`` with a sheet for each table, and ``akaji-2.xlsx`` and so on where a sheet is full.

    An edition is never cut in two. A text that does not fit a cell stands in the sheet ``long_texts``, in parts, and
    the cell says where: ``→ long_texts!2``.

    Args:
        editions: The flat tables of each edition; one edition at a time is held in memory.
        folder: An empty folder.
        most_rows: Rows that a sheet holds, its header among them.

    Raises:
        UsageError: XlsxWriter is not installed, or one edition alone does not fit a workbook.
    """
    number, used = 1, dict[str, int]()
    with ExitStack() as stack:
        book = stack.enter_context(_DataWorkbook(folder / "akaji.xlsx"))
        for tables in editions:
            rows = {table.name: len(table.rows) for table in tables} | {_LONG_TEXTS: _long_rows(tables)}
            if any(used.get(name, 0) + count >= most_rows for name, count in rows.items()):
                _refuse(rows, most_rows)
                stack.close()
                number, used = number + 1, {}
                book = stack.enter_context(_DataWorkbook(folder / f"akaji-{number}.xlsx"))
            used = {name: used.get(name, 0) + count for name, count in rows.items()}
            book.write(tables)


def _refuse(rows: dict[str, int], most_rows: int) -> None:
    for name, count in rows.items():
        if count >= most_rows:
            raise UsageError(f"{count} rows of one edition do not fit a sheet", name, "Use --format csv.")


def _long_rows(tables: Sequence[FlatTable]) -> int:
    values = (value for table in tables for row in table.rows for value in row)
    return sum(len(list(pieces(value))) for value in values if isinstance(value, str) and not fits_cell(value))


class _DataWorkbook:
    """A workbook with the tables' sheets; they are added as the first edition has them."""

    def __init__(self, path: Path) -> None:
        self._book = Workbook(path)
        self._sheets: dict[str, Sheet] = {}

    def __enter__(self) -> _DataWorkbook:
        return self

    def __exit__(self, *error: Any) -> None:
        self._book.__exit__(*error)

    def write(self, tables: Sequence[FlatTable]) -> None:
        for table in tables:
            sheet = self._sheet(table.name, table.header)
            for row in table.rows:
                where = table.name, sheet.row_count + 1
                cells = [self._value(*where, column, value) for column, value in zip(table.header, row, strict=True)]
                sheet.write(cells)

    def _sheet(self, name: str, header: Sequence[str]) -> Sheet:
        if name not in self._sheets:
            columns = [Column(title, _WIDTH) for title in header]
            self._sheets[name] = self._book.add_sheet(name, columns, wrap=False)
        return self._sheets[name]

    def _value(self, table: str, row: int, column: str, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if not isinstance(value, str) or fits_cell(value):
            return value
        sheet = self._sheet(_LONG_TEXTS, _LONG_TEXTS_HEADER)
        first = sheet.row_count + 1
        for part, piece in enumerate(pieces(value), 1):
            sheet.write((table, row, column, part, piece))
        return f"→ {_LONG_TEXTS}!{first}"
