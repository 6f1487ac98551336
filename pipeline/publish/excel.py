"""Flat tables → one Excel workbook, a sheet a table: texts as texts, never a formula, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipeline.errors import AkajiError, UsageError
from pipeline.publish.flat import FlatTable

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
"""What a sheet and a cell of Excel can hold."""

_EPOCH = datetime(1980, 1, 1)


def tables_to_excel(tables: Iterable[FlatTable]) -> bytes:
    """Return the bytes of a workbook.

    Raises:
        UsageError: openpyxl is not installed.
        AkajiError: A table or a text is longer than Excel can hold; nothing is cut off.
    """
    try:
        import openpyxl
        from openpyxl.writer.excel import ExcelWriter
    except ImportError as error:
        raise UsageError(
            "Excel needs openpyxl, which is not installed", remedy="pip install 'akaji[excel]'."
        ) from error
    tables = list(tables)
    for table in tables:
        _check_size(table)  # before a sheet is begun: openpyxl cannot leave one half written
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = _EPOCH
    for table in tables:
        sheet = workbook.create_sheet(table.name[:31])
        sheet.freeze_panes = "A2"
        for row in (table.header, *table.rows):
            sheet.append(list(_cells(sheet, row)))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()  # not workbook.save, which puts the clock into the file
    return _without_clock(content.getvalue())


def _check_size(table: FlatTable) -> None:
    if len(table.rows) >= MOST_ROWS:
        raise AkajiError(f"{len(table.rows)} rows do not fit a sheet", table.name, "Use --format csv.")
    longest = max((len(value) for row in table.rows for value in row if isinstance(value, str)), default=0)
    if longest > LONGEST_TEXT:
        raise AkajiError(f"a text of {longest} characters does not fit a cell", table.name, "Use --format csv.")


def _cells(sheet: WriteOnlyWorksheet, row: Iterable[object]) -> Iterator[object]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for value in row:
        if not isinstance(value, str):
            yield value
            continue
        cell: Any = WriteOnlyCell(sheet)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        yield cell


def _without_clock(content: bytes) -> bytes:
    """Return a zip file with the same members, each dated to the epoch."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
