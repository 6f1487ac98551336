"""A data folder → one SQLite file: typed tables with keys, full-text search, views; ready for Datasette.

A list, a map or a change's segments stand as JSON in their column, where SQLite's ``json_each`` and Datasette's facets
find them. Search is by trigrams, because Japanese has no spaces to cut words at.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.publish.files import read_table
from pipeline.publish.layout import partition

_TRIGRAMS_SINCE = (3, 34)

_TYPES = {"bool": "INTEGER", "int16": "INTEGER", "int32": "INTEGER", "double": "REAL"}
"""Columns of any other type are texts: dates as 2023-06-01, lists and maps as JSON."""

_SEARCHED = ("heading", "issue", "response", "source")

_VIEWS = {
    "open_items": (
        "Items of each series' latest edition that are neither done nor declined.",
        """
        SELECT items.series, items.edition, items.ordinal, items.number, items.status, items.status_label,
               items.heading, items.issue, items.response, items.divisions, items.page_number
        FROM items JOIN edition_order USING (series, edition)
        WHERE edition_order.is_latest AND items.status NOT IN ('done', 'declined')
        """,
    ),
    "unmarked_changes": (
        "Changes that a reader of the publisher's marks alone would have missed. Where an edition between the two is "
        "missing, the marks speak of that one, and none are listed.",
        """
        SELECT changes.series, changes.from_edition, changes.edition, changes.to_number, changes.field, changes.before,
               changes.after, changes.marked, changes.weights, items.divisions, items.page_number
        FROM changes LEFT JOIN items
             ON (items.series, items.edition, items.ordinal) = (changes.series, changes.edition, changes.to_ordinal)
             JOIN audits
             ON (audits.series, audits.edition, audits.from_edition)
              = (changes.series, changes.edition, changes.from_edition)
        WHERE (audits.recall IS NOT NULL OR audits.changed_characters = 0) AND changes.kind IN ('changed', 'moved')
              AND changes.marked IN ('none', 'part')
              AND changes.weights <> '["notation"]' AND NOT changes.doubtful
        """,
    ),
    "item_history": (
        "Each item in each edition, oldest first, under the identifier that it has in all of them.",
        """
        SELECT lineage.series, lineage.lineage_id, edition_order.place, lineage.edition, lineage.ordinal,
               lineage.number, lineage.status, lineage.changed, lineage.changed_unmarked,
               items.heading, items.issue, items.response
        FROM lineage JOIN edition_order USING (series, edition) JOIN items USING (series, edition, ordinal)
        ORDER BY lineage.series, lineage.lineage_id, edition_order.place
        """,
    ),
}
"""Questions that everybody asks: name → what it answers, and how."""

Edition = tuple[str, str]
"""Series and edition."""


def write_sqlite(data: Path, places: Mapping[Edition, int], path: Path) -> Iterator[Edition]:
    """Write every dataset of these editions into one file, and yield each edition as it is written.

    Args:
        data: The data folder.
        places: The editions, and the place of each in its series, oldest first, from 1.
        path: The file, which is not there yet.

    Raises:
        UsageError: This Python's SQLite is too old to search by trigrams.
        BrokenDatasetError: A dataset cannot be read, or names an item or edition that is not there.
        OSError: The disk is full.
    """
    if sqlite3.sqlite_version_info < _TRIGRAMS_SINCE:
        what = f"SQLite {sqlite3.sqlite_version} cannot search by trigrams"
        raise UsageError(what, remedy="Use a Python with SQLite 3.34 or newer, or --format csv.")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, disk_full_as_os_error():
        connection.execute("PRAGMA journal_mode = OFF")  # the file is thrown away where anything fails
        connection.execute("BEGIN")
        for statement in _tables():
            connection.execute(statement)
        for edition in places:
            _insert(connection, data, edition)
            yield edition
        _finish(connection, places)


@contextmanager
def disk_full_as_os_error() -> Iterator[None]:
    """Raise SQLite's word for a full disk as the system's own, which the command line knows."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


def _finish(connection: sqlite3.Connection, places: Mapping[Edition, int]) -> None:
    last = {series: max(place for (name, _), place in places.items() if name == series) for series, _ in places}
    rows = ((*edition, place, place == last[edition[0]]) for edition, place in places.items())
    connection.executemany("INSERT INTO edition_order VALUES (?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO items_search (items_search) VALUES ('rebuild')")
    for name, (_, query) in _VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {query}")
    connection.execute("COMMIT")
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        what = f"a row of {broken[0]} names a row of {broken[2]} that is not there"
        raise BrokenDatasetError(what, remedy="Run akaji check, and build it anew with akaji run --force.")


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables() -> Iterator[str]:
    for dataset in schema.DATASETS.values():
        columns = [f"{name} TEXT NOT NULL" for name in schema.PARTITION_COLUMNS]
        columns += [_column(column) for column in dataset.columns]
        yield f"CREATE TABLE {dataset.name} ({', '.join([*columns, *_keys(dataset)])})"
        if any(column.name == "ordinal" for column in dataset.columns) and not _has_primary_key(dataset):
            yield f"CREATE INDEX {dataset.name}_ordinal ON {dataset.name} (series, edition, ordinal)"
    yield (
        "CREATE TABLE edition_order (series TEXT NOT NULL, edition TEXT NOT NULL, place INTEGER NOT NULL, "
        "is_latest INTEGER NOT NULL, PRIMARY KEY (series, edition), "
        "FOREIGN KEY (series, edition) REFERENCES editions (series, edition))"
    )
    searched = ", ".join(_SEARCHED)
    # Datasette knows the table that it searches by content="items", written so.
    yield f'CREATE VIRTUAL TABLE items_search USING fts5({searched}, tokenize="trigram", content="items")'


def _column(column: schema.Column) -> str:
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{"" if column.nullable else " NOT NULL"}'


def _has_primary_key(dataset: schema.Dataset) -> bool:
    has_key = bool(dataset.key) or dataset is schema.EDITIONS
    return has_key and not any(dataset.column(name).nullable for name in dataset.key)


def _keys(dataset: schema.Dataset) -> Iterator[str]:
    names = {column.name for column in dataset.columns}
    if _has_primary_key(dataset):
        yield f"PRIMARY KEY ({', '.join([*schema.PARTITION_COLUMNS, *dataset.key])})"
    if dataset is not schema.EDITIONS:
        yield "FOREIGN KEY (series, edition) REFERENCES editions (series, edition)"
    if "from_edition" in names:
        yield "FOREIGN KEY (series, from_edition) REFERENCES editions (series, edition)"
    for edition, ordinal in _TO_ITEMS:
        if {edition, ordinal} <= {*names, "edition"} and (dataset, ordinal) != (schema.ITEMS, "ordinal"):
            yield f"FOREIGN KEY (series, {edition}, {ordinal}) REFERENCES items (series, edition, ordinal)"


_TO_ITEMS = (
    ("edition", "ordinal"),
    ("edition", "to_ordinal"),
    ("from_edition", "from_ordinal"),
    ("previous_edition", "previous_ordinal"),
)
"""The columns that name an item: its edition's, and its own."""


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _insert(connection: sqlite3.Connection, data: Path, edition: Edition) -> None:
    for name, dataset in schema.DATASETS.items():
        rows = read_table(data / partition(name, *edition)).to_pylist()
        places = ", ".join("?" * (len(dataset.columns) + len(edition)))
        values = ((*edition, *_values(dataset, row)) for row in rows)
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", values)  # noqa: S608 - the schema's names


def _values(dataset: schema.Dataset, row: Mapping[str, Any]) -> Iterator[Any]:
    for column in dataset.columns:
        value = row[column.name]
        if column.type.startswith(("list<", "map<")):
            yield json.dumps(dict(value) if column.type.startswith("map<") else value, ensure_ascii=False)
        elif column.type.startswith("date"):
            yield value and value.isoformat()
        else:
            yield value


# ── Datasette ───────────────────────────────────────────────────────────────────────────────────────────────────────


def datasette_metadata(editions: Iterable[Mapping[str, Any]]) -> bytes:
    """Return what Datasette shows beside the tables: descriptions, units, and where the data comes from.

    Args:
        editions: ``publisher``, ``licence`` and ``url`` of each edition, as far as they are known.
    """
    told = list(editions)
    tables: dict[str, Any] = {
        dataset.name: {
            "description": f"One row {dataset.row}. {dataset.description}",
            "columns": {column.name: _described(column) for column in dataset.columns},
        }
        for dataset in schema.DATASETS.values()
    }
    tables["edition_order"] = {"description": "Editions of each series, oldest first; is_latest is 1 for the last one."}
    tables |= {name: {"description": what} for name, (what, _) in _VIEWS.items()}
    head = {
        "title": "akaji",
        "source": "; ".join(_each(told, "publisher")),
        "source_url": next(iter(_each(told, "url")), ""),
        "license": "; ".join(_each(told, "licence")),
    }
    content = {**{key: value for key, value in head.items() if value}, "databases": {"akaji": {"tables": tables}}}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _each(editions: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return list(dict.fromkeys(edition[name] for edition in editions if edition.get(name)))


def _described(column: schema.Column) -> str:
    return f"{column.ja}: {column.description}" + (f" In {column.unit}." if column.unit else "")
