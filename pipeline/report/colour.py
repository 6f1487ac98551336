"""The publisher's colours, made readable.

A mark is shown in the colour that was printed, but #ff0000 on white has a contrast of 4.0 and #ffcc00 one of 1.5:
too little to read by (WCAG 2.2, 1.4.3 asks 4.5). The text is darkened, or on a dark page lightened, as far as that
takes and no further; the line under it keeps the printed colour.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.colours import channels, channels_to_colour

_HEX = re.compile(r"#[0-9a-f]{6}")
_ENOUGH = 4.6  # of 4.5: what rounding to 8 bits takes away

LIGHT_PAPER = "#f5f3ee"
DARK_PAPER = "#1b1d22"
"""The darkest light and the lightest dark that the style sheet puts behind a text of the document."""


class MarkColour(NamedTuple):
    """A printed colour, the class that stands for it, and how its text is drawn on light and on dark paper."""

    css_class: str
    printed: str
    on_light: str
    on_dark: str


def printed_to_shown(colour: str | None) -> MarkColour | None:
    """Return how to show a printed colour; None where there is none, or what should be ``#rrggbb`` is not."""
    if colour is None or not _HEX.fullmatch(colour.lower()):
        return None
    printed = colour.lower()
    return MarkColour(
        f"mark-{printed[1:]}", printed, _readable(printed, LIGHT_PAPER, 0), _readable(printed, DARK_PAPER, 255)
    )


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#rrggbb`` colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _readable(colour: str, paper: str, towards: int) -> str:
    """Return the colour mixed with black (0) or white (255) in steps of a 20th until it can be read on the paper."""
    for step in range(21):
        mixed = channels_to_colour(*(round(value + (towards - value) * step / 20) for value in channels(colour)))
        if contrast(mixed, paper) >= _ENOUGH:
            return mixed
    return mixed
