"""Two editions → what changed between them: match → diff → listing, in this order, and what lies between the two."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.diff import find_changes
from pipeline.history import marked_before, reach_of
from pipeline.listing import listing_order
from pipeline.match import match_editions
from pipeline.model import EditionDiff, EditionRecords, Reach


def compare_editions(
    old: EditionRecords, new: EditionRecords, *, earlier: Sequence[EditionDiff] = (), reach: Reach | None = None
) -> EditionDiff:
    """Return what changed from the older edition to the newer one, its changes in listing order.

    Where the two are no neighbours, the marks speak of another edition than the older one: no share of the changes
    that they cover is given.

    Args:
        old: The older edition.
        new: The newer one.
        earlier: Where other editions lie between them: each against the one before it, up to the newer one.
        reach: What lies between them, where the series tells; by default what the two documents say themselves.
    """
    reach = reach_of(old.edition_record, new.edition_record) if reach is None else reach
    matched = match_editions(old, new)
    changes, audit = find_changes(matched)
    if reach.kind != "neighbours":
        audit = replace(audit, recall=None, precision=None)
    listed = listing_order(changes)
    return EditionDiff(
        new.series, old.edition, new.edition, matched.matches, listed, audit, reach, marked_before(earlier)
    )
