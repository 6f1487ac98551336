"""The order in which people read changes: unmarked ones first, group by group."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.changes import is_notation_only
from pipeline.listing.column_labels import HEAD_LABELS
from pipeline.model import Change
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
