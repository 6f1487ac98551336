"""Which glyphs a level rule runs along: under them or through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Glyphs, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRIKE_BAND = (0.28, 0.72)
UNDERLINE_BAND = (0.78, 1.35)
"""How far down the glyph's height, from its top, a line through it or under it lies."""


def glyphs_along(rule: Rule, glyphs: Glyphs, *bands: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which glyphs the rule runs along, that far down their height, in one of the bands; shape (n,)."""
    import numpy as np

    middle, _ = glyphs.middles
    over = ((middle >= rule.x0 - 0.5) & (middle <= rule.x1 + 0.5)).nonzero()[0]
    _, top, _, bottom = glyphs.boxes.take(over, axis=0).T
    height, depth = bottom - top, (rule.top + rule.bottom) / 2 - top
    found = np.zeros(len(middle), np.bool_)
    for least, most in bands:
        found[over[(depth >= least * height) & (depth <= most * height)]] = True
    return found
