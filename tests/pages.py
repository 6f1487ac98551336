"""Pages made by hand, for tests of single steps between a page and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

import numpy as np
from msgspec.structs import replace

from pipeline.model import Box, Glyphs, Page, Rule, Shade, TextRun, TextRuns

SIZE = 10.0


class Look(TypedDict, total=False):
    """How a piece of text may look otherwise than upright and black."""

    font_size: float
    slanted: bool

    colour: str
    angle: int
    clip: Box
    visible: bool


class PageMaker:
    """Collects what stands on a page; every piece of text is a text object of its own, every glyph 10 points wide."""

    def __init__(self, width: float = 600, height: float = 400) -> None:
        self.width, self.height = width, height
        self.texts: list[str] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.owners: list[int] = []
        self.spaces: list[str] = []
        self.runs: list[TextRun] = []
        self.rules: list[Rule] = []
        self.shades: list[Shade] = []
        self.images: list[Box] = []

    def text(self, x: float, top: float, text: str, *, down: bool = False, **look: Unpack[Look]) -> PageMaker:
        """Print text from that upper left corner on; a space leaves a space character's room."""
        self.runs.append(replace(TextRun("#000000", SIZE), **look))
        pending = ""
        for character in text:
            if character.isspace():
                pending += character
            else:
                self.texts.append(character)
                self.boxes.append((x, top, x + SIZE, top + SIZE))
                self.owners.append(len(self.runs) - 1)
                self.spaces.append(pending)
                pending = ""
            x, top = (x, top + SIZE) if down else (x + SIZE, top)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], thickness: float = 0.5) -> PageMaker:
        """Draw all lines of a grid."""
        for y in ys:
            self.rules.append(Rule(xs[0], y - thickness / 2, xs[-1], y + thickness / 2))
        for x in xs:
            self.rules.append(Rule(x - thickness / 2, ys[0], x + thickness / 2, ys[-1]))
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> PageMaker:
        """Draw one rule."""
        self.rules.append(Rule(x0, top, x1, bottom))
        return self

    def page(self, page_number: int = 1) -> Page:
        """Return what was collected."""
        boxes = np.array(self.boxes, np.float64).reshape(-1, 4)
        glyphs = Glyphs(self.texts, boxes, np.array(self.owners, np.int32), self.spaces)
        return Page(
            page_number, self.width, self.height, glyphs, TextRuns.of(self.runs), self.rules, self.shades, self.images
        )


XS, YS = (100.0, 200.0, 350.0), (40.0, 70.0, 100.0, 130.0, 160.0)
"""The lines of a table of two columns and four rows."""


def filled(maker: PageMaker) -> PageMaker:
    """Print a word into each cell of that table."""
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}").text(210, 48 + 30 * row, f"右{row}")
    return maker
