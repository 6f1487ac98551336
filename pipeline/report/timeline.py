"""A series' editions, audits and lineage → what the page over them shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.model import Audit, Commitment, EditionRecords, Item, LineageRow, Series
from pipeline.report.charts import counts_to_bars
from pipeline.report.editions import choices_of, has_statuses, item_title, records_to_head
from pipeline.report.names import pair_page_name, web_link
from pipeline.report.values import CommitmentView, EditionRow, Filter, Line, PairLink, SeriesPage, Step
from pipeline.vocabulary.labels import COMMITMENT_STATES, STATUSES, column_label, label_of


def series_to_page(
    series: Series,
    editions: Sequence[EditionRecords],
    audits: Sequence[tuple[str, Audit]],
    lineage: Mapping[str, Sequence[LineageRow]],
    commitments: Mapping[str, Sequence[Commitment]] | None = None,
) -> SeriesPage:
    """Return all that the page over a series shows; ``editions`` come oldest first and are shown so."""
    pairs = tuple(
        PairLink(audit.from_edition, edition, pair_page_name(audit.from_edition, edition), audit)
        for edition, audit in audits
    )
    rows = _edition_rows(series, editions, pairs)
    lines = lineage_to_lines(editions, lineage)
    return SeriesPage(
        series=series.series,
        title=series.title
        or next((e.edition_record.title for e in reversed(editions) if e.edition_record.title), None),
        publisher=series.publisher,
        body=series.body,
        licence=series.licence,
        url=web_link(series.url),
        editions=rows,
        other_pairs=tuple(pair for pair in pairs if all(pair is not row.before for row in rows)),
        lines=lines,
        has_statuses=any(has_statuses(edition.items) for edition in editions),
        filters=_filters(lines),
        commitments=commitment_views(editions, commitments or {}),
    )


def commitment_views(
    editions: Sequence[EditionRecords], commitments: Mapping[str, Sequence[Commitment]]
) -> tuple[CommitmentView, ...]:
    """Return what was promised, by whom, and what became of it: first what was not kept, by its date."""
    items = {(edition.edition, item.ordinal): item for edition in editions for item in edition.items}
    states = list(COMMITMENT_STATES)
    views = []
    for edition, rows in commitments.items():
        for row in rows:
            item = items[edition, row.ordinal]
            views.append(
                CommitmentView(
                    edition, row.ordinal, item.number or f"({row.ordinal})", item_title(item) or "", item.divisions,
                    row.text, row.due, row.state, label_of(COMMITMENT_STATES, row.state), row.state_edition,
                    row.state_text,
                )
            )  # fmt: skip
    return tuple(sorted(views, key=lambda view: (states.index(view.state), view.due)))


def _edition_rows(
    series: Series, editions: Sequence[EditionRecords], pairs: Sequence[PairLink]
) -> tuple[EditionRow, ...]:
    """Return the editions, each with its comparison with the one before it, not with one farther back."""
    names = [edition.edition for edition in editions]
    before = {new: old for old, new in pairwise(names)}
    neighbours = {pair.new: pair for pair in pairs if before.get(pair.new) == pair.old}
    counts: dict[str, dict[str, int]] = {}
    for edition in editions:
        by_status = counts.setdefault(edition.edition, {})
        for item in edition.items:
            by_status[item.status] = by_status.get(item.status, 0) + 1
    bars = {bar.name: bar for bar in counts_to_bars(counts)}
    notes = series.editions
    return tuple(
        EditionRow(
            records_to_head(edition),
            bars[edition.edition],
            neighbours.get(edition.edition),
            web_link(notes[edition.edition].url) if edition.edition in notes else None,
        )
        for edition in editions
    )


def lineage_to_lines(
    editions: Sequence[EditionRecords], lineage: Mapping[str, Sequence[LineageRow]]
) -> tuple[Line, ...]:
    """Return each item's line through the editions: in the newest edition's order, then those that ended before it."""
    names = [edition.edition for edition in editions]
    items = {(edition.edition, item.ordinal): item for edition in editions for item in edition.items}
    rows: dict[str, dict[int, LineageRow]] = {}
    for place, name in enumerate(names):
        for row in lineage.get(name, ()):
            rows.setdefault(row.lineage_id, {})[place] = row
    ordered = sorted(rows, key=lambda key: (-max(rows[key]), rows[key][max(rows[key])].ordinal))
    return tuple(_line(lineage_id, rows[lineage_id], names, items) for lineage_id in ordered)


def _line(
    lineage_id: str, rows: Mapping[int, LineageRow], names: Sequence[str], items: Mapping[tuple[str, int], Item]
) -> Line:
    last_place = max(rows)
    last = rows[last_place]
    item = items.get((names[last_place], last.ordinal))
    return Line(
        lineage_id=lineage_id,
        heading=(item and item_title(item)) or lineage_id,
        status=last.status if last_place == len(names) - 1 else "removed",
        is_open=last_place == len(names) - 1,
        last_changed_edition=last.last_changed_edition,
        ever_changed=any(row.changed for row in rows.values()),
        ever_changed_unmarked=last.ever_changed_unmarked,
        divisions=item.divisions if item else (),
        ever_went_back=last.ever_went_back,
        steps=tuple(_step(rows[place], place) if place in rows else None for place in range(len(names))),
    )


def _step(row: LineageRow, place: int) -> Step:
    return Step(
        number=row.number or f"({row.ordinal})",
        ordinal=row.ordinal,
        status=row.status,
        changed=row.changed,
        changed_unmarked=row.changed_unmarked,
        is_new=row.previous_ordinal is None and place > 0,
    )


def _filters(lines: Sequence[Line]) -> tuple[Filter, ...]:
    filters = (
        Filter("status", column_label("items", "status"), choices_of((line.status for line in lines), STATUSES)),
        Filter("division", column_label("items", "divisions"), choices_of(d for line in lines for d in line.divisions)),
    )
    return tuple(choice_list for choice_list in filters if len(choice_list.choices) > 1)
