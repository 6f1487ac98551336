"""A PDF drawn by hand with ReportLab: every way of drawing rules and type that programs of offices have.

The layout says where things stand; a ``Hand`` says how they are drawn. What ReportLab cannot say itself (ICC and
pattern colours, Type 3 fonts) is written as operators here and given its resources afterwards by ``mend.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.typeset.layout import Habits, Measure, PageLayout, Square, Words, lay_out
from tests.typeset.model import DocumentModel, Ink

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Segment = tuple[float, float, float, float]

RULES = ("line", "rectangle", "dots", "cells", "shade", "doubled", "gaps")
REDS = ("rgb", "dark", "cmyk", "spot", "converted", "icc", "pattern")
BLACKS = ("gray", "rgb", "cmyk", "nearly")
DECORATIONS = ("line", "rectangle")

PAPER_FONTS = ("HeiseiKakuGo-W5", "HeiseiMin-W3")
"""Fonts that a PDF may name without holding them: only their CMap says what is what."""


@dataclass(frozen=True)
class Hand:
    """How one document is drawn."""

    font: str = "HeiseiKakuGo-W5"  # a name of PAPER_FONTS, or the path of a TrueType font
    rules: str = "line"
    rule_width: float = 0.5
    red: str = "rgb"
    black: str = "gray"
    decoration: str = "line"
    outer_verticals: bool = True
    closed_at_breaks: bool = True  # False: no rule where a row or the table goes on
    invisible_rules: bool = False  # white and transparent rules through the cells, which must not cut
    fake_bold: bool = False
    letter_by_letter: bool = False
    order: str = "rows"  # rows, columns, backwards: the order of the content stream
    shaded_header: bool = False
    unruled_columns: frozenset[int] = frozenset()  # columns that stand outside the rules
    disguise: Mapping[str, str] = field(default_factory=dict)  # character as meant → as printed
    habits: Habits = field(default_factory=Habits)


@cache
def register(font: str) -> str:
    """Make a font known to ReportLab and return its name there."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if font in PAPER_FONTS:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        return font
    name = Path(font).stem
    pdfmetrics.registerFont(TTFont(name, font))
    return name


@cache
def measure_of(font: str, disguise: tuple[tuple[str, str], ...] = ()) -> Measure:
    """Return what measures a text in this font as it is printed, in ems."""
    from reportlab.pdfbase import pdfmetrics

    name, printed = register(font), dict(disguise)

    @cache
    def measure(char: str) -> float:
        return float(pdfmetrics.stringWidth(printed.get(char, char), name, 1.0))

    return lambda text: sum(measure(char) for char in text)


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def joined(squares: list[Square]) -> list[Square]:
    """Join the strips of one merged cell that follow each other on a page."""
    whole: dict[tuple[int, int], Square] = {}
    done: list[Square] = []
    for square in squares:
        key = (square.row, square.column)
        before = whole.get(key)
        if before and square.row >= 0 and abs(before.bottom - square.top) < 0.01 and square.x0 == before.x0:
            whole[key] = before._replace(bottom=square.bottom, cut_below=square.cut_below)
        else:
            if before:
                done.append(before)
            whole[key] = square
    return done + list(whole.values())


def sides(squares: list[Square], hand: Hand) -> Iterator[Segment]:
    """Yield the sides of cells that are ruled, each as often as cells have it."""
    left, right = min(square.x0 for square in squares), max(square.x1 for square in squares)
    for x0, top, x1, bottom, _, column, cut_above, cut_below in squares:
        if column in hand.unruled_columns:
            continue
        if hand.closed_at_breaks or not cut_above:
            yield x0, top, x1, top
        if hand.closed_at_breaks or not cut_below:
            yield x0, bottom, x1, bottom
        if hand.outer_verticals or x0 > left:
            yield x0, top, x0, bottom
        if hand.outer_verticals or x1 < right:
            yield x1, top, x1, bottom


def strokes(segments: list[Segment]) -> list[Segment]:
    """Join sides that lie in one line and touch: the rules as a person would draw them."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for x0, y0, x1, y1 in segments:
        upright = x0 == x1
        key = (upright, round(x0 if upright else y0, 2))
        lines.setdefault(key, []).append((y0, y1) if upright else (x0, x1))
    found: list[Segment] = []
    for (upright, place), spans in lines.items():
        start, end = sorted(spans)[0]
        for low, high in [*sorted(spans)[1:], (1e9, 1e9)]:
            if low > end + 0.01:
                found.append((place, start, place, end) if upright else (start, place, end, place))
                start, end = low, high
            else:
                end = max(end, high)
    return found


class Draughtsman:
    """Draws the pages of one document on a canvas."""

    def __init__(self, canvas: Canvas, hand: Hand, height: float) -> None:
        self.canvas, self.hand, self.height = canvas, hand, height
        self.font = register(hand.font)

    # rules

    def rules(self, page: PageLayout) -> None:
        """Draw a page's rules and shades."""
        squares = joined(page.squares)
        if not squares:
            return
        if self.hand.shaded_header:
            self.canvas.setFillGray(0.85)
            for square in squares:
                if square.row < 0:
                    self._fill(square.x0, square.top, square.x1, square.bottom)
        if self.hand.invisible_rules:
            self._invisible([square for square in squares if not self._shaded(square)])
        self._set_black()
        if self.hand.rules == "shade":
            self._shades(squares)
        elif self.hand.rules == "cells":
            for square in squares:
                if square.column not in self.hand.unruled_columns:
                    self.canvas.setLineWidth(self.hand.rule_width)
                    self.canvas.rect(square.x0, self.height - square.bottom, square.x1 - square.x0,
                                     square.bottom - square.top, stroke=1, fill=0)  # fmt: skip
        else:
            self._strokes(list(sides(squares, self.hand)))

    def _shaded(self, square: Square) -> bool:
        """Say whether a white rule would show in a cell."""
        return self.hand.rules == "shade" or (self.hand.shaded_header and square.row < 0)

    def _strokes(self, segments: list[Segment]) -> None:
        draw = {"rectangle": self._thin, "dots": self._dots, "gaps": self._gapped, "doubled": self._doubled}
        if self.hand.rules != "gaps":
            segments = strokes(segments)
        for segment in segments:
            draw.get(self.hand.rules, self._line)(segment)

    def _line(self, segment: Segment) -> None:
        self.canvas.setLineWidth(self.hand.rule_width)
        x0, y0, x1, y1 = segment
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def _thin(self, segment: Segment) -> None:
        x0, y0, x1, y1 = segment
        half = self.hand.rule_width / 2
        self._fill(x0 - half, y0 - half, x1 + half, y1 + half)

    def _fill(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def _dots(self, segment: Segment) -> None:
        x0, y0, x1, y1 = segment
        count = max(1, int(max(x1 - x0, y1 - y0) / 1.5))
        for number in range(count + 1):
            x, y = x0 + (x1 - x0) * number / count, y0 + (y1 - y0) * number / count
            self._fill(x - 0.25, y - 0.25, x + 0.25, y + 0.25)

    def _gapped(self, segment: Segment) -> None:
        """Draw a side that misses its neighbours by most of a point at both ends."""
        x0, y0, x1, y1 = segment
        gap = 0.7
        self._line((x0, y0 + gap, x1, y1 - gap) if x0 == x1 else (x0 + gap, y0, x1 - gap, y1))

    def _doubled(self, segment: Segment) -> None:
        x0, y0, x1, y1 = segment
        self._line(segment)
        self._line((x0 + 0.4, y0, x1 + 0.4, y1) if x0 == x1 else (x0, y0 + 0.4, x1, y1 + 0.4))

    def _shades(self, squares: list[Square]) -> None:
        """Fill the cells and leave white between them: no rule is drawn at all."""
        for square in squares:
            self.canvas.setFillGray(0.8 if square.row < 0 else 0.92)
            self._fill(square.x0 + 0.4, square.top + 0.4, square.x1 - 0.4, square.bottom - 0.4)

    def _invisible(self, squares: list[Square]) -> None:
        """Draw what is not seen through the middle of each cell: white, transparent, and a path never painted."""
        self.canvas.saveState()
        self.canvas.setStrokeGray(1.0)
        for square in squares:
            middle, centre = (square.top + square.bottom) / 2, (square.x0 + square.x1) / 2
            self._line((square.x0, middle, square.x1, middle))
            self.canvas.setStrokeAlpha(0.0)
            self._line((centre, square.top, centre, square.bottom))
            self.canvas.setStrokeAlpha(1.0)
            path = self.canvas.beginPath()
            path.moveTo(square.x0, self.height - middle - 3)
            path.lineTo(square.x1, self.height - middle - 3)
            self.canvas.drawPath(path, stroke=0, fill=0)
        self.canvas.restoreState()

    # type

    def words(self, page: PageLayout) -> None:
        """Draw a page's text, highlights below it and lines along it."""
        words = list(page.words)
        if self.hand.order == "columns":
            words.sort(key=lambda each: round(each.x / 40))
        elif self.hand.order == "backwards":
            words.reverse()
        for each in words:
            self._highlight(each)
        for each in words:
            self._type(each)
            self._decorate(each)

    def _highlight(self, each: Words) -> None:
        if each.ink.highlight:
            self.canvas.setFillColor(each.ink.highlight)
            self._fill(each.x, each.baseline - 0.85 * each.size, each.x + each.width, each.baseline + 0.15 * each.size)

    def _type(self, each: Words) -> None:
        canvas = self.canvas
        canvas.saveState()
        if each.clip:
            x0, top, x1, bottom = each.clip
            path = canvas.beginPath()
            path.rect(x0, self.height - bottom, x1 - x0, bottom - top)
            canvas.clipPath(path, stroke=0, fill=0)
        self._set_ink(each.ink)
        canvas.setFont(self.font, each.size)
        text = "".join(self.hand.disguise.get(char, char) for char in each.text)
        y = self.height - each.baseline
        if each.spread or self.hand.letter_by_letter:
            self._letters(each, text, y)
        else:
            self._string(each, each.x, y, text)
        canvas.restoreState()

    def _string(self, each: Words, x: float, y: float, text: str) -> None:
        """Print a text; bold is the same glyphs twice, or with their outlines stroked."""
        bold = each.ink.bold
        if bold and not self.hand.fake_bold:
            self.canvas.setLineWidth(0.02 * each.size)
            self.canvas.drawString(x, y, text, mode=2)
            return
        self.canvas.drawString(x, y, text)
        if bold:
            self.canvas.drawString(x + 0.03 * each.size, y, text)

    def _letters(self, each: Words, text: str, y: float) -> None:
        measure = measure_of(self.hand.font, tuple(self.hand.disguise.items()))
        x = each.x
        for char, printed in zip(each.text, text, strict=True):
            if printed != " ":
                self._string(each, x, y, printed)
            x += measure(char) * each.size + each.spread

    def _decorate(self, each: Words) -> None:
        self._set_ink(each.ink)
        for wanted, height in ((each.ink.underline, 0.12), (each.ink.strike, -0.35)):
            if wanted:
                y = each.baseline + height * each.size
                segment = (each.x, y, each.x + each.width, y)
                if self.hand.decoration == "line":
                    self.canvas.setLineWidth(0.4)
                    self.canvas.line(each.x, self.height - y, each.x + each.width, self.height - y)
                else:
                    self._fill(segment[0], y - 0.2, segment[2], y + 0.2)

    # colours

    def _set_black(self) -> None:
        canvas = self.canvas
        if self.hand.black == "rgb":
            canvas.setFillColorRGB(0, 0, 0)
            canvas.setStrokeColorRGB(0, 0, 0)
        elif self.hand.black == "cmyk":
            canvas.setFillColorCMYK(0, 0, 0, 1)
            canvas.setStrokeColorCMYK(0, 0, 0, 1)
        elif self.hand.black == "nearly":
            canvas.setFillColorRGB(0.137, 0.122, 0.125)
            canvas.setStrokeColorRGB(0.137, 0.122, 0.125)
        else:
            canvas.setFillGray(0)
            canvas.setStrokeGray(0)

    def _set_ink(self, ink: Ink) -> None:
        if ink.colour == "#000000":
            self._set_black()
        elif ink.colour == "#ff0000":
            self._set_red()
        else:
            self.canvas.setFillColor(ink.colour)
            self.canvas.setStrokeColor(ink.colour)

    def _set_red(self) -> None:
        from reportlab.lib.colors import CMYKColor, CMYKColorSep, Color

        if self.hand.red in {"icc", "pattern"}:
            self.canvas._code.append("/Red cs 1 0 0 scn" if self.hand.red == "icc" else "/Pattern cs /RedTiles scn")
            return
        colour = {
            "dark": Color(0.753, 0, 0),
            "cmyk": CMYKColor(0, 1, 1, 0),
            "spot": CMYKColorSep(0, 1, 1, 0, spotName="DIC 156"),
            "converted": Color(1.0, 0.11, 0.14),
        }.get(self.hand.red, Color(1, 0, 0))
        self.canvas.setFillColor(colour)
        self.canvas.setStrokeColor(colour)


def by_hand(document: DocumentModel, path: Path, hand: Hand | None = None) -> None:
    """Draw a document with ReportLab."""
    from reportlab.pdfgen.canvas import Canvas

    hand = hand or Hand()
    sheet = document.sheet
    pages = lay_out(document, measure_of(hand.font, tuple(hand.disguise.items())), hand.habits)
    # ReportLab takes the size as shown and turns it itself; the crop box it takes as it stands in the file.
    canvas = Canvas(str(path), pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1)
    turned = sheet.rotate in {90, 270}
    size = (sheet.height, sheet.width) if turned else (sheet.width, sheet.height)
    canvas.setTitle(document.furniture.title)
    canvas.setAuthor("")
    for page in pages:
        canvas.saveState()
        if sheet.rotate:
            canvas.setPageRotation(sheet.rotate)
            _turn(canvas, sheet.rotate, sheet.width, sheet.height)
        draughtsman = Draughtsman(canvas, hand, sheet.height)
        draughtsman.rules(page)
        draughtsman.words(page)
        canvas.restoreState()
        if sheet.crop:
            x, y = size[0] - sheet.crop, size[1] - sheet.crop
            canvas.setCropBox((sheet.crop, sheet.crop, x, y))
        canvas.showPage()
    canvas.save()


def _turn(canvas: Canvas, rotate: int, width: float, height: float) -> None:
    """Turn the content against the page's /Rotate, so that it shows upright."""
    if rotate == 90:
        canvas.translate(height, 0)
        canvas.rotate(90)
    elif rotate == 180:
        canvas.translate(width, height)
        canvas.rotate(180)
    else:
        canvas.translate(0, width)
        canvas.rotate(-90)
