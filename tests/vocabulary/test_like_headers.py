"""Headers in other words above one list, and headers of other lists."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.like_headers import is_header_again


@pytest.mark.parametrize(
    ("first", "second", "again"),
    [
        ("議案番号 件名 結果", "議案番号 件名 結果", True),
        ("議案番号 件名 結果", "議案番号等 件名 結果", True),
        ("議案番号 件名 結果", "請願番号 件名 結果", True),
        ("議案番号 件名 結果", "会派 件名 結果", False),
        ("地区 保育園名 所在地", "地区 保育室名 所在地", True),
        ("地区 施設名称 所在地", "地区 名称 所在地", True),
        ("地区 施設名 所在地", "地区 事業名 所在地", False),
        ("保育園名 所在地", "保育室名 所在地", False),
        ("運営事業者 所在地 電話", "運営事業者（指定管理者） 所在地 電話", True),
        ("事業名 課名 予算額", "施設名 担当者名 予算額", False),
        ("款 本年度 前年度", "款 前年度 本年度", False),
        ("款 本年度 前年度", "款 本年度 前年度 比較", False),
        ("（単位） 件名 結果", "（円） 件名 結果", False),
    ],
)
def test_a_header_stands_again_in_other_words(first: str, second: str, again: bool) -> None:
    assert is_header_again(first.split(), second.split()) is again
