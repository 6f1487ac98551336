"""An edition → a workbook to read and pass round: the table as printed, 変更一覧, 所見.

What is one value a cell for programs is ``excel_data``; here a cell has what the printed one has, marks and all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.model import Change, Edition, Finding, Item, Mark, TaggedEdition
from pipeline.publish.excel_changes import ChangesToShow, write_changes
from pipeline.publish.excel_table import write_table
from pipeline.publish.read import read_findings, read_records
from pipeline.publish.workbook import Column, Workbook
from pipeline.vocabulary.labels import SEVERITIES, column_label, field_label, label_of


class PrintedEdition(Struct, frozen=True):
    """What a workbook shows of an edition."""

    series: str
    edition: str
    record: Edition
    items: Sequence[Item]
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of_tagged(cls, tagged: TaggedEdition) -> PrintedEdition:
        """Return what is shown of an edition in memory."""
        parts = (tagged.edition_record, tagged.items, tagged.marks, tagged.findings)
        return cls(tagged.series, tagged.edition, *parts)

    @classmethod
    def read(cls, data: Path, series: str, edition: str) -> PrintedEdition:
        """Return what is shown of a published edition; ``BrokenDatasetError`` where it cannot be read."""
        where = series, edition
        (record,) = read_records(data, "editions", *where, Edition)
        items, marks = read_records(data, "items", *where, Item), read_records(data, "marks", *where, Mark)
        return cls(*where, record, items, marks, read_findings(data, *where))


def write_reading_workbook(
    path: Path,
    editions: Sequence[PrintedEdition],
    changes: Sequence[Change] | None = None,
    before: PrintedEdition | None = None,
) -> None:
    """Write a workbook to read.

    Args:
        path: The file.
        editions: What gets a sheet as printed and a part of the sheet 所見; the last one is the newest.
        changes: What changed from ``before`` to the newest edition, in the order of listing.
        before: The older edition; None where there is none, and then no sheet 変更一覧.

    Raises:
        UsageError: XlsxWriter is not installed, or a sheet is full.
    """
    newest = editions[-1]
    with Workbook(path) as book:
        for edition in editions:
            write_table(book, edition.edition, edition.record, edition.items, edition.marks)
        if before is not None:
            names = before.edition, newest.edition
            write_changes(book, ChangesToShow(*names, newest.record, changes or (), before.items, newest.items))
        _write_findings(book, editions)


_FINDING_COLUMNS = (("severity", 7), ("code", 24), ("message_ja", 60), ("page_number", 8))


def _write_findings(book: Workbook, editions: Sequence[PrintedEdition]) -> None:
    columns = [
        Column("版", 12),
        *(Column(column_label("findings", name).ja, width) for name, width in _FINDING_COLUMNS),
        Column(column_label("items", "number").ja, 8),
        Column(column_label("findings", "field").ja, 14),
        Column(column_label("findings", "text").ja, 40),
    ]
    sheet = book.add_sheet("所見", columns)
    for edition in editions:
        numbers = {item.ordinal: item.number for item in edition.items}
        for found in edition.findings:
            sheet.write(
                (
                    edition.edition,
                    label_of(SEVERITIES, found.severity).ja,
                    found.code,
                    found.message_ja,
                    found.page_number,
                    numbers.get(found.ordinal) if found.ordinal is not None else None,
                    field_label(found.field).ja if found.field is not None else None,
                    found.text,
                )
            )
