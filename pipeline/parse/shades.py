"""What shaded areas show of a table: sides that no rule draws, and the colour that fills a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Page, Rule, Shade
from pipeline.parse.grid import Grid, rules_to_grids

ON_A_LINE = 3.0
"""In points. A shade whose side lies this near a line of the grid adds nothing to it."""


def rules_and_shades_to_grids(page: Page, drawing: Sequence[Rule]) -> list[Grid]:
    """Return the tables that the rules draw and, where shaded cells show more than they do, the shades' edges too."""
    grids = rules_to_grids(drawing)
    telling = [shade for shade in _seen_shades(page.shades) if _tells_more(shade, grids)]
    if len(telling) < 2:
        return grids
    edges = [rule for shade in telling for rule in _shade_to_rules(shade)]
    return rules_to_grids([*drawing, *edges])


def _seen_shades(shades: Sequence[Shade]) -> Iterator[Shade]:
    """Yield the shades but white ones on white paper: browsers paint a page's ground so, and nobody sees its sides."""
    coloured: list[Shade] = []
    for shade in shades:
        if shade.colour != "#ffffff":
            coloured.append(shade)
            yield shade
        elif any(
            min(shade.x1, other.x1) > max(shade.x0, other.x0)
            and min(shade.bottom, other.bottom) > max(shade.top, other.top)
            for other in coloured
        ):
            yield shade


def _tells_more(shade: Shade, grids: Sequence[Grid]) -> bool:
    """Tell whether a shade is neither a highlight within a cell nor has all its sides on lines that are there."""
    for grid in grids:
        if not (shade.x1 > grid.columns[0] and shade.x0 < grid.columns[-1]):
            continue
        on_columns = all(min(abs(x - edge) for edge in grid.columns) <= ON_A_LINE for x in (shade.x0, shade.x1))
        on_rows = all(min(abs(y - edge) for edge in grid.rows) <= ON_A_LINE for y in (shade.top, shade.bottom))
        if on_columns and on_rows:
            return False
        if any(cell.box.holds(shade, 1) for cell in grid.cells):
            return False
    return shade.bottom - shade.top > 5 and shade.x1 - shade.x0 > 5


def _shade_to_rules(shade: Shade) -> list[Rule]:
    x0, top, x1, bottom, colour = shade
    return [
        Rule(x0, top, x1, top, colour), Rule(x0, bottom, x1, bottom, colour),
        Rule(x0, top, x0, bottom, colour), Rule(x1, top, x1, bottom, colour),
    ]  # fmt: skip


def cell_shades(page: Page, grid: Grid) -> list[str]:
    """Return the colour that fills each cell, "" for none: the last shade that covers its middle and most of it."""
    colours = [""] * len(grid.cells)
    if not page.shades:
        return colours
    for number, cell in enumerate(grid.cells):
        box = cell.box
        for shade in page.shades:
            wide = min(shade.x1, box.x1) - max(shade.x0, box.x0)
            high = min(shade.bottom, box.bottom) - max(shade.top, box.top)
            if wide > 0.8 * (box.x1 - box.x0) and high > 0.8 * (box.bottom - box.top):
                colours[number] = "" if shade.colour == "#ffffff" else shade.colour
    return colours
