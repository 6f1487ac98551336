"""What a change is to a reader, and whether two editions compare at all: for all who count, trace or list changes."""

from __future__ import annotations

from pipeline.model import Change, EditionDiff

FEWEST_IN_COMMON = 0.05
"""Share of the smaller edition's items that two editions of one series have in common at the least."""


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


def shares_nothing(diff: EditionDiff) -> bool:
    """Return whether two editions have hardly an item in common: they are of different series, or one was misread."""
    smaller = min(diff.audit.items_before, diff.audit.items_after)
    pairs = sum(match.from_ordinal is not None and match.to_ordinal is not None for match in diff.matches)
    return smaller > 0 and pairs < max(FEWEST_IN_COMMON * smaller, 1)
