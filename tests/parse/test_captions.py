"""What stands above a table and between its parts, read the whole way: captions, sections, titles."""

from __future__ import annotations

import pytest

from pipeline.model import NormalisedDocument, Page
from tests.pages import PageMaker
from tests.parse.tables import XS, Drawn, codes, column, draw, read_pages

HEADER = ["番号", "遊具の名", "点検のまとめ"]
FIRST: Drawn = [HEADER, ["1", "ぶらんこ", "鎖を替えた。"], ["2", "鉄棒", "塗り直した。"]]
SECOND: Drawn = [HEADER, ["1", "ぶらんこ", "異常なし。"]]


def sections(document: NormalisedDocument) -> list[str | None]:
    return [row.section for row in document.rows]


def stacked(first: str, second: str, *, title: str = "遊具の点検のまとめ") -> NormalisedDocument:
    maker = PageMaker(400, 800).text(100, 40, title, font_size=14).text(20, 82, first)
    draw(maker, FIRST, top=100)
    draw(maker.text(20, 222, second), SECOND, top=240)
    return read_pages(maker.page())


@pytest.mark.parametrize(
    ("first", "second"),
    [("表1 東公園の遊具", "表2 南公園の遊具"), ("【陳情】", "【請願】"), ("■道路", "■公園"), ("東公園", "南公園")],
)
def test_the_captions_of_stacked_tables_are_the_sections_of_their_rows(first: str, second: str) -> None:
    document = stacked(first, second)
    assert sections(document) == [first, first, second]
    assert document.front.title == "遊具の点検のまとめ"
    assert document.tables[0].caption is None


def test_a_numeral_before_a_heading_is_no_part_of_it() -> None:
    assert sections(stacked("Ⅰ．直すもの", "Ⅱ．その他")) == ["直すもの", "直すもの", "その他"]


@pytest.mark.parametrize("note", ["（単位：千円）", "※印は再掲", "○：済　△：未", "次の表のとおりである。", "2"])
def test_notes_units_legends_and_sentences_are_no_headings(note: str) -> None:
    assert sections(stacked("点検のまとめ", note)) == [None] * 3


def test_the_line_above_a_table_of_one_part_is_its_caption() -> None:
    maker = PageMaker(400, 800).text(100, 40, "遊具の点検のまとめ", font_size=14).text(20, 82, "東公園")
    document = read_pages(draw(maker, FIRST, top=100).page())
    assert (document.tables[0].caption, sections(document)) == ("東公園", [None, None])


def test_a_heading_at_the_top_of_a_page_begins_a_section_and_a_running_title_does_not() -> None:
    def page(number: int, heading: str, rows: Drawn) -> Page:
        maker = PageMaker(400, 800).text(100, 40, "遊具の点検のまとめ", font_size=14)
        return draw(maker.text(20, 82, heading) if heading else maker, rows, top=100).page(number)

    pages = page(1, "【東】", FIRST), page(2, "", SECOND), page(3, "【南】", SECOND)
    assert sections(read_pages(*pages)) == ["【東】"] * 3 + ["【南】"]


def test_a_heading_in_one_column_above_a_new_count_is_a_section_and_no_part_of_the_row_above() -> None:
    first = draw(PageMaker(400, 800).text(20, 22, "【東】"), FIRST)
    second = draw(PageMaker(400, 800), [["", "【南】", ""], ["1", "砂場", "砂を足した。"], ["2", "鉄棒", "塗った。"]])
    document = read_pages(first.page(1), second.page(2))
    assert sections(document) == ["【東】"] * 2 + ["【南】"] * 2
    assert "南" not in document.rows[1].extra["遊具の名"].text


@pytest.mark.parametrize(("count", "expected"), [("123", [None] * 2 + ["【南】"] * 3), ("345", [None] * 6)])
def test_a_heading_that_is_a_pages_last_row_heads_the_next_page_where_the_count_begins_anew(
    count: str, expected: list[str | None]
) -> None:
    """Above number 3 it may as well be the beginning of row 3, whose number stands at its middle, on the next page."""
    first = draw(PageMaker(400, 800), [*FIRST, ["", "【南】", ""]])
    second = draw(PageMaker(400, 800), [HEADER, *([number, "砂場", "砂を足した。"] for number in count)])
    assert sections(read_pages(first.page(1), second.page(2))) == expected


def test_a_title_within_the_frame_is_the_caption_and_the_title_and_no_part_of_the_headers() -> None:
    maker = PageMaker(400, 800).rule(20, 69.75, 360, 70.25).rule(20, 40, 20.5, 71).rule(359.5, 40, 360, 71)
    maker.rule(20, 39.75, 360, 40.25).text(150, 50, "遊具の一覧")
    document = read_pages(draw(maker, FIRST, top=70).page())
    assert document.front.title == document.tables[0].caption == "遊具の一覧"
    assert document.tables[0].headers == tuple(HEADER)


def test_every_table_is_read_and_one_is_the_item_table() -> None:
    maker = draw(PageMaker(400, 800), FIRST)
    other: Drawn = [["年", "額"], ["5", "百"]]
    draw(maker.text(20, 240, "費用"), other, (20.0, 200.0, 300.0), top=260)
    document = read_pages(maker.page())
    assert [(table.caption, table.row_count, table.is_main) for table in document.tables] == [
        (None, 2, True), ("費用", 1, False)
    ]  # fmt: skip
    assert [dict(row.values) for row in document.table_rows if row.table_index == 1] == [{"年": "5", "額": "百"}]
    assert document.unread_share == 0


def test_a_part_below_a_heading_needs_no_header_of_its_own() -> None:
    maker = draw(PageMaker(400, 800).text(20, 82, "【東】"), FIRST, top=100)
    draw(maker.text(20, 202, "【南】"), [["1", "砂場", "砂を足した。"]], top=220)
    document = read_pages(maker.page())
    assert sections(document) == ["【東】", "【東】", "【南】"]


@pytest.mark.parametrize(
    ("text", "is_warned"), [("※鎖の交換は六月に終えた。", False), ("鎖の交換は六月に終えた。", True)]
)
def test_a_note_below_the_last_row_is_told_as_such_and_is_no_lost_text(text: str, is_warned: bool) -> None:
    maker = draw(PageMaker(400, 800), FIRST, top=100)
    bottom = 100 + 30.0 * len(FIRST)
    maker.rule(XS[0], bottom + 29.75, XS[-1], bottom + 30.25)
    for x in (XS[0], XS[-1]):
        maker.rule(x - 0.25, bottom, x + 0.25, bottom + 30)
    document = read_pages(maker.text(XS[0] + 3, bottom + 8, text).page())
    codes = [finding.code for finding in document.findings]
    assert len(document.rows) == 2
    assert "note_in_table" in codes
    assert ("unread_text" in codes) is is_warned
    assert document.unread_share > 0


def test_an_empty_row_over_the_whole_table_is_a_blank_row_and_no_heading() -> None:
    maker = PageMaker(400, 300)
    for y in (40, 70, 100, 130, 160, 190):
        maker.rule(20, y - 0.25, 320, y + 0.25)
    for x, bottom in ((20, 190), (120, 100), (220, 100), (320, 190)):
        maker.rule(x - 0.25, 40, x + 0.25, bottom)
    for x in (120, 220):
        maker.rule(x - 0.25, 130, x + 0.25, 160)
    for top, texts in ((48, ("基金の名", "積立", "残高")), (78, ("減債", "25", "31")), (138, ("退職", "12", "18"))):
        for x, text in zip((23, 123, 223), texts, strict=True):
            maker.text(x, top, text)
    document = read_pages(maker.page())
    assert column(document, "残高") == ["31", "18"]
    assert [row.section for row in document.rows] == [None, None]
    assert "blank_rows" in codes(document)
    assert "note_in_table" not in codes(document)


STEPS = (20.0, 110.0, 220.0, 370.0)


@pytest.mark.parametrize(("figure", "count"), [("3,179,560", 4), ("△1,391", 4), ("以下のとおり", 2)])
def test_a_table_below_a_caption_that_begins_with_figures_is_a_part_under_the_header_of_the_page(
    figure: str, count: int
) -> None:
    maker = PageMaker(400, 400).text(20, 22, "款 使用料")
    draw(maker, [["目", "補正額", "説明"], ["土木費", "12,300", "占用料"], ["計", "12,300", ""]], STEPS, top=40)
    draw(maker.text(20, 146, "款 国庫支出金"), [["民生費", figure, "負担金"], ["計", figure, ""]], STEPS, top=164)
    document = read_pages(maker.page())
    assert len(document.rows) == count
    assert sections(document) == (["款 使用料"] * 2 + ["款 国庫支出金"] * 2 if count == 4 else [None] * 2)


@pytest.mark.parametrize(
    ("first", "later", "told"),
    [
        ("【東】", ["南の部"], ["南の部"]),
        ("■東", ["南の部", "北の部"], ["南の部", "北の部"]),
        ("東の部", ["南の部"], []),  # nothing shows that the first is a section
        ("【東】", ["（単位：千円）"], []),
        ("【東】", ["遊具の点検（2/3）", "遊具の点検（3/3）"], []),  # a running title
        ("【東】", ["【南】"], []),
    ],
)
def test_a_line_at_a_pages_top_that_looks_like_no_heading_is_told_where_sections_are(
    first: str, later: list[str], told: list[str]
) -> None:
    """The first begins at the table's left side, the others further in: they look like another kind of line."""
    makers = [PageMaker(400, 800).text(20, 22, first), *(PageMaker(400, 800).text(90, 22, line) for line in later)]
    pages = [draw(maker, [HEADER, *FIRST[1:]], top=40).page(number) for number, maker in enumerate(makers, start=1)]
    document = read_pages(*pages)
    assert [finding.text for finding in document.findings if finding.code == "heading_uncertain"] == told


BUDGET: Drawn = [["目", "補正額", "説明"], ["土木費", "12,300", "占用料"]]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["2款 総務費\n1項 管理費", "2項 徴税費", "3款 民生費\n1項 福祉費"],
            ["2款 総務費 / 1項 管理費", "2款 総務費 / 2項 徴税費", "3款 民生費 / 1項 福祉費"],
        ),
        (["(款)2 総務費|(項)1 管理費", "(項)2 徴税費"], ["(款)2 総務費 / (項)1 管理費", "(款)2 総務費 / (項)2 徴税費"]),
        (["第1章 総則\n第1節 目的", "第2節 用語", "第2章 雑則"],
         ["第1章 総則 / 第1節 目的", "第1章 総則 / 第2節 用語", "第2章 雑則"]),
        (["■一般会計\n2款 総務費", "■特別会計", "3款 民生費"], ["2款 総務費", "■特別会計", "3款 民生費"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("on_pages", [False, True])
def test_a_heading_stands_below_those_of_wider_levels_before_it(
    headings: list[str], expected: list[str], on_pages: bool
) -> None:
    makers = [PageMaker(400, 800)]
    top = 20
    for heading in headings:
        if on_pages and top > 20:
            makers.append(PageMaker(400, 800))
            top = 20
        for line in heading.split("\n"):
            for place, part in enumerate(line.split("|")):
                makers[-1].text(20 + 150 * place, top, part)
            top += 14
        draw(makers[-1], BUDGET, STEPS, top=top + 2)
        top += 90
    document = read_pages(*(maker.page(number) for number, maker in enumerate(makers, start=1)))
    assert sections(document) == expected


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("【収入】", "【支出】", ["特別利益", None]),
        ("■一般会計", "■特別会計", ["特別利益", None]),
        ("■一般会計", "■一般会計（続き）", ["特別利益", "特別利益"]),
    ],
)
def test_a_blank_merged_cell_below_another_heading_does_not_go_on_from_the_part_above(
    first: str, second: str, kinds: list[str | None]
) -> None:
    xs = (20.0, 120.0, 240.0, 340.0)
    header = ["款", "項", "予定額"]
    upper: Drawn = [header, ["事業収益", "営業収益", "723,805"], [None, None, "630,655"], [None, "特別利益", "3,355"]]
    lower: Drawn = [header, ["事業費用", "", "618,941"], [None, "営業費用", "549,796"], [None, None, "109,044"]]
    pages = [
        draw(PageMaker(400, 400).text(20, 22, heading), rows, xs, top=40).page(number)
        for number, (heading, rows) in enumerate(((first, upper), (second, lower)), start=1)
    ]
    document = read_pages(*pages)
    assert column(document, "項")[2:4] == kinds
