"""Which words are a stamp's."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.stamps import is_stamp_word


@pytest.mark.parametrize("text", ["案", "（案）", "取扱注意", "会議後回収", "ＤＲＡＦＴ", "【未定稿】"])
def test_a_stamps_word_is_known_in_brackets_and_full_width(text: str) -> None:
    assert is_stamp_word(text)


@pytest.mark.parametrize("text", ["", "対応済", "改正案", "注意事項", "案" * 21])
def test_other_words_are_no_stamps(text: str) -> None:
    assert not is_stamp_word(text)
