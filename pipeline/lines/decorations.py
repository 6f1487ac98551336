"""What is drawn for each glyph: a line under it or through it, a colour behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.lines.cell_shades import CellShades
from pipeline.model import Glyphs, Page, Rule
from pipeline.underlines import DirectedText, glyphs_along, turned_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    def any(self) -> NDArray[np.bool_]:
        """Which glyphs are decorated at all, shape (n,)."""
        lines = self.underline | self.strike | self.crossed
        either: NDArray[np.bool_] = lines | (self.highlight != "") | (self.shade != "")
        return either

    def of_glyph(self, index: int) -> tuple[bool, bool, str | None, bool, str | None]:
        """Return what is drawn for a glyph, in the order of a style's fields."""
        return (
            bool(self.underline[index]),
            bool(self.strike[index]),
            self.highlight[index] or None,
            bool(self.crossed[index]),
            self.shade[index] or None,
        )


def _whole_line(rule: Rule, glyphs: Glyphs, band: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which glyphs a rule runs along, shape (n,), with those of the line whose own height says otherwise.

    A comma may come from another font, or have a box as small as itself: it is struck out with the letters around it.
    """
    found = glyphs_along(rule, glyphs, band)
    if not found.any():
        return found
    boxes = glyphs.boxes
    top, bottom = boxes[found, 1].min(), boxes[found, 3].max()
    x, y = glyphs.middles
    beside: NDArray[np.bool_] = (x >= rule.x0) & (x <= rule.x1) & (y >= top) & (y <= bottom)
    return found | beside


def _placed(page: Page, decorating: Sequence[Rule]) -> Iterator[tuple[DirectedText, Rule]]:
    """Yield each rule with the text that it may run along, both turned until that reads from the left."""
    level = DirectedText(0, page.glyphs)
    standing = [rule for rule in decorating if not rule.is_level]
    yield from ((level, rule) for rule in decorating if rule.is_level)
    for text in turned_texts(page) if standing else ():
        yield from ((text, text.turned(rule)) for rule in standing)


def decorate(
    page: Page, decorating: Sequence[Rule], shades: CellShades, groups: NDArray[np.int32] | None = None
) -> Decorations:
    """Return what underlines, strikes out or highlights each glyph of the page.

    Args:
        page: The page.
        decorating: The rules that belong to text.
        shades: Those of its tables' cells.
        groups: For each glyph the cell that it stands in, counted over all grids, or less than 0; without it no glyph
            has a shade.
    """
    import numpy as np

    count = len(page.glyphs.text)
    underline, strike = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    highlight = np.full(count, "", dtype=object)
    for text, rule in _placed(page, decorating):
        through = np.zeros(count, np.bool_)
        for band in text.strike:
            through |= _whole_line(rule, text.glyphs, band)
        strike |= through
        for band in text.underline if not through.any() else ():
            underline |= _whole_line(rule, text.glyphs, band)
    for shade in shades.highlights():
        highlight[page.glyphs.middles_in(shade)] = shade.colour
    crossed = np.zeros(count, np.bool_)
    for box in page.crossings:
        crossed |= page.glyphs.middles_in(box)
    behind = np.full(count, "", dtype=object)
    if groups is not None:
        hues = shades.hue_of()
        for hue in set(hues.values()) - {""}:
            behind[np.isin(groups, [cell for cell, own in hues.items() if own == hue])] = hue
    return Decorations(underline, strike, highlight, crossed, behind)
