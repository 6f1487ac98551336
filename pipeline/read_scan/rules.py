"""The rules of a scanned page: long thin strokes, by morphological opening along the row and along the column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pipeline.model import Rule
from pipeline.read_scan.picture import SCALE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.picture import Picture

SHORTEST = 80
"""In dots (19 points): longer than the strokes of letters, shorter than two rows of one line are high."""

ALONE = 150
"""In dots (36 points): a rule that meets no other is at least as long."""

LONG = 600
"""In dots (144 points): a dotted or worn rule that meets no others is at least as long."""

BROKEN = 15
"""In dots: the gaps of dotted rules, and of rules that a photocopier wore thin."""

THIN = 10
"""In dots: a dotted rule is no thicker."""

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


class _Strokes(NamedTuple):
    """Strokes along one axis as top, left, bottom, right in dots, (n, 4) each; a worn one may cover whole ones."""

    whole: NDArray[np.float64]
    worn: NDArray[np.float64]


def find_rules(picture: Picture) -> ScanRules:
    """Return the rules of a page, and the regions into which they part it."""
    import numpy as np
    from scipy import ndimage

    dark = picture.light < DARK
    walls = np.zeros(dark.shape, np.bool_)
    rules = []
    for axis, strokes in _meeting([_strokes(dark, axis) for axis in (0, 1)]):
        for top, left, bottom, right in strokes:
            rules.append(Rule(left * SCALE, top * SCALE, right * SCALE, bottom * SCALE))
            reach, margin = (_MARGIN, _REACH) if axis else (_REACH, _MARGIN)
            rows = slice(max(int(top) - reach, 0), int(np.ceil(bottom)) + reach)
            walls[rows, max(int(left) - margin, 0) : int(np.ceil(right)) + margin] = True
    regions, _ = ndimage.label(~walls)
    edge = np.concatenate([regions[0], regions[-1], regions[:, 0], regions[:, -1]])
    return ScanRules(rules, regions, int(np.bincount(edge[edge > 0], minlength=2).argmax()))


def _meeting(strokes: Sequence[_Strokes]) -> Iterator[tuple[int, list[list[float]]]]:
    """Yield for each axis the strokes that are rules: long ones, and short ones that end at one of the other axis.

    The feet of letters that run together, as of 生涯, are as long as a short rule, and end at none. Those of
    にとどまっ, with gaps between them, are as long as a worn rule, which ends at another on both sides.
    """
    import numpy as np

    for axis in (1, 0):
        others = np.concatenate(strokes[1 - axis])
        worn = [box for box in strokes[axis].worn.tolist() if _is_worn_rule(box, others, axis)]
        # A speck near its end makes a whole rule a longer worn one, which is none and must not take it along.
        whole = [box for box in strokes[axis].whole.tolist() if not any(_covers(other, box) for other in worn)]
        yield axis, [box for box in whole if _is_rule(box, others, axis)] + worn


def _is_rule(box: Sequence[float], others: NDArray[np.float64], axis: int) -> bool:
    return _length(box, axis) >= ALONE or _touches(others, box, _REACH)


def _is_worn_rule(box: Sequence[float], others: NDArray[np.float64], axis: int) -> bool:
    top, left, bottom, right = box
    ends = [(top, left, bottom, left), (top, right, bottom, right)]
    if not axis:
        ends = [(top, left, top, right), (bottom, left, bottom, right)]
    return _length(box, axis) >= LONG or all(_touches(others, end, BROKEN) for end in ends)


def _length(box: Sequence[float], axis: int) -> float:
    return box[2 + axis] - box[axis]


def _touches(boxes: NDArray[np.float64], box: Sequence[float], reach: float) -> bool:
    """Tell whether any of the boxes, as top, left, bottom, right, lies within reach of one."""
    top, left, bottom, right = box
    near = (boxes[:, 0] <= bottom + reach) & (boxes[:, 2] >= top - reach)
    return bool((near & (boxes[:, 1] <= right + reach) & (boxes[:, 3] >= left - reach)).any())


def _strokes(dark: NDArray[np.bool_], axis: int) -> _Strokes:
    """Return the strokes along an axis: whole ones, and dotted or worn ones."""
    import numpy as np

    found = list(_found(dark, axis, _GAP, SHORTEST))
    # Dots and the pieces of a worn rule: gaps that letters have too, so that paper must lie on both sides.
    worn = list(_found(dark, axis, BROKEN, ALONE, alone=True))
    worn = [stroke for stroke in worn if not any(_covers(other, stroke) for other in found)]
    return _Strokes(*(np.array(boxes, np.float64).reshape(-1, 4) for boxes in (found, worn)))


def _covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Tell whether a stroke is a part of another."""
    return (
        outer[0] - 2 <= inner[0] and outer[1] - 2 <= inner[1] and outer[2] + 2 >= inner[2] and outer[3] + 2 >= inner[3]
    )


def _found(
    dark: NDArray[np.bool_], axis: int, gap: int, shortest: int, *, alone: bool = False
) -> Iterator[tuple[float, float, float, float]]:
    """Yield strokes as top, left, bottom, right in dots; ``alone`` asks for thin ones with paper on both sides."""
    import numpy as np
    from scipy import ndimage

    bits = dark.view(np.uint8)
    closed = ndimage.minimum_filter1d(ndimage.maximum_filter1d(bits, gap, axis), gap, axis)
    opened = ndimage.maximum_filter1d(ndimage.minimum_filter1d(closed, shortest, axis), shortest, axis)
    labels, count = ndimage.label(opened, np.ones((3, 3)))  # a rule that is a little askew steps from row to row
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    for (rows, columns), size in zip(ndimage.find_objects(labels), sizes.tolist(), strict=True):
        along, across = (columns, rows) if axis else (rows, columns)
        thickness = size / (along.stop - along.start)
        middle = (across.start + across.stop) / 2
        sides = _ink_beside(dark if axis else dark.T, along, middle, thickness, 3 if alone else 1)
        # A row of letters that run together has ink on both sides, the heads of a row of letters on one.
        if thickness > (THIN if alone else THICKEST) or (max if alone else min)(sides, default=0.0) > FREE:
            continue
        low, high = middle - thickness / 2, middle + thickness / 2
        yield (low, along.start, high, along.stop) if axis else (along.start, low, along.stop, high)


def _ink_beside(dark: NDArray[np.bool_], along: slice, middle: float, thickness: float, depth: int) -> list[float]:
    """Return the most ink along either side of a level stroke, as a share of its length, in ``depth`` places."""
    import numpy as np

    sides = []
    for side in (-1, 1):
        distances = int(np.ceil(thickness / 2)) + _SIDE * np.arange(1, depth + 1)
        places = int(middle) + side * distances
        inside = places[(places >= 0) & (places < len(dark))]
        if len(inside):
            sides.append(float(dark[inside, along].mean(axis=1).max()))
    return sides
