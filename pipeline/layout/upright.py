"""Pages whose content is turned inside the page → the page as one reads it, its text from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.model import LEANING_STROKES, Box, Drawing, Page, Rule, Shade, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def reading_angle(page: Page) -> int:
    """Return the direction of writing of most of the page's glyphs: 0, 90, 180 or 270, clockwise as shown."""
    import numpy as np

    if all(kind.angle == 0 for kind in page.text_runs.kinds):
        return 0
    angles = page.of_glyphs(lambda run: run.angle, np.int32)
    votes: Counter[int] = Counter(angles.tolist())
    return votes.most_common(1)[0][0]


def turn_upright(page: Page, angle: int) -> Page:
    """Return the page turned so that text of that direction reads from left to right."""
    if angle == 0:
        return page
    turn = partial(Box.turned, angle=angle, width=page.width, height=page.height)
    width, height = page.turned_size(angle)
    kinds = [replace(r, angle=(r.angle - angle) % 360, clip=r.clip and turn(r.clip)) for r in page.text_runs.kinds]
    glyphs = replace(page.glyphs, boxes=_turn_all(page.glyphs.boxes, turn))
    return replace(
        page,
        width=width,
        height=height,
        glyphs=glyphs,
        text_runs=TextRuns(kinds, page.text_runs.kind_of),
        rules=[Rule(*turn(rule.box), rule.colour, rule.visible) for rule in page.rules],
        shades=[Shade(*turn(shade.box), shade.colour) for shade in page.shades],
        images=[turn(box) for box in page.images],
        drawings=tuple(Drawing(*turn(each.box), _turned_sign(each.sign, angle), each.colour) for each in page.drawings),
    )


def _turned_sign(sign: str | None, angle: int) -> str | None:
    """Return the sign of a turned drawing: a stroke that rises falls after a quarter turn."""
    if sign not in LEANING_STROKES or angle % 180 == 0:
        return sign
    rising, falling = LEANING_STROKES
    return falling if sign == rising else rising


def _turn_all(boxes: NDArray[np.float64], turn: Callable[[Box], Box]) -> NDArray[np.float64]:
    import numpy as np

    if not len(boxes):
        return boxes
    return np.stack(turn(Box(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3])), axis=1)  # type: ignore[arg-type]
