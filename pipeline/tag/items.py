"""Rows → items, with everything that is read off them: the whole of the room, in the order in which it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import (
    DateMention,
    Finding,
    Item,
    ItemDivision,
    NormalisedDocument,
    Row,
    Series,
    SourceMention,
    TaggedEdition,
    Word,
)
from pipeline.schema import FIELDS, TEXT_FIELDS, finding
from pipeline.tag.dates import read_date_mentions
from pipeline.tag.design import HEADING
from pipeline.tag.divisions import (
    canonical_names,
    name_key,
    names_in_document,
    nearest_name,
    plain_name,
    series_names,
    split_divisions,
)
from pipeline.tag.divisions import (
    vocabulary as division_vocabulary,
)
from pipeline.tag.editions import edition_record, front_texts, read_facts, side_table_lines
from pipeline.tag.mark_legend import read_mark_legend
from pipeline.tag.marks import read_marks
from pipeline.tag.shared_cells import split_shared_cells
from pipeline.tag.sources import read_sources
from pipeline.tag.status import ItemStatusReading, interpret_status, read_status
from pipeline.tag.status_legend import read_legend
from pipeline.tag.words import read_words

USUAL_SHARE = 0.8
"""A field that this share of the items has is missing where it is empty."""


class _DivisionNames(NamedTuple):
    """What a series and its document know of division names, by ``name_key``."""

    known: Mapping[str, str]
    renamed: Mapping[str, str]
    spellings: frozenset[str]  # the series' names and those that stand alone in the document
    is_listed: bool  # the series lists its divisions, so that others are worth a finding


def _text(row: Row, field: str) -> str | None:
    """Return a field's text; None where it is empty or the table has no such column."""
    value = row.values.get(field)
    return value.text if value is not None and value.text else None


def read_heading(issue: str | None) -> str | None:
    """Return the 【…】 that opens an issue, without its brackets."""
    match = HEADING.match(issue or "")
    return match[1].replace("\n", "").strip() or None if match else None


# ── statuses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _statuses(rows: Sequence[Row], legend: Mapping[str, str], series: Series) -> list[ItemStatusReading]:
    return [interpret_status(read_status(_text(row, "status") or "", legend), legend, series) for row in rows]


def _status_findings(rows: Sequence[Row], statuses: Sequence[ItemStatusReading]) -> Iterable[Finding]:
    """Yield one finding a mark that nothing explains, and one for all marks that were read without a legend."""
    unknown: dict[str, list[Row]] = {}
    assumed: dict[str, list[Row]] = {}
    for row, status in zip(rows, statuses, strict=True):
        text = _text(row, "status")
        if text and not (status.mark and status.is_known):
            unknown.setdefault(status.mark or text, []).append(row)
        elif status.mark and status.used_default:
            assumed.setdefault(status.mark, []).append(row)
    for mark, where in unknown.items():
        message = f"The status {mark} of {len(where)} items is in neither the document's legend nor the vocabulary."
        first = where[0]
        yield finding(
            "unknown_status",
            message,
            ordinal=first.ordinal,
            page_number=first.page_number,
            field="status",
            text=mark,
        )
    if assumed:
        marks = " ".join(assumed)
        message = f"The document does not explain {marks}; the usual meaning was taken."
        yield finding("no_status_legend", message, field="status", text=marks)


# ── divisions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _division_names(rows: Sequence[Row], series: Series, edition: str) -> _DivisionNames:
    known = series_names(series)
    alone = names_in_document(text for row in rows if (text := _text(row, "divisions")))
    return _DivisionNames(known, canonical_names(series, edition), alone | frozenset(known), bool(series.divisions))


def _item_divisions(row: Row, names: _DivisionNames) -> list[ItemDivision]:
    printed = split_divisions(_text(row, "divisions") or "", names.spellings)
    return [
        ItemDivision(row.ordinal, position, name, _canonical(name, names))
        for position, name in enumerate(printed, start=1)
    ]


def _canonical(name: str, names: _DivisionNames) -> str:
    key = name_key(name)
    return names.renamed.get(key) or names.known.get(key) or plain_name(name)


def _division_findings(divisions: Iterable[ItemDivision], names: _DivisionNames) -> Iterable[Finding]:
    if not names.is_listed:
        return
    several = division_vocabulary().several.names
    for division in divisions:
        key = name_key(division.division)
        if key in names.known or key in several:
            continue
        nearest = nearest_name(division.division, names.known)
        hint = f"the nearest is {nearest}" if nearest else "none is like it"
        yield finding(
            "unknown_division",
            f"{division.division} is not a division that the series lists; {hint}.",
            ordinal=division.ordinal,
            field="divisions",
            text=division.division,
        )


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dates(row: Row, fiscal_year: int | None) -> tuple[list[DateMention], list[Finding]]:
    """Return the dates in a row's texts: every text field but the number, and the columns that no field claims."""
    texts = {field: _text(row, field) or "" for field in TEXT_FIELDS if field != "number"}
    texts |= {header: row.extra[header].text for header in sorted(row.extra)}
    mentions: list[DateMention] = []
    findings: list[Finding] = []
    for field, text in texts.items():
        found, impossible = read_date_mentions(text, row.ordinal, field, fiscal_year)
        mentions.extend(found)
        findings.extend(impossible)
    return mentions, findings


def _empty_fields(rows: Sequence[Row], told: Iterable[Finding]) -> Iterable[Finding]:
    """Yield a finding for each field that nearly every item has and this one has not, unless that is told already."""
    already = {(one.ordinal, one.field) for one in told}
    for field in FIELDS:
        empty = [row for row in rows if _text(row, field) is None]
        if not rows or len(rows) - len(empty) < USUAL_SHARE * len(rows):
            continue
        for row in empty:
            if (row.ordinal, field) not in already:
                message = f"{field} is empty here; {len(rows) - len(empty)} of {len(rows)} items have it."
                yield finding("empty_field", message, ordinal=row.ordinal, page_number=row.page_number, field=field)


# ── the room ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(row: Row, status: ItemStatusReading, divisions: Sequence[ItemDivision], *, has_marks: bool) -> Item:
    issue = _text(row, "issue")
    return Item(
        ordinal=row.ordinal,
        number=_text(row, "number"),
        policy_area=_text(row, "policy_area"),
        policy_area_ditto="policy_area" in row.dittos,
        category=_text(row, "category"),
        category_ditto="category" in row.dittos,
        heading=read_heading(issue),
        issue=issue,
        source=_text(row, "source"),
        status_mark=status.mark,
        status_label=status.label,
        status=status.status,
        response=_text(row, "response"),
        divisions=tuple(division.division for division in divisions),
        has_marks=has_marks,
        page_number=row.page_number,
        page_number_last=row.page_number_last,
        extra={header: text.text for header, text in row.extra.items()},
    )


def tag_document(document: NormalisedDocument, series: Series, edition: str) -> TaggedEdition:
    """Return the rows of a document as items, with all that is read off them.

    What the document says of itself (legends, label) goes before what ``series`` says, and that before the general
    vocabulary. Status and response that share a cell are taken apart first, so that offsets are into the texts of
    ``items``; for status and divisions they are into the text of the cell.
    """
    headers = [column.header for column in document.columns if column.field in ("status", "response")]
    texts = [*front_texts(document.front), *side_table_lines(document.cells)]
    status_legend = read_legend(headers or [column.header for column in document.columns], texts)
    mark_legend = read_mark_legend([*texts, *(column.header for column in document.columns)])
    facts = read_facts(document.front, edition)

    rows = split_shared_cells(document.rows, document.columns, status_legend)
    statuses = _statuses(rows, status_legend, series)
    names = _division_names(rows, series, edition)
    marks, findings_of_marks = read_marks(rows, mark_legend, [column.header for column in document.columns])
    findings: list[Finding] = [*document.findings, *facts.findings, *findings_of_marks]
    findings.extend(_status_findings(rows, statuses))

    marked = {mark.ordinal for mark in marks}
    items: list[Item] = []
    divisions: list[ItemDivision] = []
    sources: list[SourceMention] = []
    dates: list[DateMention] = []
    words: list[Word] = []
    for row, status in zip(rows, statuses, strict=True):
        own_divisions = _item_divisions(row, names)
        own_sources, unread = read_sources(_text(row, "source") or "", row.ordinal)
        own_dates, impossible = _dates(row, facts.fiscal_year)
        item = _item(row, status, own_divisions, has_marks=row.ordinal in marked)
        items.append(item)
        divisions.extend(own_divisions)
        sources.extend(own_sources)
        dates.extend(own_dates)
        words.extend(read_words({"issue": item.issue or "", "response": item.response or ""}, row.ordinal))
        findings.extend((*unread, *impossible))
    findings.extend(_division_findings(divisions, names))
    findings.extend(_empty_fields(rows, document.findings))
    return TaggedEdition(
        series=series.series,
        edition=edition,
        edition_record=edition_record(
            document,
            series,
            edition,
            facts=facts,
            mark_legend=mark_legend,
            status_legend=status_legend,
            marks=marks,
        ),
        items=tuple(items),
        marks=marks,
        sources=tuple(sources),
        item_divisions=tuple(divisions),
        words=tuple(words),
        dates=tuple(dates),
        cells=document.cells,
        findings=tuple(findings),
    )
