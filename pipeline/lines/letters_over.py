"""Which letters are printed over others: asked of stamps, and of text that ran out of its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OVER = 0.3
"""Of the widths, and of the heights, of two letters together. With their middles that near one lies over the other: the
letters of a line, set as tight as may be, and lines set tight are further apart."""


def letters_over(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which letters lie over which others, shape (n, m).

    Args:
        boxes: The letters, shape (n, 4).
        others: The other ones, shape (m, 4); none of the first is among them.
    """
    import numpy as np

    sizes = (boxes[:, 2:] - boxes[:, :2])[:, None] + others[:, 2:] - others[:, :2]
    apart = np.abs(boxes[:, None, :2] + boxes[:, None, 2:] - others[:, :2] - others[:, 2:]) / 2
    near: NDArray[np.bool_] = apart < OVER * sizes
    over: NDArray[np.bool_] = np.logical_and.reduce(near, axis=2)
    return over


def letters_around(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which of many letters meet the box around some, shape (m,): the only ones that these may lie over."""
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    around: NDArray[np.bool_] = ((others[:, 2:] > low) & (others[:, :2] < high)).all(axis=1)
    return around
