"""Frames drawn inside a table that are no part of it: a red box around what is new, over one cell or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Box, Rule
from pipeline.parse.grid import Grid
from pipeline.parse.segments import SAME_LINE

CORNER = 1.2
"""In points. The four sides of a frame meet within this."""

ENDS_ON = 1.2
"""In points. A line that ends this near a frame's side ends on it: the frame is the table's then."""


def frames_inside(rules: Sequence[Rule], grids: Sequence[Grid]) -> list[Rule]:
    """Return the rules that frame something within one of the grids.

    The grids are those of all rules; the sides of a table's cells meet other lines at their ends, or in between. A
    frame is crossed by lines at the most.
    """
    quads = [quad for quad in _quads(rules) if any(_lies_inside(quad, grid) for grid in grids)]
    if not quads:
        return []
    boxes = [_outline(quad) for quad in quads]
    own = {id(rule) for quad in quads for rule in quad}
    found: list[Rule] = []
    for number, (quad, box) in enumerate(zip(quads, boxes, strict=True)):
        others = [rule for rule in rules if id(rule) not in own]
        beside = [other for place, other in enumerate(boxes) if place != number]
        if not any(_ends_on(rule, box) for rule in others) and not any(_is_beside(box, other) for other in beside):
            found += quad
    return found


def _quads(rules: Sequence[Rule]) -> Iterator[tuple[Rule, ...]]:
    """Yield each four rules that follow each other and close a rectangle, as a stroked one is read."""
    place = 0
    while place + 4 <= len(rules):
        four = tuple(rules[place : place + 4])
        if _closes(four):
            yield four
            place += 4
        else:
            place += 1


def _closes(four: tuple[Rule, ...]) -> bool:
    if len({rule.colour for rule in four}) > 1 or sum(rule.is_level for rule in four) != 2:
        return False
    first, second = (rule for rule in four if rule.is_level)
    one, other = (rule for rule in four if not rule.is_level)
    outline = _outline(four)
    spans = all(abs(r.x0 - outline.x0) < CORNER and abs(r.x1 - outline.x1) < CORNER for r in (first, second))
    rises = all(abs(r.top - outline.top) < CORNER and abs(r.bottom - outline.bottom) < CORNER for r in (one, other))
    return spans and rises and min(outline.width, outline.height) > 2 * SAME_LINE


def _outline(rules: Sequence[Rule]) -> Box:
    return Box(
        min(rule.x0 for rule in rules), min(rule.top for rule in rules),
        max(rule.x1 for rule in rules), max(rule.bottom for rule in rules),
    )  # fmt: skip


def _lies_inside(quad: Sequence[Rule], grid: Grid) -> bool:
    box, outline = _outline(quad), grid.box
    return outline.holds(box, 0) and box.area < 0.9 * outline.area


def _ends_on(rule: Rule, box: Box) -> bool:
    """Tell whether a rule ends on a side of the box, between its corners."""
    level = (rule.top + rule.bottom) / 2, (rule.x0, rule.x1), (box.x0, box.x1), (box.top, box.bottom)
    upright = (rule.x0 + rule.x1) / 2, (rule.top, rule.bottom), (box.top, box.bottom), (box.x0, box.x1)
    at, ends, sides, span = level if rule.is_level else upright
    near = span[0] - ENDS_ON <= at <= span[1] + ENDS_ON
    return near and any(abs(end - side) <= ENDS_ON for end in ends for side in sides)


def _is_beside(box: Box, other: Box) -> bool:
    """Tell whether two frames share a side, or nearly: cells that are drawn one by one do."""
    level = min(box.x1, other.x1) - max(box.x0, other.x0)
    upright = min(box.bottom, other.bottom) - max(box.top, other.top)
    above = min(abs(box.top - other.bottom), abs(box.bottom - other.top), abs(box.top - other.top))
    aside = min(abs(box.x0 - other.x1), abs(box.x1 - other.x0), abs(box.x0 - other.x0))
    return (level > 0 and above <= SAME_LINE) or (upright > 0 and aside <= SAME_LINE)
