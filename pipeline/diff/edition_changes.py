"""Two editions → what changed, and how much of it the publisher marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pipeline.changes import is_notation_only
from pipeline.diff.audit import Audited
from pipeline.diff.document_head import fields_of_one, head_changes
from pipeline.diff.doubtful import is_doubtful
from pipeline.diff.field_changes import compare_field
from pipeline.diff.field_marks import NO_MARKS, FieldMarks, MarksOfItem, marks_by_field
from pipeline.diff.hunks import whole_diff
from pipeline.diff.joined_rows import joined_pairs, part_change
from pipeline.diff.marking import locate_marks
from pipeline.diff.sections import Sections, section_marks
from pipeline.diff.segments import diff_to_segments
from pipeline.item_texts import STATUS, field_texts, item_text, status_texts
from pipeline.model import Audit, Change, ColumnPair, EditionRecords, Item, Mark, Match, MatchedEditions
from pipeline.schema import SECTION
from pipeline.writing.comparison_keys import comparison_key


class _FieldPair(Struct, frozen=True):
    """One field of two matched items, as texts, with the newer edition's marks on it."""

    field: str
    before: str | None
    after: str | None
    marks: FieldMarks


class _Columns(NamedTuple):
    """The columns that no field claims, in pairs, and the fields whose column only one edition has."""

    extra: Sequence[ColumnPair]
    of_one: frozenset[str]


class _Totals(Struct):
    """Characters of all items that stayed: what ``audits`` counts. What OCR may have made is not counted."""

    changed: int = 0
    marked_changed: int = 0
    marked: int = 0
    deleted: int = 0
    seen: int = 0

    def add(self, audited: Audited) -> None:
        self.changed += audited.changed
        self.marked_changed += audited.marked_changed
        self.marked += audited.marked
        self.deleted += audited.deleted
        self.seen += audited.seen


def find_changes(matched: MatchedEditions) -> tuple[tuple[Change, ...], Audit]:
    """Return what changed from the older edition to the newer one, in no order, and how well it is marked.

    What is equal as ``comparison_key`` sees it is no change. The marks are the newer edition's; the older one's told
    of the edition before it.
    """
    old, new, columns, matches = matched.old, matched.new, matched.columns, matched.matches
    before = {item.ordinal: item for item in old.items}
    after = {item.ordinal: item for item in new.items}
    marks = marks_by_field(new.items, new.marks)
    totals = _Totals()
    fields_and_columns = _Columns(columns, fields_of_one(old, new))
    sections = Sections(matches, before, after)
    changes = [_doubted(change, old, new) for change in head_changes(old, new, columns, sections.renamed)]

    def add(match: Match, pairs: Iterable[_FieldPair], *, marks_tell_a_move: bool = False) -> None:
        for change, audited in _pair_changes(match, pairs):
            if marks_tell_a_move and change.kind == "unchanged":
                continue
            told = _doubted(change, old, new)
            changes.append(told)
            if not told.doubtful:
                totals.add(audited)

    for match in matches:
        if match.to_ordinal is None or match.from_ordinal is None:
            lone = after[match.to_ordinal] if match.to_ordinal is not None else before[match.from_ordinal or 0]
            changes.append(_doubted(_lone_change(match, lone, new.marks), old, new))
            continue
        pair = before[match.from_ordinal], after[match.to_ordinal]
        if match.kind in ("split", "merged"):
            changes.append(_doubted(part_change(match, *pair, new.marks), old, new))
            continue
        of_item = marks[pair[1].ordinal]
        fields = list(_field_pairs(*pair, fields_and_columns, of_item))
        told = NO_MARKS
        if sections.has_moved(*pair):
            told = section_marks(pair[1], of_item)
            fields.append(_FieldPair(SECTION, pair[0].section, pair[1].section, told))
        add(match, fields, marks_tell_a_move=bool(told.own))
    for joined in joined_pairs(matches, before, after, marks):
        add(joined.match, _field_pairs(joined.old, joined.new, fields_and_columns, joined.marks))
    return tuple(changes), _audit(old, new, changes, totals)


def _doubted(change: Change, old: EditionRecords, new: EditionRecords) -> Change:
    is_doubted = is_doubtful(change, old, new)
    return replace(change, doubtful=True) if is_doubted else change


def _pair_changes(match: Match, pairs: Iterable[_FieldPair]) -> Iterator[tuple[Change, Audited]]:
    for pair in pairs:
        found = compare_field(pair.field, pair.before or "", pair.after or "", pair.marks)
        if found is not None:
            yield _change(
                match, pair, kind=found.kind, marked=found.marked, segments=found.segments,
                similarity=found.similarity, weights=found.weights, gone=found.audited.gone,
            ), found.audited  # fmt: skip


def _field_pairs(old: Item, new: Item, columns: _Columns, of_item: MarksOfItem) -> Iterator[_FieldPair]:
    """Yield every field and column of two matched items that both editions have; the marks are the newer item's."""
    before, after = field_texts(old), field_texts(new)
    before[STATUS], after[STATUS] = status_texts(old, new)
    for name, text in after.items():
        if name in columns.of_one:
            continue
        yield _FieldPair(name, before[name], text, of_item.get(comparison_key(name), NO_MARKS))
    # A number that changed may well be painted; that is no change of the item, and no stale mark either.
    if comparison_key(old.number) == comparison_key(new.number):
        yield _FieldPair("number", old.number, new.number, of_item.get("number", NO_MARKS))
    for old_header, header in columns.extra:
        # A column that came or went is told once, as a change of the document's head, and not once a row.
        if old_header is not None and header is not None:
            texts = old.extra.get(old_header), new.extra.get(header)
            yield _FieldPair(header, *texts, of_item.get(comparison_key(header), NO_MARKS))


def _change(match: Match, pair: _FieldPair, **values: object) -> Change:
    return Change(
        from_edition=match.from_edition,
        from_ordinal=match.from_ordinal,
        to_ordinal=match.to_ordinal,
        from_number=match.from_number,
        to_number=match.to_number,
        field=pair.field,
        before=pair.before,
        after=pair.after,
        **values,  # type: ignore[arg-type]
    )


def _lone_change(match: Match, item: Item, marks: Sequence[Mark]) -> Change:
    """Return an added or removed item; ``after`` or ``before`` has what it says, so that a listing can show it."""
    text = item_text(item)
    is_added = match.from_ordinal is None
    before, after = ("", text) if is_added else (text, "")
    own = [mark for mark in marks if is_added and mark.ordinal == item.ordinal and mark.field == "issue"]
    diff = whole_diff(before, after)
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
    )


def _audit(old: EditionRecords, new: EditionRecords, changes: Sequence[Change], totals: _Totals) -> Audit:
    notation = sum(is_notation_only(change) and not change.doubtful for change in changes)
    weighty = [change for change in changes if not is_notation_only(change) and not change.doubtful]
    kinds = Counter(change.kind for change in weighty)
    extents = Counter(change.marked for change in weighty)
    return Audit(
        from_edition=old.edition,
        items_before=len(old.items),
        items_after=len(new.items),
        added=kinds["added"],
        removed=kinds["removed"],
        changed=kinds["changed"] + kinds["moved"],
        marked_all=extents["all"],
        marked_part=extents["part"],
        marked_none=extents["none"],
        stale=extents["stale"],
        changed_characters=totals.changed,
        marked_changed_characters=totals.marked_changed,
        marked_characters=totals.marked,
        recall=round(totals.marked_changed / totals.changed, 6) if totals.changed else None,
        precision=round(totals.marked_changed / totals.marked, 6) if totals.marked else None,
        deleted_characters=totals.deleted,
        seen_deleted_characters=totals.seen,
        notation=notation,
        doubtful_changes=sum(change.doubtful for change in changes),
    )
