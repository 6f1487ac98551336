"""What the object lists do not tell, seen on the painted page: patterns' colours, and letters printed twice.

A pattern has no one colour, and PDFium answers #bfbfbf for it; the text page leaves out a letter that is printed
again on its own place to look bold. The painted page and the list of text objects know better.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pipeline.model import Glyphs, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATTERN_COLOURS = ("#bfbfbf", "#808080")
"""What stands for a pattern: PDFium's own answer, and ours where it gives none."""

_SCALE = 4.0
"""Pixels a point: a stroke of 7-point type is then two pixels wide, so that some pixel shows it unmixed."""


_MAX_PIXELS = 1_000_000
"""Of a larger box, such as a watermark across the page has, every second or third pixel is looked at."""


def paint_patterns(page: Any, runs: TextRuns, glyphs: Glyphs) -> TextRuns:
    """Return the runs with the colours that are seen, where a run's own colour may stand for a pattern."""
    import numpy as np

    if not any(kind.colour in PATTERN_COLOURS for kind in runs.kinds):
        return runs
    doubtful = np.flatnonzero(runs.each(lambda run: run.colour in PATTERN_COLOURS, np.bool_)).tolist()
    pixels = page.render(scale=_SCALE, rev_byteorder=True, draw_annots=False).to_numpy()[:, :, :3]
    starts = np.searchsorted(glyphs.runs, np.arange(len(runs) + 1))
    painted = list(runs)
    for number in doubtful:
        boxes = glyphs.boxes[starts[number] : starts[number + 1]]
        if len(boxes):
            colour = _ink(pixels, boxes)
            painted[number] = replace(runs[number], colour=colour or runs[number].colour)
    return TextRuns.of(painted)


def _ink(pixels: NDArray[np.uint8], boxes: NDArray[np.float64]) -> str | None:
    """Return the colour that differs most from the paper within the boxes, None where all is one colour."""
    import numpy as np

    x0, top = (np.maximum(boxes.min(axis=0)[:2], 0) * _SCALE).astype(int)
    x1, bottom = (np.maximum(boxes.max(axis=0)[2:], 0) * _SCALE).astype(int) + 1
    area = pixels[top:bottom, x0:x1].reshape(-1, 3).astype(np.int32)
    if not len(area):
        return None
    area = area[:: len(area) // _MAX_PIXELS + 1]
    # Sorting one number a pixel takes a fortieth of the time of sorting three.
    packed, counts = np.unique(area[:, 0] << 16 | area[:, 1] << 8 | area[:, 2], return_counts=True)
    colours = np.stack([packed >> 16, packed >> 8 & 0xFF, packed & 0xFF], axis=1)
    distance = np.abs(colours - colours[counts.argmax()]).sum(axis=1)
    if distance.max() < 48:
        return None
    red, green, blue = colours[distance.argmax()].tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


def embolden(runs: TextRuns, glyphs: Glyphs, left_out: Sequence[tuple[float, float, float, float]]) -> TextRuns:
    """Return the runs with ``bold`` set where a text object that the text page left out lies on the same place."""
    import numpy as np

    if not left_out or not len(runs):
        return runs
    starts = np.searchsorted(glyphs.runs, np.arange(len(runs)))
    low = np.minimum.reduceat(glyphs.boxes, starts)
    high = np.maximum.reduceat(glyphs.boxes, starts)
    height = high[:, 3] - low[:, 1]
    single = np.diff([*starts, len(glyphs.text)]) == 1
    bold = np.zeros(len(runs), np.bool_)
    for x0, top, x1, bottom in left_out:
        # The object's bounds are its ink's, the glyphs' boxes their advances: 1 or 、 fills a part of its box only.
        over = np.minimum(high[:, 2], x1) - np.maximum(low[:, 0], x0)
        bold |= (
            (over > 0.6 * (x1 - x0))
            & ((over > 0.6 * (high[:, 2] - low[:, 0])) | single)
            & (top > low[:, 1] - 0.4 * height)
            & (bottom < high[:, 3] + 0.4 * height)
        )
    return runs.changed(np.flatnonzero(bold).tolist(), lambda run: replace(run, bold=True))
