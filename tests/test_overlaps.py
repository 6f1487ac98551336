import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.model import Box, Rule
from pipeline.overlaps import box_array, overlapping, shared_extents


def boxes(seed: int, count: int, largest: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    corner = random.integers(0, 300, (count, 2))
    return np.hstack((corner, corner + random.integers(0, largest, (count, 2)))).astype(float)


@given(st.integers(0, 99), st.sampled_from([0, 1, 12, 200]), st.sampled_from([1, 10, 300]))
def test_the_pairs_are_those_of_holding_each_against_each(seed: int, count: int, largest: int) -> None:
    first, second = boxes(seed, count, 300), boxes(seed + 1, 150, largest)
    expected = [
        (i, j)
        for i, a in enumerate(first.tolist())
        for j, b in enumerate(second.tolist())
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
    ]
    assert list(zip(*(side.tolist() for side in overlapping(first, second)), strict=True)) == expected


def test_boxes_all_over_each_other_are_refused() -> None:
    same = np.tile([0.0, 0.0, 100.0, 100.0], (int(limits.MAX_OVERLAPS_ON_PAGE**0.5) + 1, 1))
    with pytest.raises(LimitExceededError):
        overlapping(same, same)


@pytest.mark.parametrize("kind", [Box, Rule])
def test_an_array_of_boxes_has_their_sides(kind: type[Box | Rule]) -> None:
    assert box_array([kind(1, 2, 3, 4), kind(5, 6, 7, 8)]).tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert box_array([]).shape == (0, 4)


def test_boxes_share_a_width_and_a_height_and_less_than_none_where_they_are_apart() -> None:
    first = box_array([Box(0, 0, 10, 10), Box(0, 0, 10, 10), Box(0, 0, 10, 10)])
    second = box_array([Box(4, 7, 30, 9), Box(10, 0, 20, 10), Box(12, 20, 14, 30)])
    assert shared_extents(first, second).tolist() == [[6, 2], [0, 10], [-2, -10]]
