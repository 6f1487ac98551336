"""Text printed across a table that is no part of it: a 案 as large as the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Box, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HUGE = 3.0
"""Times the size of most of the page's glyphs: text from this size on that a cell cannot hold is not the cell's."""


def too_large_for_cells(page: Page, groups: NDArray[np.int32], cells: Sequence[Box]) -> NDArray[np.bool_]:
    """Return which glyphs are far larger than most and taller than the cell that they are in, shape (n,)."""
    import numpy as np

    ems = page.of_glyphs(lambda run: run.font_size, np.float64)
    if not cells or not len(ems) or ems.max() < HUGE * ems.min() or ems.max() < HUGE * (usual := float(np.median(ems))):
        return np.zeros(len(ems), np.bool_)
    heights = np.array([box.height for box in cells])
    boxes = page.glyphs.boxes
    taller = boxes[:, 3] - boxes[:, 1] > heights[groups]
    large: NDArray[np.bool_] = (groups >= 0) & (ems >= HUGE * usual) & taller
    return large
