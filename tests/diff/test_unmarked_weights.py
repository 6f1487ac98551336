"""What kinds of thing changed."""

from __future__ import annotations

import pytest

from pipeline.diff.field_changes import compare_field
from pipeline.diff.field_marks import NO_MARKS, FieldMarks
from tests.edition_records import marks_on


def weights(before: str, after: str, *marked: str, field: str = "response") -> tuple[str, ...]:
    marks = FieldMarks(tuple(marks_on(1, field, after, *marked))) if marked else NO_MARKS
    change = compare_field(field, before, after, marks)
    assert change is not None
    return change.weights


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("参加者は12名", "参加者は15名", ("number",)),
        ("三名を配置", "四名を配置", ("number",)),
        ("予算は10万円", "予算は10億円", ("number",)),
        ("前年比△5%となった", "前年比5%となった", ("number",)),
        ("前年比-5%となった", "前年比5%となった", ("number",)),
        ("本庁15人、支所20人", "本庁20人、支所15人", ("number",)),
        ("令和4年度に実施", "令和5年度に実施", ("date",)),
        ("R5.4.1に実施", "R5.6.1に実施", ("date",)),
        ("2023年4月1日", "2023年4月10日", ("date",)),
        ("今年度中に実施", "来年度中に実施", ("date",)),
        ("上半期に公表", "下半期に公表", ("date",)),
        ("7月上旬に始める", "7月下旬に始める", ("date",)),
        ("午前に開く", "午後に開く", ("date",)),
        ("月曜日に開く", "火曜日に開く", ("date",)),
        ("令和元年度", "令和二年度", ("date",)),
        ("3か月間試行", "6か月間試行", ("number",)),
        ("10日間開催", "12日間開催", ("number",)),
        ("令和5年4月に12名", "令和5年6月に15名", ("number", "date")),
        ("半数が利用", "全員が利用", ("number", "scope")),
        ("100人以上の支所", "100人未満の支所", ("scope",)),
        ("最大10人", "最低10人", ("scope",)),
        ("全員が受講", "一部が受講", ("scope",)),
        ("原則として無料で貸す", "無料で貸す", ("scope",)),
        ("夜間でも申し込めるようにする。", "夜間でも申し込めるようにしない。", ("polarity", "commitment")),
        ("予約できる。", "予約できない。", ("polarity", "commitment")),
        ("公開とする", "非公開とする", ("polarity",)),
        ("体制の展開を。", "体制の展開を予定。", ("commitment",)),
        ("公表する予定である", "公表する", ("commitment",)),
        ("導入を検討する", "導入を実施する", ("commitment",)),
        ("検討する。", "検討した。", ("commitment",)),
        ("県民の声", "市民の声", ("text",)),
        ("", "資料", ("text",)),
        ("約1,000件", "約1000件", ("notation",)),
        ("備品を買う、", "備品を買う，", ("notation",)),
    ],
)
def test_what_a_checker_fears_has_a_name(before: str, after: str, expected: tuple[str, ...]) -> None:
    assert weights(before, after) == expected


def test_it_is_the_weight_of_the_unmarked_part() -> None:
    before, after = "会議は3回、全員が受講する。", "会議は4回、一部が受講する。"
    assert weights(before, after) == ("number", "scope")
    assert weights(before, after, "4") == ("scope",)
    assert weights(before, after, "一部") == ("number",)
    assert weights(before, after, "4", "一部") == ()


def test_a_deletion_beside_red_weighs_what_went() -> None:
    assert weights("検討する。令和6年度に始める。", "検討することとした。", "こととした") == ("date", "commitment")


def test_a_status_is_a_status_whatever_its_text() -> None:
    assert weights("1", "2", field="status") == ("status",)
    assert weights("1", "2", "2", field="status") == ()
