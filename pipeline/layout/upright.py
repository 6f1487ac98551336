"""The direction in which a page reads: its content may be turned inside the page."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Page


def reading_angle(page: Page) -> int:
    """Return the direction of writing of most of the page's glyphs: 0, 90, 180 or 270, clockwise as shown."""
    import numpy as np

    if all(kind.angle == 0 for kind in page.text_runs.kinds):
        return 0
    angles = page.of_glyphs(lambda run: run.angle, np.int32)
    votes: Counter[int] = Counter(angles.tolist())
    return votes.most_common(1)[0][0]
