import pytest

from pipeline.model import Box
from pipeline.read.strokes import Strokes, nearly_same_colour, rules_and_shades

BLACK = "#000000"


def test_a_level_or_upright_stroke_is_a_rule_and_a_slanting_one_is_none() -> None:
    strokes = Strokes()
    strokes.add_stroke((10, 50), (200, 50), 0.5, BLACK)
    strokes.add_stroke((10, 50), (10, 200), 0.5, BLACK)
    strokes.add_stroke((10, 50), (200, 90), 0.5, BLACK)
    rules, shades = rules_and_shades(strokes)
    assert [tuple(rule[:4]) for rule in rules] == [(10, 49.75, 200, 50.25), (9.75, 50, 10.25, 200)]
    assert shades == []


@pytest.mark.parametrize(("height", "is_rule"), [(0.5, True), (3.0, True), (5.0, False)])
def test_a_filled_rectangle_is_a_rule_where_it_is_thin(height: float, is_rule: bool) -> None:
    strokes = Strokes()
    strokes.add_rectangle((10, 50, 200, 50 + height), BLACK)
    rules, shades = rules_and_shades(strokes)
    assert (len(rules), len(shades)) == ((1, 0) if is_rule else (0, 1))


@pytest.mark.parametrize("shift", [0.0, 0.5, 0.9])
def test_dots_in_a_row_are_one_rule_wherever_the_row_lies(shift: float) -> None:
    strokes = Strokes()
    for number in range(40):
        x, y = 10 + 2.5 * number, 62.45 + shift + 0.02 * (number % 3)
        strokes.add_rectangle((x, y, x + 0.8, y + 0.8), BLACK)
    rules, _ = rules_and_shades(strokes)
    assert len(rules) == 1
    assert rules[0].x1 - rules[0].x0 == pytest.approx(98.3, abs=0.1)


def test_three_dots_are_no_rule() -> None:
    strokes = Strokes()
    for x in (10, 13, 16):
        strokes.add_rectangle((x, 50, x + 1, 51), BLACK)
    assert rules_and_shades(strokes)[0] == []


def test_a_white_rule_on_paper_cannot_be_seen_but_on_a_shade_it_can() -> None:
    strokes = Strokes()
    strokes.order = 1
    strokes.add_rectangle((0, 0, 100, 100), "#cccccc")
    strokes.order = 2
    strokes.add_stroke((10, 50), (90, 50), 0.5, "#ffffff")
    strokes.add_stroke((110, 50), (190, 50), 0.5, "#ffffff")
    assert [rule.visible for rule in rules_and_shades(strokes)[0]] == [True, False]


def test_a_rule_that_a_later_shade_covers_cannot_be_seen() -> None:
    strokes = Strokes()
    strokes.order = 1
    strokes.add_stroke((10, 50), (90, 50), 0.5, BLACK)
    strokes.order = 2
    strokes.add_rectangle((0, 0, 100, 100), "#cccccc")
    assert [rule.visible for rule in rules_and_shades(strokes)[0]] == [False]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("#ffffff", "#fdfeff", True), ("#000000", "#080808", True), ("#ffffff", "#eeeeee", False)],
)
def test_colours_that_no_eye_parts_are_the_same(first: str, second: str, same: bool) -> None:
    assert nearly_same_colour(first, second) is same


def test_strokes_are_cut_to_their_clip_path_but_for_a_hairs_breadth() -> None:
    strokes = Strokes()
    strokes.add_stroke((0, 50), (100, 50), 0.5, "#000000")
    before = strokes.count()
    strokes.add_stroke((10, -40), (10, 300), 0.5, "#000000")
    strokes.add_stroke((0, 300), (100, 300), 0.5, "#000000")
    strokes.add_stroke((0, 200.5), (100, 200.5), 0.4, "#000000")
    strokes.add_rectangle((0, -20, 100, 20), "#cccccc")
    strokes.cut(before, Box(0, 0, 100, 200))
    assert [(rule.top, rule.bottom) for rule in strokes.rules] == [(49.75, 50.25), (-1, 201), (200.3, 200.7)]
    assert [(shade.top, shade.bottom) for shade in strokes.shades] == [(-1, 20)]
