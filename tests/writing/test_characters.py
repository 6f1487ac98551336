"""Folding and compacting keep offsets true."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.characters import compact, fold


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_a_compact_stretch_cuts_the_same_characters_from_the_original(text: str) -> None:
    packed = compact(text)
    for index, character in enumerate(packed.text):
        start, end = packed.source_range(index, index + 1)
        assert fold(text[start:end]) == character
