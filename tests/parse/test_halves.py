"""A table whose columns are printed twice side by side is one list; one that compares is not."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.parse.halves import part_halves
from tests.pages import PageMaker
from tests.parse.tables import Drawn, codes, column, draw, grid, read_pages

XS = (20.0, 60.0, 180.0, 220.0, 340.0)
HEADER = ["番号", "医院の名", "番号", "医院の名"]


def test_the_right_half_is_read_below_the_left_one() -> None:
    rows: Drawn = [HEADER, ["1", "甲医院", "3", "丙医院"], ["2", "乙医院", "", ""]]
    document = read_pages(draw(PageMaker(400, 800), rows, XS).page())
    assert column(document, "医院の名") == ["甲医院", "乙医院", "丙医院"]
    assert "table_in_halves" in codes(document)


def test_a_page_without_a_header_is_parted_as_the_first_one() -> None:
    first: Drawn = [HEADER, ["1", "甲医院", "3", "丙医院"], ["2", "乙医院", "4", "丁医院"]]
    second: Drawn = [["5", "戊医院", "7", "庚医院"], ["6", "己医院", "8", "辛医院"]]
    pages = [draw(PageMaker(400, 800), rows, XS).page(number) for number, rows in enumerate((first, second), 1)]
    document = read_pages(*pages)
    assert [row.values["number"].text for row in document.rows] == list("12345678")


def test_columns_that_stand_twice_to_compare_are_left_beside_each_other() -> None:
    rows: Drawn = [
        ["条の名", "定める事", "条の名", "定める事"],
        ["目的", "向上", "目的", "安定"],
        ["定義", "住所", "定義", "居所"],
    ]
    document = read_pages(draw(PageMaker(400, 800), rows, XS).page())
    assert len(document.rows) == 2
    assert "table_in_halves" not in codes(document)


def test_two_columns_by_turns_are_no_halves() -> None:
    rows: Drawn = [["有", "有", "有", "有"], ["甲", "乙", "丙", "丁"], ["戊", "己", "庚", "辛"]]
    assert "table_in_halves" not in codes(read_pages(draw(PageMaker(400, 800), rows, XS).page()))


def test_a_cell_across_both_halves_keeps_them_together() -> None:
    printed = grid(1, [HEADER, ["1", "甲医院", "3", "丙医院"]], XS)
    merged = [
        replace(cell, column_span=2) if cell.column_index == 1 and cell.row_index == 1 else cell
        for cell in printed.cells
        if (cell.row_index, cell.column_index) != (1, 2)
    ]
    across = replace(printed, cells=tuple(merged))
    assert len(part_halves([printed])[0]) == 2
    assert part_halves([across]) == ([across], ())


def test_a_first_row_with_figures_is_no_header_in_halves() -> None:
    printed = grid(1, [["1", "医院", "1", "医院"], ["2", "乙医院", "3", "丙医院"]], XS)
    assert part_halves([printed]) == ([printed], ())
