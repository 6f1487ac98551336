"""Spreadsheets and word processing by LibreOffice: the way from .xlsx and .docx to PDF that most offices take."""

from __future__ import annotations

import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.typeset.layout import wrap
from tests.typeset.model import CellModel, DocumentModel, Ink, Piece, TableModel


def _convert(source: Path, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                "--outdir", folder, str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )  # fmt: skip
        path.write_bytes(Path(folder, source.with_suffix(".pdf").name).read_bytes())


# ── spreadsheet ─────────────────────────────────────────────────────────────────────────────────────────────────────


class SheetWriter:
    """Writes a document as a sheet: title and legend above the header, header rows repeated in print."""

    def __init__(self, document: DocumentModel, font: str, wrap: bool) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Border, Font, Side

        self.document, self.font, self.wrap = document, font, wrap
        self.size = document.sheet.font_size
        self.book = Workbook()
        self.sheet = self.book.active
        rule = Side(style="thin")
        self.border = Border(left=rule, right=rule, top=rule, bottom=rule)
        self.plain = Font(name=font, size=self.size)
        total = sum(column.width for column in document.table.columns)
        room = document.sheet.width - 2 * document.sheet.margin
        self.widths = [room * column.width / total for column in document.table.columns]

    def put(self, row: int, column: int, value: Any, across: str = "left", ruled: bool = True) -> None:
        """Write one cell; rows and columns count from 1."""
        from openpyxl.styles import Alignment

        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.font = self.plain
        cell.alignment = Alignment(wrap_text=self.wrap and ruled, vertical="top", horizontal=across)
        if ruled:
            cell.border = self.border

    def save(self, path: Path) -> None:
        """Write the whole sheet to a file."""
        first = self._furniture()
        top = first + self.document.table.header_rows
        self._header(first)
        self.sheet.print_title_rows = f"1:{top - 1}"
        self._rows(top)
        self._page()
        self.book.save(path)

    def _furniture(self) -> int:
        furniture, width, row = self.document.furniture, len(self.widths), 1
        if furniture.title or furniture.document_label:
            title = furniture.title + (f"({furniture.label})" if furniture.label else "")
            self.put(row, 1, title, ruled=False)
            self.put(row, width, furniture.document_label, "right", ruled=False)
            row += 1
        if furniture.mark_legend:
            legend = (Piece(furniture.mark_legend, furniture.legend_ink),)
            self.put(row, width, _rich(legend, self.font, self.size), "right", ruled=False)
            row += 1
        return row

    def _header(self, first: int) -> None:
        for row, column, row_span, column_span, text in self.document.table.header_cells():
            for down in range(row_span):
                for across in range(column_span):
                    value = None if down or across else text
                    self.put(first + row + down, column + across + 1, value, "center")
            if row_span > 1 or column_span > 1:
                last = (first + row + row_span - 1, column + column_span)
                self.sheet.merge_cells(None, first + row, column + 1, *last)

    def _rows(self, top: int) -> None:
        from openpyxl.worksheet.pagebreak import Break

        table = self.document.table
        for row_index, row in enumerate(table.rows):
            for column_index, cell in enumerate(row.cells):
                self.put(top + row_index, column_index + 1, _rich(cell.printed, self.font, self.size))
            lines = max(self._lines(cell, width) for cell, width in zip(row.cells, self.widths, strict=True))
            self.sheet.row_dimensions[top + row_index].height = 1.3 * self.size * lines + 3
            if row.page_break:
                self.sheet.row_breaks.append(Break(id=top + row_index - 1))
        for column_index in range(len(table.columns)):
            for start, last in merged_runs(table, column_index):
                self.sheet.merge_cells(None, top + start, column_index + 1, top + last, column_index + 1)

    def _lines(self, cell: CellModel, width: float) -> int:
        if not self.wrap:
            return 1
        room = width / self.size - 1
        return len(wrap(cell.printed, room, lambda text: sum(0.5 if char.isascii() else 1.0 for char in text)))

    def _page(self) -> None:
        paper, sheet = self.document.sheet, self.sheet
        for index, width in enumerate(self.widths):
            sheet.column_dimensions[sheet.cell(1, index + 1).column_letter].width = width / 5.6
        sheet.page_setup.orientation = "landscape" if paper.width > paper.height else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for side in ("left", "right", "top", "bottom"):
            setattr(sheet.page_margins, side, paper.margin / 72)
        if self.document.furniture.page_numbers:
            sheet.oddFooter.center.text = "&P"


def merged_runs(table: TableModel, column: int) -> list[tuple[int, int]]:
    """Return (first row, last row) of each cell of a column that is merged down."""
    starts = [index for index, row in enumerate(table.rows) if not row.cells[column].merged] + [len(table.rows)]
    return [(start, end - 1) for start, end in pairwise(starts) if end - start > 1]


def _rich(pieces: tuple[Piece, ...], font: str, size: float) -> Any:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    if all(piece.ink == Ink() for piece in pieces):
        text = "".join(piece.text for piece in pieces)
        return text or None
    blocks = []
    for text, ink in pieces:
        inline = InlineFont(
            rFont=font, sz=size, color="FF" + ink.colour[1:].upper(), b=ink.bold or None, strike=ink.strike or None,
            u="single" if ink.underline else None,
        )  # fmt: skip
        blocks.append(TextBlock(inline, text))
    return CellRichText(*blocks)


def by_calc(document: DocumentModel, path: Path, font: str = "IPAGothic", wrapped: bool = True) -> None:
    """Print through LibreOffice Calc."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.xlsx")
        SheetWriter(document, font, wrapped).save(source)
        _convert(source, path)


# ── word processing ─────────────────────────────────────────────────────────────────────────────────────────────────


def to_docx(document: DocumentModel, path: Path, font: str = "IPAMincho") -> None:
    """Write the document as a Word table: header rows repeated, rows cut by pages where the model says so."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    word = Document()
    paper, furniture = document.sheet, document.furniture
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if paper.width > paper.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(paper.margin)
    for line in furniture.cover:
        word.add_paragraph().add_run(line)
    if furniture.cover:
        word.add_page_break()
    title = furniture.title + (f"({furniture.label})" if furniture.label else "")
    for text, ink, right in (
        (furniture.document_label, Ink(), True),
        (title, Ink(), False),
        (furniture.mark_legend, furniture.legend_ink, True),
    ):
        if text:
            paragraph = word.add_paragraph()
            _runs(paragraph, (Piece(text, ink),), font, paper.font_size)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in furniture.before:
        _runs(word.add_paragraph(), (Piece(text),), font, paper.font_size)
    for table in (*document.tables_before, document.table, *document.tables_after):
        _word_table(word, table, document, font)
        word.add_paragraph()
    for text in furniture.after:
        _runs(word.add_paragraph(), (Piece(text),), font, paper.font_size)
    word.save(str(path))


def _word_table(word: Any, model: TableModel, document: DocumentModel, font: str) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    paper = document.sheet
    table = word.add_table(rows=model.header_rows + len(model.rows), cols=len(model.columns))
    table.style, table.autofit = "Table Grid", False
    room, total = paper.width - 2 * paper.margin, sum(column.width for column in model.columns)
    for drawn, column in zip(table.columns, model.columns, strict=True):
        drawn.width = Pt(room * column.width / total)
    grid = [list(row.cells) for row in table.rows]
    for row in grid:
        for cell, column in zip(row, model.columns, strict=True):
            cell.width = Pt(room * column.width / total)
    for row_index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        if row_index < model.header_rows and paper.repeat_header:
            properties.append(OxmlElement("w:tblHeader"))
        if not paper.split_rows:
            properties.append(OxmlElement("w:cantSplit"))
    _word_cells(grid, model, font, paper.font_size)


def _word_cells(grid: list[list[Any]], model: TableModel, font: str, size: float) -> None:
    for top, left, row_span, column_span, text in model.header_cells():
        header_cell = grid[top][left].merge(grid[top + row_span - 1][left + column_span - 1])
        _fill(header_cell, (Piece(text),), font, size)
    for row, model_row in zip(grid[model.header_rows :], model.rows, strict=True):
        for printed, cell in zip(row, model_row.cells, strict=True):
            if not cell.merged:
                _fill(printed, cell.printed, font, size)
    for column_index in range(len(model.columns)):
        for start, last in merged_runs(model, column_index):
            grid[model.header_rows + start][column_index].merge(grid[model.header_rows + last][column_index])


def _fill(cell: Any, pieces: tuple[Piece, ...], font: str, size: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    _runs(paragraph, pieces, font, size)


def _runs(paragraph: Any, pieces: tuple[Piece, ...], font: str, size: float) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for text, ink in pieces:
        run = paragraph.add_run(text)
        run.font.name, run.font.size = font, Pt(size)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        run.font.bold, run.font.underline, run.font.strike = ink.bold or None, ink.underline or None, ink.strike or None
        if ink.colour != "#000000":
            run.font.color.rgb = RGBColor.from_string(ink.colour[1:].upper())
        if ink.highlight:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def by_writer(document: DocumentModel, path: Path, font: str = "IPAMincho") -> None:
    """Print through LibreOffice Writer."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        to_docx(document, source, font)
        _convert(source, path)
