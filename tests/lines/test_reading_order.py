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
