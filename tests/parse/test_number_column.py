"""Which column numbers the rows of a printed table."""

from __future__ import annotations

import pytest

from tests.parse.tables import XS, read
from tests.parse.tables import grid as printed


@pytest.mark.parametrize(("header", "is_number"), [("番号", True), ("№", True), ("数量", False)])
def test_numbers_that_restart_with_a_row_between_that_has_none_are_numbers_under_such_a_header(
    header: str, is_number: bool
) -> None:
    numbers = ["1", "2", "3", "4", "5", "1", "2", "", "4"]
    rows = [[header, "意見", "対応状況"], *([number, f"意見{place}", "行う。"] for place, number in enumerate(numbers))]
    document = read(printed(1, rows[:6], XS), printed(2, rows[:1] + rows[6:], XS))
    assert ("number" in {column.field for column in document.columns}) is is_number
