"""Which glyphs a rule runs along: under them or through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pipeline.model import Box, Glyphs, Page, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRIKE_BAND = (0.28, 0.72)
UNDERLINE_BAND = (0.78, 1.35)
"""How far down the glyph's height, from its top, a line through it or under it lies."""

_ROUNDING = 1e-9


def rules_along_text(rules: Sequence[Rule], glyphs: Glyphs) -> list[Rule]:
    """Return the level rules at whose heights there may be glyphs that they run along; of a table's sides, few are so.

    To ask this of all rules takes no longer than to look at the glyphs along one of them.
    """
    import numpy as np

    heights = np.array([(rule.top + rule.bottom) / 2 for rule in rules])
    order = heights.argsort()
    _, top, _, bottom = glyphs.boxes.T
    height = bottom - top
    first = heights[order].searchsorted(top + (STRIKE_BAND[0] - _ROUNDING) * height)
    end = heights[order].searchsorted(top + (UNDERLINE_BAND[1] + _ROUNDING) * height, "right")
    crossed = end > first
    passed = np.zeros(len(rules) + 1, np.int64)
    np.add.at(passed, first[crossed], 1)
    np.add.at(passed, end[crossed], -1)
    return [rules[place] for place in sorted(order[passed.cumsum()[:-1] > 0].tolist())]


IN_LINE = 0.3
"""In points. Pieces of one line are no further off each other's height."""

INK_MARGIN = 0.04
"""Of the glyphs' height: how much less than they a gap is that is left for their ink."""

HANGING = frozenset("gjpqy")
"""Letters that hang below the line they stand on, and that an underline therefore leaves out."""

MOST_BETWEEN = 2
"""Other Latin letters between such letters, each too narrow for a piece of the line of its own (typography)."""

INK_PADDING = 0.25
"""Of the glyphs' height: how much more than such letters a gap is, for the padding on both sides of their ink."""


def glyphs_along(rule: Rule, glyphs: Glyphs, *bands: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which glyphs the rule runs along, that far down their height, in one of the bands; shape (n,)."""
    import numpy as np

    middle, _ = glyphs.middles
    over = ((middle >= rule.x0 - 0.5) & (middle <= rule.x1 + 0.5)).nonzero()[0]
    _, top, _, bottom = glyphs.boxes.take(over, axis=0).T
    height, depth = bottom - top, (rule.top + rule.bottom) / 2 - top
    found = np.zeros(len(middle), np.bool_)
    for least, most in bands:
        found[over[(depth >= least * height) & (depth <= most * height)]] = True
    return found


class DirectedText(NamedTuple):
    """Text of a page that runs in one direction, turned by ``angle`` until it reads from the left.

    Glyphs of other directions have no place (NaN) in it, so that no rule runs along them. A rule strikes it out in one
    of the ``strike`` bands, and underlines it in one of the ``underline`` bands.
    """

    angle: int
    glyphs: Glyphs
    strike: tuple[tuple[float, float], ...] = (STRIKE_BAND,)
    underline: tuple[tuple[float, float], ...] = (UNDERLINE_BAND,)

    def turned(self, rule: Rule) -> Rule:
        """Return a rule as it lies once the page is turned so."""
        return Rule(*rule.box.turned(self.angle), rule.colour, rule.visible)


def turned_texts(page: Page) -> list[DirectedText]:
    """Return the page's text by the direction it runs in, without what reads from the left.

    Upright letters below each other, as browsers print vertical writing, can be struck out by a standing rule; one
    beside them may be anything.
    """
    import numpy as np

    angles = page.of_glyphs(lambda run: run.angle, np.int32)
    texts = [DirectedText(angle, _alone(page.glyphs, angles == angle, angle)) for angle in (90, 270) if angle in angles]
    return [*texts, DirectedText(90, _alone(page.glyphs, angles == 0, 90), underline=())]


def _alone(glyphs: Glyphs, members: NDArray[np.bool_], angle: int) -> Glyphs:
    import numpy as np

    x0, top, x1, bottom = (glyphs.boxes[:, side] for side in range(4))
    sides = Box(x0, top, x1, bottom).turned(angle)  # type: ignore[arg-type]
    return replace(glyphs, boxes=np.where(members[:, None], np.stack(sides, axis=1), np.nan))


def without_gaps_for_ink(rules: Sequence[Rule], glyphs: Glyphs) -> list[Rule]:
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
    in_line = left.colour == right.colour and abs(left.top + left.bottom - right.top - right.bottom) < 2 * IN_LINE
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
