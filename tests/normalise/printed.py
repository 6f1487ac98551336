"""Printed cells made by hand: what parse would give for a table drawn with full-width characters of one em."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pipeline.model import (
    PLAIN,
    Box,
    Cell,
    FrontMatter,
    Heading,
    Line,
    NormalisedDocument,
    ParsedDocument,
    Run,
    Series,
    Source,
    Style,
    Table,
)
from pipeline.normalise import normalise_document
from pipeline.normalise.breaks import Evidence
from pipeline.normalise.lines import Fragment, judge_lines, lines_to_paragraphs
from pipeline.normalise.measure import measure_table

EM = 10.0
PADDING = 2.0
RED = Style(colour="#ff0000")
STRUCK = Style(strike=True)
NO_SERIES = Series("test")

Printed = str | Sequence[tuple[str, Style]]
"""A printed line: plain, or in runs."""


def width_of(text: str) -> float:
    """Return how wide a text is printed: an em for a full-width character, half of it for the others."""
    return sum(EM if unicodedata.east_asian_width(character) in "FWA" else EM / 2 for character in text)


def printed_line(printed: Printed, x0: float, top: float, page_number: int = 1) -> Line:
    runs = [(printed, PLAIN)] if isinstance(printed, str) else list(printed)
    boxed: list[Run] = []
    x = x0
    for text, style in runs:
        boxed.append(Run(text, style, Box(x, top, x + width_of(text), top + EM)))
        x += width_of(text)
    return Line(tuple(boxed), Box(x0, top, max(x, x0 + 0.1), top + EM), EM, page_number)


def printed_cell(
    lines: Sequence[Printed],
    *,
    row: int = 0,
    column: int = 0,
    ems: float = 10,
    page_number: int = 1,
    row_span: int = 1,
    column_span: int = 1,
    is_header: bool = False,
    continues: bool = False,
    is_heading: bool = False,
    reprinted: bool = False,
    align: str = "left",
) -> Cell:
    """Return a cell with room for ``ems`` characters a line."""
    width = ems * EM + 2 * PADDING
    x0, top = column * 1000.0, row * 100.0
    made = []
    for number, line in enumerate(lines):
        text = line if isinstance(line, str) else "".join(part for part, _ in line)
        free = width - 2 * PADDING - width_of(text)
        indent = {"left": 0.0, "centre": free / 2, "right": free}[align]
        made.append(printed_line(line, x0 + PADDING + indent, top + number * EM, page_number))
    glyph_count = sum(len("".join(made_line.text.split())) for made_line in made)
    return Cell(
        page_number, 0, row, column, row_span, column_span, Box(x0, top, x0 + width, top + max(len(lines), 1) * EM),
        tuple(made), glyph_count, is_header, continues, is_heading, reprinted,
    )  # fmt: skip


def paragraphs(
    *fragments: Sequence[Printed], ems: float = 10, align: str = "left", evidence: Evidence | None = None
) -> str:
    """Return the text of a cell with room for ``ems`` characters a line, printed in fragments on as many pages."""
    cells = [
        printed_cell(lines, row=number, ems=ems, page_number=number + 1, align=align)
        for number, lines in enumerate(fragments)
    ]
    measure = measure_table(cells)
    printed = judge_lines(Fragment(cell.lines, measure.room(cell)) for cell in cells)
    return lines_to_paragraphs(printed, evidence or Evidence()).text


def table_of(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, pages: Sequence[int] = (), ems: float = 30
) -> list[Cell]:
    """Return the cells of a plain table; a row's page is the one in ``pages``, the first where none is given."""
    cells = [printed_cell([text], column=column, is_header=True, ems=ems) for column, text in enumerate(headers)]
    for number, row in enumerate(rows, start=1):
        page_number = pages[number - 1] if pages else 1
        cells += (
            printed_cell(text.split("\n") if text else [], row=number, column=column, page_number=page_number, ems=ems)
            for column, text in enumerate(row)
        )
    return cells


def document_of(cells: Sequence[Cell], column_count: int, front: FrontMatter | None = None) -> ParsedDocument:
    source = Source("test.pdf", "0" * 64, "pdf", max((cell.page_number for cell in cells), default=1))
    headings = tuple(Heading(cell.row_index, cell.lines) for cell in cells if cell.is_heading)
    table = Table(0, column_count, tuple(cells), headings=headings)
    return ParsedDocument(source, (), (table,), 0, front or FrontMatter())


def normalise(cells: Sequence[Cell], column_count: int, series: Series = NO_SERIES) -> NormalisedDocument:
    return normalise_document(document_of(cells, column_count), series)


def normalise_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, pages: Sequence[int] = (), series: Series = NO_SERIES
) -> NormalisedDocument:
    return normalise(table_of(headers, rows, pages=pages), len(headers), series)
