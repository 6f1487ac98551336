"""A column that a field claims in one edition alone is the same column still."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.comparison import compare_editions
from pipeline.model import EditionRecords, Item
from tests.edition_records import item, marks_on, records

NAMES = ("道路の補修", "橋の点検", "公園の整備")
DIVISIONS = ("土木課", "橋りょう課", "公園課")


def edition(name: str, items: list[Item], fields: tuple[str, str], marked: str = "") -> EditionRecords:
    marks = marks_on(2, fields[1] or "担当課", marked, marked) if marked else []
    plain = records(name, items, marks)
    record = replace(plain.edition_record, headers=("事業名", "担当課"), header_fields=fields)
    return replace(plain, edition_record=record)


def claimed(*divisions: str) -> list[Item]:
    return [item(n, divisions=(one,), extra={"事業名": NAMES[n - 1]}) for n, one in enumerate(divisions, 1)]


def unclaimed(*divisions: str) -> list[Item]:
    return [item(n, extra={"事業名": NAMES[n - 1], "担当課": one}) for n, one in enumerate(divisions, 1)]


def test_a_column_that_is_claimed_in_one_edition_alone_changes_nothing() -> None:
    old, new = edition("a", claimed(*DIVISIONS), ("", "divisions")), edition("b", unclaimed(*DIVISIONS), ("", ""))
    assert compare_editions(old, new).changes == ()
    assert compare_editions(new, old).changes == ()


def test_what_did_change_in_it_is_told_under_its_header_with_its_mark() -> None:
    old = edition("a", unclaimed(*DIVISIONS), ("", ""))
    new = edition("b", claimed("土木課", "道路課", "公園課"), ("", "divisions"), marked="道路課")
    (change,) = compare_editions(old, new).changes
    assert (change.field, change.before, change.after, change.marked) == ("担当課", "橋りょう課", "道路課", "all")


def test_a_column_that_both_editions_claim_stays_a_field() -> None:
    old = edition("a", claimed(*DIVISIONS), ("", "divisions"))
    new = edition("b", claimed("土木課", "道路課", "公園課"), ("", "divisions"))
    assert [change.field for change in compare_editions(old, new).changes] == ["divisions"]
