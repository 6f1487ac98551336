"""Whole editions compared, against the true lists of what changed between them.

R4-4 and R5-1 are the editions at hand; the earlier one is a reconstruction. ``tests/pairs`` are made.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.model import EditionDiff, EditionRecords
from tests.edition_records import RECONSTRUCTED, records, truth_records
from tests.true_pairs import pair_errors

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.json"))
COLUMNS = ("kind", "from_number", "to_number", "field", "marked")


@pytest.fixture(scope="session")
def earlier(shared: Path) -> EditionRecords:
    return truth_records(shared / "editions", "R4-4", RECONSTRUCTED)


@pytest.fixture(scope="session")
def later(shared: Path) -> EditionRecords:
    return truth_records(shared / "editions", "R5-1")


@pytest.fixture(scope="session")
def diff(earlier: EditionRecords, later: EditionRecords) -> EditionDiff:
    return compare_editions(earlier, later)


def test_exactly_the_true_changes_are_found(diff: EditionDiff, shared: Path) -> None:
    true_list = json.loads((shared / "editions" / "changes-R4-4-to-R5-1.json").read_text("utf-8"))
    expected = sorted(tuple(str(row[column]) for column in COLUMNS) for row in true_list)
    found = sorted(tuple(str(getattr(change, column)) for column in COLUMNS) for change in diff.changes)
    assert found == expected


def test_every_item_after_the_removed_one_is_renumbered_and_none_moved(diff: EditionDiff) -> None:
    kinds = {match.kind for match in diff.matches if match.from_number and int(match.from_number) > 13}
    assert kinds == {"renumbered"}
    assert {match.kind for match in diff.matches} == {"same", "renumbered", "added", "removed"}


def test_unmarked_changes_come_first_and_among_them_the_status(diff: EditionDiff) -> None:
    first = [(change.to_number, change.weights) for change in diff.changes[:3]]
    assert first == [("8", ("status",)), ("14", ("scope", "commitment")), ("28", ("commitment",))]
    assert has_unmarked_changes(diff)


def test_what_the_publisher_painted_is_all_change(diff: EditionDiff) -> None:
    assert (diff.audit.marked_all, diff.audit.marked_part, diff.audit.marked_none, diff.audit.stale) == (4, 0, 3, 0)
    assert diff.audit.precision == 1
    assert diff.audit.marked_changed_characters == diff.audit.marked_characters


@pytest.mark.parametrize("name", ["earlier", "later"])
def test_an_edition_against_itself_has_no_changes_but_stale_marks(name: str, request: pytest.FixtureRequest) -> None:
    edition: EditionRecords = request.getfixturevalue(name)
    diff = compare_editions(edition, edition)
    assert {match.kind for match in diff.matches} == {"same"}
    assert {(change.kind, change.marked) for change in diff.changes} <= {("unchanged", "stale")}
    # Item 36 has two marks in one field.
    assert diff.audit.stale == len({(mark.ordinal, mark.field) for mark in edition.marks})


def test_backwards_what_was_added_is_removed(earlier: EditionRecords, later: EditionRecords) -> None:
    diff = compare_editions(later, earlier)
    assert [(change.kind, change.from_number) for change in diff.changes if change.kind == "removed"] == [
        ("removed", "47")
    ]
    assert [(change.kind, change.to_number) for change in diff.changes if change.kind == "added"] == [("added", "13")]


def test_rows_shuffled_and_numbered_anew_are_still_the_same_rows(earlier: EditionRecords) -> None:
    turned = [replace(item, ordinal=place, number=str(place)) for place, item in enumerate(reversed(earlier.items), 1)]
    diff = compare_editions(earlier, records("turned", turned))
    ends = [(match.from_ordinal, match.to_ordinal) for match in diff.matches]
    assert all(old is not None and new is not None and old + new == 48 for old, new in ends)
    assert not [change for change in diff.changes if change.kind != "unchanged"]


def test_a_wholly_rewritten_response_leaves_every_item_matched(earlier: EditionRecords) -> None:
    responses = [item.response for item in earlier.items]
    rewritten = [
        replace(item, response=response)
        for item, response in zip(earlier.items, responses[7:] + responses[:7], strict=True)
    ]
    diff = compare_editions(earlier, records("rewritten", rewritten))
    assert all(match.from_ordinal == match.to_ordinal for match in diff.matches)


@pytest.mark.parametrize("truth", PAIRS, ids=lambda path: path.stem)
def test_a_pair_is_told_as_it_truly_is(truth: Path) -> None:
    assert pair_errors(truth) == []
