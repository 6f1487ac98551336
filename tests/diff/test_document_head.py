"""The head of the document: what changes around the rows is told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_table
from pipeline.model import EditionDiff, EditionRecords
from tests.edition_records import item, records

BUDGET: Mapping[str, Sequence[str]] = {
    "事業名": ("道路の補修", "橋の点検", "公園の整備"), "予算額(千円)": ("310", "75", "1,200"),
    "担当課": ("土木課", "土木課", "公園課"), "区分": ("新規", "継続", "新規"),
}  # fmt: skip


def edition(name: str, columns: Mapping[str, Sequence[str]] = BUDGET, **facts: Any) -> EditionRecords:
    """An edition of a table that no field claims a column of; blank cells are left out of the items."""
    lines = zip(*columns.values(), strict=True)
    rows = [
        item(place, extra={header: text for header, text in zip(columns, line, strict=True) if text})
        for place, line in enumerate(lines, 1)
    ]
    plain = records(name, rows)
    values = {"headers": tuple(columns), "header_fields": ("",) * len(columns), **facts}
    return replace(plain, edition_record=replace(plain.edition_record, **values))


def renamed(old: str, new: str) -> dict[str, Sequence[str]]:
    return {new if header == old else header: texts for header, texts in BUDGET.items()}


def told(diff: EditionDiff) -> list[tuple[str | None, str | None, str | None]]:
    assert {change.kind for change in diff.changes} <= {"head"}
    return [(change.field, change.before, change.after) for change in diff.changes]


def compare(columns: Mapping[str, Sequence[str]] = BUDGET, **facts: Any) -> EditionDiff:
    return compare_editions(edition("a", notes=("（単位：千円）",)), edition("b", columns, **facts))


NOTES = ("（単位：千円）",)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (renamed("予算額(千円)", "予算額(万円)"), [("unit", "予算額(千円)", "予算額(万円)")]),
        (renamed("担当課", "所管課"), [("header", "担当課", "所管課")]),
        (renamed("担当課", "担 当 課"), []),
        (renamed("事業名", "列1"), [("header", "事業名", None)]),
        ({header: texts for header, texts in BUDGET.items() if header != "区分"}, [("column", "区分", None)]),
        ({**BUDGET, "件数": ("1", "2", "3")}, [("column", None, "件数")]),
        (
            {header: BUDGET[header] for header in ("事業名", "担当課", "予算額(千円)", "区分")},
            [("column_order", "事業名 | 予算額(千円) | 担当課 | 区分", "事業名 | 担当課 | 予算額(千円) | 区分")],
        ),
    ],
    ids=["unit", "reworded", "spaces", "without a name", "dropped", "new", "moved"],
)
def test_a_column_is_told_once_and_not_once_a_row(
    columns: Mapping[str, Sequence[str]], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(compare(columns, notes=NOTES)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"title": "対応方針について"}, [("title", "対応状況について", "対応方針について")]),
        ({"notes": ("（単位：万円）",)}, [("unit", "（単位：千円）", "（単位：万円）")]),
        ({"notes": ()}, [("unit", "（単位：千円）", None)]),
        ({"notes": (*NOTES, "※当初予算の額である。")}, [("note", None, "※当初予算の額である。")]),
        ({"mark_legend": "※変更部分は下線"}, [("mark_legend", "※変更部分は赤字着色", "※変更部分は下線")]),
        ({"status_legend": {"○": "対応済"}}, [("status_legend", None, "○:対応済")]),
        ({"label": "R5第2回PT会合用", "document_label": "資料9"}, []),
    ],
    ids=["title", "unit", "no unit", "new note", "legend of marks", "legend of statuses", "what names the edition"],
)
def test_what_stands_around_the_table_is_told(
    facts: dict[str, Any], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(compare(**{"notes": NOTES, **facts})) == expected


def test_a_reworded_note_is_one_change_and_a_note_broken_into_other_lines_none() -> None:
    old = edition("a", notes=("金額は当初予算の額である。", "件数は", "延べ数である。"))
    new = edition("b", notes=("金額は補正後の予算の額である。", "件数は延べ数である。"))
    whole = edition("c", notes=("金額は当初予算の", "額である。件数は延べ数である。"))
    assert ("note", "金額は当初予算の額である。", "金額は補正後の予算の額である。") in told(compare_editions(old, new))
    assert told(compare_editions(old, whole)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("（参考）対応済 5件、検討中 5件", "（参考）対応済 6件、検討中 4件"),
        ("○：対応済　△：検討中（令和5年3月末現在）", "○：対応済　△：検討中（令和5年9月末現在）"),
        ("※変更部分は赤字着色（資料1から）", "※変更部分は赤字着色（資料2から）"),
    ],
)
def test_a_note_that_says_more_than_a_legend_is_a_note(before: str, after: str) -> None:
    legends: dict[str, Any] = {"mark_legend": "※変更部分は赤字着色", "status_legend": {"○": "対応済", "△": "検討中"}}
    old, new = (edition(name, notes=(note,), **legends) for name, note in (("a", before), ("b", after)))
    assert told(compare_editions(old, new)) == [("note", before, after)]


def test_a_legend_of_numbers_is_no_note() -> None:
    old = edition("a", status_legend={"1": "対応済", "2": "検討中"}, notes=("1：対応済　2：検討中",))
    new = edition("b", status_legend={"1": "対応済", "2": "検討を続ける"}, notes=("1：対応済　2：検討を続ける",))
    assert [part for part, *_ in told(compare_editions(old, new))] == ["status_legend"]


def test_a_legend_among_the_notes_is_told_as_a_legend_alone() -> None:
    old = edition("a", mark_legend="※変更部分は赤字着色", notes=("※変更部分は赤字着色", "○：対応済　△：検討中"))
    new = edition("b", mark_legend="※変更箇所は下線", notes=("※変更箇所は下線", "○：完了　△：検討中"))
    statuses = ({"○": "対応済", "△": "検討中"}, {"○": "完了", "△": "検討中"})
    old, new = (
        replace(one, edition_record=replace(one.edition_record, status_legend=legend))
        for one, legend in zip((old, new), statuses, strict=True)
    )
    assert [part for part, _, _ in told(compare_editions(old, new))] == ["mark_legend", "status_legend"]


def test_a_column_that_is_blank_in_every_row_is_no_column_that_came() -> None:
    blank = {**BUDGET, "備考": ("", "", "")}
    filled = {**BUDGET, "備考": ("", "延期した", "")}
    (change,) = compare_editions(edition("a", blank), edition("b", filled)).changes
    assert (change.kind, change.field, change.to_ordinal) == ("changed", "備考", 2)


def with_fields(name: str, **fields: str | None) -> EditionRecords:
    """An edition of the field ``issue`` and these, whose columns have the fields' names as headers."""
    rows = [item(place, issue, **fields) for place, issue in enumerate(("補修を急げ。", "橋を直せ。"), 1)]
    plain = records(name, rows)
    names = ("issue", *fields)
    return replace(plain, edition_record=replace(plain.edition_record, headers=names, header_fields=names))


def test_a_column_of_a_field_that_came_or_went_is_told_once_and_not_in_each_row() -> None:
    old, new = with_fields("a", source="第1回PT"), with_fields("b")
    assert told(compare_editions(old, new)) == [("column", "source", None)]
    assert told(compare_editions(new, old)) == [("column", None, "source")]
    assert compare_editions(old, new).audit.marked_none == 0


def test_a_column_of_a_field_that_is_blank_now_is_told_in_each_row() -> None:
    changes = compare_editions(with_fields("a", source="第1回PT"), with_fields("b", source=None)).changes
    assert [(change.kind, change.field) for change in changes] == [("changed", "source")] * 2


def test_an_area_that_was_a_column_and_is_a_heading_now_is_compared() -> None:
    new = with_fields("b", policy_area="橋")
    new = replace(new, edition_record=replace(new.edition_record, headers=("issue",), header_fields=("issue",)))
    changes = compare_editions(with_fields("a", policy_area="道路"), new).changes
    assert [change.field for change in changes if change.to_ordinal] == ["policy_area"] * 2


def test_nothing_changed_is_said_only_where_the_head_is_the_same() -> None:
    same, unit = compare(notes=NOTES), compare(renamed("予算額(千円)", "予算額(万円)"), notes=NOTES)
    assert "変更はありません" in changes_to_table(same, width=100, colour=False)
    assert "変更はありません" not in changes_to_table(unit, width=100, colour=False)
    assert "予算額([-千-]{+万+}円)" in changes_to_table(unit, width=100, colour=False)
    assert not has_unmarked_changes(unit)


def test_two_columns_never_bear_one_name_in_a_listing() -> None:
    long = "事務連絡に基づく対応として行う相談の種類"
    headers = [f"{long}(電話) / 初めての方", f"{long}(映像) / 初めての方"]
    old = edition("a", {"会場": ("東", "西", "南"), **dict.fromkeys(headers, ("○", "×", "○"))})
    new = edition("b", {"会場": ("東", "西", "南"), **dict.fromkeys(headers, ("○", "○", "○"))})
    table = changes_to_table(compare_editions(old, new), width=160, colour=False)
    assert all(header in table for header in headers)
