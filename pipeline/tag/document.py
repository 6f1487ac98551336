"""The whole of the room: a document's rows → its records, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import (
    PAGED,
    DateMention,
    Finding,
    Item,
    ItemDivision,
    Mark,
    NormalisedDocument,
    Row,
    Series,
    TaggedEdition,
    Words,
)
from pipeline.packed_records import Records
from pipeline.tag.division_names import DivisionNames, division_findings, division_names, item_divisions
from pipeline.tag.document_facts import read_meeting_date
from pipeline.tag.edition_record import edition_record, front_texts, read_facts, side_table_lines
from pipeline.tag.items import empty_fields, field_text, read_dates_of_row, read_statuses, row_to_item, status_findings
from pipeline.tag.marks import read_marks
from pipeline.tag.shared_cells import split_shared_cells
from pipeline.tag.sources import read_all_sources
from pipeline.tag.status import ItemStatusReading
from pipeline.tag.undated import EditionTime
from pipeline.tag.words import read_words
from pipeline.vocabulary.marks import MarkLegend, read_mark_legend, sign_of_changes
from pipeline.vocabulary.status import own_signs
from pipeline.vocabulary.status_legend import read_legend


class _Legends(NamedTuple):
    """What the document says of its signs."""

    status: Mapping[str, str]
    marks: MarkLegend
    sign_of_change: str | None


class _Records(Struct):
    """The rows of the datasets that are read item by item, as they come."""

    items: Records[Item] = field(default_factory=lambda: Records(Item))
    divisions: Records[ItemDivision] = field(default_factory=lambda: Records(ItemDivision))
    dates: Records[DateMention] = field(default_factory=lambda: Records(DateMention))
    findings: list[Finding] = field(default_factory=list)


def _read_legends(document: NormalisedDocument) -> _Legends:
    """Return the legends of status and marks, from the headers, from around the table and from small tables beside it.

    Where no column is a status or a response, a legend may stand in any header: it is then that column's.
    """
    around = [*front_texts(document.front), *side_table_lines(document.cells)]
    headers = [column.header for column in document.columns]
    of_status = [column.header for column in document.columns if column.field in ("status", "response")]
    by_sign = next(
        (line for line in [*around, *headers] if _stands_in_rows(sign_of_changes(line), document.rows)), None
    )
    return _Legends(read_legend(of_status or headers, around), read_mark_legend([*around, *headers]), by_sign)


def _stands_in_rows(sign: str | None, rows: Sequence[Row]) -> bool:
    """Tell whether a sign stands in any row; beside ■：変更箇所 it may be a sample of the colour of changes."""
    return sign is not None and any(
        sign in text.text for row in rows for text in (*row.values.values(), *row.extra.values())
    )


def _read_marks(
    document: NormalisedDocument, rows: Sequence[Row], legend: MarkLegend
) -> tuple[tuple[Mark, ...], tuple[Finding, ...]]:
    """Return the marks; those of a transcript or workbook have no boxes: it was never on a page."""
    has_struck_rows = any(told.code == "row_struck_out" for told in document.findings)
    marks, findings = read_marks(rows, legend, has_struck_rows=has_struck_rows)
    if document.source.kind not in PAGED:
        marks = tuple(replace(mark, x0=None, top=None, x1=None, bottom=None) for mark in marks)
    return marks, findings


def _read_rows(
    rows: Sequence[Row],
    readings: Sequence[ItemStatusReading],
    names: DivisionNames,
    *,
    marked: frozenset[int],
    time: EditionTime,
) -> _Records:
    """Return what each row says, in the rows' order. ``marked`` has the ordinals of the rows with marks."""
    records = _Records()
    for row, status in zip(rows, readings, strict=True):
        divisions = item_divisions(field_text(row, "divisions") or "", row.ordinal, names)
        dates, impossible = read_dates_of_row(row, time)
        item = row_to_item(row, status, divisions, has_marks=row.ordinal in marked)
        records.items.append(item)
        records.divisions.extend(divisions)
        records.dates.extend(dates)
        records.findings.extend(impossible)
    return records


def tag_document(
    document: NormalisedDocument, series: Series, edition: str, *, with_words: bool = True
) -> TaggedEdition:
    """Return the rows of a document as items, with all that is read off them.

    What the document says of itself (legends, label) goes before what ``series`` says, and that before the general
    vocabulary. Status and response that share a cell are taken apart first, so that offsets are into the texts of
    ``items``; for status and divisions they are into the text of the cell. Words are most of what there is in a long
    document: who writes them as they come reads them with ``words_in_parts`` instead.
    """
    legends = _read_legends(document)
    facts = read_facts(document.front, edition)
    rows = split_shared_cells(
        document.rows, document.columns, legends.status, own_signs({**series.statuses, **legends.status})
    )
    readings = read_statuses(rows, legends.status, series)
    names = division_names([field_text(row, "divisions") or "" for row in rows], series)
    marks, findings_of_marks = _read_marks(document, rows, legends.marks)
    marked = frozenset(mark.ordinal for mark in marks)
    time = EditionTime(facts.fiscal_year, read_meeting_date(document.front))
    sources, unread = read_all_sources(rows, document.columns)
    records = _read_rows(rows, readings, names, marked=marked, time=time)
    items, divisions = records.items.all(), records.divisions.all()
    record = edition_record(
        document, series, edition, facts=facts, mark_legend=legends.marks, status_legend=legends.status, marks=marks
    )
    findings = (
        *document.findings,
        *facts.findings,
        *findings_of_marks,
        *((finding("sign_marks_changes", text=legends.sign_of_change),) if legends.sign_of_change else ()),
        *status_findings(rows, readings),
        *unread,
        *records.findings,
        *division_findings(divisions, names),
        *empty_fields(document, rows),
    )
    return TaggedEdition(
        series=series.series,
        edition=edition,
        edition_record=record,
        items=items,
        marks=marks,
        sources=sources,
        item_divisions=divisions,
        words=read_words((item.ordinal, {"issue": item.issue, "response": item.response}) for item in items)
        if with_words
        else Words(),
        dates=records.dates.all(),
        cells=document.cells,
        findings=findings,
        tables=document.tables,
        rows=document.table_rows,
    )
