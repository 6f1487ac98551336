"""Cells that are written downwards."""

from __future__ import annotations

import pytest

from pipeline.read_scan.downward import written_downward
from pipeline.read_scan.lines import TextLine
from pipeline.read_scan.recognise import Letter


@pytest.mark.parametrize(
    ("rows", "across", "down", "downward"),
    [
        (["ビデ", "スジ", "のタ", "推ル"], 46, 37, True),
        (["保健福祉", "医療介護", "の担当課"], 36, 46, False),
        (["議", "員", "名"], 46, 37, False),  # one column reads as it stands
        (["ビデ", "スジ"], 46, 37, False),
    ],
)
def test_letters_that_stand_closer_below_than_beside_each_other_are_written_downwards(
    rows: list[str], across: int, down: int, downward: bool
) -> None:
    lines = [TextLine(100, 100 + down * n, 400, 134 + down * n, 34.0, 7) for n in range(len(rows))]
    read = [[Letter(text, 100 + across * n, 130 + across * n, 0.99) for n, text in enumerate(row)] for row in rows]
    assert written_downward(lines, read) == (frozenset({7}) if downward else frozenset())
