"""Pieces of text: glyphs that follow each other on a line without a gap, whatever cell they will be in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

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


def in_order(parts: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return what puts parts in order, and their values within each, shape (n,).

    One key is sorted in a third of the time of two.
    """
    return (parts * (float(values.max() - values.min()) + 1.0) + values).argsort(kind="stable")


def text_pieces(boxes: NDArray[np.float64], gap: float = GAP) -> list[Box]:
    """Return the pieces of text that glyphs make, from the top down and from the left.

    Args:
        boxes: The glyphs, shape (n, 4).
        gap: In glyph heights. What stands further apart is two pieces.
    """
    return TextPieces(boxes, [len(boxes)]).of(0, gap)


class _Lines(NamedTuple):
    """Glyphs by text, by line and from the left: their boxes, shape (n, 4), texts and the gaps before them, shape (n,).

    A line's first has an endless gap. ``heights`` has, for each, the usual height of its text's glyphs.
    """

    boxes: NDArray[np.float64]
    texts: NDArray[np.int64]
    gaps: NDArray[np.float64]
    heights: NDArray[np.float64]


class TextPieces:
    """The pieces of several texts, found for all of them when one is asked for: a cell's glyphs are few.

    Args:
        boxes: The glyphs, text by text, shape (n, 4).
        counts: How many each text has.
    """

    def __init__(self, boxes: NDArray[np.float64], counts: Sequence[int]) -> None:
        self._boxes, self._counts = boxes, counts
        self._found: dict[float, tuple[NDArray[np.float64], list[int]]] = {}

    def of(self, text: int, gap: float = GAP) -> list[Box]:
        """Return the pieces of a text, from the top down and from the left; ``gap`` is that of ``text_pieces``."""
        if not self._counts[text]:
            return []
        if gap not in self._found:
            self._found[gap] = self._pieces(gap)
        boxes, starts = self._found[gap]
        return list(starmap(Box, boxes[starts[text] : starts[text + 1]].tolist()))

    def _pieces(self, gap: float) -> tuple[NDArray[np.float64], list[int]]:
        """Return the boxes of all pieces, shape (m, 4), and where those of each text begin."""
        import numpy as np

        lines = self._lines
        starts = (lines.gaps > gap * lines.heights).nonzero()[0]
        x0, top, x1, bottom = lines.boxes.T
        low, high = np.minimum.reduceat, np.maximum.reduceat
        boxes = np.stack((x0[starts], low(top, starts), high(x1, starts), high(bottom, starts)), axis=1)
        return boxes, lines.texts[starts].searchsorted(np.arange(len(self._counts) + 1)).tolist()

    @cached_property
    def _lines(self) -> _Lines:
        import numpy as np

        counts = np.array(self._counts)
        texts = np.arange(len(counts)).repeat(counts)  # ascending, and so in all orders of glyphs below
        x0, top, x1, bottom = self._boxes.T
        middle, heights = (top + bottom) / 2, bottom - top
        ordered, starts = heights[in_order(texts, heights)], counts.cumsum() - counts
        upper = np.minimum(starts + counts // 2, len(texts) - 1)  # of the last texts there may be no glyphs
        usual = ((ordered[starts + (counts - 1) // 2] + ordered[upper]) / 2).repeat(counts)
        down = in_order(texts, middle)
        middle = middle[down]
        begins = (texts[1:] != texts[:-1]) | (middle[1:] - middle[:-1] > ONE_LINE * usual[1:])
        line = np.zeros(len(texts), np.int64)
        line[1:] = begins.cumsum()
        line_of = np.empty_like(line)
        line_of[down] = line
        boxes = self._boxes.take(in_order(line_of, x0), axis=0)
        lift = line * (float(x1.max() - x0.min()) + 1.0)  # each line's x is above those of the line before
        furthest = np.maximum.accumulate(boxes[:, 2] + lift) - lift
        gaps = np.full(len(texts), np.inf)
        gaps[1:] = np.where(begins, np.inf, boxes[1:, 0] - furthest[:-1])
        return _Lines(boxes, texts, gaps, usual)


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
