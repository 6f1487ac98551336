"""Where a sentence ends."""

from __future__ import annotations

import pytest

from pipeline.writing.kinsoku import ends_sentence, is_half_blank


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("実施した。", True),
        ("「実施した。」", True),
        ("実施した。（再掲）", True),
        ("次のとおり：", True),
        ("【避難所の運営】", True),
        ("実施した（再掲）", False),
        ("実施し、", False),
        ("次のとおり", False),
    ],
)
def test_a_sentence_ends_with_a_stop_a_note_behind_it_or_a_colon(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("character", "blank"), [("。", True), ("」", True), ("い", False), ("「", False), (".", False)]
)
def test_the_right_half_of_a_stop_and_of_a_closing_bracket_is_blank(character: str, blank: bool) -> None:
    assert is_half_blank(character) is blank
