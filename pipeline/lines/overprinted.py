"""Two texts of one cell that are printed over each other: a form that was filled in twice, a revision over the old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.findings import finding
from pipeline.model import Finding, Line

TOO_NEAR = 0.35
"""Of the smaller font size. The middles of two lines of a cell, squeezed into a low row as they may be, are further
apart: by 0.39 in one that is hard to read already."""

LEAST_OVER = 1.0
"""Of the larger font size, across. Two figures are as wide; the mark at a letter's corner is not."""

FEWEST_LETTERS = 2
"""Letters or figures of a text. A ring around a figure, a rule made of underscores and leading dots have none."""


def overprinted_texts(page_number: int, cells: Iterable[list[Line]]) -> Iterator[Finding]:
    """Yield a warning where a cell's lines lie over each other: a person has to say which of them counts.

    Args:
        page_number: The page's.
        cells: The lines of each of its cells, from the top down.
    """
    over = [pair for lines in cells if len(lines) > 1 for pair in pairwise(lines) if _lie_over_each_other(*pair)]
    if over:
        text = " / ".join(line.text.strip() for line in over[0])
        yield finding("texts_over_each_other", page_number=page_number, text=text, count=len(over))


def _lie_over_each_other(above: Line, below: Line) -> bool:
    """Tell whether two level lines have their middles at one height, and letters in the same place."""
    upper, lower = above.box, below.box
    apart = abs(upper.top + upper.bottom - lower.top - lower.bottom) / 2
    if apart >= TOO_NEAR * min(above.font_size, below.font_size) or above.angle or below.angle:
        return False
    across = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    is_seen = not (above.clipped or below.clipped)
    return across >= LEAST_OVER * max(above.font_size, below.font_size) and is_seen and _has_words(above, below)


def _has_words(*lines: Line) -> bool:
    return all(sum(map(str.isalnum, line.text)) >= FEWEST_LETTERS for line in lines)
