"""Which way each piece of text runs: turned within its cell, or downwards, letter below letter.

Boxes are turned until their text reads from the left, and from there on all text is alike: the columns of vertical
writing, read from the right, become lines, read from the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.findings import finding
from pipeline.model import Box, Finding, Line, Page, first_code_points
from pipeline.vocabulary.status import mark_signs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DOWNWARD = 90
"""The direction of text that runs downwards: as text does that was turned clockwise by a right angle."""

SAME_COLUMN = 0.35
"""In heights of the glyph. How far the middles of two letters of one downward column may be apart."""

NEXT_BELOW = 0.3
"""In heights of the glyph. How far below the letter before it one must be to be below it."""

STEPS_DOWN = 0.8
"""Share of the steps from letter to letter that lead down, or up to the next column. Text across has none of them
within its lines, and none that leads up."""

_FIRST_BEYOND_ASCII = 0x80
_FIRST_WIDE, _FIRST_FULL_WIDTH = "\u2e80", "\uff00"


def turned_boxes(boxes: NDArray[np.float64], angles: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return each box turned about the page's corner until text of that angle reads from the left, shape (n, 4)."""
    import numpy as np

    if not angles.any():  # as on most pages
        return boxes
    turned = boxes
    for angle in np.unique(angles).tolist():
        if angle:
            x0, top, x1, bottom = (boxes[:, side] for side in range(4))
            sides = Box(x0, top, x1, bottom)  # type: ignore[arg-type]
            own: NDArray[np.float64] = np.stack(sides.turned(angle), axis=1)
            turned = np.where((angles == angle)[:, None], own, turned)
    return turned


def writing_directions(page: Page, groups: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return by how much each glyph's text is turned, clockwise, shape (n,); ``DOWNWARD`` for what runs downwards.

    Upright letters run downwards where their text object does, which is vertical writing, and where a cell has its
    letters one below the other: names as column heads, and what browsers print as vertical writing.

    Args:
        page: The page, turned so that most of its text reads from the left.
        groups: Which cell each glyph is in, shape (n,); negative for none.
    """
    import numpy as np

    angles: NDArray[np.int32] = page.of_glyphs(lambda run: run.angle, np.int32)
    if len(angles) < 2:
        return angles
    down = _downward_objects(page, angles)
    angles = np.where(down, DOWNWARD, angles) if down.any() else angles
    down = _downward_cells(page, groups, angles)
    return np.where(down, DOWNWARD, angles) if down.any() else angles


def vertical_page(page_number: int, lines: Iterable[Line]) -> tuple[Finding, ...]:
    """Return a finding where most of a page is vertical writing: what looks like its rows are its columns then."""
    lines = list(lines)
    if not any(line.angle == DOWNWARD for line in lines):  # as on most pages
        return ()
    down = other = 0
    for line in lines:
        if line.angle == DOWNWARD and len(line.text) > 1:
            down += len(line.text)
        else:
            other += len(line.text)
    return (finding("vertical_page", page_number=page_number),) if down > other else ()


def _downward_objects(page: Page, angles: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which glyphs are in a text object whose every step leads straight down, shape (n,)."""
    import numpy as np

    runs = page.glyphs.runs
    same = (runs[1:] == runs[:-1]) & (angles[1:] == 0)
    down, _ = _steps(page.glyphs.boxes)
    if not (same & down).any():  # as on most pages
        return np.zeros(len(runs), np.bool_)
    steps = np.bincount(runs[1:][same], minlength=len(page.text_runs))
    downs = np.bincount(runs[1:][same & down], minlength=len(page.text_runs))
    found = np.flatnonzero((downs > 0) & (downs == steps))
    writing = [run for run in found.tolist() if _letters(page, np.flatnonzero(runs == run)) > 0]
    return np.isin(runs, writing)


def _downward_cells(page: Page, groups: NDArray[np.int32], angles: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which upright glyphs are in a cell whose letters stand one below the other, shape (n,)."""
    import numpy as np

    chosen = np.flatnonzero((groups >= 0) & ((angles == 0) | (angles == DOWNWARD)))
    result = np.zeros(len(angles), np.bool_)
    if len(chosen) < 2:
        return result
    order = chosen[np.argsort(groups[chosen], kind="stable")]
    group = groups[order]
    within = group[1:] == group[:-1]
    down, up = _steps(page.glyphs.boxes.take(order, axis=0))
    if not (within & down).any():  # as on most pages
        return result
    latin = first_code_points(page.glyphs.text)[order] < _FIRST_BEYOND_ASCII
    counts = within & ~(latin[1:] & latin[:-1])
    size = int(group[-1]) + 1
    of_kind = (within & down, within & up, counts)
    downs, ups, steps = (np.bincount(group[1:][kind], minlength=size) for kind in of_kind)
    found = np.flatnonzero((downs > 0) & (downs + ups >= STEPS_DOWN * steps))
    for number in found.tolist():
        members = order[np.searchsorted(group, number) : np.searchsorted(group, number, side="right")]
        if 2 * _letters(page, members) >= len(members):
            result[members] = angles[members] == 0
    return result


def _steps(boxes: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which steps from one glyph to the next lead straight down, and which lead up, shape (n - 1,) each."""
    import numpy as np

    x, y, height = boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3], boxes[:, 3] - boxes[:, 1]
    tallest = 2 * np.maximum(height[1:], height[:-1])
    falls = (y[1:] - y[:-1]) / np.maximum(tallest, 0.01)
    beside = np.abs(x[1:] - x[:-1]) <= SAME_COLUMN * tallest
    return (falls > NEXT_BELOW) & beside, falls < -NEXT_BELOW


def _letters(page: Page, members: NDArray[np.int64]) -> int:
    """Return how many of the glyphs are letters of Japanese words: figures and marks below each other are a list."""
    firsts = (page.glyphs.text[index][:1] for index in members.tolist())
    wide = [first for first in firsts if _FIRST_WIDE <= first < _FIRST_FULL_WIDTH]
    return sum(letter.isalpha() and letter not in mark_signs() for letter in wide)
