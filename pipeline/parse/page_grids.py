"""Everything that draws a page's tables → their grids: rules first, then shades, then what the text tells."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Finding, Page, Rule
from pipeline.parse.beyond import add_rows_beyond
from pipeline.parse.grid import Grid, rules_to_grids
from pipeline.parse.ladders import complete_ladders
from pipeline.parse.mesh import drop_slivers
from pipeline.parse.shades import rules_and_shades_to_grids
from pipeline.parse.split import split_by_text


def page_to_grids(page: Page, drawing: Sequence[Rule]) -> tuple[list[Grid], tuple[Finding, ...]]:
    """Return the grids of a page's tables, from the top down, and what had to be decided on the way.

    Args:
        page: The page, upright.
        drawing: Its rules that may draw a table.
    """
    drawing, grids = rules_and_shades_to_grids(page, drawing)
    completed = complete_ladders(page, drawing, grids)
    if completed.rules:
        grids = rules_to_grids([*drawing, *completed.rules])
    parted = [split_by_text(page, drop_slivers(grid, page.glyphs.boxes)) for grid in grids]
    grids, beyond = add_rows_beyond(page, [split.grid for split in parted])
    return grids, (*completed.findings, *(found for split in parted for found in split.findings), *beyond)
