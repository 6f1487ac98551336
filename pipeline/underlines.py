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


def glyphs_along(rule: Rule, glyphs: Glyphs, band: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which glyphs the rule runs along, that far down their height; shape (n,)."""
    boxes = glyphs.boxes
    middle, _ = glyphs.middles
    height = boxes[:, 3] - boxes[:, 1]
    depth = (rule.top + rule.bottom) / 2 - boxes[:, 1]
    found: NDArray[np.bool_] = (
        (middle >= rule.x0 - 0.5)
        & (middle <= rule.x1 + 0.5)
        & (depth >= band[0] * height)
        & (depth <= band[1] * height)
    )
    return found
