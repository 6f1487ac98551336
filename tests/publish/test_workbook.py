"""What is written into a cell is what is read back from it, whatever it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.publish import workbook
from pipeline.publish.workbook import (
    CONTINUED,
    LONGEST_TEXT,
    Column,
    Look,
    Run,
    Value,
    Workbook,
    fits_cell,
    pieces,
)

RED = Look(colour="#ff0000")


def written(folder: Path, *rows: tuple[Value, ...]) -> Any:
    """Return the sheet with these rows as openpyxl reads it, header above them."""
    path = folder / "book.xlsx"
    with Workbook(path) as book:
        sheet = book.add_sheet("sheet", [Column("a", 10), Column("b", 20)])
        for row in rows:
            sheet.write(row)
    return openpyxl.load_workbook(path, rich_text=True)["sheet"]


def utf_16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://example.jp")', "{=1}", "http://example.jp", "2023-04-01", "1",
        "<r><t>markup</t></r>", "<r>", "&amp;", " 予定 ", "一\n二",
    ],
)  # fmt: skip
def test_a_text_is_that_text_and_never_a_formula_a_link_or_markup(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path, (text,))["A2"]
    assert (cell.data_type, str(cell.value), cell.hyperlink) == ("s", text, None)


def test_a_text_that_excel_would_take_for_an_escape_is_escaped(tmp_path: Path) -> None:
    """Excel reads _x0041_ as A, in a plain text as in a coloured one."""
    import zipfile

    written(tmp_path, ("_x0041_", (Run("_x0042_", RED), Run("b"))))
    content = zipfile.ZipFile(tmp_path / "book.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "_x005F_x0041_" in content
    assert "_x005F_x0042_" in content


def test_values_keep_their_type(tmp_path: Path) -> None:
    sheet = written(tmp_path, (1,), (-1.5,), (True,), (None,), ("予定",))
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [1, -1.5, True, None, "予定"]


def test_a_character_that_xml_cannot_hold_shows_as_replaced(tmp_path: Path) -> None:
    assert written(tmp_path, ("a\x00b\x0cc",))["A2"].value == "a\ufffdb\ufffdc"


def test_a_stretch_keeps_its_colour_and_strike_and_the_rest_stays_plain(tmp_path: Path) -> None:
    sheet = written(
        tmp_path, ((Run("検討"), Run("予定", RED), Run("旧", Look(strike=True)), Run("旧", Look(strike=True))),)
    )
    plain, red, struck = sheet["A2"].value
    assert (str(plain), red.text, struck.text) == ("検討", "予定", "旧旧")
    assert red.font.color.rgb == "FFFF0000"
    assert not red.font.strike
    assert struck.font.strike


def test_a_text_all_in_one_look_is_the_cells_own(tmp_path: Path) -> None:
    cell = written(tmp_path, ((Run("予定", RED),),))["A2"]
    assert (cell.value, cell.font.color.rgb) == ("予定", "FFFF0000")


@pytest.mark.parametrize("text", ["あ" * (LONGEST_TEXT + 1), "𠮷" * (LONGEST_TEXT // 2 + 1), "a" * 200_000])
def test_a_text_too_long_for_a_cell_goes_on_below_and_nothing_is_lost(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path, (1, text), (2, "next"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[-1] == [2, "next"]
    assert "".join(str(row[1]) for row in rows[:-1]) == text
    assert max(utf_16(str(row[1])) for row in rows) <= LONGEST_TEXT
    assert [row[0] for row in rows[1:-1]] == [CONTINUED] * (len(rows) - 2)


def test_the_longest_text_that_fits_stays_one_cell(tmp_path: Path) -> None:
    assert written(tmp_path, ("あ" * LONGEST_TEXT,)).max_row == 2


def test_colours_go_on_in_the_row_below(tmp_path: Path) -> None:
    sheet = written(tmp_path, ((Run("あ" * 20_000), Run("い" * 20_000, RED)),))
    *_, last = (row[0] for row in sheet.iter_rows(min_row=2))
    assert last.font.color.rgb == "FFFF0000" or last.value[-1].font.color.rgb == "FFFF0000"


@given(st.text(max_size=200), st.integers(0, 3))
def test_pieces_fit_a_cell_and_give_the_text(text: str, times: int) -> None:
    text = text * 10**times
    assert "".join(pieces(text)) == text
    assert all(fits_cell(piece) for piece in pieces(text))


def test_sheets_whose_names_are_too_long_or_alike_are_told_apart(tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx") as book:
        for name in ("長" * 40, "長" * 50, "所見", "所見", "ab", "AB"):
            book.add_sheet(name, [Column("a", 5)])
    names = openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames
    assert names == ["長" * 31, "長" * 29 + "-2", "所見", "所見-2", "ab", "AB-2"]


def test_a_sheet_that_is_full_is_an_error_and_not_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert written(tmp_path, *[("一",)] * 2).max_row == 3
    with pytest.raises(UsageError, match="there are more"):
        written(tmp_path, *[("一",)] * 3)


def test_a_workbook_says_nothing_of_when_it_was_written(tmp_path: Path) -> None:
    written(tmp_path, ("一",))
    properties = openpyxl.load_workbook(tmp_path / "book.xlsx").properties
    assert (properties.created.year, properties.modified.year) == (1980, 1980)


def test_the_header_is_frozen_and_filtered_and_printed_on_each_page(tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_sheet("s", [Column("番号", 6), Column("課題", 40)], above=["表題", "凡例"])
        sheet.write((1, "a"))
    read = openpyxl.load_workbook(tmp_path / "book.xlsx")["s"]
    assert (read.freeze_panes, read.auto_filter.ref, read.print_title_rows) == ("A4", "A3:B4", "$3:$3")
    assert read["A4"].alignment.wrap_text


WRITE_TOO_MUCH = """
import resource, sys
from hashlib import sha512
from pathlib import Path
from pipeline.publish.workbook import Column, Workbook

resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))
try:
    with Workbook(Path(sys.argv[1])) as book:
        for name in "abcdef":
            text = "".join(sha512(f"{name}{number}".encode()).hexdigest() for number in range(30))
            book.add_sheet(name, [Column("a", 5)]).write((text,))
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files is limited by POSIX")
def test_a_file_that_cannot_grow_is_the_systems_own_error_and_told_once(tmp_path: Path) -> None:
    """Python prints a traceback for an archive that fails again as it is thrown away. A full disk is the same."""
    command = [sys.executable, "-c", WRITE_TOO_MUCH, str(tmp_path / "book.xlsx")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("File too large\n", "")
