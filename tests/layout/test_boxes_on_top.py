"""Boxes that stand on a table's upper side, over some of its columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.documents import print_page
from tests.pages import PageMaker

XS = (50.0, 110.0, 210.0, 310.0, 410.0)
HEADER = ("番号", "意見", "考え方", "担当課")
FIRST = ("1", "道を直す", "直した", "土木課")


def page_with(
    box: Sequence[float], tops: Sequence[float], words: Sequence[str], rows: Sequence[Sequence[str]] = (HEADER, FIRST)
) -> list[list[tuple[str, ...]]]:
    """Return the texts of a page's tables: one of four columns, and a box over it with those uprights and levels."""
    maker = PageMaker().grid(XS, [100 + 30 * number for number in range(len(rows) + 1)]).grid(box, [*tops, 100.0])
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            maker.text(x + 5, 108 + 30 * number, text)
    for x, word in zip(box, words, strict=False):
        maker.text(x + 3, tops[0] + 4, word)
    grids = print_page(maker.page()).grids
    return [[tuple(cell.text for cell in grid.row(row)) for row in range(grid.row_count)] for grid in grids]


TABLE = [HEADER, FIRST]


@pytest.mark.parametrize("left", [310.0, 210.0, 110.0, 260.0])
def test_a_box_of_one_cell_over_the_right_columns_is_no_row_of_the_table(left: float) -> None:
    assert page_with((left, 410.0), (80.0,), ["凡例○済"]) == [TABLE]


def test_a_box_of_several_cells_is_a_table_of_its_own() -> None:
    seals = page_with((320.0, 350.0, 380.0, 410.0), (50.0, 70.0), ["部長", "課長", "係長"])
    assert seals == [[("部長", "課長", "係長"), ("", "", "")], TABLE]


def test_a_header_whose_corner_is_not_drawn_stands_over_most_columns_with_a_cell_over_each() -> None:
    rows = [("東館", "開館", "休館", "開館"), ("西館", "休館", "開館", "開館")]
    (table,) = page_with(XS[1:], (80.0,), ["月曜", "火曜", "水曜"], rows)
    assert table == [("月曜", "火曜", "水曜"), *rows]


def test_a_box_over_figures_is_the_header_of_their_columns() -> None:
    rows = [("東館", "南町", "12", "34"), ("西館", "北町", "56", "78")]
    (table,) = page_with((210.0, 410.0), (80.0,), ["利用者"], rows)
    assert table[1:] == rows


def test_a_box_under_which_a_header_is_blank_is_its_upper_row() -> None:
    (table,) = page_with((310.0, 410.0), (80.0,), ["担当課"], [("番号", "意見", "考え方", ""), FIRST])
    assert len(table) == 3


@pytest.mark.parametrize(("rows", "count"), [((HEADER,), 1), ((HEADER, FIRST), 1)])
def test_a_table_of_one_row_is_left_with_its_box(rows: Sequence[Sequence[str]], count: int) -> None:
    tables = page_with((310.0, 410.0), (80.0,), ["資料１"], rows)
    assert len(tables) == count
    assert (tables[0][0] == ("資料１",)) is (len(rows) == 1)


@pytest.mark.parametrize(("tops", "is_box"), [((40.0, 60.0, 80.0), True), ((25.0, 45.0, 65.0, 85.0), False)])
def test_a_box_has_up_to_three_rows(tops: Sequence[float], is_box: bool) -> None:
    tables = page_with((310.0, 360.0, 410.0), tops, ["部長", "課長"])
    assert (tables[-1] == TABLE) is is_box
