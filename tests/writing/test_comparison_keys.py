"""What counts as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.comparison_keys import comparison_key, fold_in_place, is_punctuation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        ("第１回PT（案）", "第1回ＰＴ(案)"),
        ("第2回PT\n中村委員\n発言", "第2回PT中村委員発言"),
        ("○", "◯"),
        ("〇", "○"),
        ("×", "✕"),
        ("ﾃﾞｼﾞﾀﾙ", "デジタル"),
        ("か゛", "が"),
        ("令和4～6年", "令和4〜6年"),
        ("目⽬", "目目"),
        ("3−5", "3-5"),
        ("50㎡", "50m2"),
        ("a\u00adb\u200bc", "abc"),
        ("㈱山田", "(株)山田"),
    ],
)
def test_what_typesetting_changes_is_the_same(one: str | None, other: str) -> None:
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10²", "102"), ("①2", "12"), ("½", "1/2"), ("○", "△"), ("カ", "力"), ("ー", "一"), ("20%", "20")],
)
def test_what_a_reader_tells_apart_stays_apart(one: str, other: str) -> None:
    assert comparison_key(one) != comparison_key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert comparison_key(comparison_key(text)) == comparison_key(text)


@given(st.text())
def test_folding_in_place_keeps_every_offset(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@given(st.text())
def test_texts_equal_in_place_have_one_key(text: str) -> None:
    assert comparison_key(fold_in_place(text)) == comparison_key(text)


@pytest.mark.parametrize(
    ("character", "expected"), [("、", True), ("・", True), ("\n", True), ("%", False), ("○", False)]
)
def test_a_per_cent_sign_is_no_mere_punctuation(character: str, *, expected: bool) -> None:
    assert is_punctuation(character) is expected
