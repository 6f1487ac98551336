"""出所: every form that the published table prints, and others that offices use."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import SourceMention
from pipeline.tag.sources import read_sources

Expected = tuple[str, int | None, str | None, str | None, str | None]


def rows(text: str) -> list[Expected]:
    mentions, _ = read_sources(text, 1)
    return [(row.kind, row.meeting_number, row.speaker, row.role, row.medium) for row in mentions]


def meeting(
    number: int | None, speaker: str | None = None, role: str | None = "委員", medium: str | None = "発言"
) -> Expected:
    return ("meeting", number, speaker, role, medium)


def report(section: str | None) -> Expected:
    return ("report", None, None, None, section)


TODO, LATER = "実施すべき施策", "継続的な検討課題"

PUBLISHED: list[tuple[str, list[Expected]]] = [
    ("最終報告書実施すべき施策", [report(TODO)]),
    ("最終報告書\n実施すべき\n施策", [report(TODO)]),
    ("最終報告書 継続的な検討課題", [report(LATER)]),
    ("第2回PT 中村委員発言", [meeting(2, "中村")]),
    ("第1回PT 加藤委員\n発言", [meeting(1, "加藤")]),
    ("第3回PT\n清水オブザ\nーバー発言", [meeting(3, "清水", "オブザーバー")]),
    ("3回PT 吉田委員 発言", [meeting(3, "吉田")]),
    ("第1回PT藤井座長発言", [meeting(1, "藤井", "座長")]),
    ("第3回PT 加藤委員 チャット意見", [meeting(3, "加藤", medium="チャット意見")]),
    ("第1・3回PT 古井委員 発言", [meeting(1, "古井"), meeting(3, "古井")]),
    (
        "第1・3回PT 中村委員発言 第3回PT 加藤委員発言",
        [meeting(1, "中村"), meeting(3, "中村"), meeting(3, "加藤")],
    ),
    (
        "第1回PT\n中村委員発言\n清水オブザーバー発言",
        [meeting(1, "中村"), meeting(1, "清水", "オブザーバー")],
    ),
    ("第1回PT 富成委員 発言 藤井座長 発言", [meeting(1, "富成"), meeting(1, "藤井", "座長")]),
    (
        "最終報告書実施すべき施策 第4回PT 清水オブザーバー・藤井座長発言",
        [report(TODO), meeting(4, "清水", "オブザーバー"), meeting(4, "藤井", "座長")],
    ),
    (
        "第3回PT 清水オブザーバー発言 第4回PT 井領委員・中松オブザーバー",
        [
            meeting(3, "清水", "オブザーバー"),
            meeting(4, "井領", medium=None),
            meeting(4, "中松", "オブザーバー", medium=None),
        ],
    ),
    (
        "最終報告書\n継続的な検討課題\n第4回PT\n吉田委員・\n古井委員発言",
        [report(LATER), meeting(4, "吉田"), meeting(4, "古井")],
    ),
    (
        "第1・3回PT古井委員発言\n第4回PT吉田委員・古井委員発言",
        [meeting(1, "古井"), meeting(3, "古井"), meeting(4, "吉田"), meeting(4, "古井")],
    ),
]
"""Every shape of 出所 in the published table."""

ELSEWHERE: list[tuple[str, list[Expected]]] = [
    ("第１回ＰＴ　加藤委員発言", [meeting(1, "加藤")]),
    ("第1～3回PT", [meeting(number, role=None, medium=None) for number in (1, 2, 3)]),
    ("第1回及び第3回PT 中村委員", [meeting(1, "中村", medium=None), meeting(3, "中村", medium=None)]),
    ("第1回、第2回WG 中村委員発言", [meeting(1, "中村"), meeting(2, "中村")]),
    ("第三回検討会 山田会長発言", [meeting(3, "山田", "会長")]),
    ("第2回総務委員会 田中議員質問", [meeting(2, "田中", "議員", "質問")]),
    ("第2回 総務委員長 発言", [meeting(2, "総務", "委員長")]),
    ("第1回PT 中村・加藤委員発言", [meeting(1, "中村"), meeting(1, "加藤")]),
    ("第1回PT 中村委員、加藤副座長の意見", [meeting(1, "中村", medium="意見"), meeting(1, "加藤", "副座長", "意見")]),
    ("第2回PT 各委員", [meeting(2, medium=None)]),
    ("第1回PT チャット意見", [meeting(1, role=None, medium="チャット意見")]),
    ("第1回PT（加藤委員・富成委員）", [meeting(1, "加藤", medium=None), meeting(1, "富成", medium=None)]),
    ("第1回PT 事務局説明", [meeting(1, None, "事務局", "説明")]),
    ("加藤委員発言", [meeting(None, "加藤")]),
    ("（発言）中村委員", [meeting(None, "中村")]),
    ("総務委員会 佐々木委員", [meeting(None, "佐々木", medium=None)]),
    ("パブリックコメント", [("other", None, None, None, None)]),
    ("県民アンケート", [("other", None, None, None, None)]),
    ("中間報告書", [report(None)]),
    ("第5次総合計画", [report(None)]),
    ("最終報告書 P.12", [report("P.12")]),
    ("最終報告書 第3章 継続的な検討課題", [report("第3章"), report(LATER)]),
    ("最終報告書（令和5年3月）", [report(None)]),
    ("庁内検討会議 山田部長", [meeting(None, "山田", "部長", None)]),
    ("第2回審議会（12/5） 佐藤委員", [meeting(2, "佐藤", medium=None)]),
    ("加藤委員、藤井座長（第1回PT）", [meeting(1, "加藤", medium=None), meeting(1, "藤井", "座長", None)]),
    ("第1回PT 加藤委員発言（チャット）", [meeting(1, "加藤", medium="発言(チャット)")]),
    ("令和5年6月定例会　田中議員", [meeting(None, "田中", "議員", None)]),
    ("第2回総合計画審議会 加藤委員発言", [meeting(2, "加藤")]),
    ("総合計画審議会 加藤委員発言", [meeting(None, "加藤")]),
    ("第1回PT 加藤委員発言 最終報告書実施すべき施策", [meeting(1, "加藤"), report(TODO)]),
    ("最終報告書 総務委員会 加藤委員", [report(None), meeting(None, "加藤", medium=None)]),
    ("団体要望", [("other", None, None, None, None)]),
    ("商工会議所要望", [("other", None, None, None, None)]),
]


WITH_BODY: list[tuple[str, list[Expected]]] = [
    ("見本商工会議所 加藤委員", [meeting(None, "加藤", medium=None)]),
    ("第1回PT\n見本商工会議所\n加藤委員発言", [meeting(1, "加藤")]),
    ("富山商工会議所 会頭 加藤委員", [meeting(None, "加藤", medium=None)]),
    ("（株）見本銀行 山本委員", [meeting(None, "山本", medium=None)]),
    ("第2回部会 富山県農業協同組合中央会 伊藤委員発言", [meeting(2, "伊藤")]),
    ("富山大学 中村座長", [meeting(None, "中村", "座長", None)]),
    ("中村太郎委員", [meeting(None, "中村太郎", medium=None)]),
    ("町田・市川委員", [meeting(None, "町田", medium=None), meeting(None, "市川", medium=None)]),
    ("富山大学委員", [meeting(None, "富山大学", medium=None)]),
    ("富山県商工会連合会 会長", [meeting(None, "富山県商工会連合会", "会長", None)]),
    ("NPO法人とやま 佐藤花子委員", [meeting(None, "佐藤花子", medium=None)]),
    ("第1回PT NPO法人とやま子育て応援団 佐藤 花子委員発言", [meeting(1, "佐藤花子")]),
    ("とやま女性ネットワーク 井上委員", [meeting(None, "井上", medium=None)]),
    ("子ども食堂かがやき　井上代表", [meeting(None, "井上", "代表", None)]),
    ("㈱みほん 川合委員", [meeting(None, "川合", medium=None)]),
    ("PTA 清水委員", [meeting(None, "清水", medium=None)]),
    ("弁護士 加藤委員", [meeting(None, "加藤", medium=None)]),
    ("自治会長 山口委員", [meeting(None, "山口", medium=None)]),
    ("見本県労働者福祉協議会 事務局長 山口委員", [meeting(None, "山口", medium=None)]),
    ("富山大学 経済学部 教授 中村委員", [meeting(None, "中村", medium=None)]),
    ("民生委員児童委員協議会 清水委員", [meeting(None, "清水", medium=None)]),
    ("中村委員 加藤座長", [meeting(None, "中村", medium=None), meeting(None, "加藤", "座長", None)]),
    ("中村 太郎委員", [meeting(None, "中村太郎", medium=None)]),
    ("勅使河原 太郎委員", [meeting(None, "勅使河原太郎", medium=None)]),
    ("長谷部 太郎委員", [meeting(None, "長谷部太郎", medium=None)]),
    ("第2回 総務委員会 田中議員質問", [meeting(2, "田中", "議員", "質問")]),
]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("NPO法人とやま佐藤花子委員", "佐藤花子"),
        ("株式会社カワイ川合委員", "川合"),
        ("はやし洋子委員", "はやし洋子"),
        ("NPO法人みらい いとう太郎委員", "いとう太郎"),
        ("NPO法人みらい山本委員、はやし洋子委員", "はやし洋子"),
    ],
)
def test_kana_before_a_name_are_the_end_of_a_legal_body_that_no_space_parts_from_it(text: str, speaker: str) -> None:
    mentions, findings = read_sources(text, 1)
    assert (mentions[-1].speaker, findings) == (speaker, ())


def test_a_name_behind_such_a_body_that_the_dictionary_does_not_know_is_doubted() -> None:
    _, findings = read_sources("NPO法人とやま子育て応援団佐藤委員", 1)
    assert {finding.code for finding in findings} == {"unread_source"}
    assert "やま子育て応援団佐藤委員" in [finding.text for finding in findings]


@pytest.mark.parametrize(("text", "expected"), WITH_BODY)
def test_the_body_before_a_speakers_name_is_no_part_of_it(text: str, expected: list[Expected]) -> None:
    assert rows(text) == expected
    mentions, findings = read_sources(text, 1)
    assert mentions[-1].text.endswith(text[-2:])  # the body stays in what was read
    assert findings == ()


@pytest.mark.parametrize(("text", "expected"), PUBLISHED + ELSEWHERE)
def test_a_source_is_meetings_speakers_roles_and_media(text: str, expected: list[Expected]) -> None:
    assert rows(text) == expected
    assert read_sources(text, 1)[1] == ()


@pytest.mark.parametrize(("last", "count"), [(31, 31), (32, 2)])
def test_a_range_of_meetings_is_all_of_them_up_to_thirty_and_a_longer_one_is_its_ends(last: int, count: int) -> None:
    found = [number for _, number, *_ in rows(f"第1～{last}回PT")]
    assert (len(found), found[0], found[-1]) == (count, 1, last)


def test_a_cell_of_prose_is_one_part_that_is_not_understood() -> None:
    mentions, findings = read_sources("第1回PT加藤委員発言、" * 200, 1)
    assert ([row.kind for row in mentions], len(findings)) == (["other"], 1)


@pytest.mark.parametrize(("text", "expected"), PUBLISHED)
def test_line_breaks_anywhere_change_nothing(text: str, expected: list[Expected]) -> None:
    characters = "".join(text.split())
    draw = random.Random(text)  # noqa: S311 - the same breaks on every run, nothing secret
    for _ in range(20):
        wrapped = "".join(character + draw.choice(["", "", "\n", " "]) for character in characters)
        assert rows(wrapped) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R5第1回PT 加藤委員発言", 2023),
        ("令和4年度第4回PT 加藤委員発言", 2022),
        ("第1回PT（R6.2.1）加藤委員発言", 2023),
        ("第1回PT（令和5年6月1日開催）加藤委員発言", 2023),
        ("第1回PT 加藤委員発言", None),
    ],
)
def test_the_fiscal_year_is_that_of_the_meeting_and_null_where_not_printed(text: str, year: int | None) -> None:
    mentions, _ = read_sources(text, 1)
    assert [row.fiscal_year for row in mentions if row.speaker] == [year]


def test_a_year_holds_for_the_second_speaker_of_its_meeting_too() -> None:
    mentions, _ = read_sources("R5第1回PT 加藤委員・藤井座長発言", 1)
    assert [(row.speaker, row.fiscal_year) for row in mentions] == [("加藤", 2023), ("藤井", 2023)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("第1回審議会 オブザーバー（県中央児童相談所）", ["第1回審議会 オブザーバー（県中央児童相談所）"]),
        ("佐藤花子委員（NPO法人とやま）", ["佐藤花子委員（NPO法人とやま）"]),
        ("加藤委員（富山大学）発言", ["加藤委員（富山大学）発言"]),
        ("加藤委員（富山大学）・中村委員発言", ["加藤委員（富山大学）", "中村委員発言"]),
    ],
)
def test_a_body_in_brackets_behind_a_role_belongs_to_the_speaker(text: str, printed: list[str]) -> None:
    mentions, findings = read_sources(text, 1)
    assert ([row.text for row in mentions], findings) == (printed, ())


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("謎の文字列", ["謎の文字列"]),
        ("商工会議所", ["商工会議所"]),
        ("第2回PT 加藤委員（謎の文字列）", ["謎の文字列"]),
        ("第1回PT 中村委員発言 第3章", ["第3章"]),
        ("最終報告書 まだ見ぬ章", ["まだ見ぬ章"]),
    ],
)
def test_what_is_not_understood_is_a_row_of_kind_other_and_a_finding(text: str, unread: list[str]) -> None:
    mentions, findings = read_sources(text, 7)
    assert [found.text for found in findings] == unread
    assert {found.code for found in findings} == {"unread_source"}
    assert {found.ordinal for found in findings} == {7}
    assert [row.text for row in mentions if row.kind == "other"] == unread


WORDS = [
    *[
        "第",
        "1",
        "・",
        "3",
        "回",
        "PT",
        "中村",
        "委員",
        "発言",
        "清水オブザーバー",
        "最終報告書",
        "実施すべき施策",
        "チャット意見",
        "R5",
        "R5.6.1",
        "謎",
        "の",
        "(",
        "）",
        "～",
        "会議",
        "事務局",
    ],
    " ",
    "\n",
]
SOURCE_LIKE = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
SIGNS = frozenset("・、,，/／;；()（）「」『』[]【】〔〕:：。.…※*＊●○◯〇■□◆◇-－―~～〜|")
LITTLE_WORDS = (
    "より",
    "からの",
    "から",
    "による",
    "における",
    "での",
    "にて",
    "及び",
    "および",
    "並びに",
    "の",
    "で",
    "と",
)


def bare(text: str) -> str:
    """Return a text without white space, signs and the little words between its parts."""
    left = "".join(character for character in "".join(text.split()) if character not in SIGNS)
    for word in LITTLE_WORDS:
        left = left.replace(word, "")
    return left


@given(st.one_of(SOURCE_LIKE, st.text()))
def test_parsing_never_raises_and_positions_run_on(text: str) -> None:
    mentions, _ = read_sources(text, 1)
    assert [row.position for row in mentions] == list(range(1, len(mentions) + 1))


@given(SOURCE_LIKE)
def test_no_character_of_the_cell_is_left_out(text: str) -> None:
    mentions, _ = read_sources(text, 1)
    kept: list[SourceMention] = []
    for row in mentions:
        assert row.text in text
        if not kept or kept[-1].text != row.text:
            kept.append(row)
    told = "".join(row.text for row in kept)
    missing = [character for character in bare(text) if character not in told]
    assert missing == []
