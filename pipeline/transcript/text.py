"""A transcript's markup as styled text, and styled text as the lines of cells; ``styled`` joins and cuts texts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.model import PLAIN, Box, Line, Run, Span, Style, StyledText
from pipeline.styled import cut_text, replace_stretches

NO_BOX = Box(0.0, 0.0, 0.0, 0.0)
"""A transcript has no geometry. Publishing writes nulls for it, because the source's kind is ``transcript``."""

NO_PAGE = 0
"""Which page a stretch is on is known once its cell is in a table."""

NO_FONT_SIZE = 0.0
"""A line of this size has not been wrapped by print: it is a paragraph of its own."""

SOFT_BREAK = "\x0b"
"""Stands for a tag that ends a line inside a cell, where a real line feed would end the row."""

LINE_BREAKS = frozenset(("\n", SOFT_BREAK))
PARAGRAPH_SPACES = 10  # the models write a paragraph's indentation as a run of spaces; letters are spread by fewer


def styled_text(text: str, styles: Sequence[Style]) -> StyledText:
    """Return a text with a style for each of its characters as one with spans."""
    spans: list[Span] = []
    start = 0
    for style, group in groupby(styles):
        end = start + sum(1 for _ in group)
        if style != PLAIN:
            spans.append(Span(start, end, text[start:end], style, NO_PAGE, NO_BOX))
        start = end
    return StyledText(text, tuple(spans))


def styles_of(text: StyledText) -> list[Style]:
    """Return the style of each character of a text; where two spans meet, the first one's."""
    styles = [PLAIN] * len(text.text)
    for span in reversed(text.spans):
        styles[span.start : span.end] = [span.style] * (span.end - span.start)
    return styles


def cut_stretch(text: StyledText, start: int, end: int) -> StyledText:
    """Return a stretch of a text, as ``cut_text`` does, in the time that the stretch takes: a line may have 100,000."""
    first = bisect_right(text.spans, start, key=lambda span: span.end)
    last = bisect_left(text.spans, end, first, key=lambda span: span.start)
    return cut_text(StyledText(text.text, text.spans[first:last]), start, end)


def cut_bare(text: StyledText, start: int, end: int | None = None) -> StyledText:
    """Return the characters from ``start`` to ``end``, without the white space around them."""
    piece = text.text[start:end]
    start += len(piece) - len(piece.lstrip())
    return cut_stretch(text, start, start + len(piece.strip()))


def split_bare(text: StyledText, separator: str) -> list[StyledText]:
    """Return the stretches between the separators, each without the white space around it."""
    pieces, start = [], 0
    for piece in text.text.split(separator):
        pieces.append(cut_bare(text, start, start + len(piece)))
        start += len(piece) + len(separator)
    return pieces


def replace_in_first_style(text: StyledText, stretches: Iterable[tuple[int, int, str]]) -> StyledText:
    """Return the text with stretches (start, end, replacement; in order) replaced, each in the style it began with."""
    parts: list[tuple[int, int, str]] = []
    for start, end, new in stretches:
        parts.append((start, start + 1, new))
        if end > start + 1:  # a style that begins within the stretch begins after it
            parts.append((start + 1, end, ""))
    return replace_stretches(text, parts)


def count_glyphs(text: StyledText) -> int:
    """Return the number of characters that print would show."""
    return sum(not character.isspace() for character in text.text)


def tidy_white_space(text: StyledText, bullets: str) -> StyledText:
    """Return the text with one space, or one line feed, for each run of white space.

    A run that holds a line feed, or is as long as an indentation, or stands before a bullet ends a line. In
    ``吉田委員・ 古井委員`` and ``中村 ・ 加藤`` the dot joins two names: no bullet has white space after it.
    """

    def replacements() -> Iterator[tuple[int, int, str]]:
        for match in re.finditer(r"\s+", text.text):
            after = text.text[match.end() : match.end() + 2]
            before_bullet = after[:1] in bullets and bool(after[1:].strip()) if after else False
            ends_line = not LINE_BREAKS.isdisjoint(match[0]) or len(match[0]) >= PARAGRAPH_SPACES or before_bullet
            yield match.start(), match.end(), "\n" if ends_line else match[0][0] if match[0] == "\u3000" else " "

    return cut_bare(replace_in_first_style(text, replacements()), 0)


def apply_emphasis(text: StyledText) -> StyledText:
    """Return the text with Markdown's ``**bold**`` and ``~~struck out~~`` as styles."""
    matches = list(re.finditer(r"(\*\*|~~)(?=\S)([^*~\n\t|]+)\1", text.text))
    if not matches:
        return text
    styles, cuts = styles_of(text), []
    for match in matches:
        for index in range(match.start(2), match.end(2)):
            style = styles[index]
            styles[index] = style._replace(bold=True) if match[1] == "**" else style._replace(strike=True)
        cuts += [(match.start(), match.start(2), ""), (match.end(2), match.end(), "")]
    return replace_stretches(styled_text(text.text, styles), cuts)


def text_to_lines(text: StyledText, page_number: int) -> tuple[Line, ...]:
    """Return the lines of a cell, each a paragraph without geometry; none for an empty text."""
    lines = []
    for piece in split_bare(text, "\n"):
        runs = [
            Run("".join(character for character, _ in group), style, NO_BOX)
            for style, group in groupby(zip(piece.text, styles_of(piece), strict=True), key=lambda pair: pair[1])
        ]
        if runs:
            lines.append(Line(tuple(runs), NO_BOX, NO_FONT_SIZE, page_number))
    return tuple(lines)
