"""fpdf2 and Cairo: two more libraries that write PDF, drawing the same layout in their own ways."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.typeset.hand import Hand, joined, sides, strokes
from tests.typeset.layout import Habits, lay_out
from tests.typeset.model import DocumentModel, Ink


def _colour(ink: Ink) -> tuple[int, int, int]:
    red, green, blue = (int(ink.colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def by_fpdf(document: DocumentModel, path: Path, font: str, habits: Habits | None = None) -> None:
    """Draw with fpdf2: stroked rectangles for cells, its own subset of the font."""
    from fpdf import FPDF

    sheet = document.sheet
    pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
    pdf.set_creation_date(datetime(2023, 6, 1, tzinfo=UTC))
    pdf.set_auto_page_break(False)
    pdf.add_font("body", fname=font)
    pdf.set_font("body", size=100)

    @cache
    def measure(char: str) -> float:
        return float(pdf.get_string_width(char)) / 100

    for page in lay_out(document, lambda text: sum(map(measure, text)), habits):
        pdf.add_page()
        pdf.set_line_width(0.4)
        for square in joined(page.squares):
            pdf.rect(square.x0, square.top, square.x1 - square.x0, square.bottom - square.top)
        for words in page.words:
            pdf.set_font("body", style="U" if words.ink.underline else "", size=words.size)
            pdf.set_text_color(*_colour(words.ink))
            pdf.text(words.x, words.baseline, words.text)
            if words.ink.strike:
                y = words.baseline - 0.35 * words.size
                pdf.line(words.x, y, words.x + words.width, y)
    pdf.output(str(path))


def by_cairo(document: DocumentModel, path: Path, family: str = "IPAMincho", habits: Habits | None = None) -> None:
    """Draw with Cairo: its own fonts, no names for what it draws, rules as strokes with round ends."""
    import cairocffi as cairo

    sheet = document.sheet
    surface = cairo.PDFSurface(str(path), sheet.width, sheet.height)
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2023-06-01T00:00:00Z")
    context = cairo.Context(surface)
    context.select_font_face(family)
    context.set_font_size(100)

    @cache
    def measure(char: str) -> float:
        return float(context.text_extents(char)[4]) / 100

    for page in lay_out(document, lambda text: sum(map(measure, text)), habits):
        context.set_source_rgb(0, 0, 0)
        context.set_line_width(0.5)
        squares = joined(page.squares)
        for x0, y0, x1, y1 in strokes(list(sides(squares, Hand()))) if squares else []:
            context.move_to(x0, y0)
            context.line_to(x1, y1)
            context.stroke()
        for words in page.words:
            context.set_source_rgb(*(part / 255 for part in _colour(words.ink)))
            context.set_font_size(words.size)
            context.move_to(words.x, words.baseline)
            context.show_text(words.text)
        context.show_page()
    surface.finish()
