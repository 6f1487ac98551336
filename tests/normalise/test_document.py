"""Whole documents: what the rooms after this one rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import PLAIN, Cell, CellRecord, Field, FrontMatter, Line, PageFacts, Series
from pipeline.normalise import normalise_document
from pipeline.schema import FIELDS
from tests.normalise.printed import (
    NO_SERIES,
    RED,
    STRUCK,
    document_of,
    normalise,
    normalise_table,
    printed_cell,
    printed_line,
    table_of,
)

HEADERS = ["No.", "分野", "意見の概要", "県の考え方"]
BENEFIT, LUCK = "\ufa17", "\ufa1a"


def test_values_are_keyed_by_field_and_the_rest_by_header() -> None:
    (row,) = normalise_table([*HEADERS, "備考"], [["1", "防災", "意見", "済", "ＨＰ参照"]]).rows
    assert {field: value.text for field, value in row.values.items()} == {
        "number": "1",
        "policy_area": "防災",
        "issue": "意見",
        "response": "済",
    }
    assert {header: value.text for header, value in row.extra.items()} == {"備考": "HP参照"}


def test_in_a_table_of_another_kind_everything_is_in_extra() -> None:
    (row,) = normalise_table(["", "施設名", "電話番号"], [["1", "県立診療所", "076-444-0000"]]).rows
    assert row.values == {}
    assert {header: value.text for header, value in row.extra.items()} == {
        "列1": "1",
        "施設名": "県立診療所",
        "電話番号": "076-444-0000",
    }


def test_a_ditto_runs_on_over_a_page_break() -> None:
    rows = [["1", "防災", "意見", "済"], ["2", "〃", "意見", "済"], ["3", "〃", "意見", "済"]]
    document = normalise_table(HEADERS, rows, pages=[1, 1, 2])
    assert [row.values["policy_area"].text for row in document.rows] == ["防災"] * 3
    assert [("policy_area" in row.dittos) for row in document.rows] == [False, True, True]


@pytest.mark.parametrize(("struck", "meant"), [("防災", "防災"), ("〃", "福祉")])
def test_a_ditto_below_a_cell_that_is_struck_out_repeats_what_that_said(struck: str, meant: str) -> None:
    rows = [["1", "福祉", "意見", "済"], ["2", "", "意見", "済"], ["3", "〃", "意見", "済"]]
    cells = [cell for cell in table_of(HEADERS, rows) if (cell.row_index, cell.column_index) != (2, 1)]
    cells = [*cells, printed_cell([[(struck, STRUCK)]], row=2, column=1)]
    document = normalise(sorted(cells, key=lambda cell: (cell.row_index, cell.column_index)), len(HEADERS))
    texts = [row.values["policy_area"].text for row in document.rows]
    assert texts == ["福祉", "", meant]


def test_a_ditto_in_the_first_row_has_no_value_and_is_told() -> None:
    document = normalise_table(HEADERS, [["1", "〃", "意見", "済"], ["2", "〃", "意見", "済"]])
    assert all("policy_area" not in row.values and "policy_area" not in row.dittos for row in document.rows)
    found = [finding for finding in document.findings if finding.code == "ditto_without_antecedent"]
    assert [(finding.ordinal, finding.field, finding.text) for finding in found] == [
        (1, "policy_area", "〃"),
        (2, "policy_area", "〃"),
    ]


def test_a_number_is_never_a_ditto() -> None:
    rows = normalise_table(HEADERS, [["1", "防災", "意見", "済"], ["同", "防災", "意見", "済"]]).rows
    assert rows[1].values["number"].text == "同"


def test_dittos_of_each_column_are_resolved_for_themselves() -> None:
    rows = normalise_table(
        [*HEADERS, "備考"], [["1", "防災", "意見A", "済", "注"], ["2", "交通", "〃", "同上", "″"]]
    ).rows
    assert {**{k: v.text for k, v in rows[1].values.items()}, "備考": rows[1].extra["備考"].text} == {
        "number": "2",
        "policy_area": "交通",
        "issue": "意見A",
        "response": "済",
        "備考": "注",
    }
    assert rows[1].dittos == {"issue", "response", "備考"}


def test_a_ditto_in_part_is_printed_in_part() -> None:
    rows = normalise_table(HEADERS, [["1", "農林部 農業課", "意見", "済"], ["2", "〃 林業課", "意見", "済"]]).rows
    assert rows[1].values["policy_area"].text == "農林部 林業課"
    assert rows[1].dittos == frozenset()


def as_printed(cells: Iterable[Cell | CellRecord]) -> list[tuple[object, ...]]:
    return sorted((cell.row_index, cell.column_index, cell.text, cell.box, cell.glyph_count) for cell in cells)


def test_cells_know_their_field_and_item_and_keep_their_text() -> None:
    cells = table_of(HEADERS, [["1", "防災", "意\n見", "済"]])
    document = normalise(cells, 4)
    assert [(cell.field, cell.ordinal) for cell in document.cells] == [
        *[(None, None)] * 4,
        ("number", 1),
        ("policy_area", 1),
        ("issue", 1),
        ("response", 1),
    ]
    assert as_printed(document.cells) == as_printed(cells)


def test_cells_of_other_tables_belong_to_no_item() -> None:
    parsed = document_of(table_of(HEADERS, [["1", "防災", "意見", "済"]]), 4)
    other = replace(
        parsed.tables[0],
        table_index=1,
        cells=tuple(replace(cell, table_index=1) for cell in parsed.tables[0].cells),
    )
    document = normalise_document(replace(parsed, tables=(other, parsed.tables[0]), main_table_index=1), NO_SERIES)
    assert all(cell.ordinal is None for cell in document.cells if cell.table_index == 1)
    assert any(cell.ordinal == 1 for cell in document.cells if cell.table_index == 0)
    assert len(document.cells) == 2 * len(parsed.tables[0].cells)


def test_front_matter_is_repaired_too() -> None:
    front = FrontMatter("⻑期計画", "Ｒ５第１回", "資料４", ("※変更部分は⾚字",))
    document = normalise_document(document_of(table_of(HEADERS, []), 4, front), NO_SERIES)
    assert document.front == FrontMatter("長期計画", "R5第1回", "資料4", ("※変更部分は赤字",))


def test_the_whole_document_shows_whether_its_font_made_an_ideograph() -> None:
    rows = [["1", f"公{BENEFIT}", f"{BENEFIT}子委員の意見", "済"]]
    document = normalise_table(HEADERS, rows)
    assert document.rows[0].values["issue"].text == "益子委員の意見"
    assert [finding.code for finding in document.findings] == ["font_made_ideograph"]


def test_a_name_keeps_its_compatibility_ideograph() -> None:
    parsed = document_of(table_of(HEADERS, [["1", "防災", f"{LUCK}子委員の意見", "済"]]), 4)
    page = PageFacts(1, 100.0, 100.0, 2, (printed_line("不祥事の一覧", 0, 0),), 6)
    document = normalise_document(replace(parsed, pages=(page,)), NO_SERIES)
    assert document.rows[0].values["issue"].text == f"{LUCK}子委員の意見"
    assert [finding.code for finding in document.findings] == ["compatibility_ideograph"]


def test_marks_keep_their_place_over_a_page_break() -> None:
    cells = table_of(HEADERS, [])
    cells += table_of(HEADERS, [["1", "防災", "意見", ""]])[4:7]
    cells.append(printed_cell([[("研修を進め", RED)]], row=1, column=3, ems=5))
    cells.append(
        printed_cell([[("る予定", RED), ("である。", PLAIN)]], row=2, column=3, ems=7, page_number=2, continues=True)
    )
    (row,) = normalise(cells, 4).rows
    assert row.values["response"].text == "研修を進める予定である。"
    assert [(span.start, span.end, span.page_number) for span in row.values["response"].spans] == [(0, 5, 1), (5, 8, 2)]


@pytest.mark.parametrize(("confidence", "told"), [(0.95, ["ocr_doubt"]), (0.97, []), (None, [])])
def test_a_cell_with_a_letter_that_was_hardly_recognised_is_told(confidence: float | None, told: list[str]) -> None:
    cells = table_of(HEADERS, [["1", "防災", "意見", "済"]])
    cells[-1] = replace(cells[-1], confidence=confidence)
    assert [found.code for found in normalise(cells, 4).findings] == told


@pytest.mark.parametrize(
    ("note", "told"),
    [("い" * 4, True), ("い" * 2, False), ("※" + "い" * 3, False)],
    ids=["4 % of the text", "2 %", "a note that says that it is one"],
)
def test_text_in_no_row_is_a_warning_from_3_percent_of_the_table_on(note: str, told: bool) -> None:
    cells = table_of(["意見の概要", "県の考え方"], [["あ" * 42, "あ" * 44]])
    cells.append(printed_cell([note], row=2, column_span=2, is_heading=True))
    assert ("unread_text" in [found.code for found in normalise(cells, 2).findings]) is told


TEXTS = st.text(st.sampled_from("県庁の〃同上、。・（）○ 　aZ09-/ｶﾞ⽬\ufa17\u200b\ufffe"), max_size=6)


@st.composite
def cells_at_random(draw: st.DrawFn) -> tuple[list[Cell], int]:
    column_count = draw(st.integers(1, 4))
    cells: list[Cell] = []
    page_number = 1
    for row in range(draw(st.integers(0, 6))):
        page_number += draw(st.integers(0, 1))
        column = 0
        while column < column_count:
            span = draw(st.integers(1, column_count - column))
            lines = draw(st.lists(TEXTS | st.lists(st.tuples(TEXTS, st.just(RED)), min_size=1, max_size=2), max_size=3))
            cells.append(
                printed_cell(
                    lines,
                    row=row,
                    column=column,
                    ems=draw(st.sampled_from([1.0, 4.0, 20.0])),
                    page_number=page_number,
                    row_span=draw(st.integers(1, 3)),
                    column_span=span,
                    is_header=row == 0 and draw(st.booleans()),
                    continues=draw(st.booleans()),
                )
            )
            column += span
    return cells, column_count


MEANINGS: tuple[Field | Literal[""], ...] = (*FIELDS, "")


@given(cells_at_random(), st.dictionaries(TEXTS, st.sampled_from(MEANINGS), max_size=3))
def test_whatever_a_table_holds_nothing_raises_and_offsets_stay_true(
    table: tuple[list[Cell], int], headers: dict[str, Field | Literal[""]]
) -> None:
    cells, column_count = table
    document = normalise(cells, column_count, Series("test", headers=headers))
    assert [row.ordinal for row in document.rows] == list(range(1, len(document.rows) + 1))
    assert as_printed(document.cells) == as_printed(cells)
    for row in document.rows:
        assert set(row.values) <= set(FIELDS)
        assert row.dittos <= {*row.values, *row.extra}
        assert row.page_number <= row.page_number_last
        for value in (*row.values.values(), *row.extra.values()):
            for span in value.spans:
                assert value.text[span.start : span.end] == span.text


@given(cells_at_random())
def test_every_printed_character_is_in_an_item_a_header_or_a_finding(table: tuple[list[Cell], int]) -> None:
    cells, column_count = table
    document = normalise(cells, column_count)
    told = {finding.code for finding in document.findings}
    for cell in document.cells:
        is_header = any(each.is_header and each.row_index == cell.row_index for each in cells)
        if cell.ordinal is None and cell.field is None and cell.text.strip() and not is_header:
            assert cell.column_span == column_count
            assert "note_in_table" in told or any(row.section for row in document.rows)


def test_an_empty_line_is_no_trouble() -> None:
    empty = Line((), printed_line("", 0, 0).box, 10.0, 1)
    cell = replace(printed_cell(["1"], row=1), lines=(empty, printed_line("1", 2, 0)))
    assert normalise([printed_cell(["No."], is_header=True), cell], 1).rows[0].values["number"].text == "1"
