"""The same letters printed twice in two colours: the upper print is what a person sees.

PDFium's text page has the first of two equal letters on one place, with its colour. The other object is left out whole,
but stands among the page's objects, with its place in the painting order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pipeline.model import Glyphs, TextRun, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ACROSS, DOWN = 0.2, 0.5
"""How much of a glyph's width, and of the ink's height, both prints have in common. The ink of 。 takes a third of its
em, and neighbours reach into each other by less than a tenth."""


class Overprint(NamedTuple):
    """A text object that was left out, for its letters were printed before: its ink, as shown, colour and order.

    It has no colour where it is not simply filled with one.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str | None
    order: int


def see_upper_print(
    glyphs: Glyphs, runs: TextRuns, orders: Sequence[int], prints: Sequence[Overprint]
) -> tuple[Glyphs, TextRuns, NDArray[np.int64]]:
    """Return glyphs and runs as what was printed last shows them, and for each run which it was before.

    Args:
        glyphs: The page's.
        runs: Their runs.
        orders: Of each run, its place in the painting order.
        prints: What was left out, in any order.
    """
    import numpy as np

    boxes, owners = glyphs.boxes, glyphs.runs
    printed_at = np.array(orders, np.int64)[owners] if len(owners) else np.zeros(0, np.int64)
    colours: dict[int, str] = {}
    for upper in sorted(prints, key=lambda each: each.order):
        if upper.colour is None:
            continue
        wide = np.minimum(boxes[:, 2], upper.x1) - np.maximum(boxes[:, 0], upper.x0)
        high = np.minimum(boxes[:, 3], upper.bottom) - np.maximum(boxes[:, 1], upper.top)
        over = (wide > ACROSS * (boxes[:, 2] - boxes[:, 0])) & (high > DOWN * (upper.bottom - upper.top))
        chosen = np.flatnonzero(over & (printed_at < upper.order)).tolist()
        colours.update(dict.fromkeys(chosen, upper.colour))
    lower = {index: runs[int(owners[index])] for index in colours}
    colours = {
        index: colour for index, colour in colours.items() if lower[index].colour != colour or not lower[index].visible
    }
    if not colours:
        return glyphs, runs, np.arange(len(runs))
    return _with_colours(glyphs, runs, colours)


def _with_colours(
    glyphs: Glyphs, runs: TextRuns, colours: dict[int, str]
) -> tuple[Glyphs, TextRuns, NDArray[np.int64]]:
    """Return the glyphs with some in another colour, each stretch of one colour in a run of its own."""
    import numpy as np

    own = np.array([colours.get(index, "") for index in range(len(glyphs.text))], object)
    starts = np.ones(len(own), np.bool_)
    starts[1:] = (glyphs.runs[1:] != glyphs.runs[:-1]) | (own[1:] != own[:-1])
    firsts = np.flatnonzero(starts)
    before = glyphs.runs[firsts].astype(np.int64)
    parts = [runs[number] for number in before.tolist()]
    pairs = zip(parts, own[firsts].tolist(), strict=True)
    parts = [_seen(run, colour) if colour else run for run, colour in pairs]
    numbers = (np.cumsum(starts) - 1).astype(np.int32)
    return replace(glyphs, runs=numbers), TextRuns.of(parts), before


def _seen(run: TextRun, colour: str) -> TextRun:
    """Return a run with what is printed over it: a browser prints a shadowed word unseen first, and then once.

    Twice printed letters are bold; the unseen print does not count.
    """
    return replace(run, colour=colour, visible=True, bold=run.bold and run.visible)
