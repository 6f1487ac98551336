"""A clause that went in silence is told, whatever came beside it; what was replaced in red is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff.field_changes import FieldChange, compare_field
from pipeline.diff.field_marks import FieldMarks
from pipeline.model import Mark
from tests.edition_records import mark, marks_on

SENTENCES = (
    "窓口で申請を受け付ける時間を延長し、夜間でも手続きができるようにする。",
    "電子決裁の利用率を高めるため、管理職を対象とした研修を行う。",
    "費用は国の補助金で賄い、不足する分は一般財源を充てる。",
    "関係する団体と協議し、課題を整理している。",
    "備蓄品の配置を見直し、避難所へ速やかに届ける体制を整える。",
)
CLAUSES = (
    "令和6年度に予算化し、",
    "12施設を対象に、",
    "(令和6年12月完成)",
    "R6.4.1から",
    "延べ1,200人の",
    "来年度から",
)
WHOLE = ("令和6年9月までに全支所で始める。", "結果は市民に公表する。", "全所属で実施する方針である。")
CAME = ("こととした", "及び支所", "試行的に", "順次", "外部の専門家の助言を得て")
CAME_WHOLE = ("停電に備えた発電機も置く。", "あわせて周知を図る。", "\n・工事の間は集会室を使えるようにする。")


def compare(before: str, after: str, *marks: Mark) -> FieldChange:
    change = compare_field("response", before, after, FieldMarks(marks))
    assert change is not None
    assert "".join(part.text for part in change.segments if part.op != "insert") == before
    assert "".join(part.text for part in change.segments if part.op != "delete") == after
    return change


def places(text: str, ends: str) -> list[int]:
    return [place for place in range(1, len(text) + 1) if text[place - 1] in ends]


@st.composite
def texts(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
    return "・" + draw(st.sampled_from(("", "\n・"))).join(chosen)


@given(texts(), st.data())
def test_what_went_in_silence_near_something_red_is_never_marked_in_full(text: str, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(CLAUSES + WHOLE))
    came = data.draw(st.sampled_from(CAME + CAME_WHOLE))
    at = data.draw(st.sampled_from(places(text, "。" if gone in WHOLE else "をにで、は・")))
    near = [
        place for place in places(text, "。" if came in CAME_WHOLE else "をにで、は・。") if abs(place - at) < 12
    ] or [at]
    where = data.draw(st.sampled_from(near))
    before, after = text[:at] + gone + text[at:], text[:where] + came + text[where:]
    start = where + len(came) - len(came.lstrip())
    change = compare(before, after, mark(1, "response", start, came.lstrip()))
    assert change.marked == "part"
    assert change.audited.deleted > change.audited.seen


@given(texts(), st.data())
def test_a_text_painted_over_a_part_with_something_new_outside_is_never_marked_in_full(
    text: str, data: st.DataObject
) -> None:
    where = data.draw(st.sampled_from(places(text, "をにで、は")))
    came = data.draw(st.sampled_from(CAME))
    after = text[:where] + came + text[where:]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, where)] * 2)))
    assert compare(text, after, mark(1, "response", start, after[start:end])).marked != "all"


@pytest.mark.parametrize(
    ("before", "after", "red"),
    [
        ("検討する。令和6年度に予算化し、全所属で実施する。", "検討することとした。", "こととした"),
        ("検討する。全所属で実施する。", "検討することとした。", "こととした"),
        ("整備する(予定)。", "整備する。あわせて周知する。", "あわせて周知する。"),
        ("整備する(予定)。", "整備する。\n・あわせて周知する。", "・あわせて周知する。"),
        ("関係機関と十分に協議の上、庁内で試行する。", "全庁で庁内で試行する。", "全庁で"),
        ("原則として、無料で貸し出す。", "無料で、全庁で貸し出す。", "、全庁で"),
        ("令和6年度に試行する。", "順次試行する。", "順次"),
        ("・関係団体と協議する。\n・費用を賄う。", "・説明会を開いた。\n・費用を賄う。", "・説明会を開いた。"),
        ("全ての集落を対象に週2回の巡回とした。", "週3回の巡回とした。", "週3回"),
        ("会議室を無料で貸す。", "会議室を順次貸す。", "順次"),
        ("会議室を8回貸す。", "会議室を一部貸す。", "一部"),  # 8 is no word
        ("窓口の職員を8人増やした。", "16人増やした。", "16"),  # 職員 for which nothing came
        ("参加した24人の報告会を公開で開いた。", "参加した32人の公開で開いた。", "32人"),
        ("関係課と協議の上、令和6年度に実施する。", "令和7年度に実施する。", "令和7年度"),
        ("令和3年3月に画面を一新するとともに移行した。", "令和3年4月に移行した。", "3年4月に"),
        ("市内の8人を増やした。", "16人を増やした。", "16人"),  # two letters
        ("参加した24人の会を公開で開いた。", "参加した32人の公開で開いた。", "32人"),
        ("市内の窓口で受け付ける。", "順次窓口で受け付ける。", "順次"),  # where, and when
        ("できるだけ公表する。", "毎月公表する。", "毎月"),  # kana alone
        ("申請はだれでもできる。", "申請は6月からできる。", "6月から"),
        ("案内をひらがなで示す。", "案内を入口に示す。", "入口に"),
        ("費用はすべて市が負担する。", "費用は当面市が負担する。", "当面"),
        ("県と共に進める。", "順次進める。", "順次"),
        ("遊具を直し、開放した。", "遊具を5月に開放した。", "5月に"),
        ("窓口を土日も開く。", "窓口をロビーに開く。", "ロビーに"),
        ("小さな公園を直す。", "6つの公園を直す。", "6つの"),
        ("整備するかどうかを検討する。", "整備することとした。", "こととした"),
        ("市民に公表する。\n・費用を賄う。", "送付した。\n・費用を賄う。", "送付した"),
    ],
)
def test_what_came_does_not_stand_for_what_went(before: str, after: str, red: str) -> None:
    change = compare(before, after, *marks_on(1, "response", after, red))
    assert change.marked == "part"
    assert change.audited.gone


@pytest.mark.parametrize(
    ("before", "after", "red"),
    [
        ("参加者は12名。", "参加者は15名。", "15"),
        ("令和5年4月に実施する予定である。", "令和5年4月に実施した。", "した"),
        ("令和5年度に実施する。", "令和6年度に実施する。", "6"),
        ("鍵は警備員が渡す。", "鍵は電子錠により渡す。", "電子錠により"),
        ("・検討中。\n・費用を賄う。", "・導入した。\n・費用を賄う。", "・導入した。"),
        ("・令和4年度中に計画を策定する予定。\n・公表する。", "・計画を策定した。\n・公表する。", "・計画を策定した。"),
        ("令和4年度に検討する。", "説明会を開いた。", "説明会を開いた。"),
        ("窓口の職員を8人増やした。", "市民課の16人を増やした。", "市民課の16人を"),
        ("会議室を無料で貸す。", "会議室を有料で貸す。", "有料"),  # a quantity in words, and another one
        ("費用は全額を市が負担する。", "費用は一部を市が負担する。", "一部"),
        ("利用者は倍増した。", "利用者は微増した。", "微増"),
        ("市内の窓口で受け付ける。", "本庁の窓口で受け付ける。", "本庁の"),  # where, and where
        ("できるだけ公表する。", "必ず公表する。", "必ず"),
        ("必要に応じて見直す。", "定期的に見直す。", "定期的に"),
        ("なるべく早く公表する。", "令和6年度中に公表する。", "令和6年度中に"),
        ("工事は令和5年秋頃に終わる。", "工事は令和6年2月に終わる。", "令和6年2月"),
        ("全ての世帯に配る。", "高齢者の世帯に配る。", "高齢者の"),
        ("原則として無料とする。", "全て無料とする。", "全て"),
        ("アプリの開発に着手した。", "アプリの運用を開始した。", "運用を開始"),
        ("点検の結果、異常はなかった。", "点検の結果、2か所を修繕した。", "2か所を修繕した"),
        ("人員を増やす方針である。", "人員を2名増やした。", "2名増やした"),
        ("担当者を対象に開く。", "管理職を対象に開く。", "管理職"),
        ("支援を続けるとともに、農地を集める。", "支援を拡充し、農地を集める。", "拡充し"),
    ],
)
def test_what_came_stands_for_what_went(before: str, after: str, red: str) -> None:
    change = compare(before, after, *marks_on(1, "response", after, red))
    assert (change.marked, change.audited.gone) == ("all", ())


@pytest.mark.parametrize(("went", "marked"), [("い", "all"), ("い方針である", "part")])
def test_the_ending_of_a_painted_word_is_seen_to_have_gone_and_another_word_is_not(went: str, marked: str) -> None:
    after = "次回会議で素案を示した。"
    change = compare(f"次回会議で案を示した{went}。", after, *marks_on(1, "response", after, "素案を示した"))
    assert change.marked == marked


@pytest.mark.parametrize(
    ("before", "after", "is_missed"),
    [
        ("市内の8人を増やした。", "16人を増やした。", False),
        ("市役所の8人を増やした。", "16人を増やした。", True),
        ("PT会議資料集を配る。", "PTAを配る。", True),  # only A came
    ],
)
def test_where_nothing_is_painted_the_letters_that_went_and_came_tell_what_is_missed(
    before: str, after: str, is_missed: bool
) -> None:
    change = compare(before, after)
    assert (change.marked, change.audited.deleted > 0) == ("none", is_missed)


def test_a_paragraph_that_moved_is_judged_at_its_new_place() -> None:
    before = "・対象は全ての世帯とする。\n・費用は国の補助金で賄う。\n・結果は広報紙で知らせる。"
    after = "・対象は全ての世帯とする。\n・結果は広報紙で知らせる。\n・費用は国の補助金で賄う。"
    marks = marks_on(1, "response", after, "・費用は国の補助金で賄う。")
    assert [compare(before, after, *some).kind for some in ((), marks)] == ["moved", "moved"]
    assert [compare(before, after, *some).marked for some in ((), marks)] == ["none", "all"]
    assert compare(before, after).audited.deleted == 0


def test_a_word_that_went_beside_a_comma_in_painted_text_is_not_seen() -> None:
    after = "会議室を地域へ、貸す。予約は要る。"
    marks = marks_on(1, "response", after, "地域へ、貸す")
    assert compare("会議室を地域へ、無料で貸す。予約は要る。", after, *marks).marked == "none"


@pytest.mark.parametrize(
    ("after", "marked"),
    [("結果、補強を要することが分かった。", "all"), ("結果、補強に費用を要することが分かった。", "part")],
)
def test_paint_on_both_sides_shows_a_deletion_only_where_nothing_came_in_its_place(after: str, marked: str) -> None:
    red = after.removeprefix("結果、").removesuffix("ことが分かった。")
    change = compare("結果、補強に3億円を要することが分かった。", after, *marks_on(1, "response", after, red))
    assert change.marked == marked


@pytest.mark.parametrize(
    ("after", "marked"), [("会議室を地域へ、貸す。", "part"), ("会議室を地域へ、有料で貸す。", "all")]
)
def test_in_a_cell_that_is_red_all_over_only_what_came_is_told(after: str, marked: str) -> None:
    assert compare("会議室を地域へ、無料で貸す。", after, mark(1, "response", 0, after)).marked == marked


def test_a_struck_out_deletion_is_marked_though_a_letter_of_it_stands_in_what_came() -> None:
    after = "鍵の受け渡しは電子の錠により行う。"
    marks = [mark(1, "response", 7, "夜の警備員が", strike=True), *marks_on(1, "response", after, "電子の錠により")]
    change = compare("鍵の受け渡しは夜の警備員が行う。", after, *marks)
    assert (change.marked, change.audited.gone) == ("all", ())
