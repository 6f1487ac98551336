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

    sizes = [kind.font_size for kind in page.text_runs.kinds]
    if not cells or not len(groups) or max(sizes) < HUGE * min(sizes):  # as on most pages
        return np.zeros(len(groups), np.bool_)
    ems = page.of_glyphs(lambda run: run.font_size, np.float64)
    usual = float(np.median(ems))
    heights = np.array([box.height for box in cells])
    boxes = page.glyphs.boxes
    taller = boxes[:, 3] - boxes[:, 1] > heights[groups]
    large: NDArray[np.bool_] = (groups >= 0) & (ems >= HUGE * usual) & taller
    return large
