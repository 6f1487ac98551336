from __future__ import annotations

import numpy as np

from pipeline.read_pdfium.paint import _ink


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
