from __future__ import annotations

import csv
import io
from pathlib import Path

from pipeline.publish.csv_files import write_csv_files
from pipeline.publish.flat import FlatTable, flatten_edition


def written(folder: Path, *tables: FlatTable) -> bytes:
    """Return the file that these tables of one name give, one an edition."""
    write_csv_files([[table] for table in tables], folder)
    (path,) = folder.iterdir()
    return path.read_bytes()


def test_a_csv_file_is_utf8_with_a_mark_and_crlf(tmp_path: Path) -> None:
    table = FlatTable("t", ("ordinal", "text"), [(1, "予定"), (2, None)])
    assert written(tmp_path, table) == "\ufeffordinal,text\r\n1,予定\r\n2,\r\n".encode()


def test_a_text_with_commas_quotes_and_line_breaks_reads_back(tmp_path: Path) -> None:
    text = 'あ,"い"\nう'
    content = written(tmp_path, FlatTable("t", ("text",), [(text,)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["text"], [text]]


def test_a_formula_is_text_and_a_negative_number_is_a_number(tmp_path: Path) -> None:
    content = written(tmp_path, FlatTable("t", ("a", "b", "c"), [("=cmd|'/c calc'!A1", -1.5, True)])).decode(
        "utf-8-sig"
    )
    assert content.splitlines()[1] == "'=cmd|'/c calc'!A1,-1.5,true"


def test_editions_follow_each_other_under_one_header(tmp_path: Path) -> None:
    content = written(
        tmp_path, FlatTable("t", ("a",), [(1,)]), FlatTable("t", ("a",), ()), FlatTable("t", ("a",), [(2,)])
    )
    assert content.decode("utf-8-sig").splitlines() == ["a", "1", "2"]


def test_each_table_is_a_file(data: Path, tmp_path: Path) -> None:
    write_csv_files((flatten_edition(data, "city-reform", name) for name in ("R4-4", "R5-1")), tmp_path)
    text = (tmp_path / "items.csv").read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == 4
    assert dict(zip(header, rows[2], strict=True))["issue"] == "【育成】\n令和5年に育てる。"
