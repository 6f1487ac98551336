"""Status legends, marks and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Series
from pipeline.tag.status import interpret_status, read_status
from pipeline.vocabulary.status import heading_status, label_status
from pipeline.vocabulary.status_legend import read_legend, read_line

TOYAMA = {"○": "対応済", "△": "引き続き検討"}
ANY = Series("any")


@pytest.mark.parametrize(
    ("header", "legend"),
    [
        ("対応状況(○対応済、△引き続き検討)", TOYAMA),
        ("対応状況（〇対応済，△引き続き検討）", TOYAMA),
        ("対応状況 / ○対応済 / △引き続き検討", TOYAMA),
        ("対応状況\n○：対応済\n△：引き続き検討", TOYAMA),
        ("〇＝対応済み　△＝検討中", {"○": "対応済み", "△": "検討中"}),
        ("進捗 ◎:完了 ○:実施中 ✕:未着手", {"◎": "完了", "○": "実施中", "×": "未着手"}),
        ("対応状況 ○は対応済、△は検討中", {"○": "対応済", "△": "検討中"}),
        ("「○」…対応済 「△」…検討中", {"○": "対応済", "△": "検討中"}),
        ("状況（○印:済 ×印:未）", {"○": "済", "×": "未"}),
        ("○：対応済（一部含む）、△：検討中", {"○": "対応済(一部含む)", "△": "検討中"}),
        ("A…達成 B…概ね達成 C…未達成 D…中止", {"A": "達成", "B": "概ね達成", "C": "未達成", "D": "中止"}),
        ("評価（A:達成、B:一部達成）", {"A": "達成", "B": "一部達成"}),
        ("反映区分 ①反映済 ②今後検討 ③反映困難", {"①": "反映済", "②": "今後検討", "③": "反映困難"}),
        ("対応状況(済/継続/未)", {"済": "済", "継続": "継続", "未": "未"}),
        ("済：対応済み　継続：検討中　未：未着手", {"済": "対応済み", "継続": "検討中", "未": "未着手"}),
        ("賛否（賛成：○ 反対：×）", {"○": "賛成", "×": "反対"}),
        ("対応状況(対応済○、引き続き検討△)", TOYAMA),
        ("対応済○ 引き続き検討△", TOYAMA),
        ("○対応済△引き続き検討", TOYAMA),
        ("状況 ○(対応済) △(引き続き検討)", TOYAMA),
        ("状況（対応済の場合○）", {"○": "対応済の場合"}),
        ("進捗 ●：完了 ◐：一部実施 ○：未着手", {"●": "完了", "◐": "一部実施", "○": "未着手"}),
        ("区分（Ⅰ：反映済 Ⅱ：今後検討）", {"Ⅰ": "反映済", "Ⅱ": "今後検討"}),
        ("区分（ａ：反映 ｂ：参考 ｃ：反映困難）", {"a": "反映", "b": "参考", "c": "反映困難"}),
        ("対応状況", {}),
        ("届出区分（該当するものに○）", {}),
        ("区分（○をつけてください）", {}),
        ("状況(○・△・×)", {}),
    ],
)
def test_a_header_explains_its_marks(header: str, legend: dict[str, str]) -> None:
    assert read_legend([header], []) == legend


@pytest.mark.parametrize(
    ("note", "legend"),
    [
        ("賛成：○   反対：×   （注）賛否状況は全て案件に対する各議員", {"○": "賛成", "×": "反対"}),
        ("凡例：○対応済 △検討中", {"○": "対応済", "△": "検討中"}),
        ("※○は対応済、△は引き続き検討", TOYAMA),
        ("Ａ：意見を反映したもの　Ｂ：今後の参考とするもの", {"A": "意見を反映したもの", "B": "今後の参考とするもの"}),
        ("○：対応済", {"○": "対応済"}),
        ("①対応済②検討中③対応困難", {"①": "対応済", "②": "検討中", "③": "対応困難"}),
        ("Ａ対応済　Ｂ検討中", {"A": "対応済", "B": "検討中"}),
        ("【凡例】Ⅰ対応済、Ⅱ検討中", {"Ⅰ": "対応済", "Ⅱ": "検討中"}),
        ("ア：対応済　イ：検討中", {"ア": "対応済", "イ": "検討中"}),
        ("（凡例）✓：実施済　♢：検討中", {"✓": "実施済", "♢": "検討中"}),
        ("○は対応済を示す。△は検討中を示す。", {"○": "対応済", "△": "検討中"}),
        ("◎：完了 ×：未着手 －：対象外", {"◎": "完了", "×": "未着手", "－": "対象外"}),
        ("評価：○ 目標どおり　× 下回る　－ 評価不能", {"○": "目標どおり", "×": "下回る", "－": "評価不能"}),
        ("（凡例）済…措置済、未…未措置", {"済": "措置済", "未": "未措置"}),
        ("【凡例】Ａ：反映　Ｂ：参考", {"A": "反映", "B": "参考"}),
        ("A：反映するもの B：反映が困難な\nもの", {"A": "反映するもの", "B": "反映が困難なもの"}),
        ("○：対応済 △：検討\n中 ×：対応困難", {"○": "対応済", "△": "検討中", "×": "対応困難"}),
    ],
)
def test_a_note_explains_marks(note: str, legend: dict[str, str]) -> None:
    assert read_legend([], [note]) == legend


@pytest.mark.parametrize(
    "note",
    [
        "○ 議事録について",
        "○ 議事録 ○ 名簿",
        "※変更部分は赤字着色",
        "A4判で印刷",
        "Ａ案　Ｂ案",
        "アンケートの実施　イベントの開催",
        "①のとおり②のとおり③のとおり",
        "1. はじめに 2. おわりに",
        "○・△・×の3段階",
        "資料4",
        "令和5年度",
        "A：富山県 B：石川県",
        "会議は○時から",
        "TEL：－ 電話",
        "注　1は○をつけること。",
        "いずれかに○",
        "○ → いずれかに",
        "○ → いずれかに一つ",
        "○ → どちらか一方を選択",
        "○：一つを選び記入",
        "該当するものに○、しないものに×",
        "☎：076-000-0000 ✉：メール",
        "※「－」は、実績値が確定しないもの",
        "令和5年度 － 令和6年度",
    ],
)
def test_prose_is_no_legend(note: str) -> None:
    assert read_line(note, is_header=False) == {}


def test_the_header_is_believed_before_a_note() -> None:
    assert read_legend(["状況(○完了、△未了)"], ["○：賛成　×：反対"]) == {"○": "完了", "△": "未了", "×": "反対"}


@pytest.mark.parametrize(
    ("cell", "mark", "label", "status"),
    [
        ("○", "○", "対応済", "done"),
        ("◯", "○", "対応済", "done"),
        ("〇", "○", "対応済", "done"),
        ("△", "△", "引き続き検討", "continuing"),
        ("○ (一部 △)", "○(一部△)", "対応済(一部引き続き検討)", "partial"),
        ("○\n(一部\n△)", "○(一部△)", "対応済(一部引き続き検討)", "partial"),
        ("〇（一部△）", "○(一部△)", "対応済(一部引き続き検討)", "partial"),
        ("○一部△", "○(一部△)", "対応済(一部引き続き検討)", "partial"),
        ("○・△", "○・△", "対応済・引き続き検討", "partial"),
        ("△→○", "△→○", "引き続き検討→対応済", "done"),
        ("対応済", "対応済", "対応済", "done"),
        ("対応\n済", "対応済", "対応済", "done"),
        ("未着手", "未着手", "未着手", "continuing"),
        ("対応済（一部引き続き検討）", "対応済(一部引き続き検討)", "対応済(一部引き続き検討)", "partial"),
        ("－", "－", None, "unknown"),
        ("", None, None, "unknown"),
    ],
)
def test_a_cell_is_mark_label_and_status(cell: str, mark: str | None, label: str | None, status: str) -> None:
    reading = interpret_status(read_status(cell, TOYAMA), TOYAMA, ANY)
    assert (reading.mark, reading.label, reading.status) == (mark, label, status)
    assert reading.is_known


@pytest.mark.parametrize("cross", "×✕☓✖")
def test_every_cross_is_one_mark(cross: str) -> None:
    assert read_status(cross).mark == "×"


@pytest.mark.parametrize("amount", ["△5", "▲1,000", "△ 3%"])
def test_a_triangle_before_a_digit_is_a_minus_sign(amount: str) -> None:
    reading = interpret_status(read_status(amount, TOYAMA), TOYAMA, ANY)
    assert (reading.label, reading.status, reading.is_known) == (reading.mark, "unknown", False)


@pytest.mark.parametrize(
    ("cell", "mark", "rest"),
    [
        ("○ 実施した。\n次も行う", "○", "実施した。\n次も行う"),
        ("○\n・実施した", "○", "・実施した"),
        ("【対応済】庁内に周知した", "対応済", "庁内に周知した"),
        ("［継続］ 協議を続ける", "継続", "協議を続ける"),
        ("済\n庁内に周知した。", "済", "庁内に周知した。"),
        ("○(一部△) 一部は来年度", "○(一部△)", "一部は来年度"),
        ("○。実施した", "○", "実施した"),
        ("♫ 実施した", "♫", "実施した"),
        ("♫実施した結果を次の会議で報告する", None, "♫実施した結果を次の会議で報告する"),
        ("庁内での周知を年度内に行い、結果を報告する", None, "庁内での周知を年度内に行い、結果を報告する"),
    ],
)
def test_text_after_the_mark_begins_where_it_says(cell: str, mark: str | None, rest: str) -> None:
    reading = read_status(cell, TOYAMA)
    assert reading.mark == mark
    assert reading.text_start is not None
    assert cell[reading.text_start :] == rest


@pytest.mark.parametrize(
    ("cell", "is_label"), [("避難所の開設訓練を年に一度は行う", True), ("避難所の開設訓練を年に二度までは行う", False)]
)
def test_a_text_of_sixteen_characters_may_be_a_label_and_a_longer_one_is_a_sentence(cell: str, is_label: bool) -> None:
    assert read_status(cell).mark == (cell if is_label else None)


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("対応済", "done"),
        ("完了", "done"),
        ("実施済み", "done"),
        ("反映済", "done"),
        ("既に盛り込まれているもの", "done"),
        ("既記載", "done"),
        ("意見を反映したもの", "done"),
        ("ご意見として承ります", "continuing"),
        ("今後の参考とするもの", "continuing"),
        ("未完了", "continuing"),
        ("実施する", "continuing"),
        ("概ね順調", "continuing"),
        ("反映が困難なもの", "declined"),
        ("対応しません", "declined"),
        ("達成", "done"),
        ("措置した", "done"),
        ("採択", "done"),
        ("一部対応済", "partial"),
        ("一部反映", "partial"),
        ("概ね達成", "partial"),
        ("対応済（一部検討中）", "partial"),
        ("引き続き検討", "continuing"),
        ("検討中", "continuing"),
        ("実施中", "continuing"),
        ("未着手", "continuing"),
        ("未対応", "continuing"),
        ("今後の参考", "continuing"),
        ("対応予定", "continuing"),
        ("継続", "continuing"),
        ("対応困難", "declined"),
        ("実施しない", "declined"),
        ("対応不可", "declined"),
        ("見送り", "declined"),
        ("不採択", "declined"),
        ("反映できない", "declined"),
        ("要望が実現したもの", "done"),
        ("措置を講じた", "done"),
        ("改善した", "done"),
        ("修正する", "done"),
        ("目標どおり", "done"),
        ("目標を上回る", "done"),
        ("目標をやや下回る", "continuing"),
        ("計画どおり", "continuing"),
        ("計画通り", "continuing"),
        ("おおむね計画どおり", "continuing"),
        ("概ね予定どおり", "continuing"),
        ("計画どおり完了", "done"),
        ("実現していないもの", "continuing"),
        ("対応していない", "continuing"),
        ("措置を講じる", "continuing"),
        ("改善が必要", "continuing"),
        ("原案どおり", "declined"),
        ("原案どおり可決", "done"),
        ("反映しなかった", "declined"),
        ("評価不能", "unknown"),
        ("その他", "unknown"),
        ("賛成", "unknown"),
        ("拡大", "continuing"),
        ("縮小", "continuing"),
        ("見直し", "continuing"),
        ("統合", "continuing"),
        ("現状維持", "continuing"),
        ("遅延", "continuing"),
        ("実現可能", "continuing"),
        ("休止", "declined"),
        ("措置せず", "declined"),
        ("撤回", "declined"),
        ("不同意", "declined"),
        ("無", "declined"),
        ("修正なし", "declined"),
        ("有", "done"),
        ("修正あり", "done"),
        ("同意", "done"),
        ("認定", "done"),
        ("趣旨採択", "partial"),
        ("緑色", None),
        ("", None),
    ],
)
def test_a_label_has_a_canonical_status(label: str, status: str | None) -> None:
    assert label_status(label) == status


@pytest.mark.parametrize(
    ("cell", "status", "is_known"),
    [("○・△", "partial", True), ("△・×", "continuing", True), ("×・△", "declined", True), ("○・◇", "unknown", False)],
)
def test_several_marks_are_partly_done_where_one_says_done(cell: str, status: str, is_known: bool) -> None:
    reading = interpret_status(read_status(cell), {}, ANY)
    assert (reading.status, reading.is_known) == (status, is_known)


def test_the_documents_legend_goes_before_what_the_series_says_of_a_mark() -> None:
    series = Series("any", statuses={"○": "done"})
    assert interpret_status(read_status("○"), {"○": "検討中"}, series).status == "continuing"
    assert interpret_status(read_status("○"), {}, series).status == "done"


def test_a_dash_has_the_legends_label_and_no_status() -> None:
    reading = interpret_status(read_status("－"), {"○": "完了", "－": "実績なし"}, ANY)
    assert (reading.label, reading.status, reading.is_known) == ("実績なし", "unknown", True)


def test_the_series_knows_its_labels_better() -> None:
    series = Series("strict", statuses={"概ね達成": "done", "A": "done"})
    assert interpret_status(read_status("概ね達成"), {}, series).status == "done"
    assert interpret_status(read_status("A"), {}, series).status == "done"


def test_a_letter_without_a_legend_is_not_guessed() -> None:
    reading = interpret_status(read_status("B"), {}, ANY)
    assert (reading.mark, reading.label, reading.status, reading.is_known) == ("B", None, "unknown", False)


def test_a_mark_without_a_legend_has_its_usual_meaning_and_no_label() -> None:
    reading = interpret_status(read_status("○"), {}, ANY)
    assert (reading.label, reading.status, reading.used_default) == (None, "done", True)


STATUS_LIKE = st.text(alphabet="○〇△×A済未一部(（)）・/→:、 \n対応中5", max_size=14)


@given(st.one_of(STATUS_LIKE, st.text()))
def test_reading_a_cell_never_raises_and_the_rest_lies_in_it(text: str) -> None:
    reading = read_status(text, TOYAMA)
    interpret_status(reading, TOYAMA, ANY)
    assert reading.text_start is None or text[reading.text_start :].strip()
    assert reading.text_start is None or text[reading.text_start :] == text[reading.text_start :].lstrip()


@given(st.one_of(STATUS_LIKE, st.text()))
def test_a_tidied_mark_tidies_to_itself(text: str) -> None:
    mark = read_status(text, TOYAMA).mark
    if mark is not None:
        assert read_status(mark, TOYAMA).mark == mark


@given(st.one_of(STATUS_LIKE, st.text()))
def test_reading_a_legend_never_raises_and_every_mark_has_a_label(text: str) -> None:
    assert all(read_legend([text], [text]).values())


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Ⅰ 修正するもの", "done"),
        ("計画案を修正するもの", "done"),
        ("計画の修正に関するもの", None),
        ("御意見を踏まえて内容を修正するもの", "done"),
        ("２　今後の参考とするもの", "continuing"),
        ("【反映できないもの】", "declined"),
        ("Ⅱ その他", "unknown"),
        ("その他の主な意見", "unknown"),
        ("対応済み", "done"),
        ("道路の改善に関する意見", None),
        ("実施体制", None),
        ("実施計画", None),
        ("■防犯に関すること", None),
        ("検討会の意見", None),
        ("【市長提出議案】", None),
    ],
)
def test_a_heading_is_a_status_where_it_says_what_was_done(heading: str, status: str | None) -> None:
    assert heading_status(heading) == status
