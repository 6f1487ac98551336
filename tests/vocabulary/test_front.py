"""What stands around tables: the levels that headings name, and words that something goes on."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.front import heading_level, without_continued


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("第2款　総務費", "第1項　総務管理費"),
        ("（款）2 総務費", "（項）１ 総務管理費"),
        ("２款総務費", "1項 総務管理費"),
        ("款　総務費", "項 総務管理費"),
        ("第一章 総則", "第3節 道路"),
        ("第1編", "第2部 道路"),
    ],
)
def test_a_heading_names_its_level_with_a_number_in_brackets_or_before_a_space(wide: str, narrow: str) -> None:
    first, second = heading_level(wide), heading_level(narrow)
    assert first is not None
    assert second is not None
    assert first < second


@pytest.mark.parametrize(
    "text", ["項目", "1項目", "第3項目", "部長", "目的", "款項目", "節電の取組", "1部改正", "目標 1", "款", ""]
)
def test_words_that_begin_so_name_no_level(text: str) -> None:
    assert heading_level(text) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("（続き）", ""),
        ("つづき", ""),
        ("前頁より続く", ""),
        ("4(続き)", "4"),
        ("[続]道を直す。", "道を直す。"),
        ("道を（次ページへ続く）", "道を"),
        ("続", "続"),
        ("（続き）の工事の件（継続）", "の工事の件（継続）"),
        ("手続き", "手続き"),
        ("（手続き）", "（手続き）"),
    ],
)
def test_words_that_a_cell_goes_on_stand_in_brackets_or_alone(text: str, kept: str) -> None:
    assert without_continued(text) == kept
