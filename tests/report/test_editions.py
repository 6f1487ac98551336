from __future__ import annotations

from typing import Any

from pipeline.findings import finding
from pipeline.report.editions import (
    count_by_division,
    items_to_filters,
    records_to_columns,
    records_to_edition_page,
    records_to_item_views,
)
from pipeline.report.text import Piece
from tests.report.records import bare_item, edition, item, mark


def test_columns_are_the_fields_that_hold_something_in_the_order_of_print() -> None:
    items = [item(1, category=None, source=None), item(2, category=None, source=None)]
    assert [column.name for column in records_to_columns(edition("E1", items))] == [
        "policy_area",
        "issue",
        "status",
        "response",
        "divisions",
    ]


def test_a_series_without_fields_shows_its_own_headers() -> None:
    items = [bare_item(1, {"名称": "甲"}), bare_item(2, {"名称": "乙", "電話 / 番号": "0"})]
    columns = records_to_columns(edition("E1", items))
    assert [(column.name, column.is_extra) for column in columns] == [("名称", True), ("電話 / 番号", True)]
    view = records_to_item_views(edition("E1", items))[1]
    assert [paragraph.text for paragraph in view.cells["電話 / 番号"].paragraphs] == ["0"]


def test_a_column_of_nothing_but_struck_out_text_is_still_shown() -> None:
    marks = [mark(1, "response", 0, 0, "取下げ", style="strike"), mark(1, "備考", 0, 0, "済", style="strike")]
    columns = records_to_columns(edition("E1", [bare_item(1, {})], marks))
    assert [column.name for column in columns] == ["response", "備考"]


def test_the_heading_is_told_from_the_text_below_it() -> None:
    (view,) = records_to_item_views(edition("E1", [item(1, heading="人材", issue="【人材】\n・育てる\n育った")]))
    assert [paragraph.role for paragraph in view.cells["issue"].paragraphs] == ["heading", "bullet", "plain"]


def test_a_heading_that_runs_on_into_its_text_is_no_line_of_its_own() -> None:
    (view,) = records_to_item_views(edition("E1", [item(1, heading="人材", issue="【人材】育てる")]))
    assert [paragraph.role for paragraph in view.cells["issue"].paragraphs] == ["plain"]


def test_marks_are_laid_over_the_field_that_they_belong_to() -> None:
    marks = [mark(1, "response", 0, 2, "対応"), mark(2, "備考", 0, 1, "済")]
    items = [item(1, response="対応した"), bare_item(2, {"備考": "済み"})]
    first, second = records_to_item_views(edition("E1", items, marks))
    assert first.cells["response"].paragraphs[0].pieces[0] == Piece("対応", "colour", "#ff0000")
    assert second.cells["備考"].paragraphs[0].pieces[0] == Piece("済", "colour", "#ff0000")
    assert first.cells["issue"].paragraphs[0].pieces == (Piece("課題1"),)


def test_a_mark_on_a_division_is_shown_there_and_one_that_is_in_none_beside_them() -> None:
    marks = [mark(1, "divisions", 4, 7, "管財課"), mark(1, "divisions", 8, 11, "総務課")]
    (view,) = records_to_item_views(edition("E1", [item(1, divisions=("人事課", "管財課"))], marks))
    assert [paragraph.pieces[0].style for paragraph in view.cells["divisions"].paragraphs] == [None, "colour"]
    assert [piece.text for piece in view.cells["divisions"].beside] == ["総務課"]


def test_no_mark_is_lost_even_on_a_field_that_nobody_knows() -> None:
    (view,) = records_to_item_views(edition("E1", [item(1)], [mark(1, "別の欄", 0, 1, "赤")]))
    assert [piece.text for piece in view.cells["別の欄"].beside] == ["赤"]


def test_dittos_are_told() -> None:
    (view,) = records_to_item_views(edition("E1", [item(1, policy_area_ditto=True)]))
    assert (view.cells["policy_area"].ditto, view.cells["category"].ditto) == (True, False)


def test_filters_offer_what_there_is_with_counts_and_leave_out_what_would_choose_nothing() -> None:
    items = [
        item(1, divisions=("人事課", "管財課")),
        item(2, status="continuing"),
        item(3, status="done"),
    ]
    filters = {each.name: [(choice.value, choice.count) for choice in each.choices] for each in items_to_filters(items)}
    assert filters == {"status": [("done", 2), ("continuing", 1)], "division": [("人事課", 3), ("管財課", 1)]}


def test_a_shared_item_counts_once_for_each_of_its_divisions() -> None:
    items = [item(1, divisions=("管財課", "人事課", "人事課")), item(2, status="continuing")]
    assert count_by_division(items) == {"人事課": {"done": 1, "continuing": 1}, "管財課": {"done": 1}}
    assert list(count_by_division(items)) == ["人事課", "管財課"]


VALUES: dict[str, Any] = {"filled": 9, "total": 10, "column": "担当課", "before": 1, "after": 3}


def test_findings_stand_in_the_order_of_their_weight() -> None:
    findings = [finding(code, **VALUES) for code in ("no_mark_legend", "empty_field", "lost_cell", "number_gap")]
    page = records_to_edition_page(edition("E1", [item(1)]), [], findings, None)
    assert [finding.severity for finding in page.findings] == ["error", "warning", "warning", "info"]


def test_the_head_counts_marked_items() -> None:
    page = records_to_edition_page(edition("E1", [item(1, has_marks=True), item(2)]), [], [], None)
    assert page.head.marked_item_count == 1
    assert page.crop_problem is not None
