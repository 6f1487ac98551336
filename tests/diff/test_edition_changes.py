"""Two editions → what changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.model import Change, EditionDiff, Mark
from tests.edition_records import item, mark, marks_on, records

ISSUE = "【研修】\n・現場に赴いて県民の声を聴く研修を設ける。"
COLUMNS: dict[str, Any] = {
    "heading": "研修", "source": "第2回PT\n中村委員発言", "status_mark": "△", "status_label": "継続中",
    "status": "continuing", "response": "・令和5年度に12名で実施する予定である。", "divisions": ("人事課", "広報室"),
    "extra": {"備考": "なし"},
}  # fmt: skip


def compare(marks: list[Mark] | None = None, **edits: Any) -> EditionDiff:
    """One item, edited, beside another that stays."""
    other = item(2, "【広報】\n・広報の改善を査定に結び付ける。", **{**COLUMNS, "extra": {}})
    edited = {"issue": ISSUE, **COLUMNS, **edits}
    return compare_editions(
        records("R4-4", [item(1, ISSUE, **COLUMNS), other]), records("R5-1", [item(1, **edited), other], marks or [])
    )


def only(diff: EditionDiff) -> Change:
    (change,) = diff.changes
    return change


# ── what is a change ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edits", "field", "weights"),
    [
        ({"response": "・令和5年度に15名で実施する予定である。"}, "response", ("number",)),
        ({"response": "・令和6年度に12名で実施する予定である。"}, "response", ("date",)),
        ({"response": "・令和5年度に12名で実施した。"}, "response", ("commitment",)),
        ({"response": None}, "response", ("number", "date", "commitment")),
        ({"issue": ISSUE.replace("県民", "市町村")}, "issue", ("text",)),
        ({"source": "第3回PT\n中村委員発言"}, "source", ("number",)),
        ({"status_mark": "○", "status_label": "対応済", "status": "done"}, "status", ("status",)),
        ({"status_mark": None, "status_label": None, "status": "unknown"}, "status", ("status",)),
        ({"divisions": ("人事課", "広報課")}, "divisions", ("text",)),
        ({"divisions": ("広報室", "人事課")}, "divisions", ("text",)),
        ({"policy_area": "働き方改革"}, "policy_area", ("text",)),
        ({"category": "職場環境"}, "category", ("text",)),
        ({"extra": {"備考": "3件"}}, "備考", ("number", "polarity")),
        ({"extra": {"備考": ""}}, "備考", ("polarity",)),
    ],
)
def test_a_changed_field_is_told_alone(edits: dict[str, Any], field: str, weights: tuple[str, ...]) -> None:
    change = only(compare(**edits))
    assert (change.kind, change.field, change.weights, change.marked) == ("changed", field, weights, "none")
    assert (change.from_ordinal, change.to_ordinal, change.from_number, change.to_number) == (1, 1, "1", "1")


@pytest.mark.parametrize(
    "edits",
    [
        {"policy_area_ditto": True, "category_ditto": True},
        {"number": "7"},
        {"status_mark": "△ "},
        {"status_label": "継続中。"},
        {"status_label": "引き続き検討", "status": "continuing"},  # the legend is worded anew
        {"status_label": None, "status": "unknown"},  # the newer edition has no legend
        {"response": "・令和５年度に１２名で実施する\n予定である。"},
        {"source": "第2回PT中村委員\n発言"},
        {"extra": {"備 考": "な し"}},
        {"extra": {"備考": "なし", "空": ""}},
        {"page_number": 2, "page_number_last": 3, "has_marks": True},
    ],
)
def test_what_normalising_makes_equal_and_what_is_told_elsewhere_is_no_change(edits: dict[str, Any]) -> None:
    assert compare(**edits).changes == ()


def test_a_mark_that_comes_to_mean_something_else_is_a_change_of_status() -> None:
    change = only(compare(status_label="対応済", status="done"))
    assert (change.field, change.before, change.after) == ("status", "△(継続中)", "△(対応済)")


def test_a_status_that_looks_like_punctuation_is_no_deletion() -> None:
    change = only(compare([mark(1, "status", 0, "-")], status_mark="-", status_label=None, status="unknown"))
    assert (change.before, change.after, change.marked) == ("△", "-", "all")


def test_notation_alone_is_counted_apart_from_the_changes() -> None:
    audit = compare(response="・令和5年度に12名で実施する予定である．").audit
    assert (audit.changed, audit.notation, audit.marked_none) == (0, 1, 0)


def test_a_column_that_came_is_told_once_and_not_in_each_row_that_has_it() -> None:
    other = item(2, "【広報】\n・広報の改善を査定に結び付ける。", extra={"所在": "見本市"})
    old = [item(1, ISSUE), replace(other, extra={})]
    new = [item(1, ISSUE, extra={"所在": "手本町"}), other]
    assert [
        change for change in compare_editions(records("a", old), records("b", new)).changes if change.to_ordinal
    ] == []


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "printed"),
    [(0, "○"), (0, "△→○"), (0, " ○ "), (1, "→○"), (3, "済")],
    ids=["", "both", "wide", "new", "word"],
)
def test_a_red_status_is_marked_whatever_of_its_cell_is_red(start: int, printed: str) -> None:
    diff = compare([mark(1, "status", start, printed)], status_mark="○", status_label="対応済", status="done")
    assert only(diff).marked == "all"
    assert diff.audit.recall == diff.audit.precision == 1


def test_a_division_is_marked_where_its_own_text_stands() -> None:
    change = only(compare([mark(1, "divisions", 0, "財政課")], divisions=("人事課", "財政課")))
    assert change.marked == "all"


def test_a_mark_on_text_that_did_not_change_is_stale() -> None:
    change = only(compare(marks_on(1, "response", COLUMNS["response"], "12名")))
    assert (change.kind, change.marked, change.weights, change.similarity) == ("unchanged", "stale", (), 1)
    assert [segment.text for segment in change.segments if segment.marked] == ["12名"]


def test_a_line_through_text_that_the_older_edition_lacks_too_is_stale() -> None:
    assert only(compare([mark(1, "response", 3, "未定", strike=True)])).marked == "stale"


def test_a_mark_on_a_column_that_no_field_claims_is_found_by_its_header() -> None:
    diff = compare(marks_on(1, "備 考", "3件", "3件"), extra={"備考": "3件"})
    assert only(diff).marked == "all"


@pytest.mark.parametrize(("number", "kinds"), [("1", ["stale"]), ("7", [])])
def test_a_red_number_is_stale_only_where_the_number_stayed(number: str, kinds: list[str]) -> None:
    diff = compare([mark(1, "number", 0, number)], number=number)
    assert [change.marked for change in diff.changes] == kinds


def test_marks_of_white_space_alone_are_no_marks() -> None:
    response = COLUMNS["response"].replace("令和", "令 和")
    assert compare([mark(1, "response", response.index(" "), " ")], response=response).changes == ()


def test_a_mark_on_unchanged_text_of_a_changed_field_costs_precision() -> None:
    after = "・令和5年度に15名で実施する予定である。"
    diff = compare(marks_on(1, "response", after, "令和5年度に15名"), response=after)
    assert only(diff).marked == "all"
    assert (diff.audit.changed_characters, diff.audit.marked_changed_characters, diff.audit.marked_characters) == (
        2,
        2,
        9,
    )
    assert (diff.audit.recall, diff.audit.precision) == (1, round(2 / 9, 6))


# ── dittos ──────────────────────────────────────────────────────────────────────────────────────────────────────────

MERGED: dict[str, Any] = {"status_mark": "△", "response": "令和5年度に策定する。", "extra": {"時期": "5月"}}
NOW: dict[str, Any] = {"status_mark": "○", "response": "令和6年度に策定する。", "extra": {"時期": "6月"}}
RED = [mark(1, "status", 0, "○"), mark(1, "response", 2, "6"), mark(1, "時期", 0, "6")]


def compare_merged(
    marks: list[Mark], dittos: tuple[str, ...] = ("response", "status", "時期"), **second: Any
) -> EditionDiff:
    """Two items whose status, response and extra column are one merged cell each, edited; the second one as told."""
    issues = ISSUE, "【広報】\n・広報の改善を査定に結び付ける。"
    old = [item(place, issue, **MERGED) for place, issue in enumerate(issues, 1)]
    new = [item(1, issues[0], **NOW), item(2, issues[1], **{**NOW, "dittos": dittos, **second})]
    return compare_editions(records("R4-4", old), records("R5-1", new, marks))


def test_a_change_in_a_merged_cell_is_marked_in_every_row_below_it() -> None:
    diff = compare_merged(RED)
    assert {(change.to_ordinal, change.field, change.marked) for change in diff.changes} == {
        (ordinal, field, "all") for ordinal in (1, 2) for field in ("status", "response", "時期")
    }
    assert all(segment.marked for change in diff.changes for segment in change.segments if segment.op == "insert")
    assert diff.audit.recall == diff.audit.precision == 1
    assert not has_unmarked_changes(diff)


def test_a_change_in_a_merged_cell_that_nobody_painted_is_unmarked_in_every_row() -> None:
    assert {(change.to_ordinal, change.marked) for change in compare_merged([]).changes} == {(1, "none"), (2, "none")}


def test_a_value_printed_again_takes_no_mark_from_the_row_above() -> None:
    extents = {(change.to_ordinal, change.marked) for change in compare_merged(RED, dittos=()).changes}
    assert extents == {(1, "all"), (2, "none")}


def test_a_ditto_whose_value_is_another_than_above_takes_no_mark_from_there() -> None:
    changes = compare_merged(RED, response="令和6年度に公表する。").changes
    assert {change.marked for change in changes if (change.to_ordinal, change.field) == (2, "response")} == {"none"}


def test_a_ditto_that_did_not_change_makes_no_mark_of_the_row_above_stale() -> None:
    old = [item(1, ISSUE, **MERGED), item(2, "【広報】\n・広報の改善を査定に結び付ける。", **NOW)]
    new = [item(1, ISSUE, **NOW), item(2, old[1].issue, **NOW, dittos=("response", "status", "時期"))]
    diff = compare_editions(records("R4-4", old), records("R5-1", new, RED))
    assert {(change.to_ordinal, change.marked) for change in diff.changes} == {(1, "all")}
    assert diff.audit.precision == 1


def test_dittos_in_a_row_all_repeat_the_one_that_is_printed() -> None:
    issues = [ISSUE, "【広報】\n・広報の改善を査定に結び付ける。", "【備蓄】\n・備蓄品を避難所へ届ける。"]
    old = [item(place, issue, response="検討する。") for place, issue in enumerate(issues, 1)]
    new = [
        item(place, issue, response="実施した。", dittos=("response",) if place > 1 else ())
        for place, issue in enumerate(issues, 1)
    ]
    diff = compare_editions(
        records("R4-4", old), records("R5-1", new, marks_on(1, "response", "実施した。", "実施した"))
    )
    assert [(change.to_ordinal, change.marked) for change in diff.changes] == [(1, "all"), (2, "all"), (3, "all")]


# ── items that came and went ────────────────────────────────────────────────────────────────────────────────────────


def test_added_and_removed_items_tell_what_they_say_and_have_no_audit() -> None:
    new = item(2, "【備蓄】\n・災害時の備蓄品を避難所へ速やかに届ける。", extra={"備考": "新規"})
    diff = compare_editions(
        records("R4-4", [item(1, ISSUE), item(2, "【服装】\n・通年で服装を自由にする。")]),
        records("R5-1", [item(1, ISSUE), new], marks_on(2, "issue", new.issue or "", "備蓄品")),
    )
    removed, added = diff.changes
    assert (removed.kind, removed.before, removed.after) == ("removed", "【服装】\n・通年で服装を自由にする。", None)
    assert (added.kind, added.before, added.after) == ("added", None, new.issue)
    assert all(change.marked is change.field is None and change.weights == () for change in diff.changes)
    assert "".join(segment.text for segment in added.segments) == new.issue
    assert [segment.text for segment in added.segments if segment.marked] == ["備蓄品"]
    assert (diff.audit.added, diff.audit.removed, diff.audit.changed) == (1, 1, 0)
    assert diff.audit.recall is diff.audit.precision is None
    assert not has_unmarked_changes(diff)


def test_an_added_item_of_extra_columns_is_told_by_them() -> None:
    added = item(1, extra={"名称": "青商店", "電話": "0764-1", "備考": ""})
    assert only(compare_editions(records("a", []), records("b", [added]))).after == "青商店\n0764-1"


# ── what always holds ───────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.none() | st.text(alphabet="県の研修を実施した。、・令和4年5月120 \nＰ1○", max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"issue": TEXTS, "response": TEXTS, "status_mark": st.sampled_from([None, "○", "△", "◯"]),
         "divisions": st.lists(st.sampled_from(["人事課", "広報室"]), max_size=2).map(tuple),
         "extra": st.dictionaries(st.sampled_from(["備考", "備 考", "時期"]), TEXTS.map(lambda text: text or ""))}
    ),
    max_size=5,
)  # fmt: skip


@given(ROWS, ROWS, st.data())
def test_the_changes_turn_the_older_edition_into_the_newer(
    before: list[dict[str, Any]], after: list[dict[str, Any]], data: st.DataObject
) -> None:
    new = [item(place, **row) for place, row in enumerate(after, 1)]
    marks = [
        mark(row.ordinal, "response", start, (row.response or "")[start:])
        for row in new
        if (start := data.draw(st.integers(0, len(row.response or "")))) < len(row.response or "")
    ]
    diff = compare_editions(
        records("a", [item(place, **row) for place, row in enumerate(before, 1)]), records("b", new, marks)
    )
    for change in diff.changes:
        assert "".join(segment.text for segment in change.segments if segment.op != "insert") == (change.before or "")
        assert "".join(segment.text for segment in change.segments if segment.op != "delete") == (change.after or "")
    audit = diff.audit
    assert audit.changed == audit.marked_all + audit.marked_part + audit.marked_none
    assert audit.items_after - audit.items_before == audit.added - audit.removed
    assert 0 <= audit.marked_changed_characters <= min(audit.changed_characters, audit.marked_characters)
    keys = [
        (change.to_ordinal, change.from_ordinal, change.field, change.before, change.after) for change in diff.changes
    ]
    assert len(keys) == len(set(keys))


@given(ROWS)
def test_an_edition_has_no_changes_against_itself(rows: list[dict[str, Any]]) -> None:
    edition = records("a", [item(place, **row) for place, row in enumerate(rows, 1)])
    diff = compare_editions(edition, replace(edition, edition="b"))
    assert diff.changes == ()
