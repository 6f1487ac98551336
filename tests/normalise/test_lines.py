"""Which printed line breaks are wraps, and which end a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import PLAIN, Box, Line, Run, Style
from pipeline.normalise.breaks import Evidence
from pipeline.normalise.lines import Fragment, evidence_of, judge_lines, lines_to_paragraphs
from pipeline.normalise.measure import Room, measure_table
from tests.normalise.printed import EM, PADDING, RED, STRUCK, Printed, paragraphs, printed_cell, printed_line, width_of

WRAPS: list[tuple[str, float, list[str], str]] = [
    ("a full line goes on", 6, ["働き方改革・", "女性活躍推進", "室"], "働き方改革・女性活躍推進室"),
    ("ー does not begin a paragraph", 6, ["第3回PT", "清水オブザ", "ーバー発言"], "第3回PT\n清水オブザーバー発言"),
    ("、 does not either, though there was room", 9, ["県と市町村の職員", "、住民"], "県と市町村の職員、住民"),
    ("a bracket at the end stays open", 8, ["人材確保「", "採用」を進める"], "人材確保「採用」を進める"),
    ("a closing bracket closes", 8, ["(令和4年度", ")に実施"], "(令和4年度)に実施"),
    ("a line that had room ends", 8, ["人事課", "デジタル化推進室"], "人事課\nデジタル化推進室"),
    ("a narrow column wraps a name", 5, ["デジタル化", "推進室"], "デジタル化推進室"),
    ("、 is kept back with its letter", 8, ["今後の方針とし", "て、検討する"], "今後の方針として、検討する"),
    ("what the rules keep together may not fit", 8, ["新しく広がった", "ネット"], "新しく広がったネット"),
    ("a Latin word is not broken", 8, ["県庁内における", "LogoChatの利用"], "県庁内におけるLogoChatの利用"),
    ("two Latin words keep a space", 8, ["open government", "data portal"], "open government data portal"),
    ("a number is one", 8, ["令和4年度から100", "00件に増えた"], "令和4年度から10000件に増えた"),
    ("a hyphen at the end stays", 8, ["電話番号は076-", "444-0000である"], "電話番号は076-444-0000である"),
    ("a browser's hyphen parts a word", 8, ["国際inter\u2010", "nationalを"], "国際internationalを"),
    ("an author's hyphen does not", 8, ["窓口self-", "serviceを"], "窓口self-serviceを"),
    ("nor does a browser's before a figure", 8, ["番号a\u2010", "12を"], "番号a\u2010\n12を"),
    ("nor an author's of the same kind", 8, ["窓口受付aa\u2010bb\u2010", "ccを"], "窓口受付aa\u2010bb\u2010ccを"),
    ("nor before a capital", 8, ["型番ab\u2010", "CDを"], "型番ab\u2010\nCDを"),
    ("a reader's hyphen is a hyphen", 8, ["導入するのはWi\ufffe", "Fiのほかにない"], "導入するのはWi-Fiのほかにない"),
    ("an address is whole", 12, ["https://example.jp/open", "data/portal.html"],
     "https://example.jp/opendata/portal.html"),
    ("an address breaks at its marks, though there was room", 30, ["https://www.example-", "u.ac.jp/office/"],
     "https://www.example-u.ac.jp/office/"),
    ("two addresses are two", 16, ["https://example.jp/a/", "https://example.jp/b/"],
     "https://example.jp/a/\nhttps://example.jp/b/"),
    ("a space may be lost", 9, ["委員は高木 新平 氏", "陳内 裕樹"], "委員は高木 新平 氏陳内 裕樹"),
    ("a space printed at the end stays", 9, ["委員は高木 新平 氏 ", "陳内 裕樹"], "委員は高木 新平 氏 陳内 裕樹"),
    ("a space printed at the start stays", 8, ["県庁内の業務改善", " 意見"], "県庁内の業務改善 意見"),
    ("an indent does not", 8, ["県庁内の業務改善", "　意見を聴く"], "県庁内の業務改善意見を聴く"),
    ("letters one below the other are a word", 10, ["荒", "井", "秀"], "荒井秀"),
    ("two times are two", 15, ["・月・火・水・金:9:00～11:30", "13:30～16:00"],
     "・月・火・水・金:9:00～11:30 13:30～16:00"),
    ("two telephone numbers are two", 6, ["076-431-4111", "076-444-3000"], "076-431-4111\n076-444-3000"),
    ("two amounts are two", 4, ["195,800", "196,900"], "195,800\n196,900"),
    ("a long number is one", 4, ["12345678", "90"], "1234567890"),
    ("a telephone number is one", 6, ["076-431-", "4111"], "076-431-4111"),
]  # fmt: skip


@pytest.mark.parametrize(("ems", "lines", "text"), [case[1:] for case in WRAPS], ids=[case[0] for case in WRAPS])
def test_a_wrap_is_no_part_of_the_text(ems: float, lines: list[str], text: str) -> None:
    assert paragraphs(lines, ems=ems) == text


BULLETS: list[tuple[str, float, list[str], str]] = [
    ("a bullet after a full stop", 6, ["・指示待ちを", "やめる案。", "・挑戦。"], "・指示待ちをやめる案。\n・挑戦。"),
    ("a dot within a name", 6, ["働き方改革推", "・女性活躍室"], "働き方改革推・女性活躍室"),
    ("a dot in a list of sentences", 6, ["・必要である。", "・吉田委員座", "・古井委員の", "発言による。"],
     "・必要である。\n・吉田委員座・古井委員の発言による。"),
    ("bullets without full stops", 6, ["・庁内の業務", "・県民の相談"], "・庁内の業務\n・県民の相談"),
    ("a dot within a sentence", 6, ["・県、市町村", "・国の分担を", "決める"], "・県、市町村・国の分担を決める"),
    ("a note is believed alone", 6, ["現在実施中で", "※期限未定で"], "現在実施中で\n※期限未定で"),
    ("① within a sentence", 6, ["次に掲げる条", "①を満たすこ", "と。"], "次に掲げる条①を満たすこと。"),
    ("① and ②", 6, ["①計画を作る", "②計画を守る"], "①計画を作る\n②計画を守る"),
    ("a heading and its bullets", 8, ["【越境人材の育成】", "・現場に赴く。"], "【越境人材の育成】\n・現場に赴く。"),
    ("what is in brackets goes on", 3, ["○(一", "部△)"], "○(一部△)"),
    ("△ within brackets is no bullet", 4, ["○(一部", "△)"], "○(一部△)"),
    ("a meeting's name is a line", 6, ["第1回懇話会", "山辺座長発言"], "第1回懇話会\n山辺座長発言"),
    ("a speaker's line is a line", 6, ["吉田委員発言", "富成委員発言"], "吉田委員発言\n富成委員発言"),
    ("two names are two lines", 6, ["小比類巻委員", "二階堂委員"], "小比類巻委員\n二階堂委員"),
    ("a member and a councillor", 5, ["鮎川副会長", "阿久津議員"], "鮎川副会長\n阿久津議員"),
    ("a name with its amount is a line", 9, ["取崩 △ 1,088", "積立　 1,633"], "取崩 △ 1,088\n積立　 1,633"),
    ("a count by kind is a line", 5, ["男　24人", "女　8人"], "男　24人\n女　8人"),
    ("a year in the name", 12, ["令和4年度分の議案　10件", "令和3年度分の議案　7件"],
     "令和4年度分の議案　10件\n令和3年度分の議案　7件"),
    ("a sentence may end a line in a figure", 8, ["対象は男女 24", "人とし、女 8"], "対象は男女 24人とし、女 8"),
    ("a name and what is no name", 6, ["選挙管理委員", "の任期"], "選挙管理委員の任期"),
    ("a committee's member is one name", 4, ["教育委員", "会委員"], "教育委員会委員"),
    ("after ・ a name goes on", 7, ["加藤委員・藤井・", "古井委員"], "加藤委員・藤井・古井委員"),
]  # fmt: skip


@pytest.mark.parametrize(("ems", "lines", "text"), [case[1:] for case in BULLETS], ids=[case[0] for case in BULLETS])
def test_a_bullet_opens_a_paragraph_where_it_is_one(ems: float, lines: list[str], text: str) -> None:
    loose = Evidence(keeps_to_rules=False)
    assert paragraphs(lines, ems=ems, evidence=loose) == text


DOTTED = ["・庁内、業務", "・県民の相談"]


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (Evidence(keeps_to_rules=True), "・庁内、業務\n・県民の相談"),  # no wrap puts a dot first here
        (Evidence(keeps_to_rules=False), "・庁内、業務・県民の相談"),  # after a comma a list of names goes on
        (Evidence(keeps_to_rules=True, has_sentences=True), "・庁内、業務・県民の相談"),  # nothing ended
    ],
)
def test_whether_a_dot_after_a_full_line_is_a_bullet_is_seen_by_the_rest_of_the_document(
    evidence: Evidence, text: str
) -> None:
    assert paragraphs(DOTTED, ems=6, evidence=evidence) == text


def test_a_dot_in_a_cell_without_bullets_is_none() -> None:
    assert paragraphs(["住民サービスの向上", "・住民参加の推進"], ems=9) == "住民サービスの向上・住民参加の推進"


def test_a_column_shows_its_paragraphs_and_whether_they_are_sentences() -> None:
    cells = [printed_cell(lines, ems=10) for lines in (["人事課"], ["人事課", "デジタル化推進室"], ["終わる。"])]
    room = measure_table(cells).room(cells[0])
    printed = [judge_lines([Fragment(cell.lines, room)]) for cell in cells]
    evidence = evidence_of(printed, keeps_to_rules=True)
    assert evidence.paragraphs == {"人事課", "デジタル化推進室", "終わる。"}
    assert not evidence.has_sentences
    assert evidence_of(printed[2:], keeps_to_rules=True).has_sentences


def test_a_full_line_that_is_a_paragraph_elsewhere_is_one_here() -> None:
    lines = ["デジタル化推進室", "管財課"]
    assert paragraphs(lines, ems=8) == "デジタル化推進室管財課"
    assert paragraphs(lines, ems=8, evidence=Evidence(frozenset({"デジタル化推進室"}))) == "デジタル化推進室\n管財課"


def test_text_goes_on_over_a_page_break_in_mid_sentence() -> None:
    assert paragraphs(["現場や県民の声を聴き", "、組織の垣根を越えて"], ["業務を進める。", "・次の項目"]) == (
        "現場や県民の声を聴き、組織の垣根を越えて業務を進める。\n・次の項目"
    )


def test_more_padding_at_the_right_is_seen_in_a_table_of_many_lines() -> None:
    wrapped = "県民の声を聴き組織の垣根を越えて業務を進める"
    cells = [
        replace(cell, box=cell.box._replace(x1=cell.box.x1 + 1.5 * EM))
        for cell in (printed_cell([wrapped] * 3, row=row, ems=22) for row in range(12))
    ]
    name = replace(printed_cell(["デジタル化", "推進室"], column=1, ems=5), box=Box(1000, 0, 1000 + 7.0 * EM, 20))
    among = lines_to_paragraphs(judge_lines([Fragment(name.lines, measure_table([*cells, name]).room(name))]))
    assert among.text == "デジタル化推進室"
    alone = lines_to_paragraphs(judge_lines([Fragment(name.lines, measure_table([name]).room(name))]))
    assert alone.text == "デジタル化\n推進室"


def test_a_line_of_narrow_kana_does_not_make_the_next_ideograph_narrow() -> None:
    above = printed_line("現場や県民の声を聴き", 2, 0)
    below = printed_line("組織のかきねをこえて", 2, 10)
    narrow = replace(below, box=below.box._replace(x1=below.box.x0 + 70))
    room = Room(Box(0, 0, 113, 20), 2, 111, "left")
    assert (
        lines_to_paragraphs(judge_lines([Fragment([above, narrow], room)])).text
        == "現場や県民の声を聴き組織のかきねをこえて"
    )


def test_a_line_that_hangs_over_by_a_hair_does_not_make_the_others_look_short() -> None:
    lines = ["県民の声を聴き組織の垣根を越えて業務を1進"] * 6 + ["県民の声を聴き組織の垣根を越えて業務を進", "める"]
    cell = printed_cell(lines, ems=20.98)  # twenty characters leave just less than one
    first = cell.lines[0]
    hanging = replace(first, box=first.box._replace(x1=cell.box.x1 - PADDING + 0.05 * EM))
    cell = replace(cell, lines=(hanging, *cell.lines[1:]))
    text = lines_to_paragraphs(judge_lines([Fragment(cell.lines, measure_table([cell]).room(cell))])).text
    assert text == "".join(lines)


def test_centred_lines_have_room_on_both_sides() -> None:
    assert paragraphs(["生涯学習課", "スポーツ推進係"], ["福祉課"], ems=9, align="centre").startswith("生涯学習課\n")
    assert paragraphs(["コミュニティ推進", "係"], ["企画課"], ems=8.4, align="centre") == "コミュニティ推進係\n企画課"


def test_a_transcripts_lines_are_its_paragraphs() -> None:
    nowhere = Box(0.0, 0.0, 0.0, 0.0)
    lines = [Line((Run(text, PLAIN, nowhere),), nowhere, 0.0, 1) for text in ("第1回PT", "中村委員発言")]
    room = measure_table([]).room(printed_cell(["第1回PT"]))
    assert lines_to_paragraphs(judge_lines([Fragment(lines, room)])).text == "第1回PT\n中村委員発言"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("番　号", "番号"),
        ("人 事 課", "人事課"),
        ("人 事 課 長", "人事課長"),
        ("山辺 花子", "山辺 花子"),
        ("○ △", "○ △"),
        ("P T", "P T"),
        ("人  事", "人  事"),
    ],
)
def test_letters_spread_over_a_cell_are_a_word(printed: str, text: str) -> None:
    assert paragraphs([printed]) == text


def test_a_full_line_spread_by_justifying_is_closed_up() -> None:
    assert paragraphs(["活 用 し た 住 民", "サービス"], ems=9) == "活用した住民サービス"
    assert paragraphs(["東 西 南 北", "中央区の全体"], ems=9) == "東 西 南 北\n中央区の全体"  # it had room, and ended
    assert paragraphs(["活用した 住 民の", "サービス"], ems=9) == "活用した 住 民のサービス"


def test_a_mark_within_a_line_spread_by_justifying_stays_true() -> None:
    text, spans = styled([[("活 用 ", PLAIN), ("し た ", RED), ("住 民", PLAIN)], "サービス"], ems=9)
    assert (text, spans) == ("活用した住民サービス", [(2, 4, "した")])


def test_white_space_is_trimmed_at_the_ends_of_paragraphs_and_kept_within() -> None:
    assert paragraphs(["　予算化について、 ", "　A　B  C"], ems=30) == "予算化について、\nA　B  C"


def test_an_empty_cell_is_an_empty_text() -> None:
    assert paragraphs([]) == ""
    assert paragraphs(["　", " "]) == ""


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def styled(lines: list[Printed], ems: float = 10) -> tuple[str, list[tuple[int, int, str]]]:
    cell = printed_cell(lines, ems=ems)
    text = lines_to_paragraphs(judge_lines([Fragment(cell.lines, measure_table([cell]).room(cell))]))
    return text.text, [(span.start, span.end, span.text) for span in text.spans]


def test_a_span_covers_what_is_styled() -> None:
    text, spans = styled([[("研修を", PLAIN), ("昨年度末に", RED), ("開いた", PLAIN)]], ems=20)
    assert (text, spans) == ("研修を昨年度末に開いた", [(3, 8, "昨年度末に")])


def test_a_stretch_over_a_wrap_is_a_span_a_line() -> None:
    text, spans = styled([[("業務を", PLAIN), ("進める", RED)], [("予定", RED), ("である。", PLAIN)]], ems=6)
    assert (text, spans) == ("業務を進める予定である。", [(3, 6, "進める"), (6, 8, "予定")])


def test_text_struck_out_is_left_out_and_its_place_is_kept() -> None:
    text, spans = styled([[("検討", PLAIN), ("する予定で", STRUCK), ("した。", PLAIN)]], ems=20)
    assert (text, spans) == ("検討した。", [(2, 2, "する予定で")])


def test_a_paragraph_struck_out_leaves_no_empty_paragraph() -> None:
    text, spans = styled(["一つ目。", [("二つ目。", STRUCK)], "三つ目。"], ems=20)
    assert (text, spans) == ("一つ目。\n三つ目。", [(4, 4, "二つ目。")])


def test_spans_stay_true_where_code_points_are_repaired_before_them() -> None:
    text, spans = styled([[("　ｶﾞｲﾄﾞ\u200b", PLAIN), ("ﾗｲﾝ", RED), (" ", RED)]], ems=20)
    assert (text, spans) == ("ガイドライン", [(3, 6, "ライン")])


def test_a_span_within_spread_letters_stays_true() -> None:
    text, spans = styled([[("人　", PLAIN), ("事", RED)]])
    assert (text, spans) == ("人事", [(1, 2, "事")])


STYLES = st.sampled_from([PLAIN, RED, STRUCK, Style(bold=True)])
TEXTS = st.text(st.sampled_from("県庁、。ー・（）「」【】○①〃 　aZ09-/:ｶﾞ⽬\u200b\ufffe\n"), max_size=8).map(
    lambda text: text.replace("\n", "")
)
LINES = st.lists(st.lists(st.tuples(TEXTS, STYLES), min_size=1, max_size=3), max_size=6)


@given(LINES, st.floats(1, 12), st.sampled_from(["left", "centre", "right"]))
def test_offsets_always_cut_the_text_they_say(lines: list[list[tuple[str, Style]]], ems: float, align: str) -> None:
    cell = printed_cell(lines, ems=ems, align=align)
    text = lines_to_paragraphs(judge_lines([Fragment(cell.lines, measure_table([cell]).room(cell))]))
    for span in text.spans:
        if span.style.strike:
            assert span.start == span.end <= len(text.text)
        else:
            assert span.text == text.text[span.start : span.end] != ""
    assert list(text.spans) == sorted(text.spans, key=lambda span: span.start)


PLAIN_LINES = st.lists(
    st.text(st.sampled_from("県庁、。ー・（）「」【】○①〃 　aZ09-/:ｶﾞ⽬\ufffe"), max_size=16), max_size=6
)


@given(PLAIN_LINES, st.floats(1, 12))
def test_normalising_twice_is_normalising_once(lines: list[str], ems: float) -> None:
    once = paragraphs(lines, ems=ems)
    # Printed again, each paragraph on a line of its own that has room to spare.
    again = paragraphs(once.split("\n") if once else [], ems=max(width_of(once) / 10, 1) + 40)
    assert again == once


@given(LINES, st.floats(1, 12))
def test_no_character_but_white_space_is_lost_or_made(lines: list[list[tuple[str, Style]]], ems: float) -> None:
    from pipeline.normalise.characters import repair_characters

    cell = printed_cell(lines, ems=ems)
    text = lines_to_paragraphs(judge_lines([Fragment(cell.lines, measure_table([cell]).room(cell))])).text
    kept = "".join(repair_characters(run) for line in lines for run, style in line if not style.strike)
    assert "".join(text.split()) == "".join(kept.split())
