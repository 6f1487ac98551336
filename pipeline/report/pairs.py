"""Two editions and what diff found between them → what their page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from pipeline.changes import is_notation_only
from pipeline.model import Audit, CellRecord, Change, Edition, EditionDiff, EditionRecords, Item, Reach
from pipeline.report.charts import FlowChart, moves_to_flow
from pipeline.report.crops import CELLS, ROWS, Crops, cut_crops
from pipeline.report.editions import choices_of, has_statuses, item_title, records_to_head, records_to_item_views
from pipeline.report.names import change_identifiers, change_key
from pipeline.report.places import CropKey
from pipeline.report.text import segments_to_pieces
from pipeline.report.values import ChangeView, Filter, HeadChangeView, ItemView, PairPage, Share
from pipeline.vocabulary.labels import (
    CHANGES,
    HEAD_PARTS,
    MARKED,
    WEIGHTS,
    Label,
    MarkLabel,
    column_label,
    field_label,
    label_of,
    mark_label,
    marked_label,
)

_NEIGHBOURS = Reach()


def diff_to_pair_page(  # noqa: PLR0913 - two of each
    old: EditionRecords,
    new: EditionRecords,
    diff: EditionDiff,
    *,
    old_cells: Sequence[CellRecord],
    new_cells: Sequence[CellRecord],
    old_pdf: Path | None,
    new_pdf: Path | None,
) -> PairPage:
    """Return all that the page of two editions shows, pictures of either included."""
    record = new.edition_record
    never_marks = record.mark_style == "none"
    is_judged = diff.reach.kind == "neighbours" and not never_marks
    # A mark on text that did not change may tell what changed since an edition between the two.
    stale = _of_kind(diff, "unchanged") if is_judged else []
    listed = sorted([*_of_kind(diff, "changed", "moved"), *stale], key=_importance)
    changes = [change for change in listed if not change.doubtful]
    doubtful = [change for change in listed if change.doubtful]
    joined = _of_kind(diff, "split", "merged")
    heads = _of_kind(diff, "head")
    added = [change.to_ordinal for change in _of_kind(diff, "added")]
    removed = [change.from_ordinal for change in _of_kind(diff, "removed")]
    pictures = _Pictures(
        cut_crops(old_pdf, old.edition_record, old_cells, _cell_keys(listed, "from_ordinal"), CELLS),
        cut_crops(new_pdf, new.edition_record, new_cells, _cell_keys(listed, "to_ordinal"), CELLS),
        cut_crops(old_pdf, old.edition_record, old_cells, _row_keys(removed), ROWS),
        cut_crops(new_pdf, new.edition_record, new_cells, _row_keys(added), ROWS),
    )
    items = {item.ordinal: item for item in new.items}
    every = [*changes, *doubtful, *joined]
    all_views = [
        _change_view(name, change, items.get(change.to_ordinal or 0), pictures, diff)
        for name, change in zip(change_identifiers(every), every, strict=True)
    ]
    views = tuple(all_views[: len(changes)])
    rest = len(changes) + len(doubtful)
    marked_labels = {value: marked_label(record, value) for value in MARKED}
    problems = ((old.edition, pictures.old_cells.problem), (new.edition, pictures.new_cells.problem))
    return PairPage(
        old=records_to_head(old),
        new=records_to_head(new),
        audit=diff.audit,
        lead=audit_to_lead(diff.audit, record, head_changes=len(heads), has_joined=bool(joined), reach=diff.reach),
        never_marks=never_marks,
        is_judged=is_judged,
        reach_note=_reach_note(diff.reach),
        marked_labels=marked_labels,
        recall=Share(diff.audit.marked_changed_characters, diff.audit.changed_characters, diff.audit.recall),
        precision=Share(diff.audit.marked_changed_characters, diff.audit.marked_characters, diff.audit.precision),
        changes=views,
        doubtful=tuple(all_views[len(changes) : rest]),
        joined=tuple(all_views[rest:]),
        added=_lone_items(new, added, pictures.added),
        removed=_lone_items(old, removed, pictures.removed),
        renumbered=tuple(match for match in diff.matches if match.kind in {"renumbered", "moved", "split", "merged"}),
        filters=_filters(views, marked_labels if is_judged else {}),
        flow=status_flow(old, new, diff),
        crop_problems=tuple((edition, problem) for edition, problem in problems if problem),
        crops_omitted=sum(crops.omitted for crops in pictures),
        head_changes=tuple(
            HeadChangeView(label_of(HEAD_PARTS, change.field or ""), segments_to_pieces(change.segments))
            for change in heads
        ),
    )


def _of_kind(diff: EditionDiff, *kinds: str) -> list[Change]:
    return [change for change in diff.changes if change.kind in kinds]


def _importance(change: Change) -> tuple[bool, int, int, int, str]:
    """Sort what nobody marked before what was marked, and statuses, numbers and dates before wording."""
    marked, weights = list(MARKED), list(WEIGHTS)
    return (
        is_notation_only(change),
        marked.index(change.marked) if change.marked in marked else len(marked),
        weights.index(change.weights[0]) if change.weights else len(weights),
        change.to_ordinal or change.from_ordinal or 0,
        change.field or "",
    )


class _Pictures(NamedTuple):
    """The changed cells of either edition, and the rows that only one of them has."""

    old_cells: Crops
    new_cells: Crops
    removed: Crops
    added: Crops


def _cell_keys(changes: Iterable[Change], side: Literal["from_ordinal", "to_ordinal"]) -> list[CropKey]:
    return [CropKey(ordinal, change.field) for change in changes if (ordinal := getattr(change, side)) is not None]


def _row_keys(ordinals: Iterable[int | None]) -> list[CropKey]:
    return [CropKey(ordinal, None) for ordinal in ordinals if ordinal is not None]


def _change_view(
    identifier: str, change: Change, item: Item | None, pictures: _Pictures, diff: EditionDiff
) -> ChangeView:
    return ChangeView(
        identifier=identifier,
        key=change_key(change),
        kind=change.kind,
        kind_label=label_of(CHANGES, change.kind),
        field=change.field or "",
        field_label=field_label(change.field),
        marked=change.marked,
        weights=change.weights,
        gone=change.gone,
        from_number=_number(change.from_number, change.from_ordinal),
        to_number=_number(change.to_number, change.to_ordinal),
        from_ordinal=change.from_ordinal,
        to_ordinal=change.to_ordinal,
        title=item_title(item) if item else None,
        pieces=segments_to_pieces(change.segments),
        divisions=item.divisions if item else (),
        old_crops=pictures.old_cells.of(change.from_ordinal, change.field),
        new_crops=pictures.new_cells.of(change.to_ordinal, change.field),
        marked_before=diff.marked_before.get(change.to_ordinal or 0, {}).get(change.field or ""),
    )


def _number(printed: str | None, ordinal: int | None) -> str:
    """Return the printed number; the place in the document, told from a number by its brackets, where there is none."""
    if printed:
        return printed
    return "" if ordinal is None else f"({ordinal})"


def _lone_items(edition: EditionRecords, ordinals: Sequence[int | None], crops: Crops) -> tuple[ItemView, ...]:
    wanted = {ordinal for ordinal in ordinals if ordinal is not None}
    return tuple(replace(view, crops=crops.of(view.item.ordinal)) for view in records_to_item_views(edition, wanted))


def _filters(changes: Sequence[ChangeView], marked_labels: Mapping[str, Label]) -> tuple[Filter, ...]:
    filters = (
        Filter(
            "marked",
            column_label("changes", "marked"),
            choices_of((change.marked for change in changes if marked_labels and change.marked), marked_labels),
        ),
        Filter(
            "weight",
            column_label("changes", "weights"),
            choices_of((weight for change in changes for weight in change.weights), WEIGHTS),
        ),
        Filter(
            "field",
            column_label("changes", "field"),
            choices_of((c.field for c in changes), {c.field: c.field_label for c in changes}),
        ),
        Filter("division", column_label("items", "divisions"), choices_of(d for c in changes for d in c.divisions)),
    )
    return tuple(choice_list for choice_list in filters if len(choice_list.choices) > 1)


def status_flow(old: EditionRecords, new: EditionRecords, diff: EditionDiff) -> FlowChart:
    """Return what moved from △ to ○: the status of each item in either edition, added and removed ones included.

    Empty for a series without statuses.
    """
    if not has_statuses((*old.items, *new.items)):
        return FlowChart()
    before = {item.ordinal: item for item in old.items}
    after = {item.ordinal: item for item in new.items}
    moves = []
    for match in diff.matches:
        first = before.get(match.from_ordinal) if match.from_ordinal is not None else None
        last = after.get(match.to_ordinal) if match.to_ordinal is not None else None
        number = (
            _number(match.from_number, match.from_ordinal)
            if last is None
            else _number(match.to_number, match.to_ordinal)
        )
        moves.append((first.status if first else "added", last.status if last else "removed", number))
    return moves_to_flow(moves)


def audit_to_lead(
    audit: Audit, edition: Edition, *, head_changes: int = 0, has_joined: bool = False, reach: Reach = _NEIGHBOURS
) -> Label:
    """Return the page in a sentence or two: how many of the changes a reader of the marks alone would have missed.

    "All are marked" and "nothing changed" are not said where text went without a trace, or where ``head_changes`` parts
    of the head (title, columns, legends, notes), which nobody marks, are others. ``has_joined``: items were split or
    merged, which is told beside that nothing else changed.
    """
    lost = audit.deleted_characters - audit.seen_deleted_characters
    judged = reach.kind == "neighbours" and edition.mark_style != "none"
    first = _first_sentence(audit, edition, judged=judged, silent=bool(head_changes or lost))
    rest = []
    if judged and lost and audit.changed:
        rest.append(Label(f"{lost}字が跡なく消えた。", f"{lost} {_plural(lost, 'character')} went without a trace."))
    if has_joined:
        rest.append(Label("分割または統合された項目がある。", "Items were split or merged."))
    if head_changes:
        rest.append(
            Label(
                f"表題・列・凡例・注記は{head_changes}か所が変わった。",
                f"Title, columns, legends or notes changed in {head_changes} {_plural(head_changes, 'place')}.",
            )
        )
    return Label("".join(each.ja for each in (first, *rest)), " ".join(each.en for each in (first, *rest)))


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _first_sentence(audit: Audit, edition: Edition, *, judged: bool, silent: bool) -> Label:
    changed = audit.changed
    if changed == 0:
        return Label("残った項目の記載に変更はない。", "Nothing changed in the items that stayed.")
    if judged:
        return _judged_sentence(audit, mark_label(edition), silent=silent)
    if edition.mark_style == "none":
        return Label(
            f"{changed}か所が変わった。この文書は変更に印を付けていない。",
            f"{changed} changes, in a document that marks none.",
        )
    return Label(f"{changed}か所が変わった。", f"{changed} {_plural(changed, 'change')}.")


def _judged_sentence(audit: Audit, mark: MarkLabel, *, silent: bool) -> Label:
    changed, unmarked, part = audit.changed, audit.marked_none, audit.marked_part
    if unmarked == changed:
        return Label(
            f"{changed}か所の変更は、いずれも{mark.ja_missing}。",
            f"None of the {changed} changes is {mark.en_present}.",
        )
    if unmarked:
        return Label(
            f"{changed}か所の変更のうち{unmarked}か所が{mark.ja_missing}。",
            f"{unmarked} of {changed} changes {'is' if unmarked == 1 else 'are'} not {mark.en_present}.",
        )
    if part:
        return Label(
            f"{changed}か所の変更のうち{part}か所は一部しか{mark.ja_missing}。",
            f"{part} of {changed} changes {'is' if part == 1 else 'are'} {mark.en_present} only in part.",
        )
    if silent:
        return Label(
            f"項目の中の{changed}か所の変更には{mark.ja}がある。",
            f"The {changed} changes within the items are {mark.en_present}.",
        )
    return Label(f"{changed}か所の変更のすべてに{mark.ja}がある。", f"All {changed} changes are {mark.en_present}.")


def _reach_note(reach: Reach) -> Label | None:
    """Return why the marks are not judged: they speak of what changed since the edition right before theirs."""
    if reach.kind == "reversed":
        return Label(
            "新しい方の文書が先に挙げられている。印は前の版からの変更を示すので、印の有無は示さない。",
            "The newer document comes first: its marks speak of the edition before it, and are not judged here.",
        )
    if reach.kind == "apart":
        between = "、".join(reach.between) or "–"
        return Label(
            f"隣り合う版ではない（間の版: {between}）。印は直前の版からの変更を示すので、印の有無は示さない。",
            f"These are no neighbours (between them: {between}): the marks speak of what changed since the edition "
            "right before, and are not judged here.",
        )
    return None
