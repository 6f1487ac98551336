"""Signs that stand alone, by their shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.read_scan.lines import TextLine
from pipeline.read_scan.marks import bar_of, sign_of
from pipeline.read_scan.picture import Picture

SIDE = 36
TRIANGLE = [(2, SIDE - 3), (SIDE - 3, SIDE - 3), (SIDE // 2, 2)]


WHOLE = (1, 1, SIDE - 2, SIDE - 2)
UPSIDE_DOWN = [(x, SIDE - 1 - y) for x, y in TRIANGLE]
SLANTS = [(2, 2, SIDE - 3, SIDE - 3), (2, SIDE - 3, SIDE - 3, 2)]
MIDDLES = [(SIDE // 2, 1, SIDE // 2, SIDE - 2), (1, SIDE // 2, SIDE - 2, SIDE // 2)]
DIAMOND = [(SIDE // 2, 1), (SIDE - 2, SIDE // 2), (SIDE // 2, SIDE - 2), (1, SIDE // 2)]
DIGIT_THREE = (12, 9, 24, 9, 17, 16, 24, 22, 20, 27, 12, 27)
LINE, THICK, FULL = {"outline": 0, "width": 2}, {"outline": 0, "width": 3}, {"fill": 0}
PEN = {"fill": 0, "width": 3}

STROKES: dict[str, list[tuple[str, Sequence[Any], dict[str, int]]]] = {
    "○": [("ellipse", WHOLE, LINE)],
    "●": [("ellipse", WHOLE, FULL)],
    "◎": [("ellipse", WHOLE, LINE), ("ellipse", (9, 9, 26, 26), LINE)],
    "□": [("rectangle", WHOLE, LINE)],
    "■": [("rectangle", WHOLE, FULL)],
    "△": [("polygon", TRIANGLE, THICK)],
    "▲": [("polygon", TRIANGLE, FULL)],
    "▽": [("polygon", UPSIDE_DOWN, THICK)],
    "×": [("line", slant, PEN) for slant in SLANTS],
    "十": [("line", middle, PEN) for middle in MIDDLES],
    "◇": [("polygon", DIAMOND, THICK)],
    "◆": [("polygon", DIAMOND, FULL)],
    "☑": [("rectangle", WHOLE, LINE), ("line", (9, 18, 15, 26, 27, 8), PEN)],
    "※": [
        *(("line", slant, PEN) for slant in SLANTS),
        *(("ellipse", (x - 3, y - 3, x + 3, y + 3), FULL) for x, y in ((18, 5), (18, 30), (5, 18), (30, 18))),
    ],
    "日": [("rectangle", WHOLE, LINE), ("line", MIDDLES[1], PEN)],
    "①": [("ellipse", WHOLE, LINE), ("line", (18, 9, 18, 27), PEN)],
    "③": [("ellipse", WHOLE, LINE), ("line", DIGIT_THREE, PEN)],
}


def _draw(sign: str) -> Image.Image:
    page = Image.new("L", (SIDE, SIDE), "white")
    for shape, place, how in STROKES[sign]:
        getattr(ImageDraw.Draw(page), shape)(place, **how)
    return page


def _sign(page: Image.Image) -> str | None:
    light = np.asarray(page).astype(np.float32) / np.float32(255)
    picture = Picture(light, np.zeros((*light.shape, 3), np.uint8))
    rows, columns = np.nonzero(picture.ink)
    line = TextLine(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1, 36.0, 1)
    return sign_of(picture, line)


@pytest.mark.parametrize("sign", list("○◎●□■△▲▽◇◆×"))
def test_a_sign_alone_is_told_by_its_shape(sign: str) -> None:
    assert _sign(_draw(sign)) == sign


@pytest.mark.parametrize("letter", ["①", "③", "日", "十", "☑", "※"])
def test_a_letter_with_an_outline_is_no_sign(letter: str) -> None:
    assert _sign(_draw(letter)) is None


def test_a_sign_as_small_as_a_full_stop_is_none() -> None:
    small = Image.new("L", (SIDE, SIDE), "white")
    small.paste(_draw("○").resize((14, 14)), (2, 20))
    assert _sign(small) is None


@pytest.mark.parametrize(
    ("width", "height", "bar"), [(36, 4, "―"), (28, 4, "－"), (12, 4, None), (60, 4, None), (36, 9, None)]
)
def test_a_bar_is_a_dash_of_its_length(width: int, height: int, bar: str | None) -> None:
    assert bar_of(TextLine(10, 10, 10 + width, 10 + height, 36.0, 1)) == bar


def test_a_filled_sign_that_a_photocopier_wore_is_filled() -> None:
    page = _draw("■")
    for place in range(8, 30, 7):
        ImageDraw.Draw(page).rectangle((place, place, place + 2, place + 2), fill=255)
    assert _sign(page) == "■"
