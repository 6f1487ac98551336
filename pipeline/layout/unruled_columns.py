"""Pages without a table on which text stands in columns all the same: a table that has no rules."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.findings import finding
from pipeline.layout.text_pieces import spans, text_pieces
from pipeline.model import Box, Finding, Grid, Page

FEWEST_LINES, FEWEST_COLUMNS = 5, 3
"""Lines with texts beside each other, and stretches that all of them keep to, from which on they are a table."""


def columns_without_rules(page: Page, grids: Sequence[Grid]) -> list[Finding]:
    """Tell of a page without a table on which line after line has its text in the same columns: one without rules."""
    if grids or not len(page.glyphs.boxes):
        return []
    lines: list[list[Box]] = []
    for piece in text_pieces(page.glyphs.boxes):
        if lines and piece.centre[1] < lines[-1][0].bottom:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    beside = [line for line in lines if len(line) >= FEWEST_COLUMNS]
    columns = spans(piece for line in beside for piece in line)
    if len(beside) < FEWEST_LINES or len(columns) < FEWEST_COLUMNS:
        return []
    return [finding("columns_without_rules", page_number=page.page_number, count=len(columns))]
