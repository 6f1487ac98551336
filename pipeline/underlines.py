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
