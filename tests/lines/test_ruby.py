"""Ruby and dots that stress letters are beside the text and not in it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.lines.assign import UNSEEN
from pipeline.lines.glyphs_to_lines import glyphs_to_lines
from pipeline.lines.ruby import take_out_ruby
from pipeline.model import Finding
from tests.pages import PageMaker


def small(maker: PageMaker, x: float, top: float, text: str, size: float = 5.0) -> PageMaker:
    """Print a text with glyphs of that size, from that upper left corner on."""
    start = len(maker.boxes)
    maker.text(x, top, text, font_size=size)
    for place in range(start, len(maker.boxes)):
        left = x + size * (place - start)
        maker.boxes[place] = (left, top, left + size, top + size)
    return maker


def read(maker: PageMaker) -> tuple[list[str], tuple[Finding, ...]]:
    page = maker.page()
    groups, findings = take_out_ruby(page, np.zeros(len(page.glyphs.text), np.int32))
    assert int((groups == UNSEEN).sum()) == sum(len("".join((found.text or "").split())) for found in findings)
    return [line.text for line in glyphs_to_lines(page, groups, split_wide_gaps_in=-1).get(0, [])], findings


def test_ruby_is_left_out_and_told() -> None:
    texts, findings = read(small(PageMaker().text(100, 50, "窓口の手続き"), 130, 44.8, "てつづ"))
    assert texts == ["窓口の手続き"]
    assert [(found.code, found.text) for found in findings] == [("ruby_left_out", "てつづ")]


def test_ruby_beside_vertical_writing_is_left_out() -> None:
    maker = PageMaker().text(100, 50, "窓口の手続き", down=True).text(110.2, 80, "てつ", down=True, font_size=5.0)
    for place, top in ((6, 80), (7, 85)):
        maker.boxes[place] = (110.2, top, 115.2, top + 5)
    assert read(maker)[0] == ["窓口の手続き"]


def test_ruby_that_comes_before_its_letters_in_the_content_stream_is_left_out() -> None:
    assert read(small(PageMaker(), 100, 44.8, "まど").text(100, 50, "窓口"))[0] == ["窓口"]


@pytest.mark.parametrize("dot", ["・", "●", "﹅"])
def test_dots_that_stress_letters_are_left_out(dot: str) -> None:
    maker = PageMaker().text(100, 50, "必ず提出")
    for place in range(2):
        small(maker, 102.5 + 10 * place, 45, dot)
    texts, findings = read(maker)
    assert texts == ["必ず提出"]
    assert [found.text for found in findings] == [f"{dot} {dot}"]


@pytest.mark.parametrize(
    ("text", "top", "size"),
    [
        ("てつづき", 38.0, 5.0),  # a line of its own, as far above as lines are
        ("てつづき", 42.0, 8.0),  # a line of nearly the same size
        ("注１", 44.8, 5.0),  # no kana
        ("てつづき", 60.2, 5.0),  # below
    ],
)
def test_small_letters_that_are_no_ruby_stay(text: str, top: float, size: float) -> None:
    texts, findings = read(small(PageMaker().text(100, 50, "手続き"), 100, top, text, size))
    assert sorted(texts) == sorted(["手続き", text])
    assert findings == ()


def test_small_kana_over_nothing_stay() -> None:
    texts, findings = read(small(PageMaker().text(100, 50, "手続き"), 300, 44.8, "てつづき"))
    assert "".join(texts).replace(" ", "") in ("てつづき手続き", "手続きてつづき")
    assert findings == ()


def test_a_small_line_printed_letter_by_letter_keeps_its_kana() -> None:
    maker = PageMaker()
    for place, letter in enumerate("注は別に掲げる"):
        small(maker, 100 + 5 * place, 44.8, letter)
    texts, findings = read(maker.text(100, 50, "手続きの方法"))
    assert texts == ["注は別に掲げる", "手続きの方法"]
    assert findings == ()


@pytest.mark.parametrize(("cell", "left_out"), [(0, True), (1, False)])
def test_a_small_sign_above_a_large_letter_of_another_cell_is_no_dot(cell: int, left_out: bool) -> None:
    page = small(small(PageMaker(), 100, 50, "○", 10), 85, 60, "稿本", 40).page()
    groups, findings = take_out_ruby(page, np.array([0, cell, cell], np.int32))
    assert (groups[0] == UNSEEN, bool(findings)) == (left_out, left_out)
