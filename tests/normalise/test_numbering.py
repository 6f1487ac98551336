"""What printed numbers show of rows lost or read twice."""

from __future__ import annotations

import pytest

from pipeline.model import Row, StyledText
from pipeline.normalise.numbering import check_numbers


def findings_of(numbers: list[str | None]) -> list[tuple[str, int | None]]:
    rows = [
        Row(ordinal, {} if number is None else {"number": StyledText(number)}, {}, frozenset(), 1, 1)
        for ordinal, number in enumerate(numbers, start=1)
    ]
    return [(finding.code, finding.ordinal) for finding in check_numbers(rows)]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["1", "2", "3"], []),
        (["5", "6"], []),
        (["No.1", "No. 2", "(3)", "4."], []),
        (["1", "3"], [("number_gap", 2)]),
        (["1", "2", "2", "3"], [("number_repeated", 3)]),
        (["1", "2", "1", "2"], []),  # two parts, each counted by itself
        (["1", None, "2"], [("row_without_number", 2)]),
        (["1-1", "1-2", "2-1"], []),
        (["1", "2", "2の2", "3"], []),
        (["4", "3"], [("number_gap", 2)]),
    ],
)
def test_numbers_run_on(numbers: list[str | None], found: list[tuple[str, int]]) -> None:
    assert findings_of(numbers) == found
