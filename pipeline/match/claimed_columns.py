"""A column that a field claims in one edition alone, or another field in each: both stand under its header.

What claims a column is the table as a whole: one column more or less can make it a table of items, or no longer. The
column itself did not change, and each of its values would be told as gone in one place and new in another.
"""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from pipeline.item_texts import STATUS, field_texts
from pipeline.model import Edition, EditionRecords, Item
from pipeline.writing.comparison_keys import comparison_key

_DEMOTED = ("policy_area", "category", "issue", "source", STATUS, "response", "divisions")
_EMPTY = {"status_mark": None, "status_label": None, "divisions": (), "heading": None}


def align_claims(old: EditionRecords, new: EditionRecords) -> tuple[EditionRecords, EditionRecords]:
    """Return both editions with every column under its header that a field claims in one of them alone.

    So does a column that is another field in each: 取組の内容 is the response until 今後の方針 comes in beside it.
    Only columns whose headers are the same are looked at, as ``comparison_key`` sees them.
    """
    return _demote(old, new.edition_record), _demote(new, old.edition_record)


def _demote(records: EditionRecords, other: Edition) -> EditionRecords:
    edition = records.edition_record
    free = {comparison_key(header) for header, field in _columns(other) if not field}
    claimed = {field for _, field in _columns(other) if field}
    own_claims, other_claims = _claims(edition), _claims(other)
    demoted = {}
    for header, field in _columns(edition):
        if field not in _DEMOTED:
            continue
        key = comparison_key(header)
        is_free_there = field not in claimed and key in free
        is_another_there = key in own_claims and other_claims.get(key, field) not in ("", field)
        if is_free_there or is_another_there:
            demoted[field] = header
    if not demoted:
        return records
    fields = tuple("" if field in demoted else field for field in edition.header_fields)
    marks = [replace(mark, field=demoted.get(mark.field, mark.field)) for mark in records.marks]
    return replace(
        records,
        edition_record=replace(edition, header_fields=fields),
        items=tuple(_demote_item(item, demoted) for item in records.items),
        marks=tuple(marks),
    )


def _claims(edition: Edition) -> dict[str, str]:
    """Return the field of each header that stands over one column alone: 対応状況 may stand over two."""
    keys = Counter(map(comparison_key, edition.headers))
    return {key: field for header, field in _columns(edition) if keys[key := comparison_key(header)] == 1}


def _columns(edition: Edition) -> list[tuple[str, str]]:
    return list(zip(edition.headers, edition.header_fields, strict=True))


def _demote_item(item: Item, demoted: dict[str, str]) -> Item:
    texts = field_texts(item)
    extra = {header: text for field, header in demoted.items() if (text := texts[field])}
    names = {field: "status_mark" if field == STATUS else field for field in demoted}
    emptied: dict[str, object] = {name: _EMPTY.get(name) for name in names.values()}
    if "issue" in demoted:
        emptied["heading"] = None
    dittos = tuple(demoted.get(name, name) for name in item.dittos)
    return replace(item, **emptied, extra={**item.extra, **extra}, dittos=dittos)
