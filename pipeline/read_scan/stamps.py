"""Stamps on a scanned page: coloured figures larger than letters, which lie over the text of a cell.

What is read under one is doubted, and none of it is a mark: a red seal over a word does not make the word red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read_scan.picture import spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.picture import Picture

COLOUR = 60
"""Of 255: by how much the channels of a stamp's ink differ at least. JPEG makes 20 of black."""

INKED = 0.85
"""Of the paper's light: what is lighter is colour that JPEG spread beside red letters, which joins their lines."""

LEAST, MOST = 100, 800
"""In dots: the sides of a stamp, 8 to 68 mm. Letters of 24 points are smaller, frames around text mostly larger."""

SQUARE = 0.5
"""A stamp's lesser side is at least that share of the other: a word in large red type is not."""

_BRIDGE = 3  # dots: what a pale impression has lost of its ring


def find_stamps(picture: Picture) -> NDArray[np.int64]:
    """Return the boxes of stamps as left, top, right, bottom in dots, shape (n, 4)."""
    import numpy as np
    from scipy import ndimage

    colours = picture.colours
    coloured = (spread(colours) > COLOUR) & (picture.light < INKED)
    if not coloured.any():
        return np.zeros((0, 4), np.int64)
    labels, _ = ndimage.label(ndimage.maximum_filter(coloured, _BRIDGE))
    boxes = [(across.start, down.start, across.stop, down.stop) for down, across in ndimage.find_objects(labels)]
    found = np.array(boxes, np.int64).reshape(-1, 4)
    sides = found[:, 2:] - found[:, :2]
    least, most = sides.min(axis=1), sides.max(axis=1)
    chosen: NDArray[np.int64] = found[(least >= LEAST) & (most <= MOST) & (least >= SQUARE * most)]
    return chosen


def lies_under(stamps: NDArray[np.int64], left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether a letter's box, in dots, shares any of a stamp's."""
    across = (stamps[:, 0] < right) & (stamps[:, 2] > left)
    return bool((across & (stamps[:, 1] < bottom) & (stamps[:, 3] > top)).any())
