"""Stamps over text."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.read_scan.picture import Picture
from pipeline.read_scan.stamps import LEAST, find_stamps, lies_under


def _picture(size: tuple[int, int], colour: str) -> Picture:
    """Return a page with an oval ring of that size at (200, 200)."""
    page = Image.new("RGB", (1600, 800), "white")
    draw = ImageDraw.Draw(page)
    draw.ellipse((200, 200, 200 + size[0], 200 + size[1]), outline=colour, width=5)
    draw.text((900, 400), "red words", fill="red")
    colours = np.asarray(page)
    return Picture((colours.min(axis=2) / 255).astype(np.float32), colours)


@pytest.mark.parametrize(
    ("size", "colour", "count"),
    [
        ((160, 160), "#d02020", 1),
        ((160, 160), "black", 0),
        ((LEAST - 20, LEAST - 20), "#d02020", 0),
        ((900, 120), "#d02020", 0),
    ],
)
def test_a_stamp_is_a_coloured_figure_larger_than_letters(size: tuple[int, int], colour: str, count: int) -> None:
    assert len(find_stamps(_picture(size, colour))) == count


def test_lines_of_red_text_are_no_stamp() -> None:
    page = Image.new("RGB", (1600, 800), "white")
    for top in range(200, 500, 36):  # letters of 30 dots and gaps of 6: small type, close together
        for left in range(200, 500, 34):
            ImageDraw.Draw(page).rectangle((left, top, left + 30, top + 30), outline="#e00000", width=3)
    colours = np.asarray(page)
    assert not len(find_stamps(Picture((colours.min(axis=2) / 255).astype(np.float32), colours)))


def test_letters_under_a_stamp_are_those_that_share_its_box() -> None:
    stamps = find_stamps(_picture((160, 160), "#d02020"))
    assert lies_under(stamps, 340, 250, 380, 290)
    assert not lies_under(stamps, 380, 250, 420, 290)
