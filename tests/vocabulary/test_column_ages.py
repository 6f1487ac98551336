"""Which of two columns about the same thing is the later one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.column_ages import Age, age_of, are_old_and_new_wording, compare_ages


@pytest.mark.parametrize(
    ("header", "age"),
    [
        ("対応状況", Age(0, None, "対応状況")),
        ("前回（Ｒ５．８末） / 進捗", Age(-1, (2023, 8), "進捗")),
        ("評価 / 二次", Age(1, None, "評価")),
        ("前年度の評価", Age(-1, None, "評価")),
        ("対応状況（平成31年3月末現在）", Age(0, (2019, 3), "対応状況")),
        ("実績値(R元年度)", Age(0, (2019, 0), "実績値")),
        ("2023年度評価", Age(0, (2023, 0), "評価")),
        ("対応状況 / 旧", Age(-1, None, "対応状況")),
        ("旧庁舎の課題", Age(0, None, "旧庁舎の課題")),
    ],
)
def test_a_header_says_of_when_its_column_is(header: str, age: Age) -> None:
    assert age_of(header) == age


@pytest.mark.parametrize(
    ("header", "other"),
    [
        ("前回の意見", "課題"),  # a word against none, and not the same thing
        ("現在の課題", "委員意見"),
        ("対応状況（R5.8末）", "今後の対応（R6.2末）"),  # dates of different things
        ("対応状況", "対応状況（R6.2末）"),  # a date against none
    ],
)
def test_nobody_can_tell_the_older_of_columns_that_are_not_about_the_same(header: str, other: str) -> None:
    assert compare_ages(header, other) == 0


_PIECES = st.sampled_from(["前回", "今回", "最終", "旧", "R5.8末", "令和6年", "評価", "対応", " / ", "（", "）", "の"])


@given(*[st.lists(_PIECES | st.text(max_size=3), max_size=6).map("".join)] * 2)
def test_one_is_older_where_the_other_is_newer(header: str, other: str) -> None:
    assert compare_ages(header, other) == -compare_ages(other, header)


@pytest.mark.parametrize(
    ("header", "other", "expected"),
    [
        ("改正後", "改正前", True),
        ("現行", "改正案", True),
        ("変更 前", "変更後", True),
        ("改正後", "備考", False),
        ("前", "後", False),
    ],
)
def test_headers_over_old_and_new_wording_are_a_pair(header: str, other: str, expected: bool) -> None:
    assert are_old_and_new_wording(header, other) is expected
    assert are_old_and_new_wording(other, header) is expected
