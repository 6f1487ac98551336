"""What the object lists do not tell, seen on the painted page: patterns' colours, and letters printed twice.

A pattern has no one colour, and PDFium answers #bfbfbf for it; the text page leaves out a letter that is printed
again on its own place to look bold. The painted page and the list of text objects know better.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pipeline.colours import channels_to_colour
from pipeline.drawing.strokes import SOME_COLOUR
from pipeline.model import Glyphs, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATTERN_COLOURS = ("#bfbfbf", SOME_COLOUR)
"""What stands for a pattern: PDFium's own answer, and ours where it gives none."""

_SCALE = 4.0
"""Pixels a point: a stroke of 7-point type is then two pixels wide, so that some pixel shows it unmixed."""

_WHOLE_PAGE = 1.0
"""Pixels a point, where a page is only asked whether anything is on it: the finest line is a pixel wide."""

_TILE = 1000.0
"""In points. Boxes that begin in one square of this size are painted at once; A3 has two."""

_MAX_PAINTED = 24_000_000
"""Pixels that are painted at once, 4 bytes each: A3 has 16 million at this scale. A larger box is painted smaller."""

_MAX_PIXELS = 1_000_000
"""Of a larger box, such as a watermark across the page has, every second or third pixel is looked at."""


def paint_patterns(page: Any, runs: TextRuns, glyphs: Glyphs) -> TextRuns:
    """Return the runs with the colours that are seen, where a run's own colour may stand for a pattern.

    Only what lies around these runs is painted: a page may be a hundred times as large as the word in doubt.
    """
    import numpy as np

    if not any(kind.colour in PATTERN_COLOURS for kind in runs.kinds):
        return runs
    starts = np.searchsorted(glyphs.runs, np.arange(len(runs) + 1))
    doubtful = np.flatnonzero(runs.each(lambda run: run.colour in PATTERN_COLOURS, np.bool_) & (np.diff(starts) > 0))
    painted = list(runs)
    for region, numbers in _regions(doubtful, starts, glyphs.boxes, page.get_size()):
        pixels, scale = _paint(page, region)
        for number in numbers:
            boxes = glyphs.boxes[starts[number] : starts[number + 1]]
            colour = _ink(pixels, boxes - np.array(region[:2] * 2), scale)
            painted[number] = replace(runs[number], colour=colour or runs[number].colour)
    return TextRuns.of(painted)


def _regions(
    numbers: NDArray[np.int64], starts: NDArray[np.int64], boxes: NDArray[np.float64], size: tuple[float, float]
) -> Iterator[tuple[tuple[int, int, int, int], list[int]]]:
    """Yield what to paint, in whole points, and the runs in it; those beyond the page's edge are in none."""
    import numpy as np

    ends = {}
    tiles: dict[tuple[int, ...], list[int]] = {}
    for number in numbers.tolist():
        own = np.nan_to_num(boxes[starts[number] : starts[number + 1]])
        ends[number] = np.clip([own[:, :2].min(axis=0), own[:, 2:].max(axis=0)], 0, np.ceil(size)).ravel()
        tiles.setdefault(tuple((ends[number][:2] // _TILE).astype(int).tolist()), []).append(number)
    for members in tiles.values():
        around = np.array([ends[number] for number in members])
        x0, top = np.floor(around[:, :2].min(axis=0)).astype(int).tolist()
        x1, bottom = np.minimum(np.ceil(around[:, 2:].max(axis=0)) + 1, np.ceil(size)).astype(int).tolist()
        if x1 > x0 and bottom > top:
            yield (x0, top, x1, bottom), members


def _paint(
    page: Any, region: tuple[int, int, int, int], pixels_a_point: float = _SCALE
) -> tuple[NDArray[np.uint8], float]:
    """Return a part of the page in colours, shape (height, width, 3), and its pixels a point."""
    x0, top, x1, bottom = region
    width, height = page.get_size()
    scale = min(pixels_a_point, math.sqrt(_MAX_PAINTED / ((x1 - x0) * (bottom - top))))
    crop = (x0, max(height - bottom, 0), max(width - x1, 0), top)
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, draw_annots=False)
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return pixels, scale


def paints_nothing(page: Any) -> bool:
    """Tell whether a page is one colour all over when it is painted: nothing that it held can have been lost."""
    width, height = page.get_size()
    pixels, _ = _paint(page, (0, 0, math.ceil(width), math.ceil(height)), _WHOLE_PAGE)
    return bool(pixels.size) and bool((pixels == pixels[0, 0]).all())


def _ink(pixels: NDArray[np.uint8], boxes: NDArray[np.float64], scale: float = _SCALE) -> str | None:
    """Return the colour that differs most from the paper within the boxes, None where all is one colour."""
    import numpy as np

    x0, top = (np.maximum(boxes.min(axis=0)[:2], 0) * scale).astype(int)
    x1, bottom = (np.maximum(boxes.max(axis=0)[2:], 0) * scale).astype(int) + 1
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
    return channels_to_colour(red, green, blue)


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
