"""Which edition the marks speak of, and two documents with nothing in common."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.changes import shares_nothing
from pipeline.comparison import compare_editions
from pipeline.history import reach_in_series
from pipeline.history.between_editions import reach_of
from pipeline.listing import changes_to_markdown, changes_to_table
from pipeline.model import EditionRecords, Reach
from tests.edition_records import item, marks_on, records
from tests.match.test_items import SHOPS, TOPICS, prose, shop


def of_meeting(edition: EditionRecords, year: int | None, number: int | None) -> EditionRecords:
    facts = replace(edition.edition_record, fiscal_year=year, meeting_number=number)
    return replace(edition, edition_record=facts)


@pytest.mark.parametrize(("day", "kind"), [(1, "reversed"), (9, "neighbours")])
def test_the_days_of_two_meetings_say_which_was_first(day: int, kind: str) -> None:
    before, after = (
        replace(records(name, []).edition_record, meeting_date=date(2023, 6, each))
        for name, each in (("a", 5), ("b", day))
    )
    assert reach_of(before, after).kind == kind


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ((2022, 4), (2023, 1), "neighbours"), ((2023, 1), (2023, 2), "neighbours"),
        ((2023, 1), (2023, 1), "neighbours"),
        ((2022, 12), (2023, 13), "neighbours"), ((2022, 12), (2023, 14), "apart"),  # counted on over the years
        ((2022, 4), (2023, 2), "apart"), ((2023, 1), (2023, 3), "apart"), ((2021, 1), (2023, 1), "apart"),
        ((2023, 2), (2023, 1), "reversed"), ((2023, 1), (2022, 4), "reversed"),
        ((2022, None), (2023, None), "neighbours"), ((2021, None), (2023, None), "apart"),
        ((2023, None), (2022, None), "reversed"), ((None, None), (None, None), "neighbours"),
    ],
)  # fmt: skip
def test_documents_say_whether_another_meeting_lies_between(old: Any, new: Any, kind: str) -> None:
    before, after = of_meeting(records("a", []), *old), of_meeting(records("b", []), *new)
    assert reach_of(before.edition_record, after.edition_record).kind == kind


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("R4-4", "R5-1", Reach()),
        ("R4-4", "R5-2", Reach("apart", ("R5-1",))),
        ("R5-2", "R4-4", Reach("reversed")),
    ],
)
def test_the_editions_of_a_series_say_what_lies_between(old: str, new: str, expected: Reach) -> None:
    facts = {"R4-4": (2022, 4), "R5-1": (2023, 1), "R5-2": (2023, 2)}
    sides = [of_meeting(records(name, []), *facts[name]) for name in (old, new)]
    assert reach_in_series(list(facts), *sides) == expected


def test_of_editions_side_by_side_the_documents_say_that_one_between_them_is_missing() -> None:
    sides = [of_meeting(records(name, []), 2023, number) for name, number in (("R5-1", 1), ("R5-3", 3))]
    assert reach_in_series(["R5-1", "R5-3"], *sides) == Reach("apart")


def editions() -> tuple[EditionRecords, EditionRecords, EditionRecords]:
    """Three editions: the second adds a sentence in red to item 1, the third one to item 2; both move down by one."""
    first, painted = prose(0, 1), "・越境研修を始めた。"
    second = [replace(first[0], response=painted), first[1]]
    third = [
        item(1, TOPICS[7]),
        replace(second[0], ordinal=2, number="2"),
        replace(first[1], ordinal=3, number="3", response=f"{first[1].response}\n・研修を開いた。"),
    ]
    return (
        of_meeting(records("R4-4", first), 2022, 4),
        of_meeting(records("R5-1", second, marks_on(1, "response", painted, painted)), 2023, 1),
        of_meeting(records("R5-2", third, marks_on(3, "response", third[2].response or "", "研修を開いた")), 2023, 2),
    )


def test_over_an_edition_between_no_recall_is_given_and_what_that_one_marked_is_told() -> None:
    first, second, third = editions()
    steps = [compare_editions(first, second), compare_editions(second, third)]
    across = compare_editions(first, third, earlier=steps, reach=Reach("apart", ("R5-1",)))
    assert steps[1].audit.recall == 1
    assert across.audit.recall is across.audit.precision is None
    assert across.marked_before == {2: {"response": "R5-1"}}
    for text in (changes_to_table(across, width=400, colour=False), changes_to_markdown(across)):
        assert "再現率は示さない" in text
        assert "response" in text
        assert "R5" in text
        assert "recall 0%" not in text
    assert "2 response (R5-1)" in changes_to_table(across, width=400, colour=False)


def test_backwards_no_recall_is_given() -> None:
    first, second, _ = editions()
    back = compare_editions(second, first)
    assert back.reach.kind == "reversed"
    assert back.audit.recall is None
    assert "the newer document comes first" in changes_to_table(back, width=400, colour=False)


def test_two_documents_with_nothing_in_common_end_with_a_warning_and_not_with_all_their_rows() -> None:
    names = ("山田屋本店", "北陸交易", "海鮮市場たてやま", "川辺書房", "港町食堂")
    other = [shop(place, name, f"0857-{place * 7:02}-{place * 991:04}") for place, name in enumerate(names, 1)]
    diff = compare_editions(records("a", SHOPS[:5]), records("b", other))
    table = changes_to_table(diff, width=200, colour=False)
    assert shares_nothing(diff)
    assert "hardly an item in common" in table
    assert "山田屋本店" not in table
    assert len(diff.changes) == 10


def test_one_item_in_common_of_few_is_something() -> None:
    assert not shares_nothing(compare_editions(records("a", prose(0, 1, 2)), records("b", prose(0, 7, 8))))
    assert not shares_nothing(compare_editions(records("a", []), records("b", prose(0))))
