"""Text for a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.listing.terminal_text import Styled, clip_text, escape_text, pad_text, text_width, wrap_styled

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\u202eb", r"a\u202eb"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("一行\n二行", "一行↵二行"),
        ("令和5年 ○△", "令和5年 ○△"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text: str, expected: str) -> None:
    assert escape_text(text) == expected


@given(st.text(st.characters()))
def test_escaped_text_is_printable_and_can_be_encoded(text: str) -> None:
    escaped = escape_text(text)
    escaped.encode("utf-8")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", escaped)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("県庁", 4), ("ｱｲ", 2), ("○△", 4), ("か\u3099", 2), ("", 0)])
def test_japanese_takes_two_cells(text: str, width: int) -> None:
    assert text_width(text) == width
    assert text_width(pad_text(text, 6)) == 6


@given(
    st.lists(st.builds(Styled, st.text("県a○", max_size=9), st.sampled_from(["", "31"])), max_size=5),
    st.integers(2, 12),
)
def test_no_line_is_wider_than_it_may_be_and_no_character_is_lost(stretches: list[Styled], width: int) -> None:
    lines = wrap_styled(stretches, width)
    plain = [ESCAPE.sub("", line) for line in lines]
    assert all(text_width(line) <= width for line in plain)
    assert "".join(plain) == "".join(stretch.text for stretch in stretches)
    assert all(line.count("\x1b[31m") == line.count("\x1b[0m") for line in lines)


@given(st.text("県a○", max_size=9), st.integers(2, 12))
def test_clipped_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    clipped = clip_text(text, width)
    assert text_width(clipped) <= width
    assert clipped == text or clipped.endswith("…")
