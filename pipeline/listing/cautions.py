"""What a reader must know of a comparison before its list: that the two are no neighbours, or of different series."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.changes import shares_nothing
from pipeline.listing.groups import listing_order
from pipeline.model import Change, EditionDiff


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
