"""Order: which pairs keep it, and where an item is expected."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match.anchors import Anchors, longest_increasing


@given(st.lists(st.integers(0, 9), max_size=8))
def test_no_longer_increasing_subsequence_exists(values: list[int]) -> None:
    found = longest_increasing(values)
    assert all(values[one] < values[other] for one, other in pairwise(found))
    assert found == sorted(set(found))
    longest = max(
        size
        for size in range(len(values) + 1)
        for chosen in combinations(values, size)
        if all(one < other for one, other in pairwise(chosen))
    )
    assert len(found) == longest


@pytest.mark.parametrize(
    ("old", "new", "distance", "in_place"),
    [
        (3, 3, 0, True),  # between (2, 2) and (5, 5)
        (3, 4, 1, False),
        (6, 7, 0, False),  # between (5, 5) and (8, 9): one row came, before or after
        (6, 6, 0, False),
        (9, 10, 0, True),  # between (8, 9) and the ends, 10 and 11
        (0, 0, 0, True),  # between the beginnings and (2, 2)
    ],
)
def test_an_item_is_expected_between_its_neighbours(old: int, new: int, distance: int, *, in_place: bool) -> None:
    # (7, 1) crosses the others and is no anchor.
    anchors = Anchors([(2, 2), (5, 5), (7, 1), (8, 9)], 10, 11)
    assert anchors.distance(old, new) == distance
    assert anchors.in_place(old, new) is in_place
