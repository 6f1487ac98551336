"""Exports as people get them: whole or not at all, and the bundled editions' red text read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.exports import FORMATS, export_data, write_comparison
from pipeline.pairs import compare_files
from pipeline.project import load_known_series
from pipeline.publish.layout import partition
from pipeline.workers import Workers
from tests.publish.conftest import data

__all__ = ["data"]  # the fixture


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_that_fails_leaves_what_was_there(data: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    written = export_data(data, form, out)
    before = {path: (out / path).read_bytes() for path in written}
    (data / partition("items", "city-reform", "R5-1")).unlink()
    with pytest.raises(BrokenDatasetError):
        export_data(data, form, out)
    assert {path: (out / path).read_bytes() for path in written} == before
    assert sorted(path for path in out.rglob("*") if path.is_file()) == [out / path for path in written]


def test_there_is_nothing_to_export_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing is published"):
        export_data(tmp_path, "csv", tmp_path / "out")


def test_two_files_make_a_workbook_with_both_tables_and_what_changed(raw: Path, tmp_path: Path) -> None:
    old, new = (raw / "toyama-open-pt" / f"{name}.pdf" for name in ("R4-4", "R5-1"))
    compared = compare_files(old, new, known_series=load_known_series(raw), workers=Workers(jobs=0))
    write_comparison(compared, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True)
    assert book.sheetnames == ["R4-4", "R5-1", "変更一覧", "所見"]
    cells = [cell for row in book["R5-1"].iter_rows() for cell in row if not isinstance(cell.value, str | int | None)]
    red = [part.text for cell in cells for part in cell.value if part.font.color.rgb == "FFFF0000"]
    assert red == [mark.text for mark in compared.after.marks]
    assert book["変更一覧"].max_row == 3 + len(compared.diff.changes)
