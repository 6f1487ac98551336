"""What a change is to a reader."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.changes import has_unmarked_changes, shares_nothing
from pipeline.comparison import compare_editions
from pipeline.model import Change, EditionDiff, Match
from tests.edition_records import records
from tests.listing.test_groups import change


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), False),
        ((change("all"), change("stale", (), kind="unchanged")), False),
        ((change(None, (), kind="removed"), change(None, (), kind="added")), False),
        ((change("none"),), True),
        ((change("part"),), True),
    ],
)
def test_only_a_change_that_is_not_marked_in_full_fails_a_publisher(
    changes: tuple[Change, ...], *, expected: bool
) -> None:
    empty = compare_editions(records("a", []), records("b", []))
    diff = EditionDiff("s", "a", "b", (), changes, empty.audit)
    assert has_unmarked_changes(diff) is expected


@pytest.mark.parametrize(
    ("items", "pairs", "expected"), [(60, 2, True), (60, 3, False), (10, 0, True), (10, 1, False), (0, 0, False)]
)
def test_editions_of_which_one_item_of_twenty_is_in_both_have_something_in_common(
    items: int, pairs: int, *, expected: bool
) -> None:
    audit = replace(compare_editions(records("a", []), records("b", [])).audit, items_before=items, items_after=items)
    found = [Match("a", n, n, None, None, "same", 1.0, "identical text", None) for n in range(1, pairs + 1)]
    lone = [Match("a", n, None, None, None, "removed", 0.0, "", None) for n in range(pairs + 1, items + 1)]
    assert shares_nothing(EditionDiff("s", "a", "b", (*found, *lone), (), audit)) is expected
