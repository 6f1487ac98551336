"""Whether a page's first row goes on, and which cells of a new one do, asked directly.

``tests/parse/test_page_joins.py`` and ``tests/normalise/test_page_merges.py`` read pages the whole way.
"""

from __future__ import annotations

import pytest

from pipeline.page_breaks import (
    BodyRow,
    PageEnd,
    RowTexts,
    TableHabits,
    TextsAsked,
    TopCell,
    cell_goes_on,
    labels_that_go_on,
    row_goes_on,
)

NUMBERED = TableHabits(number_column=0)
UNNUMBERED = TableHabits(number_column=None, never_blank=frozenset({0, 1, 2}))
BEFORE = PageEnd(frozenset({0, 1, 2}), frozenset(), {0: "7", 1: "道を直す。", 2: "1,200"}, has_room_left=False)
BROKEN_OFF = PageEnd(frozenset({0, 1, 2}), frozenset({1}), BEFORE.begun, has_room_left=False)
WITH_ROOM = PageEnd(frozenset({0, 1, 2}), frozenset(), BEFORE.begun, has_room_left=True)


@pytest.mark.parametrize(
    ("below", "before", "goes_on"),
    [
        ({0: "", 1: "本数を戻す。", 2: ""}, BEFORE, True),
        ({0: "8", 1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({0: "", 1: "", 2: ""}, BEFORE, False),
        ({0: "", 1: "〃", 2: "戻す。"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "3,500"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BROKEN_OFF, True),
        ({0: "", 1: "本数を戻す。", 2: "戻した。"}, BEFORE, True),
        ({0: "", 1: "本数を戻す。", 2: "戻した。"}, WITH_ROOM, False),
        ({0: "", 1: "本数を戻す。", 2: ""}, WITH_ROOM, True),
    ],
)
def test_in_a_table_with_numbers_a_row_without_one_goes_on_unless_something_begins_a_row(
    below: RowTexts, before: PageEnd, goes_on: bool
) -> None:
    assert row_goes_on(below, before, NUMBERED) is goes_on


@pytest.mark.parametrize(
    ("below", "before", "goes_on"),
    [
        ({0: "", 1: "本数を戻す。", 2: ""}, BEFORE, True),
        ({0: "交通", 1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({0: "交通", 1: "本数を戻す。", 2: ""}, BROKEN_OFF, True),
        ({0: "交通", 1: "本数を戻す。", 2: "戻した。"}, BROKEN_OFF, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BROKEN_OFF, False),
    ],
)
def test_without_numbers_a_row_goes_on_where_most_of_it_is_blank_or_what_is_above_breaks_off(
    below: RowTexts, before: PageEnd, goes_on: bool
) -> None:
    assert row_goes_on(below, before, UNNUMBERED) is goes_on


@pytest.mark.parametrize(
    ("below", "habits", "goes_on"),
    [
        ({0: "7", 1: "（続き）", 2: "戻す。"}, NUMBERED, True),
        ({0: "7(つづき)", 1: "道を直す。", 2: "戻す。"}, NUMBERED, True),
        ({0: "（続き）", 1: "道を直す。", 2: "3,500"}, NUMBERED, True),
        ({0: "", 1: "〔前頁からの続き〕本数を戻す。", 2: "3,500"}, NUMBERED, True),
        ({0: "8", 1: "（続き）の工事を早めてほしい。", 2: "戻す。"}, NUMBERED, False),
        ({0: "7", 1: "工事の続きを早めてほしい。", 2: "戻す。"}, NUMBERED, False),
        ({0: "交通", 1: "（続き）", 2: "戻す。"}, UNNUMBERED, True),
        ({0: "交通", 1: "（続き）の工事を早めてほしい。", 2: "戻す。"}, UNNUMBERED, False),
    ],
)
def test_a_row_that_says_so_goes_on_unless_its_number_is_another(
    below: RowTexts, habits: TableHabits, goes_on: bool
) -> None:
    assert row_goes_on(below, BEFORE, habits) is goes_on


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("生活環境（続き）", True), ("（続き）", True), ("健康福祉（続き）", False), ("生活環境", False)],
)
def test_a_label_that_says_so_goes_on_where_it_is_the_one_above(text: str, goes_on: bool) -> None:
    cell = TopCell(1, text, "生活環境", is_merged=False, is_merged_above=False)
    assert cell_goes_on(cell, BEFORE, NUMBERED) is goes_on


@pytest.mark.parametrize(
    ("never_blank", "goes_on"),
    [((0, 2), False), ((0, 2, 3), True), ((0, 1, 2, 3), True), ((0, 1, 2, 3, 4), False)],
    ids=["one blank", "two of three", "two of four", "two of five"],
)
def test_without_numbers_two_blank_columns_and_half_of_those_that_are_never_blank_make_a_row_go_on(
    never_blank: tuple[int, ...], goes_on: bool
) -> None:
    habits = TableHabits(number_column=None, never_blank=frozenset(never_blank))
    below = {0: "", 1: "本数を戻す。", 2: "戻した。", 3: "", 4: "済"}
    assert row_goes_on(below, BEFORE, habits) is goes_on


MERGING = TableHabits(number_column=0, merging=frozenset({2}), enumerated=frozenset({1}))


@pytest.mark.parametrize(
    ("cell", "before", "goes_on"),
    [
        (TopCell(2, "", "道を直す。", is_merged=False, is_merged_above=False), BEFORE, True),
        (TopCell(1, "", "道を直す。", is_merged=False, is_merged_above=False), BEFORE, False),
        (TopCell(1, "", "道を直す。", is_merged=True, is_merged_above=False), BEFORE, True),
        (TopCell(0, "", "道を直す。", is_merged=True, is_merged_above=True), BEFORE, False),
        (TopCell(1, "戻すこと。", "道を直す。", is_merged=True, is_merged_above=False), BEFORE, True),
        (TopCell(1, "(2) 戻すこと。", "道を直す。", is_merged=True, is_merged_above=False), BEFORE, False),
        (TopCell(1, "(2) 戻すこと。", "道を直す。", is_merged=False, is_merged_above=True), BROKEN_OFF, True),
        (TopCell(1, "戻すこと。", "道を直す。", is_merged=False, is_merged_above=False), BROKEN_OFF, False),
        (TopCell(1, "7商工費", "6農林水産業費", is_merged=True, is_merged_above=False), BROKEN_OFF, False),
        (TopCell(1, "6農林水産業費", "6農林水産業費", is_merged=True, is_merged_above=False), BROKEN_OFF, True),
        (TopCell(1, "7.5人", "6.5人", is_merged=True, is_merged_above=False), BROKEN_OFF, True),
        (TopCell(3, "戻すこと。", None, is_merged=True, is_merged_above=False), BROKEN_OFF, False),
    ],
)
def test_a_cell_of_a_new_row_goes_on_where_it_is_merged_and_opens_nothing_or_is_blank(
    cell: TopCell, before: PageEnd, goes_on: bool
) -> None:
    assert cell_goes_on(cell, before, MERGING) is goes_on


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        ("生活環境", "健康福祉", False),
        ("情報公", "開の推進", True),
        ("安心して暮らせるまちの", "実現に向けた取組み", True),
        ("地域で支え合う仕組みづくりと人材", "育成のための研修会の実施", True),
        ("地域で支え合う仕組みと人材", "育成の研修会", False),
    ],
    ids=["two labels", "a word", "a particle", "25 letters", "too short to be no labels"],
)
def test_two_labels_of_a_column_that_merges_are_one_only_where_a_word_is_cut_or_they_are_long(
    above: str, below: str, *, goes_on: bool
) -> None:
    before = PageEnd(frozenset({2}), frozenset({2}), BEFORE.begun, has_room_left=False)
    cell = TopCell(2, below, above, is_merged=True, is_merged_above=True)
    assert cell_goes_on(cell, before, MERGING) is goes_on


@pytest.mark.parametrize(
    ("below", "repeated", "goes_on"),
    [("ューター", frozenset(), True), ("ューター", frozenset({"コンピ"}), False), ("農業", frozenset(), False)],
)
def test_a_word_that_the_break_cuts_goes_on_in_a_column_that_merges_unless_a_half_is_a_label(
    below: str, repeated: frozenset[str], goes_on: bool
) -> None:
    habits = TableHabits(number_column=0, merging=frozenset({2}), repeated=repeated)
    cell = TopCell(2, below, "コンピ", is_merged=False, is_merged_above=False)
    assert cell_goes_on(cell, BEFORE, habits) is goes_on


@pytest.mark.parametrize(
    ("second", "concluded"),
    [("防災", True), ("交通", True), ("〃", False), ("", False)],
    ids=["same", "other", "ditto", "blank"],
)
def test_a_blank_at_the_top_of_a_page_goes_on_where_the_column_is_blank_nowhere_else_and_has_no_ditto(
    second: str, concluded: bool
) -> None:
    texts = ("防災", second, "")
    rows = [BodyRow({0: text}, frozenset(), is_top=place == 2) for place, text in enumerate(texts)]
    assert labels_that_go_on(rows, [0])[2] == ({0: "blank"} if concluded else {})


REST = {8: "意見である。", 9: "検討する。"}
"""What a row says beside its label."""


@pytest.mark.parametrize(
    ("texts", "tops", "joins"),
    [
        (("防災", "", "交通"), {2}, [{}, {}, {0: "ahead"}]),
        (("防災", "", "交通"), {1}, [{}, {0: "blank"}, {}]),
        (("", "防災", "交通"), {1, 2}, [{}, {0: "ahead"}, {}]),
        (("", "防災", "", "交通"), {1}, [{}, {}, {}, {}]),
        (("防災", "", "〃"), {2}, [{}, {}, {}]),
    ],
    ids=["at the foot", "at the top", "a page of one row", "blank elsewhere, too", "beside a ditto"],
)
def test_a_blank_at_a_page_break_is_the_label_beyond_it(
    texts: tuple[str, ...], tops: set[int], joins: list[dict[int, str]]
) -> None:
    rows = [BodyRow({0: text, **REST}, frozenset(), is_top=place in tops) for place, text in enumerate(texts)]
    assert labels_that_go_on(rows, [0]) == joins


def test_a_sum_at_the_foot_of_a_page_takes_no_label_from_below() -> None:
    rows = [
        BodyRow({0: "", 1: "小計", 2: "12,300"}, frozenset(), is_top=False),
        BodyRow({0: "交通", **REST}, frozenset(), is_top=True),
    ]
    assert labels_that_go_on(rows, [0])[1] == {}


def test_a_row_of_one_text_at_the_foot_of_a_page_is_a_heading_and_takes_no_label_from_below() -> None:
    rows = [
        BodyRow({0: "", 1: "【山手】"}, frozenset(), is_top=False),
        BodyRow({0: "交通", **REST}, frozenset(), is_top=True),
    ]
    assert labels_that_go_on(rows, [0])[1] == {}


def test_a_blank_cell_over_several_rows_to_the_foot_of_a_page_is_the_label_below() -> None:
    rows = [
        BodyRow({0: "防災"}, frozenset(), is_top=False),
        BodyRow({0: "", **REST}, frozenset(), is_top=False),
        BodyRow({}, frozenset({0}), is_top=False),
        BodyRow({0: "交通"}, frozenset(), is_top=True),
    ]
    assert labels_that_go_on(rows, [0])[3] == {0: "ahead"}


@pytest.mark.parametrize(
    ("texts", "full", "joined"),
    [
        (("交通", "情報公", "開の推進"), True, True),
        (("交通", "情報公", "開の推進"), False, False),
        (("情報公", "情報公", "開の推進"), True, False),
        (("交通", "情報公", "環境政策"), True, False),
    ],
    ids=["cut in mid-word", "with room for a line", "a half that stands elsewhere", "two labels"],
)
def test_a_label_cut_in_mid_word_goes_on_where_it_fills_its_cell(
    texts: tuple[str, ...], full: bool, joined: bool
) -> None:
    filled = frozenset({0} if full else ())
    rows = [BodyRow({0: text}, frozenset(), place == 2, filled) for place, text in enumerate(texts)]
    assert labels_that_go_on(rows, [0])[2] == ({0: "rest"} if joined else {})


def test_a_narrower_label_ends_where_a_wider_one_does() -> None:
    rows = [
        BodyRow({0: "防災", 1: ""}, frozenset(), is_top=False),
        BodyRow({0: "交通", 1: "道路"}, frozenset(), is_top=True),
    ]
    assert labels_that_go_on(rows, [0, 1])[1] == {}


def test_texts_are_put_together_when_asked_for_and_those_of_labels_once() -> None:
    asked: list[int] = []

    def text_of(column: int) -> str:
        asked.append(column)
        return {0: "交通", 2: "道路"}[column]

    texts = TextsAsked((0, 2), text_of, labels=(0, 1))
    assert [texts.get(0), texts.get(0), texts.get(1), 1 in texts, 2 in texts] == ["交通", "交通", None, False, True]
    assert asked == [0, 1]
    assert dict(texts) == {0: "交通", 2: "道路"}
