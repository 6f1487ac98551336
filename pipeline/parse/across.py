"""Text printed across a table that is no part of it: a 案 at 45 degrees, or one as large as the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Box, Finding, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HUGE = 3.0
"""Times the size of most of the page's glyphs: text from this size on that a cell cannot hold is not the cell's."""


def take_out_slanted(page: Page) -> tuple[Page, tuple[Finding, ...]]:
    """Return the page without its slanted glyphs, unless it has no others, and a finding with what they say."""
    import numpy as np

    if not any(kind.slanted for kind in page.text_runs.kinds):
        return page, ()
    slanted = page.of_glyphs(lambda run: run.slanted, np.bool_)
    if slanted.all() or not slanted.any():
        return page, ()
    return replace(page, glyphs=page.glyphs.without(slanted)), (across_finding(page, slanted),)


def across_finding(page: Page, across: NDArray[np.bool_]) -> Finding:
    """Return the finding of glyphs that are across the table; ``across`` has shape (n,)."""
    count = int(across.sum())
    return finding("text_across_table", page_number=page.page_number, text=page.sample(across), count=count)


def too_large_for_cells(page: Page, groups: NDArray[np.int32], cells: Sequence[Box]) -> NDArray[np.bool_]:
    """Return which glyphs are far larger than most and taller than the cell that they are in, shape (n,)."""
    import numpy as np

    ems = page.of_glyphs(lambda run: run.font_size, np.float64)
    if not cells or not len(ems) or ems.max() < HUGE * (usual := float(np.median(ems))):
        return np.zeros(len(ems), np.bool_)
    heights = np.array([box.height for box in cells])
    boxes = page.glyphs.boxes
    taller = boxes[:, 3] - boxes[:, 1] > heights[groups]
    large: NDArray[np.bool_] = (groups >= 0) & (ems >= HUGE * usual) & taller
    return large
