"""One field of two matched items: what changed in it, how it is marked, and how much the unmarked part weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from pipeline.diff.audit import Audited, audit_text
from pipeline.diff.field_marks import FieldMarks
from pipeline.diff.hunks import TextDiff, diff_texts, whole_diff
from pipeline.diff.marking import Marking, locate_marks
from pipeline.diff.segments import diff_to_segments
from pipeline.diff.unmarked_weights import NOTATION, edits_to_weights
from pipeline.item_texts import STATUS
from pipeline.model import Mark, Segment, Weight
from pipeline.writing.comparison_keys import comparison_key, is_blank


class FieldChange(Struct, frozen=True):
    """What ``changes`` says of a field, and what ``audits`` counts of it."""

    kind: Literal["changed", "moved", "unchanged"]
    marked: Literal["all", "part", "none", "stale"]
    segments: tuple[Segment, ...]
    similarity: float
    audited: Audited
    weights: tuple[Weight, ...] = ()


def compare_field(field: str, before: str, after: str, marks: FieldMarks) -> FieldChange | None:
    """Return the change of a field, or the mark on one that did not change; None where there is neither."""
    if before == after and not marks.own:
        return None
    if comparison_key(before) == comparison_key(after):
        # A mark that is printed in another item tells of that item's change, and is not stale for want of one here.
        marking = _locate(field, after, marks.own)
        if not marking.size:
            return None
        segments = diff_to_segments(diff_texts(before, after), marking)
        return FieldChange("unchanged", "stale", segments, 1.0, Audited("none", 0, 0, marking.size))
    marking = _locate(field, after, (*marks.own, *marks.repeated))
    if field == STATUS:
        diff = whole_diff(before, after)
        audited = _audit_whole(diff, marking)
        weights: tuple[Weight, ...] = ("status",) if audited.extent != "all" else ()
    else:
        diff = diff_texts(before, after, marking)
        if not diff.edits:
            return _other_notation(diff, marking)
        audited = audit_text(diff, marking)
        weights = edits_to_weights(diff, audited.unmarked)
    segments = diff_to_segments(diff, marking)
    kind: Literal["changed", "moved"] = "moved" if audited.is_move else "changed"
    return FieldChange(kind, audited.extent, segments, _similarity(before, after), audited, weights)


def _other_notation(diff: TextDiff, marking: Marking) -> FieldChange:
    segments = diff_to_segments(diff, marking)
    came = [segment.marked for segment in segments if segment.op == "insert" and segment.text.strip()]
    is_marked = bool(came) and all(came)
    extent: Literal["all", "none"] = "all" if is_marked else "none"
    weights: tuple[Weight, ...] = () if is_marked else NOTATION
    similarity = _similarity(diff.before, diff.after)
    return FieldChange("changed", extent, segments, similarity, Audited(extent, 0, 0, 0), weights)


def _locate(field: str, after: str, marks: Sequence[Mark]) -> Marking:
    marking = locate_marks(after, marks)
    if field != STATUS or all(mark.start == mark.end for mark in marks):
        return marking
    # A status is one sign. Whatever of its cell is marked (「△→○」, 「○ 」), the sign is.
    return Marking(bytes(not is_blank(character) for character in after), marking.strikes)


def _audit_whole(diff: TextDiff, marking: Marking) -> Audited:
    """Return how far a status is marked: it has no parts, and a status of － is no mere punctuation."""
    new, gone = comparison_key(diff.after), comparison_key(diff.before)
    if new:
        marked = any(marking.covered)
        return Audited("all" if marked else "none", len(new), len(new) * marked, len(new) * marked)
    struck = any(comparison_key(strike.text) == gone for strike in marking.strikes)
    seen = len(gone) * struck
    lost = () if struck else (diff.before,)
    return Audited("all" if struck else "none", len(gone), seen, marking.size, len(gone), seen, lost)


def _similarity(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel

    return round(Indel.normalized_similarity(comparison_key(before), comparison_key(after)), 6)
