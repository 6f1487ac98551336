"""What changed between two editions → the sheet 変更一覧: before and after with the changes coloured."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Change, Edition, Item, Segment
from pipeline.publish.workbook import PLAIN, Column, Look, Run, Value, Workbook
from pipeline.vocabulary.labels import (
    CHANGES,
    WEIGHTS,
    changed_label,
    column_label,
    label_of,
    mark_label,
    marked_label,
)

_MARKED = "#ff0000"
_UNMARKED = "#0000ff"


class ChangesToShow(Struct, frozen=True):
    """The names of two editions, the newer one's record, what changed, and the items of both."""

    from_edition: str
    edition: str
    record: Edition
    changes: Sequence[Change]
    before: Sequence[Item]
    after: Sequence[Item]


def write_changes(book: Workbook, shown: ChangesToShow) -> None:
    """Add the sheet 変更一覧, a row a change, in the order in which they come."""
    mark = mark_label(shown.record).ja
    columns = [
        Column(column_label("changes", "from_number").ja, 8),
        Column(column_label("changes", "to_number").ja, 8),
        Column(column_label("changes", "field").ja, 14),
        Column(column_label("changes", "kind").ja, 9),
        Column(f"{column_label('changes', 'before').ja}（{shown.from_edition}）", 55),
        Column(f"{column_label('changes', 'after').ja}（{shown.edition}）", 55),
        Column(f"{mark}の有無", 14),
        Column(column_label("changes", "weights").ja, 9),
        Column(column_label("items", "divisions").ja, 20),
        Column(column_label("items", "page_number").ja, 8),
    ]
    legend = f"赤の文字: {mark}のある変更　　青の太字・取消線: {mark}のない変更"
    title = f"{shown.from_edition} → {shown.edition}"
    sheet = book.add_sheet("変更一覧", columns, above=[title, legend])
    before = {item.ordinal: item for item in shown.before}
    after = {item.ordinal: item for item in shown.after}
    for change in shown.changes:
        old = before.get(change.from_ordinal) if change.from_ordinal is not None else None
        new = after.get(change.to_ordinal) if change.to_ordinal is not None else None
        sheet.write(_row(change, old, new, shown.record))


def _row(change: Change, old: Item | None, new: Item | None, record: Edition) -> list[Value]:
    item = new or old
    sides: list[Value] = [change.before, change.after]
    if change.segments:
        sides = [_side(change.segments, "delete"), _side(change.segments, "insert")]
    elif (
        change.field is None and change.before is None and change.after is None
    ):  # an item that came or went: its text, which the change does not hold
        sides = [_whole(old) if new is None else None, _whole(new) if old is None else None]
    return [
        change.from_number,
        change.to_number,
        changed_label(change).ja,
        label_of(CHANGES, change.kind).ja,
        *sides,
        marked_label(record, change.marked).ja if change.marked else None,
        "、".join(label_of(WEIGHTS, weight).ja for weight in change.weights) or None,
        "\n".join(item.divisions) if item else None,
        item.page_number if item else None,
    ]


def _whole(item: Item | None) -> str | None:
    """Return what tells an item to a reader: its issue, or where it has none all that it says."""
    if item is None:
        return None
    return item.issue or "\n".join(f"{header}: {text}" for header, text in item.extra.items()) or item.response


def _side(segments: Sequence[Segment], op: str) -> tuple[Run, ...]:
    """Return one side of a change: what only it has coloured; what both share plain, or red where it is marked."""
    return tuple(Run(segment.text, _look(segment)) for segment in segments if segment.op in ("equal", op))


def _look(segment: Segment) -> Look:
    if segment.op == "equal":
        return PLAIN._replace(colour=_MARKED) if segment.marked else PLAIN
    colour = _MARKED if segment.marked else _UNMARKED
    return Look(colour=colour, bold=not segment.marked, strike=segment.op == "delete")
