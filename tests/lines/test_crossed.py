"""A slanting line or a scribble through text is told; one in a blank cell, or in a header's corner, is not."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.lines.crossed import MOST_STROKES
from pipeline.model import Box, Drawing, Finding, Page
from tests.pages import XS, YS, PageMaker, filled
from tests.pdfs import pages_by_pdfium, pages_by_pdfplumber, pdf, shown

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


# ── lines drawn by hand ─────────────────────────────────────────────────────────────────────────────────────────────

Path = list[tuple[float, float]]


def scribble(path: Path) -> Drawing:
    return Drawing(*Box.around(path), None, "#0000ff", tuple(path))


def zigzag(x0: float, x1: float, y: float, height: float, turns: int) -> Path:
    return [(x0 + (x1 - x0) * turn / turns, y + (height if turn % 2 else -height)) for turn in range(turns + 1)]


def ring(x: float, y: float, width: float, height: float) -> Path:
    """A ring that is left a little open, as one drawn by hand is."""
    angles = [2 * math.pi * 0.9 * step / 40 for step in range(41)]
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


def words() -> PageMaker:
    return PageMaker().grid(XS, YS).text(110, 48, "防災").text(210, 78, "避難所を増やすこと").text(210, 48, "意見")


@pytest.mark.parametrize(
    ("path", "is_told"),
    [
        (zigzag(208, 262, 83, 5, 12), True),
        (zigzag(205, 305, 83, 1.5, 12), True),  # nearly level
        (zigzag(208, 262, 92, 1.5, 12), False),  # below the words
        (zigzag(310, 345, 83, 5, 12), False),  # beside them
        (zigzag(211, 219, 83, 4, 12), False),  # through a single letter
        (ring(255, 83, 55, 11), False),  # around them
        (ring(255, 83, 42, 11), False),  # around them, through the first and the last letter
        (zigzag(20, 90, 83, 5, 12), False),  # outside the table
    ],
)
def test_a_scribble_through_words_is_told_and_one_around_below_or_beside_them_is_not(path: Path, is_told: bool) -> None:
    assert [finding.code for finding in told(scribble(path), maker=words())] == ["drawing_in_cell"] * is_told


def test_a_scribble_turns_with_its_page() -> None:
    page = replace(words().page(), drawings=(scribble(zigzag(208, 262, 83, 5, 12)),))
    (turned,) = page.turned(90).turned(270).drawings
    assert sum(turned.path, ()) == pytest.approx(sum(page.drawings[0].path, ()))


@pytest.mark.parametrize("read", [pages_by_pdfium, pages_by_pdfplumber])
@pytest.mark.parametrize(
    ("paint", "count"), [("S", 1), ("s", 0), ("f", 0)], ids=["stroked", "a closed outline", "filled"]
)
def test_both_readers_keep_the_path_of_an_open_line_of_many_points(
    read: Callable[[bytes], list[Page]], paint: str, count: int
) -> None:
    first, *others = zigzag(50, 200, 100, 6, 20)
    content = f"{first[0]} {first[1]} m " + " ".join(f"{x} {y} l" for x, y in others) + f" {paint}\n"
    (page,) = read(pdf(content + shown("避難所を増やすこと", 50, 96)))
    assert len([drawing for drawing in page.drawings if len(drawing.path) == 21]) == count
