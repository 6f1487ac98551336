"""A page as it was read, held against the page as it is painted: for ``--audit``, on every page.

The page is painted in colour twice, with and without its text. The difference is exactly what the text adds, so no
threshold against noise is needed: rules, underlines and cell colours cancel. A glyph that adds nothing is not seen; one
that adds another colour than its run's was read in a wrong colour; ink that text adds where no glyph was read, and what
is drawn where no rule, fill, picture or sign was read, went unread.

Nothing is changed by it. What is decided from the painting alone is decided in ``ink`` and ``paint``, on the pages that
need it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.colours import channels
from pipeline.findings import finding
from pipeline.model import Finding, Page
from pipeline.overlaps import shared_extents
from pipeline.read_pdfium.ink_paint import Painter, box_sums

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE = 100 / 72
"""Pixels a point. 36 dpi loses shapes, and more than 100 shows nothing that 100 does not."""

LITTLE = 8
"""Sum of a box's steps of 255: less is the edge of a neighbour."""

COSINE = 0.96
"""Of the colour that a glyph adds and its run's: mixtures of red and black have 0.87 to 0.94, all that agree 0.99."""

CONTRAST = 60.0
"""Of 441. A colour that is nearer to what is behind it has no direction that could be measured."""

MOST = 0.5
"""Of a run's letters. A run has one colour; a few that differ lie under or over those of another text."""

LEAST_INK = 0.02
"""Of what the box would change if it were filled with its colour: less than that has no direction either."""

STEP = 40
"""Of 255, between neighbouring pixels: what is drawn, and not the slope of a shading."""

LEAST_PIXELS, LEAST_SIDE = 12, 4.0
"""A patch of ink with fewer pixels, or of a side shorter than that in points, is an edge or a speck."""

UNCLIPPED = 0.9
"""Of a glyph's width and height that its clip path leaves, from which on all of it is to be seen."""

_NO_CLIP = (-1e9, -1e9, 1e9, 1e9)

NEAR = 2.0
"""In points. Ink so near to a glyph, rule, fill, picture or sign that was read is its own."""


def look_at_painting(sheet: Any, page: Page, texts: Iterable[int]) -> Iterator[Finding]:
    """Yield what the painted page shows otherwise than it was read.

    Args:
        sheet: The open page of PDFium.
        page: The same page as it was read.
        texts: All its text objects, by their addresses.
    """
    import numpy as np

    painter = Painter(sheet, SCALE, in_colour=True)
    whole, bare, scale = painter.whole(), painter.without(texts), painter.scale
    added = np.abs(whole.astype(np.int16) - bare).max(axis=2).astype(np.uint8)
    number = page.page_number
    if page.glyphs.text:
        unseen = _without_ink(page, added, scale)
        if unseen.any():
            yield finding("text_without_ink", page_number=number, count=int(unseen.sum()))
        other = _in_another_colour(page, whole, bare, scale) & ~unseen
        if other.any():
            count, text = int(other.sum()), page.sample(other)
            yield finding("painted_colour_differs", page_number=number, count=count, text=text)
    letters = _patches((added > STEP) & ~_covered([page.glyphs.boxes], added.shape, scale), scale)
    drawn = _patches(_edges(bare) & ~_covered(_all_boxes(page), added.shape, scale), scale)
    if letters or drawn:
        yield finding("ink_not_read", page_number=number, letters=letters, drawn=drawn)


def _without_ink(page: Page, added: NDArray[np.uint8], scale: float) -> NDArray[np.bool_]:
    """Return which glyphs, though the file lets them be painted, add nothing to the picture; shape (n,).

    What a clip path cuts off is not asked: Excel clips a text to its cell, and all of it is wanted.
    """
    import numpy as np

    boxes = page.glyphs.boxes
    seen = box_sums(added, boxes * scale, shrink=-1.0) >= LITTLE
    clips = np.array([kind.clip or _NO_CLIP for kind in page.text_runs.kinds], np.float64)
    clips = clips[page.text_runs.kind_of[page.glyphs.runs]]
    left = shared_extents(boxes, clips)
    whole = (left >= UNCLIPPED * (boxes[:, 2:] - boxes[:, :2])).all(axis=1)
    unseen: NDArray[np.bool_] = ~seen & whole & page.of_glyphs(lambda run: run.visible, np.bool_)
    return unseen


def _in_another_colour(
    page: Page, whole: NDArray[np.uint8], bare: NDArray[np.uint8], scale: float
) -> NDArray[np.bool_]:
    """Return which glyphs change the picture towards another colour than their run's; shape (n,).

    Of a run most letters differ then. Punctuation is not asked: it has little ink, and its box much of its neighbours'.
    """
    import numpy as np

    boxes = page.glyphs.boxes * scale
    height, width = whole.shape[:2]
    middles = np.rint((boxes[:, :2] + boxes[:, 2:]) / 2).astype(int)
    x, y = np.clip(middles[:, 0], 0, width - 1), np.clip(middles[:, 1], 0, height - 1)
    behind = bare[y, x].astype(np.float64)
    own = np.array([channels(kind.colour) for kind in page.text_runs.kinds], np.float64)
    wanted = behind - own[page.text_runs.kind_of[page.glyphs.runs]]
    change = bare.astype(np.int16) - whole
    darker, lighter = np.maximum(change, 0).astype(np.uint8), np.maximum(-change, 0).astype(np.uint8)
    found = np.stack(
        [
            box_sums(darker[:, :, channel], boxes, shrink=0.0) - box_sums(lighter[:, :, channel], boxes, shrink=0.0)
            for channel in range(3)
        ],
        axis=1,
    )
    length, strength = np.linalg.norm(wanted, axis=1), np.linalg.norm(found.astype(np.float64), axis=1)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    cosine = (found * wanted).sum(axis=1) / np.maximum(length * strength, 1e-9)
    letters = np.array([unicodedata.category(text[0])[0] != "P" for text in page.glyphs.text], np.bool_)
    visible = page.of_glyphs(lambda run: run.visible, np.bool_)
    told = (length > CONTRAST) & (strength > LEAST_INK * area * length)
    asked = letters & visible & told
    differs: NDArray[np.bool_] = asked & (cosine < COSINE)
    of_run = [np.bincount(page.glyphs.runs, which, len(page.text_runs)) for which in (differs, asked)]
    most: NDArray[np.bool_] = of_run[0] > MOST * of_run[1]
    return differs & most[page.glyphs.runs]


def _all_boxes(page: Page) -> list[NDArray[np.float64]]:
    """Return the boxes of all that was read, each shape (n, 4): of a fill its sides, and what is drawn on it is not."""
    import numpy as np

    def boxes(found: Iterable[Any]) -> NDArray[np.float64]:
        return np.array([each[:4] for each in found], np.float64).reshape(-1, 4)

    shades = boxes(page.shades)
    sides = [shades.copy() for _ in range(4)]
    for side, (kept, moved) in zip(sides, ((0, 2), (2, 0), (1, 3), (3, 1)), strict=True):
        side[:, moved] = side[:, kept]
    return [page.glyphs.boxes, boxes(page.rules), boxes(page.images), boxes(page.drawings), *sides]


def _edges(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where a pixel differs from the one before or above it, shape (height, width)."""
    import numpy as np

    edges = np.zeros(picture.shape[:2], np.bool_)
    for axis in (0, 1):
        step = np.abs(np.diff(picture.astype(np.int16), axis=axis)).max(axis=2) > STEP
        edges[1:, :] |= step if axis == 0 else False
        edges[:, 1:] |= step if axis == 1 else False
    return edges


def _covered(boxes: Iterable[NDArray[np.float64]], shape: tuple[int, ...], scale: float) -> NDArray[np.bool_]:
    """Return which pixels lie in or near any of the boxes, in points; shape (height, width)."""
    import numpy as np

    corners = np.concatenate(list(boxes))
    height, width = shape[:2]
    low = np.floor((corners[:, :2] - NEAR) * scale).astype(int).clip(0, (width, height))
    high = np.ceil((corners[:, 2:] + NEAR) * scale).astype(int).clip(0, (width, height))
    steps = np.zeros((height + 1, width + 1), np.int32)
    for x, y, sign in ((low, low, 1), (high, high, 1), (low, high, -1), (high, low, -1)):
        np.add.at(steps, (y[:, 1], x[:, 0]), sign)
    covered: NDArray[np.bool_] = steps.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0
    return covered


def _patches(ink: NDArray[np.bool_], scale: float) -> int:
    """Return how many patches of ink there are that are no specks; pixels that touch are of one patch."""
    import numpy as np

    if np.count_nonzero(ink) < LEAST_PIXELS:
        return 0
    from scipy import ndimage

    labels, _ = ndimage.label(ink, structure=np.ones((3, 3)))
    sizes = np.bincount(labels.ravel())
    places = ndimage.find_objects(labels)
    least = LEAST_SIDE * scale
    return sum(
        size >= LEAST_PIXELS and min(place[0].stop - place[0].start, place[1].stop - place[1].start) >= least
        for size, place in zip(sizes[1:].tolist(), places, strict=True)
    )
