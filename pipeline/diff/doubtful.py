"""Changes that may be none: a side was recognised from a scan, and only letters that look alike differ."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Change, Edition
from pipeline.writing.lookalikes import look_alike

FEW_LETTERS = 1
"""Letters that were added or dropped alone: a recogniser passes over a mark, or makes one of a speck."""


def is_doubtful(change: Change, old: Edition, new: Edition) -> bool:
    """Return whether OCR may have made a change: never where neither side is a scan."""
    return "scan" in (old.source_kind, new.source_kind) and _may_be_misread(change)


def _may_be_misread(change: Change) -> bool:
    """Tell whether nothing differs but letters of one shape, or single letters that came or went."""
    edits = list(_edits(change))
    return bool(edits) and all(
        look_alike(before, after) or (not (before and after) and len(before + after) <= FEW_LETTERS)
        for before, after in edits
    )


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
