"""Flat tables → CSV: RFC 4180, UTF-8 with the byte order mark without which Excel reads it as Shift_JIS."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.publish.flat import FlatTable, defuse


def write_csv_files(editions: Iterable[Iterable[FlatTable]], folder: Path) -> None:
    """Write a file for each table: ``items.csv``. Null is empty, truth is ``true`` or ``false``.

    Args:
        editions: The flat tables of each edition, which go into the same files one after the other: no more than one
            table of one edition is held in memory.
        folder: An empty folder.
    """
    writers: dict[str, Any] = {}
    with ExitStack() as stack:
        for table in (table for edition in editions for table in edition):
            if table.name not in writers:
                file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline=""))
                writers[table.name] = csv.writer(file, lineterminator="\r\n")
                writers[table.name].writerow(table.header)
            writers[table.name].writerows([_cell(value) for value in row] for row in table.rows)


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else defuse(value)
