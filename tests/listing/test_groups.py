"""The order in which changes are read, and what is listed apart."""

from __future__ import annotations

import random
from typing import Literal

import pytest
from msgspec.structs import replace

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_markdown, changes_to_table, listing_order
from pipeline.model import Change, Weight
from tests.edition_records import item, marks_on, records

BROADCAST = "【広報】\n・広報の改善を査定に結び付け、問い合わせの増加を評価する。"
TRAINING = "【研修】\n・現場に赴いて県民の声を聴く研修を設ける。"


def change(
    marked: Literal["all", "part", "none", "stale"] | None,
    weights: tuple[Weight, ...] = ("text",),
    place: int = 1,
    kind: Literal["changed", "added", "removed", "unchanged"] = "changed",
    field: str | None = "response",
) -> Change:
    ends = (None if kind == "added" else place, None if kind == "removed" else place)
    return Change("a", kind, *ends, None, None, field, "x", "y", marked, (), 0.5, weights)


ORDERED = (
    change("none", ("number",), 8),
    change("none", ("date",), 7),
    change("none", ("status",), 9, field="status"),
    change("none", ("text",), 5, field="issue"),
    change("none", ("text",), 5, field="response"),
    change("none", ("text",), 5, field="備考"),
    change("none", ("text",), 6),
    change(None, (), 4, "removed", None),
    change(None, (), 3, "added", None),
    change("part", ("status",), 2, field="status"),
    change("part", ("text",), 1),
    change("all", ("number",), 1),
    change("stale", (), 1, "unchanged"),
)


@pytest.mark.parametrize("seed", range(5))
def test_what_nobody_marked_comes_first_and_what_weighs_most_before_all(seed: int) -> None:
    shuffled = random.Random(seed).sample(ORDERED, len(ORDERED))  # noqa: S311 - not for secrets
    assert listing_order(shuffled) == ORDERED


def test_another_notation_is_listed_last_and_fails_nobody_who_is_not_strict() -> None:
    notation, stale = change("none", ("notation",), 1), change("stale", (), 2, "unchanged")
    assert listing_order([notation, stale]) == (stale, notation)
    old, new = (records(name, [item(1, TRAINING, response=text)]) for name, text in (("a", "髙台、"), ("b", "高台，")))
    diff = compare_editions(old, new)
    assert [one.weights for one in diff.changes] == [("notation",)]
    assert (diff.audit.changed, diff.audit.marked_none, diff.audit.notation) == (0, 0, 1)
    assert not has_unmarked_changes(diff)
    assert has_unmarked_changes(diff, strict=True)


def test_what_went_beside_something_red_is_counted_and_told() -> None:
    before, after = "検討する。令和6年度に全所属で始める。", "検討することとした。"
    old, new = (records(name, [item(1, TRAINING, response=text)]) for name, text in (("a", before), ("b", after)))
    marked = replace(new, marks=tuple(marks_on(1, "response", after, "こととした")))
    diff = compare_editions(old, marked)
    assert [(one.marked, one.gone) for one in diff.changes] == [("part", ("令和6年度に全所属で始める",))]
    assert (diff.audit.deleted_characters, diff.audit.seen_deleted_characters) == (13, 0)
    for table in (changes_to_table(diff, width=200, colour=False), changes_to_markdown(diff)):
        assert "gone without a trace 13/13字" in table
        assert "gone without a trace: 令和6年度に全所属で始める" in table


def test_what_ocr_may_have_misread_is_listed_apart_and_blamed_on_nobody() -> None:
    doubtful = replace(change("none", ("text",)), doubtful=True)
    diff = replace(compare_editions(records("a", [item(1)]), records("b", [item(1)])), changes=(doubtful,))
    assert not has_unmarked_changes(diff)
    assert has_unmarked_changes(replace(diff, changes=(doubtful, change("none", ("text",)))))
    table = changes_to_table(diff, width=80, colour=False)
    assert "読み取りの誤りかもしれない違い" in table
    assert "印のない変更" not in table
