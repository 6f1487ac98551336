"""Which column numbers the rows of a printed table."""

from __future__ import annotations

import pytest

from tests.parse.tables import XS, Drawn, read
from tests.parse.tables import grid as printed


@pytest.mark.parametrize(("header", "is_number"), [("番号", True), ("№", True), ("数量", False)])
def test_numbers_that_restart_with_a_row_between_that_has_none_are_numbers_under_such_a_header(
    header: str, is_number: bool
) -> None:
    numbers = ["1", "2", "3", "4", "5", "1", "2", "", "4"]
    rows = [[header, "意見", "対応状況"], *([number, f"意見{place}", "行う。"] for place, number in enumerate(numbers))]
    document = read(printed(1, rows[:6], XS), printed(2, rows[:1] + rows[6:], XS))
    assert ("number" in {column.field for column in document.columns}) is is_number


@pytest.mark.parametrize(
    ("amounts", "rows"), [(("12,300", "450"), 3), (("△1.5", "8"), 3), (("720,610", "32"), 3), (("", "1"), 2)]
)
def test_a_column_of_amounts_of_which_one_is_short_numbers_no_rows(amounts: tuple[str, str], rows: int) -> None:
    first, second = amounts
    xs = (20.0, 110.0, 220.0, 300.0)
    table: Drawn = [["目", "前の額", "節"], ["総務費", first, "報酬"], ["児童費", second, "手当"], [None, None, "旅費"]]
    assert len(read(printed(1, table, xs)).rows) == rows
