"""Rules that belong to text, told from the rules that draw the table: underlines, strike-throughs, highlights.

An underline begins and ends with the glyphs above it; a side of a cell begins and ends at other rules. Where both are
so (a link that fills its cell), meeting the uprights to the half point decides for the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.drawing.dashes import join_dashes
from pipeline.model import Glyphs, Page, Rule, Shade
from pipeline.overlaps import box_array, overlapping
from pipeline.underlines import (
    STRIKE_BAND,
    UNDERLINE_BAND,
    glyphs_along,
    rules_along_text,
    turned_texts,
    without_gaps_for_ink,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


MEETING = 0.5
"""In points. A cell's side meets the uprights within this; an underline that fills its cell stops a padding short."""

BESIDE = 3.0
"""In points. How far from an upright a cell's side may end that is drawn with gaps at the corners."""

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
    beside = _along_turned_text(page, standing, uprights, levels)
    standing = [rule for rule in standing if rule not in beside] if beside else standing
    stripes = [rule for rule in map(_as_rule, page.shades) if rule and _follows_text(rule, page.glyphs)]
    return [*standing, *sides], [*without_gaps_for_ink(decorating, page.glyphs), *beside, *stripes]


def _along_turned_text(
    page: Page, standing: Sequence[Rule], uprights: NDArray[np.float64], levels: NDArray[np.float64]
) -> list[Rule]:
    """Return the standing rules that strike out or underline text which runs down or up.

    A side of a cell begins and ends at the height of a level rule, wherever that lies, or a gap beside it. A line
    through letters may come as near.
    """
    free = _ends_apart(uprights, levels, MEETING)
    if not any(free) or not page.glyphs.text:  # as on most pages
        return []
    may_underline = _ends_apart(uprights, levels, BESIDE)
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


def _ends_apart(uprights: NDArray[np.float64], levels: NDArray[np.float64], reach: float) -> list[bool]:
    """Tell of each standing rule whether one of its ends is further than that from the height of any level rule."""
    import numpy as np

    ends = uprights[:, 1:4:2]
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


def _as_rule(shade: Shade) -> Rule | None:
    """Return a flat stripe of paint as a rule; None for other shades. Chromium fills one with a wavy line."""
    flat = shade.box.height <= FLATTEST_SHADE and shade.box.width > 2 * shade.box.height
    return Rule(*shade[:4], shade.colour) if flat and shade.colour != "#ffffff" else None
