"""Tables whose rows are ruled or striped and whose columns are not."""

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedPage, Rule, Shade
from tests.pages import PageMaker

COLUMNS = (60, 150, 330)
ROWS = (("番号", "件名", "結果"), ("1", "道路の補修", "採択"), ("2", "橋の点検", "継続"), ("3", "堤防の草刈り", "採択"))


def rows(maker: PageMaker, top: float = 45) -> PageMaker:
    for number, texts in enumerate(ROWS):
        for x, text in zip(COLUMNS, texts, strict=True):
            maker.text(x, top + 30 * number, text)
    return maker


def ruled(count: int = 5) -> PageMaker:
    maker = PageMaker()
    for number in range(count):
        maker.rule(50, 40 + 30 * number, 450, 40.5 + 30 * number)
    return rows(maker)


def table(page: PrintedPage) -> list[tuple[str, ...]]:
    (grid,) = page.grids
    return [tuple(cell.text for cell in grid.row(row)) for row in range(grid.row_count)]


def codes(page: PrintedPage) -> list[str]:
    return [finding.code for finding in page.findings]


def test_columns_of_rows_with_level_rules_only_are_read_off_the_text() -> None:
    page = print_page(ruled().page())
    assert (table(page), codes(page)) == (list(ROWS), ["columns_from_text"])


def test_a_text_over_all_columns_is_one_cell() -> None:
    maker = ruled(6).text(60, 165, "以下は次回の会議で報告する予定であり資料を後で配る")
    page = print_page(maker.page())
    assert table(page)[-1] == ("以下は次回の会議で報告する予定であり資料を後で配る",)
    assert codes(page) == ["columns_from_text"]


def test_a_header_that_does_not_agree_with_the_columns_is_told() -> None:
    page = print_page(ruled().text(390, 45, "備考").page())
    assert codes(page) == ["columns_from_text"], "the header alone has it: a column that is blank"
    page = print_page(ruled().text(390, 75, "県").text(390, 105, "市").text(390, 135, "国").page())
    assert codes(page) == ["columns_uncertain"]


def test_uprights_of_the_header_are_those_of_the_rows_below() -> None:
    maker = ruled()
    for x in (50, 140, 320, 450):
        maker.rule(x, 40, x + 0.5, 70.5)
    page = print_page(maker.page())
    assert (table(page), codes(page)) == (list(ROWS), ["columns_from_text"])
    assert page.grids[0].columns[1] == pytest.approx(140.25)


def test_text_across_the_uprights_of_the_header_is_told() -> None:
    maker = ruled(6).text(60, 165, "4").text(80, 165, "長い件名の請願書").text(330, 165, "採択")
    for x in (50, 140, 320, 450):
        maker.rule(x, 40, x + 0.5, 70.5)
    assert codes(print_page(maker.page())) == ["columns_uncertain"]


@pytest.mark.parametrize("stripes", [(0, 2), (1, 3), (0, 1, 3)])
def test_striped_rows_are_rows_with_a_stripe_or_without(stripes: tuple[int, ...]) -> None:
    maker = rows(PageMaker())
    for stripe in stripes:
        for left, right in ((50, 140), (140, 320), (320, 450)):
            maker.shades.append(Shade(left, 40 + 30 * stripe, right, 70 + 30 * stripe, "#eeeeee"))
    page = print_page(maker.page())
    assert table(page)[-3:] == list(ROWS)[-3:]


def test_a_caption_between_two_tables_of_the_same_width_is_in_neither() -> None:
    maker = (
        rows(PageMaker().grid((50, 140, 320, 450), (40, 70, 100, 130, 160))).text(60, 175, "表2").text(330, 175, "単位")
    )
    page = print_page(rows(maker.grid((50, 140, 320, 450), (200, 230, 260, 290, 320)), 205).page())
    assert [grid.row_count for grid in page.grids] == [4, 4]


def test_prose_between_rules_is_no_table_but_told() -> None:
    maker = PageMaker()
    for number in range(5):
        maker.rules.append(Rule(50, 40 + 30 * number, 450, 40.5 + 30 * number))
        maker.text(60, 45 + 30 * number, "この計画は県民の意見を聞いて定める")
    page = print_page(maker.page())
    assert (page.grids, codes(page)) == ((), ["rules_without_table"])


def test_two_rules_around_a_heading_are_not_told() -> None:
    maker = PageMaker().rule(50, 40, 450, 40.5).rule(50, 70, 450, 70.5).text(60, 50, "県からのお知らせ")
    assert codes(print_page(maker.page())) == []


def test_a_sentence_of_words_above_a_table_of_the_same_width_is_no_row() -> None:
    maker = PageMaker().rule(50, 10, 450, 10.5).grid((50, 140, 320, 450), (40, 70, 100, 130, 160))
    for number in range(8):
        maker.text(60 + 36 * number, 22, "wor")
    page = print_page(rows(maker).page())
    assert (table(page), codes(page)) == (list(ROWS), [])


def framed(maker: PageMaker) -> PageMaker:
    """Draw the uprights of a frame around five level rules."""
    for x in (50, 449.5):
        maker.rule(x, 40, x + 0.5, 160.5)
    return maker


def test_a_frame_around_level_rules_leaves_the_columns_to_the_text() -> None:
    page = print_page(framed(ruled()).page())
    assert (table(page), codes(page)) == (list(ROWS), ["columns_from_text"])


def test_sentences_in_a_framed_list_are_one_column_and_nothing_is_told() -> None:
    maker = PageMaker()
    for number in range(5):
        maker.rule(50, 40 + 30 * number, 450, 40.5 + 30 * number)
    for number in range(4):
        maker.text(60, 45 + 30 * number, "会議の記録を一か月の内に公開することとしたい。")
    page = print_page(framed(maker).page())
    assert [len(row) for row in table(page)] == [1] * 4
    assert codes(page) == []


def test_the_row_below_the_last_level_rule_is_a_row() -> None:
    page = print_page(ruled(4).page())
    assert table(page) == list(ROWS)
    assert codes(page) == ["columns_from_text", "row_outside_rules"]


WIDE = (50.0, 150.0, 200.0, 250.0, 300.0, 350.0, 450.0)


def boxed(maker: PageMaker, ys: tuple[float, ...]) -> PageMaker:
    maker.grid(WIDE, ys)
    for y in ys[:-1]:
        for x in WIDE[:-1]:
            maker.text(x + 5, y + 8, "字")
    return maker


@pytest.mark.parametrize("below", [(230.0, 260.0), (230.0, 260.0, 290.0)])
def test_a_caption_of_words_apart_between_tables_is_no_row_even_where_the_lower_has_a_single_row(
    below: tuple[float, ...],
) -> None:
    maker = boxed(boxed(PageMaker(height=500), (100.0, 130.0, 160.0, 190.0)), below)
    page = print_page(maker.text(60, 205, "款　市債").text(305, 205, "項　市債").page())
    assert [len(grid.columns) for grid in page.grids] == [7, 7]
    assert [grid.row_count for grid in page.grids] == [3, len(below) - 1]
    assert codes(page) == []


def test_level_lines_in_some_columns_of_two_tables_are_no_rungs_over_what_stands_between_them() -> None:
    maker = PageMaker(height=500)
    for first, last, inner in ((100.0, 160.0, 130.0), (220.0, 280.0, 250.0)):
        for x in WIDE:
            maker.rule(x - 0.25, first, x + 0.25, last)
        for y in (first, last):
            maker.rule(50, y - 0.25, 450, y + 0.25)
        maker.rule(250, inner - 0.25, 450, inner + 0.25)
        maker.text(55, first + 8, "総務費").text(255, inner + 8, "旅費").text(355, inner + 8, "十六")
    maker.rule(250, 114.75, 450, 115.25)
    page = print_page(maker.text(60, 185, "款").text(260, 185, "項").text(360, 185, "市債").page())
    assert [grid.bottom - grid.top for grid in page.grids] == [60, 60]
    assert codes(page) == []


def test_a_caption_above_a_table_whose_own_rules_make_no_rungs_is_no_row() -> None:
    maker = boxed(PageMaker(height=500), (100.0, 130.0, 160.0, 190.0))
    for x in WIDE:
        maker.rule(x - 0.25, 230, x + 0.25, 290)
    maker.rule(50, 229.75, 450, 230.25).rule(50, 259.75, 250, 260.25).rule(50, 289.75, 450.0, 290.25)
    maker.rule(300, 259.75, 450, 260.25).text(55, 238, "総務費").text(355, 268, "旅費")
    page = print_page(maker.text(60, 205, "款　市債").text(205, 205, "項").text(305, 205, "市債").page())
    assert [grid.bottom - grid.top for grid in page.grids] == [90, 60]
    assert codes(page) == []
