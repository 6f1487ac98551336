import numpy as np
import pytest

from pipeline.layout.grid import rules_to_grids
from pipeline.lines.assign import OUTSIDE, UNSEEN, assign_glyphs
from pipeline.model import Box, Rule
from tests.pages import PageMaker

XS, YS = (50.0, 150.0, 250.0, 350.0), (40.0, 80.0, 120.0)


def cells_of(maker: PageMaker) -> list[int]:
    page = maker.page()
    groups: list[int] = assign_glyphs(page, rules_to_grids(page.rules)).groups.tolist()
    return groups


def codes_of(maker: PageMaker) -> list[str]:
    page = maker.page()
    return [finding.code for finding in assign_glyphs(page, rules_to_grids(page.rules)).findings]


def ruled() -> PageMaker:
    return PageMaker().grid(XS, YS)


def test_a_glyph_is_in_the_cell_that_its_middle_lies_in() -> None:
    assert cells_of(ruled().text(60, 50, "左").text(160, 50, "中").text(260, 90, "右")) == [0, 1, 5]


def test_a_glyph_outside_every_cell_is_in_none() -> None:
    assert cells_of(ruled().text(60, 10, "題名")) == [OUTSIDE, OUTSIDE]


def test_text_that_lies_over_its_neighbour_stays_in_the_cell_that_it_begins_in() -> None:
    maker = ruled().text(55, 50, "あいうえおかきくけこさし")
    assert cells_of(maker) == [0] * 12
    assert codes_of(maker) == ["text_over_neighbour"]


def test_text_set_flush_right_that_lies_over_its_left_neighbour_stays_in_its_cell() -> None:
    assert cells_of(ruled().text(125, 50, "あいうえおかきくけこさし")) == [1] * 12


def test_centred_text_that_lies_over_both_neighbours_stays_in_the_middle_cell() -> None:
    assert cells_of(ruled().text(125, 50, "あいうえおかきくけこさしすせそ")) == [1] * 15


def test_texts_of_two_cells_that_nearly_touch_are_two() -> None:
    assert cells_of(ruled().text(118, 50, "千円 ").text(151.5, 50, "事業")) == [0, 0, 1, 1]


@pytest.mark.parametrize(("end", "column"), [("。", 1), ("る", 0)])
def test_a_text_that_fills_its_cell_up_to_its_full_stop_ends_before_its_neighbours(end: str, column: int) -> None:
    maker = ruled().text(54, 50, "あいうえおかきくけ" + end).text(154, 50, "隣の文")
    assert cells_of(maker) == [0] * 10 + [column] * 3


@pytest.mark.parametrize("begins", [54.0, 58.0], ids=["a third beyond", "most of a letter beyond"])
@pytest.mark.parametrize(("flush", "second"), [(True, 1), (False, 0)])
def test_a_text_a_little_wider_than_its_cell_ends_where_its_neighbours_text_begins_flush(
    begins: float, *, flush: bool, second: int
) -> None:
    end = begins + 100
    maker = (
        PageMaker()
        .grid(XS, (40.0, 80.0, 120.0, 160.0))
        .text(begins, 50, "あいうえおかきくけこ")
        .text(end, 50, "隣の文")
    )
    maker = maker.text(end if flush else 170, 90, "下の文").text(end if flush else 171, 130, "下の文")
    assert cells_of(maker)[:13] == [0] * 10 + [second] * 3


def test_a_text_whose_full_stop_lies_in_the_next_cell_is_one_with_what_follows() -> None:
    maker = ruled().text(56, 50, "あいうえおかきくけ。").text(156, 50, "隣の文")
    assert cells_of(maker) == [0] * 13


def test_the_clip_path_says_whose_text_it_is_that_lies_in_the_next_row() -> None:
    clip = Box(150, 40, 250, 80)
    maker = ruled().text(160, 50, "上の行", clip=clip).text(160, 90, "はみ出す", clip=clip).text(160, 105, "下の行")
    assert cells_of(maker) == [1] * 7 + [4] * 3


def test_text_that_is_not_painted_is_in_no_cell_and_told() -> None:
    maker = ruled().text(60, 50, "見える").text(160, 50, "見えない", visible=False)
    assert cells_of(maker) == [0, 0, 0, UNSEEN, UNSEEN, UNSEEN, UNSEEN]
    assert codes_of(maker) == ["invisible_text"]


@pytest.mark.parametrize(("text", "code"), [("0", "hidden_zeros"), ("０", "hidden_zeros"), ("10", "invisible_text")])
def test_zeros_set_in_white_are_what_workbooks_have_in_blank_cells(text: str, code: str) -> None:
    maker = ruled().text(60, 50, "見える").text(160, 50, text, visible=False)
    assert codes_of(maker) == [code]


def test_the_text_layer_of_a_scan_is_read_though_none_of_it_is_painted() -> None:
    assert cells_of(ruled().text(60, 50, "文字層", visible=False)) == [0, 0, 0]


@pytest.mark.parametrize("shift", [0.0, 0.8])
def test_a_glyph_that_reaches_over_the_rule_by_rounding_changes_nothing(shift: float) -> None:
    maker = ruled().text(140 + shift, 50, "端").text(155, 50, "次")
    assert cells_of(maker) == [0, 1]
    assert codes_of(maker) == []


def test_every_glyph_is_given_one_place() -> None:
    maker = ruled()
    random = np.random.default_rng(5)
    for _ in range(60):
        maker.text(float(random.uniform(0, 560)), float(random.uniform(0, 380)), "文字列")
    maker.rules.append(Rule(0, 200, 600, 200.4))
    groups = cells_of(maker)
    assert len(groups) == 180
    assert set(groups) <= {OUTSIDE, *range(6)}


def test_what_a_clip_path_as_wide_as_the_table_hides_is_in_no_cell_and_told() -> None:
    shown = Box(20, 60, 580, 380)
    maker = ruled().text(60, 45, "前頁", clip=shown).text(60, 90, "本頁", clip=shown)
    assert cells_of(maker) == [UNSEEN, UNSEEN, 3, 3]
    assert codes_of(maker) == ["invisible_text"]


def test_what_a_cells_own_clip_path_cuts_off_stays_in_the_cell() -> None:
    assert cells_of(ruled().text(60, 45, "切れた", clip=Box(50, 60, 150, 80))) == [0] * 3


ROW_CLIP = Box(10, 30, 110, 50)


@pytest.mark.parametrize(
    ("clip", "column"),
    [
        (ROW_CLIP, 1),  # one row's: the letter below it is in that row, and in the column that it stands in
        (Box(10, 10, 110, 50), None),  # two rows': the letter is hidden
        (Box(10, 28, 110, 190), None),  # as high as the page
    ],
)
def test_a_clip_path_of_one_row_gives_a_letter_to_its_row(clip: Box, column: int | None) -> None:
    maker = PageMaker(width=130, height=200).grid([10, 60, 110], [10, 30, 50]).text(15, 35, "見").text(15, 15, "上")
    page = maker.text(65, 195, "下", clip=clip).page()
    (grid,) = rules_to_grids(page.rules)
    group = assign_glyphs(page, [grid]).groups[2]
    assert (None if group < 0 else grid.cells[group].column_index) == column


def test_a_clip_path_of_one_column_gives_a_text_to_its_column_however_wide_it_is() -> None:
    maker = PageMaker(width=300, height=200).grid([10, 60, 110, 160], [10, 30, 50]).rule(60, 19.9, 110, 20.1)
    page = maker.text(40, 21, "広い文字列の全部", clip=Box(60, 10, 110, 30)).page()
    (grid,) = rules_to_grids(page.rules)
    columns = {grid.cells[group].column_index for group in assign_glyphs(page, [grid]).groups.tolist()}
    assert columns == {1}


def speck(maker: PageMaker, x: float, top: float, text: str, size: float) -> PageMaker:
    """Print text of that size, down to a speck."""
    start = len(maker.boxes)
    maker.text(x, top, text, font_size=size)
    for place in range(start, len(maker.boxes)):
        left = x + size * (place - start)
        maker.boxes[place] = (left, top, left + size, top + size)
    return maker


@pytest.mark.parametrize(("size", "groups"), [(0.9, [0, 0, 0, UNSEEN, UNSEEN]), (1.1, [0, 0, 0, 1, 1])])
def test_a_text_too_small_for_any_eye_is_in_no_cell_and_told(size: float, groups: list[int]) -> None:
    maker = speck(ruled().text(60, 50, "見える"), 160, 50, "秘密", size)
    assert cells_of(maker) == groups
    assert codes_of(maker) == (["invisible_text"] if UNSEEN in groups else [])


def test_text_of_a_page_that_is_a_reduced_one_is_read_however_small() -> None:
    assert cells_of(speck(speck(ruled(), 60, 50, "縮小", 0.9), 160, 50, "小", 0.5)) == [0, 0, 1]


def test_letters_as_large_as_others_in_a_font_of_size_1_are_read() -> None:
    assert cells_of(ruled().text(60, 50, "見える", font_size=0.5)) == [0, 0, 0]
