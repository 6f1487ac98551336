"""A row → its item, and what is read off its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import compress

from pipeline.findings import finding
from pipeline.model import DateMention, Finding, Item, ItemDivision, NormalisedDocument, Row, Series
from pipeline.schema import FIELDS, TEXT_FIELDS
from pipeline.tag.dates import read_date_mentions
from pipeline.tag.designed_styles import HEADING
from pipeline.tag.status import ItemStatusReading, interpret_status, read_status
from pipeline.tag.undated import EditionTime
from pipeline.vocabulary.status import heading_status, own_signs

USUAL_SHARE = 0.8
"""A field that this share of the items has is missing where it is empty."""


def field_text(row: Row, field: str) -> str | None:
    """Return a field's text; None where it is empty or the table has no such column."""
    value = row.values.get(field)
    return value.text if value is not None and value.text else None


def read_heading(issue: str | None) -> str | None:
    """Return the 【…】 that opens an issue, without its brackets."""
    match = HEADING.match(issue or "")
    return match[1].replace("\n", "").strip() or None if match else None


# ── statuses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_statuses(rows: Sequence[Row], legend: Mapping[str, str], series: Series) -> list[ItemStatusReading]:
    """Return each row's status, by the document's legend, the series and the vocabulary."""
    own = own_signs({**series.statuses, **legend})
    read = cache(lambda text: interpret_status(read_status(text, legend, own), legend, series))  # rows say the same few
    readings = [read(field_text(row, "status") or "") for row in rows]
    of_headings = _statuses_of_headings(rows, series) if all(reading.mark is None for reading in readings) else []
    return of_headings or readings


def _statuses_of_headings(rows: Sequence[Row], series: Series) -> list[ItemStatusReading]:
    """Return the status that the heading above each item gives it; nothing unless each says one, and one which.

    Ⅰ 修正するもの / Ⅱ その他の意見: a table without a column of statuses may be in parts, a status each.
    """
    if not any(row.values.keys() & {"issue", "response"} for row in rows):
        return []
    headings = [row.section for row in rows]
    statuses = {heading: heading_status(heading, series.statuses) for heading in headings if heading}
    known = [statuses.get(heading) for heading in headings if heading]
    if len(known) < len(rows) or None in known or set(known) == {"unknown"}:
        return []
    return [
        ItemStatusReading(None, row.section, statuses[row.section] or "unknown", is_known=True)
        for row in rows
        if row.section
    ]


def status_findings(rows: Sequence[Row], statuses: Sequence[ItemStatusReading]) -> Iterable[Finding]:
    """Yield one finding a mark that nothing explains, and one for all marks that were read without a legend."""
    unknown: dict[str, list[Row]] = {}
    labels: dict[str, str] = {}
    assumed: dict[str, list[Row]] = {}
    for row, status in zip(rows, statuses, strict=True):
        text = field_text(row, "status")
        if text and not (status.mark and status.is_known):
            unknown.setdefault(status.mark or text, []).append(row)
            if status.mark and status.label and status.label != status.mark:
                labels[status.mark] = status.label
        elif status.mark and status.used_default:
            assumed.setdefault(status.mark, []).append(row)
    for mark, where in unknown.items():
        label = labels.get(mark)
        first = where[0]
        yield finding(
            "unknown_status",
            "label" if label else "unexplained",
            ordinal=first.ordinal,
            page_number=first.page_number,
            field="status",
            text=mark,
            count=len(where),
            label=label,
        )
    of_headings = dict.fromkeys(status.label for status in statuses if status.mark is None and status.label)
    if of_headings:
        yield finding("status_of_heading", field="status", text=" / ".join(filter(None, of_headings)))
    if assumed:
        marks = " ".join(assumed)
        yield finding("no_status_legend", field="status", text=marks)


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_dates_of_row(row: Row, time: EditionTime) -> tuple[list[DateMention], list[Finding]]:
    """Return the dates in a row's texts: every text field but the number, and the columns that no field claims."""
    texts = {field: row.values[field].text for field in TEXT_FIELDS if field != "number" and field in row.values}
    texts |= {header: row.extra[header].text for header in sorted(row.extra)}
    mentions: list[DateMention] = []
    findings: list[Finding] = []
    for field, text in texts.items():
        found, impossible = read_date_mentions(text, row.ordinal, field, time)
        mentions.extend(found)
        findings.extend(impossible)
    return mentions, findings


def empty_fields(document: NormalisedDocument, rows: Sequence[Row]) -> Iterable[Finding]:
    """Yield a finding for each field that nearly every item has and this one has not, unless that is told already.

    Where the page has a cell for it, and nothing is printed there, that is how the document is: an answer that is a ○
    and no words. A number is always missed, because a row without one may be the rest of another.
    """
    already = {(one.ordinal, one.field) for one in document.findings}
    blank = _blank_cells(document)
    for field in FIELDS:
        empty = [row for row in rows if field_text(row, field) is None]
        if not rows or len(rows) - len(empty) < USUAL_SHARE * len(rows):
            continue
        for row in empty:
            if (row.ordinal, field) not in already:
                is_blank = field != "number" and (row.ordinal, field) in blank
                yield finding(
                    "blank_cell" if is_blank else "empty_field",
                    ordinal=row.ordinal,
                    page_number=row.page_number,
                    field=field,
                    filled=len(rows) - len(empty),
                    total=len(rows),
                )


def _blank_cells(document: NormalisedDocument) -> set[tuple[int | None, str | None]]:
    """Return the ordinal and field of each cell that is printed for one item alone, with nothing in it."""
    if document.source.kind == "scan":
        return set()  # pale print is no ink to the recogniser
    cells = document.cells
    of_cells = zip(cells.glyph_count, cells.row_span, cells.column_span, strict=True)
    filled = [glyph_count > 0 or row_span > 1 or column_span > 1 for glyph_count, row_span, column_span in of_cells]
    names = partial(zip, cells.ordinal, cells.field, strict=True)
    blank = {name for name, is_filled in zip(names(), filled, strict=True) if not is_filled}
    return blank.difference(compress(names(), filled)) if blank else blank


def row_to_item(row: Row, status: ItemStatusReading, divisions: Sequence[ItemDivision], *, has_marks: bool) -> Item:
    """Return the row of ``items``."""
    issue = field_text(row, "issue")
    return Item(
        ordinal=row.ordinal,
        number=field_text(row, "number"),
        policy_area=field_text(row, "policy_area"),
        policy_area_ditto="policy_area" in row.dittos,
        category=field_text(row, "category"),
        category_ditto="category" in row.dittos,
        heading=read_heading(issue),
        issue=issue,
        source=field_text(row, "source"),
        status_mark=status.mark,
        status_label=status.label,
        status=status.status,
        response=field_text(row, "response"),
        divisions=tuple(division.division for division in divisions),
        has_marks=has_marks,
        page_number=row.page_number,
        page_number_last=row.page_number_last,
        extra={header: text.text for header, text in row.extra.items()},
        dittos=tuple(sorted(row.dittos)),
        section=row.section,
    )
