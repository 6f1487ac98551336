from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import AkajiError
from pipeline.publish.excel import LONGEST_TEXT, tables_to_excel
from pipeline.publish.flat import FlatTable, flatten_data


def workbook(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    content = tables_to_excel([FlatTable("t", ("a",), rows)])
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://example.jp")'])
def test_a_text_is_never_a_formula(text: str) -> None:
    cell = workbook((text,))["t"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_values_keep_their_type() -> None:
    sheet = workbook((1,), (-1.5,), (True,), (None,), ("予定",))["t"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [1, -1.5, True, None, "予定"]


def test_a_character_that_excel_cannot_hold_shows_as_replaced() -> None:
    assert workbook(("a\x00b",))["t"]["A2"].value == "a\ufffdb"


def test_a_text_that_does_not_fit_is_told_and_not_cut() -> None:
    with pytest.raises(AkajiError, match="does not fit a cell"):
        workbook(("あ" * (LONGEST_TEXT + 1),))


def test_the_same_data_gives_the_same_bytes(data: Path) -> None:
    assert tables_to_excel(flatten_data(data)) == tables_to_excel(flatten_data(data))


def test_each_table_is_a_sheet_under_its_whole_name(data: Path) -> None:
    names = [table.name for table in flatten_data(data)]
    book = openpyxl.load_workbook(io.BytesIO(tables_to_excel(flatten_data(data))))
    assert book.sheetnames == names
