"""Published datasets → records: what diff and report start from."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.findings import doubted_places
from pipeline.model import (
    Audit,
    CellRecord,
    Change,
    Commitment,
    DateMention,
    Edition,
    EditionDiff,
    EditionRecords,
    Finding,
    Item,
    LineageRow,
    Mark,
    Match,
)
from pipeline.publish.files import read_table
from pipeline.publish.layout import is_published, list_editions, partition
from pipeline.publish.tables import table_to_records
from pipeline.schema import DATASETS

if TYPE_CHECKING:
    import pyarrow as pa

_Record = TypeVar("_Record")


def read_records(
    data: Path, dataset_name: str, series: str, edition: str, record_class: type[_Record]
) -> tuple[_Record, ...]:
    """Return the records of one dataset of one edition; ``BrokenDatasetError`` where they cannot be read."""
    return table_to_records(dataset_name, _read_table_of(data, dataset_name, series, edition), record_class)


def _read_table_of(data: Path, dataset_name: str, series: str, edition: str) -> pa.Table:
    path = data / partition(dataset_name, series, edition)
    table = read_table(path)
    missing = [column.name for column in DATASETS[dataset_name].columns if column.name not in table.column_names]
    if missing:
        raise BrokenDatasetError(
            f"column {missing[0]} is missing", str(path), "Another version wrote it; run akaji run --force."
        )
    return table


def read_edition(data: Path, series: str, edition: str) -> EditionRecords:
    """Return what diff and report need of a published edition.

    Raises:
        UsageError: There is no such edition under ``data``.
        BrokenDatasetError: Its files cannot be read.
    """
    if not is_published(data, series, edition):
        names = ", ".join("/".join(names) for names in list_editions(data)[:10])
        raise UsageError(
            f"there is no {series}/{edition}",
            str(data),
            f"There are: {names}." if names else "Extract it first, with akaji run or akaji extract.",
        )
    (edition_record,) = read_records(data, "editions", series, edition, Edition)
    items = read_records(data, "items", series, edition, Item)
    marks = read_records(data, "marks", series, edition, Mark)
    is_scan = edition_record.source_kind == "scan"
    findings = read_records(data, "findings", series, edition, Finding) if is_scan else ()
    return EditionRecords(series, edition, edition_record, items, marks, doubted_places(findings))


class PublishedSource(NamedTuple):
    """The file that a published edition was read from: its name, and its SHA-256 in hexadecimal."""

    name: str
    sha256: str


def read_source(data: Path, series: str, edition: str) -> PublishedSource | None:
    """Return the file that an edition was read from; None where it is not published, or cannot be read.

    Another version of akaji may have written it, with other columns than this one's.
    """
    path = data / partition("editions", series, edition)
    if not path.exists():  # asked first, because it spares a new edition's process pyarrow
        return None
    with suppress(BrokenDatasetError, KeyError, ValueError):
        table = read_table(path)
        (row,) = table.select(["source_name", "source_sha256"]).to_pylist()
        return PublishedSource(row["source_name"], row["source_sha256"])
    return None


def read_findings(data: Path, series: str, edition: str) -> tuple[Finding, ...]:
    """Return the findings of a published edition."""
    return read_records(data, "findings", series, edition, Finding)


def read_lineage(data: Path, series: str, edition: str) -> tuple[LineageRow, ...]:
    """Return the lineage of a published edition."""
    return read_records(data, "lineage", series, edition, LineageRow)


def read_commitments(data: Path, series: str, edition: str) -> tuple[Commitment, ...]:
    """Return the commitments that were first read in a published edition."""
    return read_records(data, "commitments", series, edition, Commitment)


def read_dates(data: Path, series: str, edition: str) -> tuple[DateMention, ...]:
    """Return the dates of a published edition."""
    return read_records(data, "dates", series, edition, DateMention)


def read_diff(data: Path, series: str, edition: str) -> EditionDiff | None:
    """Return how an edition differs from the one before it, as published; None for the first of its series."""
    audits = read_records(data, "audits", series, edition, Audit)
    if not audits:
        return None
    matches = read_records(data, "matches", series, edition, Match)
    changes = read_records(data, "changes", series, edition, Change)
    return EditionDiff(series, audits[0].from_edition, edition, matches, changes, audits[0])


def read_audit(data: Path, series: str, edition: str) -> Audit | None:
    """Return how well an edition marked what changed since the one before it; None for the first of its series."""
    audits = read_records(data, "audits", series, edition, Audit)
    return audits[0] if audits else None


def read_title(data: Path, series: str, edition: str) -> str | None:
    """Return a published edition's title."""
    (record,) = read_records(data, "editions", series, edition, Edition)
    return record.title


def read_cells(data: Path, series: str, edition: str) -> tuple[CellRecord, ...]:
    """Return the cells of a published edition."""
    return read_records(data, "cells", series, edition, CellRecord)
