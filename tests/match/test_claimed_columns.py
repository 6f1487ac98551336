"""A column that a field claims in one edition alone, or another in each, is the same column still."""

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


WORKS = ("窓や壁の断熱改修に対し、費用の3分の1を補助する。", "照明をLEDに取り替える。", "太陽光発電を進める。")
HEADERS = {"取組の内容": WORKS, "今後の方針": ("継続", "継続", "継続")}


def of_fields(name: str, *fields: str, works: tuple[str, ...] = WORKS) -> EditionRecords:
    """An edition whose columns, as many as fields are given, are these fields."""
    columns = dict(zip(fields, (works, *list(HEADERS.values())[1:]), strict=False))
    rows = [item(place, **{field: texts[place - 1] for field, texts in columns.items()}) for place in (1, 2, 3)]
    plain = records(name, rows)
    record = replace(plain.edition_record, headers=tuple(HEADERS)[: len(fields)], header_fields=fields)
    return replace(plain, edition_record=record)


def test_a_column_that_is_another_field_in_each_edition_is_told_once_with_the_column_that_came() -> None:
    old, new = of_fields("a", "response"), of_fields("b", "issue", "response")
    told = [(change.kind, change.field, change.before, change.after) for change in compare_editions(old, new).changes]
    assert told == [("head", "column", None, "今後の方針")]
    back = compare_editions(new, old).changes
    assert [(change.kind, change.before, change.after) for change in back] == [("head", "今後の方針", None)]


def test_what_changed_in_a_column_that_is_another_field_in_each_edition_is_told_under_its_header() -> None:
    new = of_fields("b", "issue", "response", works=(WORKS[0].replace("3分の1", "2分の1"), *WORKS[1:]))
    change = next(change for change in compare_editions(of_fields("a", "response"), new).changes if change.to_ordinal)
    assert (change.to_ordinal, change.field, change.marked) == (1, "取組の内容", "none")


def test_two_columns_under_one_header_stay_the_fields_that_they_are() -> None:
    def edition(name: str, status: str, *fields: str) -> EditionRecords:
        plain = records(name, [item(1, WORKS[0], status_mark=status, response="費用の一部を補助した。")])
        headers = ("意見", "対応状況", "対応状況")
        return replace(plain, edition_record=replace(plain.edition_record, headers=headers, header_fields=fields))

    old, new = edition("a", "△", "issue", "status", "response"), edition("b", "○", "issue", "response", "status")
    assert ("status", "△", "○") in [(one.field, one.before, one.after) for one in compare_editions(old, new).changes]
