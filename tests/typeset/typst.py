"""Typst → PDF: rules as strokes of its own kind, headers that repeat, cells that break over pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.typeset.model import DocumentModel, Ink, Piece, TableModel


def to_typst(document: DocumentModel, font: str = "IPAGothic", stroke: str = "0.5pt") -> str:
    """Return the document as Typst source."""
    sheet, furniture = document.sheet, document.furniture
    footer = 'align(center, context counter(page).display("1"))' if furniture.page_numbers else "none"
    parts = [
        f"#set document(date: none)\n"
        f"#set page(width: {sheet.width}pt, height: {sheet.height}pt, margin: {sheet.margin}pt, footer: {footer})\n"
        f'#set text(font: "{font}", size: {sheet.font_size}pt, lang: "ja")\n'
        f"#set par(leading: 0.35em, spacing: 0.6em, justify: false)\n"
        f"#show table.cell: set align(left + top)\n"
    ]
    if furniture.cover:
        parts += [f"#align(center)[#text(size: 14pt)[{_escape(line)}]]\n\n" for line in furniture.cover]
        parts.append("#pagebreak()\n")
    parts += [f"{_escape(line)}\n\n" for line in furniture.before]
    parts += [_table(table, document, stroke, False) for table in document.tables_before]
    parts.append(_table(document.table, document, stroke, True))
    parts += [_table(table, document, stroke, False) for table in document.tables_after]
    parts += [f"{_escape(line)}\n\n" for line in furniture.after]
    return "\n".join(parts)


def _table(table: TableModel, document: DocumentModel, stroke: str, main: bool) -> str:
    widths = ", ".join(f"{column.width}fr" for column in table.columns)
    header = _furniture(document, len(table.columns)) if main else ""
    for row, column, row_span, column_span, text in table.header_cells():
        y = row + (_furniture_count(document) if main else 0)
        header += (
            f"table.cell(x: {column}, y: {y}, rowspan: {row_span}, colspan: {column_span}, align: center)"
            f"[{_escape(text)}],\n"
        )
    lines = []
    for row_index, model_row in enumerate(table.rows):
        for column_index, cell in enumerate(model_row.cells):
            if cell.merged:
                continue
            span = 1
            while row_index + span < len(table.rows) and table.rows[row_index + span].cells[column_index].merged:
                span += 1
            text = "".join(_piece(piece) for piece in cell.printed)
            breakable = "true" if document.sheet.split_rows or span > 1 else "false"
            lines.append(f"table.cell(rowspan: {span}, breakable: {breakable})[{text}],")
    repeat = "true" if document.sheet.repeat_header else "false"
    return (
        f"#table(columns: ({widths}), stroke: {stroke}, inset: 2pt,\n"
        f"table.header(repeat: {repeat},\n{header}),\n" + "\n".join(lines) + ")\n"
    )


def _furniture_count(document: DocumentModel) -> int:
    furniture = document.furniture
    return bool(furniture.title or furniture.document_label) + bool(furniture.mark_legend)


def _furniture(document: DocumentModel, width: int) -> str:
    furniture = document.furniture
    title = furniture.title + (f"({furniture.label})" if furniture.label else "")
    cells = ""
    if title or furniture.document_label:
        text = f"{_escape(title)} #h(1fr) {_escape(furniture.document_label)}"
        cells += f"table.cell(colspan: {width}, stroke: none)[{text}],\n"
    if furniture.mark_legend:
        text = _piece(Piece(furniture.mark_legend, furniture.legend_ink))
        cells += f"table.cell(colspan: {width}, stroke: none, align: right)[{text}],\n"
    return cells


def _escape(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in "\\#*_`$<>@[]~'\"/=+-" else char for char in text)
    return escaped.replace("\n", " \\\n")


def _piece(piece: Piece) -> str:
    text, ink = _escape(piece.text), piece.ink
    if ink.underline:
        text = f"#underline[{text}]"
    if ink.strike:
        text = f"#strike[{text}]"
    if ink.highlight:
        text = f'#highlight(fill: rgb("{ink.highlight}"))[{text}]'
    arguments = _arguments(ink)
    return f"#text({arguments})[{text}]" if arguments else text


def _arguments(ink: Ink) -> str:
    parts = [f'fill: rgb("{ink.colour}")'] if ink.colour != "#000000" else []
    parts += ['weight: "bold"'] if ink.bold else []
    return ", ".join(parts)


def by_typst(document: DocumentModel, path: Path, **options: str) -> None:
    """Print with Typst."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.typ")
        source.write_text(to_typst(document, **options), "utf-8")
        path.write_bytes(typst.compile(str(source)))
