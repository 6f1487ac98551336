"""What was promised by a time, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace

from pipeline.comparison import compare_editions
from pipeline.history import trace_commitments, trace_lineage
from pipeline.model import Commitment, DateMention, EditionRecords
from pipeline.tag.dates import read_date_mentions
from pipeline.tag.undated import EditionTime
from tests.edition_records import item, records

REMARK = "【広報】\n・広報の改善を査定に結び付け、問い合わせの増加を評価する。"
MEETINGS = (("R4-4", 2022, date(2023, 3, 20)), ("R5-1", 2023, date(2023, 5, 30)), ("R5-2", 2023, date(2023, 10, 2)))


def trace(*responses: str | None) -> list[tuple[str, Commitment]]:
    """The commitments of one item whose response is this in three editions; None where it is gone."""
    editions: list[EditionRecords] = []
    dates: dict[str, Sequence[DateMention]] = {}
    for (name, year, day), response in zip(MEETINGS, responses, strict=False):
        rows = [] if response is None else [item(1, REMARK, response=response)]
        edition = records(name, rows)
        facts = replace(edition.edition_record, fiscal_year=year, meeting_date=day)
        editions.append(replace(edition, edition_record=facts))
        dates[name] = read_date_mentions(response or "", 1, "response", EditionTime(year, day))[0]
    lineage = trace_lineage(editions, [compare_editions(*pair) for pair in pairwise(editions)])
    return [(name, row) for name, rows in trace_commitments(editions, dates, lineage).items() for row in rows]


PROMISE = "・ポータルサイトの改修は令和5年4月に実施する予定である。"


@pytest.mark.parametrize(
    ("later", "state", "edition"),
    [
        (("・ポータルサイトの改修は令和5年4月に実施した。",), "kept", "R5-1"),
        (("・ポータルサイトの改修は実施済みである。",), "kept", "R5-1"),
        ((PROMISE, "・ポータルサイトの改修を実施した。"), "kept", "R5-2"),
        (("・ポータルサイトの改修は令和6年1月に実施する予定である。",), "moved", "R5-1"),
        (("・職員の研修を充実させている。",), "gone", "R5-1"),
        (("・窓口の案内を多言語で掲示した。",), "gone", "R5-1"),
        (("・ポータルサイトの改修は見送ることとした。",), "gone", "R5-1"),
        ((None,), "gone", "R5-1"),
        ((PROMISE, PROMISE), "overdue", "R5-2"),
        ((), "open", "R4-4"),
    ],
    ids=[
        "kept",
        "kept, no date",
        "kept later",
        "moved",
        "gone",
        "other done",
        "dropped",
        "item gone",
        "overdue",
        "open",
    ],
)
def test_a_promise_is_followed_to_the_latest_edition(later: tuple[str | None, ...], state: str, edition: str) -> None:
    name, first = trace(PROMISE, *later)[0]
    assert (name, first.text, first.due) == ("R4-4", "令和5年4月に実施する予定である", "2023-04")
    assert (first.state, first.state_edition) == (state, edition)


def test_a_promise_that_stands_in_several_editions_is_one_commitment() -> None:
    assert [name for name, _ in trace(PROMISE, PROMISE, PROMISE)] == ["R4-4"]


def test_a_promise_that_was_moved_is_one_of_its_own_under_its_new_date() -> None:
    moved = "・ポータルサイトの改修は令和6年1月に実施する予定である。"
    found = [(name, row.due, row.state) for name, row in trace(PROMISE, moved, moved)]
    assert found == [("R4-4", "2023-04", "moved"), ("R5-1", "2024-01", "open")]


@pytest.mark.parametrize(
    "response",
    [
        "・令和5年4月に実施した。",
        "・令和4年10月に開催した研修を踏まえ、引き続き検討していきたい。",
        "・令和2年度に実施する予定である。",
        "・引き続き検討していきたい。",
        "・令和5年度の課題である。",
    ],
    ids=["done", "a promise about something else", "long past", "no date", "no verb"],
)
def test_what_promises_nothing_by_a_time_is_no_commitment(response: str) -> None:
    assert trace(response) == []


def test_of_several_dates_before_one_verb_the_last_is_the_due_one() -> None:
    ((_, found),) = trace("・令和5年度は検討会を置き、令和6年2月までに方針を示す予定である。")
    assert found.due == "2024-02"


def test_a_note_in_brackets_may_promise() -> None:
    ((_, found),) = trace("・要綱を見直す（令和5年6月実施予定）。")
    assert (found.text, found.due) == ("令和5年6月実施予定", "2023-06")
