"""A comparison as a table for people."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_table
from pipeline.listing.groups import GROUPS
from pipeline.listing.table import HEADLINES, NARROWEST, marks_nothing
from pipeline.listing.terminal_text import text_width
from pipeline.model import EditionDiff, MarkStyle
from tests.edition_records import RECONSTRUCTED, item, mark, marks_on, records

TRAINING = "【研修】\n・現場に赴いて県民の声を聴く研修を設ける。"
BROADCAST = "【広報】\n・広報の改善を査定に結び付け、問い合わせの増加を評価する。"
SUPPLIES = "【備蓄】\n・災害時の備蓄品を避難所へ速やかに届ける。"
CLOTHES = "【服装】\n・通年で服装を自由にし、働きやすい職場とする。"
LONG = "・関係する各所属と協議し、制度の設計と費用を検討したうえで、"


@pytest.fixture(scope="module")
def diff() -> EditionDiff:
    old = [
        item(1, TRAINING, status_mark="△", response=f"{LONG}12名で実施する予定である。"),
        item(2, BROADCAST, response="・会議は3回、参加者は12名。"),
        item(3, CLOTHES, response="・試行する。"),
    ]
    new = [
        item(1, SUPPLIES, response="・未定"),
        item(2, TRAINING, status_mark="○", response=f"{LONG}15名で実施した。"),
        item(3, BROADCAST, response="・会議は4回、参加者は15名。", source="第2回PT"),
    ]
    after = new[2].response or ""
    marks = [*marks_on(3, "response", after, "15"), mark(3, "source", 0, "第2回PT"), mark(3, "category", 0, "人材")]
    return compare_editions(records("R4-4", old), records("R5-1", new, marks))


def test_every_group_of_changes_has_a_headline() -> None:
    assert set(HEADLINES) == set(GROUPS)


def test_the_table_reads_from_what_nobody_marked_to_what_did_not_change(diff: EditionDiff) -> None:
    table = changes_to_table(diff, width=100, colour=False, notes={"R4-4": RECONSTRUCTED})
    assert (
        table
        == """\
series  R4-4 → R5-1
注 R4-4: 再構成された版 · reconstructed from the edition after it
項目 items 3 → 3 · 追加 added 1 · 削除 removed 1 · 変更 changed 4 · 番号のみ変更 renumbered 2
印の再現率 recall 54% (7/13字) · 適合率 precision 78%

印のない変更 2件 · changed without a mark
  1->2  対応状況 response [数 number]  …と費用を検討したうえで、[-12-]{+15+}名で実施[-する予定であ
                                       る-]{+した+}。
  1->2  状況 status                    [-△-]{+○+}

削除された項目 1件 · removed items
  3     [-【服装】↵・通年で服装を自由にし、働きやすい職場とする。-]

追加された項目 1件 · added items
  1     {+【備蓄】↵・災害時の備蓄品を避難所へ速やかに届ける。+}

一部にだけ印のある変更 1件 · changed, marked in part
  2->3  対応状況 response [数 number]  ・会議は[-3-]{+4+}回、参加者は[-12-]{+15+}名。 (印なし
                                       unmarked: 4)

印のある変更 1件 · changed and marked
  2->3  出所 source                    {+第2回PT+}

変わっていない箇所の印 1件 · marked without a change
  2->3  項目分類 category              {=人材=}育成

[-削除 deleted-] {+追加 inserted+} {=変更なしに印 marked, unchanged=}"""
    )


@pytest.mark.parametrize("width", [10, 30, 40, 60, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_is_wider_than_the_terminal(diff: EditionDiff, width: int, *, colour: bool) -> None:
    table = re.sub(r"\x1b\[[0-9;]*m", "", changes_to_table(diff, width=width, colour=colour))
    headlines = tuple(japanese for japanese, _ in HEADLINES.values())
    wrapped = [line for line in table.splitlines() if not line.startswith((*headlines, "[-削除", "series"))]
    assert max(map(text_width, wrapped)) <= max(width, 2 * NARROWEST)


def test_colours_are_used_on_a_terminal_and_there_alone(diff: EditionDiff) -> None:
    plain, coloured = (changes_to_table(diff, width=80, colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "{+" not in coloured
    assert "\x1b[31m15\x1b[0m" in coloured  # marked: red, as it is printed
    assert "\x1b[1;30;43m4\x1b[0m" in coloured  # not marked


def test_a_document_that_marks_nothing_is_not_blamed_for_what_it_does_not_mark(diff: EditionDiff) -> None:
    table = changes_to_table(diff, width=100, colour=False, never_marks=True)
    assert "印の凡例なし no legend of marks" in table
    assert "変更（印の凡例なし）" in table
    assert "再現率" not in table
    assert HEADLINES["none"][0] not in table


@pytest.mark.parametrize(
    ("legend", "style", "expected"), [(None, "none", True), (None, "colour", False), ("※赤字は変更", "colour", False)]
)
def test_an_edition_marks_nothing_where_it_has_neither_legend_nor_mark(
    legend: str | None, style: MarkStyle, expected: bool
) -> None:
    edition = replace(records("a", []).edition_record, mark_legend=legend, mark_style=style)
    assert marks_nothing(edition) is expected


def test_nothing_changed_is_said(diff: EditionDiff) -> None:
    edition = records("a", [item(1, TRAINING)])
    assert "変更はありません · nothing changed" in changes_to_table(
        compare_editions(edition, edition), width=80, colour=False
    )
    assert diff.changes


def test_nothing_from_a_pdf_reaches_the_terminal_as_a_command() -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
    old = records(
        "a\x1b[31m", [item(1, TRAINING, number=f"1{hostile}", response="・旧", extra={f"備考{hostile}": "1"})]
    )
    new = records(
        "b",
        [item(1, TRAINING, number=f"2{hostile}", response=f"・{hostile}新", extra={f"備考{hostile}": f"2{hostile}"})],
    )
    table = changes_to_table(compare_editions(old, new), width=80, colour=False, notes={"b": hostile})
    assert all(character.isprintable() or character == "\n" for character in table)
    assert r"\x1b[2J" in table


def test_white_space_is_not_shown_as_a_change_nor_black_punctuation_as_unmarked() -> None:
    before, after = "・試行する。・結果を検討中", "・試行する。\n・結果を広報室で検討中"
    old, new = records("a", [item(1, TRAINING, response=before)]), records("b", [item(1, TRAINING, response=after)])
    assert "・試行する。↵・結果を{+広報室で+}検討中" in changes_to_table(
        compare_editions(old, new), width=80, colour=False
    )
    after = f"{before}\n・広報室で公開する。"
    new = records("b", [item(1, TRAINING, response=after)], marks_on(1, "response", after, "広報室で公開する"))
    assert "結果を検討中{+↵・広報室で公開する。+}" in changes_to_table(
        compare_editions(old, new), width=80, colour=False
    )


def test_a_header_of_several_rows_and_many_words_leaves_room_for_the_change() -> None:
    header = "事務連絡に基づく対応 / 対面での診療が必要と判断した場合に連携する医療機関の名称"
    old, new = (
        records(name, [item(1, TRAINING, extra={header: text})]) for name, text in (("a", "未定"), ("b", "公表"))
    )
    table = changes_to_table(compare_editions(old, new), width=80, colour=False)
    assert "  1  対面での診療が必要と判断し… [肯否 polarity]  [-未定-]{+公表+}" in table.splitlines()
