"""Which boxes of two lists meet, without holding each against each: a page may have ten thousands of both."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING

from pipeline import limits
from pipeline.errors import LimitExceededError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDE = 64
"""The boxes' extent is cut into that many squares each way, and only boxes that share a square are compared."""

_FEW = 20_000
"""Pairs that are compared at once: sorting boxes into squares takes longer."""

_LARGE = 512  # squares: a box over more of them is held against all others


def box_array(boxes: Collection[tuple[object, ...]]) -> NDArray[np.float64]:
    """Return the sides of boxes, rules or shades, shape (n, 4): numpy takes eight times as long for named tuples."""
    import numpy as np

    return np.array([*islice(zip(*boxes, strict=True), 4)]).T if boxes else np.zeros((0, 4))


def shared_extents(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how wide and how high each two boxes lie over each other, shape (n, 2); negative where they are apart.

    Args:
        first: Boxes of shape (n, 4): x0, top, x1, bottom.
        second: The others, of the same shape.
    """
    import numpy as np

    shared: NDArray[np.float64] = np.minimum(first[:, 2:], second[:, 2:]) - np.maximum(first[:, :2], second[:, :2])
    return shared


def overlapping(first: NDArray[np.float64], second: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of boxes that meet, touching included, as indices into both lists, in their order.

    Args:
        first: Boxes of shape (n, 4): x0, top, x1, bottom.
        second: The others, shape (m, 4).

    Returns:
        Two arrays of shape (pairs,), sorted by the first and then by the second.

    Raises:
        LimitExceededError: There are more pairs to compare than a page of tables has.
    """
    import numpy as np

    if not len(first) or not len(second):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    if len(first) * len(second) <= _FEW:
        i, j = _meet(first[:, None], second[None]).nonzero()
        return i, j
    low = np.minimum(first[:, :2].min(axis=0), second[:, :2].min(axis=0))
    size = np.maximum(np.maximum(first[:, 2:].max(axis=0), second[:, 2:].max(axis=0)) - low, 1e-9) / _SIDE
    one, other = _squares(first, low, size), _squares(second, low, size)
    large_one, large_other = _count(one) > _LARGE, _count(other) > _LARGE
    pairs = [
        _each_with_each(np.flatnonzero(large_one), np.arange(len(second))),
        _each_with_each(np.flatnonzero(~large_one), np.flatnonzero(large_other)),
        _in_one_square(one, other, np.flatnonzero(~large_one), np.flatnonzero(~large_other)),
    ]
    i, j = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    meet = _meet(first[i], second[j])
    found = np.unique(i[meet] * len(second) + j[meet])  # large boxes, and those in several squares, are there again
    return found // len(second), found % len(second)


def _meet(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell of each pair whether it meets; both have four sides last, and the result their shape without these."""
    across: NDArray[np.bool_] = (a[..., 0] <= b[..., 2]) & (b[..., 0] <= a[..., 2])
    return across & (a[..., 1] <= b[..., 3]) & (b[..., 1] <= a[..., 3])


def _squares(boxes: NDArray[np.float64], low: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the first and last square of each box, shape (n, 4): column, row, column, row."""
    import numpy as np

    places = ((boxes.reshape(-1, 2, 2) - low) / size).astype(np.int64)
    return np.clip(places, 0, _SIDE - 1).reshape(-1, 4)


def _count(squares: NDArray[np.int64]) -> NDArray[np.int64]:
    sides = squares[:, 2:] - squares[:, :2] + 1
    count: NDArray[np.int64] = sides[:, 0] * sides[:, 1]
    return count


def _each_with_each(one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np

    _expect_few(len(one) * len(other))
    return np.repeat(one, len(other)), np.tile(other, len(one))


def _in_one_square(
    one: NDArray[np.int64], other: NDArray[np.int64], few: NDArray[np.int64], many: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of these boxes that share a square, some of them more than once."""
    import numpy as np

    (i, at), (j, there) = _entries(one, few), _entries(other, many)
    order = np.argsort(there, kind="stable")
    j, there = j[order], there[order]
    starts, ends = np.searchsorted(there, at, "left"), np.searchsorted(there, at, "right")
    lengths = ends - starts
    _expect_few(int(lengths.sum()))
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(i, lengths), j[np.repeat(starts, lengths) + within]


def _entries(squares: NDArray[np.int64], chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the chosen boxes, each as often as it covers squares, and the numbers of these squares."""
    import numpy as np

    counts = _count(squares[chosen])
    index = np.repeat(chosen, counts)
    within = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = (squares[:, 2] - squares[:, 0] + 1)[index]
    column, row = squares[index, 0] + within % wide, squares[index, 1] + within // wide
    return index, row * _SIDE + column


def _expect_few(count: int) -> None:
    if count > limits.MAX_OVERLAPS_ON_PAGE:
        what = f"more than {limits.MAX_OVERLAPS_ON_PAGE} strokes and areas over each other on one page"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
