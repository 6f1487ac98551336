"""A column that holds two, with no upright between them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedPage
from tests.pages import PageMaker

XS = (50.0, 250.0, 350.0)


def listed(rows: Sequence[tuple[str, str, str]], inner: Sequence[float] = (180.0,)) -> PrintedPage:
    """A table whose first column has names, and beside them what each row counts, from the inner place on."""
    maker = PageMaker(width=400, height=500)
    maker.grid(XS, [40 + 30 * number for number in range(len(rows) + 2)])
    maker.text(100, 48, "施設の名").text(260, 48, "人数")
    for number, (name, kind, count) in enumerate(rows, start=1):
        maker.text(55, 48 + 30 * number, name).text(inner[number % len(inner)], 48 + 30 * number, kind)
        maker.text(260, 48 + 30 * number, count)
    return print_page(maker.page())


NURSERIES = [("東保育園", "募集数", "12"), ("", "申込数", "5"), ("西保育園", "募集数", "9"), ("", "申込数", "8"),
             ("南こども園", "募集数", "4"), ("", "申込数", "6")]  # fmt: skip
ROUTES = [("山手線", "平日", "甲"), ("", "土曜", "乙"), ("", "休日", "丙")] * 3


@pytest.mark.parametrize("rows", [NURSERIES, ROUTES, ROUTES[:6]])
def test_names_and_what_stands_beside_each_of_their_rows_are_two_columns(rows: list[tuple[str, str, str]]) -> None:
    page = listed(rows)
    (grid,) = page.grids
    assert [tuple(cell.text for cell in grid.row(row)) for row in range(1, grid.row_count)] == rows
    assert [finding.code for finding in page.findings] == ["rule_left_out"]


@pytest.mark.parametrize(("rows", "inner"), [
    ([*ROUTES[:3], ("", "夜間", "丁"), *[("海岸線", "", "丁")] * 3], (180.0,)),  # a single row with both
    (NURSERIES[:4] + [("北保育園", "", "3")] * 2, (180.0,)),  # two rows with the inner one only
    (NURSERIES, (180.0, 190.0, 170.0)),  # beginning at no one place
    ([(name, kind, count) for name, kind, count in NURSERIES if name] * 3, (180.0,)),  # a note behind each name
    ([("市立第一第二東西南北保育園", "募集数", "3")] * 3 + NURSERIES, (180.0,)),  # names that reach over the place
    ([(name and "甲", kind, count) for name, kind, count in NURSERIES], (80.0,)),  # indented
    ([(name, "○", count) for name, _, count in NURSERIES], (180.0,)),  # marks
])  # fmt: skip
def test_other_texts_apart_within_a_column_are_one(rows: list[tuple[str, str, str]], inner: tuple[float, ...]) -> None:
    (grid,) = listed(rows, inner).grids
    assert len(grid.columns) == 3
