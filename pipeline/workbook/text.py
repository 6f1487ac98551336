"""A cell of a workbook → the runs of text that it shows, in the styles that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.colours import has_hue
from pipeline.model import Box, Line, Run, Style

NO_BOX = Box(0.0, 0.0, 0.0, 0.0)
BLACK = "#000000"

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""Where a colour's number in a cell's style points to in the theme."""


class Colours:
    """What the colours of a workbook are, as #rrggbb: a cell names them by value, by an old palette, or by theme."""

    def __init__(self, theme: bytes | None) -> None:
        """Read the theme's XML, which may be missing."""
        text = (theme or b"").decode("utf-8", "replace")
        found = re.findall(
            r'<a:(\w+)>\s*<a:(?:srgbClr val="(\w{6})"|sysClr val="\w+"(?: lastClr="(\w{6})")?)', text
        )  # both are written by Office and nobody else; what is not found is black
        self._theme = {name: f"#{(value or last or '000000').lower()}" for name, value, last in found}

    def of(self, colour: Any) -> str:
        """Return a colour of openpyxl's as #rrggbb; black where it is none, or cannot be told."""
        from openpyxl.styles.colors import COLOR_INDEX

        if colour is None:
            return BLACK
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            return f"#{colour.rgb[-6:].lower()}"
        if colour.type == "theme" and 0 <= colour.theme < len(_THEME_ORDER):
            return self._theme.get(_THEME_ORDER[colour.theme], BLACK)
        if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
            return f"#{COLOR_INDEX[colour.indexed][-6:].lower()}"
        return BLACK

    def style(self, font: Any, shade: str | None = None) -> Style:
        """Return how a font of openpyxl's prints: a cell's, or that of a stretch of it."""
        if font is None:
            return Style(shade=shade)
        bold = bool(font.b)
        return Style(self.of(font.color), bold, font.u not in (None, "none"), bool(font.strike), shade=shade)

    def shade(self, fill: Any) -> str | None:
        """Return the colour of a cell's fill; None where it has none, or one without a hue."""
        if getattr(fill, "patternType", None) != "solid":
            return None
        colour = self.of(fill.fgColor)
        return colour if has_hue(colour) else None


def cell_runs(cell: Any, text: str, colours: Colours) -> list[tuple[str, Style]]:
    """Return a cell's text in its styles: a rich text's stretches, or the whole in the cell's own."""
    from openpyxl.cell.rich_text import CellRichText

    shade = colours.shade(cell.fill)
    own = colours.style(cell.font, shade)
    if not isinstance(cell.value, CellRichText):
        return [(text, own)] if text else []
    parts = (
        (part, own) if isinstance(part, str) else (part.text, colours.style(part.font, shade)) for part in cell.value
    )
    return [(_clean(part), style) for part, style in parts if part]


def _clean(text: str) -> str:
    """Return a text with line feeds alone, and with no character that a text cannot have."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "\ufffd", text)


def runs_to_lines(runs: Sequence[tuple[str, Style]], page_number: int, font_size: float = 0.0) -> tuple[Line, ...]:
    """Return styled text as lines: each is a paragraph, whose box is zeros. Blank ones are left out."""
    lines: list[list[Run]] = [[]]
    for text, style in runs:
        first, *more = text.split("\n")
        lines[-1].append(Run(first, style, NO_BOX))
        lines += [[Run(part, style, NO_BOX)] for part in more]
    return tuple(_lines(lines, page_number, font_size))


def _lines(lines: Sequence[Sequence[Run]], page_number: int, font_size: float) -> Iterator[Line]:
    for runs in lines:
        kept = tuple(run for run in runs if run.text)
        if any(run.text.strip() for run in kept):
            yield Line(kept, NO_BOX, font_size, page_number)


def glyph_count(lines: Sequence[Line]) -> int:
    """Return how many characters lines have, white space apart."""
    return sum(not character.isspace() for line in lines for character in line.text)
