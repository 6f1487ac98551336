"""The head of the document: what it says around its rows, and what that changed.

A unit that changed from 千円 to 万円 changes every figure below it, though no cell did. What names the edition itself
(the meeting that it was printed for, its number there) is another one in every edition and no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.diff.hunks import diff_texts
from pipeline.diff.marking import Marking
from pipeline.diff.sections import RenamedSection
from pipeline.diff.segments import diff_to_segments
from pipeline.item_texts import field_texts
from pipeline.model import Change, ColumnPair, Edition, EditionRecords, HeadPart
from pipeline.schema import FIELDS
from pipeline.vocabulary.labels import is_nameless
from pipeline.vocabulary.units import unit_of
from pipeline.writing.comparison_keys import comparison_key

SAME_NOTE = 0.5
"""Likeness of two notes from which one is the other, reworded."""

MOST_NOTES = 1000
"""Notes of an edition that are compared; a table with more text around it than that is no table with notes."""

BETWEEN = " | "
"""What stands between the headers where the order of columns is told."""


class _Told(NamedTuple):
    part: HeadPart
    before: str | None
    after: str | None


def head_changes(
    old: EditionRecords,
    new: EditionRecords,
    columns: Sequence[ColumnPair],
    sections: Iterable[RenamedSection] = (),
) -> list[Change]:
    """Return what changed in title, columns, headings, legends and notes, each part once.

    Args:
        old: The older edition.
        new: The newer one.
        columns: The columns that no field claims, in pairs.
        sections: The headings of the table's parts that were worded anew.
    """
    before, after = old.edition_record, new.edition_record
    told = [
        *_texts("title", before.title, after.title),
        *_columns(before, after, columns),
        *(_Told("section", *renamed) for renamed in sections),
        *_texts("mark_legend", before.mark_legend, after.mark_legend),
        *_texts("status_legend", _status_legend(before), _status_legend(after)),
        *_notes(before, after),
    ]
    return [_change(old.edition, one) for one in told]


def _texts(part: HeadPart, before: str | None, after: str | None) -> Iterator[_Told]:
    if comparison_key(before) != comparison_key(after):
        yield _Told(part, before or None, after or None)


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(old: Edition, new: Edition, extra: Sequence[ColumnPair]) -> Iterator[_Told]:
    headers = _headers(old), _headers(new)
    if not all(headers):
        return  # an edition does not tell its columns
    fields = [name for name in (headers[1] | headers[0]) if name in FIELDS]
    claimed = [ColumnPair(*(name if name in side else None for side in headers)) for name in fields]
    pairs = [*claimed, *extra]
    for pair in pairs:
        before, after = (side.get(name, name) if name else None for side, name in zip(headers, pair, strict=True))
        if before is None or after is None:
            yield _Told("column", before, after)
        elif comparison_key(before) != comparison_key(after):
            before, after = (None if is_nameless(header) else header for header in (before, after))
            if before is None or after is None:
                yield _Told("header", before, after)
                continue
            yield _Told("unit" if unit_of(before) != unit_of(after) else "header", before, after)
    yield from _column_order(headers, pairs)


def fields_of_one(old: EditionRecords, new: EditionRecords) -> frozenset[str]:
    """Return the fields whose column came or went as a whole, and of which the other edition says nothing anywhere.

    That is told once, above; each row would tell it again.
    """
    headers = _headers(old.edition_record), _headers(new.edition_record)
    if not all(headers):
        return frozenset()
    sides = (headers[0], new), (headers[1], old)
    return frozenset(
        name
        for own, other in sides
        for name in own
        if name in FIELDS and not any(field_texts(item).get(name) for item in other.items)
        if name not in _headers(other.edition_record)
    )


def _headers(edition: Edition) -> dict[str, str]:
    """Return the headers from left to right, by the field that claims the column, or else by their own text."""
    columns = zip(edition.header_fields, edition.headers, strict=True)
    return {field or header: header for field, header in columns}


def _column_order(headers: tuple[dict[str, str], dict[str, str]], pairs: Sequence[ColumnPair]) -> Iterator[_Told]:
    """Yield the columns that both editions have in both orders, under the newer headers, where the orders differ."""
    places = {name: place for place, name in enumerate(headers[0])}
    old_place = {pair.after: places[pair.before] for pair in pairs if pair.before in places and pair.after is not None}
    in_new = [name for name in headers[1] if name in old_place]
    order = [old_place[name] for name in in_new]
    if order != sorted(order):
        in_old = sorted(in_new, key=old_place.__getitem__)
        yield _Told("column_order", *(BETWEEN.join(headers[1][name] for name in names) for names in (in_old, in_new)))


# ── legends and notes ───────────────────────────────────────────────────────────────────────────────────────────────


def _status_legend(edition: Edition) -> str | None:
    return " ".join(f"{mark}:{label}" for mark, label in sorted(edition.status_legend.items())) or None


def _notes(old: Edition, new: Edition) -> Iterator[_Told]:
    """Yield the notes that changed, came and went; the legends among them are told as legends."""
    gone, come = _plain_notes(old), _plain_notes(new)
    if "".join(gone) == "".join(come):
        return  # the same text, broken into other lines
    pairs = _reworded_notes([key for key in gone if key not in come], [key for key in come if key not in gone])
    for before, after in pairs:
        texts = gone.get(before or ""), come.get(after or "")
        units = [unit_of(text or "") for text in texts]
        yield _Told("unit" if units[0] != units[1] else "note", *texts)


def _plain_notes(edition: Edition) -> dict[str, str]:
    """Return the notes that are no legends, by their comparison keys."""
    notes = {comparison_key(note): note for note in edition.notes[:MOST_NOTES]}
    return {key: note for key, note in notes.items() if key and not _is_legend(key, edition)}


def _is_legend(note: str, edition: Edition) -> bool:
    """Return whether a note, as a comparison key, only explains marks.

    One that has figures beside that, as 対応済 5件、検討中 3件 has, says more.
    """
    legend = comparison_key(edition.mark_legend)
    if legend and note in legend:
        return True
    explained = [(comparison_key(mark), comparison_key(label)) for mark, label in edition.status_legend.items()]
    if not (legend and legend in note) and not any(label in note for _, label in explained):
        return False
    rest = note.replace(legend, "") if legend else note
    for mark, label in explained:
        rest = re.sub(rf"(?:{re.escape(mark)}\W{{0,2}})?{re.escape(label)}", "", rest)
    return not any(digit in rest for digit in "0123456789")


def _reworded_notes(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield each note with the one that it became, then those that came and those that went."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    left = dict.fromkeys(gone)
    for key in come:
        best = extractOne(key, list(left), scorer=Indel.normalized_similarity, score_cutoff=SAME_NOTE)
        if best is not None:
            del left[best[0]]
        yield (best[0] if best else None), key
    yield from ((key, None) for key in left)


def _change(from_edition: str, told: _Told) -> Change:
    from rapidfuzz.distance import Indel

    before, after = told.before or "", told.after or ""
    diff = diff_texts(before, after)
    return Change(
        from_edition=from_edition,
        kind="head",
        from_ordinal=None,
        to_ordinal=None,
        from_number=None,
        to_number=None,
        field=told.part,
        before=told.before,
        after=told.after,
        marked=None,
        segments=diff_to_segments(diff, Marking(bytes(len(after)))),
        similarity=round(Indel.normalized_similarity(comparison_key(before), comparison_key(after)), 6),
    )
