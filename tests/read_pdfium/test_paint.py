from __future__ import annotations

import numpy as np
import pytest

from pipeline.read_pdfium.paint import _ink
from tests.pdfs import pages_by_pdfium, pdf, shown


def test_ink_is_the_colour_that_differs_most_from_the_paper() -> None:
    pixels = np.full((400, 400, 3), 255, np.uint8)
    pixels[100:110, 100:180] = (255, 128, 128)
    pixels[102:108, 102:178] = (255, 0, 16)
    assert _ink(pixels, np.array([[20.0, 20.0, 50.0, 30.0]])) == "#ff0010"
    assert _ink(pixels, np.array([[60.0, 60.0, 90.0, 90.0]])) is None
    assert _ink(pixels, np.array([[500.0, 60.0, 900.0, 90.0]])) is None


def test_ink_is_found_in_a_box_as_large_as_a_page() -> None:
    pixels = np.full((2400, 2400, 3), 255, np.uint8)
    pixels[1000:1200, 500:900] = (0, 0, 255)
    assert _ink(pixels, np.array([[0.0, 0.0, 600.0, 600.0]])) == "#0000ff"


@pytest.mark.parametrize(
    ("content", "is_blank"),
    [
        ("", True),
        ("1 1 1 rg 20 20 100 50 re f", True),
        (shown(" ", 50, 100), True),
        ("0.1 w 20 20 m 120 20 l S", False),
        ("0.95 g 20 20 10 10 re f", False),
        (shown("議", 50, 100), False),
    ],
    ids=["nothing", "white", "a space", "a hairline", "a pale square", "a letter"],
)
def test_a_page_is_blank_where_painting_it_leaves_it_one_colour(content: str, is_blank: bool) -> None:
    (page,) = pages_by_pdfium(pdf(content))
    assert page.is_blank is is_blank
