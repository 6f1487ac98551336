"""Two editions → what changed, and how much of it the publisher marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.diff.columns import ColumnPair, pair_columns
from pipeline.diff.dittos import NO_MARKS, FieldMarks, MarksOfItem, marks_by_field
from pipeline.diff.fields import STATUS, field_texts, item_text, status_texts
from pipeline.diff.fold import comparison_key, is_blank
from pipeline.diff.head import extra_headers, head_changes
from pipeline.diff.hunks import Hunk, TextDiff, diff_texts
from pipeline.diff.joined import joined_pairs, part_change
from pipeline.diff.listing import listing_order
from pipeline.diff.marking import Audited, Marking, agreement_with, audit_text, diff_to_segments, locate_marks
from pipeline.diff.match import match_items
from pipeline.diff.reach import marked_before, reach_of
from pipeline.diff.splits import tell_splits
from pipeline.diff.weight import change_weight
from pipeline.model import Audit, Change, EditionDiff, EditionRecords, Item, Mark, Match, Reach


class _FieldPair(Struct, frozen=True):
    """One field of two matched items, as texts, with the newer edition's marks on it."""

    field: str
    before: str | None
    after: str | None
    marks: FieldMarks


class _Totals(Struct):
    """Characters of all items that stayed: what ``audits`` counts."""

    changed: int = 0
    marked_changed: int = 0
    marked: int = 0


def compare_editions(
    old: EditionRecords, new: EditionRecords, *, earlier: Sequence[EditionDiff] = (), reach: Reach | None = None
) -> EditionDiff:
    """Return what changed from the older edition to the newer one, its changes in listing order.

    What is equal as ``fold.comparison_key`` sees it is no change. The marks are the newer edition's; the older one's
    told of the edition before it. Where the two are no neighbours, the marks speak of another edition than the older
    one: no share of the changes that they cover is given.

    Args:
        old: The older edition.
        new: The newer one.
        earlier: Where other editions lie between them: each against the one before it, up to the newer one.
        reach: What lies between them, where the series tells; by default what the two documents say themselves.
    """
    reach = reach_of(old.edition_record, new.edition_record) if reach is None else reach
    headers = extra_headers(old.edition_record), extra_headers(new.edition_record)
    columns = pair_columns(old.items, new.items, headers)
    matches = tell_splits(match_items(old.items, new.items, old.edition, columns), old.items, new.items)
    before = {item.ordinal: item for item in old.items}
    after = {item.ordinal: item for item in new.items}
    marks = marks_by_field(new.items, new.marks)
    totals = _Totals()
    changes = head_changes(old, new, columns)
    for match in matches:
        if match.to_ordinal is None or match.from_ordinal is None:
            lone = after[match.to_ordinal] if match.to_ordinal is not None else before[match.from_ordinal or 0]
            changes.append(_lone_change(match, lone, new.marks))
            continue
        pair = before[match.from_ordinal], after[match.to_ordinal]
        if match.kind in ("split", "merged"):
            changes.append(part_change(match, *pair, new.marks))
            continue
        changes += _pair_changes(match, _field_pairs(*pair, columns, marks[pair[1].ordinal]), totals)
    for joined in joined_pairs(matches, before, after, marks):
        field_pairs = _field_pairs(joined.old, joined.new, columns, joined.marks)
        changes += _pair_changes(joined.match, field_pairs, totals)
    audit = _audit(old, new, changes, totals)
    if reach.kind != "neighbours":
        audit = replace(audit, recall=None, precision=None)
    listed = listing_order(changes)
    return EditionDiff(new.series, old.edition, new.edition, matches, listed, audit, reach, marked_before(earlier))


def _pair_changes(match: Match, pairs: Iterable[_FieldPair], totals: _Totals) -> Iterator[Change]:
    for pair in pairs:
        change = _compare_field(match, pair, totals)
        if change is not None:
            yield change


def _field_pairs(old: Item, new: Item, columns: Sequence[ColumnPair], of_item: MarksOfItem) -> Iterator[_FieldPair]:
    """Yield every field and column of two matched items that both editions have; the marks are the newer item's."""
    before, after = field_texts(old), field_texts(new)
    before[STATUS], after[STATUS] = status_texts(old, new)
    for name, text in after.items():
        yield _FieldPair(name, before[name], text, of_item.get(comparison_key(name), NO_MARKS))
    # A number that changed may well be painted; that is no change of the item, and no stale mark either.
    if comparison_key(old.number) == comparison_key(new.number):
        yield _FieldPair("number", old.number, new.number, of_item.get("number", NO_MARKS))
    for old_header, header in columns:
        # A column that came or went is told once, as a change of the document's head, and not once a row.
        if old_header is not None and header is not None:
            texts = old.extra.get(old_header), new.extra.get(header)
            yield _FieldPair(header, *texts, of_item.get(comparison_key(header), NO_MARKS))


def _compare_field(match: Match, pair: _FieldPair, totals: _Totals) -> Change | None:
    before, after = pair.before or "", pair.after or ""
    if comparison_key(before) == comparison_key(after):
        # A mark that is printed in another item tells of that item's change, and is not stale for want of one here.
        marking = _locate(pair.field, after, pair.marks.own)
        totals.marked += marking.size
        if not marking.size:
            return None
        segments = diff_to_segments(diff_texts(before, after), marking)
        return _change(match, pair, kind="unchanged", marked="stale", segments=segments, similarity=1.0)
    marking = _locate(pair.field, after, (*pair.marks.own, *pair.marks.repeated))
    if pair.field == STATUS:
        diff = TextDiff(before, after, (Hunk(0, len(before), 0, len(after)),), b"\1" * len(after))
        audited = _audit_whole(diff, marking)
    else:
        diff = diff_texts(before, after, agreement_with(marking))
        audited = audit_text(diff, marking)
    totals.changed += audited.changed
    totals.marked_changed += audited.marked_changed
    totals.marked += audited.marked
    return _change(
        match, pair, kind="changed", marked=audited.extent,
        segments=diff_to_segments(diff, marking), similarity=_similarity(before, after),
    )  # fmt: skip


def _locate(field: str, after: str, marks: Sequence[Mark]) -> Marking:
    marking = locate_marks(after, marks)
    if field != STATUS or all(mark.start == mark.end for mark in marks):
        return marking
    # A status is one sign. Whatever of its cell is marked (「△→○」, 「○ 」), the sign is.
    return Marking(bytes(not is_blank(character) for character in after), marking.strikes)


def _audit_whole(diff: TextDiff, marking: Marking) -> Audited:
    """Return how far a status is marked: it has no parts, and a status of － is no mere punctuation."""
    new, gone = comparison_key(diff.after), comparison_key(diff.before)
    if new:
        marked = any(marking.covered)
        return Audited("all" if marked else "none", len(new), len(new) * marked, len(new) * marked)
    struck = any(comparison_key(strike.text) == gone for strike in marking.strikes)
    return Audited("all" if struck else "none", len(gone), len(gone) * struck, marking.size)


def _change(match: Match, pair: _FieldPair, **values: object) -> Change:
    kind = values["kind"]
    return Change(
        from_edition=match.from_edition,
        from_ordinal=match.from_ordinal,
        to_ordinal=match.to_ordinal,
        from_number=match.from_number,
        to_number=match.to_number,
        field=pair.field,
        before=pair.before,
        after=pair.after,
        weight=change_weight(pair.field, pair.before, pair.after) if kind == "changed" else None,
        **values,  # type: ignore[arg-type]
    )


def _lone_change(match: Match, item: Item, marks: Sequence[Mark]) -> Change:
    """Return an added or removed item; ``after`` or ``before`` has what it says, so that a listing can show it."""
    text = item_text(item)
    is_added = match.from_ordinal is None
    before, after = ("", text) if is_added else (text, "")
    own = [mark for mark in marks if is_added and mark.ordinal == item.ordinal and mark.field == "issue"]
    diff = TextDiff(before, after, (Hunk(0, len(before), 0, len(after)),), b"\1" * len(after))
    return Change(
        from_edition=match.from_edition,
        kind="added" if is_added else "removed",
        from_ordinal=match.from_ordinal,
        to_ordinal=match.to_ordinal,
        from_number=match.from_number,
        to_number=match.to_number,
        field=None,
        before=None if is_added else text,
        after=text if is_added else None,
        marked=None,
        segments=diff_to_segments(diff, locate_marks(after, own)),
        similarity=0.0,
        weight=None,
    )


def _similarity(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel

    return round(Indel.normalized_similarity(comparison_key(before), comparison_key(after)), 6)


def _audit(old: EditionRecords, new: EditionRecords, changes: Sequence[Change], totals: _Totals) -> Audit:
    kinds = Counter(change.kind for change in changes)
    extents = Counter(change.marked for change in changes)
    return Audit(
        from_edition=old.edition,
        items_before=len(old.items),
        items_after=len(new.items),
        added=kinds["added"],
        removed=kinds["removed"],
        changed=kinds["changed"],
        marked_all=extents["all"],
        marked_part=extents["part"],
        marked_none=extents["none"],
        stale=extents["stale"],
        changed_characters=totals.changed,
        marked_changed_characters=totals.marked_changed,
        marked_characters=totals.marked,
        recall=round(totals.marked_changed / totals.changed, 6) if totals.changed else None,
        precision=round(totals.marked_changed / totals.marked, 6) if totals.marked else None,
    )
