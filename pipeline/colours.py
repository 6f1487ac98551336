"""Colours as akaji writes them, ``#rrggbb``: their channels, how they look on paper, and which no eye would part."""

from __future__ import annotations

from functools import lru_cache

WHITE, BLACK = "#ffffff", "#000000"


@lru_cache(1024)  # a page has thousands of strokes in a few colours
def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#rrggbb``, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(1024)
def channels_to_colour(red: int, green: int, blue: int) -> str:
    """Return ``#rrggbb`` of three channels, 0 to 255 each."""
    return f"#{red:02x}{green:02x}{blue:02x}"


LEAST_HUE = 24
"""How much the channels differ at the least where a colour is one, and no grey: Excel's palest blue has 17 %, 40."""


def spread(colour: str) -> int:
    """Return by how much the channels of ``#rrggbb`` differ, 0 to 255: 0 is black, grey or white."""
    own = channels(colour)
    return max(own) - min(own)


def has_hue(colour: str) -> bool:
    """Tell whether ``#rrggbb`` is a colour, and neither black, grey nor white."""
    return spread(colour) >= LEAST_HUE


PALE = 160
"""Of 255. A colour of which no channel is darker is that of a watermark; text to be read is printed darker."""


def is_pale(colour: str) -> bool:
    """Tell whether ``#rrggbb`` is as pale as a watermark on white paper."""
    return min(channels(colour)) >= PALE


@lru_cache(1024)
def over_white(red: int, green: int, blue: int, alpha: float) -> str:
    """Return ``#rrggbb`` of a colour (0 to 255 each) as it looks on white paper; ``alpha`` is from 0 to 1."""
    return channels_to_colour(*(round(255 + (channel - 255) * alpha) for channel in (red, green, blue)))


@lru_cache(1024)
def nearly_same_colour(first: str, second: str) -> bool:
    """Tell whether no eye would part the two ``#rrggbb``: no channel differs by more than 8 of 255."""
    return first == second or all(abs(a - b) <= 8 for a, b in zip(channels(first), channels(second), strict=True))
