"""Which letters are printed over others."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.lines.letters_over import letters_around, letters_over


def letter(x: float, top: float, size: float = 10.0) -> list[float]:
    return [x, top, x + size, top + size]


@pytest.mark.parametrize(
    ("other", "is_over"),
    [
        (letter(5.5, 0), True),
        (letter(6.5, 0), False),  # the next letter of a line that is set tight
        (letter(0, 5.5), True),
        (letter(0, 6.5), False),  # the line below
        (letter(-6, -8, 30), True),  # a stamp's letter
        (letter(9, 5, 5), False),  # a small one at its foot
    ],
)
def test_a_letter_lies_over_another_where_their_middles_are_near(other: list[float], is_over: bool) -> None:
    boxes, others = np.array([letter(0, 0)]), np.array([other])
    assert letters_over(boxes, others).tolist() == [[is_over]]
    assert not is_over or letters_around(boxes, others).all()


def test_letters_far_from_all_others_are_not_compared() -> None:
    boxes = np.array([letter(0, 0), letter(30, 0)])
    assert letters_around(boxes, np.array([letter(20, 0), letter(60, 0), letter(0, 20)])).tolist() == [
        True,
        False,
        False,
    ]
