"""Which colour fills each cell of a table."""

from __future__ import annotations

from pipeline.model import Grid, Page
from pipeline.overlaps import overlapping


def cell_shades(page: Page, grid: Grid) -> list[str]:
    """Return the colour that fills each cell, "" for none: the last shade that covers its middle and most of it."""
    import numpy as np

    colours = [""] * len(grid.cells)
    if not page.shades or not grid.cells:
        return colours
    boxes, shades = np.array([cell.box for cell in grid.cells]), np.array([shade[:4] for shade in page.shades])
    i, j = overlapping(boxes, shades)
    wide = np.minimum(shades[j, 2], boxes[i, 2]) - np.maximum(shades[j, 0], boxes[i, 0])
    high = np.minimum(shades[j, 3], boxes[i, 3]) - np.maximum(shades[j, 1], boxes[i, 1])
    covers = (wide > 0.8 * (boxes[i, 2] - boxes[i, 0])) & (high > 0.8 * (boxes[i, 3] - boxes[i, 1]))
    for number, shade in zip(i[covers].tolist(), j[covers].tolist(), strict=True):
        colour = page.shades[shade].colour
        colours[number] = "" if colour == "#ffffff" else colour
    return colours
