"""Where two texts differ, in stretches that read well in Japanese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff import common_subsequence, hunks
from pipeline.diff.hunks import TextDiff, diff_texts
from pipeline.diff.marking import NO_MARKING, locate_marks
from pipeline.diff.segments import diff_to_segments
from pipeline.writing.comparison_keys import uncuttable_stretches
from tests.edition_records import mark, marks_on

JAPANESE = st.text(alphabet="県庁の職員研修を実施した。、・令和4年5月120 \nＰＴ1１○△ア", max_size=60)


def show(diff: TextDiff) -> str:
    """The diff on one line: [-old-]{+new+}."""
    brackets = {"equal": "%s", "delete": "[-%s-]", "insert": "{+%s+}"}
    return "".join(brackets[part.op] % part.text for part in diff_to_segments(diff, NO_MARKING))


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
        (
            "デジタルトランスフォーメーション",
            "デジタルトランスフォーマー",
            "デジタルトランスフォー[-メーション-]{+マー+}",
        ),  # a long word is not taken whole
        ("インターネットバンキング", "インターネットショッピング", "インターネット[-バンキング-]{+ショッピング+}"),
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


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("予約は 9 時から 17 時 まで。", "予約は\n9時から\n18時まで。", "[-17-]{+18+}"),
        ("緑町 松の間\n川上町 藤の間", "緑町\n松の間/川上町\n藤の間", "{+/+}"),
        ("比率は66.5。", "比率は66.\u30005。次へ。", "{+次へ。+}"),
        ("増加率は66.5%。", "増加率は66.\u30006%。", "[-66.5-]{+66.\u30006+}"),
        ("・一つ。・二つ。", "・一つ。\n・二つ。\n・三つ。", "{+\n・三つ。+}"),
    ],
)
def test_white_space_never_makes_unchanged_words_look_changed(before: str, after: str, expected: str) -> None:
    brackets = {"equal": "", "delete": "[-%s-]", "insert": "{+%s+}"}
    segments = diff_to_segments(diff_texts(before, after), NO_MARKING)
    told = [part for part in segments if part.op != "equal" and part.text.strip()]
    shown = "".join(brackets[part.op] % part.text for part in told)
    assert shown == expected


@pytest.mark.parametrize(
    ("before", "after"), [("第１回ＰＴ", "第1回PT"), ("人を、増やす", "人を，増やす"), ("髙橋の2ヶ所", "高橋の2か所")]
)
def test_width_and_notation_alone_are_no_edit(before: str, after: str) -> None:
    assert diff_texts(before, after).edits == ()


def test_what_is_black_beside_something_red_did_not_change() -> None:
    before, after = "・令和6年10月から庁内で試行する。", "・庁内及び支所で試行する。"
    marking = locate_marks(after, marks_on(1, "response", after, "及び支所"))
    shown = [(part.op, part.text) for part in diff_to_segments(diff_texts(before, after, marking), marking)]
    assert ("delete", "令和6年10月から") in shown
    assert ("equal", "庁内") in shown
    assert ("insert", "及び支所") in shown


@given(JAPANESE, JAPANESE)
def test_outside_the_edits_both_texts_have_the_same_letters(before: str, after: str) -> None:
    diff = diff_texts(before, after)
    a = b = 0
    old, new = diff.old.text, diff.new.text
    for hunk in (*diff.edits, hunks.Hunk(len(old), len(old), len(new), len(new))):
        assert old[a : hunk.a0] == new[b : hunk.b0]
        assert hunk.a0 <= hunk.a1
        assert hunk.b0 <= hunk.b1
        a, b = hunk.a1, hunk.b1


@given(JAPANESE, JAPANESE)
def test_no_number_is_cut(before: str, after: str) -> None:
    diff = diff_texts(before, after)
    for printed, ends in (
        (diff.old, {place for hunk in diff.edits + diff.shown for place in hunk[:2]}),
        (diff.new, {place for hunk in diff.edits + diff.shown for place in hunk[2:]}),
    ):
        inside = {place for start, end in uncuttable_stretches(printed.text) for place in range(start + 1, end)}
        assert not {place for place in ends & inside if not printed.gap(place)}


@given(st.text(), st.text())
def test_any_characters_can_be_compared(before: str, after: str) -> None:
    segments = diff_to_segments(diff_texts(before, after), NO_MARKING)
    assert "".join(part.text for part in segments if part.op != "insert") == before
    assert "".join(part.text for part in segments if part.op != "delete") == after


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\u202e", "\ufffe", "\x85"])
def test_characters_that_the_tokeniser_cannot_read_do_not_stop_it(character: str) -> None:
    diff = diff_texts(f"検討{character}する。", f"検討{character}した。")
    assert [diff.new.text[hunk.b0 : hunk.b1] for hunk in diff.shown] == ["した"]


def test_of_two_equal_sentences_the_painted_one_is_the_new_one() -> None:
    before, after = "調査した。", "調査した。調査した。"
    markings = [locate_marks(after, [mark(1, "response", place, "調査した。")]) for place in (0, 5)]
    assert [diff_texts(before, after, marking).shown[0].b0 for marking in markings] == [0, 5]


@pytest.mark.parametrize("largest_table", [common_subsequence.LARGEST_TABLE, 1_000_000])
def test_of_a_cell_of_25000_letters_the_two_that_changed_are_shown(
    largest_table: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line feed and no full stop: not to be shown as rewritten, neither from one table of both nor from parts."""
    monkeypatch.setattr(common_subsequence, "LARGEST_TABLE", largest_table)
    body = "".join(f"第{place}号の" for place in range(4_000))
    before, after, end = f"甲{body}乙", f"丙{body}丁", len(body) + 1
    assert len(before) > 20_000
    assert [tuple(hunk) for hunk in diff_texts(before, after).edits] == [(0, 1, 0, 1), (end, end + 1, end, end + 1)]


def test_what_has_no_anchor_and_is_too_long_for_a_table_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common_subsequence, "LARGEST_TABLE", 100)
    assert common_subsequence.common_pieces("あ" * 20 + "い", "う" + "あ" * 19) == [
        (-1, "あ" * 20 + "い"),
        (1, "う" + "あ" * 19),
    ]
