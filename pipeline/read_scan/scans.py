"""Which pages are scans: a picture over most of the page, and no text of its own to be seen."""

from __future__ import annotations

from pipeline.model import Page

SCANNED = 0.5
"""Of the page that its pictures cover, from which on a page without visible text is a scan."""

FEW_GLYPHS = 20
"""A page number or a stamp's date that was put on a scan is visible text; a page of a table has more."""


def is_scan(page: Page) -> bool:
    """Return whether a page is a picture of paper: what text it has is few letters, or invisible."""
    import numpy as np

    covered = sum(box.area for box in page.images)
    if covered < SCANNED * page.width * page.height:
        return False
    if not len(page.glyphs.text):
        return True
    return int(page.of_glyphs(lambda run: run.visible, np.bool_).sum()) <= FEW_GLYPHS
