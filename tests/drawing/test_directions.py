from __future__ import annotations

import math

import pytest

from pipeline.drawing.directions import direction


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [(0, (0, False)), (90, (90, False)), (-90, (270, False)), (180, (180, False)), (2, (0, False)), (45, (0, True)),
     (30, (0, True)), (-80, (270, True))],
)  # fmt: skip
def test_a_direction_is_one_of_four_or_slanted(degrees: float, expected: tuple[int, bool]) -> None:
    found, slanted = direction(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
    assert slanted == expected[1]
    assert found == expected[0]
