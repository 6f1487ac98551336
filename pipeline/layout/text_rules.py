"""Rules that belong to text, told from the rules that draw the table: underlines, strike-throughs, highlights.

An underline begins and ends with the glyphs above it; a side of a cell begins and ends at other rules. Where both are
so (a link that fills its cell), meeting the uprights to the half point decides for the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.drawing.dashes import SAME_PLACE, join_dashes
from pipeline.model import Glyphs, Page, Rule, Shade
from pipeline.overlaps import box_array, overlapping
from pipeline.underlines import STRIKE_BAND, UNDERLINE_BAND, glyphs_along, rules_along_text, turned_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


MEETING = 0.5
"""In points. A cell's side meets the uprights within this; an underline that fills its cell stops a padding short."""

BESIDE = 3.0
"""In points. How far from an upright a cell's side may end that is drawn with gaps at the corners."""

INK_MARGIN = 0.04
"""Of the glyphs' height: how much less than they a gap is that is left for their ink."""

HANGING = frozenset("gjpqy")
"""Letters that hang below the line they stand on, and that an underline therefore leaves out."""

MOST_BETWEEN = 2
"""Other Latin letters between such letters, each too narrow for a piece of the line of its own (typography)."""

INK_PADDING = 0.25
"""Of the glyphs' height: how much more than such letters a gap is, for the padding on both sides of their ink."""

FLATTEST_SHADE = 6.0
"""In points: a stripe of paint no higher than this, under letters, is a line under them. Rows of tables are higher."""


def split_rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    """Return the visible rules that may draw a table, and those that underline text or strike it out.

    A stroke of no width is left out where the page has others: it shows in some viewers only, and in print as a
    hairline at the most.
    """
    lying: list[Rule] = []
    standing: list[Rule] = []
    for rule in page.rules:
        if rule.visible:
            (lying if rule.is_level else standing).append(rule)
    lying = join_dashes(lying)
    wide = [[rule for rule in rules if rule.thickness > 0.01] for rules in (lying, standing)]
    if len(wide[0]) + len(wide[1]) >= 4:
        lying, standing = wide
    levels, uprights = box_array(lying), box_array(standing)
    table_colours = {rule.colour for rule in standing}
    inner = [rule for rule, is_side in zip(lying, _meet_uprights(levels, uprights), strict=True) if not is_side]
    decorating = [
        rule
        for rule in (rules_along_text(inner, page.glyphs) if inner else ())
        if _follows_text(rule, page.glyphs)
        and (
            rule.colour not in table_colours
            or _follows_text(rule, page.glyphs, (STRIKE_BAND,))
            or not _goes_on_beyond_upright(rule, levels, uprights)
        )
    ]
    sides = [rule for rule in lying if rule not in taken] if (taken := set(decorating)) else lying
    beside = _along_turned_text(page, standing, levels)
    standing = [rule for rule in standing if rule not in beside] if beside else standing
    stripes = [rule for rule in map(_as_rule, page.shades) if rule and _follows_text(rule, page.glyphs)]
    return [*standing, *sides], [*_without_gaps_for_ink(decorating, page.glyphs), *beside, *stripes]


def _along_turned_text(page: Page, standing: Sequence[Rule], levels: NDArray[np.float64]) -> list[Rule]:
    """Return the standing rules that strike out or underline text which runs down or up.

    A side of a cell begins and ends at the height of a level rule, wherever that lies, or a gap beside it. A line
    through letters may come as near.
    """
    free = _ends_apart(standing, levels, MEETING)
    if not any(free) or not page.glyphs.text:  # as on most pages
        return []
    may_underline = _ends_apart(standing, levels, BESIDE)
    texts = turned_texts(page)
    return [
        rule
        for rule, below, is_free in zip(standing, may_underline, free, strict=True)
        if is_free
        and any(
            _follows_text(text.turned(rule), text.glyphs, (*text.strike, *(text.underline if below else ())))
            for text in texts
        )
    ]


def _ends_apart(standing: Sequence[Rule], levels: NDArray[np.float64], reach: float) -> list[bool]:
    """Tell of each standing rule whether one of its ends is further than that from the height of any level rule."""
    import numpy as np

    ends = np.array([(rule.top, rule.bottom) for rule in standing]).reshape(-1, 2)
    edges = np.append(np.sort(levels[:, 1:4:2], axis=None), np.inf)
    apart = edges[np.searchsorted(edges, ends - reach)] > ends + reach
    either: list[bool] = np.logical_or.reduce(apart, axis=1).tolist()
    return either


def _goes_on_beyond_upright(rule: Rule, levels: NDArray[np.float64], uprights: NDArray[np.float64]) -> bool:
    """Tell whether a rule goes on, in line, on the other side of an upright beside it.

    Sides that are drawn cell by cell, with gaps at the corners, stand in line with those of the next cells; the
    underline of a text that fills its cell stands alone. Where a whole row is struck out or underlined in red, the
    lines of neighbouring cells stand in line as well: only what could be a side of the table, black as its uprights
    and not through the letters, is asked.
    """
    y = (rule.top + rule.bottom) / 2
    in_line = levels[abs((levels[:, 1] + levels[:, 3]) / 2 - y) <= 1.0]
    beside = uprights[(uprights[:, 1] - 3 <= y) & (y <= uprights[:, 3] + 3)]
    for x0, x1 in ((rule.x1, rule.x1 + 2 * BESIDE), (rule.x0 - 2 * BESIDE, rule.x0)):
        begins, ends = (in_line[:, 0], in_line[:, 2])
        follows = ((begins >= x0 - 0.1) & (begins <= x1)) if x0 == rule.x1 else ((ends >= x0) & (ends <= x1 + 0.1))
        middle = (beside[:, 0] + beside[:, 2]) / 2
        if follows.any() and ((middle >= x0 - 0.5) & (middle <= x1 + 0.5)).any():
            return True
    return False


def _meet_uprights(levels: NDArray[np.float64], uprights: NDArray[np.float64]) -> list[bool]:
    """Tell of each level rule whether it ends at an upright on both sides, or crosses one."""
    import numpy as np

    y = (levels[:, 1] + levels[:, 3]) / 2
    reach = np.stack((levels[:, 0] - MEETING, y - 1.5, levels[:, 2] + MEETING, y + 1.5), axis=1)
    i, j = overlapping(reach, uprights)
    start, end, before, behind = levels[i, 0], levels[i, 2], uprights[j, 0], uprights[j, 2]
    begins, ends, crosses = (
        np.bincount(i[kind], minlength=len(levels)) > 0
        for kind in (
            (before - MEETING <= start) & (start <= behind + MEETING),
            (before - MEETING <= end) & (end <= behind + MEETING),
            (start + 3 < before) & (behind < end - 3),
        )
    )
    meeting: list[bool] = ((begins & ends) | crosses).tolist()
    return meeting


def _follows_text(
    rule: Rule, glyphs: Glyphs, bands: Sequence[tuple[float, float]] = (STRIKE_BAND, UNDERLINE_BAND)
) -> bool:
    """Tell whether glyphs stand over the rule from end to end, and none of them stands out beyond it by much."""
    covered = glyphs_along(rule, glyphs, *bands)
    if not covered.any():
        return False
    boxes = glyphs.boxes.compress(covered, axis=0)
    length = rule.x1 - rule.x0
    height = float((boxes[:, 3] - boxes[:, 1]).max())
    filled = float((boxes[:, 2] - boxes[:, 0]).sum())
    beyond = max(boxes[:, 0].min() - rule.x0, rule.x1 - boxes[:, 2].max())
    return filled >= 0.6 * length and bool(beyond <= 0.8 * height)


def _without_gaps_for_ink(rules: Sequence[Rule], glyphs: Glyphs) -> list[Rule]:
    """Join the pieces of a line that makes room for what hangs below the letters: g, y, 、 and brackets.

    Typst and browsers leave out less than a whole glyph. What an author left out of the line is whole glyphs.
    """
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.colour, round(rule.top + rule.bottom, 0), rule.x0)):
        last = joined[-1] if joined else None
        if last is not None and _is_one_line(last, rule, glyphs):
            joined[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            joined.append(rule)
    return [_with_hanging_ends(rule, glyphs) for rule in joined]


def _is_one_line(left: Rule, right: Rule, glyphs: Glyphs) -> bool:
    """Tell whether two level rules lie in line, and what stands in the gap between them is cut into by one of them.

    The lines of two words that end and begin in y (policy、yearly) leave out what stands between, too, which neither
    cuts into; a line leaves a little more than its own width free around one such letter.
    """
    in_line = left.colour == right.colour and abs(left.top + left.bottom - right.top - right.bottom) < 4 * SAME_PLACE
    gap = right.x0 - left.x1
    if not in_line or not left.is_level or gap <= 0:
        return in_line and left.is_level and gap <= 0
    across = left._replace(x0=left.x1, x1=right.x0)
    within = glyphs_along(across, glyphs, STRIKE_BAND, UNDERLINE_BAND).nonzero()[0]
    if not len(within):
        return False
    boxes = glyphs.boxes[within]
    hang = [glyphs.text[place] in HANGING for place in within.tolist()]
    height = float((boxes[:, 3] - boxes[:, 1]).max())
    width = float((boxes[:, 2] - boxes[:, 0]).sum())
    if not any(hang):
        return bool(gap < width - INK_MARGIN * height)
    others = [place for place, each in zip(within.tolist(), hang, strict=True) if not each]
    if len(others) <= MOST_BETWEEN and all(glyphs.text[place].isascii() for place in others):
        return bool(gap < width + INK_PADDING * height)
    return bool(glyphs.boxes[others, 0].min() < left.x1 or glyphs.boxes[others, 2].max() > right.x0)


def _with_hanging_ends(rule: Rule, glyphs: Glyphs) -> Rule:
    """Return a line with the letters at its ends that hang below it: the y before and after earl.

    A line begins where a letter does, unless it makes room for one: then it begins within that letter, or after the
    next has begun.
    """
    found = glyphs_along(rule, glyphs, UNDERLINE_BAND).nonzero()[0]
    if not len(found):
        return rule
    boxes = glyphs.boxes
    height = float((boxes[found, 3] - boxes[found, 1]).max())
    first, last = (int(place) for place in (found[boxes[found, 0].argmin()], found[boxes[found, 2].argmax()]))
    x0, x1 = rule.x0, rule.x1
    before, behind = _last_hanging(glyphs, first, -1, height), _last_hanging(glyphs, last, 1, height)
    if before != first and abs(x0 - boxes[first, 0]) > INK_MARGIN * height:
        x0 = float(boxes[before, 0])
    if behind != last and abs(x1 - boxes[last, 2]) > INK_MARGIN * height:
        x1 = float(boxes[behind, 2])
    return rule._replace(x0=x0, x1=x1)


def _last_hanging(glyphs: Glyphs, place: int, step: int, height: float) -> int:
    """Return the last of the letters hanging below the line that follow a glyph that way; the glyph without any."""
    boxes = glyphs.boxes
    while 0 <= place + step < len(glyphs.text) and glyphs.text[place + step] in HANGING:
        left, right = sorted((place, place + step), key=lambda each: float(boxes[each, 0]))
        if abs(boxes[left, 1] - boxes[right, 1]) > INK_PADDING * height:
            break
        if boxes[right, 0] - boxes[left, 2] > INK_MARGIN * height:
            break
        place += step
    return place


def _as_rule(shade: Shade) -> Rule | None:
    """Return a flat stripe of paint as a rule; None for other shades. Chromium fills one with a wavy line."""
    flat = shade.box.height <= FLATTEST_SHADE and shade.box.width > 2 * shade.box.height
    return Rule(*shade[:4], shade.colour) if flat and shade.colour != "#ffffff" else None
