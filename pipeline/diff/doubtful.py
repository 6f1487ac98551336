"""Changes that may be none: a side was recognised from a scan, and only letters that look alike differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model import Change, Edition
from pipeline.writing.lookalikes import look_alike

FEW_LETTERS = 1
"""Letters that were added or dropped alone: a recogniser passes over a mark, or makes one of a speck."""


def tell_doubtful(changes: Iterable[Change], old: Edition, new: Edition) -> Iterator[Change]:
    """Yield the changes, ``doubtful`` where OCR may have made them; all as they are where neither side is a scan."""
    is_scan = "scan" in (old.source_kind, new.source_kind)
    for change in changes:
        yield replace(change, doubtful=True) if is_scan and _may_be_misread(change) else change


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
