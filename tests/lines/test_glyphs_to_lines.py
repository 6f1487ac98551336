import numpy as np
import pytest

from pipeline.lines.assign import OUTSIDE
from pipeline.lines.decorations import Decorations
from pipeline.lines.glyphs_to_lines import glyphs_to_lines
from tests.pages import PageMaker


def texts(maker: PageMaker, split_wide_gaps_in: int = OUTSIDE) -> list[str]:
    page = maker.page()
    groups = np.zeros(len(page.glyphs.text), np.int32)
    return [line.text for line in glyphs_to_lines(page, groups, split_wide_gaps_in=split_wide_gaps_in)[0]]


def test_lines_come_from_the_top_down_whatever_the_content_stream_does() -> None:
    assert texts(PageMaker().text(10, 50, "二行目").text(10, 30, "一行目").text(10, 70, "三行目")) == [
        "一行目",
        "二行目",
        "三行目",
    ]


def test_pieces_of_one_line_are_joined_from_left_to_right() -> None:
    assert texts(PageMaker().text(40, 30, "会議").text(10, 30.4, "第一回")) == ["第一回会議"]


def test_interleaved_glyphs_are_put_in_order() -> None:
    assert texts(PageMaker().text(20, 30, "い").text(40, 30, "え").text(10, 30, "あ").text(30, 30, "う")) == [
        "あいうえ"
    ]


def test_a_printed_space_is_kept_and_its_kind_too() -> None:
    assert texts(PageMaker().text(10, 30, "岡\u3000新治")) == ["岡\u3000新治"]


@pytest.mark.parametrize(("gap", "expected"), [(2.0, "番号"), (5.0, "番号"), (7.0, "番 号"), (20.0, "番 号")])
def test_only_a_wide_gap_between_japanese_letters_is_a_space(gap: float, expected: str) -> None:
    assert texts(PageMaker().text(10, 30, "番").text(20 + gap, 30, "号")) == [expected]


@pytest.mark.parametrize(("gap", "expected"), [(0.9, "ab"), (2.0, "a b")])
def test_a_small_gap_between_latin_letters_is_a_space(gap: float, expected: str) -> None:
    assert texts(PageMaker().text(10, 30, "a").text(20 + gap, 30, "b")) == [expected]


def test_a_quarter_em_between_japanese_and_latin_is_no_space() -> None:
    assert texts(PageMaker().text(10, 30, "第").text(22.5, 30, "1").text(35, 30, "回")) == ["第1回"]


def test_a_letter_printed_twice_is_one_bold_letter() -> None:
    page = PageMaker().text(10, 30, "太").text(10.4, 30, "太").text(20, 30, "字").text(20.4, 30, "字").page()
    (line,) = glyphs_to_lines(page, np.zeros(4, np.int32))[0]
    assert line.text == "太字"
    assert line.runs[0].style.bold


def test_the_same_letter_twice_in_a_row_is_two_letters() -> None:
    assert texts(PageMaker().text(10, 30, "11").text(30, 30, "々々")) == ["11々々"]


def test_text_that_runs_downwards_is_one_line() -> None:
    assert texts(PageMaker().text(10, 30, "荒井秀行", down=True)) == ["荒井秀行"]


def test_two_downward_columns_are_read_from_the_right() -> None:
    assert texts(PageMaker().text(30, 30, "右側", down=True).text(10, 30, "左側", down=True)) == ["右側", "左側"]


def test_marks_below_each_other_are_a_list_and_no_word() -> None:
    assert texts(PageMaker().text(10, 30, "○△", down=True)) == ["○", "△"]


def test_outside_tables_what_stands_far_apart_is_two_lines() -> None:
    assert texts(PageMaker().text(10, 30, "題名").text(300, 30, "資料4"), split_wide_gaps_in=0) == ["題名", "資料4"]


def test_a_change_of_colour_begins_a_run_with_its_own_box() -> None:
    page = PageMaker().text(10, 30, "黒い").text(30, 30, "赤い", colour="#ff0000").page()
    (line,) = glyphs_to_lines(page, np.zeros(4, np.int32))[0]
    assert [(run.text, run.style.colour) for run in line.runs] == [("黒い", "#000000"), ("赤い", "#ff0000")]
    assert line.runs[1].box == (30, 30, 50, 40)


def test_a_decoration_begins_a_run_too() -> None:
    page = PageMaker().text(10, 30, "一部下線").page()
    under = np.array([False, False, True, True])
    none, uncoloured = np.zeros(4, np.bool_), np.full(4, "", dtype=object)
    decorations = Decorations(under, none, uncoloured, none, uncoloured)
    (line,) = glyphs_to_lines(page, np.zeros(4, np.int32), decorations)[0]
    assert [(run.text, run.style.underline) for run in line.runs] == [("一部", False), ("下線", True)]


def test_glyphs_that_are_not_painted_are_in_no_line() -> None:
    page = PageMaker().text(10, 30, "見える").page()
    lines = glyphs_to_lines(page, np.array([0, -2, 0], np.int32))
    assert [line.text for line in lines[0]] == ["見 る"]


def test_a_space_printed_between_two_lines_stays_at_the_end_of_the_first() -> None:
    assert texts(PageMaker().text(10, 30, "通知や").text(10, 50, " 仕組み")) == ["通知や ", "仕組み"]


def test_lines_of_a_font_that_tells_too_great_a_height_are_still_lines() -> None:
    maker = PageMaker().text(10, 10, "上の行", font_size=5.0).text(10, 16.5, "下の行", font_size=5.0)
    maker.boxes = [(x0, top - 4, x1, top + 10) for x0, top, x1, _ in maker.boxes]
    page = maker.page()
    assert [line.text for line in glyphs_to_lines(page, np.zeros(6, np.int32))[0]] == ["上の行", "下の行"]


@pytest.mark.parametrize(("width", "expected"), [(1.4, "ii"), (6.0, "i")])
def test_the_same_letter_again_is_printed_twice_within_half_its_own_width_only(width: float, expected: str) -> None:
    maker = PageMaker().text(10, 30, "i").text(11.4, 30, "i")
    maker.boxes = [(x0, top, x0 + width, bottom) for x0, top, _, bottom in maker.boxes]
    assert texts(maker) == [expected]
