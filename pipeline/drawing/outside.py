"""Text beyond what a page shows: past its edges (a crop box), or outside its clip path. Both readers leave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Box, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OUTSIDE_CLIP = 1.5
"""In ems. Text whose clip path shows none of it, and that lies this far from it, was cut away on purpose; Excel cuts
off the end of a text at its cell's sides, and that text is wanted."""

NO_EXTENT = 0.5
"""In points. A clip path so narrow or so low shows nothing."""

CELL_CLIP = 0.5
"""Of the page's width. A clip path from this width on is the table's or the page's, not a cell's."""


def leave_out_what_lies_outside(page: Page) -> Page:
    """Return the page without the glyphs beyond its edges or outside their clip path, and with a finding of them.

    Nothing is quoted: a finding must not publish what was cut away.
    """
    gone = _outside(page) if page.glyphs.text else None
    if gone is None or not gone.any():
        return page
    told = finding("text_outside_page", page_number=page.page_number, count=int(gone.sum()))
    return replace(page, glyphs=page.glyphs.without(gone), findings=(*page.findings, told))


def _outside(page: Page) -> NDArray[np.bool_]:
    """Return which glyphs lie beyond the page's edges, or have a clip path that shows none of its text; shape (n,).

    A clip path that is a cell's is left to whoever knows the cells: Excel paints a row that a page break cuts on both
    pages, whole, and a clip path shows the part of it that is on this page.
    """
    import numpy as np

    boxes = page.glyphs.boxes
    off_page = (boxes[:, 0] >= page.width) | (boxes[:, 2] <= 0) | (boxes[:, 1] >= page.height) | (boxes[:, 3] <= 0)
    if all(run.clip is None for run in page.text_runs.kinds):
        return off_page
    clips: dict[Box | None, int] = {None: 0}
    clip_of = page.of_glyphs(lambda run: clips.setdefault(run.clip, len(clips)), np.int32)
    edges = np.array([clip or (-np.inf, -np.inf, np.inf, np.inf) for clip in clips], np.float64)[clip_of]
    room = OUTSIDE_CLIP * page.of_glyphs(lambda run: run.font_size, np.float64)
    beside = (boxes[:, 0] > edges[:, 2] + room) | (boxes[:, 2] < edges[:, 0] - room)
    above_or_below = (boxes[:, 1] > edges[:, 3] + room) | (boxes[:, 3] < edges[:, 1] - room)
    empty = (edges[:, 2] - edges[:, 0] < NO_EXTENT) | (edges[:, 3] - edges[:, 1] < NO_EXTENT)
    shown = np.bincount(clip_of, ~(beside | above_or_below) & ~empty, len(clips)) > 0
    of_a_cell = ~beside & ~empty & (edges[:, 2] - edges[:, 0] < CELL_CLIP * page.width)
    outside: NDArray[np.bool_] = (off_page | ~shown[clip_of]) & ~of_a_cell
    return outside
