"""Which texts of one cell lie over each other, read from pages."""

from __future__ import annotations

import pytest

from pipeline.documents import print_page
from tests.pages import XS, YS, PageMaker


def table() -> PageMaker:
    maker = PageMaker().grid(XS, YS)
    for number, top in enumerate(YS[:-1], start=1):
        maker.text(110, top + 5, f"左{number}")
    return maker


def told(maker: PageMaker) -> list[str | None]:
    findings = print_page(maker.page()).findings
    return [finding.text for finding in findings if finding.code == "texts_over_each_other"]


@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (2.0, 0.0), (3.0, 3.0), (0.0, -3.0)])
def test_two_texts_of_one_cell_on_one_place_are_told(right: float, down: float) -> None:
    maker = table().text(210, 110, "年二回にする").text(210 + right, 110 + down, "月一度とする")
    assert len(told(maker)) == 1


@pytest.mark.parametrize("down", [4.0, 9.0])
def test_lines_squeezed_into_a_low_row_are_lines(down: float) -> None:
    maker = table().text(210, 105, "年二回にする").text(210, 105 + down, "月一度とする")
    assert told(maker) == []


@pytest.mark.parametrize("second", ["年二回にする", "＿＿＿＿＿＿", "・・・・・・", "○"])
def test_bold_by_printing_twice_a_typed_rule_dots_and_a_ring_are_no_other_text(second: str) -> None:
    maker = table().text(210, 110, "年二回にする").text(210.3, 110, second)
    assert told(maker) == []


def test_two_texts_beside_each_other_or_in_two_cells_are_none() -> None:
    maker = table().text(210, 110, "年二回").text(245, 110, "月一度").text(195, 140, "前の欄")
    assert told(maker) == []
