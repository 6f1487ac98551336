"""Each item followed through the editions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from pipeline.comparison import compare_editions
from pipeline.errors import BrokenDatasetError
from pipeline.history import trace_lineage
from pipeline.history.lineage import went_back
from pipeline.model import EditionRecords, ItemStatus, LineageRow, Mark
from tests.edition_records import item, marks_on, records

BROADCAST = "【広報】\n・広報の改善を査定に結び付け、問い合わせの増加を評価する。"
TRAINING = "【研修】\n・現場に赴いて県民の声を聴く研修を設ける。"
SUPPLIES = "【備蓄】\n・災害時の備蓄品を避難所へ速やかに届ける。"


def series(*editions: tuple[str, Sequence[tuple[str, str]], Sequence[Mark]]) -> list[EditionRecords]:
    """Editions of (issue, response) rows, oldest first."""
    return [
        records(name, [item(place, issue, response=response) for place, (issue, response) in enumerate(rows, 1)], marks)
        for name, rows, marks in editions
    ]


def trace(editions: list[EditionRecords]) -> dict[str, tuple[LineageRow, ...]]:
    return trace_lineage(editions, [compare_editions(*pair) for pair in pairwise(editions)])


@pytest.fixture
def traced() -> dict[str, tuple[LineageRow, ...]]:
    """The first item is changed without a mark in the second edition and marked in the fourth; the third edition has a
    new item before it and loses the other one, which comes back in the fourth."""
    return trace(
        series(
            ("e1", [(BROADCAST, "・検討する。"), (TRAINING, "・予定。")], []),
            ("e2", [(BROADCAST, "・協議する。"), (TRAINING, "・予定。")], []),
            ("e3", [(SUPPLIES, "・未定。"), (BROADCAST, "・協議する。")], []),
            (
                "e4",
                [(SUPPLIES, "・未定。"), (BROADCAST, "・終了した。"), (TRAINING, "・予定。")],
                marks_on(2, "response", "・終了した。", "終了した"),
            ),
        )
    )


def test_an_item_keeps_its_name_wherever_it_stands(traced: dict[str, tuple[LineageRow, ...]]) -> None:
    assert [[row.lineage_id for row in rows] for rows in traced.values()] == [
        ["e1:1", "e1:2"],
        ["e1:1", "e1:2"],
        ["e3:1", "e1:1"],
        ["e3:1", "e1:1", "e4:3"],  # what comes back after an edition's absence begins anew
    ]
    assert list(traced) == ["e1", "e2", "e3", "e4"]


def test_what_became_of_an_item_is_told_in_every_edition(traced: dict[str, tuple[LineageRow, ...]]) -> None:
    rows = [row for rows in traced.values() for row in rows if row.lineage_id == "e1:1"]
    assert [(row.previous_edition, row.previous_ordinal, row.ordinal, row.number) for row in rows] == [
        (None, None, 1, "1"),
        ("e1", 1, 1, "1"),
        ("e2", 1, 2, "2"),
        ("e3", 2, 2, "2"),
    ]
    assert [row.last_changed_edition for row in rows] == [None, "e2", "e2", "e4"]
    assert [row.changed for row in rows] == [False, True, False, True]
    assert [row.changed_unmarked for row in rows] == [False, True, False, False]
    assert [row.ever_changed_unmarked for row in rows] == [False, True, True, True]
    assert {row.first_edition for row in rows} == {"e1"}


def test_a_stale_mark_is_no_change() -> None:
    editions = series(
        ("e1", [(TRAINING, "・予定。")], []),
        ("e2", [(TRAINING, "・予定。")], marks_on(1, "response", "・予定。", "予定")),
    )
    assert not trace(editions)["e2"][0].changed


def test_one_edition_is_the_first_of_all_its_items() -> None:
    (edition,) = series(("e1", [(TRAINING, "・予定。")], []))
    assert trace([edition])["e1"][0].lineage_id == "e1:1"


def test_a_missing_comparison_is_an_error_that_says_so() -> None:
    editions = series(("e1", [(TRAINING, "")], []), ("e2", [(TRAINING, "")], []))
    with pytest.raises(BrokenDatasetError, match="the comparison of e1 with e2 is missing"):
        trace_lineage(editions, [])


def test_lineage_has_heading_label_and_the_status_before() -> None:
    rows = [item(1, BROADCAST, heading="広報", status_mark="○", status="done", status_label="対応済")]
    later = [item(1, BROADCAST, heading="広報", status_mark="△", status="partial", status_label="一部対応")]
    traced = trace([records("e1", rows), records("e2", later), records("e3", later)])
    assert [(row.heading, row.status_label, row.previous_status) for (row,) in traced.values()] == [
        ("広報", "対応済", None), ("広報", "一部対応", "done"), ("広報", "一部対応", "partial"),
    ]  # fmt: skip
    assert [(row.status_went_back, row.ever_went_back) for (row,) in traced.values()] == [
        (False, False), (True, True), (False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        ("done", "partial", True), ("partial", "continuing", True), ("continuing", "done", False),
        ("done", "done", False), ("done", "declined", False), ("unknown", "continuing", False),
    ],
)  # fmt: skip
def test_a_status_goes_back_where_it_is_farther_from_done(before: ItemStatus, after: ItemStatus, back: bool) -> None:
    assert went_back(before, after) is back


@pytest.mark.parametrize("doubtful", [False, True])
def test_what_ocr_may_have_misread_is_a_change_that_nobody_failed_to_mark(*, doubtful: bool) -> None:
    old, new = (records(name, [item(1, TRAINING, response=text)]) for name, text in (("a", "口頭"), ("b", "ロ頭")))
    diff = compare_editions(old, new)
    told = replace(diff, changes=tuple(replace(change, doubtful=doubtful) for change in diff.changes))
    (row,) = trace_lineage([old, new], [told])["b"]
    assert (row.changed, row.changed_unmarked) == (True, not doubtful)


@pytest.mark.parametrize(("meeting", "unmarked"), [(2, True), (3, False)])
def test_where_an_edition_is_missing_nothing_is_unmarked(meeting: int, *, unmarked: bool) -> None:
    """The marks of the third meeting's edition speak of the second one's, which nobody has."""
    old, new = series(("e1", [(TRAINING, "・検討する。")], []), ("e2", [(TRAINING, "・実施した。")], []))
    new = replace(new, edition_record=replace(new.edition_record, meeting_number=meeting))
    (row,) = trace([old, new])["e2"]
    assert (row.changed, row.changed_unmarked) == (True, unmarked)


def test_of_two_items_that_were_merged_the_first_is_the_ancestor() -> None:
    old, new = series(
        ("e1", [(BROADCAST, "・検討する。"), (TRAINING, "・予定。")], []), ("e2", [(BROADCAST, "・検討する。")], [])
    )
    diff = compare_editions(old, new)
    (match,) = [match for match in diff.matches if match.to_ordinal]
    merged = [replace(match, kind="merged", from_ordinal=ordinal) for ordinal in (1, 2)]
    (row,) = trace_lineage([old, new], [replace(diff, matches=tuple(merged))])["e2"]
    assert (row.lineage_id, row.previous_ordinal) == ("e1:1", 1)


def test_another_notation_is_no_change_of_an_item() -> None:
    (row,) = trace(series(("e1", [(TRAINING, "・検討、実施。")], []), ("e2", [(TRAINING, "・検討，実施。")], [])))["e2"]
    assert (row.changed, row.changed_unmarked, row.last_changed_edition) == (False, False, None)
