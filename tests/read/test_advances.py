import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.model import Glyphs, TextRun, TextRuns
from pipeline.read.advances import boxes_to_advances

EM = 10.0


def glyphs(text: str, boxes: list[tuple[float, float, float, float]]) -> Glyphs:
    return Glyphs(list(text), np.array(boxes), np.zeros(len(text), np.int32), [""] * len(text))


def never() -> NDArray[np.float64]:
    raise AssertionError("the pen's places cost a call a glyph, and are not needed here")


def test_boxes_that_span_the_advance_are_left_as_they_are() -> None:
    solid = glyphs("県庁組織", [(EM * i, 0, EM * (i + 1), EM) for i in range(4)])
    assert boxes_to_advances(solid, TextRuns.of([TextRun("#000000", EM)]), never) is solid


def test_boxes_around_the_ink_become_boxes_across_the_advance() -> None:
    ink = glyphs(
        "支援・職員、",
        [(0.4, 1, 9.6, 9), (10.2, 1, 19.9, 9), (24, 4, 26, 6), (30.3, 1, 39.5, 9), (40.5, 1, 49, 9), (50.5, 7, 53, 9)],
    )
    pen = np.array([(EM * i, 8.8) for i in range(6)])
    boxes = boxes_to_advances(ink, TextRuns.of([TextRun("#000000", EM)]), lambda: pen).boxes
    assert boxes[:, 0].tolist() == pytest.approx([0, 10, 20, 30, 40, 50])
    assert boxes[:, 2].tolist() == pytest.approx([10, 20, 30, 40, 50, 60])
    assert set(boxes[:, 1].round(6)) == {0.0}
    assert set(boxes[:, 3].round(6)) == {10.0}


def test_a_space_that_is_only_a_step_of_the_pen_stays_a_gap() -> None:
    ink = glyphs(
        "高木新平氏", [(0.4, 1, 9.6, 9), (10.3, 1, 19.5, 9), (23.2, 1, 32.1, 9), (33.1, 1, 42.2, 9), (43.1, 1, 52.4, 9)]
    )
    pen = np.array([(x, 8.8) for x in (0.0, 10.0, 22.7, 32.7, 42.7)])
    boxes = boxes_to_advances(ink, TextRuns.of([TextRun("#000000", EM)]), lambda: pen).boxes
    assert boxes[2, 0] - boxes[1, 2] == pytest.approx(2.7)
