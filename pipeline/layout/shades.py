"""What shaded areas show of a table: sides that no rule draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.colours import WHITE
from pipeline.layout.frames import frames_inside
from pipeline.layout.grid import lines_to_grids
from pipeline.layout.segments import LineSegment, rules_to_lines
from pipeline.model import Box, Grid, Page, Rule, Shade
from pipeline.overlaps import box_array, overlapping

ON_A_LINE = 3.0
"""In points. A shade whose side lies this near a line of the grid adds nothing to it."""

LEAST = 5.0
"""In points. A shaded area from this size on may be a cell."""

THICKEST_BAR = 8.0
"""In points. A filled rectangle as thin as this that is long and holds no text is a thick rule."""

BAR_LENGTH = 8.0
"""Times its thickness. A bar from this length on is a rule rather than a blank cell."""

MEETING = 0.3
"""In points. Shades of one colour that near to each other show nothing between them."""

_INWARDS = (0.01, 0.01, -0.01, -0.01)  # areas that only touch do not meet

NESTED = 0.98
"""Of the area of the shade below it. A shade that covers more of it is the same one, painted again."""


class Drawn(NamedTuple):
    """Rules that draw a page's tables, the level lines that these are to the eye, and the tables."""

    rules: list[Rule]
    level: list[LineSegment]
    grids: list[Grid]

    @classmethod
    def by(cls, rules: list[Rule]) -> Drawn:
        """Return what rules draw."""
        level, upright = rules_to_lines(rules)
        return cls(rules, level, lines_to_grids(level, upright))


def rules_and_shades_to_grids(page: Page, drawing: Sequence[Rule]) -> Drawn:
    """Return the rules that draw the page's tables, and these.

    Where shaded areas show more than the rules do, their sides are rules too; one that is long and thin is a thick
    rule. Frames around something within a table are none.
    """
    drawn = Drawn.by(list(drawing))
    if framing := set(frames_inside([rule for rule in page.rules if rule.visible], drawn.grids)):
        drawn = Drawn.by([rule for rule in drawing if rule not in framing])
    shades = list(_seen_shades(_without_nested(page.shades)))
    if not shades:
        return drawn
    grids = drawn.grids
    cells = [cell.box for grid in grids for cell in grid.cells]
    untold = list(dict.fromkeys([*_not_in_cells(shades, cells), *_stripes(shades, grids)]))
    telling = _off_the_lines(untold, grids)
    bars = [Rule(*shade) for shade in telling if _is_bar(shade, page)]
    areas = [shade for shade in telling if min(shade.box.width, shade.box.height) > LEAST and not _is_bar(shade, page)]
    edges = _sides_seen(areas, shades, [grid.box for grid in grids]) if len(areas) > 1 else []
    return Drawn.by([*drawn.rules, *bars, *edges]) if bars or edges else drawn


def _without_nested(shades: Sequence[Shade]) -> list[Shade]:
    """Return the shades without those on a larger one of the same colour.

    Word paints a shaded cell, and then each line in it once more.
    """
    import numpy as np

    if len(shades) < 2:
        return list(shades)
    boxes = box_array(shades)
    colours: dict[str, int] = {}
    colour = np.array([colours.setdefault(shade.colour, len(colours)) for shade in shades])
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    i, j = overlapping(boxes, boxes)
    within = (boxes[i, :2] >= boxes[j, :2] - 1).all(axis=1) & (boxes[i, 2:] <= boxes[j, 2:] + 1).all(axis=1)
    nested = within & (j < i) & (colour[i] == colour[j]) & (area[i] < NESTED * area[j])
    dropped = set(i[nested].tolist())
    return [shade for number, shade in enumerate(shades) if number not in dropped]


def _not_in_cells(shades: Sequence[Shade], cells: Sequence[Box]) -> list[Shade]:
    """Return the shades that no cell holds: what lies within a cell is a highlight or the cell's own colour."""
    if not cells:
        return list(shades)
    inner, outer = box_array(shades), box_array(cells)
    i, j = overlapping(inner, outer)
    held = (inner[i, :2] >= outer[j, :2] - 1).all(axis=1) & (inner[i, 2:] <= outer[j, 2:] + 1).all(axis=1)
    within = set(i[held].tolist())
    return [shade for number, shade in enumerate(shades) if number not in within]


def _stripes(shades: Sequence[Shade], grids: Sequence[Grid]) -> list[Shade]:
    """Return the shades that stripe a table from side to side, though each may lie within a cell between uprights.

    The next stripe is of another colour, or leaves a row's height free; what is behind each line of a text does not.
    """
    stripes: list[Shade] = []
    shades = [shade for shade in shades if min(shade.box.width, shade.box.height) > LEAST]
    for grid in grids:
        left, right = grid.columns[0] + ON_A_LINE, grid.columns[-1] - ON_A_LINE
        levels: dict[tuple[int, int, str], list[Shade]] = {}
        for shade in shades:
            if grid.box.holds(shade, ON_A_LINE):
                levels.setdefault((round(shade.top), round(shade.bottom), shade.colour), []).append(shade)
        whole = [each for _, each in sorted(levels.items()) if _reaches(each, left, right)]
        apart = all(b[0].top - a[0].bottom > LEAST or a[0].colour != b[0].colour for a, b in pairwise(whole))
        if len(whole) > 1 and apart:
            stripes += (shade for each in whole for shade in each)
    return stripes


def _reaches(shades: Sequence[Shade], left: float, right: float) -> bool:
    """Tell whether shades beside each other fill the stretch between two places, but for gaps as wide as a rule."""
    for shade in sorted(shades):
        if shade.x0 > left:
            return False
        left = max(left, shade.x1 + ON_A_LINE)
    return left > right


def _off_the_lines(shades: Sequence[Shade], grids: Sequence[Grid]) -> list[Shade]:
    """Return the shades but those that have all their sides on lines of a grid."""
    if not shades or not grids:
        return list(shades)
    i, j = overlapping(box_array(shades), box_array([grid.box for grid in grids]))
    on_lines = {n for n, g in zip(i.tolist(), j.tolist(), strict=True) if _is_on_lines(shades[n], grids[g])}
    return [shade for number, shade in enumerate(shades) if number not in on_lines]


def _is_on_lines(shade: Shade, grid: Grid) -> bool:
    """Tell whether a shade has all its sides on lines that are there."""
    on_columns = all(min(abs(x - edge) for edge in grid.columns) <= ON_A_LINE for x in (shade.x0, shade.x1))
    return on_columns and all(min(abs(y - edge) for edge in grid.rows) <= ON_A_LINE for y in (shade.top, shade.bottom))


def _is_bar(shade: Shade, page: Page) -> bool:
    """Tell whether a shade is a thick rule: long, too thin for a line of text, and without any."""
    width, height = shade.box.width, shade.box.height
    if min(width, height) > THICKEST_BAR or max(width, height) < BAR_LENGTH * min(width, height):
        return False
    return not bool(page.glyphs.middles_in(shade).any())


def _seen_shades(shades: Sequence[Shade]) -> Iterator[Shade]:
    """Yield the shades but white ones on white paper: browsers paint a page's ground so, and nobody sees its sides."""
    import numpy as np

    if all(shade.colour != WHITE for shade in shades):
        yield from shades
        return
    coloured = [shade for shade in shades if shade.colour != WHITE]
    boxes = box_array(shades)
    meeting, _ = overlapping(boxes + np.array(_INWARDS), box_array(coloured))
    on_colour = set(meeting.tolist())
    yield from (shade for number, shade in enumerate(shades) if shade.colour != WHITE or number in on_colour)


def _sides_seen(areas: Sequence[Shade], shades: Sequence[Shade], tables: Sequence[Box]) -> list[Rule]:
    """Return the sides of shaded areas as rules; at a ruled table, those alone that somebody sees.

    Excel paints a row of one colour in pieces, in the height as well as in the width, and blank cells around a table in
    white: nobody sees where they meet, nor where white ends on paper. A browser paints cell by cell, and without rules
    these are all that tells of the columns.
    """
    judged = [any(_is_at(shade, table) for table in tables) for shade in areas]
    plain = [rule for shade, held in zip(areas, judged, strict=True) for rule in _shade_to_rules(shade) if not held]
    areas = [shade for shade, held in zip(areas, judged, strict=True) if held]
    if not areas:
        return plain
    sides = [rule for shade in areas for rule in _shade_to_rules(shade)]
    beyond = [strip for shade in areas for strip in _beyond_sides(shade)]
    i, j = overlapping(box_array(beyond), box_array(shades))
    covers: dict[tuple[int, bool], list[tuple[float, float]]] = {}
    for number, other in zip(i.tolist(), j.tolist(), strict=True):
        strip, shade = beyond[number], shades[other]
        across = (strip.top, strip.bottom, shade.top, shade.bottom)
        along = (shade.x0, shade.x1)
        if not sides[number].is_level:
            across, along = (strip.x0, strip.x1, shade.x0, shade.x1), (shade.top, shade.bottom)
        if across[2] <= across[0] and across[1] <= across[3]:
            covers.setdefault((number, shade.colour == sides[number].colour), []).append(along)
    return plain + [
        side
        for number, side in enumerate(sides)
        if not _is_covered(side, covers.get((number, True), []))
        and (side.colour != WHITE or _is_covered(side, covers.get((number, False), [])))
    ]


def _is_at(shade: Shade, table: Box) -> bool:
    """Tell whether a shade lies within a ruled table, or is white paper that meets one."""
    box = shade.box
    meets = box.x0 <= table.x1 and table.x0 <= box.x1 and box.top <= table.bottom and table.top <= box.bottom
    return table.holds(box, 1) or (shade.colour == WHITE and meets)


def _beyond_sides(shade: Shade) -> list[Box]:
    """Return what lies just beyond each side of a shade, in the order of its rules."""
    x0, top, x1, bottom, _ = shade
    near, far = MEETING, MEETING + 0.5
    return [
        Box(x0, top - far, x1, top - near), Box(x0, bottom + near, x1, bottom + far),
        Box(x0 - far, top, x0 - near, bottom), Box(x1 + near, top, x1 + far, bottom),
    ]  # fmt: skip


def _is_covered(side: Rule, covers: Sequence[tuple[float, float]]) -> bool:
    """Tell whether stretches cover a side from end to end, but for a hair."""
    start, end = (side.x0, side.x1) if side.is_level else (side.top, side.bottom)
    reached = start + MEETING
    for first, last in sorted(covers):
        if first > reached + MEETING:
            break
        reached = max(reached, last)
    return reached >= end - MEETING


def _shade_to_rules(shade: Shade) -> list[Rule]:
    x0, top, x1, bottom, colour = shade
    return [
        Rule(x0, top, x1, top, colour), Rule(x0, bottom, x1, bottom, colour),
        Rule(x0, top, x0, bottom, colour), Rule(x1, top, x1, bottom, colour),
    ]  # fmt: skip
