"""Folding and compacting keep offsets true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.characters import compact, fold, read_number


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_a_compact_stretch_cuts_the_same_characters_from_the_original(text: str) -> None:
    packed = compact(text)
    for index, character in enumerate(packed.text):
        start, end = packed.source_range(index, index + 1)
        assert fold(text[start:end]) == character


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("31", 31),
        ("３１", 31),
        ("三十一", 31),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("元", 1),
        ("一〇", 10),
        ("", None),
        ("第", None),
        ("²", None),
        ("一二十", None),
        ("十〇", None),
        ("九十九", 99),
    ],
)
def test_a_number_is_read_in_figures_and_in_kanji(text: str, number: int | None) -> None:
    assert read_number(text) == number


@given(st.text(alphabet="元〇一二三四五六七八九十0123456789０１²", max_size=6))
def test_reading_a_number_never_raises(text: str) -> None:
    number = read_number(text)
    assert number is None or number >= 0
