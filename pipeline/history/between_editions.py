"""Which edition the marks speak of: the one right before theirs. Across others they say little of what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.model import Edition, EditionDiff, EditionRecords, Reach


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
    meetings = new.meeting_number - old.meeting_number
    # Meetings are counted anew each year, or on over the years: the twelfth of R5, the thirteenth of R6.
    follows = meetings <= 1 if years == 0 else years == 1 and (new.meeting_number == 1 or meetings == 1)
    return Reach() if follows else Reach("apart")


def reach_in_series(editions: Sequence[str], old: EditionRecords, new: EditionRecords) -> Reach:
    """Return what lies between two editions of a series.

    Of two that stand side by side the documents themselves say whether one between them is missing: it was never filed,
    or could not be read.

    Args:
        editions: The names of all there are, oldest first.
        old: One of these.
        new: Another.
    """
    first, last = editions.index(old.edition), editions.index(new.edition)
    if last < first:
        return Reach("reversed")
    between = tuple(editions[first + 1 : last])
    return Reach("apart", between) if between else reach_of(old.edition_record, new.edition_record)


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
