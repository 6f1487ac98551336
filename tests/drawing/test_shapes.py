"""Drawn outlines are told for the signs that they look like, by both readers alike."""

from __future__ import annotations

import math

import pytest

from pipeline.readers import open_document
from tests.pdfs import pdf, shown

K = 0.5523
"""How far from its ends the points lie that steer a quarter of a circle, in radii."""


def circle(x: float, y: float, radius: float, paint: str = "S", wide: float = 1.0) -> str:
    """Return the operators for an ellipse of four curves."""
    a, b = radius * wide, radius
    quarters = ((a, 0, a, K * b, K * a, b, 0, b), (0, b, -K * a, b, -a, K * b, -a, 0),
                (-a, 0, -a, -K * b, -K * a, -b, 0, -b), (0, -b, K * a, -b, a, -K * b, a, 0))  # fmt: skip
    start = f"{x + a} {y} m "
    ends = " ".join(
        " ".join(f"{x + numbers[n]} {y + numbers[n + 1]}" for n in (2, 4, 6)) + " c" for numbers in quarters
    )
    return f"{start}{ends} h {paint}\n"


def path(*points: tuple[float, float], paint: str = "s") -> str:
    first, *others = points
    return f"{first[0]} {first[1]} m " + " ".join(f"{x} {y} l" for x, y in others) + f" {paint}\n"


def fine_circle(x: float, y: float, radius: float) -> str:
    """Return the operators for a circle of sixteen curves, as browsers draw it."""
    steps = [math.tau * step / 48 for step in range(49)]
    points = [f"{x + radius * math.cos(angle):.3f} {y + radius * math.sin(angle):.3f}" for angle in steps]
    return f"{points[0]} m " + " ".join(" ".join(points[n : n + 3]) + " c" for n in range(1, 49, 3)) + " h S\n"


UP, DOWN = ((50, 50), (60, 50), (55, 60)), ((50, 60), (60, 60), (55, 50))
CROSS = path((50, 50), (60, 60), paint="S") + path((50, 60), (60, 50), paint="S")


@pytest.fixture(params=["pdfium", "pdfplumber"])
def reader(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def signs(content: str, reader: str) -> list[str | None]:
    with open_document(pdf(shown("県") + content), "page.pdf", reader) as opened:  # type: ignore[arg-type]
        (page,) = opened.pages
    return [drawing.sign for drawing in page.drawings]


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (circle(60, 60, 5), "○"),
        (circle(100, 100, 59), "○"),  # a stamp's ring
        (fine_circle(60, 60, 3.5), "○"),
        (circle(60, 60, 5, "f"), "●"),
        (f"1 g {circle(60, 60, 5, 'f')} 0 g {circle(60, 60, 5)}", "○"),
        (circle(60, 60, 6) + circle(60, 60, 3.5), "◎"),
        (path(*UP), "△"),
        (path(*UP, paint="f"), "▲"),
        (path(*DOWN), "▽"),
        (path(*DOWN, paint="f"), "▼"),
        (CROSS, "×"),
        ("0 1 -1 0 120 0 cm " + circle(60, 60, 5), "○"),
    ],
)
def test_a_drawn_sign_is_told(content: str, sign: str, reader: str) -> None:
    assert signs(content, reader) == [sign]


@pytest.mark.parametrize(
    "content",
    [
        circle(60, 60, 5, wide=1.6),  # an ellipse around a word
        path((50, 50), (60, 50), (50, 60)),  # a triangle that leans
        path((50, 50), (60, 52), (62, 60), (49, 58)),
    ],
)
def test_another_drawing_is_told_without_a_sign(content: str, reader: str) -> None:
    assert signs(content, reader) == [None]


@pytest.mark.parametrize(
    "content",
    [
        "50 50 10 10 re S\n",
        path((50, 50), (90, 50), paint="S"),
        circle(60, 60, 1.2),  # a dot
        circle(100, 100, 61),  # a picture
        circle(100, 100, 31, wide=1.5),
        f"q 0 0 30 30 re W n {circle(60, 60, 5)} Q\n",  # clipped away
    ],
)
def test_rules_boxes_dots_and_what_is_clipped_away_are_no_drawings(content: str, reader: str) -> None:
    assert signs(content, reader) == []


def test_a_page_that_is_a_map_has_no_signs(reader: str) -> None:
    assert signs("".join(circle(10 + n % 70 * 4, 10 + n // 70 * 4, 1.6) for n in range(3_001)), reader) == []


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (path((50, 50), (60, 60), paint="S"), "/"),
        (path((10, 50), (190, 30), paint="S"), "\\"),
        (path((10, 30), (190, 50), (190, 51), (10, 31), paint="f"), "/"),
    ],
)
def test_a_straight_stroke_that_leans_is_told_however_long(content: str, sign: str, reader: str) -> None:
    assert signs(content, reader) == [sign]


@pytest.mark.parametrize(
    "content", [path((10, 30), (190, 30.4), paint="S"), path((10, 30), (100, 80), (190, 30), paint="S")]
)
def test_a_line_that_hardly_leans_or_a_long_bent_one_is_no_such_stroke(content: str, reader: str) -> None:
    assert not {"/", "\\"} & set(signs(content, reader))


def test_two_long_strokes_across_each_other_are_no_sign(reader: str) -> None:
    both = path((10, 30), (190, 50), paint="S") + path((10, 50), (190, 30), paint="S")
    assert sorted(map(str, signs(both, reader))) == ["/", "\\"]
