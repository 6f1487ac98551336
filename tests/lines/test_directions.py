"""Text that is turned within its cell, or runs downwards, is read in its own direction."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pipeline.documents import pages_to_document, print_page
from pipeline.lines.glyphs_to_lines import glyphs_to_lines
from pipeline.model import Page, Series, Source
from tests.pages import SIZE, XS, YS, PageMaker
from tests.pdfs import UPRIGHT, pages_by_pdfium, pages_by_pdfplumber, pdf, shown

Print = Callable[[PageMaker, float, float, str], PageMaker]

STEPS = {0: (SIZE, 0.0), 90: (0.0, SIZE), 180: (-SIZE, 0.0), 270: (0.0, -SIZE)}


def turned(maker: PageMaker, x: float, top: float, text: str, angle: int) -> PageMaker:
    """Print a text as one object whose first letter has that upper left corner, in that direction."""
    start = len(maker.boxes)
    maker.text(x, top, text, angle=angle)
    across, down = STEPS[angle]
    for place in range(start, len(maker.boxes)):
        left, upper = x + across * (place - start), top + down * (place - start)
        maker.boxes[place] = (left, upper, left + SIZE, upper + SIZE)
    return maker


def in_one_object(maker: PageMaker, x: float, top: float, text: str) -> PageMaker:
    return maker.text(x, top, text, down=True)


def letter_by_letter(maker: PageMaker, x: float, top: float, text: str) -> PageMaker:
    for place, letter in enumerate(text):
        maker.text(x, top + SIZE * place, letter)
    return maker


def texts(maker: PageMaker) -> list[str]:
    page = maker.page()
    lines = glyphs_to_lines(page, np.zeros(len(page.glyphs.text), np.int32), split_wide_gaps_in=-1)
    return [line.text for line in lines.get(0, [])]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_turned_in_its_cell_is_read_in_its_own_direction(angle: int) -> None:
    assert texts(turned(PageMaker(), 100, 100, "子育て支援", angle)) == ["子育て支援"]


@pytest.mark.parametrize(
    ("angle", "first", "second"),
    [(90, (120, 100), (100, 100)), (180, (200, 120), (200, 100)), (270, (100, 200), (120, 200))],
)
def test_two_turned_lines_are_in_the_order_in_which_they_are_read(
    angle: int, first: tuple[float, float], second: tuple[float, float]
) -> None:
    maker = turned(turned(PageMaker(), *second, "と防災", angle), *first, "子育て支援", angle)
    assert texts(maker) == ["子育て支援", "と防災"]


def test_pieces_of_a_turned_line_are_joined_with_the_space_between_them() -> None:
    maker = turned(turned(PageMaker(), 100, 200, "第一回", 270), 100, 155, "会議", 270)
    assert texts(maker) == ["第一回 会議"]


def test_a_turned_line_beside_an_upright_one_is_a_line_of_its_own() -> None:
    maker = turned(PageMaker().text(50, 100, "横書き"), 100, 130, "縦に", 270)
    assert texts(maker) == ["横書き", "縦に"]


@pytest.mark.parametrize("down", [in_one_object, letter_by_letter])
@pytest.mark.parametrize(
    "columns",
    [
        ("デジタルサー", "ビスの推進"),
        ("医療、介護・", "「福祉」（県）"),
        ("令和五年度ー", "以降に行う。"),
        ("子育て", "支援"),
        ("保健", "福祉", "医療", "介護"),
    ],
)
def test_columns_of_vertical_writing_are_read_from_the_right(down: Print, columns: tuple[str, ...]) -> None:
    """Whatever order a program prints them in: here the leftmost comes first."""
    maker = PageMaker()
    for place, column in enumerate(reversed(columns)):
        down(maker, 100 + 13 * place, 50, column)
    assert texts(maker) == list(columns)


def test_latin_turned_within_a_column_of_vertical_writing_is_part_of_it() -> None:
    maker = PageMaker().text(100, 50, "県")
    turned(maker, 100, 60, "DX", 90)
    letter_by_letter(maker, 100, 80, "の推進")
    assert texts(maker) == ["県DXの推進"]


def test_two_figures_side_by_side_within_a_column_stay_side_by_side() -> None:
    maker = letter_by_letter(PageMaker(), 100, 50, "令和")
    maker.text(100, 70, "1").text(105, 70, "0")
    for place in (2, 3):
        x0, top, _, bottom = maker.boxes[place]
        maker.boxes[place] = (x0, top, x0 + 5, bottom)
    assert texts(letter_by_letter(maker, 100, 80, "年度")) == ["令和10年度"]


@pytest.mark.parametrize("values", ["123", "ＡＢＣ", "○×△", "ーー", "1２計"])
def test_figures_and_marks_below_each_other_are_a_list(values: str) -> None:
    assert texts(letter_by_letter(PageMaker(), 100, 50, values)) == list(values)


def test_lines_of_a_narrow_column_are_no_vertical_writing() -> None:
    maker = PageMaker().text(100, 50, "会議").text(100, 62, "録").text(100, 74, "作成")
    assert texts(maker) == ["会議", "録", "作成"]


def test_vertical_writing_beside_the_table_is_a_line() -> None:
    page = in_one_object(PageMaker().text(10, 10, "横書きの題名"), 400, 50, "縦書きの欄外").page()
    lines = glyphs_to_lines(page, np.full(len(page.glyphs.text), -1, np.int32))[-1]
    assert [line.text for line in lines] == ["横書きの題名", "縦書きの欄外"]


@pytest.mark.parametrize(("lower", "expected"), [(3.5, ["令和五年", "開始した"]), (0.4, ["令和五年"])])
def test_a_line_printed_over_another_is_read_after_it_and_not_between_its_letters(
    lower: float, expected: list[str]
) -> None:
    over = "開始した" if len(expected) > 1 else "令和五年"
    assert texts(PageMaker().text(100, 50, "令和五年").text(101, 50 + lower, over)) == expected


def test_a_text_printed_over_another_on_its_very_line_is_read_after_it() -> None:
    assert texts(PageMaker().text(100, 50, "令和五年度の").text(102, 50.2, "開始した事業")) == [
        "令和五年度の",
        "開始した事業",
    ]


def test_a_voicing_mark_printed_over_its_kana_stays_with_it() -> None:
    maker = PageMaker().text(100, 50, "かんたん").text(103, 50, "゛")
    assert texts(maker) == ["か゛んたん"]


def test_a_word_printed_twice_beside_larger_letters_is_one_word() -> None:
    maker = PageMaker().text(100, 52, "電話").text(50, 50, "staff").text(100.3, 52.2, "電話")
    maker.boxes = [(x0, top, x1, bottom + 3 * (top == 50)) for x0, top, x1, bottom in maker.boxes]
    assert texts(maker) == ["staff電話"]


@pytest.mark.parametrize("pages_by", [pages_by_pdfium, pages_by_pdfplumber])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            shown("ビス、推進", 100, 150, font=UPRIGHT) + shown("「デジタルサー」", 120, 150, font=UPRIGHT),
            ["「デジタルサー」", "ビス、推進"],
        ),
        (shown("子育て", matrix="0 1 -1 0 100 50") + shown("支援", matrix="0 1 -1 0 112 50"), ["子育て", "支援"]),
        (shown("子育て", matrix="0 -1 1 0 100 150") + shown("支援", matrix="0 -1 1 0 88 150"), ["子育て", "支援"]),
        (shown("子育て", matrix="-1 0 0 -1 100 50") + shown("支援", matrix="-1 0 0 -1 100 62"), ["子育て", "支援"]),
    ],
    ids=["vertical font", "counterclockwise", "clockwise", "upside down"],
)
def test_both_readers_tell_the_direction_of_a_text(
    pages_by: Callable[[bytes], list[Page]], content: str, expected: list[str]
) -> None:
    upright = shown("横に書いた文が頁の大半を占める", 20, 20)
    (page,) = pages_by(pdf(upright + content))
    groups = np.where(np.arange(len(page.glyphs.text)) < 15, -1, 0).astype(np.int32)
    assert [line.text for line in glyphs_to_lines(page, groups)[0]] == expected


@pytest.mark.parametrize(("reach", "goes_on"), [(2, False), (6, True)])
def test_a_vertical_label_breaks_off_at_a_page_break_only_where_it_is_full(reach: int, goes_on: bool) -> None:
    xs = (10, 40, 65, 200)
    first = PageMaker().grid(xs, (10, 30, 60, 125))
    second = PageMaker().grid(xs, (10, 30, 60, 90))
    for maker in (first, second):
        for x, text in zip(xs, ("番号", "区分", "意見等"), strict=False):
            maker.text(x + 2, 15, text)
    first.text(15, 35, "1").text(42, 35, "防災").text(67, 35, "避難所を増やす").text(15, 65, "2").text(
        67, 65, "訓練を行う"
    )
    letter_by_letter(letter_by_letter(first, 53, 63, "子育て支援課"), 42, 63, "デジタル推進"[:reach])
    second.text(42, 35, "○").text(67, 35, "本数を戻す").text(15, 65, "3").text(42, 65, "交通").text(
        67, 65, "便を増やす"
    )
    source = Source("x.pdf", "0" * 64, "pdf", 2)
    table = pages_to_document([first.page(1), second.page(2)], source, Series(series="x")).tables[0]
    assert any(cell.continues for cell in table.cells if cell.text == "本数を戻す") == goes_on


@pytest.mark.parametrize(
    ("across", "told"), [("横書きの題名", ["vertical_page"]), ("横に書いた文が頁の大半を占める", [])]
)
def test_a_page_of_vertical_writing_is_told(across: str, told: list[str]) -> None:
    maker = PageMaker().text(10, 10, across).grid((95, 115, 135), (40, 150))
    page = in_one_object(in_one_object(maker, 120, 50, "議案の件名と"), 100, 50, "議決の結果").page()
    assert [found.code for found in print_page(page).findings if found.code == "vertical_page"] == told


def test_a_page_whose_letters_a_browser_prints_one_by_one_downwards_is_told() -> None:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        for place, letter in enumerate("左の" if row else "見出"):
            maker.text(110 + 40 * (row % 2), 46 + 30 * row + 10 * place, letter)
            maker.text(210, 46 + 30 * row + 10 * place, letter)
    assert "vertical_page" in [found.code for found in print_page(maker.page()).findings]
