"""What is drawn for each glyph: a line under it or through it, a colour behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.colours import has_hue
from pipeline.model import Box, Glyphs, Grid, Page, Rule, Shade
from pipeline.overlaps import overlapping
from pipeline.underlines import STRIKE_BAND, UNDERLINE_BAND, glyphs_along

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


FILLED = 0.85
"""Share of a cell from which on a shade is its own."""


class Decorations(Struct, frozen=True, eq=False):
    """What is drawn for each glyph, shape (n,) each; ``highlight`` and ``shade`` have a colour or the empty string.

    ``shade`` is that of the whole cell, if it has a hue.
    ``crossed`` is what an annotation strikes out: unlike what print strikes out, it is still the document's text.
    """

    underline: NDArray[np.bool_]
    strike: NDArray[np.bool_]
    highlight: NDArray[np.object_]
    crossed: NDArray[np.bool_]
    shade: NDArray[np.object_]

    @property
    def any(self) -> bool:
        """Whether any glyph is decorated at all."""
        lines = self.underline.any() or self.strike.any() or self.crossed.any()
        return bool(lines or (self.highlight != "").any() or (self.shade != "").any())


def _whole_line(rule: Rule, glyphs: Glyphs, band: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which glyphs a rule runs along, shape (n,), with those of the line whose own height says otherwise.

    A comma may come from another font, or have a box as small as itself: it is struck out with the letters around it.
    """
    found = glyphs_along(rule, glyphs, band)
    if not found.any():
        return found
    boxes = glyphs.boxes
    top, bottom = boxes[found, 1].min(), boxes[found, 3].max()
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    beside: NDArray[np.bool_] = (x >= rule.x0) & (x <= rule.x1) & (y >= top) & (y <= bottom)
    return found | beside


def decorate(
    page: Page, decorating: Sequence[Rule], grids: Sequence[Grid], groups: NDArray[np.int32] | None = None
) -> Decorations:
    """Return what underlines, strikes out or highlights each glyph of the page.

    Args:
        page: The page.
        decorating: The rules that belong to text.
        grids: Its tables.
        groups: For each glyph the cell that it stands in, counted over all grids, or less than 0; without it no glyph
            has a shade.
    """
    import numpy as np

    count = len(page.glyphs.text)
    underline, strike = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    highlight = np.full(count, "", dtype=object)
    for rule in decorating:
        through = _whole_line(rule, page.glyphs, STRIKE_BAND)
        strike |= through
        if not through.any():
            underline |= _whole_line(rule, page.glyphs, UNDERLINE_BAND)
    for shade in _highlights(page.shades, grids):
        highlight[page.glyphs.middles_in(shade)] = shade.colour
    crossed = np.zeros(count, np.bool_)
    for box in page.crossings:
        crossed |= page.glyphs.middles_in(box)
    behind = np.full(count, "", dtype=object)
    if groups is not None and page.shades:
        of_cells = _cell_shades(page.shades, grids)
        if (of_cells != "").any():
            behind = np.where(groups >= 0, of_cells[np.maximum(groups, 0)], "")
    return Decorations(underline, strike, highlight, crossed, behind)


def _highlights(shades: Sequence[Shade], grids: Sequence[Grid]) -> list[Shade]:
    """Return the shades that lie within a cell and leave some of its sides free: the rest are the cells' own."""
    import numpy as np

    cells = [cell.box for grid in grids for cell in grid.cells]
    coloured = [shade for shade in shades if shade.colour != "#ffffff"]
    if not cells or not coloured:
        return []
    pairs = overlapping(np.array([shade[:4] for shade in coloured]), np.array(cells))
    places = sorted({i for i, j in zip(*map(np.ndarray.tolist, pairs), strict=True) if _within(coloured[i], cells[j])})
    return [coloured[place] for place in places]


def _cell_shades(shades: Sequence[Shade], grids: Sequence[Grid]) -> NDArray[np.object_]:
    """Return the colour that fills each cell, shape (n,), painted last; the empty string for none and for greys."""
    import numpy as np

    boxes = np.array([cell.box for grid in grids for cell in grid.cells]).reshape(-1, 4)
    colours = np.full(len(boxes), "", dtype=object)
    areas = np.array([shade[:4] for shade in shades])
    i, j = overlapping(boxes, areas)
    x0, top = np.maximum(boxes[i, 0], areas[j, 0]), np.maximum(boxes[i, 1], areas[j, 1])
    x1, bottom = np.minimum(boxes[i, 2], areas[j, 2]), np.minimum(boxes[i, 3], areas[j, 3])
    size = (boxes[i, 2] - boxes[i, 0]) * (boxes[i, 3] - boxes[i, 1])
    filled = (x1 - x0) * (bottom - top) >= FILLED * size
    for cell, place in zip(i[filled].tolist(), j[filled].tolist(), strict=True):
        colours[cell] = shades[place].colour if has_hue(shades[place].colour) else ""
    return colours


def _within(shade: Shade, box: Box) -> bool:
    free = (
        (shade.x0 > box.x0 + 2.5) + (shade.x1 < box.x1 - 2.5) + (shade.top > box.top + 2.5)
        + (shade.bottom < box.bottom - 2.5)
    )  # fmt: skip
    return box.holds(shade, 1) and free >= 1 and shade.box.area < FILLED * box.area
