"""Rows at the top of a page, read the whole way: what goes on, what is printed again, what is merged."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.parse.page_joins import is_printed_again
from tests.pages import PageMaker
from tests.parse.tables import Drawn, codes, column, draw, grid, read

HEADER: list[str | None] = ["番号", "区分", "意見の概要", "県の考え方"]
XS = (20.0, 60.0, 110.0, 240.0, 370.0)
FIRST: list[list[str | None]] = [
    HEADER,
    ["1", "防災", "避難所を増やす\nべきである。", "検討する。"],
    ["2", "交通", "バスを増やす。", "増やした。"],
]


def pages(*later: Drawn, first: Drawn = FIRST, height: float = 800) -> tuple[list[str | None], list[str | None]]:
    """Return the numbers and issues of a table whose later pages are given."""
    grids = [grid(1, first, XS, height=height), *(grid(2 + n, rows, XS, height=height) for n, rows in enumerate(later))]
    document = read(*grids)
    return column(document, "number"), column(document, "issue")


def test_a_first_row_without_a_number_goes_on() -> None:
    numbers, issues = pages([HEADER, ["", "", "本数を戻す。", ""], ["3", "防災", "訓練をする。", "した。"]])
    assert numbers == ["1", "2", "3"]
    assert issues[1] == "バスを増やす。\n本数を戻す。"


@pytest.mark.parametrize("sign", ["〃", "同上", "○", "◎", "▲", "×", "✕"])
def test_a_first_row_without_a_number_begins_where_it_has_a_ditto_or_a_mark_of_its_own(sign: str) -> None:
    numbers, issues = pages([HEADER, ["", sign, "本数を戻す。", "戻した。"], ["3", "防災", "訓練をする。", "した。"]])
    assert numbers == ["1", "2", None, "3"]
    assert issues[1:3] == ["バスを増やす。", "本数を戻す。"]


def test_a_mark_in_the_rest_of_a_row_that_breaks_off_above_is_that_rows() -> None:
    first: list[list[str | None]] = [*FIRST[:2], ["2", "", "次のとおり進めると\nし、そのときには学校で", "増やした。"]]
    numbers, issues = pages(
        [HEADER, ["", "○", "話し合うこと。", ""], ["3", "△", "訓練をする。", "した。"]], first=first
    )
    assert numbers == ["1", "2", "3"]
    assert str(issues[1]).endswith("学校で\n話し合うこと。")


@pytest.mark.parametrize(("height", "numbers"), [(800.0, ["1", "2", None, "3"]), (180.0, ["1", "2", "3"])])
def test_a_whole_row_without_a_number_begins_only_where_the_page_before_had_room_left(
    height: float, numbers: list[str | None]
) -> None:
    later: Drawn = [HEADER, ["", "福祉", "相談を受ける。", "受けている。"], ["3", "防災", "訓練をする。", "した。"]]
    assert pages(later, height=height)[0] == numbers


@pytest.mark.parametrize(("number", "goes_on"), [(None, False), ("", True)])
def test_a_text_goes_on_below_a_cell_that_is_merged_over_rows_and_not_over_lines_of_one_row(
    number: str | None, goes_on: bool
) -> None:
    """An underline in the last cell parts the grid; the number's cell is as high as the text's: it is one row."""
    broken_off = "停留所を増やして、\n屋根も付けてもらいたい"
    first: list[list[str | None]] = [
        *FIRST[:2],
        ["2", "交通", broken_off, "増やした。"],
        [number, None, None, "付けた。"],
    ]
    _, issues = pages([HEADER, ["3", "防災", "訓練をする。", "した。"]], first=first)
    assert issues[-1] == (f"{broken_off}訓練をする。" if goes_on else "訓練をする。")


def test_a_row_without_a_number_in_the_middle_of_a_page_is_a_row() -> None:
    numbers, _ = pages(
        first=[*FIRST, ["", "福祉", "相談を受ける。", "受ける。"], ["3", "防災", "訓練をする。", "した。"]]
    )
    assert numbers == ["1", "2", None, "3"]


def test_numbers_that_begin_again_still_show_which_row_has_none() -> None:
    first: list[list[str | None]] = [
        *FIRST,
        ["3", "防災", "訓練をする。", "した。"],
        ["1", "交通", "道を直す。", "直す。"],
    ]
    first += [["2", "交通", "橋を直す。", "直す。"]]
    numbers, issues = pages(
        [HEADER, ["", "", "次の橋も直す。", ""], ["3", "交通", "線を引く。", "引く。"]], first=first
    )
    assert numbers == ["1", "2", "3", "1", "2", "3"]
    assert issues[4] == "橋を直す。\n次の橋も直す。"


def test_a_row_printed_whole_on_both_pages_is_taken_once_and_told() -> None:
    again = ["2", "交通", "バスを増やす。", "増やした。"]
    document = read(grid(1, FIRST, XS), grid(2, [HEADER, again, ["3", "防災", "訓練をする。", "した。"]], XS))
    assert column(document, "number") == ["1", "2", "3"]
    assert column(document, "issue")[1] == "バスを増やす。"
    assert "row_printed_again" in codes(document)


def test_two_items_that_say_the_same_under_two_numbers_are_two() -> None:
    numbers, _ = pages([HEADER, ["3", "交通", "バスを増やす。", "増やした。"], ["4", "防災", "訓練をする。", "した。"]])
    assert numbers == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("height", "numbers"), [(6.5, ["1", "2", "3"]), (9.0, ["1", "2", "2", "3"])])
def test_a_row_below_a_sliver_that_is_too_low_for_type_is_the_first_of_its_page(
    height: float, numbers: list[str]
) -> None:
    rows: Drawn = [["2", "交通", "バスを増やす。", "増やした。"], ["3", "防災", "訓練をする。", "した。"]]
    maker = draw(PageMaker(400, 800), rows, XS, top=40 + height).rule(XS[0], 39.75, XS[-1], 40.25)
    for x in XS:
        maker.rule(x - 0.25, 40, x + 0.25, 40 + height)
    (second,) = print_page(maker.page(2)).grids
    assert column(read(grid(1, FIRST, XS), second), "number") == numbers


def test_without_numbers_a_row_is_printed_again_only_where_no_cell_differs() -> None:
    header: list[str | None] = ["区分", "意見の概要", "県の考え方"]
    xs = (20.0, 110.0, 240.0, 370.0)
    first: Drawn = [header, ["防災", "避難所を増やす。", "検討する。"], ["交通", "バスの本数を増やす。", "増やした。"]]
    same = grid(2, [header, ["交通", "バスの本数を増やす。", "増やした。"], ["福祉", "相談をする。", "した。"]], xs)
    other = grid(2, [header, ["交通", "バスの本数を増やす。", "検討する。"], ["福祉", "相談をする。", "した。"]], xs)
    assert len(read(grid(1, first, xs), same).rows) == 3
    assert len(read(grid(1, first, xs), other).rows) == 4


@pytest.mark.parametrize(
    ("below", "again"),
    [
        ({0: "2", 1: "交通", 2: "バスの本数を増やす。", 3: "増やした。"}, True),
        ({0: "2", 1: "交通", 2: "バスの本数を増やす。", 3: ""}, False),
        ({0: "3", 1: "交通", 2: "バスの本数を増やす。", 3: "増やした。"}, False),
    ],
    ids=["all the same", "too few characters", "another number"],
)
def test_a_row_is_printed_again_where_three_cells_the_number_among_them_and_15_characters_are_the_same(
    below: dict[int, str], again: bool
) -> None:
    begun = {0: "2", 1: "交通", 2: "バスの本数を増やす。", 3: "増やした。"}
    assert is_printed_again(below, begun, number_column=0) is again


def test_two_cells_are_too_few_for_a_row_printed_again_however_long_they_are() -> None:
    begun = {0: "2", 1: "交通", 2: "バスの本数を増やし、路線も見直すこと。"}
    assert is_printed_again(begun, begun, number_column=0)
    assert not is_printed_again({**begun, 1: ""}, begun, number_column=0)


# ── cells that are merged over the break ────────────────────────────────────────────────────────────────────────────

MERGED: Drawn = [HEADER, ["1", "防災", "避難所を増やす。", "検討する。"], ["2", None, "訓練をする。", "した。"]]


def test_a_blank_merged_cell_at_the_top_of_a_page_says_what_it_says_on_the_page_before() -> None:
    later: Drawn = [HEADER, ["3", "", "備蓄を増やす。", "増やす。"], ["4", None, "道を直す。", "直す。"]]
    document = read(grid(1, MERGED, XS), grid(2, later, XS))
    assert column(document, "policy_area") == ["防災"] * 4


def test_a_blank_cell_at_the_top_of_a_page_stays_blank_in_a_column_that_merges_nothing() -> None:
    later: Drawn = [HEADER, ["3", "", "備蓄を増やす。", "増やす。"], ["4", "交通", "道を直す。", "直す。"]]
    first: list[list[str | None]] = [*FIRST, ["3", "", "何も書かない。", "した。"]]
    assert column(read(grid(1, first, XS), grid(2, later, XS)), "policy_area")[3] is None


def test_a_line_within_a_neighbouring_cell_does_not_merge_a_blank_cell() -> None:
    later: Drawn = [
        HEADER,
        ["3", "防災", "バスの時刻", ""],
        [None, None, "", None],
        ["4", "交通", "道を直す。", "直す。"],
    ]
    document = read(grid(1, FIRST, XS), grid(2, later, XS))
    assert column(document, "response") == ["検討する。", "増やした。", None, "直す。"]


def test_the_words_of_a_merged_cell_go_on_below_the_break() -> None:
    header: list[str | None] = ["評価の区分", "評価項目", "配点"]
    xs = (20.0, 140.0, 280.0, 370.0)
    first: Drawn = [header, ["1.1 実績", "1.1.1 従業員", "150"], ["1.2 配置する技術", "1.2.1 管理者", "300"]]
    later: Drawn = [["者の経験", "1.2.2 主任", "200"], [None, "1.2.3 副主任", "100"], ["2.1 要件", "2.1.1 必須", "600"]]
    document = read(grid(1, first, xs), grid(2, later, xs))
    assert column(document, "評価の区分") == [
        "1.1 実績", *["1.2 配置する技術者の経験"] * 3, "2.1 要件"
    ]  # fmt: skip


def test_telephone_numbers_begin_with_a_figure_and_enumerate_nothing() -> None:
    header: list[str | None] = ["施設の電話番号", "施設の名", "診療科"]
    xs = (20.0, 200.0, 290.0, 370.0)
    first: Drawn = [header, ["0545-11-0001", "南町医院", "内科"], ["0545-11-0002", "北町医院", "外科"]]
    later: Drawn = [
        ["(代)0545-11-03", "東町病院", "内科"],
        [None, "東町病院", "外科"],
        ["0545-11-0004", "中町医院", "内科"],
    ]
    document = read(grid(1, first, xs), grid(2, later, xs))
    assert column(document, "施設の電話番号") == [
        "0545-11-0001", "0545-11-0002", *["(代)0545-11-03"] * 2, "0545-11-0004"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("halves", "labels"),
    [
        (("情報公", "開の推進"), ["情報公開の推進"] * 4),
        (("交通政策", "環境政策"), ["交通政策"] * 2 + ["環境政策"] * 2),
    ],
)
def test_a_merged_label_that_a_break_cuts_in_mid_word_is_one_label(halves: tuple[str, str], labels: list[str]) -> None:
    first: Drawn = [HEADER, ["1", halves[0], "避難所を増やす。", "検討する。"], ["2", None, "訓練をする。", "した。"]]
    later: Drawn = [HEADER, ["3", halves[1], "備蓄を増やす。", "増やす。"], ["4", None, "道を直す。", "直す。"]]
    assert column(read(grid(1, first, XS), grid(2, later, XS)), "policy_area") == labels


def test_two_labels_that_fill_the_lines_of_a_narrow_column_are_two() -> None:
    first: Drawn = [HEADER, ["1", "生活\n環境", "避難所を作る。", "検討する。"], ["2", None, "訓練をする。", "した。"]]
    later: Drawn = [HEADER, ["3", "健康\n福祉", "備蓄をする。", "増やす。"], ["4", None, "道を直す。", "直す。"]]
    xs = (20.0, 60.0, 84.0, 240.0, 370.0)
    labels = column(read(grid(1, first, xs), grid(2, later, xs)), "policy_area")
    assert labels == ["生活環境"] * 2 + ["健康福祉"] * 2


@pytest.mark.parametrize(("lines", "goes_on"), [(1, True), (4, False)])
def test_a_long_text_of_a_merged_cell_goes_on_unless_it_has_room_left_above_the_break(
    lines: int, *, goes_on: bool
) -> None:
    above, below = "地域で支え合う\n仕組みづくりと\n人材の育成事業", "研修の実施及び\n講師の派遣事業"
    first: Drawn = [HEADER, ["1", above, "訓練をする。\n" * lines, "した。"], ["2", None, "道を直す。", "直す。"]]
    later: Drawn = [HEADER, ["3", below, "備蓄を増やす。", "増やす。"], ["4", None, "橋を直す。", "直す。"]]
    xs = (20.0, 60.0, 133.0, 240.0, 370.0)
    labels = column(read(grid(1, first, xs), grid(2, later, xs)), "policy_area")
    assert len(set(labels)) == 2 - goes_on


def test_a_half_that_stands_elsewhere_is_a_label_of_its_own() -> None:
    first: Drawn = [HEADER, ["1", "情報公", "避難所を増やす。", "検討する。"], ["2", None, "訓練をする。", "した。"]]
    later: Drawn = [
        HEADER,
        ["3", "開の推進", "備蓄を増やす。", "増やす。"],
        ["4", "情報公", "道を直す。", "直す。"],
        ["5", "開の推進", "橋を直す。", "直す。"],
    ]
    found = column(read(grid(1, first, XS), grid(2, later, XS)), "policy_area")
    assert found == ["情報公", "情報公", "開の推進", "情報公", "開の推進"]


ONE_ROW_EACH = [
    (("情報公", "開の推進"), "情報公開の推進"),
    (("防災・", "減災対策"), "防災・減災対策"),
    (("情報公開", ""), "情報公開"),
    (("", "情報公開"), "情報公開"),
]


@pytest.mark.parametrize(("halves", "label"), ONE_ROW_EACH)
def test_a_label_merged_over_one_row_on_each_side_of_a_break_is_one_label(halves: tuple[str, str], label: str) -> None:
    first: Drawn = [HEADER, ["1", "交通", "避難所を増やす。", "検討する。"], ["2", halves[0], "訓練をする。", "した。"]]
    later: Drawn = [HEADER, ["3", halves[1], "備蓄を増やす。", "増やす。"], ["4", "財政", "道を直す。", "直す。"]]
    document = read(grid(1, first, XS), grid(2, later, XS))
    assert column(document, "policy_area") == ["交通", label, label, "財政"]
    assert codes(document) == ["merged_over_page"]


def test_a_word_cut_between_two_labels_with_room_left_above_the_break_is_two_labels() -> None:
    first: Drawn = [HEADER, ["1", "交通", "避難所を増やす。", "検討する。"]]
    last = ["2", "上水道", "訓練を\nする。\n何度もする。", "した。"]
    later: Drawn = [HEADER, ["3", "産業振興", "備蓄を増やす。", "増やす。"], ["4", "財政", "道を直す。", "直す。"]]
    document = read(grid(1, [*first, last], XS), grid(2, later, XS))
    assert column(document, "policy_area") == ["交通", "上水道", "産業振興", "財政"]


# ── tables without numbers ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("last_line", "count"), [("見本の箱が空のとき", 1), ("箱を空にすること。", 2), ("箱のとき", 2)]
)
def test_old_and_new_wording_go_on_where_both_break_off_in_mid_sentence(last_line: str, count: int) -> None:
    xs = (20.0, 120.0, 220.0)
    wording = f"第一条の見本文は、\n{last_line}"
    first = grid(1, [["改正後", "改正前"], [wording, wording]], xs)
    assert len(read(first, grid(2, [["は、くり返す。", "は、くり返す。"]], xs)).rows) == count


def test_wording_of_one_line_breaks_nothing_off() -> None:
    xs = (20.0, 120.0, 220.0)
    first = grid(1, [["改正後", "改正前"], ["見本の箱が空のとき", "見本の箱が空のとき"]], xs)
    assert len(read(first, grid(2, [["は、くり返す。", "は、くり返す。"]], xs)).rows) == 2


@pytest.mark.parametrize(
    ("rows", "blank", "count"), [(22, 1, 22), (22, 10, 23), (2, 0, 3)], ids=["one in twenty", "half", "two rows"]
)
def test_a_row_whose_columns_are_hardly_ever_blank_goes_on_where_they_are(rows: int, blank: int, count: int) -> None:
    header: list[str | None] = ["施設の名", "所在地", "院長"]
    first: list[list[str | None]] = [
        [f"医院{n}", f"見本市{n}丁目", "" if 1 < n <= 1 + blank else f"医師{n}"] for n in range(1, rows + 1)
    ]
    xs = (20.0, 120.0, 220.0, 320.0)
    document = read(grid(1, [header, *first], xs, height=1200), grid(2, [["", "見本の館", ""]], xs, height=1200))
    assert len(document.rows) == count


@pytest.mark.parametrize(("headers", "count"), [(["改正後", "改正前"], 1), (["意見の例", "回答の例"], 2)])
def test_new_wording_goes_on_beside_old_wording_that_ended_on_the_page_before(headers: list[str], count: int) -> None:
    xs = (20.0, 120.0, 220.0)
    first: Drawn = [headers, ["第一条の見本文は、\n見本の箱が空のとき", "第一条は、\n箱を空にすること。"]]
    assert len(read(grid(1, first, xs), grid(2, [["は、くり返す。", "第二条は別に定める。"]], xs)).rows) == count


def test_a_total_at_the_top_of_a_page_is_a_row_of_its_own() -> None:
    header: list[str | None] = ["番号", "費目の名", "金額"]
    xs = (20.0, 60.0, 240.0, 370.0)
    first: Drawn = [header, ["1", "旅費", "12,300"], ["2", "物品", "45,600"]]
    document = read(grid(1, first, xs, height=140), grid(2, [["", "合計", "57,900"]], xs, height=140))
    assert column(document, "金額") == ["12,300", "45,600", "57,900"]


def test_below_a_heading_at_the_foot_of_a_page_no_cell_of_the_row_above_it_goes_on() -> None:
    header: list[str | None] = ["番号", "意見の概要", "対応"]
    xs = (20.0, 80.0, 220.0, 360.0)
    rows: Drawn = [header, ["1", "バスを増やす", "検討する。"], ["2", "駅を直すこと", "検討する。"], ["山手", "", ""]]
    first = grid(1, rows, xs, top=500, height=640)
    kept = [cell for cell in first.cells if cell.row_index < 3 or cell.column_index == 0]
    first = replace(first, cells=tuple(replace(cell, column_span=3) if cell.text == "山手" else cell for cell in kept))
    document = read(first, grid(2, [["", "歩道も直すこと。", ""], ["3", "道を直す。", "直した。"]], xs))
    assert column(document, "response") == ["検討する。", "検討する。", None, "直した。"]
    assert [row.section for row in document.rows] == [None, None, "山手", "山手"]


def test_a_bracketed_heading_in_a_table_without_numbers_is_no_part_of_the_row_above() -> None:
    header: list[str | None] = ["施設の名", "所在地", "電話"]
    first: Drawn = [header, ["甲医院", "見本市", "1-1"], ["乙医院", "見本市", "2-2"], ["丙医院", "見本市", "3-3"]]
    later: Drawn = [["【山手】", "", ""], ["丁医院", "手本町", "4-4"]]
    xs = (20.0, 120.0, 220.0, 320.0)
    document = read(grid(1, first, xs), grid(2, later, xs))
    assert column(document, "施設の名") == ["甲医院", "乙医院", "丙医院", "丁医院"]
    assert [row.section for row in document.rows] == [None, None, None, "【山手】"]


@pytest.mark.parametrize(("above", "below"), [("4,115,874", "1,136,691"), ("△241,450", "450"), ("12人", "1,265人")])
def test_figures_of_merged_cells_on_both_sides_of_a_page_break_are_two(above: str, below: str) -> None:
    header: list[str | None] = ["目", "前の額", "節", "金額"]
    xs = (20.0, 110.0, 220.0, 300.0, 370.0)
    first: Drawn = [header, ["総務費", "720,610", "報酬", "375"], [None, None, "需用費", "166"], ["計", above, "", ""]]
    later: Drawn = [header, ["児童費", below, "手当", "184"], [None, None, "委託料", "93"]]
    document = read(grid(1, first, xs), grid(2, later, xs))
    assert column(document, "前の額") == ["720,610", "720,610", above, below, below]


@pytest.mark.parametrize(("values", "count"), [
    (("10", "3"), 3), (("1,200", "△34"), 2), (("1,200", "△34,532"), 3), (("○", "×"), 3),
    (("○", ""), 2), (("10", "調整する"), 2), (("検討する", "調整する"), 2),
    (("①", "②"), 3), (("(1)", "(2)"), 3), (("①", ""), 2), (("①の件", "②の件"), 2),
])  # fmt: skip
def test_rows_under_one_number_are_items_of_their_own_where_each_has_a_figure_a_mark_or_a_number(
    values: tuple[str, str], count: int
) -> None:
    rows: Drawn = [
        ["番号", "内容", "結果"],
        ["1", "医院の話", values[0]],
        [None, "医院の別の話", values[1]],
        ["2", "道の話", "12"],
    ]
    document = read(grid(1, rows))
    assert len(document.rows) == count
    assert [row.values["number"].text for row in document.rows] == [*"1" * (count - 1), "2"]


@pytest.mark.parametrize(("painted_before", "count"), [(None, 4), (1, 2)])
def test_rows_under_one_number_that_a_page_break_cuts_stay_one_item(painted_before: int | None, count: int) -> None:
    """Half of them as items of their own would leave the rest, below the break, to the last of these."""
    header = ["番号", "内容", "結果"]
    first = grid(1, [header, ["1", "医院の話", "○"], [None, "医院の別の話", "×"]])
    later = grid(2, [header, ["", "医院の三つ目の話", "○"], ["2", "道の話", "×"]])
    document = read(first, replace(later, row_painted_before=painted_before))
    assert len(document.rows) == count
