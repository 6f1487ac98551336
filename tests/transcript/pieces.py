"""A table of remarks, written down as OCR models write it: with tabs, as Markdown, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model import Cell, ParsedDocument
from pipeline.transcript.document import read_transcript

HEADER = ("番号", "分野", "項目", "意見の概要", "出所", "対応状況(○対応済、△検討中)", "担当課")
"""Seven names over eight columns: below 対応状況 stand a mark and its text."""

FRONT = "意見への対応状況について(R6第2回懇話会用)\n\n資料3\n\n※変更部分は赤字"

_OGAWA, _ISHII = "第1回懇話会 小川委員発言", "第2回懇話会 石井座長発言"
ROWS = (
    ("1", "防災", "避難所", "【訓練】\n・夜も訓練を行う。", _OGAWA, "○", "・夜間の訓練を9か所で行った。", "危機管理課"),
    ("2", "〃", "〃", "・名簿を紙だけにしない。", _ISHII, "△", "・写真から名簿を作るよう試している。", "危機管理課"),
    (
        "3",
        "交通",
        "通学路",
        "・歩道のない道が残る。",
        "最終報告書",
        "○",
        "・地図で点検した。\n・公開した。",
        "道路整備課",
    ),
    ("4", "〃", "〃", "・冬の除雪が遅い。", _OGAWA, "△", "・出動の基準を見直している。", "道路整備課"),
)
MARK, RESPONSE, DIVISIONS = 5, 6, 7

Rows = Sequence[Sequence[str]]


def tabbed(rows: Rows, header: Sequence[str] = HEADER) -> str:
    """Return the table as lines with tabs, a cell's own line feeds as <br>."""
    return "\n".join("\t".join(cell.replace("\n", "<br>") for cell in row) for row in (header, *rows))


def markdown(rows: Rows, header: Sequence[str] = HEADER) -> str:
    """Return the table as Markdown, as wide as its first row."""
    lines = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in (header, *rows)]
    return "\n".join([lines[0], "|" + "---|" * max(len(rows[0]), len(header)), *lines[1:]])


def html(rows: Rows, header: Sequence[str] = HEADER) -> str:
    """Return the table as HTML, its header spanning where a model says so."""
    span = len(rows[0]) - len(header) + 1
    names = "".join(f'<th colspan="{span}">{name}</th>' if "(" in name else f"<th>{name}</th>" for name in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br/>')}</td>\n" for cell in row) + "</tr>" for row in rows
    )
    return f"<table>\n  <thead><tr>{names}</tr></thead>\n  <tbody>{body}</tbody>\n</table>"


WRITERS = {"tabs": tabbed, "markdown": markdown, "html": html}


def read(folder: Path, text: str | bytes, name: str = "transcript.txt") -> ParsedDocument:
    """Read a transcript that holds that text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_transcript(path)


def body(document: ParsedDocument) -> list[list[str | None]]:
    """Return the main table's rows without its headers, None for a cell that is not there."""
    table = document.tables[document.main_table_index]
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if not cell.is_header:
            rows.setdefault(cell.row_index, {})[cell.column_index] = cell
    return [
        [cells[column].text if column in cells else None for column in range(table.column_count)]
        for _, cells in sorted(rows.items())
    ]


def headers(document: ParsedDocument) -> list[tuple[str, int, int]]:
    """Return each header cell of the main table: text, column, columns spanned."""
    table = document.tables[document.main_table_index]
    return [(cell.text, cell.column_index, cell.column_span) for cell in table.cells if cell.is_header]


def codes(document: ParsedDocument) -> list[tuple[str, int | None, str | None]]:
    """Return code, ordinal and field of each finding."""
    return [(finding.code, finding.ordinal, finding.field) for finding in document.findings]
