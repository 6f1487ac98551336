"""Lines of text and the dirt between them."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from pipeline.read_scan.lines import find_lines
from pipeline.read_scan.picture import Picture
from pipeline.read_scan.rules import ScanRules

EM = 36


def _lines(draw_more: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Return where the lines of a page with one row of letters and some blots begin and end."""
    page = Image.new("L", (800, 200), "white")
    draw = ImageDraw.Draw(page)
    for left in range(100, 100 + 12 * EM, EM):
        draw.rectangle((left, 80, left + 30, 80 + 30), outline=0, width=3)
    for box in draw_more:
        draw.rectangle(box, fill=0)
    light = np.asarray(page).astype(np.float32) / np.float32(255)
    picture = Picture(light, np.zeros((*light.shape, 3), np.uint8))
    ruled = ScanRules([], np.ones(light.shape, np.int32), 1)
    return [(line.left, line.right) for line in find_lines(picture, ruled)]


def test_specks_away_from_letters_are_no_text() -> None:
    assert _lines([(600, 90, 604, 94), (300, 160, 305, 165), (20, 20, 24, 24)]) == _lines([])


def test_a_full_stop_and_a_bullet_beside_letters_are_text() -> None:
    ((left, right),) = _lines([(536, 102, 542, 108), (78, 93, 83, 98)])
    assert (left, right) == (78, 543)


def test_a_comma_that_begins_a_line_is_text() -> None:
    ((left, _),) = _lines([(62, 102, 67, 107)])
    assert left == 62


def test_a_comma_beside_a_letter_that_touches_the_line_above_is_text() -> None:
    above = (100, 20, 130, 82)  # the first letter and what stands above it are one blot
    assert 62 in [left for left, _ in _lines([above, (62, 102, 67, 107)])]


def test_a_row_of_dots_is_text() -> None:
    dots = [(640 + 12 * n, 94, 643 + 12 * n, 97) for n in range(6)]
    assert _lines(dots) != _lines([])


def test_a_speck_close_below_a_line_is_no_line_of_its_own() -> None:
    below = [(left, 152, left + 30, 182) for left in range(100, 300, EM)]
    assert _lines([*below, (104, 114, 108, 118)]) == _lines(below)
