"""Flat tables → CSV: RFC 4180, UTF-8 with the byte order mark without which Excel reads it as Shift_JIS."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.publish.flat import FlatTable, defuse
from pipeline.publish.folder import Files


def table_to_csv(table: FlatTable) -> bytes:
    """Return a table as the bytes of a CSV file: null is empty, truth is ``true`` or ``false``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else defuse(value)


def tables_to_csv_files(tables: Iterable[FlatTable]) -> Files:
    """Return one file a table, by its name."""
    return {PurePosixPath(f"{table.name}.csv"): table_to_csv(table) for table in tables}
