import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.upright import reading_angle
from pipeline.lines.as_shown import back_turner
from pipeline.model import Box
from tests.pages import PageMaker


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(0, 590),
    st.floats(0, 390),
    st.floats(0, 200),
    st.floats(0, 200),
)
def test_turning_upright_and_back_changes_nothing(
    angle: int, x0: float, top: float, width: float, height: float
) -> None:
    maker = PageMaker()
    box = Box(x0, top, x0 + width, top + height)
    maker.images.append(box)
    page = maker.page()
    upright = page.turned(angle)
    assert back_turner(page, angle)(upright.images[0]) == pytest.approx(box)


@pytest.mark.parametrize(("angle", "expected"), [(90, (30, 580)), (180, (580, 360)), (270, (360, 10))])
def test_text_is_upright_after_the_turn(angle: int, expected: tuple[float, float]) -> None:
    page = PageMaker().text(10, 30, "字", angle=angle).page()
    upright = page.turned(reading_angle(page))
    assert upright.text_runs[0].angle == 0
    box = upright.glyphs.boxes[0]
    assert (box[0], box[1]) == pytest.approx(expected)


def test_most_glyphs_decide_how_a_page_is_read() -> None:
    page = PageMaker().text(10, 30, "横書きの本文").text(300, 30, "縦", angle=90).page()
    assert reading_angle(page) == 0
