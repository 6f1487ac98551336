"""What the program saw, drawn over the page: the first thing to look at when a table comes out wrong."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.colours import channels
from pipeline.errors import DamagedPdfError, UsageError
from pipeline.model import PAGED, Box, Cell, Line, PageFacts, ParsedDocument, Style
from pipeline.pdfium import drawing

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

SCALE = 2.0  # pixels a point: small type can be read, a page of A4 is 1,684 pixels long
MAXIMUM_SIDE = 5_000  # pixels, for pages that are posters
HATCH_STEP = 12  # pixels between the lines of a row that goes on

_Colour = tuple[int, int, int, int]


class Layer(Struct, frozen=True):
    """One kind of thing that is drawn: its line in the legend, and its colours as red, green, blue, alpha."""

    legend: str
    outline: _Colour
    fill: _Colour | None = None
    width: int = 2  # of the outline, in pixels
    margin: int = 0  # between what is outlined and the outline, in pixels: one digit must not vanish under it
    hatched: bool = False


CELL = Layer("cell", (0, 128, 64, 255))
HEADER = Layer("header", (0, 128, 64, 255), (255, 215, 0, 70))
MERGED = Layer("merged cell", (128, 0, 160, 255), (128, 0, 160, 28), width=4)
CONTINUED = Layer("row goes on from the page before", (255, 128, 0, 255), hatched=True)
MARK = Layer("coloured, underlined or struck", (220, 0, 0, 255), margin=3)
FURNITURE = Layer("around the table", (0, 96, 200, 255), (0, 96, 200, 24))
STRAY = Layer("text in no cell", (255, 0, 200, 255), (255, 0, 200, 70), width=4)
LAYERS = (CELL, HEADER, MERGED, CONTINUED, MARK, FURNITURE, STRAY)
"""In the order of the legend."""


class Picture(Struct, frozen=True):
    """A drawn page. ``missing_fonts`` names those that the PDF does not embed and this machine has nothing for."""

    image: Image.Image
    missing_fonts: tuple[str, ...]


def draw_page(path: Path, document: ParsedDocument, page_number: int) -> Picture:
    """Return a page as PDFium shows it, with what parsing made of it drawn over, and a legend below.

    ``document`` is what was read of that file. Raises ``UsageError`` for a page that is not there and for a
    transcript, ``DamagedPdfError`` where PDFium cannot draw the page.
    """
    from PIL import Image, ImageDraw

    facts = _page_facts(document, page_number)
    image, scale, missing_fonts = _render(path, facts)
    overlay = Image.new("RGBA", image.size, (255, 255, 255, 0))
    pen = _Pen(ImageDraw.Draw(overlay), scale)
    for layer, box in boxes_to_draw(document, facts):
        pen.draw(layer, facts.as_shown(box))
    picture = Image.alpha_composite(image, overlay)
    return Picture(_with_legend(picture, _caption(document, facts), pen.drawn), missing_fonts)


def boxes_to_draw(document: ParsedDocument, facts: PageFacts) -> Iterator[tuple[Layer, Box]]:
    """Yield what is drawn on a page, later ones over earlier ones; boxes in points."""
    tables = [[cell for cell in table.cells if cell.page_number == facts.page_number] for table in document.tables]
    cells = [cell for table in tables for cell in table]
    for cell in cells:
        yield (HEADER if cell.is_header else CELL), cell.box
    for cell in cells:
        if cell.row_span > 1 or cell.column_span > 1:
            yield MERGED, cell.box
        if cell.continues:
            yield CONTINUED, cell.box
    outlines = [_outline(table) for table in tables if table]
    for line in facts.furniture:
        yield (STRAY if any(_holds(outline, line.box) for outline in outlines) else FURNITURE), line.box
    for line in (*(line for cell in cells for line in cell.lines), *facts.furniture):
        yield from ((MARK, box) for box in _marks(line, facts.page_number))


def _outline(cells: Sequence[Cell]) -> Box:
    outline = cells[0].box
    for cell in cells[1:]:
        outline = outline.union(cell.box)
    return outline


def _holds(outer: Box, inner: Box) -> bool:
    x, y = inner.centre
    return outer.x0 < x < outer.x1 and outer.top < y < outer.bottom


def _marks(line: Line, page_number: int) -> Iterator[Box]:
    for run in line.runs:
        if line.page_number == page_number and run.text.strip() and is_set_off(run.style):
            yield run.box


def is_set_off(style: Style) -> bool:
    """Return whether a reader would see that text as set off: by a hue, a line, or a colour behind it."""
    _, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in channels(style.colour)))
    has_hue = saturation > 0.25 and value > 0.25
    return has_hue or style.underline or style.strike or style.highlight is not None


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Pen:
    """Draws boxes, and keeps which layers it drew."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        self._draw = draw
        self._scale = scale
        self.drawn: set[Layer] = set()

    def draw(self, layer: Layer, box: Box) -> None:
        """Draw a box, given in points."""
        x0, top, x1, bottom = (round(side * self._scale) for side in box)
        self.drawn.add(layer)
        margin = layer.margin
        draw_swatch(self._draw, layer, (x0 - margin, top - margin, max(x0, x1) + margin, max(top, bottom) + margin))


def draw_swatch(draw: ImageDraw.ImageDraw, layer: Layer, box: tuple[int, int, int, int]) -> None:
    """Draw a box in pixels in the manner of its layer."""
    x0, top, x1, bottom = box
    draw.rectangle(box, outline=layer.outline, fill=layer.fill, width=layer.width)
    if layer.hatched:
        height = bottom - top
        for start in range(x0 - height, x1, HATCH_STEP):
            left, right = max(start, x0), min(start + height, x1)
            draw.line((left, bottom - (left - start), right, bottom - (right - start)), fill=layer.outline, width=1)


def _render(path: Path, facts: PageFacts) -> tuple[Image.Image, float, tuple[str, ...]]:
    """Return the page as an image, its pixels a point, and the fonts that are missing."""
    import pypdfium2 as pdfium

    scale = min(SCALE, MAXIMUM_SIDE / max(facts.width, facts.height))
    try:
        with drawing() as fonts, pdfium.PdfDocument(path.read_bytes()) as pdf:
            page = pdf[facts.page_number - 1]
            try:
                image: Image.Image = page.render(scale=scale).to_pil().convert("RGBA")
            finally:
                page.close()
    except pdfium.PdfiumError as error:
        place = f"{path.name}, page {facts.page_number}"
        raise DamagedPdfError("the page cannot be drawn", place, "Fetch it again, or print it anew to PDF.") from error
    return image, scale, fonts.missing()


def _with_legend(picture: Image.Image, caption: str, drawn: set[Layer]) -> Image.Image:
    """Return the picture with a strip below: what the colours mean, those that are on this page."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=18)
    layers = [layer for layer in LAYERS if layer in drawn]
    places, rows = _legend_places([font.getlength(layer.legend) for layer in layers], picture.width)
    strip = Image.new("RGBA", (picture.width, 44 + 34 * rows), (255, 255, 255, 255))
    canvas = Image.new("RGBA", strip.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(canvas)
    draw.line((0, 0, strip.width, 0), fill=(0, 0, 0, 255), width=2)
    draw.text((12, 10), caption, fill=(0, 0, 0, 255), font=font)
    for layer, (x, row) in zip(layers, places, strict=True):
        top = 42 + 34 * row
        draw_swatch(draw, layer, (x, top, x + 36, top + 20))
        draw.text((x + 46, top), layer.legend, fill=(0, 0, 0, 255), font=font)
    whole = Image.new("RGB", (picture.width, picture.height + strip.height), (255, 255, 255))
    whole.paste(picture.convert("RGB"), (0, 0))
    whole.paste(Image.alpha_composite(strip, canvas).convert("RGB"), (0, picture.height))
    return whole


def _legend_places(lengths: Sequence[float], width: int) -> tuple[list[tuple[int, int]], int]:
    """Return where each entry of the legend begins, as x and row, and how many rows that takes."""
    places: list[tuple[int, int]] = []
    x, row = 12, 0
    for length in lengths:
        needed = round(length) + 46 + 24
        if places and x + needed > width:
            x, row = 12, row + 1
        places.append((x, row))
        x += needed
    return places, row + 1 if places else 0


def _page_facts(document: ParsedDocument, page_number: int) -> PageFacts:
    if document.source.kind not in PAGED:
        raise UsageError("a transcript has no pages to draw", document.source.name, "Give the PDF.")
    for facts in document.pages:
        if facts.page_number == page_number:
            return facts
    remedy = f"Give a page from 1 to {len(document.pages)}."
    raise UsageError(f"there is no page {page_number}", document.source.name, remedy)


def _caption(document: ParsedDocument, facts: PageFacts) -> str:
    cells = [cell for table in document.tables for cell in table.cells if cell.page_number == facts.page_number]
    tables = sorted({cell.table_index for cell in cells})
    names = ", ".join(f"table {index}{' (main)' if index == document.main_table_index else ''}" for index in tables)
    in_cells = sum(cell.glyph_count for cell in cells)
    return (
        f"page {facts.page_number} of {len(document.pages)}: {names or 'no table'}; {len(cells)} cells with "
        f"{in_cells} of {facts.glyph_count} glyphs, {facts.furniture_glyph_count} around them"
    )
