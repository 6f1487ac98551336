"""Level rules that part one side of a merged cell."""

from __future__ import annotations

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedGrid
from tests.pages import PageMaker

XS = (50.0, 250.0, 400.0)


def districts(start: float, end: float, *texts: tuple[float, float, str]) -> PrintedGrid:
    """Print a cell of two rows beside two schools, with these texts and a rule from ``start`` to ``end`` in it."""
    maker = PageMaker()
    for y in (40.0, 70.0, 100.0, 130.0):
        maker.rule(50 if y != 100 else 250, y, 400, y + 0.5)
    for x in XS:
        maker.rule(x, 40, x + 0.5, 130)
    maker.rule(start, 100, end, 100.5).text(55, 45, "町").text(255, 45, "学校").text(255, 75, "甲校").text(
        255, 105, "乙校"
    )
    for x, y, text in texts:
        maker.text(x, y, text)
    return print_page(maker.page()).grids[0]


NAME, UPPER, LOWER = (55.0, 75.0, "今里町"), (150.0, 75.0, "一番地"), (150.0, 105.0, "八番地")


def test_a_rule_that_begins_in_a_merged_cell_parts_what_stands_beside_the_name() -> None:
    grid = districts(145, 250, NAME, UPPER, LOWER)
    assert grid.columns == (50.25, 145.0, 250.25, 400.25)
    assert [cell.text for cell in grid.cells if cell.row_index] == ["今里町", "一番地", "甲校", "八番地", "乙校"]


def test_a_rule_that_ends_in_a_merged_cell_parts_what_stands_on_its_left() -> None:
    texts = (55.0, 75.0, "一番地"), (55.0, 105.0, "八番地"), (150.0, 90.0, "今里町")
    grid = districts(50, 145, *texts)
    assert [cell.text for cell in grid.cells if cell.row_index] == ["一番地", "今里町", "甲校", "八番地", "乙校"]


@pytest.mark.parametrize(("start", "end", "columns"), [
    (145, 250, 3), (145, 240, 2), (69, 250, 2), (72, 250, 3), (229, 250, 3), (232, 250, 2),
])  # fmt: skip
def test_the_rule_meets_one_side_and_ends_more_than_twenty_points_from_the_other(
    start: float, end: float, columns: int
) -> None:
    name = (55.0, 75.0, "今") if start < 145 else NAME
    lots = 75.0 if start < 145 else 150.0 if start == 145 else 233.0
    grid = districts(start, end, name, (lots, 75, "一"), (lots, 105, "八"))
    assert len(grid.columns) - 1 == columns


@pytest.mark.parametrize("texts", [(NAME, UPPER), (NAME, LOWER), (UPPER, LOWER)])
def test_there_is_a_name_and_something_on_both_sides_of_the_rule(texts: tuple[tuple[float, float, str], ...]) -> None:
    assert len(districts(145, 250, *texts).columns) == 3


def test_a_word_across_the_place_where_the_rule_begins_shows_that_it_is_no_column() -> None:
    assert len(districts(145, 250, (55.0, 75.0, "大きな町の名前と番地の"), LOWER).columns) == 3
