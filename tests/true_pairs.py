"""A pair of PDFs held against its truth: ``NAME-old.pdf``, ``NAME-new.pdf`` and ``NAME.json`` in one folder.

``changes`` are the rows that a comparison must hold, each by kind, both numbers, field and how far it is marked;
``marked_also`` and ``kind_also`` are as right. ``free_fields`` count neither way, ``splits`` free the rows
that they name. ``must_not``, ``should_tell`` and ``audit`` are what their names say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_table
from pipeline.model import Change, EditionDiff, EditionRecords, Match, Series
from pipeline.stages import extract_edition

Truth = Mapping[str, Any]


def read_records(path: Path, edition: str) -> EditionRecords:
    """Return what diff reads of a PDF, without writing it."""
    tagged = extract_edition(path, Series("pairs"), edition)
    return EditionRecords("pairs", edition, tagged.edition_record, tagged.items, tagged.marks)


def pair_errors(truth_path: Path) -> list[str]:
    """Return in words whatever a pair's comparison gets wrong, nothing where it is exact."""
    truth, name = json.loads(truth_path.read_text("utf-8")), truth_path.stem
    errors = []
    for comparison in truth.get("comparisons") or [truth]:
        ends = comparison.get("old", "old"), comparison.get("new", "new")
        records = [read_records(truth_path.with_name(f"{name}-{end}.pdf"), end) for end in ends]
        diff = compare_editions(*records)
        errors += [f"{ends[0]} → {ends[1]}: {error}" for error in diff_errors(diff, comparison)]
    return errors


def diff_errors(diff: EditionDiff, truth: Truth) -> Iterator[str]:
    """Yield what is wrong with one comparison."""
    free = {number for split in truth.get("splits", ()) for number in split["to_numbers"]}
    found = [change for change in diff.changes if _counts(change, truth) and change.to_number not in free]
    if not truth.get("splits"):
        yield from _row_errors(found, truth["changes"])
    for unwanted in truth.get("must_not", ()):
        yield from (f"must not: {unwanted.get('say')}: {hit}" for hit in _hits(diff, unwanted, truth))
    for wanted in truth.get("should_tell", ()):
        if not _tells(diff, wanted):
            yield f"should tell: {wanted['say']}"
    for count, expected in truth.get("audit", {}).items():
        if (actual := getattr(diff.audit, count)) != expected:
            yield f"audit: {count} is {actual}, not {expected}"
    for change in diff.changes:
        for left_out, text in (("insert", change.before), ("delete", change.after)):
            if "".join(segment.text for segment in change.segments if segment.op != left_out) != (text or ""):
                yield f"segments do not give the text of {change.to_number} {change.field}"


def _counts(change: Change, truth: Truth) -> bool:
    kind: str = change.kind
    is_notation = truth.get("notation_allowed") and change.weights == ("notation",)
    return kind != "head" and change.field not in truth.get("free_fields", ()) and not is_notation


def _row_errors(found: Sequence[Change], expected: Sequence[Truth]) -> Iterator[str]:
    left = list(found)
    for row in expected:
        kinds = {row["kind"], *row.get("kind_also", ())}
        extents = {row["marked"], *row.get("marked_also", ())}
        place = (row["from_number"], row["to_number"], row["field"])
        same = [change for change in left if (change.from_number, change.to_number, change.field) == place]
        hit = next((change for change in same if change.kind in kinds and change.marked in extents), None)
        if hit is not None:
            left.remove(hit)
        else:
            said = [f"{change.kind} {change.marked}" for change in same]
            yield f"{place} is {said}, not {row['kind']} {row['marked']} ({row.get('note')})"
    expected_places = [(row["from_number"], row["to_number"], row["field"]) for row in expected]
    for change in left:
        place = (change.from_number, change.to_number, change.field)
        if place not in expected_places:
            yield f"{place} is {change.kind} {change.marked}, and should not be: {change.before!r} → {change.after!r}"


def _hits(diff: EditionDiff, unwanted: Truth, truth: Truth) -> Iterator[str]:
    if "match" in unwanted:
        yield from (str(match) for match in diff.matches if match.kind == unwanted["match"])
    elif "stdout" in unwanted:
        table = changes_to_table(diff, width=120, colour=False)
        yield from (text for text in unwanted["stdout"] if text in table)
    else:
        for change in diff.changes:
            names = [name for name in ("kind", "field", "to_number", "marked") if name in unwanted]
            if not _counts(change, truth) or any(getattr(change, name) != unwanted[name] for name in names):
                continue
            if "segment" not in unwanted:
                yield f"{change.to_number} {change.field} {change.kind}"
            elif any(unwanted["segment"] in part.text for part in change.segments if part.op != "equal"):
                yield f"{change.to_number}: {unwanted['segment']}"


def _tells(diff: EditionDiff, wanted: Truth) -> bool:
    if "head" in wanted:
        heads = [change for change in diff.changes if str(change.kind) == "head"]
        return any(
            all(word in f"{change.field} {change.before} {change.after}" for word in wanted["head"]) for change in heads
        )
    if "at_most" in wanted:
        return bool(sum(change.field == wanted["field"] for change in diff.changes) <= wanted["at_most"])
    if "kind" in wanted:
        rows: list[Change | Match] = [*diff.changes, *diff.matches]
        return any(
            row.kind == wanted["kind"] and wanted.get("to_number", row.to_number) == row.to_number for row in rows
        )
    if "weight_not" in wanted:
        changes = [change for change in diff.changes if change.to_number == wanted["to_number"]]
        return bool(changes) and all(change.weights != (wanted["weight_not"],) for change in changes)
    return True  # told in words alone: a person must look
