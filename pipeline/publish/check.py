"""What is on disk, held against the schema, and against itself: ``akaji check``.

Every fault is collected, none is raised: a person wants to see all of them at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline import schema
from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.publish.check_rows import check_rows
from pipeline.publish.files import Stamp, read_table
from pipeline.publish.folder import UNFINISHED
from pipeline.publish.layout import (
    FILE_NAME,
    list_editions,
    list_partitions,
    list_published,
    partition,
    partition_names,
)
from pipeline.publish.package import PACKAGE_FILE, describe_data

if TYPE_CHECKING:
    import pyarrow as pa


class Fault(Struct, frozen=True):
    """Something on disk that breaks the schema. ``place`` is a file below the data folder."""

    place: str
    what: str


class CheckReport(Struct, frozen=True):
    """What checking a data folder found. ``findings`` counts severity and code over all editions."""

    editions: tuple[str, ...]
    file_count: int
    row_count: int
    faults: tuple[Fault, ...]
    unfinished: bool  # the last run was stopped before its end
    findings: Mapping[tuple[str, str], int]


def check_data(data: Path, on_edition: Callable[[], None] = lambda: None) -> CheckReport:
    """Check every file under a data folder.

    Args:
        data: The data folder.
        on_edition: Called when an edition has been checked, to show progress.

    Raises:
        UsageError: Nothing is published there.
    """
    editions = list_published(data)
    unfinished = (data / UNFINISHED).exists()
    faults: list[Fault] = [*_stray_files(data)]
    findings: Counter[tuple[str, str]] = Counter()
    file_count = row_count = 0
    for series, edition in editions:
        tables, unread = _read_tables(data, series, edition)
        faults += unread
        for name, table in tables.items():
            place = str(partition(name, series, edition))
            faults += (Fault(place, what) for what in check_columns(schema.DATASETS[name], table))
            file_count, row_count = file_count + 1, row_count + table.num_rows
        faults += _stamp_faults(tables, series, edition)
        sound = _rows_of_sound_tables(tables)
        faults += (Fault(str(partition(name, series, edition)), what) for name, what in check_rows(sound))
        findings.update((row["severity"], row["code"]) for row in sound.get("findings", ()))
        on_edition()
    faults += _package_faults(data)
    return CheckReport(
        tuple("/".join(names) for names in editions), file_count, row_count, tuple(faults), unfinished, findings
    )


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_tables(data: Path, series: str, edition: str) -> tuple[dict[str, pa.Table], list[Fault]]:
    tables, faults = {}, []
    for name in schema.DATASETS:
        try:
            tables[name] = read_table(data / partition(name, series, edition))
        except (BrokenDatasetError, UsageError) as error:
            faults.append(Fault(str(partition(name, series, edition)), error.what))
    return tables, faults


def _stray_files(data: Path) -> Iterator[Fault]:
    """Find files that a reader of the whole folder would read along with the datasets, and editions half there."""
    editions = set(list_editions(data))
    for name in schema.DATASETS:
        known = set(list_partitions(data, name))
        for path in sorted((data / name).rglob("*")):
            if path.is_file() and path not in known:
                yield Fault(path.relative_to(data).as_posix(), f"no file of akaji's; a partition has one, {FILE_NAME}")
        for path in sorted(known):
            if partition_names(path) not in editions:
                yield Fault(path.relative_to(data).as_posix(), "belongs to no edition in editions")


def _stamp_faults(tables: Mapping[str, pa.Table], series: str, edition: str) -> Iterator[Fault]:
    """Find files without akaji's metadata, of another schema, or of another run than the rest of their edition."""
    stamps = {name: Stamp.from_metadata(table.schema.metadata) for name, table in tables.items()}
    for name, stamp in stamps.items():
        if stamp is None:
            yield Fault(str(partition(name, series, edition)), "its metadata does not say what it was made from")
        elif stamp.schema_version != schema.SCHEMA_VERSION:
            yield Fault(
                str(partition(name, series, edition)),
                f"has schema version {stamp.schema_version}, not {schema.SCHEMA_VERSION}",
            )
    of_edition = {stamps[name] for name in schema.EDITION_DATASETS if stamps.get(name)}
    if len(of_edition) > 1:
        yield Fault(str(partition("editions", series, edition)), "the edition's datasets come from different runs")


def check_columns(dataset: schema.Dataset, table: pa.Table) -> Iterator[str]:
    """Yield what of a table's columns is not as the schema declares: names, types, nulls, values off a closed list."""
    declared = [column.name for column in dataset.columns]
    if table.column_names != declared:
        missing = [name for name in declared if name not in table.column_names]
        extra = [name for name in table.column_names if name not in declared]
        differ = f"columns differ: missing {missing}, extra {extra}"
        yield differ if missing or extra else "columns are in another order"
    for column in dataset.columns:
        if table.column_names.count(column.name) == 1:
            yield from _check_column(column, table)


def _check_column(column: schema.Column, table: pa.Table) -> Iterator[str]:
    values = table[column.name]
    if values.type != schema.arrow_type(column.type):
        yield f"{column.name} is {values.type}, not {column.type}"
    elif values.null_count and not column.nullable:
        yield f"{column.name} is null in {values.null_count} rows"
    elif column.values:
        wrong = sorted(str(value) for value in {*values.unique().to_pylist()} - {*column.values, None})
        if wrong:
            yield f"{column.name} holds {', '.join(map(repr, wrong))}, which is not on its list"


def _rows_of_sound_tables(tables: Mapping[str, pa.Table]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables whose columns are as declared: only these can be held against each other."""
    return {
        name: table.to_pylist()
        for name, table in tables.items()
        if not any(True for _ in check_columns(schema.DATASETS[name], table))
    }


# ── the data package ────────────────────────────────────────────────────────────────────────────────────────────────


def _package_faults(data: Path) -> Iterator[Fault]:
    """Find where ``datapackage.json`` does not say what is on disk."""
    try:
        told = json.loads((data / PACKAGE_FILE).read_text("utf-8"))
        told_files = {file["path"]: file for resource in told["resources"] for file in resource["partitions"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Fault(PACKAGE_FILE, f"cannot be read: {type(error).__name__}: {error}")
        return
    try:
        true = describe_data(data)
    except BrokenDatasetError:
        return  # told already, where the file was read
    true_files = {file["path"]: file for resource in true["resources"] for file in resource["partitions"]}
    for path in sorted({*told_files, *true_files}):
        if path not in true_files:
            yield Fault(PACKAGE_FILE, f"tells of {path}, which is not there")
        elif told_files.get(path) != true_files[path]:
            yield Fault(PACKAGE_FILE, f"does not have rows, bytes and SHA-256 of {path} as it is")
    if {**told, "resources": None} != {**true, "resources": None}:
        yield Fault(PACKAGE_FILE, "its head is not what this version writes")
    elif [r["schema"] for r in told["resources"]] != [r["schema"] for r in true["resources"]]:
        yield Fault(PACKAGE_FILE, "its fields are not those of the schema")
