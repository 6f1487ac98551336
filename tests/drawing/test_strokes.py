import numpy as np
import pytest

from pipeline.drawing.rules import rules_and_shades
from pipeline.drawing.strokes import Strokes, Subpath, square_corners, straight_boxes
from pipeline.model import Box

BLACK = "#000000"


def test_a_level_or_upright_stroke_is_a_rule_and_a_slanting_one_is_none() -> None:
    strokes = Strokes()
    strokes.add_stroke((10, 50), (200, 50), 0.5, BLACK)
    strokes.add_stroke((10, 50), (10, 200), 0.5, BLACK)
    strokes.add_stroke((10, 50), (200, 90), 0.5, BLACK)
    strokes.add_stroke((10, 150), (200, 150.3), 0.5, BLACK)
    strokes.add_stroke((10, 160), (200, 160.4), 0.5, BLACK)
    rules, shades = rules_and_shades(strokes)
    level, upright, nearly = (tuple(rule[:4]) for rule in rules)
    assert (level, upright) == ((10, 49.75, 200, 50.25), (9.75, 50, 10.25, 200))
    assert (nearly[0], nearly[2]) == (10, 200)
    assert shades == []


def test_many_straight_strokes_have_the_boxes_that_each_has_alone() -> None:
    ends = [(10, 50, 200, 50), (200, 150.3, 10, 150), (10, 200, 10, 50), (10, 160, 200, 160.4)]
    widths = [0.5, 3.0, 0.0, 0.5]
    boxes = straight_boxes(np.array(ends, float), np.array(widths))
    for (x0, y0, x1, y1), width, box in zip(ends, widths, boxes.tolist(), strict=True):
        strokes = Strokes()
        if strokes.add_stroke((x0, y0), (x1, y1), width, BLACK):
            assert tuple(box) == strokes.rules[0][:4]
        else:
            assert np.isnan(box).all()


def test_thin_areas_that_are_added_out_of_turn_stand_where_they_were_painted() -> None:
    strokes = Strokes(order=5)
    strokes.add_rectangle((10, 50, 200, 51), "#ff0000")
    strokes.add_thin(np.array([[10, 10, 200, 11], [10, 90, 200, 91], [10, 95, 12, 97]]), ["#000000"] * 3, [2, 7, 8])
    strokes.sort()
    assert [(rule.top, rule.colour, rule.order) for rule in strokes.rules] == [
        (10, "#000000", 2),
        (50, "#ff0000", 5),
        (90, "#000000", 7),
    ]
    assert [speck.order for speck in strokes.specks] == [8]


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


@pytest.mark.parametrize(("gap", "colour", "count"), [(1.5, BLACK, 1), (3.1, BLACK, 3), (1.5, "#ff0000", 2)])
def test_flat_dashes_in_line_are_one_rule_but_not_across_a_gap_or_in_another_colour(
    gap: float, colour: str, count: int
) -> None:
    strokes = Strokes()
    for number, own in enumerate((BLACK, BLACK, colour)):
        x = 10 + (2.5 + gap) * number
        strokes.add_rectangle((x, 50, x + 2.5, 50.2), own)
    rules, _ = rules_and_shades(strokes)
    assert len(rules) == count
    assert rules[0].x0 == 10
    assert rules[-1].x1 == pytest.approx(10 + 2 * (2.5 + gap) + 2.5)


def test_a_white_dash_on_a_shade_stays_apart_from_those_on_paper() -> None:
    strokes = Strokes(order=1)
    strokes.add_rectangle((16, 40, 30, 60), "#cccccc")
    strokes.order = 2
    for x in (10, 13, 17):
        strokes.add_rectangle((x, 50, x + 2.5, 50.2), "#ffffff")
    rules, _ = rules_and_shades(strokes)
    assert [(rule.x0, rule.x1, rule.visible) for rule in rules] == [(10, 15.5, False), (17, 19.5, True)]


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


@pytest.mark.parametrize(("height", "is_rule"), [(1.5, True), (1.6, False)])
def test_a_picture_of_one_pixels_height_is_a_rule(height: float, is_rule: bool) -> None:
    strokes = Strokes()
    assert strokes.add_picture((0, 10, 100, 10 + height)) is is_rule
    assert len(strokes.rules) == is_rule


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


def seen(strokes: Strokes) -> list[tuple[float, ...]]:
    return [tuple(rule[:4]) for rule in rules_and_shades(strokes)[0] if rule.visible]


@pytest.mark.parametrize(("opaque", "shown"), [(True, []), (False, [(10, 50, 110, 51)])])
def test_a_rule_shows_through_a_translucent_fill_but_not_through_an_opaque_one(
    opaque: bool, shown: list[tuple[float, ...]]
) -> None:
    strokes = Strokes()
    strokes.add_rectangle((10, 50, 110, 51), "#000000")
    strokes.order = 1
    strokes.add_rectangle((0, 0, 200, 100), "#ffff00", opaque=opaque)
    assert seen(strokes) == shown


@pytest.mark.parametrize(("height", "colour", "shown"), [(6.0, "#bfbfbf", 1), (6.5, "#bfbfbf", 0), (6.0, "#ffffff", 0)])
def test_a_rule_shows_through_a_thin_stripe_that_is_not_white(height: float, colour: str, shown: int) -> None:
    strokes = Strokes()
    strokes.add_rectangle((10, 50, 110, 51), "#000000")
    strokes.order = 1
    strokes.add_rectangle((0, 48, 200, 48 + height), colour)
    assert len(seen(strokes)) == shown


def test_a_rule_is_seen_where_no_fill_was_painted_over_it() -> None:
    strokes = Strokes()
    strokes.add_rectangle((10, 50, 110, 51), "#000000")
    strokes.order = 1
    strokes.add_rectangle((40, 20, 70, 80), "#ffffff")
    assert seen(strokes) == [(10, 50, 40, 51), (70, 50, 110, 51)]


@pytest.mark.parametrize(("top", "count"), [(50.0, 1), (49.9, 1), (49.6, 0)])
def test_a_rule_on_the_side_of_a_fill_that_was_painted_later_is_seen(top: float, count: int) -> None:
    strokes = Strokes()
    strokes.add_rectangle((10, 50, 110, 51), "#000000")
    strokes.order = 1
    strokes.add_rectangle((0, top, 200, 100), "#ffffff")
    assert len(seen(strokes)) == count


@pytest.mark.parametrize(("points", "count"), [
    ([(0, 0), (30, 0), (29.2, 0.8), (0.8, 0.8)], 1),  # the upper side of a cell, as browsers draw it
    ([(0, 0), (0.4, 0), (30, 0.8), (29.6, 0.8)], 0),  # a stroke that falls by its own thickness
])  # fmt: skip
def test_a_thin_piece_whose_ends_are_cut_aslant_is_a_rule(points: list[tuple[float, float]], count: int) -> None:
    strokes = Strokes()
    strokes.add_filled(points, "#000000")
    assert len(seen(strokes)) == count


def test_round_corners_of_a_frame_are_drawn_out_to_its_corners() -> None:
    top, right = [(8.0, 0.0), (92.0, 0.0)], [(100.0, 8.0), (100.0, 42.0)]
    bottom, left = [(92.0, 50.0), (8.0, 50.0)], [(0.0, 42.0), (0.0, 8.0)]
    ends = {point for piece in square_corners([top, right, bottom, left]) for point in (piece[0], piece[-1])}
    assert ends == {(0, 0), (100, 0), (100, 50), (0, 50)}


def test_a_curve_wider_than_any_corner_joins_nothing() -> None:
    pieces = [[(0.0, 0.0), (50.0, 0.0)], [(90.0, 40.0), (90.0, 90.0)]]
    assert square_corners(pieces) == pieces


@pytest.mark.parametrize(("thickness", "rules", "shades"), [(1.0, 4, 0), (5.0, 0, 2)])
def test_an_outline_with_a_hole_is_a_frame_where_it_is_as_thin_as_a_rule(
    thickness: float, rules: int, shades: int
) -> None:
    strokes = Strokes()
    outer, inner = (
        Subpath([[(x, y) for x, y in ((a, a), (200 - a, a), (200 - a, 80 - a), (a, 80 - a))]]) for a in (0, thickness)
    )
    strokes.add_filled_subpaths([outer, inner], "#000000", opaque=True)
    assert (len(strokes.rules), len(strokes.shades)) == (rules, shades)


ZIGZAG = [(50.0 + 2 * step, 100.0 + step % 2) for step in range(11)]


def test_a_line_that_winds_to_and_fro_is_one_rule_along_its_middle() -> None:
    strokes = Strokes()
    strokes.add_outline([ZIGZAG], 0.5, "#ff0000")
    (rule,) = strokes.rules
    assert rule[:4] == pytest.approx((50, 100.25, 70, 100.75))


@pytest.mark.parametrize(
    "points",
    [
        ZIGZAG[:4],  # a bent arrow
        [(x, 100 + 6 * (y - 100)) for x, y in ZIGZAG],  # as high as letters
        [(50.0 + step, 100.0 + step / 5) for step in range(11)],  # it slants, and does not wind
        [*ZIGZAG, (50.0, 103.0)],  # it goes back
    ],
)
def test_other_lines_that_are_not_straight_are_no_rule(points: list[tuple[float, float]]) -> None:
    strokes = Strokes()
    strokes.add_outline([points], 0.5, "#ff0000")
    assert strokes.rules == []


def drawn(strokes: Strokes) -> list[tuple[float, ...]]:
    return [tuple(row[:4]) for row in (*strokes.rules, *strokes.specks, *strokes.shades)]


def test_many_subpaths_at_once_are_the_same_as_one_after_the_other() -> None:
    square = [(0.0, 0.0), (30.0, 0.0), (30.0, 20.0), (0.0, 20.0)]
    aslant = [(0.0, 30.0), (30.0, 30.0), (29.2, 30.8), (0.8, 30.8)]
    dot = [(50.0, 50.0), (51.0, 50.0), (51.0, 51.0)]
    triangle = [(60.0, 30.0), (90.0, 30.0), (75.0, 0.0)]
    outlines = [square, aslant, dot, triangle]
    one_by_one, at_once = Strokes(), Strokes()
    for outline in outlines:
        one_by_one.add_filled(outline, BLACK)
    starts = np.cumsum([0, *map(len, outlines[:-1])])
    at_once.add_filled_points(np.concatenate(outlines), starts, np.zeros(4, np.bool_), BLACK, opaque=True)
    assert drawn(at_once) == drawn(one_by_one) == [(0, 30, 30, 30.8), (50, 50, 51, 51), (0, 0, 30, 20)]


@pytest.mark.parametrize(("radius", "count"), [(1.4, 1), (1.6, 0)])
def test_round_dots_in_a_row_are_a_rule_but_round_signs_are_none(radius: float, count: int) -> None:
    strokes = Strokes()
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    for number in range(8):
        ring = np.stack((20 + 5 * number + radius * np.cos(angles), 50 + radius * np.sin(angles)), axis=1)
        strokes.add_filled_points(ring, np.array([0]), np.array([True]), BLACK, opaque=True)
    assert len(rules_and_shades(strokes)[0]) == count


@pytest.mark.parametrize(("away", "corners"), [(0.3, 4), (0.4, 5)])
def test_a_subpath_that_ends_where_it_began_is_not_closed_again(away: float, corners: int) -> None:
    subpath = Subpath()
    for point in ((0.0, 0.0), (50.0, 0.0), (50.0, 20.0), (0.0, away)):
        subpath.go_to(point, curved=False)
    subpath.close()
    assert len(subpath.points()) == corners


def test_a_curve_parts_the_straight_pieces_of_a_subpath() -> None:
    subpath = Subpath()
    for point, curved in (((0, 0), False), ((50, 0), False), ((55, 0), True), ((55, 5), True), ((55, 20), False)):
        subpath.go_to(point, curved=curved)
    assert subpath.curved
    assert subpath.pieces == [[(0, 0), (50, 0)], [(55, 0)], [(55, 5), (55, 20)]]
