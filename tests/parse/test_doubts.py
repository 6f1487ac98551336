"""What a person should look at: other tables, headers that hold values."""

from __future__ import annotations

import pytest

from tests.pages import PageMaker
from tests.parse.tables import Drawn, codes, draw, read_pages

HEADER = ["議案の番号", "件の名", "結果"]
LIST: Drawn = [HEADER, ["甲", "予算", "可決"], ["乙", "条例", "可決"]]
XS, TWO = (20.0, 120.0, 260.0, 360.0), (20.0, 200.0, 360.0)


def test_a_table_under_the_item_tables_headers_that_is_not_of_it_is_a_warning() -> None:
    other: Drawn = [["議案の番号", "件の名", "結果", "備考の欄"], ["丙", "報告", "可決", "三日"]]
    page = draw(draw(PageMaker(400, 800), LIST, XS), other, (20.0, 100.0, 200.0, 280.0, 360.0), top=300)
    assert "similar_table_not_used" in codes(read_pages(page.page()))


@pytest.mark.parametrize("headers", [["年", "費用"], ["件の名", "費用"], ["件の名", "結果"]])
def test_a_table_of_another_kind_is_no_warning(headers: list[str]) -> None:
    page = draw(draw(PageMaker(400, 800), LIST, XS), [headers, ["五", "百円"]], TWO, top=300)
    assert "similar_table_not_used" not in codes(read_pages(page.page()))


@pytest.mark.parametrize(("shared", "wider", "told"), [(2, 0, False), (3, 0, True), (4, 8, False), (5, 8, True)])
def test_tables_are_alike_by_their_headers_of_fewer_where_the_columns_are_the_same(
    shared: int, wider: float, told: bool
) -> None:
    names = ["施設の名", "件の名", "提出者", "結果", "備考の欄", "日付"]
    others = [*names[:shared], "年度の別", "費用の額", "所在地", "電話番号"][:6]
    xs = (10.0, 70.0, 130.0, 190.0, 250.0, 310.0, 370.0)
    page = draw(PageMaker(400, 800), [names, [*"甲乙丙丁戊己"], [*"甲乙丙丁戊己"]], xs)
    elsewhere = tuple(x + wider * (0 < index < 6) * index / 3 for index, x in enumerate(xs))
    document = read_pages(draw(page, [others, [*"庚辛壬癸子丑"]], elsewhere, top=400).page())
    assert ("similar_table_not_used" in codes(document)) is told


@pytest.mark.parametrize(("name", "told"), [("議案番号", True), ("議案の名", False)])
def test_tables_that_number_their_rows_are_alike_wherever_their_columns_stand(name: str, told: bool) -> None:
    bills: Drawn = [
        [name, "件名", "審議結果", "議決日"],
        ["甲", "予算", "可決", "三日"],
        ["乙", "条例", "可決", "三日"],
    ]
    reports: Drawn = [[f"{name}等", "件名", "報告日"], ["丙", "書類の提出", "三日"]]
    page = draw(PageMaker(400, 800), bills, (20.0, 110.0, 200.0, 280.0, 360.0))
    document = read_pages(draw(page, reports, (20.0, 90.0, 300.0, 360.0), top=400).page())
    assert ("similar_table_not_used" in codes(document)) is told


def test_a_page_without_a_table_is_told() -> None:
    prose = PageMaker(400, 800).text(20, 40, "ここからは別の話である。").page(2)
    assert "page_without_table" in codes(read_pages(draw(PageMaker(400, 800), LIST, XS).page(1), prose))
    assert "page_without_table" not in codes(read_pages(draw(PageMaker(400, 800), LIST, XS).page(1)))


@pytest.mark.parametrize(("xs", "told"), [(TWO, True), ((20.0, 100.0, 192.0), True), ((20.0, 100.0, 188.0), False)])
def test_a_header_without_rows_is_a_warning_where_it_is_as_wide_as_a_table(xs: tuple[float, ...], told: bool) -> None:
    header: Drawn = [["年度の別", "費用の額"]]
    page = draw(draw(PageMaker(400, 800), LIST, XS), header, xs, top=300)
    assert ("header_without_rows" in codes(read_pages(page.page()))) is told


def test_a_box_with_a_name_and_its_telephone_is_no_header() -> None:
    box: Drawn = [["照会先", "総務課076-431-4111"]]
    assert "header_without_rows" not in codes(
        read_pages(draw(draw(PageMaker(400, 800), LIST, XS), box, TWO, top=300).page())
    )


@pytest.mark.parametrize(("row", "header"), [
    (["合計", "604,855"], False), (["合計", "604,855", "△34,532"], False), (["合計", "千円", "604,855"], True),
    (["年度の別", "費用の額"], True),
])  # fmt: skip
def test_a_total_in_a_frame_of_its_own_is_a_row_and_no_header(row: list[str], header: bool) -> None:
    page = draw(draw(PageMaker(400, 800), LIST, XS), [row], XS if len(row) > 2 else TWO, top=300)
    document = read_pages(page.page())
    assert ("header_without_rows" in codes(document)) is header
    assert [table.row_count for table in document.tables] == [2, int(not header)]


@pytest.mark.parametrize(("xs", "told"), [((20.0, 360.0), True), (TWO, False)])
def test_an_item_table_of_one_column_is_a_warning(xs: tuple[float, ...], told: bool) -> None:
    rows: Drawn = [["負荷の状況", "現在"], ["療養者は二千人", "二千人"], ["入院は千人", "千人"]]
    page = draw(PageMaker(400, 800), [row[: len(xs) - 1] for row in rows], xs)
    assert ("single_column" in codes(read_pages(page.page()))) is told


@pytest.mark.parametrize(("first", "told"), [
    ("12,300", True), ("〃", True), ("金額", False), ("2023", False), ("記入すること。", False),
    ("窓口に行かなくても手続きが\n終わるようにすべきである。", True),
])  # fmt: skip
def test_a_value_in_the_header_is_told(first: str, told: bool) -> None:
    rows: Drawn = [["費目の名", "費用の別", first], ["甲", "旅費", "少ない"], ["乙", "物品", "多い"]]
    assert ("value_in_header" in codes(read_pages(draw(PageMaker(400, 800), rows, XS).page()))) is told


def test_a_second_header_begins_a_table_of_its_own_and_the_same_header_does_not() -> None:
    rows: Drawn = [*LIST, ["会派", "件の名", "結果"], ["丙", "工事", "了承"]]
    first, second = read_pages(draw(PageMaker(400, 800), rows, XS).page()).tables
    assert (first.row_count, second.row_count) == (2, 1)
    header = ["款", *HEADER[1:]]  # a header of one letter counts as any other
    again = read_pages(draw(PageMaker(400, 800), [header, *LIST[1:], header, ["丙", "工事", "了承"]], XS).page())
    assert [table.row_count for table in again.tables] == [3]


@pytest.mark.parametrize(("count", "told"), [(2, True), (1, False)])
def test_rows_without_rules_below_a_table_are_told_and_a_single_total_is_not(count: int, told: bool) -> None:
    page = draw(PageMaker(400, 800), LIST, XS)
    for row in range(count):
        page.text(25, 150 + 20 * row, "丙").text(125, 150 + 20 * row, "工事").text(265, 150 + 20 * row, "可決")
    assert ("text_beside_table" in codes(read_pages(page.page()))) is told


def test_prose_below_a_table_is_not_told() -> None:
    page = draw(PageMaker(400, 800), LIST, XS)
    for row in range(4):
        page.text(25, 150 + 20 * row, "この表は三月末のものである。のちに改める。")
    assert "text_beside_table" not in codes(read_pages(page.page()))


@pytest.mark.parametrize(("rows", "told"), [
    ([("びん", "18,572千円"), ("缶", "9,196千円"), ("紙", "33,160千円")], True),
    ([("びん", "18,572千円"), ("缶", "9,196千円")], False),
    ([("照会先", "総務課"), ("電話", "076-431-4111"), ("締切", "五月一日")], False),
])  # fmt: skip
def test_a_list_of_amounts_without_rules_below_or_beside_a_table_is_told(
    rows: list[tuple[str, str]], told: bool
) -> None:
    for x, top in ((20, 200), (420, 40)):
        maker = draw(PageMaker(700, 400), LIST, XS)
        for number, (name, amount) in enumerate(rows):
            maker.text(x, top + 20 * number, name).text(x + 200 - 10 * len(amount), top + 20 * number, amount)
        assert ("columns_without_rules" in codes(read_pages(maker.page()))) is told
