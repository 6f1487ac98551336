"""Which grid rows make a row, and what a row inherits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import Cell, Heading, Table
from pipeline.normalise.rows import group_rows
from pipeline.normalise.tables import row_findings
from tests.normalise.printed import normalise, normalise_table, printed_cell

HEADERS = ["No.", "分野", "意見の概要", "県の考え方"]


def header_cells() -> list[Cell]:
    return [printed_cell([text], column=column, is_header=True, ems=30) for column, text in enumerate(HEADERS)]


def row_cells(
    row: int, texts: Sequence[str | None], page_number: int = 1, *, continues: bool = False, reprinted: bool = False
) -> list[Cell]:
    """Return a row's cells; None leaves a place out, for a merged cell that covers it."""
    return [
        printed_cell(
            [text] if text else [],
            row=row,
            column=column,
            page_number=page_number,
            continues=continues,
            reprinted=reprinted,
            ems=30,
        )
        for column, text in enumerate(texts)
        if text is not None
    ]


def codes(cells: Sequence[Cell], column_count: int = 4) -> list[str]:
    return [finding.code for finding in normalise(cells, column_count).findings]


def test_a_row_that_a_page_break_cuts_is_one_item() -> None:
    cells = [
        *header_cells(),
        *row_cells(1, ["1", "防災", "避難所を", "検討する。"]),
        *row_cells(2, ["", "", "増やすべきである。", "来年度に増やす。"], 2, continues=True),
        *row_cells(3, ["2", "〃", "道を直すべきである。", "直した。"], 2),
    ]
    document = normalise(cells, 4)
    first, second = document.rows
    assert first.values["issue"].text == "避難所を\n増やすべきである。"  # there was room after 避難所を
    assert (first.page_number, first.page_number_last) == (1, 2)
    assert (second.values["policy_area"].text, second.dittos) == ("防災", frozenset({"policy_area"}))
    assert [cell.ordinal for cell in document.cells if cell.row_index == 2] == [1, 1, 1, 1]


def test_a_row_that_says_that_it_goes_on_is_one_item_without_these_words() -> None:
    cells = [
        *header_cells(),
        *row_cells(1, ["1", "防災", "避難所を増やすべきである。", "検討する。（次頁へ続く）"]),
        *row_cells(2, ["1", "防災（続き）", "（続き）", "（前頁からの続き）来年度に増やす。"], 2, continues=True),
    ]
    document = normalise(cells, 4)
    [row] = document.rows
    assert {name: value.text for name, value in row.values.items()} == {
        "number": "1",
        "policy_area": "防災",
        "issue": "避難所を増やすべきである。",
        "response": "検討する。\n来年度に増やす。",
    }
    assert "row_marked_continued" in [finding.code for finding in document.findings]


def test_such_words_within_one_page_are_an_items_own() -> None:
    document = normalise([*header_cells(), *row_cells(1, ["1", "防災", "街灯（続き）", "検討する。"])], 4)
    assert document.rows[0].values["issue"].text == "街灯（続き）"
    assert "row_marked_continued" not in [finding.code for finding in document.findings]


@pytest.mark.parametrize(("second", "page", "issue"), [
    (["問" * 30, "答" * 30], 1, "意" * 30 + "\n" + "問" * 30),
    (["問" * 30, None], 1, "意" * 30 + "問" * 30),  # a line within one cell parts no rows
    (["問" * 30, "答" * 30], 2, "意" * 30 + "問" * 30),  # a page break
])  # fmt: skip
def test_rows_beside_a_merged_number_are_paragraphs_however_full_their_lines_are(
    second: list[str | None], page: int, issue: str
) -> None:
    cells = [
        *header_cells(),
        *row_cells(1, ["1", "防災", "意" * 30, "見" * 30]),
        *row_cells(2, [None, None, *second], page, continues=True),
    ]
    (row,) = normalise(cells, 4).rows
    assert row.values["issue"].text == issue


def test_a_value_printed_again_after_the_page_break_is_not_taken_twice() -> None:
    cells = [
        *header_cells(),
        *row_cells(1, ["1", "防災", "避難所を増やすべきである。", "検討する。"]),
        *row_cells(2, ["1", "〃", "夜間の訓練も要る。", "訓練した。"], 2, continues=True),
    ]
    (row,) = normalise(cells, 4).rows
    assert (row.values["number"].text, row.values["policy_area"].text) == ("1", "防災")
    assert row.values["issue"].text == "避難所を増やすべきである。\n夜間の訓練も要る。"


def test_a_row_printed_whole_on_both_pages_is_taken_once_and_told() -> None:
    printed = ["1", "防災", "避難所を増やすべきである。", "来年度に増やす。"]
    cells = [
        *header_cells(),
        *row_cells(1, printed),
        *row_cells(2, printed, 2, continues=True, reprinted=True),
        *row_cells(3, ["2", "", "道", "済"], 2),
    ]
    document = normalise(cells, 4)
    assert [row.values["number"].text for row in document.rows] == ["1", "2"]
    assert document.rows[0].values["issue"].text == "避難所を増やすべきである。"
    assert "row_printed_again" in [finding.code for finding in document.findings]


@pytest.mark.parametrize(
    ("printed", "times"),
    [("避難所の運営と夜間の訓練について検討する。", 1), ("避難所の運営と夜間の訓練について来年度に検討する。", 2)],
)
def test_a_text_on_both_sides_of_a_page_break_is_a_value_up_to_24_characters(printed: str, times: int) -> None:
    cells = [
        *header_cells(),
        *row_cells(1, ["1", "防災", printed, "検討する。"]),
        *row_cells(2, ["1", "防災", printed, "訓練した。"], 2, continues=True),
    ]
    (row,) = normalise(cells, 4).rows
    assert row.values["policy_area"].text == "防災"
    assert row.values["issue"].text.count(printed) == times


def test_a_row_below_a_heading_is_a_new_one_whatever_its_cells_say() -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "意見", "済"])]
    cells.append(printed_cell(["第2部"], row=2, column_span=4, ems=120, is_heading=True))
    cells += row_cells(3, ["2", "防災", "意見", "済"], continues=True)
    assert [row.section for row in normalise(cells, 4).rows] == [None, "第2部"]


def test_a_row_in_which_one_cell_begins_is_new_and_the_rest_of_another_belongs_to_the_row_above() -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "避難所を", "検討する。"])]
    new = row_cells(2, ["2", "", "", "訓練した。"], 2)
    rest = row_cells(2, [None, None, "増やすべきである。", None], 2, continues=True)
    rows = normalise([*cells, *new[:2], *rest, new[3]], 4).rows
    assert [row.values["number"].text for row in rows] == ["1", "2"]
    assert rows[0].values["issue"].text == "避難所を増やすべきである。"


def test_two_equal_rows_of_one_page_are_two() -> None:
    printed = ["1", "防災", "避難所を増やすべきである。", "来年度に増やす。"]
    document = normalise([*header_cells(), *row_cells(1, printed), *row_cells(2, printed)], 4)
    assert len(document.rows) == 2
    assert "number_repeated" in [finding.code for finding in document.findings]


def merged(page_break: bool) -> list[Cell]:
    area = printed_cell(["防災"], row=1, column=1, row_span=2, ems=30)
    last_page = 2 if page_break else 1
    cells = [
        *header_cells(),
        *row_cells(1, ["1", None, "避難所の意見である。", "検討する。"]),
        area,
        *row_cells(2, ["2", None, "訓練の意見である。", "検討する。"]),
        *row_cells(3, ["3", None, "道の意見である。", "検討する。"], last_page),
        printed_cell(
            [] if page_break else ["交通"], row=3, column=1, page_number=last_page, continues=page_break, ems=30
        ),
    ]
    return sorted(cells, key=lambda cell: (cell.row_index, cell.column_index))


def test_a_merged_cell_says_the_same_of_each_row_it_covers() -> None:
    rows = normalise(merged(page_break=False), 4).rows
    assert [row.values["policy_area"].text for row in rows] == ["防災", "防災", "交通"]
    assert [row.dittos for row in rows] == [frozenset(), {"policy_area"}, frozenset()]


def test_a_merged_cell_goes_on_blank_over_a_page_break() -> None:
    rows = normalise(merged(page_break=True), 4).rows
    assert [row.values["policy_area"].text for row in rows] == ["防災", "防災", "防災"]
    assert [row.dittos for row in rows] == [frozenset(), {"policy_area"}, {"policy_area"}]


def test_a_blank_cell_of_a_column_that_leaves_cells_blank_is_blank() -> None:
    printed = [["1", "防災", "意見", "済"], ["2", "", "意見", "済"], ["3", "", "意見", "済"]]
    rows = normalise_table(HEADERS, printed, pages=[1, 1, 2]).rows
    assert ["policy_area" in row.values for row in rows] == [True, False, False]


def test_a_heading_across_the_table_is_the_policy_area_where_no_column_is() -> None:
    headers = ["No.", "意見の概要", "県の考え方"]
    cells = [printed_cell([text], column=column, is_header=True, ems=30) for column, text in enumerate(headers)]
    cells += [
        printed_cell(["1　人材育成"], row=1, column_span=3, ems=90, is_heading=True),
        *row_cells(2, ["1", "意見", "済"]),
    ]
    cells += row_cells(3, ["2", "意見", "済"])
    document = normalise(cells, 3)
    assert [row.values["policy_area"].text for row in document.rows] == ["1　人材育成"] * 2
    assert ["policy_area" in row.dittos for row in document.rows] == [False, True]
    heading = next(cell for cell in document.cells if cell.column_span == 3)
    assert (heading.field, heading.ordinal) == ("policy_area", None)


def test_a_heading_beside_a_column_of_policy_areas_is_the_section_only() -> None:
    cells = [*header_cells(), printed_cell(["第1部"], row=1, column_span=4, ems=120, is_heading=True)]
    cells += row_cells(2, ["1", "防災", "意見", "済"])
    (row,) = normalise(cells, 4).rows
    assert (row.values["policy_area"].text, row.section, dict(row.extra)) == ("防災", "第1部", {})


def test_a_note_below_the_last_row_is_no_item_and_is_told() -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "意見", "済"])]
    cells.append(printed_cell(["※件数は再掲を含む。"], row=2, column_span=4, ems=120, is_heading=True))
    assert len(normalise(cells, 4).rows) == 1
    assert "note_in_table" in codes(cells)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("※印は再掲である。", None),
        ("備考 下線は修正箇所", None),
        ("資料：総務課調べ", None),
        ("道路について", "道路について"),
    ],
)
def test_a_note_over_the_whole_width_above_rows_is_not_their_section(text: str, section: str | None) -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "意見", "済"])]
    cells.append(printed_cell([text], row=2, column_span=4, ems=120, is_heading=True))
    cells += row_cells(3, ["2", "交通", "意見", "済"])
    document = normalise(cells, 4)
    assert [row.section for row in document.rows] == [None, section]
    assert ("note_in_table" in codes(cells)) == (section is None)


def test_a_blank_row_over_the_whole_width_below_the_last_row_is_no_note() -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "意見", "済"])]
    table = Table(0, 4, tuple(cells), headings=(Heading(2, ()),))
    printed = group_rows(table.cells, table.headings)
    assert len(printed.notes) == 1
    assert list(row_findings(printed)) == []


def test_an_empty_grid_row_is_no_item_and_is_told() -> None:
    cells = [*header_cells(), *row_cells(1, ["1", "防災", "意見", "済"]), *row_cells(2, ["", "", "", ""])]
    assert len(normalise(cells, 4).rows) == 1
    assert "blank_rows" in codes(cells)


def test_a_form_without_any_text_has_no_rows() -> None:
    assert group_rows([*header_cells(), *row_cells(1, ["", "", "", ""])]).rows == ()


def test_a_long_text_across_status_and_response_is_the_response() -> None:
    headers = ["No.", "意見の概要", "対応区分", "県の考え方"]
    cells = [printed_cell([text], column=column, is_header=True, ems=30) for column, text in enumerate(headers)]
    cells += row_cells(1, ["1", "意見", "○", "検討する。"])
    cells += row_cells(2, ["2", "意見"])
    cells.append(printed_cell(["国の動きを見てから判断する。"], row=2, column=2, column_span=2, ems=60))
    rows = normalise(cells, 4).rows
    assert "status" not in rows[1].values
    assert rows[1].values["response"].text == "国の動きを見てから判断する。"


@pytest.mark.parametrize(("span", "numbers", "told"), [
    (2, ["1", "1", "2"], []),
    (1, ["1", None, "2"], ["row_without_number"]),
])  # fmt: skip
def test_a_number_that_is_merged_down_over_rows_is_that_of_each(
    span: int, numbers: list[str | None], told: list[str]
) -> None:
    number = printed_cell(["1"], row=1, row_span=span, ems=30)
    below: list[str | None] = [None if span > 1 else "", "(2)", "意見", "回答"]
    cells = [
        *header_cells(),
        number,
        *row_cells(1, [None, "(1)", "意見", "回答"]),
        *row_cells(2, below),
        *row_cells(3, ["2", "(1)", "意見", "回答"]),
    ]
    document = normalise(cells, 4)
    values = [row.values.get("number") for row in document.rows]
    assert [value.text if value else None for value in values] == numbers
    assert [found.code for found in document.findings if found.code.startswith(("row_w", "number_"))] == told
