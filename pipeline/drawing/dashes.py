"""Level strokes that follow each other in line, and are one line: dashes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.drawing.strokes import Painted
from pipeline.model import Rule
from pipeline.overlaps import box_array

DASH_GAP = 3.0
"""In points. Dashes of one line stand no further apart."""

LONGEST_DASH = 9.0
"""In points. Chromium's dashes are three times as long as its line is thick, and their gaps two thirds of that."""

DASH_SHARE = 0.75
"""Of a dash's length, which the gap after it is smaller than; a letter left out between underlined ones is as wide."""

SAME_PLACE = 0.15
"""In points. Strokes of one line have the same sides but for rounding."""


def dashes_to_strokes(dashes: Sequence[Painted], grounds: Sequence[str]) -> list[Painted]:
    """Join level strokes of one colour that follow each other in line, over one colour: a page may have ten thousand.

    What this leaves apart is judged by ``join_dashes``; each stroke has the place of its first in the painting order.
    ``grounds`` has the colour behind each.
    """
    import numpy as np

    if not dashes:
        return []
    boxes = box_array(dashes)
    kinds: dict[tuple[str, str], int] = {}
    of_kind = [
        kinds.setdefault((dash.colour, ground), len(kinds)) for dash, ground in zip(dashes, grounds, strict=True)
    ]
    lines = np.vstack((of_kind, boxes[:, 1].round(1), boxes[:, 3].round(1)))
    order = np.lexsort((boxes[:, 0], *lines))
    x0, _, x1, _ = boxes[order].T
    apart = (lines[:, order[1:]] != lines[:, order[:-1]]).any(axis=0) | (x0[1:] - x1[:-1] > DASH_GAP)
    starts = np.flatnonzero(np.concatenate(([True], apart)))
    ends = np.maximum.reduceat(x1, starts).tolist()
    return [dashes[n]._replace(x1=end) for n, end in sorted(zip(order[starts].tolist(), ends, strict=True))]


def join_dashes(levels: Sequence[Rule]) -> list[Rule]:
    """Join level strokes that follow each other in line: each dash of a dashed side alone looks like an underline."""
    levels = sorted(levels, key=lambda rule: (rule.colour, round(rule.top + rule.bottom, 1), rule.x0))
    joined = levels[:1]
    for before, rule in pairwise(levels):
        last = joined[-1]
        if _goes_on(last, before, rule):
            joined[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            joined.append(rule)
    return joined


def _goes_on(line: Rule, before: Rule, rule: Rule) -> bool:
    """Tell whether a level stroke goes on with a line, of which the one before is the last stroke."""
    if abs(rule.top - line.top) >= SAME_PLACE or abs(rule.bottom - line.bottom) >= SAME_PLACE:
        return False
    gap = rule.x0 - line.x1
    return rule.colour == line.colour and (gap <= DASH_GAP or gap <= _gap_of_dashes(before, rule))


def _gap_of_dashes(before: Rule, rule: Rule) -> float:
    """Return how far two short strokes of one length may stand apart as dashes: less than an author leaves out."""
    lengths = [before.x1 - before.x0, rule.x1 - rule.x0]
    is_dash = max(lengths) <= LONGEST_DASH and max(lengths) - min(lengths) < 0.1 * max(lengths)
    return DASH_SHARE * min(lengths) if is_dash else 0.0
