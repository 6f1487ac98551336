"""What both readers conclude from a page's strokes: which are rules, what can be seen of them, and what lies behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.colours import WHITE, nearly_same_colour
from pipeline.drawing.dashes import dashes_to_strokes
from pipeline.drawing.strokes import Painted, Strokes
from pipeline.model import Rule, Shade
from pipeline.overlaps import box_array, overlapping

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPECK_GAP = 4.5
"""In points. Dots of a dotted border stand 1 to 3 pt apart; letters' strokes are no path objects."""

FEWEST_SPECKS = 4
"""Dots in line that are a rule; three are an ellipsis."""

COVERED = 0.3
"""In points. How far a stroke lies within what was painted over it; one on its side still shows."""


def rules_and_shades(strokes: Strokes) -> tuple[list[Rule], list[Shade]]:
    """Return the rules, dotted ones joined, each with whether it can be seen, and the shades.

    A rule that is covered in part is several: what shows of it, and what does not.
    """
    drawn = [*strokes.rules, *_specks_to_strokes(strokes.specks), *_flat_strokes(strokes.specks, strokes.shades)]
    shades = [Shade(*row[:5]) for row in strokes.shades]
    if not shades:
        return [Rule(*row[:5], visible=not nearly_same_colour(row.colour, WHITE)) for row in drawn], shades
    return list(_seen_and_covered(drawn, strokes.shades)), shades


def _specks_to_strokes(specks: Sequence[Painted]) -> list[Painted]:
    """Join specks that follow each other in a row or a column, at least four of them, into one stroke."""
    import numpy as np

    if len(specks) < FEWEST_SPECKS:
        return []
    boxes = box_array(specks)
    strokes: list[Painted] = []
    for axis in (0, 1):
        row = _rows_of_specks((boxes[:, 1 - axis] + boxes[:, 3 - axis]) / 2)
        order = np.lexsort((boxes[:, axis], row))
        gap = boxes[order[1:], axis] - boxes[order[:-1], axis + 2] > SPECK_GAP
        starts = np.flatnonzero(np.concatenate(([True], gap | (row[order[1:]] != row[order[:-1]]))))
        long = np.diff([*starts, len(order)]) >= FEWEST_SPECKS
        low, high = np.minimum.reduceat(boxes[order], starts), np.maximum.reduceat(boxes[order], starts)
        joined = np.hstack((low[:, :2], high[:, 2:]))[long].tolist()
        first = order[starts[long]].tolist()
        strokes += (Painted(*box, *specks[n][4:6]) for box, n in zip(joined, first, strict=True))
    return strokes


def _flat_strokes(specks: Sequence[Painted], shades: Sequence[Painted]) -> list[Painted]:
    """Return the specks that are short strokes, joined to dashed ones: the underline of a single half-width digit."""
    import numpy as np

    flat = [speck for speck in specks if _is_flat(speck)]
    grounds = backgrounds(box_array(flat), np.array([speck.order for speck in flat]), shades) if flat else []
    return dashes_to_strokes(flat, grounds)


def _is_flat(speck: Painted) -> bool:
    width, height = speck.x1 - speck.x0, speck.bottom - speck.top
    return width >= 2.0 and width >= 3 * height


def _rows_of_specks(middles: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each speck the line that its middle lies on: within 0.4 points of the next, and 1.2 in all."""
    import numpy as np

    heights, place = np.unique(middles, return_inverse=True)  # ten thousand dots have some hundred
    rows = np.zeros(len(heights), np.int64)
    number, first, last = -1, float("-inf"), float("-inf")
    for index, middle in enumerate(heights.tolist()):
        if middle - last > 0.4 or middle - first > 1.2:
            number, first = number + 1, middle
        rows[index] = number
        last = middle
    return rows[place]


def _seen_and_covered(drawn: Sequence[Painted], shades: Sequence[Painted]) -> Iterator[Rule]:
    """Yield each stroke as rules: seen where it differs from what lies behind, and nothing painted later covers it."""
    import numpy as np

    if not drawn:
        return
    boxes, order = box_array(drawn), np.array([row.order for row in drawn])
    behind = backgrounds(boxes, order, shades)
    covers = _covers(boxes, order, shades)
    for number, row in enumerate(drawn):
        differs = not nearly_same_colour(row.colour, behind[number])
        if number not in covers:
            yield Rule(*row[:5], visible=differs)
            continue
        for start, end, covered in _cut(row, covers[number]):
            box = (start, row.top, end, row.bottom) if row.is_level else (row.x0, start, row.x1, end)
            yield Rule(*box, row.colour, visible=differs and not covered)


def _covers(
    boxes: NDArray[np.float64], order: NDArray[np.int64], shades: Sequence[Painted]
) -> dict[int, list[tuple[float, float]]]:
    """Return for strokes that shades were painted over which stretches of them these cover.

    One that lies on a shade's side is not covered: fills that are painted after the borders end in their middle.
    """
    import numpy as np

    first = int(order.min())
    if not any(shade.opaque and shade.order > first for shade in shades):
        return {}
    frames = box_array(shades)
    i, j = overlapping(boxes, frames)
    opaque = np.array([shade.opaque for shade in shades])[j]
    later = np.array([shade.order for shade in shades])[j] > order[i]
    i, j = i[opaque & later], j[opaque & later]
    level = boxes[:, 2] - boxes[:, 0] >= boxes[:, 3] - boxes[:, 1]
    low, high = np.where(level, 1, 0)[i], np.where(level, 3, 2)[i]
    within = (boxes[i, low] >= frames[j, low] + COVERED) & (boxes[i, high] <= frames[j, high] - COVERED)
    i, j, start = i[within], j[within], np.where(level, 0, 1)[i[within]]
    stretches: dict[int, list[tuple[float, float]]] = {}
    for number, begin, end in zip(i.tolist(), frames[j, start].tolist(), frames[j, start + 2].tolist(), strict=True):
        stretches.setdefault(number, []).append((begin, end))
    return stretches


def _cut(row: Painted, covers: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float, bool]]:
    """Yield the stretches of a stroke, from one end to the other, with whether they are covered."""
    at, end = (row.x0, row.x1) if row.is_level else (row.top, row.bottom)
    for start, stop in sorted(covers):
        if stop <= at + COVERED:
            continue
        if start > at + COVERED:
            yield at, min(start, end), False
            at = start
        if at >= end:
            return
        yield at, min(stop, end), True
        at = min(stop, end)
    if end - at > COVERED:
        yield at, end, False


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
        return [WHITE] * len(boxes)
    middles = np.stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2] * 2, axis=1)
    i, j = overlapping(middles, box_array(shades))
    if order is not None:
        before = np.array([row.order for row in shades if isinstance(row, Painted)])[j] < order[i]
        i, j = i[before], j[before]
    last = np.full(len(boxes), -1)
    np.maximum.at(last, i, j)
    return [shades[index].colour if index >= 0 else WHITE for index in last.tolist()]
