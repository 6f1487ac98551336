import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box

BOX = Box(10, 20, 40, 30)


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
