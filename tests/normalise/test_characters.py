"""Which code points are repaired, and that nothing else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.characters import (
    judge_compatibility_ideographs,
    repair_characters,
    repair_table,
    repairer,
)

BENEFIT, LUCK, CAPE = "\ufa17", "\ufa1a", "\ufa11"  # 益 and 祥 in their compatibility forms, and 﨑, which has no other


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("ＰＴ第１回ａｂｃ", "PT第1回abc"),
        ("ｶﾞｲﾄﾞﾗｲﾝ", "ガイドライン"),
        ("ﾊﾟｿｺﾝ･ﾃﾚﾋﾞ｡｢ｱ｣､", "パソコン・テレビ。「ア」、"),
        ("ｳﾞｧｲｵﾘﾝ", "ヴァイオリン"),
        ("ｱﾞ", "ア゛"),
        ("か\u3099んは\u309a", "がんぱ"),
        ("テ゛シ゛タル、ハ゜ソコン", "デジタル、パソコン"),
        ("か\u309a", "か\u309a"),
        ("カﾞ", "ガ"),
        ("cafe\u0301", "café"),
        ("サ︱ビス︵県︶︑", "サービス（県）、"),
        ("東京︱大阪", "東京—大阪"),
        ("\uf06c 申込み", "● 申込み"),
        ("⽬⼈⼀", "目人一"),
        ("⻑⺠⺬⻄⻘", "長民示西青"),
        ("吉田委員‧古井委員", "吉田委員・古井委員"),
        ("Wi\ufffe", "Wi-"),
        ("Wi\u0002", "Wi-"),
        ("Wi\u00ad", "Wi-"),
        ("令和\u00a05年", "令和 5年"),
        ("\ufeff県\u200b庁\u0007", "県庁"),
        ("a\u202eb\u2066c", "abc"),
    ],
)
def test_what_a_font_or_reader_got_wrong_is_repaired(printed: str, meant: str) -> None:
    assert repair_characters(printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "○◯〇△▲×✕☓✖◎",
        "〃″々仝",
        "①⑴Ⅲ㈱㎡№㍻…",
        "（％：．）「」【】",
        "4～6月", "4〜6月", "－―ー−",
        "髙﨑", BENEFIT, LUCK,
        "葛\U000e0100城",  # an ideographic variation sequence
        "人　事 課",
        "一\n二",
    ],
)  # fmt: skip
def test_what_an_author_chose_stays(text: str) -> None:
    assert repair_characters(text) == text


def test_every_kangxi_radical_becomes_what_nfkc_makes_of_it() -> None:
    """But for ⼾, whose glyph Japanese fonts share with 戸 and not with 戶."""
    for code in {*range(0x2F00, 0x2FD6)} - {ord("⼾")}:
        assert repair_characters(chr(code)) == unicodedata.normalize("NFKC", chr(code))
    assert repair_characters("神⼾市") == "神戸市"


@pytest.mark.parametrize(
    ("read", "meant"), [("⻍", "辶"), ("⻎", "辶"), ("⺿", "艹"), ("⻀", "艹"), ("⺥", "爫"), ("⺍", "小")]
)
def test_variants_of_a_radical_are_the_radical(read: str, meant: str) -> None:
    assert repair_characters(read) == meant


def test_korean_duplicates_are_the_characters_and_japanese_ones_stay() -> None:
    assert repair_characters("\uf9a8和6\uf98e\ufa08") == "令和6年行"
    assert repair_characters("欄\uf91d類\uf9d0﨑\ufa11") == "欄\uf91d類\uf9d0﨑\ufa11"


def test_no_replacement_needs_a_replacement() -> None:
    for meant in repair_table().values():
        assert repair_characters(meant) == meant


@given(st.text())
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair_characters(text)
    assert repair_characters(once) == once


UNCHANGED = st.characters(
    exclude_characters=[
        "゛",
        "゜",
        "\u3099",
        "\u309a",
        *(chr(code) for code in (*repair_table(), *range(0x300, 0x370))),
    ]
)


@given(st.text(UNCHANGED))
def test_no_character_outside_the_table_changes(text: str) -> None:
    assert repair_characters(text) == text


@given(st.text(), st.text())
def test_repair_keeps_line_feeds_and_never_grows(first: str, second: str) -> None:
    text = f"{first}\n{second}"
    repaired = repair_characters(text)
    assert repaired.count("\n") == text.count("\n")
    assert len(repaired) <= len(text)


def test_a_font_made_an_ideograph_that_stands_in_an_ordinary_word() -> None:
    judged = judge_compatibility_ideographs([f"公{BENEFIT}社団法人", f"収{BENEFIT}"])
    assert judged.mended == {BENEFIT: "益"}
    assert judged.kept == ()


def test_a_word_that_is_wrapped_or_damaged_elsewhere_still_shows_it() -> None:
    assert judge_compatibility_ideographs([f"利\n{BENEFIT}"]).mended
    assert judge_compatibility_ideographs([f"\u2f63{BENEFIT}", f"便{BENEFIT}"]).mended


@pytest.mark.parametrize(
    "texts",
    [
        [f"{LUCK}子"],  # a name only
        [f"収{BENEFIT}", "利益"],  # the document has the usual form as well: its author tells them apart
        [f"山{CAPE}"],  # no usual form by Unicode
    ],
)
def test_a_compatibility_ideograph_that_may_be_meant_is_kept(texts: list[str]) -> None:
    judged = judge_compatibility_ideographs(texts)
    assert judged.mended == {}
    assert len(judged.kept) == 1


def test_a_documents_repair_mends_its_fonts_ideographs_too() -> None:
    repair = repairer({BENEFIT: "益"})
    assert repair(f"１{BENEFIT}{LUCK}") == f"1益{LUCK}"
