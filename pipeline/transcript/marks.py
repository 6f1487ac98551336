"""Bold that stands for the publisher's colour, in a transcript that has no colours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import PLAIN, Finding, Style, StyledText
from pipeline.transcript.grid import Grid, GridCell
from pipeline.transcript.text import styled_text, styles_of
from pipeline.vocabulary.transcript import TranscriptVocabulary


def has_colours(grids: Iterable[Grid]) -> bool:
    """Return whether the transcript has colours of its own: then its bold is bold."""
    styles = (style for grid in grids for cell in grid.cells for style in styles_of(cell.text))
    return any(style.colour != PLAIN.colour for style in styles)


def bold_to_marks(grid: Grid, colour: str, vocabulary: TranscriptVocabulary) -> tuple[Grid, list[Finding]]:
    """Return the grid with bold that is no heading in the marks' colour, and a finding for each item that has such.

    A column that is bold in most of its cells is printed so; nobody changes every item's number.
    """
    bold_columns = _bold_columns(grid)
    cells: list[GridCell] = []
    marked: dict[int, list[str]] = defaultdict(list)
    pages: dict[int, int] = {}
    for cell in grid.cells:
        if cell.ordinal is None or cell.column_index in bold_columns:
            cells.append(cell)
            continue
        text = _marks_in_colour(cell.text, colour, vocabulary)
        cells.append(replace(cell, text=text))
        if stretches := _stretches(text, Style(colour)):
            marked[cell.ordinal] += stretches
            pages.setdefault(cell.ordinal, cell.page_number)
    findings = [
        finding(
            "transcript_mark",
            ordinal=ordinal,
            page_number=pages[ordinal],
            text=" / ".join(stretches),
            colour=colour,
        )
        for ordinal, stretches in sorted(marked.items())
    ]
    return replace(grid, cells=tuple(cells)), findings


def _bold_columns(grid: Grid) -> set[int]:
    bold: dict[int, list[bool]] = defaultdict(list)
    for cell in grid.cells:
        if cell.ordinal is not None and cell.text.text:
            bold[cell.column_index].append(all(style.bold for style in styles_of(cell.text)))
    return {column for column, flags in bold.items() if len(flags) > 1 and sum(flags) * 2 > len(flags)}


def _marks_in_colour(text: StyledText, colour: str, vocabulary: TranscriptVocabulary) -> StyledText:
    styles = styles_of(text)
    headings = {i for match in re.finditer(vocabulary.heading, text.text) for i in range(match.start(), match.end())}
    for index, style in enumerate(styles):
        if style.bold and index not in headings:
            styles[index] = style._replace(bold=False, colour=colour)
    return styled_text(text.text, styles)


def _stretches(text: StyledText, style: Style) -> list[str]:
    pairs = zip(text.text, styles_of(text), strict=True)
    groups = groupby(pairs, key=lambda pair: pair[1].colour == style.colour)
    stretches = ("".join(character for character, _ in group).strip() for is_marked, group in groups if is_marked)
    return [stretch for stretch in stretches if stretch]
