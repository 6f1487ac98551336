"""Changes that may be none: a side was recognised from a scan, and letters differ that look alike or were doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Change, EditionRecords
from pipeline.schema import FIELDS
from pipeline.writing.lookalikes import look_alike

FEW_LETTERS = 1
"""Letters that were added or dropped alone: a recogniser passes over a mark, or makes one of a speck."""


LONGEST_MISREADING = 4
"""Letters in a row, on either side, that a recogniser reads amiss where it is not certain: the worst of the photocopies
that reading is measured on had three. A sentence that came or went is none of its making."""


def is_doubtful(change: Change, old: EditionRecords, new: EditionRecords) -> bool:
    """Return whether OCR may have made a change: never where neither side is a scan."""
    if "scan" not in (old.edition_record.source_kind, new.edition_record.source_kind):
        return False
    edits = list(_edits(change))
    is_doubted = _is_doubted(old, change.from_ordinal, change.field) or _is_doubted(
        new, change.to_ordinal, change.field
    )
    return bool(edits) and all(
        _may_be_misread(before, after) or (is_doubted and max(len(before), len(after)) <= LONGEST_MISREADING)
        for before, after in edits
    )


def _is_doubted(edition: EditionRecords, ordinal: int | None, field: str | None) -> bool:
    """Tell whether a cell's letters are not all certain. What no field claims is one for all such columns of a row."""
    claimed = field if field in FIELDS else None
    return ordinal is not None and field is not None and (ordinal, claimed) in edition.doubted


def _may_be_misread(before: str, after: str) -> bool:
    """Tell whether nothing differs but letters of one shape, or a single letter that came or went."""
    return look_alike(before, after) or (not (before and after) and len(before + after) <= FEW_LETTERS)


def _edits(change: Change) -> Iterator[tuple[str, str]]:
    """Yield what stood and what stands in its place, for each stretch of a change between equal ones."""
    before = after = ""
    for segment in change.segments:
        if segment.op == "delete":
            before += segment.text
        elif segment.op == "insert":
            after += segment.text
        elif before or after:
            yield before, after
            before = after = ""
    if before or after:
        yield before, after
