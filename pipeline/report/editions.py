"""One edition's records → what its page shows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from pipeline.model import CellRecord, EditionRecords, Finding, Item, Mark
from pipeline.report.charts import counts_to_bars, in_order
from pipeline.report.crops import ROWS, cut_crops
from pipeline.report.names import edition_page_name
from pipeline.report.places import CropKey
from pipeline.report.text import Paragraph, Piece, find_marks, text_to_paragraphs
from pipeline.report.values import CellView, Choice, Column, EditionPage, Filter, Head, ItemView
from pipeline.schema import FIELDS, TEXT_FIELDS
from pipeline.vocabulary.labels import SEVERITIES, STATUSES, Label, column_label, field_label, label_of, mark_label

TITLE_LENGTH = 48
"""Characters of an item's title: a line of Japanese at the width that the pages have for it."""

_SHOWN_ELSEWHERE = frozenset({"number"})  # it heads the row
_DITTO_FLAGS = {"policy_area": "policy_area_ditto", "category": "category_ditto"}


def records_to_edition_page(
    edition: EditionRecords, cells: Sequence[CellRecord], findings: Sequence[Finding], pdf: Path | None
) -> EditionPage:
    """Return all that the page of an edition shows, pictures included."""
    keys = [CropKey(item.ordinal, None) for item in edition.items]
    crops = cut_crops(pdf, edition.edition_record, cells, keys, ROWS)
    views = records_to_item_views(edition)
    severities = list(SEVERITIES)
    return EditionPage(
        head=records_to_head(edition),
        columns=records_to_columns(edition),
        items=tuple(replace(view, crops=crops.of(view.item.ordinal)) for view in views),
        filters=items_to_filters(edition.items),
        statuses=choices_of((item.status for item in edition.items), STATUSES),
        divisions=counts_to_bars(count_by_division(edition.items)),
        findings=tuple(sorted(findings, key=lambda finding: severities.index(finding.severity))),
        crop_problem=crops.problem,
        crops_omitted=crops.omitted,
    )


def records_to_head(edition: EditionRecords) -> Head:
    """Return what every page says of an edition."""
    return Head(
        series=edition.series,
        edition=edition.edition,
        record=edition.edition_record,
        mark=mark_label(edition.edition_record),
        page_name=edition_page_name(edition.edition),
        marked_item_count=sum(item.has_marks for item in edition.items),
    )


def records_to_columns(edition: EditionRecords) -> tuple[Column, ...]:
    """Return the columns that any item has something in: fields in their order, then headers as they first come.

    A mark is something, too: struck-out text may be all that a column has.
    """
    filled = {name for item in edition.items for name in FIELDS if _has_value(item, name)}
    named = dict.fromkeys([header for item in edition.items for header in item.extra])
    named.update(dict.fromkeys(mark.field for mark in edition.marks))
    fields = (name for name in FIELDS if name in filled.union(named) - _SHOWN_ELSEWHERE)
    headers = (name for name in named if name not in FIELDS)
    return (
        *(Column(name, field_label(name), is_extra=False) for name in fields),
        *(Column(name, Label(name, name), is_extra=True) for name in headers),
    )


def _has_value(item: Item, field: str) -> bool:
    if field == "status":
        return item.status_mark is not None or item.status != "unknown"
    return bool(getattr(item, field))


def records_to_item_views(edition: EditionRecords, ordinals: Container[int] | None = None) -> tuple[ItemView, ...]:
    """Return the items (those of the ordinals) with their marks laid over their texts, without pictures."""
    marks: dict[int, dict[str, list[Mark]]] = {}
    colours: dict[int, str] = {}
    for mark in edition.marks:
        marks.setdefault(mark.ordinal, {}).setdefault(mark.field, []).append(mark)
        if mark.colour:
            colours.setdefault(mark.ordinal, mark.colour)
    return tuple(
        ItemView(item, _cells_of(item, marks.get(item.ordinal, {})), item_title(item), colours.get(item.ordinal))
        for item in edition.items
        if ordinals is None or item.ordinal in ordinals
    )


def _cells_of(item: Item, marks: Mapping[str, Sequence[Mark]]) -> dict[str, CellView]:
    """Return a view of each field and header; a mark on a field that is null still gets one, so that it is seen."""
    cells: dict[str, CellView] = {}
    for name in (*FIELDS, *item.extra, *marks):
        of_field = marks.get(name, ())
        if name in TEXT_FIELDS or name in item.extra:
            text = item.extra[name] if name in item.extra else getattr(item, name) or ""
            ditto = getattr(item, _DITTO_FLAGS[name]) if name in _DITTO_FLAGS else False
            cells[name] = CellView(_with_heading(text_to_paragraphs(text, of_field), item, name), ditto=ditto)
        else:
            shown = {"status": item.status_mark or "", "divisions": "\n".join(item.divisions)}.get(name, "")
            found, lost = find_marks(shown, of_field)
            beside = tuple(Piece(mark.text, mark.style, mark.colour) for mark in lost)
            cells[name] = CellView(text_to_paragraphs(shown, found), beside)
    return cells


def _with_heading(paragraphs: tuple[Paragraph, ...], item: Item, field: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs with the first told as the heading, where it is nothing but the 【…】 of the issue."""
    if field != "issue" or not item.heading or not paragraphs or paragraphs[0].text != f"【{item.heading}】":
        return paragraphs
    return (paragraphs[0]._replace(role="heading"), *paragraphs[1:])


def item_title(item: Item) -> str | None:
    """Return what to call an item in one line: its heading, else how its text begins, else its first extra column."""
    for text in (item.heading, item.issue, *item.extra.values()):
        if text and text.strip():
            first = text.strip().split("\n")[0]
            return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"
    return None


def has_statuses(items: Iterable[Item]) -> bool:
    """Tell whether the series has statuses at all, and is not a list of something else."""
    return any(_has_value(item, "status") for item in items)


def items_to_filters(items: Sequence[Item]) -> tuple[Filter, ...]:
    """Return the lists by which items can be chosen; one with a single value would choose nothing and is left out."""
    filters = (
        Filter("status", column_label("items", "status"), choices_of((item.status for item in items), STATUSES)),
        Filter(
            "division",
            column_label("items", "divisions"),
            choices_of(name for item in items for name in item.divisions),
        ),
        Filter(
            "area",
            column_label("items", "policy_area"),
            choices_of(item.policy_area for item in items if item.policy_area),
        ),
    )
    return tuple(choice_list for choice_list in filters if len(choice_list.choices) > 1)


def choices_of(values: Iterable[str], labels: Mapping[str, Label] | None = None) -> tuple[Choice, ...]:
    """Return each value with its count: in the labels' order where there are any, else as they first come."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    order = in_order(counts) if labels is STATUSES else [value for value in labels or counts if value in counts]
    return tuple(Choice(value, label_of(labels or {}, value), counts[value]) for value in order)


def count_by_division(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Return how many items of each status each division has, the busiest first. Shared items count once for each."""
    counts: dict[str, dict[str, int]] = {}
    for item in items:
        for division in dict.fromkeys(item.divisions):
            by_status = counts.setdefault(division, {})
            by_status[item.status] = by_status.get(item.status, 0) + 1
    busiest = sorted(counts, key=lambda division: -sum(counts[division].values()))
    return {division: counts[division] for division in busiest}
