"""A slanting line through text is told; one in a blank cell, or in a header's corner, is not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.lines.crossed import MOST_STROKES
from pipeline.model import Drawing, Finding
from tests.pages import XS, YS, PageMaker, filled

ROW = (XS[0], YS[1], XS[-1], YS[2])


def told(*drawings: Drawing, maker: PageMaker | None = None) -> list[Finding]:
    page = (maker or filled(PageMaker().grid(XS, YS))).page()
    return list(print_page(replace(page, drawings=drawings)).findings)


def stroke(x0: float, top: float, x1: float, bottom: float, sign: str = "/") -> Drawing:
    return Drawing(x0, top, x1, bottom, sign, "#000000")


@pytest.mark.parametrize("sign", ["/", "\\"])
def test_a_row_with_a_slanting_line_from_corner_to_corner_may_be_crossed_out(sign: str) -> None:
    (finding,) = told(stroke(*ROW, sign))
    assert (finding.code, finding.severity) == ("drawing_in_cell", "warning")
    assert "2 cells" in finding.message


def test_a_row_crossed_out_by_two_lines_is_told_once() -> None:
    (finding,) = told(stroke(*ROW), stroke(*ROW, "\\"))
    assert "2 cells" in finding.message


def test_a_line_through_a_word_within_its_cell_is_told() -> None:
    (finding,) = told(stroke(208, 46, 232, 60))
    assert "1 cells" in finding.message


@pytest.mark.parametrize("line", [stroke(300, 78, 340, 90), stroke(250, 78, 345, 98), stroke(20, 20, 90, 200)])
def test_a_line_beside_the_words_of_its_cell_or_outside_the_table_is_not_told(line: Drawing) -> None:
    assert told(line) == []


def test_a_line_over_most_of_a_cell_is_told_though_it_passes_between_the_letters() -> None:
    (finding,) = told(stroke(235, 78, 345, 98))
    assert "1 cells" in finding.message


def test_a_line_that_crosses_out_a_blank_cell_is_not_told() -> None:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}")
    assert told(stroke(XS[1], YS[1], XS[2], YS[2]), maker=maker) == []


def test_the_line_that_parts_the_words_of_a_corner_cell_is_not_told() -> None:
    maker = PageMaker().grid(XS, YS).text(175, 42, "年度").text(102, 58, "区分").text(210, 48, "五年")
    maker.text(110, 78, "総務").text(210, 78, "三件")
    assert told(stroke(XS[0], YS[0], XS[1], YS[1], "\\"), maker=maker) == []


def test_a_hatched_page_or_a_chart_is_not_told() -> None:
    hatch = [stroke(100 + 4 * n, 40, 110 + 4 * n, 70) for n in range(MOST_STROKES + 1)]
    assert told(*hatch) == []
    assert told(*hatch[:MOST_STROKES]) != []
