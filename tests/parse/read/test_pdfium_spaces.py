from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Page
from pipeline.parse.lines import glyphs_to_lines
from pipeline.parse.read.pdfium_pages import open_pdf
from pipeline.parse.read.pdfium_spaces import doubled_spaces
from tests.parse.pdfs import JAPANESE, pdf


def text_at(x: float, y: float, text: str) -> str:
    """Return the operators that show a text at 10 points, its spaces as wide as its letters."""
    return f"BT {JAPANESE} 10 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET "


def read(content: str) -> Page:
    return next(iter(open_pdf(pdf(content), "page.pdf").pages))


@pytest.mark.parametrize(("printed", "expected"), [("あ い", " "), ("あ  い", "  "), ("あ   い", " ")])
def test_two_spaces_are_told_from_one_and_from_many(printed: str, expected: str) -> None:
    assert list(read(text_at(50, 100, printed)).glyphs.spaces_before) == ["", expected]


@pytest.mark.parametrize(("times", "expected"), [(1.0, set()), (1.96, {1}), (2.0, {1}), (2.2, set()), (3.05, set())])
def test_a_space_counts_twice_where_it_takes_the_room_of_exactly_two(times: float, expected: set[int]) -> None:
    after = 10 + 2.5 * times
    boxes = np.array([[0, 0, 10, 10], [10, 0, 12.5, 10], [after, 0, after + 10, 10]])
    assert doubled_spaces(np.array([*map(ord, "あ い")], np.uint32), boxes) == expected
    assert doubled_spaces(np.array([*map(ord, "a b")], np.uint32), boxes) == set()


def lines(page: Page) -> list[str]:
    in_cells = np.array([0 if box[0] < 150 else 1 for box in page.glyphs.boxes], np.int32)
    found = glyphs_to_lines(page, in_cells)
    return [line.text for group in sorted(found) for line in found[group]]


def test_a_space_at_the_end_of_a_cell_stays_with_its_line() -> None:
    apart = text_at(50, 100, "陳内 裕樹 氏") + text_at(120, 100, " ") + text_at(200, 140, "広報室")
    assert lines(read(apart)) == ["陳内 裕樹 氏 ", "広報室"]


def test_an_empty_text_elsewhere_is_no_space() -> None:
    apart = text_at(50, 100, "陳内裕樹氏") + text_at(50, 60, " ") + text_at(120, 100, " ") + text_at(200, 140, "広報室")
    assert lines(read(apart)) == ["陳内裕樹氏", "広報室"]
