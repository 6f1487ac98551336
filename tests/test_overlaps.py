import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.overlaps import overlapping

BOX = st.tuples(*[st.integers(0, 300)] * 4).map(
    lambda sides: (*map(min, sides[:2], sides[2:]), *map(max, sides[:2], sides[2:]))
)


@given(st.lists(BOX, max_size=30), st.lists(BOX, max_size=30))
def test_the_pairs_are_those_of_holding_each_against_each(
    first: list[tuple[int, ...]], second: list[tuple[int, ...]]
) -> None:
    expected = [
        (i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
    ]
    found = overlapping(np.array(first, float).reshape(-1, 4), np.array(second, float).reshape(-1, 4))
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


def test_boxes_all_over_each_other_are_refused() -> None:
    boxes = np.tile([0.0, 0.0, 100.0, 100.0], (int(limits.MAX_OVERLAPS_ON_PAGE**0.5) + 1, 1))
    with pytest.raises(LimitExceededError):
        overlapping(boxes, boxes)
