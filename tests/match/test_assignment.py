"""One-to-one assignment of candidate pairs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match.assignment import assign_pairs

Pair = tuple[int, int]


def assigned(worth: dict[Pair, float]) -> list[Pair]:
    return assign_pairs(np.array([*worth], np.int64).reshape(-1, 2), np.array([*worth.values()], np.float64))


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        ({}, []),
        ({(5, 2): 0.1, (1, 7): 0.9}, [(1, 7), (5, 2)]),
        ({(1, 7): 0.9, (5, 7): 0.8}, [(1, 7)]),
        ({(1, 2): 0.9, (1, 3): 0.8, (4, 2): 0.7}, [(1, 3), (4, 2)]),
        ({(1, 2): -0.5, (3, 4): 0.5}, [(3, 4)]),
    ],
    ids=["none", "each alone in its pair", "two for one", "two poorer pairs in one's stead", "worth less than nothing"],
)
def test_the_pairs_of_the_greatest_worth_are_chosen_in_order(worth: dict[Pair, float], expected: list[Pair]) -> None:
    assert assigned(worth) == expected


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0.01, 1.5), max_size=6))
def test_no_other_choice_is_worth_more(worth: dict[Pair, float]) -> None:
    chosen = assigned(worth)
    every = [choice for count in range(len(worth) + 1) for choice in combinations(worth, count)]
    fit = [choice for choice in every if all(len({*items}) == len(choice) for items in zip(*choice, strict=True))]
    assert tuple(sorted(chosen)) in {tuple(sorted(choice)) for choice in fit}
    best = max(sum(worth[pair] for pair in choice) for choice in fit)
    assert sum(worth[pair] for pair in chosen) == pytest.approx(best)
