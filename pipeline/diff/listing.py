"""The order in which people read changes, and the JSON of a comparison."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import to_builtins

from pipeline.diff.labels import HEAD_LABELS
from pipeline.model import Change, EditionDiff
from pipeline.schema import FIELDS
from pipeline.vocabulary.weights import WEIGHTS

GROUPS = ("none", "head", "removed", "added", "split", "merged", "part", "all", "stale", "doubtful", "notation")
"""What nobody marked comes first, then what no mark can tell of: the head, and items that came or went."""


def change_group(change: Change) -> str:
    """Return the change's group: how much of it is marked, or that the item was added or removed, or its notation.

    What OCR may have misread is a group of its own: nobody is to be blamed for it.
    """
    if is_notation_only(change):
        return "notation"
    if change.doubtful:
        return "doubtful"
    return change.kind if change.marked is None else change.marked


def listing_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes as every listing shows them: by group, weight, place in the newer edition, and field."""
    return tuple(sorted(changes, key=_listing_key))


def _listing_key(change: Change) -> tuple[int, int, int, int, int, str]:
    weight = WEIGHTS.index(change.weights[0]) if change.weights else len(WEIGHTS)
    order: tuple[str, ...] = tuple(HEAD_LABELS) if change.kind == "head" else FIELDS
    field = order.index(change.field) if change.field in order else len(order)
    # A removed item has no place in the newer edition; it comes in the older one's order.
    place = change.to_ordinal if change.to_ordinal is not None else change.from_ordinal or 0
    return GROUPS.index(change_group(change)), weight, place, change.from_ordinal or 0, field, change.field or ""


def is_field_change(change: Change) -> bool:
    """Return whether a field of an item that stayed says something else now, or the same in another order."""
    return change.kind in ("changed", "moved")


def is_gone_told(change: Change) -> bool:
    """Return whether a listing says in words what went: where red beside it makes a reader believe to see all."""
    return change.marked == "part" and bool(change.gone)


def is_notation_only(change: Change) -> bool:
    """Return whether nothing changed but how it is written: no person need look at it."""
    return change.kind == "changed" and change.marked == "none" and change.weights == ("notation",)


def has_unmarked_changes(diff: EditionDiff, *, strict: bool = False) -> bool:
    """Return whether a field changed and the publisher did not mark all of it.

    Added and removed items do not count: no mark could have told. Nor does another notation, unless ``strict``.
    """
    return any(is_unmarked(change) or (strict and is_notation_only(change)) for change in diff.changes)


def is_unmarked(change: Change) -> bool:
    """Return whether a field changed, not in notation alone nor by OCR alone, and not all of it is marked."""
    is_told = is_field_change(change) and not is_notation_only(change) and not change.doubtful
    return is_told and change.marked in ("none", "part")


def changes_to_json(diff: EditionDiff, notes: Mapping[str, str | None] | None = None) -> str:
    """Return the comparison as JSON: the audit, the changes in listing order, the matches.

    ``notes`` tells what a reader must know of an edition, by its name: that it is a reconstruction, for one. Control
    characters, also those that JSON allows as they are, are written as escapes: a terminal would obey them.
    """
    content = {
        "series": diff.series,
        "from_edition": diff.from_edition,
        "edition": diff.edition,
        "notes": {edition: note for edition, note in (notes or {}).items() if note},
        "reach": to_builtins(diff.reach),
        "marked_before": {str(ordinal): dict(fields) for ordinal, fields in diff.marked_before.items()},
        "audit": to_builtins(diff.audit),
        "changes": [to_builtins(change) for change in listing_order(diff.changes)],
        "matches": [to_builtins(match) for match in diff.matches],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return text.translate(_ESCAPES)


class _Escapes(dict[int, str]):
    """What each character stands as, worked out when it is first seen (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            units = character.encode("utf-16-be", "surrogatepass")
            character = "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
        self[code] = character
        return character


_ESCAPES = _Escapes()
