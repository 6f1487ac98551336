"""A page is judged by what a person sees on it: text that is painted over is no data.

PDFium's text page has all text, be it under a black box (a redaction) or under a white one with new text over it. What
is painted over a text is known from the objects; that nobody sees it is proven by painting the page with and without
it, which costs nothing on a page where nothing lies over a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.colours import nearly_same_colour
from pipeline.drawing.rules import backgrounds
from pipeline.model import Glyphs, Page
from pipeline.overlaps import overlapping
from pipeline.read_pdfium.ink_paint import Painter
from pipeline.read_pdfium.paths import PaintingOrder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNSEEN = 72
"""Sum of grey steps within a glyph's box that text without ink still has there: its neighbours' edges. A full stop of
5 points under a yellow marker comes to 200."""

SCAN_SHARE = 0.5
"""Of a page's glyphs. Pictures over so many are a scan, and the text beneath is what a program read of it."""

COVERED = 0.85
"""Of a glyph's width and height that lie under a cover, from which on it may be unseen."""

SLIVER = 0.1
"""Of a glyph's width and height. So much of its edges may stand out from under a box that is drawn too tight."""

_LAST = 2**62
"""The place in the painting order of a text that the page's list of objects does not have: nothing covers it."""

_MATRIX = 4_000_000
"""Runs times covers that are looked at in one step, to bound the memory."""


def covered_glyphs(sheet: Any, page: Page, objects: NDArray[np.int64], painting: PaintingOrder) -> NDArray[np.bool_]:
    """Return which glyphs lie under what was painted later, and cannot be seen; shape (n,).

    Args:
        sheet: The open page of PDFium.
        page: The same page as it was read.
        objects: The address of each run's text object, shape (m,).
        painting: What was painted after what.
    """
    import numpy as np

    if not page.glyphs.text:
        return np.zeros(0, np.bool_)
    under = _on_its_own_colour(page)
    if painting.fills or painting.pictures:  # as on few pages
        order = np.fromiter(map(painting.texts().get, objects.tolist(), repeat(_LAST)), np.int64, len(objects))
        under |= _under(page, order, painting.fills)
        below_pictures = _under(page, order, painting.pictures)
        if below_pictures.mean() < SCAN_SHARE:
            under |= below_pictures
    if under.any():
        under &= page.of_glyphs(lambda run: run.visible, np.bool_)
    if not under.any():
        return under
    chosen = np.flatnonzero(under)
    in_doubt = np.unique(objects[page.glyphs.runs[chosen]]).tolist()
    inner = _inner(page.glyphs.boxes[chosen], SLIVER)
    under[chosen] = Painter(sheet).added_by(in_doubt, inner) < UNSEEN
    return under


def runs_without_ink(
    sheet: Any, glyphs: Glyphs, objects: NDArray[np.int64], runs: Sequence[int], painting: PaintingOrder
) -> list[int]:
    """Return those of light runs, by their numbers, that add nothing to what is painted.

    Only where something else than paper lies below them are they looked at in a picture of the page.
    """
    import numpy as np

    chosen = np.flatnonzero(np.isin(glyphs.runs, runs))
    covers = np.array([row[:4] for row in (*painting.fills, *painting.pictures)], np.float64).reshape(-1, 4)
    on_paint, _ = overlapping(glyphs.boxes[chosen], covers)
    chosen = chosen[np.unique(on_paint)]
    if not len(chosen):
        return list(runs)
    of_glyph = glyphs.runs[chosen]
    in_doubt = np.unique(objects[of_glyph]).tolist()
    added = Painter(sheet).added_by(in_doubt, _inner(glyphs.boxes[chosen], SLIVER))
    seen = set(of_glyph[added >= UNSEEN].tolist())
    return [number for number in runs if number not in seen]


def _on_its_own_colour(page: Page) -> NDArray[np.bool_]:
    """Return which glyphs stand on a fill of their own colour, shape (n,): black on black, as highlights redact."""
    import numpy as np

    fills = {shade.colour for shade in page.shades}
    kinds = [any(nearly_same_colour(run.colour, fill) for fill in fills) for run in page.text_runs.kinds]
    found = np.zeros(len(page.glyphs.text), np.bool_)
    if not any(kinds):
        return found
    chosen = np.flatnonzero(np.array(kinds, np.bool_)[page.text_runs.kind_of][page.glyphs.runs])
    behind = backgrounds(page.glyphs.boxes[chosen], None, page.shades)
    colours = (page.text_runs[number].colour for number in page.glyphs.runs[chosen].tolist())
    found[chosen] = [nearly_same_colour(own, fill) for own, fill in zip(colours, behind, strict=True)]
    return found


def whole_objects(page: Page, objects: NDArray[np.int64], gone: NDArray[np.bool_]) -> frozenset[int]:
    """Return the text objects, by their addresses, all glyphs of which are gone; ``gone`` has shape (n,)."""
    import numpy as np

    kept = np.bincount(page.glyphs.runs, ~gone, len(objects)) > 0
    return frozenset(objects[~kept].tolist()).difference(objects[kept].tolist())


def _inner(boxes: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Return the boxes, shape (n, 4), less that share of their width and height on each side."""
    import numpy as np

    margin = share * (boxes[:, 2:] - boxes[:, :2])
    return np.concatenate([boxes[:, :2] + margin, boxes[:, 2:] - margin], axis=1)


def _under(
    page: Page, order: NDArray[np.int64], covers: Sequence[tuple[float, float, float, float, int]]
) -> NDArray[np.bool_]:
    """Return which glyphs lie within the box of something that was painted after them, shape (n,)."""
    import numpy as np

    under = np.zeros(len(page.glyphs.text), np.bool_)
    first = int(order.min())
    later = np.array([row for row in covers if row[4] > first], np.float64).reshape(-1, 5)
    if not len(later):
        return under
    boxes, runs = page.glyphs.boxes, page.glyphs.runs
    starts = np.searchsorted(runs, np.arange(len(order)))
    low, high = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    step = max(1, _MATRIX // len(order))
    touched = np.zeros(len(order), np.bool_)
    for start in range(0, len(later), step):
        x0, top, x1, bottom, number = later[start : start + step].T
        meets = (low[:, :1] < x1 - 1) & (x0 + 1 < high[:, 2:3]) & (low[:, 1:2] < bottom - 1) & (top + 1 < high[:, 3:])
        touched |= (meets & (number > order[:, None])).any(axis=1)
    chosen = np.flatnonzero(touched[runs])
    step = max(1, _MATRIX // max(len(chosen), 1))
    inner = _inner(boxes[chosen], 1 - COVERED)
    for start in range(0, len(later), step):
        x0, top, x1, bottom, number = later[start : start + step].T
        within = (x0 <= inner[:, :1]) & (inner[:, 2:3] <= x1) & (top <= inner[:, 1:2]) & (inner[:, 3:] <= bottom)
        under[chosen] |= (within & (number > order[runs[chosen], None])).any(axis=1)
    return under
