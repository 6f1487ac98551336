"""Letters of a cell → lines: whichever order the content stream has them in."""

from __future__ import annotations

import pytest

from pipeline.documents import print_page
from tests.pages import PageMaker

LETTERS = "あいうえおかきくけこ"


def lines_of(maker: PageMaker) -> list[str]:
    (grid,) = print_page(maker.page()).grids
    return [line.text for line in grid.cells[0].lines]


def cell() -> PageMaker:
    return PageMaker().grid((50.0, 250.0, 350.0), (40.0, 80.0, 120.0))


@pytest.mark.parametrize("order", [range(10), (1, 3, 9, 0, 2, 4, 5, 6, 7, 8), (9, 4, 8, 0, 2, 6, 1, 3, 5, 7)])
def test_letters_that_are_printed_one_by_one_in_any_order_are_one_line(order: tuple[int, ...]) -> None:
    maker = cell()
    for place in order:
        maker.text(60 + 10 * place, 50, LETTERS[place])
    assert lines_of(maker) == [LETTERS]


@pytest.mark.parametrize(("shift", "lines"), [(6, ["あいうえお", "かきくけこ"]), (8, ["あかいきうくえけおこ"])])
def test_letters_that_lie_over_others_are_a_line_of_their_own(shift: float, lines: list[str]) -> None:
    maker = cell()
    for start, letters in ((60, LETTERS[:5]), (60 + shift, LETTERS[5:])):
        for place, letter in enumerate(letters):
            maker.text(start + 20 * place, 50, letter)
    assert [line.replace(" ", "") for line in lines_of(maker)] == lines


def test_letters_of_a_line_printed_at_once_keep_their_order_beside_a_line_printed_in_pieces() -> None:
    maker = cell().text(80, 50, "う").text(60, 50, "あい")
    maker.text(60, 64, "か").text(58, 64, "\u309b")  # a mark set back over its letter
    assert lines_of(maker) == ["あいう", "か\u309b"]


Printed = tuple[tuple[float, float, str], ...]
"""Texts with their upper left corners, from the top of a cell at 50 on."""


@pytest.mark.parametrize(("printed", "lines"), [
    (((55, 57, "(6)"), (95, 50, "情報公開の"), (95, 64, "推進")), ["(6) 情報公開の", "推進"]),
    (((55, 60, "(6)"), (95, 50, "情報公開の"), (95, 64, "推進")), ["(6) 情報公開の", "推進"]),
    (((55, 62, "(6)"), (95, 50, "情報"), (95, 62, "公開の"), (95, 74, "推進")), ["(6) 情報", "公開の", "推進"]),
    (((55, 57, "目的"), (110, 50, "情報公開の"), (125, 64, "推進")), ["目的 情報公開の", "推進"]),
    (((55, 50, "見本一郎"), (55, 64, "手本二郎"), (110, 57, "計2人")), ["見本一郎", "手本二郎", "計2人"]),
    (((55, 50, "見本一郎"), (55, 67, "手本二郎"), (110, 58, "計2人")), ["見本一郎", "手本二郎", "計2人"]),
])  # fmt: skip
def test_what_stands_at_mid_height_beside_all_lines_of_a_cell_is_read_before_or_behind_them(
    printed: Printed, lines: list[str]
) -> None:
    maker = PageMaker().grid((50.0, 250.0, 350.0), (40.0, 100.0, 140.0))
    for x, top, text in printed:
        maker.text(x, top, text)
    assert lines_of(maker) == lines


@pytest.mark.parametrize(("printed", "lines"), [
    (((55, 64, "(1)"), (95, 50, "見出し"), (95, 64, "道路を直す")), ["見出し", "(1) 道路を直す"]),
    (((75, 50, "情報公開の"), (55, 64, "推進")), ["情報公開の", "推進"]),
    (((55, 62, "(1)"), (120, 50, "見出し"), (95, 62, "道路を"), (95, 74, "直す")), ["見出し", "(1) 道路を", "直す"]),
    (((95, 50, "前文"), (55, 62, "(1)"), (95, 62, "道路"), (55, 74, "(2)"), (95, 74, "河川")),
     ["前文", "(1) 道路", "(2) 河川"]),
    (((55, 50, "甲"), (110, 62, "乙"), (55, 74, "例示三子と仮名")), ["甲", "乙", "例示三子と仮名"]),
    (((55, 50, "見本一郎"), (55, 69, "手本二郎"), (110, 59, "計2人")), ["見本一郎", "計2人", "手本二郎"]),
    (((55, 50, "内科"), (110, 62, "精神"), (55, 74, "科")), ["内科", "精神", "科"]),
    (((95, 50, "内科"), (55, 62, "精神"), (95, 74, "科")), ["内科", "精神", "科"]),
])  # fmt: skip
def test_lines_that_stand_otherwise_are_read_from_the_top_down(printed: Printed, lines: list[str]) -> None:
    maker = PageMaker().grid((50.0, 250.0, 350.0), (40.0, 100.0, 140.0))
    for x, top, text in printed:
        maker.text(x, top, text)
    assert lines_of(maker) == lines
