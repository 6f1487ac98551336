"""What a page shows that is in no cell, though a reader of the page may take it for the table's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.findings import finding
from pipeline.lines.assign import OUTSIDE
from pipeline.model import Finding, Grid, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PICTURE_SHARE, TABLE_SHARE = 0.02, 0.25
"""Of the page's area. A picture from this size on may hold what the reader should know of, and a table. Figures and
maps in reports take 2 to 22 %, in one of six more."""


def stray_text(page: Page, grids: Sequence[Grid], groups: NDArray[np.int32]) -> list[Finding]:
    """Tell of text that lies within a table's outline but in none of its cells."""
    x, y = page.glyphs.middles
    findings = []
    for grid in grids:
        inside = (x > grid.columns[0]) & (x < grid.columns[-1]) & (y > grid.rows[0]) & (y < grid.rows[-1])
        stray = inside & (groups == OUTSIDE)
        if stray.any():
            text, count = page.sample(stray), int(stray.sum())
            findings.append(finding("glyph_outside_table", page_number=page.page_number, text=text, count=count))
    return findings


def pictures_without_text(page: Page, grids: Sequence[Grid]) -> list[Finding]:
    """Tell of pictures that are large enough to hold text, with no glyph over them.

    One that touches a table, or is as large as a table, is a warning; others are figures beside the text.
    """
    findings = []
    whole = page.width * page.height
    for image in page.images:
        if image.area < PICTURE_SHARE * whole or page.glyphs.middles_in(image).any():
            continue
        if image.area >= TABLE_SHARE * whole or any(image.overlap(grid.box) for grid in grids):
            findings.append(finding("image_without_text", "page", page_number=page.page_number))
        else:
            findings.append(finding("picture_beside_text", page_number=page.page_number))
    return findings
