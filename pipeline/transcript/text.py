"""Text with a style at each character: what a transcript's markup becomes before it is cut into cells and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from pipeline.model import PLAIN, Box, Line, Run, Style

NO_BOX = Box(0.0, 0.0, 0.0, 0.0)
"""A transcript has no geometry. Publishing writes nulls for it, because the source's kind is ``transcript``."""

NO_FONT_SIZE = 0.0
"""A line of this size has not been wrapped by print: it is a paragraph of its own."""

SOFT_BREAK = "\x0b"
"""Stands for a tag that ends a line inside a cell, where a real line feed would end the row."""

LINE_BREAKS = frozenset(("\n", SOFT_BREAK))
PARAGRAPH_SPACES = 10  # the models write a paragraph's indentation as a run of spaces; letters are spread by fewer


class RichText(Struct, frozen=True):
    """Characters and, for each, its style. A line feed ends a line of the cell."""

    text: str
    styles: tuple[Style, ...]

    def cut(self, start: int, end: int | None = None) -> RichText:
        """Return the characters from ``start`` to ``end``, without the white space around them."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return RichText(self.text[start:end], self.styles[start:end])

    def split(self, separator: str) -> list[RichText]:
        """Return the stretches between the separators, as ``str.split`` does."""
        pieces, start = [], 0
        for piece in self.text.split(separator):
            pieces.append(self.cut(start, start + len(piece)))
            start += len(piece) + len(separator)
        return pieces

    def restyled(self, styles: Iterable[Style]) -> RichText:
        """Return the same characters in other styles."""
        return RichText(self.text, tuple(styles))

    @property
    def glyph_count(self) -> int:
        """Number of characters that print would show."""
        return sum(not character.isspace() for character in self.text)


EMPTY = RichText("", ())


def join_texts(pieces: Iterable[RichText], separator: str) -> RichText:
    """Return the pieces as one text."""
    text = ""
    styles: tuple[Style, ...] = ()
    for piece in pieces:
        glue = separator if text else ""
        text, styles = text + glue + piece.text, styles + (PLAIN,) * len(glue) + piece.styles
    return RichText(text, styles)


def replace_in_text(rich: RichText, replacements: Iterable[tuple[int, int, str]]) -> RichText:
    """Return the text with stretches (start, end, replacement; in order) replaced, each in the style it began with."""
    pieces: list[str] = []
    styles: list[Style] = []
    position = 0
    for start, end, replacement in replacements:
        pieces += (rich.text[position:start], replacement)
        styles += rich.styles[position:start]
        styles += [rich.styles[start]] * len(replacement)
        position = end
    pieces.append(rich.text[position:])
    styles += rich.styles[position:]
    return RichText("".join(pieces), tuple(styles))


def tidy_white_space(rich: RichText, bullets: str) -> RichText:
    """Return the text with one space, or one line feed, for each run of white space.

    A run that holds a line feed, or is as long as an indentation, or stands before a bullet ends a line. In
    ``吉田委員・ 古井委員`` and ``中村 ・ 加藤`` the dot joins two names: no bullet has white space after it.
    """

    def replacements() -> Iterator[tuple[int, int, str]]:
        for match in re.finditer(r"\s+", rich.text):
            after = rich.text[match.end() : match.end() + 2]
            before_bullet = after[:1] in bullets and bool(after[1:].strip()) if after else False
            ends_line = not LINE_BREAKS.isdisjoint(match[0]) or len(match[0]) >= PARAGRAPH_SPACES or before_bullet
            yield match.start(), match.end(), "\n" if ends_line else match[0][0] if match[0] == "\u3000" else " "

    return replace_in_text(rich, replacements()).cut(0)


def apply_emphasis(rich: RichText) -> RichText:
    """Return the text with Markdown's ``**bold**`` and ``~~struck out~~`` as styles."""
    styles, cuts = list(rich.styles), []
    for match in re.finditer(r"(\*\*|~~)(?=\S)([^*~\n\t|]+)\1", rich.text):
        for index in range(match.start(2), match.end(2)):
            style = styles[index]
            styles[index] = style._replace(bold=True) if match[1] == "**" else style._replace(strike=True)
        cuts += [(match.start(), match.start(2), ""), (match.end(2), match.end(), "")]
    return replace_in_text(rich.restyled(styles), cuts)


def text_to_lines(rich: RichText, page_number: int) -> tuple[Line, ...]:
    """Return the lines of a cell, each a paragraph without geometry; none for an empty text."""
    lines = []
    for piece in rich.split("\n"):
        runs = [
            Run("".join(character for character, _ in group), style, NO_BOX)
            for style, group in groupby(zip(piece.text, piece.styles, strict=True), key=lambda pair: pair[1])
        ]
        if runs:
            lines.append(Line(tuple(runs), NO_BOX, NO_FONT_SIZE, page_number))
    return tuple(lines)
