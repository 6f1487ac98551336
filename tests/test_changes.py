"""What a change is to a reader."""

from __future__ import annotations

import pytest

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.model import Change, EditionDiff
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
