"""A table whose columns are printed twice side by side is one list; one that compares is not."""

from __future__ import annotations

from tests.pages import PageMaker
from tests.parse.tables import Drawn, codes, column, draw, read_pages

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
