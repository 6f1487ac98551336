"""Each item followed through the editions of its series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.changes import is_field_change, is_notation_only, is_unmarked
from pipeline.errors import BrokenDatasetError
from pipeline.history.between_editions import reach_of
from pipeline.model import Change, EditionDiff, EditionRecords, Item, ItemStatus, LineageRow


def trace_lineage(
    editions: Sequence[EditionRecords], diffs: Sequence[EditionDiff]
) -> dict[str, tuple[LineageRow, ...]]:
    """Return each edition's items with what became of them so far, by edition.

    ``editions`` are oldest first; ``diffs`` has one for each two neighbours, in any order. An item that is gone in one
    edition and stands again in a later one is a new item there: only neighbours are compared.

    Raises ``BrokenDatasetError`` where the comparison of two neighbours is missing.
    """
    by_pair = {(diff.from_edition, diff.edition): diff for diff in diffs}
    traced: dict[str, tuple[LineageRow, ...]] = {}
    previous: EditionRecords | None = None
    for records in editions:
        if previous is None:
            rows = [_first_row(records.edition, item) for item in records.items]
        else:
            pair = previous.edition, records.edition
            if pair not in by_pair:
                what = f"the comparison of {pair[0]} with {pair[1]} is missing"
                raise BrokenDatasetError(what, records.series, "Run `akaji run` again.")
            rows = _next_rows(previous, records, by_pair[pair], traced[previous.edition])
        traced[records.edition] = tuple(sorted(rows, key=lambda row: row.ordinal))
        previous = records
    return traced


def _first_row(edition: str, item: Item) -> LineageRow:
    return LineageRow(
        lineage_id=f"{edition}:{item.ordinal}",
        ordinal=item.ordinal,
        number=item.number,
        status=item.status,
        previous_edition=None,
        previous_ordinal=None,
        first_edition=edition,
        last_changed_edition=None,
        changed=False,
        changed_unmarked=False,
        ever_changed_unmarked=False,
        heading=item.heading,
        status_label=item.status_label,
    )


def _next_rows(
    previous: EditionRecords, records: EditionRecords, diff: EditionDiff, older: Sequence[LineageRow]
) -> list[LineageRow]:
    """Return the rows of an edition. Where one is missing before it, its marks do not speak of what changed."""
    marks_speak = reach_of(previous.edition_record, records.edition_record).kind == "neighbours"
    ancestors = {row.ordinal: row for row in older}
    from_ordinals: dict[int | None, int | None] = {}
    for match in diff.matches:  # of merged items the first is the ancestor
        from_ordinals.setdefault(match.to_ordinal, match.from_ordinal)
    told = _changes_by_item(diff)
    rows = []
    for item in records.items:
        from_ordinal = from_ordinals.get(item.ordinal)
        if from_ordinal is None:
            rows.append(_first_row(records.edition, item))
            continue
        ancestor = ancestors[from_ordinal]
        unmarked = marks_speak and any(map(is_unmarked, told.get(item.ordinal, ())))
        changed = item.ordinal in told
        rows.append(
            LineageRow(
                lineage_id=ancestor.lineage_id,
                ordinal=item.ordinal,
                number=item.number,
                status=item.status,
                previous_edition=diff.from_edition,
                previous_ordinal=from_ordinal,
                first_edition=ancestor.first_edition,
                last_changed_edition=records.edition if changed else ancestor.last_changed_edition,
                changed=changed,
                changed_unmarked=unmarked,
                ever_changed_unmarked=unmarked or ancestor.ever_changed_unmarked,
                heading=item.heading,
                status_label=item.status_label,
                previous_status=ancestor.status,
                status_went_back=went_back(ancestor.status, item.status),
                ever_went_back=went_back(ancestor.status, item.status) or ancestor.ever_went_back,
            )
        )
    return rows


_TOWARDS_DONE: Mapping[ItemStatus, int] = {"done": 2, "partial": 1, "continuing": 0}


def went_back(before: ItemStatus, after: ItemStatus) -> bool:
    """Return whether a status is farther from done than it was; declined and unknown are on no way to it."""
    if before not in _TOWARDS_DONE or after not in _TOWARDS_DONE:
        return False
    return _TOWARDS_DONE[after] < _TOWARDS_DONE[before]


def _changes_by_item(diff: EditionDiff) -> Mapping[int, list[Change]]:
    """Return the changes of an item's fields, those of notation alone left out, by its ordinal in the newer edition."""
    told: dict[int, list[Change]] = defaultdict(list)
    for change in diff.changes:
        if is_field_change(change) and not is_notation_only(change) and change.to_ordinal is not None:
            told[change.to_ordinal].append(change)
    return told
