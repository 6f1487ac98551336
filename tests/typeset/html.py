"""HTML → PDF by Chromium or WeasyPrint: the browsers' own way with tables, borders as they merge them."""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from tests.typeset.model import DocumentModel, Ink, Piece, TableModel

STYLE = """
@page {{ size: {width}pt {height}pt; margin: {margin}pt; {page_number} }}
body {{ margin: 0; font-family: {font}; font-size: {size}pt; line-height: 1.25; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 8pt; }}
th, td {{ border: {rule}; padding: 1pt 2pt; vertical-align: top; overflow-wrap: anywhere; line-break: strict; }}
th {{ font-weight: normal; text-align: center; {shade} }}
tr {{ break-inside: {inside}; }}
thead {{ display: {head}; }}
.cover {{ break-after: page; padding-top: 120pt; text-align: center; font-size: 14pt; }}
.right {{ text-align: right; }}
{more}
"""


def to_html(
    document: DocumentModel,
    font: str = "IPAGothic",
    rule: str = "0.5pt solid #000",
    shade: str = "",
    more: str = "",
) -> str:
    """Return the document as one HTML page. Title, labels and legend stand in the table's head where they repeat."""
    sheet, furniture = document.sheet, document.furniture
    number = "@bottom-center { content: counter(page); font-size: 8pt }" if furniture.page_numbers else ""
    style = STYLE.format(
        width=sheet.width, height=sheet.height, margin=sheet.margin, font=font, size=sheet.font_size, rule=rule,
        shade=shade, inside="auto" if sheet.split_rows else "avoid", more=more, page_number=number,
        head="table-header-group" if sheet.repeat_header else "table-row-group",
    )  # fmt: skip
    body = []
    if furniture.cover:
        body.append('<div class="cover">' + "".join(f"<p>{escape(line)}</p>" for line in furniture.cover) + "</div>")
    body += [f"<p>{escape(line)}</p>" for line in furniture.before]
    body += [_table(table) for table in document.tables_before]
    body.append(_table(document.table, document))
    body += [_table(table) for table in document.tables_after]
    body += [f"<p>{escape(line)}</p>" for line in furniture.after]
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{escape(furniture.title)}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</body></html>"
    )


def _table(table: TableModel, document: DocumentModel | None = None) -> str:
    total = sum(column.width for column in table.columns)
    columns = "".join(f'<col style="width:{100 * column.width / total:.3f}%">' for column in table.columns)
    head = _furniture_rows(document, len(table.columns)) if document else ""
    header: list[list[str]] = [[] for _ in range(table.header_rows)]
    for header_row, _, row_span, column_span, text in table.header_cells():
        header[header_row].append(f'<th rowspan="{row_span}" colspan="{column_span}">{_text(text)}</th>')
    head += "".join(f"<tr>{''.join(cells)}</tr>" for cells in header)
    body = []
    for row_index, row in enumerate(table.rows):
        cells = []
        for column_index, cell in enumerate(row.cells):
            if cell.merged:
                continue
            span = 1
            while row_index + span < len(table.rows) and table.rows[row_index + span].cells[column_index].merged:
                span += 1
            cells.append(f'<td rowspan="{span}">{"".join(_piece(piece) for piece in cell.printed)}</td>')
        page_break = ' style="break-before: page"' if row.page_break else ""
        body.append(f"<tr{page_break}>{''.join(cells)}</tr>")
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def _furniture_rows(document: DocumentModel, width: int) -> str:
    furniture = document.furniture
    title = furniture.title + (f"({furniture.label})" if furniture.label else "")
    legend = _piece(Piece(furniture.mark_legend, furniture.legend_ink)) if furniture.mark_legend else ""
    line = '<tr><th colspan="{width}" style="border: none; background: none; text-align: {side}">{text}</th></tr>'
    rows = ""
    if title or furniture.document_label:
        text = f'<span style="float: right">{escape(furniture.document_label)}</span>{escape(title)}'
        rows += line.format(width=width, side="left", text=text)
    if legend:
        rows += line.format(width=width, side="right", text=legend)
    return rows


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _piece(piece: Piece) -> str:
    style = _css(piece.ink)
    return f'<span style="{style}">{_text(piece.text)}</span>' if style else _text(piece.text)


def _css(ink: Ink) -> str:
    lines = [name for name, wanted in (("underline", ink.underline), ("line-through", ink.strike)) if wanted]
    parts = [f"color: {ink.colour}"] if ink.colour != "#000000" else []
    parts += ["font-weight: bold"] if ink.bold else []
    parts += [f"text-decoration: {' '.join(lines)}"] if lines else []
    parts += [f"background: {ink.highlight}"] if ink.highlight else []
    return "; ".join(parts)


def by_chromium(document: DocumentModel, path: Path, **options: str) -> None:
    """Print with headless Chromium (Skia/PDF)."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(to_html(document, **options), "utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip


def by_weasyprint(document: DocumentModel, path: Path, **options: str) -> None:
    """Print with WeasyPrint (pydyf)."""
    import weasyprint

    weasyprint.HTML(string=to_html(document, **options)).write_pdf(path)
