"""Changes that are one and the same in many rows: 46 times 有 → ○ is one line of a listing, and not 46."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Change, Segment
from pipeline.writing.comparison_keys import comparison_key

FEWEST_ALIKE = 3
"""Rows with the same replacement from which a listing shows it once; two are read as quickly as told."""


def fold_alike(changes: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Return the changes, those of one column that replace the same by the same in one place, in the listing's order.

    A group stands where its first change does. Datasets and JSON keep every row.
    """
    groups: dict[tuple[object, ...], list[Change]] = {}
    for place, change in enumerate(changes):
        groups.setdefault(_replacement(change) or (place,), []).append(change)
    folded: list[tuple[Change, ...]] = []
    for group in groups.values():
        folded += [tuple(group)] if len(group) >= FEWEST_ALIKE else [(change,) for change in group]
    places = {id(change): place for place, change in enumerate(changes)}
    return sorted(folded, key=lambda group: places[id(group[0])])


def _replacement(change: Change) -> tuple[object, ...] | None:
    """Return what the change replaces by what, and how it is marked; None where there is no telling in a word."""
    if change.kind != "changed" or change.field is None:
        return None
    pieces = tuple(
        (segment.op, comparison_key(segment.text), segment.marked)
        for segment in change.segments
        if segment.op != "equal" and comparison_key(segment.text)
    )
    return (change.field, change.marked, pieces) if pieces else None


MOST_NUMBERS = 60
"""Numbers that are listed of the rows with the same replacement; more are counted."""


def shown_change(group: Sequence[Change]) -> Change:
    """Return the change that stands for a group: of unequal texts the replaced stretches alone."""
    first = group[0]
    if len({(change.before, change.after) for change in group}) == 1:
        return first
    segments = [
        Segment("equal", "…", marked=False) if segment.op == "equal" else segment
        for segment in first.segments
        if segment.op == "equal" or segment.text.strip()
    ]
    return replace(first, segments=tuple(segments))


def group_note(group: Sequence[Change], numbers: Sequence[str]) -> str:
    """Return in how many rows a group's replacement stands, and in which; empty for one row."""
    if len(group) == 1:
        return ""
    listed = ", ".join(numbers[:MOST_NUMBERS]) + (" …" if len(numbers) > MOST_NUMBERS else "")
    return f"  × {len(group)}行 rows: {listed}"
