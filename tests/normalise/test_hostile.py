"""Texts that a person made to do harm: each of these would take hours, if a search in it were quadratic."""

from __future__ import annotations

import pytest

from pipeline.model import Style
from tests.normalise.printed import normalise, normalise_table, printed_cell

MANY = 200_000


@pytest.mark.parametrize(
    "line",
    [
        "a" * MANY,
        "a@" * (MANY // 2),
        "(" * MANY,
        "（(" * (MANY // 2),
        "・" * MANY,
        "〃 " * (MANY // 2),
        "ｶﾞ" * (MANY // 2),
    ],
    ids=["letters", "addresses", "brackets", "mixed brackets", "dots", "dittos", "half-width"],
)
def test_a_line_without_end_is_read_as_any_other(line: str) -> None:
    cells = [printed_cell([head], column=column, is_header=True) for column, head in enumerate(["意見", "県の考え方"])]
    cells += [printed_cell([line, line], row=row, column=column) for row in (1, 2) for column in (0, 1)]
    assert len(normalise(cells, 2).rows) == 2


def test_a_cell_of_a_hundred_thousand_lines_is_read_as_any_other() -> None:
    colours = [Style(colour="#ff0000"), Style(strike=True)]
    lines = [[(f"〃{number}", colours[number % 2])] for number in range(MANY // 2)]
    (row,) = normalise([printed_cell(["意見"], is_header=True), printed_cell(lines, row=1)], 1).rows
    assert sum(len(value.spans) for value in row.extra.values()) == len(lines)


def test_a_header_that_stands_a_thousand_times_is_counted_up() -> None:
    (row,) = normalise_table(["報酬"] * 1000, [["円"] * 1000]).rows
    assert len(row.extra) == 1000
