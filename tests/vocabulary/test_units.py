"""In which unit a header or a note gives its figures."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.units import is_amount, unit_of


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("予算額(千円)", "千円"), ("予算額（百万円）", "百万円"), ("（単位：千円）", "千円"), ("単位 : 人", "人"),
        ("面積[㎡]", "m2"), ("割合（％）", "%"), ("事業(継続)の予算額(千円)", "千円"),
        ("実績(R5)", None), ("担当課", None), ("予算額", None), ("人(延べ)", None), ("千円未満は切捨て", None),
    ],
)  # fmt: skip
def test_a_unit_is_what_stands_in_brackets_or_behind_its_word(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("１８，５７２千円", True), ("△ 350", True), ("1,204人", True), ("-110,893千円", True),
     ("2023年", False), ("088-880-1111", False), ("3,000円以上", False), ("千円", False)],
)  # fmt: skip
def test_an_amount_is_a_figure_with_its_unit_or_without(text: str, is_one: bool) -> None:
    assert is_amount(text) is is_one
