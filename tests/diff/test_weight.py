"""What kind of thing changed."""

from __future__ import annotations

import pytest

from pipeline.diff.weight import change_weight


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("参加者は12名", "参加者は15名", "number"),
        ("三名を配置", "四名を配置", "number"),
        ("予算は10万円", "予算は10億円", "number"),
        ("約1,000件", "約1000件", "text"),
        ("12名が参加。会議は3回。", "会議は3回。12名が参加。", "text"),  # the same numbers elsewhere
        ("半数が利用", "全員が利用", "number"),
        ("令和4年度に実施", "令和5年度に実施", "date"),
        ("令和5年4月に実施", "令和5年6月に実施", "date"),
        ("R5.4.1に実施", "R5.6.1に実施", "date"),
        ("2023年4月1日", "2023年4月10日", "date"),
        ("今年度中に実施", "来年度中に実施", "date"),
        ("上半期に公表", "下半期に公表", "date"),
        ("6月に公表", "9月に公表", "date"),
        ("令和元年度", "令和二年度", "date"),
        ("3か月間試行", "6か月間試行", "number"),
        ("5年間で整備", "3年間で整備", "number"),
        ("10日間開催", "12日間開催", "number"),
        ("令和5年4月に12名", "令和5年6月に15名", "number"),  # what weighs more
        ("検討する", "検討した", "text"),
        ("一部の所属", "一般の所属", "text"),
        (None, "検討中", "text"),
        (None, None, "text"),
        ("第1回PT", "第2回PT", "number"),
        ("令和5年４月", "令和5年4月", "text"),
    ],
)
def test_the_weightiest_difference_is_told(before: str | None, after: str | None, expected: str) -> None:
    assert change_weight("response", before, after) == expected


def test_a_status_is_a_status_whatever_its_text() -> None:
    assert change_weight("status", "1", "2") == "status"
