from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.colour import DARK_PAPER, LIGHT_PAPER, contrast, printed_to_shown


def test_contrast_is_that_of_the_recommendation() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_every_printed_colour_can_be_read_on_both_papers(value: int) -> None:
    shown = printed_to_shown(f"#{value:06x}")
    assert shown is not None
    assert contrast(shown.on_light, LIGHT_PAPER) >= 4.5
    assert contrast(shown.on_dark, DARK_PAPER) >= 4.5


def test_a_colour_that_can_be_read_stays_as_printed() -> None:
    shown = printed_to_shown("#C00000")
    assert shown is not None
    assert shown.on_light == shown.printed == "#c00000"


@pytest.mark.parametrize("colour", [None, "", "red", "#fff", "#ff0000;}", "url(x)", "#gg0000"])
def test_what_is_no_colour_makes_no_rule(colour: str | None) -> None:
    assert printed_to_shown(colour) is None
