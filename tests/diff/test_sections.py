"""Items below another heading of the table, and headings that were worded anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.comparison import compare_editions
from pipeline.model import Change, EditionDiff, Mark
from tests.edition_records import item, mark, records

ISSUES = (
    "遊覧船を冬も動かせないか。",
    "岸壁の照明を増やすべきである。",
    "古い倉庫を工房として貸す。",
    "図書館の本が古い。",
)
DONE, OPEN = "【対応済の項目】", "【検討中の項目】"


def compare(old: Sequence[str | None], new: Sequence[str | None], marks: Sequence[Mark] = ()) -> EditionDiff:
    """Four items below these headings, which say the same in both editions."""
    sides = (
        [
            item(place, issue, section=section)
            for place, (issue, section) in enumerate(zip(ISSUES, side, strict=True), 1)
        ]
        for side in (old, new)
    )
    return compare_editions(records("R5-1", next(sides)), records("R5-2", next(sides), marks))


def told(changes: Sequence[Change]) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [
        (change.kind, change.to_number, change.before, change.after) for change in changes if change.field == "section"
    ]


def test_an_item_below_another_heading_at_the_same_place_has_changed() -> None:
    diff = compare([DONE, DONE, OPEN, OPEN], [DONE, OPEN, OPEN, OPEN])
    assert told(diff.changes) == [("changed", "2", DONE, OPEN)]
    assert (diff.changes[0].marked, diff.audit.marked_none) == ("none", 1)


@pytest.mark.parametrize("new", ["【対応が済んだ項目】", None])
def test_a_heading_that_was_worded_anew_is_told_once(new: str | None) -> None:
    diff = compare([DONE, DONE, OPEN, OPEN], [new, new, OPEN, OPEN])
    assert told(diff.changes) == [("head", None, DONE, new)]
    assert diff.audit.changed == 0


def test_most_of_its_items_tell_which_heading_an_older_one_is() -> None:
    diff = compare([DONE, DONE, DONE, OPEN], ["済", "済", "別の項目", OPEN])
    assert told(diff.changes) == [("changed", "3", DONE, "別の項目"), ("head", None, DONE, "済")]


def test_items_whose_heading_went_stand_below_another_one() -> None:
    assert [change[:2] for change in told(compare([DONE, DONE, OPEN, OPEN], [OPEN] * 4).changes)] == [
        ("changed", "1"),
        ("changed", "2"),
    ]


def test_notation_and_white_space_make_no_other_heading() -> None:
    assert compare([DONE] * 4, ["【対応済 の 項目】"] * 4).changes == ()


AREA, CATEGORY = mark(2, "policy_area", 0, "県庁組織の活性化"), mark(2, "category", 0, "人材育成")


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([mark(2, "number", 0, "2")], [("section", "all")]),
        ([AREA, CATEGORY, mark(2, "issue", 0, ISSUES[1])], [("section", "all")]),
        ([CATEGORY, mark(2, "issue", 0, ISSUES[1])], [("section", "none"), ("category", "stale"), ("issue", "stale")]),
        ([mark(1, "number", 0, "1")], [("section", "none"), ("number", "stale")]),
    ],
)
def test_paint_on_its_number_or_its_whole_row_tells_that_an_item_moved(
    marks: list[Mark], told: list[tuple[str, str]]
) -> None:
    diff = compare([DONE, DONE, OPEN, OPEN], [DONE, OPEN, OPEN, OPEN], marks)
    assert [(change.field, change.marked) for change in diff.changes] == told


def test_a_heading_that_is_the_policy_area_is_told_as_that() -> None:
    old = item(1, ISSUES[0], section="港", policy_area="Ⅰ　港")
    new = item(1, ISSUES[0], section="山", policy_area="Ⅱ　山")
    others = [item(place, ISSUES[place - 1], section=of, policy_area=of) for place, of in ((2, "港"), (3, "山"))]
    diff = compare_editions(records("R5-1", [old, *others]), records("R5-2", [new, *others]))
    assert [change.field for change in diff.changes] == ["policy_area"]
