"""Published datasets → records: what diff and report start from."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.model import Audit, Change, Edition, EditionDiff, EditionRecords, Finding, Item, LineageRow, Mark, Match
from pipeline.publish.files import read_table
from pipeline.publish.layout import list_editions, partition
from pipeline.publish.tables import table_to_records

_Record = TypeVar("_Record")


def read_records(
    data: Path, dataset_name: str, series: str, edition: str, record_class: type[_Record]
) -> tuple[_Record, ...]:
    """Return the records of one dataset of one edition; ``BrokenDatasetError`` where they cannot be read."""
    path = data / partition(dataset_name, series, edition)
    table = read_table(path)
    try:
        return table_to_records(dataset_name, table, record_class)
    except (KeyError, TypeError) as error:
        raise BrokenDatasetError(
            f"column {error} is missing", str(path), "It was written by another version; run akaji run --force."
        ) from error


def read_edition(data: Path, series: str, edition: str) -> EditionRecords:
    """Return what diff and report need of a published edition.

    Raises:
        UsageError: There is no such edition under ``data``.
        BrokenDatasetError: Its files cannot be read.
    """
    published = list_editions(data)
    if (series, edition) not in published:
        names = ", ".join("/".join(names) for names in published[:10])
        raise UsageError(
            f"there is no {series}/{edition}",
            str(data),
            f"There are: {names}." if names else "Extract it first, with akaji run or akaji extract.",
        )
    (edition_record,) = read_records(data, "editions", series, edition, Edition)
    items = read_records(data, "items", series, edition, Item)
    marks = read_records(data, "marks", series, edition, Mark)
    return EditionRecords(series, edition, edition_record, items, marks)


def read_findings(data: Path, series: str, edition: str) -> tuple[Finding, ...]:
    """Return the findings of a published edition."""
    return read_records(data, "findings", series, edition, Finding)


def read_lineage(data: Path, series: str, edition: str) -> tuple[LineageRow, ...]:
    """Return the lineage of a published edition."""
    return read_records(data, "lineage", series, edition, LineageRow)


def read_diff(data: Path, series: str, edition: str) -> EditionDiff | None:
    """Return how an edition differs from the one before it, as published; None for the first of its series."""
    audits = read_records(data, "audits", series, edition, Audit)
    if not audits:
        return None
    matches = read_records(data, "matches", series, edition, Match)
    changes = read_records(data, "changes", series, edition, Change)
    return EditionDiff(series, audits[0].from_edition, edition, matches, changes, audits[0])
