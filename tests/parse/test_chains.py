"""Which printed tables are one: by their columns, and how near they stand."""

from __future__ import annotations

import pytest

from pipeline.parse.chains import same_columns
from tests.pages import PageMaker
from tests.parse.tables import Drawn, draw, read_pages

HEADER = ["施設の名", "所在地", "院長"]
XS = (20.0, 120.0, 260.0, 360.0)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((20, 120, 260, 360), (20, 120, 260, 360), True),
        ((20, 120, 260, 360), (30, 130, 270, 370), True),
        ((20, 120, 260, 360), (20, 123, 260, 360), True),
        ((20, 120, 260, 360), (20, 140, 260, 360), False),
        ((20, 120, 260, 360), (23, 80, 123, 263, 363), True),
        ((20, 120, 260, 360), (25, 80, 125, 265, 365), False),
        ((20, 360), (20, 120, 260, 360), False),
    ],
    ids=["the same", "further right", "1 % off", "a column wider", "3 points off", "5 points off", "half the edges"],
)
def test_columns_are_the_same_up_to_a_hundredth_of_the_width_or_four_points(
    first: tuple[float, ...], second: tuple[float, ...], same: bool
) -> None:
    assert same_columns(first, second) is same


@pytest.mark.parametrize(("gap", "tables"), [(12, 1), (18, 2)])
def test_a_table_without_a_header_goes_on_from_the_one_right_above_it(gap: float, tables: int) -> None:
    first: Drawn = [HEADER, ["甲医院", "見本市", "山田"], ["乙医院", "見本市", "川田"]]
    page = draw(PageMaker(400, 800), first, XS)
    draw(page, [["丙医院", "見本市", "石田"], ["丁医院", "手本町", "岩田"]], XS, top=40 + 3 * 30 + gap)
    assert len(read_pages(page.page()).tables) == tables
