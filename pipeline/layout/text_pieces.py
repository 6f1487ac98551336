"""Pieces of text: glyphs that follow each other on a line without a gap, whatever cell they will be in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.model import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAP = 0.9
"""In glyph heights. What stands further apart on a line is two pieces: print leaves less between words."""

ONE_LINE = 0.5
"""In glyph heights. Glyphs whose middles are less apart stand on one line."""


def median(values: NDArray[np.float64]) -> float:
    """Return the middle of some values, shape (n,), n > 0.

    ``numpy.median`` says the same, and takes thrice as long on the few hundred glyphs of a page.
    """
    import numpy as np

    ordered = np.sort(values)
    return float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def usual_height(boxes: NDArray[np.float64]) -> float:
    """Return the height of most glyphs; ``boxes`` has shape (n, 4), n > 0."""
    return median(boxes[:, 3] - boxes[:, 1])


def text_pieces(boxes: NDArray[np.float64], gap: float = GAP) -> list[Box]:
    """Return the pieces of text that glyphs make, from the top down and from the left.

    Args:
        boxes: The glyphs, shape (n, 4).
        gap: In glyph heights. What stands further apart is two pieces.
    """
    import numpy as np

    if not len(boxes):
        return []
    middle, usual = (boxes[:, 1] + boxes[:, 3]) / 2, usual_height(boxes)
    down = np.argsort(middle, kind="stable")
    line = np.zeros(len(boxes), np.int64)
    line[down[1:]] = np.cumsum(np.diff(middle[down]) > ONE_LINE * usual)
    order = np.lexsort((boxes[:, 0], line))
    box, number = boxes[order], line[order]
    apart = float(np.ptp(boxes[:, [0, 2]])) + 1.0  # lifts each line's x above those of the line before
    furthest = np.maximum.accumulate(box[:, 2] + number * apart) - number * apart
    begins = (np.diff(number) > 0) | (box[1:, 0] - furthest[:-1] > gap * usual)
    starts = np.concatenate(([0], np.flatnonzero(begins) + 1))
    low, high = np.minimum.reduceat(box[:, :2], starts), np.maximum.reduceat(box[:, 2:], starts)
    return [Box(*sides) for sides in np.concatenate((low, high), axis=1).tolist()]


def spans(pieces: Iterable[Box], gap: float = 0.0) -> list[tuple[float, float]]:
    """Return the stretches from left to right that pieces of text stand in; stretches no further apart are one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted((piece.x0, piece.x1) for piece in pieces):
        if found and start - found[-1][1] <= gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def straddles(pieces: Sequence[Box], edge: float, margin: float = 1.0) -> bool:
    """Tell whether a piece of text stands on both sides of an upright edge."""
    return any(piece.x0 < edge - margin and piece.x1 > edge + margin for piece in pieces)
