"""A colour as printed → its name.

Red is (1,0,0), Office's dark red C00000, or what a conversion left of it (ed1c24, ff001c); so colours are told by hue,
and only where there is enough of one to see.
"""

from __future__ import annotations

import colorsys
from functools import cache

from pipeline.colours import channels
from pipeline.vocabulary.marks import mark_vocabulary

DARKEST = 0.30
"""HSV value below which print looks black, whatever the hue: 330000 is a rich black, 800000 (0.50) is dark red."""

PALEST = 0.30
"""HSV saturation below which print looks grey or white."""

BROWN_VALUE = 0.72
"""Orange darker than this is brown: 993300 (0.60) and 8B4513 (0.55) are, ED7D31 (0.93) is not."""


@cache
def colour_name(colour: str) -> str:
    """Return the name of a colour written ``#rrggbb``: red, blue, … or black, grey, white."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in channels(colour)))
    if value < DARKEST:
        return "black"
    if saturation < PALEST:
        return "white" if value > 0.95 else "grey"
    degrees = hue * 360
    for named in mark_vocabulary().colours:
        if any(first <= degrees < last for first, last in named.hues):
            is_dark_orange = named.name == "orange" and value < BROWN_VALUE
            return "brown" if is_dark_orange else named.name
    return "red"
