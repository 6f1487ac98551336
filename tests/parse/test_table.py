import pytest

from pipeline.documents import print_page
from pipeline.model import Table
from pipeline.parse.table import join_tables
from tests.pages import PageMaker
from tests.parse.tables import XS, Drawn, grid, read, values

HEADER = ["番号", "分野", "意見"]


def rows_of(table: Table, kind: str) -> list[int]:
    return sorted({cell.row_index for cell in table.cells if getattr(cell, kind)})


def test_a_table_with_the_same_columns_goes_on_over_the_page() -> None:
    (table,) = join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), grid(2, [HEADER, ["2", "教育", "乙"]])])
    assert rows_of(table, "is_header") == [0, 2]
    assert {cell.page_number for cell in table.cells} == {1, 2}


def test_a_page_of_prose_between_two_pages_of_table_does_not_part_them() -> None:
    assert len(join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), grid(3, [HEADER, ["2", "教育", "乙"]])])) == 1


def test_a_table_whose_header_is_not_repeated_goes_on_too() -> None:
    (table,) = join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), grid(2, [["2", "教育", "乙"]])])
    assert rows_of(table, "is_header") == [0]


def test_a_table_of_the_same_columns_under_a_header_of_its_own_is_another_table() -> None:
    other = grid(2, [["番号", "担当課", "県の考え方"], ["1", "総務課", "検討する。"]])
    assert len(join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), other])) == 2


def test_a_table_with_other_columns_is_another_table() -> None:
    other = grid(2, [["年", "額"], ["5", "百"]], xs=(20.0, 200.0, 360.0))
    assert len(join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), other])) == 2


def test_a_page_with_a_small_grid_within_its_cells_is_still_of_the_same_table() -> None:
    xs = (20.0, 60.0, 160.0, 260.0, 360.0)
    plain = grid(1, [["番号", "箇所", "訂正前", "訂正後"], ["1", "一頁", "甲", "乙"]], xs=xs)
    finer = (20.0, 60.0, 160.0, 185.0, 210.0, 235.0, 260.0, 285.0, 310.0, 335.0, 360.0)
    nested = grid(2, [["2", "二頁", *"丙丁戊己庚辛壬癸"]], xs=finer)
    assert len(join_tables([plain, nested])) == 1


def test_the_same_table_on_a_wider_page_goes_on_because_its_header_says_so() -> None:
    wide = grid(2, [HEADER, ["2", "教育", "乙"]], xs=(20.0, 90.0, 180.0, 390.0))
    (table,) = join_tables([grid(1, [HEADER, ["1", "福祉", "甲"]]), wide])
    assert table.column_count == 3


def test_the_parts_of_a_list_that_repeats_its_header_on_one_page_are_one_table() -> None:
    parts = [
        grid(1, [HEADER, ["1", "福祉", "甲"]]),
        grid(1, [HEADER, ["2", "教育", "乙"]], top=200),
        grid(2, [HEADER, ["3", "防災", "丙"]]),
    ]
    (table,) = join_tables(parts)
    assert rows_of(table, "is_header") == [0, 2, 4]


def test_two_tables_with_other_headers_on_one_page_are_two() -> None:
    upper = grid(1, [HEADER, ["1", "福祉", "甲"]])
    lower = grid(1, [["番号", "施設", "所在地"], ["1", "本館", "乙"]], top=200)
    assert len(join_tables([upper, lower])) == 2


def test_a_first_row_without_a_number_goes_on_from_the_page_before() -> None:
    pages = [
        grid(1, [HEADER, ["1", "福祉", "甲"], ["2", "教育", "乙の前"]]),
        grid(2, [HEADER, ["", "", "乙の後"], ["3", "防災", "丙"]]),
    ]
    (table,) = join_tables(pages)
    assert rows_of(table, "continues") == [4]


@pytest.mark.parametrize("second", ["〃", "同上", "○"])
def test_a_first_row_that_repeats_or_judges_is_a_row_of_its_own(second: str) -> None:
    pages = [
        grid(1, [HEADER, ["1", "福祉", "甲"], ["2", "教育", "乙"]]),
        grid(2, [HEADER, ["", second, "番号のない行"], ["3", "防災", "丙"]]),
    ]
    (table,) = join_tables(pages)
    assert rows_of(table, "continues") == []


def test_a_row_without_a_number_in_the_middle_of_a_page_is_a_row_of_its_own() -> None:
    rows = [HEADER, ["1", "福祉", "甲"], ["", "教育", "乙"], ["2", "防災", "丙"]]
    (table,) = join_tables([grid(1, rows)])
    assert rows_of(table, "continues") == []


def test_a_table_whose_first_row_has_a_number_has_no_header() -> None:
    (table,) = join_tables([grid(1, [["1", "福祉", "甲"], ["2", "教育", "乙"], ["3", "防災", "丙"]])])
    assert rows_of(table, "is_header") == []


BLANK_ROW = ["", "", ""]
LABELS = ["番号", "分野", "内容"]
ITEMS = [["1", "福祉", "甲"], ["2", "教育", "乙"]]


@pytest.mark.parametrize(
    ("drawn", "header", "row_count"),
    [
        ([LABELS, *ITEMS], [0], 2),
        ([BLANK_ROW, LABELS, *ITEMS], [1], 2),
        ([BLANK_ROW, BLANK_ROW, LABELS, *ITEMS], [2], 2),
        ([LABELS, BLANK_ROW, *ITEMS], [0], 2),
        ([BLANK_ROW, *ITEMS], [], 2),
        ([BLANK_ROW, ["", "福祉", "甲"]], [0], 1),  # what says nothing of it may as well be the labels
    ],
)
def test_a_row_without_text_above_the_labels_is_no_header(drawn: Drawn, header: list[int], row_count: int) -> None:
    """A frame around title and table makes such a row of the space between them."""
    printed = grid(1, drawn)
    (table,) = join_tables([printed])
    assert rows_of(table, "is_header") == header
    assert len(read(printed).rows) == row_count


def test_labels_under_a_merged_label_belong_to_the_header() -> None:
    maker = PageMaker(400, 400)
    for y in (40, 100, 130, 160):
        maker.rule(20, y, 360, y + 0.5)
    for x in (20, 60, 160, 360):
        maker.rule(x, 40, x + 0.5, 160)
    maker.rule(260, 70, 260.5, 160).rule(160, 70, 360, 70.5)
    maker.text(25, 60, "番号").text(70, 60, "分野").text(170, 50, "県の対応")
    maker.text(170, 80, "区分").text(270, 80, "内容")
    for y, number in ((105, "1"), (135, "2")):
        maker.text(25, y, number).text(70, y, "福祉").text(170, y, "済").text(270, y, "対応した")
    (table,) = join_tables(print_page(maker.page()).grids)
    assert rows_of(table, "is_header") == [0, 1]


def banded(*rows: tuple[str, ...]) -> Table:
    """Draw a table of five columns whose first row has a label over two of them, a blank cell, and a label over two."""
    xs, ys = (20.0, 110.0, 200.0, 290.0, 340.0, 390.0), [40.0 + 30 * row for row in range(len(rows) + 2)]
    maker = PageMaker(400, 400)
    for y in ys:
        maker.rule(xs[0], y, xs[-1], y + 0.5)
    for x in xs:
        maker.rule(x, ys[1] if x in (xs[1], xs[4]) else ys[0], x + 0.5, ys[-1])
    maker.text(40, 48, "県の中央部").text(300, 48, "調査時の値")
    for number, row in enumerate(rows, start=1):
        for x, text in zip(xs, row, strict=False):
            maker.text(x + 5, 48 + 30 * number, text)
    (table,) = join_tables(print_page(maker.page()).grids)
    return table


def test_a_band_with_place_and_day_above_the_labels_is_the_headers_first_row() -> None:
    body = [("保育所", "市立第一園", "九十人", "空き", "満員"), ("保育所", "市立第二園", "六十人", "満員", "空き")]
    assert rows_of(banded(("分類", "施設名", "定員", "〇歳", "一歳"), *body), "is_header") == [0, 1]
    assert rows_of(banded(("保育所", "市立第三園", "90", "空き", "満員"), *body), "is_header") == [0]


def nurseries(heading: str) -> Table:
    """Draw rows whose first cells have a kind and a name, below a label over both and a row with one text over both."""
    xs, ys = (20.0, 60.0, 160.0, 260.0, 360.0), [40.0 + 30 * row for row in range(6)]
    maker = PageMaker(400, 400)
    for y in ys:
        maker.rule(xs[0], y, xs[-1], y + 0.5)
    for x in xs:
        maker.rule(x, ys[2] if x == xs[1] else ys[0], x + 0.5, ys[-1])
    maker.text(60, 48, "施設名").text(170, 48, "所在地").text(270, 48, "空き").text(25, 78, heading)
    for row in range(2, 5):
        for x, text in zip(xs, ("公立", f"第{row}園", "北町", "なし"), strict=False):
            maker.text(x + 5, 48 + 30 * row, text)
    (table,) = join_tables(print_page(maker.page()).grids)
    return table


def test_a_text_over_the_cells_that_the_rows_below_part_is_their_heading_and_no_header() -> None:
    table = nurseries("認可保育所")
    assert rows_of(table, "is_header") == [0]
    assert rows_of(table, "is_heading") == [1]
    assert rows_of(nurseries("合計"), "is_heading") == []


def test_rows_that_are_equal_on_all_pages_are_no_header_where_they_have_a_dash_or_divide_no_cell() -> None:
    def pages(first: list[str], merged: bool) -> list[int]:
        header = ["項目", "指導事項", "" if merged else "区分"]
        grids = [grid(number, [header, first, ["給食", f"第{number}の話", "軽微"]]) for number in (1, 2, 3)]
        (table,) = join_tables(grids)
        return rows_of(table, "is_header")

    assert pages(["資格", "－", "－"], merged=False) == [0, 3, 6]
    assert pages(["資格", "なしとする", "なし"], merged=False) == [0, 3, 6]


def test_rows_below_a_merged_number_belong_to_its_item() -> None:
    maker = PageMaker(400, 400)
    for x in XS:
        maker.rule(x, 40, x + 0.5, 190)
    for y in (40, 70, 100, 160, 190):
        maker.rule(20, y, 360, y + 0.5)
    maker.rule(60, 130, 360, 130.5)
    for x, text in zip(XS, HEADER, strict=False):
        maker.text(x + 3, 50, text)
    maker.text(23, 80, "1").text(63, 80, "福祉").text(163, 80, "甲")
    maker.text(23, 125, "2").text(63, 110, "教育").text(163, 110, "乙").text(63, 140, "体育").text(163, 140, "丙")
    maker.text(23, 170, "3").text(63, 170, "防災").text(163, 170, "丁")
    (table,) = join_tables(print_page(maker.page()).grids)
    assert rows_of(table, "continues") == [3]


NAMED = ["分野", "担当課", "対応"]


@pytest.mark.parametrize(("end", "cut"), [("と", [6]), ("。", [])])
def test_without_numbers_a_row_goes_on_where_a_full_line_above_breaks_off_in_mid_sentence(
    end: str, cut: list[int]
) -> None:
    rows = [["福祉", f"{name}課", "決めた。"] for name in "甲乙丙丁"]
    prose = "学校と話し合い、次のようにする。\n" + "話し合いの場を年に三回ほど設けるこ" + end
    pages = [grid(1, [NAMED, *rows, ["教育", "戊課", prose]]), grid(2, [["", "己室", "とした。"], *rows])]
    (table,) = join_tables(pages)
    assert rows_of(table, "continues") == cut


def test_a_page_that_leaves_a_column_out_goes_on_by_the_names_of_the_others() -> None:
    header = ["番号", "分野", "意見", "対応"]
    first = grid(1, [header, ["1", "福祉", "甲", "済"], ["2", "教育", "乙", "済"]], (20, 60, 160, 260, 360))
    without_area = grid(2, [["番号", "意見", "対応"], ["3", "丙", "未"]], (20, 60, 210, 360))
    document = read(first, without_area)
    assert [values(row).get("number") for row in document.rows] == ["1", "2", "3"]
    assert list(values(document.rows[2]).values()) == ["3", "丙", "未"]
