"""The rules of a scanned page: long thin strokes, by morphological opening along the row and along the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.model import Rule
from pipeline.read_scan.picture import SCALE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.picture import Picture

SHORTEST = 80
"""In dots (19 points): longer than the strokes of letters, shorter than two rows of one line are high."""

THICKEST = 22
"""In dots (5 points): what is thicker is a filled area or a picture."""

DARK = 0.82
"""Of the paper's light: hairlines are grey in a scan."""

FREE = 0.2
"""Of a rule's length that may have ink beside it: letters touch rules, and other rules cross them."""

_GAP = 3  # dots: one or two may be missing in a rule
_SIDE = 4  # dots from a rule's edge where its side is looked at
_REACH = 8  # dots by which rules are prolonged, so that corners meet
_MARGIN = 2  # dots around a rule that are its blur


class ScanRules(Struct, frozen=True, eq=False):
    """The rules of a page in points; ``regions``, shape (h, w), tells dots that rules part: 0 is the rules themselves.

    ``outside`` is the number of the region around the tables.
    """

    rules: list[Rule]
    regions: NDArray[np.int32]
    outside: int


def find_rules(picture: Picture) -> ScanRules:
    """Return the rules of a page, and the regions into which they part it."""
    import numpy as np
    from scipy import ndimage

    dark = picture.light < DARK
    walls = np.zeros(dark.shape, np.bool_)
    rules = []
    for axis in (1, 0):
        for top, left, bottom, right in _strokes(dark, axis):
            rules.append(Rule(left * SCALE, top * SCALE, right * SCALE, bottom * SCALE))
            reach, margin = (_MARGIN, _REACH) if axis else (_REACH, _MARGIN)
            rows = slice(max(int(top) - reach, 0), int(np.ceil(bottom)) + reach)
            walls[rows, max(int(left) - margin, 0) : int(np.ceil(right)) + margin] = True
    regions, _ = ndimage.label(~walls)
    edge = np.concatenate([regions[0], regions[-1], regions[:, 0], regions[:, -1]])
    return ScanRules(rules, regions, int(np.bincount(edge[edge > 0], minlength=2).argmax()))


def _strokes(dark: NDArray[np.bool_], axis: int) -> list[tuple[float, float, float, float]]:
    """Return the strokes along an axis as top, left, bottom, right in dots."""
    import numpy as np
    from scipy import ndimage

    bits = dark.view(np.uint8)
    closed = ndimage.minimum_filter1d(ndimage.maximum_filter1d(bits, _GAP, axis), _GAP, axis)
    opened = ndimage.maximum_filter1d(ndimage.minimum_filter1d(closed, SHORTEST, axis), SHORTEST, axis)
    labels, count = ndimage.label(opened, np.ones((3, 3)))  # a rule that is a little askew steps from row to row
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    found = []
    for (rows, columns), size in zip(ndimage.find_objects(labels), sizes.tolist(), strict=True):
        along, across = (columns, rows) if axis else (rows, columns)
        thickness = size / (along.stop - along.start)
        middle = (across.start + across.stop) / 2
        if thickness > THICKEST or not _stands_free(dark, along, middle, thickness, axis):
            continue
        low, high = middle - thickness / 2, middle + thickness / 2
        found.append((low, along.start, high, along.stop) if axis else (along.start, low, along.stop, high))
    return found


def _stands_free(dark: NDArray[np.bool_], along: slice, middle: float, thickness: float, axis: int) -> bool:
    """Tell whether paper lies along one side of a stroke: a row of letters that run together has ink on both."""
    import numpy as np

    distance = int(np.ceil(thickness / 2)) + _SIDE
    sides = []
    for place in (int(middle) - distance, int(middle) + distance):
        if 0 <= place < dark.shape[1 - axis]:
            line = dark[place, along] if axis else dark[along, place]
            sides.append(float(line.mean()))
    return min(sides, default=0.0) <= FREE
