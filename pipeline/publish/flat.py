"""Datasets → flat tables, one value a cell, for people who work in a spreadsheet.

総務省's 統一ルール for machine-readable data (2020-12) asks for one datum a cell, no merged or ditto cells, no layout
by blanks, no formulas, and a name for every column. So what is a list or a map in Parquet becomes a table of its own,
``changes_segments`` beside ``changes``, joined by the dataset's key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline import schema
from pipeline.publish.files import read_table
from pipeline.publish.layout import partition

# A spreadsheet takes a text that begins so for a formula (OWASP, "CSV Injection"); Excel the full-width signs as well.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class FlatTable(Struct, frozen=True):
    """A table of plain values: texts, numbers, truth values, and None."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def defuse(value: Any) -> Any:
    """Return a value with an apostrophe before it, where it is a text that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def flatten_edition(data: Path, series: str, edition: str) -> Iterator[FlatTable]:
    """Yield the flat tables of one edition, always the same ones in the same order, with or without rows.

    Raises:
        BrokenDatasetError: A dataset of it is not there, or cannot be read.
    """
    names = dict(zip(schema.PARTITION_COLUMNS, (series, edition), strict=True))
    for dataset in schema.DATASETS.values():
        table = read_table(data / partition(dataset.name, series, edition))
        yield from _flatten(dataset, [{**names, **row} for row in table.to_pylist()])


def _flatten(dataset: schema.Dataset, rows: Sequence[Mapping[str, Any]]) -> Iterator[FlatTable]:
    plain = [column.name for column in dataset.columns if "<" not in column.type]
    header = (*schema.PARTITION_COLUMNS, *plain)
    yield FlatTable(dataset.name, header, [tuple(row[name] for name in header) for row in rows])
    key = (*schema.PARTITION_COLUMNS, *dataset.key)
    for column in dataset.columns:
        if column.name == "divisions":
            continue  # item_divisions has them, one a row
        if "<" in column.type:
            yield _unnest(dataset, column, key, rows)


def _unnest(
    dataset: schema.Dataset, column: schema.Column, key: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> FlatTable:
    parts = _PARTS[column.type]
    unnested = [
        (*(row[name] for name in key), position, *_parts(entry, parts))
        for row in rows
        for position, entry in enumerate(row[column.name], 1)
    ]
    return FlatTable(f"{dataset.name}_{column.name}", (*key, "position", *parts), unnested)


_PARTS = {
    "list<string>": ("value",),
    "map<string, string>": ("key", "value"),
    schema.SEGMENTS_TYPE: ("op", "text", "marked"),
}
"""The columns that an entry of a list or a map becomes."""


def _parts(entry: Any, parts: Sequence[str]) -> tuple[Any, ...]:
    if isinstance(entry, str):
        return (entry,)
    return tuple(entry[part] for part in parts) if isinstance(entry, dict) else tuple(entry)
