"""The workbook to read: the table as printed with its marks, 変更一覧, 所見."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Change, Item, Mark
from pipeline.publish.excel import PrintedEdition, write_reading_workbook
from pipeline.publish.excel_table import cell_value, marked_runs, printed_columns
from pipeline.publish.workbook import Look, Run
from tests.publish import made

RED = Look(colour="#ff0000")


def mark(start: int, end: int, text: str, field: str = "response", style: str = "colour") -> Mark:
    return Mark(1, field, start, end, text, style, "#ff0000", 1, *made.BOX)


def printed(*, items: Sequence[Item] = made.edition().items, marks: Sequence[Mark] = ()) -> PrintedEdition:
    edition = PrintedEdition.of_tagged(made.edition())
    return replace(edition, items=tuple(items), marks=tuple(marks))


def workbook(folder: Path, edition: PrintedEdition, **more: Any) -> openpyxl.Workbook:
    write_reading_workbook(folder / "book.xlsx", [edition], **more)
    return openpyxl.load_workbook(folder / "book.xlsx", rich_text=True)


def column(sheet: Any, title: str, header: int = 3) -> list[Any]:
    titles = [cell.value for cell in sheet[header]]
    return [row[titles.index(title)] for row in sheet.iter_rows(min_row=header + 1)]


# ── the table as printed ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_has_title_legend_and_its_columns_under_japanese_headers(tmp_path: Path) -> None:
    sheet = workbook(tmp_path, printed())["R5-1"]
    assert sheet["A1"].value == "対応状況一覧 R5第1回会合用 資料4"
    assert sheet["A2"].value == "※変更部分は赤字着色"
    titles = [cell.value for cell in sheet[3]]
    assert titles[:4] == ["番号", "施策区分", "項目分類", "課題・指摘事項"]
    assert titles[4:] == ["出所", "状況", "対応状況", "担当課", "備考", "先", "ページ"]
    assert [cell.value for cell in column(sheet, "担当課")] == ["人事課\n管財課", None]


def test_columns_come_in_the_printed_order_with_their_printed_headers() -> None:
    headers = {"ご意見": "issue", "番号": "number", "対応": "response", "備考": ""}
    record = replace(made.EDITION, headers=tuple(headers), header_fields=tuple(headers.values()))
    item = replace(
        made.ITEM, policy_area=None, category=None, source=None, divisions=(), extra={"備考": "a", "余": "b"}
    )
    assert [tuple(each) for each in printed_columns(record, [item])] == [
        ("issue", "ご意見"), ("number", "番号"), ("status", "状況"), ("response", "対応"),
        ("備考", "備考"), ("余", "余"),
    ]  # fmt: skip


def test_a_header_above_several_columns_has_the_fields_name_with_it() -> None:
    record = replace(made.EDITION, headers=("対応", "対応"), header_fields=("status", "response"))
    assert printed_columns(record, [])[:2] == [("status", "対応 / 状況"), ("response", "対応 / 対応状況")]


def test_marked_text_is_red_in_its_cell_and_struck_out_text_stands_where_it_stood(tmp_path: Path) -> None:
    marks = [mark(0, 2, "予定"), mark(3, 3, "検討", style="strike")]
    cell, _ = column(workbook(tmp_path, printed(marks=marks))["R5-1"], "対応状況")
    texts = [part if isinstance(part, str) else part.text for part in cell.value]
    assert texts == ["予定", "を", "検討", "決めた。"]
    assert cell.value[0].font.color.rgb == "FFFF0000"
    assert cell.value[2].font.strike


def test_a_ditto_is_resolved_and_grey(tmp_path: Path) -> None:
    items = (replace(made.ITEM, dittos=("category",)),)
    (cell,) = column(workbook(tmp_path, printed(items=items))["R5-1"], "項目分類")
    assert (cell.value, cell.font.color.rgb) == ("育成", "FF808080")


@pytest.mark.parametrize(
    ("field", "text", "runs"),
    [
        ("divisions", "管財課", (Run("人事課\n"), Run("管財課", RED))),
        ("status", "○", (Run("○", RED),)),
        ("status", "〇", (Run("○", RED),)),  # tidied since: all of the cell
    ],
)
def test_a_mark_in_a_status_or_in_divisions_is_found_by_its_text(field: str, text: str, runs: tuple[Run, ...]) -> None:
    assert cell_value(made.ITEM, field, {(1, field): [mark(0, len(text), text, field)]}) == runs


def test_what_lies_behind_a_text_becomes_the_ground_of_its_cell() -> None:
    value = cell_value(made.ITEM, "response", {(1, "response"): [mark(0, 2, "予定", style="highlight")]})
    assert value == (Run("予定", Look(bold=True, fill="#ff0000")), Run("を決めた。"))


@given(
    st.text("あいう\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_whatever_the_marks_are_the_plain_text_is_kept(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in cuts]
    runs = list(marked_runs(text, [mark(start, end, text[start:end] or "取") for start, end in spans]))
    assert "".join(run.text for run in runs if not run.look.strike) == text


# ── 変更一覧 and 所見 ───────────────────────────────────────────────────────────────────────────────────────────────


def changed(*, marked: str = "all", is_marked: bool = True) -> Change:
    change = made.diff().changes[1]
    segments = tuple(replace(segment, marked=is_marked and segment.op != "equal") for segment in change.segments)
    return replace(change, segments=segments, marked=marked)


def test_a_change_shows_before_and_after_with_the_mark_told_in_the_publishers_word(tmp_path: Path) -> None:
    edition = printed()
    sheet = workbook(tmp_path, edition, changes=[changed()], before=edition)["変更一覧"]
    (row,) = sheet.iter_rows(min_row=4)
    titles = [cell.value for cell in sheet[3]]
    assert titles == [
        "旧番号", "新番号", "欄", "種類", "変更前（R5-1）", "変更後（R5-1）", "赤字の有無", "重要さ", "担当課",
        "ページ",
    ]  # fmt: skip
    assert [cell.value for cell in row[:4]] == ["1", "1", "対応状況", "変更"]
    assert [cell.value for cell in row[6:]] == ["赤字あり", "文章", "人事課\n管財課", 1]
    before, after = row[4].value, row[5].value
    assert (before[0].text, before[0].font.strike, before[0].font.color.rgb) == ("検討", True, "FFFF0000")
    assert (after[0].text, after[0].font.b, after[0].font.color.rgb) == ("予定", False, "FFFF0000")


def test_a_change_without_a_mark_is_blue_and_bold(tmp_path: Path) -> None:
    edition = printed()
    sheet = workbook(tmp_path, edition, changes=[changed(marked="none", is_marked=False)], before=edition)["変更一覧"]
    (after,) = column(sheet, "変更後（R5-1）")
    assert (after.value[0].font.b, after.value[0].font.color.rgb) == (True, "FF0000FF")
    assert [cell.value for cell in column(sheet, "赤字の有無")] == ["赤字なし"]


def test_an_item_that_went_shows_what_it_was(tmp_path: Path) -> None:
    removed = replace(made.diff().changes[0], from_ordinal=1)
    sheet = workbook(tmp_path, printed(), changes=[removed], before=printed())["変更一覧"]
    (row,) = sheet.iter_rows(min_row=4)
    assert [cell.value for cell in row[2:6]] == ["項目全体", "削除", made.ITEM.issue, None]


def test_findings_have_a_sheet_and_the_first_edition_no_list_of_changes(tmp_path: Path) -> None:
    book = workbook(tmp_path, printed())
    assert book.sheetnames == ["R5-1", "所見"]
    (row,) = book["所見"].iter_rows(min_row=2)
    assert [cell.value for cell in row[:4]] == ["R5-1", "注意", "number_gap", made.edition().findings[0].message_ja]


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_reading_workbook(tmp_path / name, [printed()], made.diff().changes, printed())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("kind", "field", "labels"),
    [
        ("head", "unit", ["単位", "表の外"]),
        ("split", None, ["項目全体", "分割"]),
        ("changed", "備考", ["備考", "変更"]),
    ],
)
def test_what_changed_is_named_in_japanese(tmp_path: Path, kind: str, field: str | None, labels: list[str]) -> None:
    change = replace(made.diff().changes[1], kind=kind, field=field)
    sheet = workbook(tmp_path, printed(), changes=[change], before=printed())["変更一覧"]
    assert [cell.value for cell in next(sheet.iter_rows(min_row=4))][2:4] == labels
