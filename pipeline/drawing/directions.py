"""Which way text is written: the nearest of four directions."""

from __future__ import annotations

import math

SLANT = 5.0
"""In degrees. A page that was scanned askew is off by less, the 案 across a page by more."""


def direction(x: float, y: float) -> tuple[int, bool]:
    """Return the direction of writing nearest to a vector as shown (0, 90, 180, 270), and whether it is off by much."""
    degrees = math.degrees(math.atan2(y, x))
    angle = round(degrees / 90) * 90
    return angle % 360, abs(degrees - angle) > SLANT
