import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Glyphs, Page, Rule, TextRuns

BOX = Box(10, 20, 40, 30)
NO_GLYPHS = Glyphs([], np.zeros((0, 4)), np.zeros(0, np.int32), [])


def test_a_box_knows_its_extent() -> None:
    assert (BOX.width, BOX.height, BOX.centre, BOX.area) == (30, 10, (25, 25), 300)


@pytest.mark.parametrize(
    ("other", "shared"), [(BOX, 300), (Box(30, 25, 50, 50), 50), (Box(40, 20, 50, 30), 0), (Box(50, 0, 60, 90), 0)]
)
def test_boxes_overlap_where_both_cover_the_page(other: Box, shared: float) -> None:
    assert BOX.overlap(other) == other.overlap(BOX) == shared


@pytest.mark.parametrize(
    ("angle", "turned"),
    [
        (0, Box(10, 20, 40, 30)),
        (90, Box(20, -40, 30, -10)),
        (180, Box(-40, -30, -10, -20)),
        (270, Box(-30, 10, -20, 40)),
    ],
)
def test_a_box_is_turned_so_that_its_text_reads_from_the_left(angle: int, turned: Box) -> None:
    assert BOX.turned(angle) == turned


@given(st.sampled_from([0, 90, 180, 270]), st.integers(0, 500), st.integers(0, 400))
def test_a_box_that_is_turned_there_and_back_lies_where_it_lay(angle: int, x0: int, top: int) -> None:
    box, width, height = Box(x0, top, x0 + 30, top + 10), 600, 500
    size = (width, height) if angle in {0, 180} else (height, width)
    assert box.turned(angle, width, height).turned(-angle % 360, *size) == box


def test_a_box_around_points_holds_each_of_them_and_no_more() -> None:
    assert Box.around([(10, 30), (40, 20), (25, 25)]) == BOX
    assert Box.around(iter([(1, 2)])) == Box(1, 2, 1, 2)


@pytest.mark.parametrize(("angle", "size"), [(0, (600, 400)), (90, (400, 600)), (180, (600, 400)), (270, (400, 600))])
def test_a_page_that_is_turned_by_a_quarter_is_as_wide_as_it_was_high(angle: int, size: tuple[float, float]) -> None:
    page = Page(1, 600, 400, NO_GLYPHS, TextRuns.of([]), [], [], [])
    assert page.turned_size(angle) == size


def test_a_glyph_is_in_the_box_in_which_its_middle_is() -> None:
    boxes = np.array([(8, 22, 14, 28), (4, 22, 14, 28), (38, 22, 46, 28), (30, 28, 36, 32)], np.float64)
    glyphs = Glyphs(list("abcd"), boxes, np.zeros(4, np.int32), [""] * 4)
    assert glyphs.middles_in(BOX).tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("rule", "level"), [(Rule(0, 0, 9, 1), True), (Rule(0, 0, 1, 9), False), (Rule(0, 0, 1, 1), True)]
)
def test_a_rule_is_level_where_it_is_as_wide_as_high(rule: Rule, level: bool) -> None:
    assert rule.is_level is level
    assert rule.thickness == 1


def test_a_box_on_a_page_that_is_turned_clockwise_goes_down_on_the_right_and_holds_its_corners() -> None:
    right, left = Box(300, 200, 380, 220), Box(20, 200, 100, 220)
    assert right.askew(0.0, 400, 400) == right
    assert right.askew(1.0, 400, 400).top > right.top > left.askew(1.0, 400, 400).top
    assert right.askew(90.0, 400, 400) == pytest.approx((180, 300, 200, 380))
