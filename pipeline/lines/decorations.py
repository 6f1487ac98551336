"""What is drawn for each glyph: a line under it or through it, a colour behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.model import Box, Glyphs, Grid, Page, Rule, Shade
from pipeline.overlaps import overlapping
from pipeline.underlines import STRIKE_BAND, UNDERLINE_BAND, glyphs_along

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Decorations(Struct, frozen=True, eq=False):
    """What is drawn for each glyph, shape (n,) each; ``highlight`` has a colour or the empty string.

    ``crossed`` is what an annotation strikes out: unlike what print strikes out, it is still the document's text.
    """

    underline: NDArray[np.bool_]
    strike: NDArray[np.bool_]
    highlight: NDArray[np.object_]
    crossed: NDArray[np.bool_]

    @property
    def any(self) -> bool:
        """Whether any glyph is decorated at all."""
        return bool(self.underline.any() or self.strike.any() or self.crossed.any() or (self.highlight != "").any())


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


def decorate(page: Page, decorating: Sequence[Rule], grids: Sequence[Grid]) -> Decorations:
    """Return what underlines, strikes out or highlights each glyph of the page."""
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
    return Decorations(underline, strike, highlight, crossed)


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


def _within(shade: Shade, box: Box) -> bool:
    free = (
        (shade.x0 > box.x0 + 2.5) + (shade.x1 < box.x1 - 2.5) + (shade.top > box.top + 2.5)
        + (shade.bottom < box.bottom - 2.5)
    )  # fmt: skip
    return box.holds(shade, 1) and free >= 1 and shade.box.area < 0.85 * box.area
