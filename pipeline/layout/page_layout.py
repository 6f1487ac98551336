"""A page → where its tables are: turned upright, rules first, then shades, then what the text tells."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.layout.boxes_on_top import part_boxes_on_top
from pipeline.layout.detached_columns import join_detached_columns
from pipeline.layout.grid import rules_to_grids
from pipeline.layout.grid_edits import drop_slivers
from pipeline.layout.ladders import complete_ladders
from pipeline.layout.rows_outside import add_rows_beyond
from pipeline.layout.shades import rules_and_shades_to_grids
from pipeline.layout.slanted_text import take_out_slanted
from pipeline.layout.split_by_text import split_by_text
from pipeline.layout.text_rules import split_rules
from pipeline.layout.unruled_columns import columns_without_rules
from pipeline.layout.upright import reading_angle
from pipeline.model import Finding, Grid, Page, PageLayout, Rule


def page_to_layout(shown: Page) -> PageLayout:
    """Return a page as it is read, with the grids of its tables.

    Raises:
        LimitExceededError: The page has more rules, or tables, than one page may.
    """
    if len(shown.rules) > limits.MAX_RULES_ON_PAGE:
        what = f"{len(shown.rules)} rules on one page, more than {limits.MAX_RULES_ON_PAGE}"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
    angle = reading_angle(shown)
    page, slanted = take_out_slanted(shown.turned(angle))
    drawing, decorating = split_rules(page)
    grids, decided = page_to_grids(page, drawing)
    if len(grids) > limits.MAX_TABLES_ON_PAGE:
        what = f"more than {limits.MAX_TABLES_ON_PAGE} tables on one page"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
    unruled = columns_without_rules(page, grids)
    return PageLayout(shown, angle, page, tuple(grids), decorating, (*slanted, *decided, *unruled))


def page_to_grids(page: Page, drawing: Sequence[Rule]) -> tuple[list[Grid], tuple[Finding, ...]]:
    """Return the grids of a page's tables, from the top down, and what had to be decided on the way.

    Args:
        page: The page, upright.
        drawing: Its rules that may draw a table.
    """
    drawn = rules_and_shades_to_grids(page, drawing)
    completed = complete_ladders(page, drawn.level, drawn.grids)
    grids = rules_to_grids([*drawn.rules, *completed.rules]) if completed.rules else drawn.grids
    grids = part_boxes_on_top(page, [drop_slivers(grid, page.glyphs) for grid in grids])
    grids, joined = join_detached_columns(page, grids)
    parted = [split_by_text(page, grid) for grid in grids]
    grids, beyond = add_rows_beyond(page, [split.grid for split in parted])
    return grids, (*completed.findings, *joined, *(found for split in parted for found in split.findings), *beyond)
