"""Text that a slanting line, or one drawn by hand, runs through: a row or a cell that was crossed out, or its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.findings import finding
from pipeline.model import LEANING_STROKES, Box, Drawing, Finding, Glyphs, Grid, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_STROKES = 60
"""Of a page with more, which is hatched or has a chart, none is looked at."""

INK = 0.3
"""Of a glyph's width and height, to each side of its middle: a line that passes no nearer may miss the letter."""

TRAVERSED = 0.7
"""Of a cell's width or height: a line as long within the cell crosses it, even between its letters."""

SHORTEST = 8.0
"""In points. A shorter stroke crosses out a letter at the most, and is rather a part of a drawing."""


SCRIBBLED, FEWEST_LETTERS = 0.4, 2
"""Of the letters within a scribble's box, and at the least: it runs through so many. A ring that is drawn around words
by hand passes between letters, and an underline below them."""

STEP, MOST_STEPS = 1.0, 5_000
"""In points. A scribble is followed in such steps; a longer one is none, but a chart's or a map's line."""


def crossed_cells(
    page: Page, grids: Sequence[Grid], groups: NDArray[np.int32], strokes: Sequence[Drawing]
) -> tuple[Finding, ...]:
    """Return a finding where slanting strokes, or scribbles, run through cells with text.

    The text stays: a line may be an arrow, too. The stroke that parts the words of a header's corner cell (区分＼年度)
    runs through none of them, and is no news.

    Args:
        page: The upright page.
        grids: Its tables.
        groups: The cell of each glyph, counted through all grids; shape (n,).
        strokes: Those of its drawings that are straight strokes.
    """
    import numpy as np

    long = [stroke for stroke in strokes if max(stroke.box.width, stroke.box.height) >= SHORTEST]
    scribbles = [drawing for drawing in page.drawings if drawing.path]
    if not 0 < len(long) + len(scribbles) <= MOST_STROKES:
        return ()
    crossed = np.zeros(len(groups), np.bool_)
    for stroke in long:
        crossed |= _glyphs_on(stroke, page.glyphs)
    for scribble in scribbles:
        crossed[_glyphs_under(scribble, page.glyphs.boxes)] = True
    crossed &= groups >= 0
    cells = set(groups[crossed].tolist())
    for stroke in long:
        cells.update(_traversed(stroke, grids))
    cells &= set(groups.tolist())
    if not cells:
        return ()
    text = page.sample(np.isin(groups, list(cells)))
    return (finding("drawing_in_cell", "crossed", page_number=page.page_number, text=text, count=len(cells)),)


def _ends(stroke: Drawing) -> tuple[tuple[float, float], tuple[float, float]]:
    rises = stroke.sign == LEANING_STROKES[0]
    return (stroke.x0, stroke.bottom if rises else stroke.top), (stroke.x1, stroke.top if rises else stroke.bottom)


def _glyphs_on(stroke: Drawing, glyphs: Glyphs) -> NDArray[np.bool_]:
    """Return which glyphs' ink a stroke runs through, shape (n,)."""
    (x0, y0), (x1, y1) = _ends(stroke)
    boxes, (x, y) = glyphs.boxes, glyphs.middles
    reach = INK * ((boxes[:, 2] - boxes[:, 0]) * abs(y1 - y0) + (boxes[:, 3] - boxes[:, 1]) * abs(x1 - x0))
    along = (stroke.x0 <= x) & (x <= stroke.x1) & (stroke.top <= y) & (y <= stroke.bottom)
    on_it: NDArray[np.bool_] = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) <= reach
    return along & on_it


def _glyphs_under(scribble: Drawing, boxes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of the glyphs whose ink a scribble runs through; none where it misses most of those within."""
    import numpy as np

    middles, reach = (boxes[:, :2] + boxes[:, 2:]) / 2, INK * (boxes[:, 2:] - boxes[:, :2])
    low, high = scribble.box[:2], scribble.box[2:]
    within: NDArray[np.int64] = np.flatnonzero(((middles >= low) & (middles <= high)).all(axis=1))
    path = np.array(scribble.path)
    lengths = np.hypot(*np.diff(path, axis=0).T)
    if not len(within) or lengths.sum() > MOST_STEPS * STEP:
        return within[:0]
    along = np.concatenate(([0.0], np.cumsum(lengths)))
    steps = np.arange(0.0, along[-1], STEP)
    points = np.column_stack([np.interp(steps, along, path[:, axis]) for axis in (0, 1)])
    inside: NDArray[np.bool_] = np.abs(points[None] - middles[within, None]) <= reach[within, None]
    near: NDArray[np.bool_] = np.logical_and.reduce(inside, axis=2).any(axis=1)
    enough = max(FEWEST_LETTERS, SCRIBBLED * len(within))
    return within[near] if near.sum() >= enough else within[:0]


def _traversed(stroke: Drawing, grids: Sequence[Grid]) -> Iterator[int]:
    """Yield the cells that a stroke crosses, counted through all grids, without a header's corner that it parts."""
    offset = 0
    for grid in grids:
        shared = grid.box.intersection(stroke.box)
        for number, cell in enumerate(grid.cells if min(shared.width, shared.height) >= 0 else ()):
            within = _length_within(stroke, cell.box)
            is_corner = cell.row_index == 0 and cell.box.holds(stroke.box, 1)
            if not is_corner and (within[0] >= TRAVERSED * cell.box.width or within[1] >= TRAVERSED * cell.box.height):
                yield offset + number
        offset += len(grid.cells)


def _length_within(stroke: Drawing, box: Box) -> tuple[float, float]:
    """Return how wide and how high the part of a stroke is that lies within a box."""
    (x0, y0), (x1, y1) = _ends(stroke)
    first, last = 0.0, 1.0
    for start, run, low, high in ((x0, x1 - x0, box.x0, box.x1), (y0, y1 - y0, box.top, box.bottom)):
        if run == 0:
            if not low <= start <= high:
                return 0.0, 0.0
            continue
        enter, leave = sorted(((low - start) / run, (high - start) / run))
        first, last = max(first, enter), min(last, leave)
    share = max(last - first, 0.0)
    return share * abs(x1 - x0), share * abs(y1 - y0)
