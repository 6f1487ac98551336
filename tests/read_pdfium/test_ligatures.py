"""One glyph that is several letters."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Glyphs, TextRun, TextRuns
from pipeline.read_pdfium.ligatures import part_ligatures

LEVEL, DOWN = (0.0, 0.0, 9.0, 10.0), (0.0, 0.0, 10.0, 9.0)


def parted(
    text: str, boxes: list[tuple[float, ...]], angle: int = 0, runs: list[int] | None = None
) -> list[list[float]]:
    owners = runs or [0] * len(text)
    glyphs = Glyphs(list(text), np.array(boxes), np.array(owners, np.int32), [""] * len(text))
    run = TextRun("#000000", 10.0, angle=angle)
    boxes_of: list[list[float]] = part_ligatures(glyphs, TextRuns.of([run] * (max(owners) + 1))).boxes.tolist()
    return boxes_of


@pytest.mark.parametrize(
    ("angle", "expected"),
    [
        (0, [[0, 0, 3, 10], [3, 0, 6, 10], [6, 0, 9, 10]]),
        (180, [[6, 0, 9, 10], [3, 0, 6, 10], [0, 0, 3, 10]]),
        (90, [[0, 0, 10, 3], [0, 3, 10, 6], [0, 6, 10, 9]]),
        (270, [[0, 6, 10, 9], [0, 3, 10, 6], [0, 0, 10, 3]]),
    ],
)
def test_letters_of_a_ligature_follow_each_other_in_its_box(angle: int, expected: list[list[float]]) -> None:
    box = LEVEL if angle % 180 == 0 else DOWN
    assert parted("ffi", [box] * 3, angle) == expected


@pytest.mark.parametrize(
    ("text", "boxes", "runs"),
    [
        ("ff", [LEVEL, LEVEL], [0, 1]),  # bold by printing twice is two text objects
        ("ff", [LEVEL, (0.1, 0.0, 9.1, 10.0)], [0, 0]),
        ("か\u3099", [LEVEL, LEVEL], [0, 0]),
    ],
)
def test_letters_of_two_glyphs_and_of_no_ligature_stay_where_they_are(
    text: str, boxes: list[tuple[float, ...]], runs: list[int]
) -> None:
    assert parted(text, boxes, runs=runs) == [list(box) for box in boxes]
