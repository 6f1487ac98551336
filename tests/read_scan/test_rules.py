"""The rules of a scanned page."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.read_scan.picture import SCALE, Picture
from pipeline.read_scan.rules import ALONE, find_rules

LEFT, RIGHT, TOPS = 100, 700, (100, 200, 300)


def _picture(page: Image.Image) -> Picture:
    light = np.asarray(page).astype(np.float32) / np.float32(255)
    return Picture(light, np.zeros((*light.shape, 3), np.uint8))


def _table(dot: int, gap: int) -> Image.Image:
    """Return three level rules of dots that far apart between two whole upright ones."""
    page = Image.new("L", (800, 400), "white")
    draw = ImageDraw.Draw(page)
    for left in (LEFT, RIGHT):
        draw.line((left, TOPS[0], left, TOPS[-1]), fill=0, width=3)
    for top in TOPS:
        for left in range(LEFT, RIGHT, dot + gap):
            draw.rectangle((left, top - 1, min(left + dot, RIGHT) - 1, top + 1), fill=0)
    return page


@pytest.mark.parametrize(("dot", "gap"), [(600, 0), (3, 3), (3, 9), (40, 12)])
def test_rules_are_found_whole_dotted_and_worn(dot: int, gap: int) -> None:
    rules = find_rules(_picture(_table(dot, gap))).rules
    level = sorted(round(rule.top / SCALE) for rule in rules if rule.x1 - rule.x0 > rule.bottom - rule.top)
    assert level == pytest.approx(TOPS, abs=2)
    assert len(rules) == len(TOPS) + 2


def test_the_cells_of_a_dotted_table_are_regions_of_their_own() -> None:
    regions = find_rules(_picture(_table(3, 9))).regions
    assert len({int(regions[150, 400]), int(regions[250, 400]), int(regions[50, 400])}) == 3


@pytest.mark.parametrize(("length", "found"), [(ALONE - 20, 0), (ALONE + 20, 1)])
def test_a_stroke_that_meets_no_rule_is_one_only_where_letters_make_none_so_long(length: int, found: int) -> None:
    page = Image.new("L", (800, 400), "white")
    ImageDraw.Draw(page).rectangle((200, 200, 200 + length, 202), fill=0)
    assert len(find_rules(_picture(page)).rules) == found


def test_feet_of_letters_with_gaps_between_them_are_no_worn_rule() -> None:
    page = _table(600, 0)
    for left in range(200, 420, 44):
        ImageDraw.Draw(page).rectangle((left, 150, left + 32, 152), fill=0)
    assert len(find_rules(_picture(page)).rules) == len(TOPS) + 2


@pytest.mark.parametrize("gap", [8, 14])
def test_a_speck_beyond_the_end_of_a_rule_does_not_lose_it(gap: int) -> None:
    page = _table(600, 0)
    draw = ImageDraw.Draw(page)
    draw.line((400, TOPS[0], 400, TOPS[-1]), fill=0, width=3)
    draw.rectangle((399, TOPS[-1] + gap, 401, TOPS[-1] + gap + 8), fill=0)
    assert 400 in [round((rule.x0 + rule.x1) / 2 / SCALE) for rule in find_rules(_picture(page)).rules]
