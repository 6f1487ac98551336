"""Where two texts differ, in stretches that read well in Japanese."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff import hunks
from pipeline.diff.fold import fold_in_place, uncuttable_stretches
from pipeline.diff.hunks import TextDiff, diff_texts

JAPANESE = st.text(alphabet="県庁の職員研修を実施した。、・令和4年5月120 \nＰＴ1１○△ア", max_size=60)


def show(diff: TextDiff) -> str:
    """The diff on one line: [-old-]{+new+}."""
    shown, place = "", 0
    for hunk in diff.hunks:
        shown += diff.before[place : hunk.a0]
        shown += f"[-{diff.before[hunk.a0 : hunk.a1]}-]" if hunk.a1 > hunk.a0 else ""
        shown += f"{{+{diff.after[hunk.b0 : hunk.b1]}+}}" if hunk.b1 > hunk.b0 else ""
        place = hunk.a1
    return shown + diff.before[place:]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("12件を実施した。", "13件を実施した。", "[-12-]{+13+}件を実施した。"),
        ("12人", "123人", "[-12-]{+123+}人"),
        ("123人", "12人", "[-123-]{+12+}人"),
        ("1,200円", "1,300円", "[-1,200-]{+1,300+}円"),
        ("二十三件", "二十四件", "[-二十三-]{+二十四+}件"),
        ("第1回PTで", "第1回PTAで", "第1回[-PT-]{+PTA+}で"),
        ("令和5年4月に実施する予定である。", "令和5年4月に実施した。", "令和5年4月に実施[-する予定である-]{+した+}。"),
        (
            "まずは慎重に検討していきたい。",
            "まずは他自治体での取組状況などを研究していきたい。",
            "まずは[-慎重に検討-]{+他自治体での取組状況などを研究+}していきたい。",
        ),
        ("オープンデータの利用を推進", "オープンデータの活用を推進", "オープンデータの[-利用-]{+活用+}を推進"),
        ("体制づくりの展開を。", "体制づくりの展開を予定。", "体制づくりの展開を{+予定+}。"),
        ("庁内で検討する。", "庁内で検討する。今後、公開する。", "庁内で検討する。{+今後、公開する。+}"),
        ("・あい。\n・うえ。", "・あい。\n・あか。\n・うえ。", "・あい。\n{+・あか。\n+}・うえ。"),
        (
            "中央会館\n市民会館",
            "中央会館(西町二丁目の角)\n市民会館(今泉の北部町)",
            "中央会館{+(西町二丁目の角)+}\n市民会館{+(今泉の北部町)+}",
        ),
        (
            "各所属で検討する。電子決裁の率を高める取組を、年度内に試行する。",
            "全庁で一斉に実施した。電子決裁の率を高める取組を、通年で本格的に行う。",
            "[-各所属で検討する-]{+全庁で一斉に実施した+}。電子決裁の率を高める取組を、[-年度内に試行する-]{+通年で本格的に行う+}。",
        ),
        ("", "新規に着手した。", "{+新規に着手した。+}"),
        ("終了した。", "", "[-終了した。-]"),
        ("同じ。", "同じ。", "同じ。"),
    ],
)
def test_a_change_reads_well(before: str, after: str, expected: str) -> None:
    assert show(diff_texts(before, after)) == expected


def test_width_alone_is_no_hunk() -> None:
    assert diff_texts("第１回ＰＴ", "第1回PT").hunks == ()


@given(JAPANESE, JAPANESE)
def test_outside_the_hunks_both_texts_are_the_same(before: str, after: str) -> None:
    diff = diff_texts(before, after)
    a = b = 0
    for hunk in (*diff.hunks, hunks.Hunk(len(before), len(before), len(after), len(after))):
        assert fold_in_place(before[a : hunk.a0]) == fold_in_place(after[b : hunk.b0])
        assert hunk.a0 <= hunk.a1
        assert hunk.b0 <= hunk.b1
        a, b = hunk.a1, hunk.b1


@given(JAPANESE, JAPANESE)
def test_no_number_is_cut(before: str, after: str) -> None:
    diff = diff_texts(before, after)
    for text, ends in (
        (before, {place for hunk in diff.hunks for place in hunk[:2]}),
        (after, {place for hunk in diff.hunks for place in hunk[2:]}),
    ):
        inside = {place for start, end in uncuttable_stretches(text) for place in range(start + 1, end)}
        assert not ends & inside


@given(st.text(), st.text())
def test_any_characters_can_be_compared(before: str, after: str) -> None:
    diff_texts(before, after)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\u202e", "\ufffe", "\x85"])
def test_characters_that_the_tokeniser_cannot_read_do_not_stop_it(character: str) -> None:
    diff = diff_texts(f"検討{character}する。", f"検討{character}した。")
    assert [diff.after[hunk.b0 : hunk.b1] for hunk in diff.hunks] == ["した"]


def test_texts_too_long_for_a_table_are_compared_by_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunks, "LARGEST_TABLE", 10)
    shown = show(diff_texts("一つめ。\n二つめ。\n三つめ。", "一つめ。\n二番め。\n三つめ。"))
    assert re.fullmatch(r"一つめ。\n\[-二つ.*-\]\{\+二番.*\+\}三つめ。", shown, re.DOTALL)


def test_of_two_equal_sentences_the_preferred_one_is_the_new_one() -> None:
    before, after = "調査した。", "調査した。調査した。"
    first = diff_texts(before, after, lambda hunk: -hunk.b0).hunks
    second = diff_texts(before, after, lambda hunk: hunk.b0).hunks
    assert [hunk.b0 for hunk in first + second] == [0, 5]
