from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.model import Glyphs, TextRun, TextRuns, first_code_points
from pipeline.read_pdfium.advances import boxes_to_advances

EM = 10.0


def glyphs(text: str, boxes: list[tuple[float, float, float, float]]) -> Glyphs:
    return Glyphs(list(text), np.array(boxes), np.zeros(len(text), np.int32), [""] * len(text))


def to_advances(printed: Glyphs, pens: Callable[[], NDArray[np.float64]]) -> Glyphs:
    codes = first_code_points(printed.text).astype(np.uint32)
    return boxes_to_advances(printed, codes, TextRuns.of([TextRun("#000000", EM)]), pens)


def never() -> NDArray[np.float64]:
    raise AssertionError("the pen's places cost a call a glyph, and are not needed here")


def test_boxes_that_span_the_advance_are_left_as_they_are() -> None:
    solid = glyphs("県庁組織", [(EM * i, 0, EM * (i + 1), EM) for i in range(4)])
    assert to_advances(solid, never) is solid


def test_boxes_around_the_ink_become_boxes_across_the_advance() -> None:
    ink = glyphs(
        "支援・職員、",
        [(0.4, 1, 9.6, 9), (10.2, 1, 19.9, 9), (24, 4, 26, 6), (30.3, 1, 39.5, 9), (40.5, 1, 49, 9), (50.5, 7, 53, 9)],
    )
    pen = np.array([(EM * i, 8.8) for i in range(6)])
    boxes = to_advances(ink, lambda: pen).boxes
    assert boxes[:, 0].tolist() == pytest.approx([0, 10, 20, 30, 40, 50])
    assert boxes[:, 2].tolist() == pytest.approx([10, 20, 30, 40, 50, 60])
    assert set(boxes[:, 1].round(6)) == {0.0}
    assert set(boxes[:, 3].round(6)) == {10.0}


def test_a_space_that_is_only_a_step_of_the_pen_stays_a_gap() -> None:
    ink = glyphs(
        "高木新平氏", [(0.4, 1, 9.6, 9), (10.3, 1, 19.5, 9), (23.2, 1, 32.1, 9), (33.1, 1, 42.2, 9), (43.1, 1, 52.4, 9)]
    )
    pen = np.array([(x, 8.8) for x in (0.0, 10.0, 22.7, 32.7, 42.7)])
    boxes = to_advances(ink, lambda: pen).boxes
    assert boxes[2, 0] - boxes[1, 2] == pytest.approx(2.7)


def gaps(text: str, ink: list[float], steps: list[float]) -> list[float]:
    """Set 県庁組 and then a text whose letters' ink is that wide and whose pen moves by that; return its gaps."""
    places = np.cumsum([0.0, 10.0, 10.0, 10.0, *steps[:-1]])
    widths = [9.5, 9.5, 9.5, *ink]
    boxes = [(x + 0.2, 1.0, x + width, 9.0) for x, width in zip(places.tolist(), widths, strict=True)]
    pen = np.stack([places, np.full(len(places), 8.8)], axis=1)
    read = to_advances(glyphs("県庁組" + text, boxes), lambda: pen).boxes
    return [round(float(gap), 3) for gap in read[4:, 0] - read[3:-1, 2]]


def test_a_half_width_voicing_mark_takes_half_an_em_whatever_its_ink() -> None:
    assert gaps("ﾎｰﾑﾍﾟｰｼﾞ", [4.5, 4.5, 4.5, 4.5, 2.0, 4.5, 4.5, 1.9], [5.0] * 8) == [0] * 7


def test_a_full_stop_in_a_font_of_fixed_width_does_not_end_its_word() -> None:
    assert gaps("www.pref", [4.8, 4.8, 4.8, 1.5, 4.5, 4.0, 4.4, 3.0], [5.0] * 8) == [0] * 7


def test_a_space_in_a_proportional_font_stays_a_gap() -> None:
    assert gaps("willyou", [7.0, 2.0, 2.0, 2.0, 4.6, 5.4, 5.3], [7.2, 2.2, 2.2, 5.0, 5.0, 5.6, 5.5])[3] > 2.0


@pytest.mark.parametrize(("text", "pen", "sides"), [
    ("県庁組ff", [0, 10, 20, 30, 30], [(30, 33.2), (33.2, 36.4)]),
    ("県庁組か\u3099", [0, 10, 20, 30, 30], [(30, 40), (30, 40)]),
])  # fmt: skip
def test_latin_letters_that_share_the_pens_place_have_a_part_of_their_glyph_each(
    text: str, pen: list[float], sides: list[tuple[float, float]]
) -> None:
    ink = glyphs(
        text, [*((10 * i + 0.2, 1, 10 * i + 9.5, 9) for i in range(3)), (30.2, 1, 33.2, 9), (33.2, 1, 36.4, 9)]
    )
    places = np.array([(x, 8.8) for x in pen], np.float64)
    boxes = to_advances(ink, lambda: places).boxes[3:]
    assert boxes[:, [0, 2]].round(3).tolist() == [list(each) for each in sides]
