"""Which edition the marks speak of: the one right before theirs. Across others they say little of what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.diff.listing import listing_order
from pipeline.model import Change, Edition, EditionDiff, Reach

FEWEST_IN_COMMON = 0.05
"""Share of the smaller edition's items that two editions of one series have in common at the least."""


def reach_of(old: Edition, new: Edition) -> Reach:
    """Return what lies between two documents as far as they say which meeting of which year they were printed for.

    Where they do not say, they are taken for neighbours.
    """
    if old.meeting_date is not None and new.meeting_date is not None and old.meeting_date > new.meeting_date:
        return Reach("reversed")
    if old.fiscal_year is None or new.fiscal_year is None:
        return Reach()
    years = new.fiscal_year - old.fiscal_year
    if old.meeting_number is None or new.meeting_number is None:
        return Reach("reversed") if years < 0 else Reach("apart") if years > 1 else Reach()
    if (years, new.meeting_number - old.meeting_number) < (0, 0):
        return Reach("reversed")
    follows = new.meeting_number - old.meeting_number <= 1 if years == 0 else years == 1 and new.meeting_number == 1
    return Reach() if follows else Reach("apart")


def reach_in_series(editions: Sequence[str], old: str, new: str) -> Reach:
    """Return what lies between two editions of a series, given all of them, oldest first."""
    first, last = editions.index(old), editions.index(new)
    if last < first:
        return Reach("reversed")
    return Reach("apart", tuple(editions[first + 1 : last])) if last - first > 1 else Reach()


def marked_before(diffs: Sequence[EditionDiff]) -> dict[int, dict[str, str]]:
    """Return which fields of which items were marked in the editions between, and in which one at last.

    Args:
        diffs: Each edition against the one before it, from the older end to the newer one, that one included.

    Returns:
        By the item's ordinal in the newest edition: field → edition. What the newest one marks itself is left out.
    """
    marked: dict[int, dict[str, str]] = {}
    for place, diff in enumerate(diffs):
        moved: dict[int, dict[str, str]] = defaultdict(dict)
        for match in diff.matches:
            if match.from_ordinal is not None and match.to_ordinal is not None:
                moved[match.to_ordinal] |= marked.get(match.from_ordinal, {})
        marked = moved
        if place == len(diffs) - 1:
            break
        for change in diff.changes:
            if change.to_ordinal is not None and change.field is not None and change.marked in ("all", "part"):
                marked[change.to_ordinal] = {**marked.get(change.to_ordinal, {}), change.field: diff.edition}
    return {ordinal: fields for ordinal, fields in marked.items() if fields}


def shares_nothing(diff: EditionDiff) -> bool:
    """Return whether two editions have hardly an item in common: they are of different series, or one was misread."""
    smaller = min(diff.audit.items_before, diff.audit.items_after)
    pairs = sum(match.from_ordinal is not None and match.to_ordinal is not None for match in diff.matches)
    return smaller > 0 and pairs < max(FEWEST_IN_COMMON * smaller, 1)


def reach_lines(diff: EditionDiff) -> Iterator[str]:
    """Yield what a reader must know of a comparison before its list, a line each: nothing of two neighbours."""
    if diff.reach.kind == "reversed":
        yield (
            "新しい方の文書が先に挙げられている。印は前の版からの変更を示すので、再現率は示さない · "
            "the newer document comes first: its marks speak of the edition before it, so no recall is given"
        )
    if diff.reach.kind == "apart":
        names = "、".join(diff.reach.between)
        ja, en = (diff.reach.between[-1],) * 2 if names else ("直前の版", "the edition right before")
        between = f"（間に {names}）" if names else ""
        yield (
            f"隣り合う版ではない{between}。印は {ja} からの変更を示すので、再現率は示さない · "
            f"no neighbours: the marks speak of what changed since {en}, so no recall is given"
        )
    told = [
        f"{change.to_number or f'#{change.to_ordinal}'} {change.field} ({edition})"
        for change in diff.changes
        if change.kind != "unchanged" and change.marked != "all" and (edition := _edition_before(diff, change))
    ]
    if told:
        yield f"間の版では印があった変更 marked in an edition between: {'、'.join(told)}"
    if shares_nothing(diff):
        yield (
            "警告: 2つの文書に共通の項目がほとんどない。同じシリーズの文書か · "
            "warning: the two documents have hardly an item in common: are they of one series?"
        )


def _edition_before(diff: EditionDiff, change: Change) -> str | None:
    """Return the edition between the two that marked this field of the item, if one did."""
    return diff.marked_before.get(change.to_ordinal or 0, {}).get(change.field or "")


def changes_for_people(diff: EditionDiff) -> tuple[Change, ...]:
    """Return the changes that a listing shows: of two documents of different series, none of the rows that differ."""
    if shares_nothing(diff):
        return tuple(change for change in listing_order(diff.changes) if change.kind not in ("added", "removed"))
    return listing_order(diff.changes)
