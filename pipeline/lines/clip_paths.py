"""Whose text it is by its clip path, and what of it the clip path hides.

Excel clips the text of each cell, or of each row, to what the page shows of it; text that is too large for its cell is
whole in the file all the same, wherever it lies. Qt draws its whole table on every page, clipped to that page's part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.model import Box, Page
from pipeline.overlaps import box_array, overlapping, shared_extents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHOWS = 3.0
"""In points. A clip path shows a cell where both have this much in common."""

EDGE = 1.0
"""In points. A letter whose middle is further beyond the clip path's upper or lower side is hidden by it."""

SAME_SIDE = 2.5
"""In points. A clip path is one row's where its upper and lower side are the row's; Qt's is as high as the page. It is
one column's where its left and right side are."""

NOBODY = -1


class ClipTargets(Struct, frozen=True, eq=False):
    """``cells``: the cell that each glyph's clip path gives it to, shape (n,), ``NOBODY`` for none.

    ``hidden``, shape (n,), is True for those of them that the clip path hides above or below.
    """

    cells: NDArray[np.int32]
    hidden: NDArray[np.bool_]


def clips_to_cells(page: Page, cells: Sequence[Box]) -> ClipTargets:
    """Return whose glyphs are by clip paths that show one cell, or one row or column and each glyph's place in it."""
    import numpy as np

    count = len(page.glyphs.text)
    targets = np.full(count, NOBODY, np.int32)
    clips = list(dict.fromkeys(kind.clip for kind in page.text_runs.kinds if kind.clip is not None))
    if not cells or not clips:
        return ClipTargets(targets, np.zeros(count, np.bool_))
    numbers: dict[Box | None, int] = {None: 0, **{clip: number for number, clip in enumerate(clips, start=1)}}
    clip_of = page.of_glyphs(lambda run: numbers[run.clip], np.int32)
    centres, middles = page.glyphs.middles
    for clip, shown in zip(clips, _cells_shown(clips, cells), strict=True):
        own, those = clip_of == numbers[clip], [cells[number] for number in shown]
        if len(those) == 1:
            targets[own] = shown[0]
        elif _is_row(clip, those):
            for number, box in zip(shown, those, strict=True):
                targets[own & (centres >= box.x0) & (centres < box.x1)] = number
        elif _is_column(clip, those):
            for number, box in zip(shown, those, strict=True):
                targets[own & (middles >= box.top) & (middles < box.bottom)] = number
    tops, bottoms = (np.array([0.0, *(clip[side] for clip in clips)])[clip_of] for side in (1, 3))
    hidden = (targets != NOBODY) & ((middles < tops - EDGE) | (middles > bottoms + EDGE))
    return ClipTargets(targets, hidden)


def _cells_shown(clips: Sequence[Box], cells: Sequence[Box]) -> list[list[int]]:
    """Return the numbers of the cells that each clip path shows."""
    areas, boxes = box_array(clips), box_array(cells)
    clip, cell = overlapping(areas, boxes)
    shows = (shared_extents(areas[clip], boxes[cell]) > SHOWS).all(axis=1)
    shown: list[list[int]] = [[] for _ in clips]
    for number, seen in zip(clip[shows].tolist(), cell[shows].tolist(), strict=True):
        shown[number].append(seen)
    return shown


def _is_row(clip: Box, cells: Sequence[Box]) -> bool:
    """Tell whether a clip path is that of a row: its cells stand beside each other, and one is as high as it."""
    beside = all(left.x1 <= right.x0 + 1 for left, right in pairwise(sorted(cells)))
    edges = ((box.top - clip.top, box.bottom - clip.bottom) for box in cells)
    return beside and any(max(map(abs, both)) <= SAME_SIDE for both in edges)


def _is_column(clip: Box, cells: Sequence[Box]) -> bool:
    """Tell whether a clip path is that of one cell which something parts: an underline as wide as the cell does."""
    sides = ((box.x0 - clip.x0, box.x1 - clip.x1) for box in cells)
    return len(cells) > 1 and all(max(map(abs, both)) <= SAME_SIDE for both in sides)
