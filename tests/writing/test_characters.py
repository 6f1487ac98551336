"""Folding and compacting keep offsets true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from pipeline.writing.characters import compact, fold, greatest_likeness, is_hiragana


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_a_compact_stretch_cuts_the_same_characters_from_the_original(text: str) -> None:
    packed = compact(text)
    for index, character in enumerate(packed.text):
        start, end = packed.source_range(index, index + 1)
        assert fold(text[start:end]) == character


@given(st.text("対応状況区分", max_size=8), st.text("対応状況区分", max_size=8), st.sampled_from([20, 50, 80]))
def test_texts_that_are_alike_are_never_ruled_out(first: str, second: str, least: int) -> None:
    likeness = fuzz.ratio(first, second)
    assert greatest_likeness(first, [second], least) == (likeness if likeness >= least else 0)


@pytest.mark.parametrize(("least", "expected"), [(80.0, 80.0), (80.1, 0.0)])
def test_the_most_alike_text_counts_from_a_likeness_on(least: float, expected: float) -> None:
    assert greatest_likeness("対応状況", ["番号", "対応状況区分", "対応の状況と区分"], least) == expected


@pytest.mark.parametrize(
    ("letter", "expected"), [("ぁ", True), ("ん", True), ("ァ", False), ("漢", False), ("〟", False)]
)
def test_hiragana_is_told_from_other_letters(letter: str, *, expected: bool) -> None:
    assert is_hiragana(letter) == expected
