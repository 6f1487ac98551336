"""How many lines are recognised in one call: few enough for the memory, and of nearly one width."""

from __future__ import annotations

import pytest

from pipeline.read_scan.recognise import batches


@pytest.mark.parametrize(
    ("widths", "sizes"),
    [
        ([100] * 17, [16, 1]),  # sixteen at the most
        ([1000] * 5, [4, 1]),  # 4,000 dots together
        ([1001] * 4, [3, 1]),
        ([9000], [1]),  # one line is read however long it is
        ([500, 520], [2]),  # nearly one width
        ([500, 521], [1, 1]),
        ([], []),
    ],
)
def test_a_call_has_lines_of_nearly_one_width_that_fit_the_memory(widths: list[int], sizes: list[int]) -> None:
    found = list(batches(widths))
    assert [len(members) for members in found] == sizes
    assert sorted(number for members in found for number in members) == list(range(len(widths)))
