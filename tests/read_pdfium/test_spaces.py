from __future__ import annotations

import numpy as np
import pytest

from pipeline.lines.glyphs_to_lines import glyphs_to_lines
from pipeline.model import Page
from pipeline.read_pdfium.spaces import count_spaces
from tests.pdfs import JAPANESE, pages_by_pdfium, pdf


def text_at(x: float, y: float, text: str) -> str:
    """Return the operators that show a text at 10 points, its spaces as wide as its letters."""
    return f"BT {JAPANESE} 10 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET "


def read(content: str) -> Page:
    return pages_by_pdfium(pdf(content))[0]


@pytest.mark.parametrize(("printed", "expected"), [("あ い", " "), ("あ  い", "  "), ("あ   い", " ")])
def test_two_spaces_are_told_from_one_and_from_many(printed: str, expected: str) -> None:
    assert list(read(text_at(50, 100, printed)).glyphs.spaces_before) == ["", expected]


def counted(text: str, times: float) -> dict[int, int]:
    """Set a character, a space, and another one that begins so many widths of the space after it."""
    after = 10 + 2.5 * times
    boxes = np.array([[0, 0, 10, 10], [10, 0, 12.5, 10], [after, 0, after + 10, 10]])
    return count_spaces(np.array([*map(ord, text)], np.uint32), boxes)


@pytest.mark.parametrize(("times", "count"), [(0.6, None), (1.0, None), (1.96, 2), (2.0, 2), (2.2, None), (3.05, None)])
def test_a_space_counts_twice_where_it_takes_the_room_of_exactly_two(times: float, count: int | None) -> None:
    assert counted("あ い", times).get(1) == count
    assert counted("a b", times) == {}


def test_a_space_that_the_next_glyph_is_printed_over_is_none() -> None:
    assert counted("あ い", 0.1) == counted("5 割", 0.0) == {1: 0}


def test_no_space_and_no_glyphs_count_nothing() -> None:
    assert counted("あいう", 1.0) == count_spaces(np.zeros(0, np.uint32), np.zeros((0, 4))) == {}


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


@pytest.mark.parametrize(
    ("space", "after", "expected"),
    [
        (90, 95, ["詳しくは https"]),  # a browser's: half an em, at a change of script
        (90, 92, ["詳しくは https"]),  # Noto Sans JP's, a fifth of an em
        (90, 90, ["詳しくはhttps"]),  # printed over
        (60, 92, ["詳しくはhttps"]),  # elsewhere
    ],
)
def test_a_space_that_is_a_text_object_of_its_own_parts_two_scripts(
    space: float, after: float, expected: list[str]
) -> None:
    assert (
        lines(read(text_at(50, 100, "詳しくは") + text_at(space, 100, " ") + text_at(after, 100, "https"))) == expected
    )
