"""Which rules run along text, and along which glyphs."""

import pytest

from pipeline.model import Rule
from pipeline.underlines import STRIKE_BAND, UNDERLINE_BAND, glyphs_along, rules_along_text
from tests.pages import PageMaker


@pytest.mark.parametrize("height", [100.5, 103, 105, 107.3, 109, 113, 114])
def test_of_all_rules_those_are_kept_that_glyphs_stand_along(height: float) -> None:
    glyphs = PageMaker().text(50, 100, "取組").text(50, 300, "状況").page().glyphs
    rule, far = Rule(40, height, 90, height, "#000000"), Rule(40, 200, 90, 200, "#000000")
    is_along = bool(glyphs_along(rule, glyphs, STRIKE_BAND, UNDERLINE_BAND).any())
    kept = rules_along_text([far, rule], glyphs)
    assert far not in kept
    assert not is_along or kept == [rule]


def test_rules_far_above_and_below_all_text_are_left_out_and_the_others_keep_their_order() -> None:
    glyphs = PageMaker().text(50, 100, "取組").text(50, 130, "状況").page().glyphs
    rules = [Rule(40, y, 90, y, "#000000") for y in (142, 99, 111, 160, 105)]
    assert [rule.top for rule in rules_along_text(rules, glyphs)] == [142, 111, 105]


def test_without_any_glyph_no_rule_is_along_text() -> None:
    assert rules_along_text([Rule(40, 100, 90, 100, "#000000")], PageMaker().page().glyphs) == []
