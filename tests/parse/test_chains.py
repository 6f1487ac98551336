"""Which printed tables are one: by their columns, and how near they stand."""

from __future__ import annotations

import pytest

from pipeline.parse.chains import same_columns
from tests.pages import PageMaker
from tests.parse.tables import Drawn, draw, read_pages, values

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


WIDER = (20.0, 150.0, 290.0, 360.0)


@pytest.mark.parametrize(("number", "edges", "tables"), [
    ("3", WIDER, 1),
    ("4", WIDER, 2),
    ("3", (*WIDER[:2], 220.0, *WIDER[2:]), 2),
])  # fmt: skip
def test_a_table_goes_on_in_columns_of_other_widths_where_its_numbers_do(
    number: str, edges: tuple[float, ...], tables: int
) -> None:
    first: Drawn = [["番号", "意見", "回答"], ["1", "道路", "直す"], ["2", "公園", "広げる"]]
    pages = [draw(PageMaker(400, 800), first, XS).page()]
    pages.append(draw(PageMaker(400, 800), [[number, "橋", "調べる"][: len(edges) - 1]], edges).page(2))
    assert len(read_pages(*pages).tables) == tables


def test_a_table_goes_on_in_columns_of_other_widths_below_the_rest_of_a_row() -> None:
    first: Drawn = [["番号", "意見", "回答"], ["1", "道路", "直す"], ["2", "公園", "広げること"]]
    rest: Drawn = [["", "", "を検討する"], ["3", "橋", "調べる"]]
    pages = [draw(PageMaker(400, 800), first, XS).page(), draw(PageMaker(400, 800), rest, WIDER).page(2)]
    assert len(read_pages(*pages).tables) == 1


def test_two_columns_go_on_in_other_widths_by_their_numbers_no_more() -> None:
    first: Drawn = [["番号", "意見"], ["1", "道路"], ["2", "公園"]]
    pages = [
        draw(PageMaker(400, 800), first, XS[:3]).page(),
        draw(PageMaker(400, 800), [["3", "橋"]], WIDER[:3]).page(2),
    ]
    assert len(read_pages(*pages).tables) == 2


@pytest.mark.parametrize(("first_row", "number", "tables"), [
    (["回", "開催日", "議題"], "1", 2),
    (["回", "開催日", "議題"], "3", 1),  # the count goes on below a row of words
    (["計", "二件", "済み"], "1", 1),  # a total
    (["回", "意見", "議題"], "1", 1),  # a label of the list's own header
])  # fmt: skip
def test_another_list_begins_with_labels_above_a_number_one(first_row: list[str], number: str, tables: int) -> None:
    first: Drawn = [["番号", "意見", "回答"], ["1", "道路", "直す"], ["2", "公園", "広げる"]]
    pages = [draw(PageMaker(400, 800), first, XS).page()]
    pages.append(draw(PageMaker(400, 800), [first_row, [number, "四月", "素案"]], XS).page(2))
    assert len(read_pages(*pages).tables) == tables


@pytest.mark.parametrize(("is_over_all", "tables"), [(True, 1), (False, 2)])
def test_tables_under_captions_within_their_frames_are_one_by_the_header_below(is_over_all: bool, tables: int) -> None:
    page = PageMaker(400, 800)
    for top, xs, caption in ((40.0, XS, "総務分野"), (200.0, WIDER, "建設分野")):
        if is_over_all:
            page.grid((xs[0], xs[-1]), (top, top + 30)).text(30, top + 8, caption)
        else:
            draw(page, [[caption, "部", "課"]], xs, top)
        draw(page, [["番号", "意見", "回答"], ["1", caption[:2], "直す"]], xs, top + 30)
    assert len(read_pages(page.page()).tables) == tables


@pytest.mark.parametrize(("header", "numbers"), [
    (["番号", "意見", "回答"], ["1", "2", "3", "4"]),
    (["番号", "意見", "備考"], ["1", "2"]),  # a table of its own
])  # fmt: skip
def test_tables_under_one_header_side_by_side_are_halves_of_a_sheet_however_wide(
    header: list[str], numbers: list[str]
) -> None:
    page = draw(PageMaker(800, 400), [["番号", "意見", "回答"], ["1", "道路", "直す"], ["2", "公園", "広い"]], XS, 60)
    draw(page, [header, ["3", "橋の点検を", "調べ直した"], ["4", "川の草刈り", "刈った"]], (400, 440, 620, 780), 40)
    rows = read_pages(page.page()).rows
    assert [row.values["number"].text for row in rows] == numbers


BILLS: Drawn = [["議案番号", "件名", "審議結果"], ["議案第21号", "予算", "可決"], ["議案第22号", "条例", "可決"]]


@pytest.mark.parametrize(("header", "tables"), [
    (["議案番号等", "件名", "審議結果"], 1),
    (["番号等", "件名", "審議結果（6月）"], 1),
    (["陳情番号", "件名", "審議結果"], 1),
    (["会派", "件名", "審議結果"], 2),
    (["陳情番号", "陳情名", "審議結果"], 2),
])  # fmt: skip
def test_lists_of_bills_and_of_petitions_below_each_other_are_one(header: list[str], tables: int) -> None:
    page = draw(PageMaker(400, 800), BILLS, XS).text(20, 180, "【陳情】")
    draw(page, [header, ["陳情第7号", "定数の削減", "継続審査"]], XS, top=200)
    assert len(read_pages(page.page()).tables) == tables


def test_a_header_in_other_words_is_no_row() -> None:
    page = draw(PageMaker(400, 800), BILLS, XS).text(20, 180, "【陳情】")
    draw(page, [["番号等", "件名", "審議結果"], ["陳情第7号", "定数の削減", "継続審査"]], XS, top=200)
    rows = read_pages(page.page()).rows
    assert [(row.section, values(row)["number"]) for row in rows] == [
        (None, "議案第21号"), (None, "議案第22号"), ("【陳情】", "陳情第7号"),
    ]  # fmt: skip
