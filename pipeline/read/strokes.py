"""Small geometry that both readers share: from drawn paths to rules and shades, and what can be seen of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from pipeline.model import Box, Rule, Shade

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_RULE_THICKNESS = 3.6
"""In points. Office programs draw their thickest border at 3 pt, double ones at 3.4; a line of text is over 4."""

AXIS_TOLERANCE = 0.35
"""In points. How far a stroke's ends may be out of line for it to count as upright or level."""

SPECK_GAP = 4.5
"""In points. Dots of a dotted border stand 1 to 3 pt apart; letters' strokes are no path objects."""


CLIP_MARGIN = 1.0
"""In points. What stands out of its clip path by less is left whole: a border on the print area's edge."""

Point = tuple[float, float]


class Painted(NamedTuple):
    """A filled area of a page, thin or not, with its place in the painting order."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    order: int


class Strokes(Struct):
    """What was drawn on a page so far, in painting order. ``order`` counts on with every path."""

    rules: list[Painted] = field(default_factory=list)
    specks: list[Painted] = field(default_factory=list)
    shades: list[Painted] = field(default_factory=list)
    order: int = 0

    def add_stroke(self, start: Point, end: Point, width: float, colour: str) -> None:
        """Take a straight stroke, in points as shown; one that is neither level nor upright is a drawing."""
        (x0, y0), (x1, y1), half = start, end, width / 2
        if abs(y1 - y0) <= AXIS_TOLERANCE:
            box = (min(x0, x1), (y0 + y1) / 2 - half, max(x0, x1), (y0 + y1) / 2 + half)
        elif abs(x1 - x0) <= AXIS_TOLERANCE:
            box = ((x0 + x1) / 2 - half, min(y0, y1), (x0 + x1) / 2 + half, max(y0, y1))
        else:
            return
        self._add_thin(box, colour)

    def add_rectangle(self, box: tuple[float, float, float, float], colour: str) -> None:
        """Take a filled rectangle: a rule where it is thin, a shade where it is not."""
        x0, top, x1, bottom = box
        if min(x1 - x0, bottom - top) <= MAX_RULE_THICKNESS:
            self._add_thin((x0, top, x1, bottom), colour)
        else:
            self.shades.append(Painted(x0, top, x1, bottom, colour, self.order))

    def count(self) -> tuple[int, int, int]:
        """Return how many rules, specks and shades there are."""
        return len(self.rules), len(self.specks), len(self.shades)

    def cut(self, before: tuple[int, int, int], clip: Box) -> None:
        """Cut what was added since those counts to what a clip path shows: Qt draws a table whole on every page."""
        x0, top, x1, bottom = (side + CLIP_MARGIN * sign for side, sign in zip(clip, (-1, -1, 1, 1), strict=True))
        for painted, start in zip((self.rules, self.specks, self.shades), before, strict=True):
            shown = [
                row._replace(
                    x0=max(row.x0, x0), top=max(row.top, top), x1=min(row.x1, x1), bottom=min(row.bottom, bottom)
                )
                for row in painted[start:]
            ]
            painted[start:] = [row for row in shown if row.x1 >= row.x0 and row.bottom >= row.top]

    def _add_thin(self, box: tuple[float, float, float, float], colour: str) -> None:
        long_side = max(box[2] - box[0], box[3] - box[1])
        target = self.specks if long_side <= MAX_RULE_THICKNESS else self.rules
        target.append(Painted(*box, colour, self.order))


def rules_and_shades(strokes: Strokes) -> tuple[list[Rule], list[Shade]]:
    """Return the rules, dotted ones joined, each with whether it can be seen, and the shades that can be seen."""
    drawn = [*strokes.rules, *_specks_to_strokes(strokes.specks), *filter(_is_flat, strokes.specks)]
    visible = _visible(drawn, strokes.shades)
    rules = [Rule(*row[:5], visible=seen) for row, seen in zip(drawn, visible, strict=True)]
    return rules, [Shade(*row[:5]) for row in strokes.shades]


def _specks_to_strokes(
    specks: Sequence[Painted],
) -> list[Painted]:
    """Join specks that follow each other in a row or a column, at least four of them, into one stroke."""
    strokes: list[Painted] = []
    for axis in (0, 1):
        for row in _rows_of_specks(specks, 1 - axis):
            chain: list[Painted] = []
            for speck in sorted(row, key=lambda s: s[:4][axis]):
                if chain and speck[:4][axis] - chain[-1][:4][axis + 2] > SPECK_GAP:
                    _close_chain(chain, strokes)
                    chain = []
                chain.append(speck)
            _close_chain(chain, strokes)
    return strokes


def _is_flat(speck: Painted) -> bool:
    """Tell whether a speck is a short stroke by itself: the underline of a single half-width digit."""
    width, height = speck.x1 - speck.x0, speck.bottom - speck.top
    return width >= 2.0 and width >= 3 * height


def _rows_of_specks(specks: Sequence[Painted], across: int) -> list[list[Painted]]:
    """Group specks whose middles lie on one line: within 0.4 points of the next, and 1.2 in all."""
    rows: list[list[Painted]] = []
    first = last = float("-inf")
    for middle, speck in sorted((sum(speck[:4][across::2]) / 2, speck) for speck in specks):
        if middle - last > 0.4 or middle - first > 1.2:
            rows.append([])
            first = middle
        rows[-1].append(speck)
        last = middle
    return rows


def _close_chain(
    chain: Sequence[Painted],
    strokes: list[Painted],
) -> None:
    if len(chain) < 4:
        return
    strokes.append(
        Painted(
            min(speck.x0 for speck in chain),
            min(speck.top for speck in chain),
            max(speck.x1 for speck in chain),
            max(speck.bottom for speck in chain),
            chain[0].colour,
            chain[0].order,
        )
    )


def _visible(
    drawn: Sequence[Painted],
    shades: Sequence[Painted],
) -> list[bool]:
    """Tell of each stroke whether it differs from what lies behind it and nothing painted later covers it."""
    if not drawn:
        return []
    if not shades or len(drawn) * len(shades) > 8_000_000:
        return [not nearly_same_colour(row.colour, "#ffffff") for row in drawn]
    import numpy as np

    boxes = np.array([row[:4] for row in drawn])
    order = np.array([row[5] for row in drawn])
    behind = backgrounds(boxes, order, shades)
    shade_boxes = np.array([row[:4] for row in shades])
    shade_order = np.array([row[5] for row in shades])
    inside = _inside(boxes, shade_boxes, 0.3)
    covered = (inside & (shade_order[None, :] > order[:, None])).any(axis=1)
    return [
        not hidden and not nearly_same_colour(row[4], colour)
        for row, colour, hidden in zip(drawn, behind, np.atleast_1d(covered), strict=True)
    ]


def backgrounds(
    boxes: NDArray[np.float64],
    order: NDArray[np.int64] | None,
    shades: Sequence[Painted | Shade],
) -> list[str]:
    """Return the colour behind each box, shape (n, 4): that of the last shade painted under its middle, else white.

    ``order`` gives each box's own place in the painting order; None takes every shade to lie under it.
    """
    import numpy as np

    if not shades:
        return ["#ffffff"] * len(boxes)
    shade_boxes = np.array([row[:4] for row in shades])
    middles = np.stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2] * 2, axis=1)
    under = _inside(middles, shade_boxes, -0.05)
    if order is not None:
        shade_order = np.array([row.order for row in shades if isinstance(row, Painted)])
        under &= shade_order[None, :] < order[:, None]
    last = np.where(under.any(axis=1), under.shape[1] - 1 - under[:, ::-1].argmax(axis=1), -1)
    return [shades[index][4] if index >= 0 else "#ffffff" for index in last.tolist()]


def _inside(boxes: NDArray[np.float64], frames: NDArray[np.float64], margin: float) -> NDArray[np.bool_]:
    """Return shape (boxes, frames): whether a box lies in a frame and ``margin`` points away from its sides."""
    return (
        (boxes[:, None, 0] >= frames[None, :, 0] + margin)
        & (boxes[:, None, 1] >= frames[None, :, 1] + margin)
        & (boxes[:, None, 2] <= frames[None, :, 2] - margin)
        & (boxes[:, None, 3] <= frames[None, :, 3] - margin)
    )


@lru_cache(1024)  # a page's hundreds of rules have a colour or two
def nearly_same_colour(first: str, second: str) -> bool:
    """Tell whether no eye would part the two ``#rrggbb``: no channel differs by more than 8 of 255."""
    if first == second:
        return True
    return all(abs(int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) <= 8 for i in (1, 3, 5))
