from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import UsageError
from pipeline.publish.excel_data import write_data_workbooks
from pipeline.publish.flat import FlatTable, flatten_edition
from pipeline.publish.workbook import LONGEST_TEXT

EDITIONS = (("city-reform", "R4-4"), ("city-reform", "R5-1"))


def rows_of(path: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def test_each_table_is_a_sheet_with_the_rows_of_every_edition(data: Path, tmp_path: Path) -> None:
    editions = [list(flatten_edition(data, *names)) for names in EDITIONS]
    write_data_workbooks(editions, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "akaji.xlsx")
    assert book.sheetnames == [table.name for table in editions[0]]
    for first, second in zip(*editions, strict=True):
        assert book[first.name].max_row == 1 + len(first.rows) + len(second.rows)
    assert rows_of(tmp_path / "akaji.xlsx", "dates")[1][:3] == ["city-reform", "R4-4", 1]


def test_a_formula_is_a_text_as_it_stands(tmp_path: Path) -> None:
    write_data_workbooks([[FlatTable("t", ("a",), [("=1+1",)])]], tmp_path)
    assert openpyxl.load_workbook(tmp_path / "akaji.xlsx")["t"]["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("count", "files"),
    [(2, ["akaji.xlsx"]), (3, ["akaji-2.xlsx", "akaji.xlsx"]), (5, ["akaji-2.xlsx", "akaji-3.xlsx", "akaji.xlsx"])],
)
def test_a_full_sheet_begins_another_workbook_at_an_edition(tmp_path: Path, count: int, files: list[str]) -> None:
    editions = [[FlatTable("t", ("a",), [(number,), (number,)]), FlatTable("u", ("b",), ())] for number in range(count)]
    write_data_workbooks(editions, tmp_path, most_rows=5)
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    in_order = ["akaji.xlsx", *files[:-1]]
    rows = [row for name in in_order for row in rows_of(tmp_path / name, "t")[1:]]
    assert rows == [[number] for number in range(count) for _ in range(2)]
    assert rows_of(tmp_path / in_order[-1], "u") == [["b"]]


def test_an_edition_that_fits_no_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="5 rows of one edition do not fit"):
        write_data_workbooks([[FlatTable("t", ("a",), [(1,)] * 5)]], tmp_path, most_rows=5)


def test_a_text_that_fits_no_cell_stands_whole_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    text = "あ" * (2 * LONGEST_TEXT)
    write_data_workbooks([[FlatTable("t", ("a", "b"), [("x", "y"), ("z", text)])]], tmp_path)
    assert rows_of(tmp_path / "akaji.xlsx", "t")[2] == ["z", "→ long_texts!2"]
    _, *parts = rows_of(tmp_path / "akaji.xlsx", "long_texts")
    assert [part[:4] for part in parts] == [["t", 3, "b", number] for number in range(1, len(parts) + 1)]
    assert "".join(str(part[4]) for part in parts) == text


def test_the_same_data_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    contents = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_data_workbooks((list(flatten_edition(data, *names)) for names in EDITIONS), tmp_path / name)
        contents.append((tmp_path / name / "akaji.xlsx").read_bytes())
    assert contents[0] == contents[1]
