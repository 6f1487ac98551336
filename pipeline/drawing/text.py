"""What a PDF says of a text beside its letters, whichever reader hears it: how it is painted, and how heavy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Numbers = TypeVar("Numbers", int, "NDArray[np.int64]")

FILL, STROKE, FILL_AND_STROKE, INVISIBLE = range(4)
"""Render modes of text (ISO 32000-1, 9.3.6). Those from 4 on are these four again, and clip: see ``render_mode``."""

WHITE_SPACE = " \t\r\n\v\f\x00\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)

_BOLD_NAMES = ("bold", "heavy", "black", "demi")
_FORCE_BOLD = 1 << 18  # of a font descriptor's flags (ISO 32000-1, 9.8.2)
_BOLD_WEIGHT = 600


def render_mode(number: Numbers) -> Numbers:
    """Return which of the four ways to paint a text a render mode is; of an array, each one's."""
    return number & 3


@lru_cache(1024)  # a document has a few fonts, and each page asks
def is_bold(name: str, flags: int, weight: float) -> bool:
    """Tell whether a font is bold by its name, its flags or its weight: programs set one of the three."""
    return any(word in name.lower() for word in _BOLD_NAMES) or bool(flags & _FORCE_BOLD) or weight >= _BOLD_WEIGHT
