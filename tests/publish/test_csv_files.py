from __future__ import annotations

import csv
import io
from pathlib import Path, PurePosixPath

from pipeline.publish.csv_files import table_to_csv, tables_to_csv_files
from pipeline.publish.flat import FlatTable, flatten_data


def test_a_csv_file_is_utf8_with_a_mark_and_crlf() -> None:
    table = FlatTable("t", ("ordinal", "text"), [(1, "予定"), (2, None)])
    assert table_to_csv(table) == "\ufeffordinal,text\r\n1,予定\r\n2,\r\n".encode()


def test_a_text_with_commas_quotes_and_line_breaks_reads_back() -> None:
    text = 'あ,"い"\nう'
    content = table_to_csv(FlatTable("t", ("text",), [(text,)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["text"], [text]]


def test_a_formula_is_text_and_a_negative_number_is_a_number() -> None:
    content = table_to_csv(FlatTable("t", ("a", "b", "c"), [("=cmd|'/c calc'!A1", -1.5, True)])).decode("utf-8-sig")
    assert content.splitlines()[1] == "'=cmd|'/c calc'!A1,-1.5,true"


def test_each_table_is_a_file(data: Path) -> None:
    files = tables_to_csv_files(flatten_data(data))
    assert PurePosixPath("items.csv") in files
    header, *rows = csv.reader(io.StringIO(files[PurePosixPath("items.csv")].decode("utf-8-sig"), newline=""))
    assert len(rows) == 4
    assert dict(zip(header, rows[2], strict=True))["issue"] == "【育成】\n令和5年に育てる。"
