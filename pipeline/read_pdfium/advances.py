"""Boxes around the ink → boxes across the advance, for fonts that do not tell their widths.

PDFium's loose box spans a glyph's advance, but the ink alone in Type 3 fonts and in others without metrics (Chromium
embeds Noto Sans CJK so): ・ is then a dot of a fifth of an em with wide gaps beside it, and 、 lies below its line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.model import Glyphs, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FIRST_KANJI, _LAST_KANJI = 0x4E00, 0x9FFF
_FIRST_WIDE = 0x2E80
_HALF_WIDTH = (0xFF61, 0xFF9F)
ASCENT = 0.88
"""Of the em: how far a Japanese font's em square stands above the baseline; the rest hangs below."""

INK_SHARE = 0.05
"""Share of kanji narrower or wider than their em from which on the boxes are taken for ink: 0.1 where they are, else
0 to 0.03."""


FIXED_PITCH = 0.8
"""Share of the steps between Latin letters that are half an em in a font of fixed width; 0.1 in a proportional one."""


def boxes_to_advances(
    glyphs: Glyphs, codes: NDArray[np.uint32], runs: TextRuns, origins: Callable[[], NDArray[np.float64]]
) -> Glyphs:
    """Return the glyphs with boxes across their advances, where they are not so already.

    ``codes`` are the glyphs' code points, shape (n,). ``origins`` gives the pen's place for each glyph as shown, shape
    (n, 2); it costs a call a glyph, so it is only called where it is needed.
    """
    import numpy as np

    if not glyphs.text:
        return glyphs
    ems = runs.each(lambda run: run.font_size, np.float64)[glyphs.runs]
    level = runs.each(lambda run: run.angle == 0, np.bool_)[glyphs.runs] & (ems > 0)
    kanji = (codes >= _FIRST_KANJI) & (codes <= _LAST_KANJI) & level
    width = (glyphs.boxes[:, 2] - glyphs.boxes[:, 0])[kanji]
    if len(width) < 3 or (np.abs(width / ems[kanji] - 1) > 0.02).mean() <= INK_SHARE:
        return glyphs
    half = (codes >= _HALF_WIDTH[0]) & (codes <= _HALF_WIDTH[1])
    pen = origins()
    advance = _advances(pen, glyphs.boxes, ems, np.where(half, 0.5, np.where(codes >= _FIRST_WIDE, 1.0, 0.0)), kanji)
    x0, baseline = pen[:, 0].copy(), pen[:, 1]
    x1 = x0 + advance
    # The letters of a ligature share the pen's place, and have a part of its ink each.
    same_pen = (glyphs.runs[1:] == glyphs.runs[:-1]) & (pen[1:] == pen[:-1]).all(axis=1)
    shared = np.flatnonzero(same_pen & (codes[1:] < _FIRST_WIDE)) + 1
    x0[shared] = np.minimum(x1[shared - 1], x1[shared])
    boxes = np.stack([x0, baseline - ASCENT * ems, x1, baseline + (1 - ASCENT) * ems], axis=1)
    return replace(glyphs, boxes=np.where(level[:, None], boxes, glyphs.boxes))


def _advances(
    pen: NDArray[np.float64],
    ink: NDArray[np.float64],
    ems: NDArray[np.float64],
    fixed: NDArray[np.float64],
    kanji: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return each glyph's advance: to the next pen place where that follows closely, else what its kind has.

    ``fixed`` says how much of an em a glyph's kind takes, 0 where that differs from letter to letter, shape (n,).
    """
    import numpy as np

    step = np.full(len(pen), np.inf)
    same_line = np.abs(pen[1:, 1] - pen[:-1, 1]) < 0.1 * ems[1:]
    step[:-1] = np.where(same_line & (pen[1:, 0] > pen[:-1, 0]), pen[1:, 0] - pen[:-1, 0], np.inf)
    solid = step[:-1][kanji[:-1] & kanji[1:]] / ems[:-1][kanji[:-1] & kanji[1:]]
    solid = solid[solid < 1.2]
    em = ems * (float(np.median(solid)) if len(solid) else 1.0)
    if _is_fixed_pitch(step / em, fixed == 0):
        fixed = np.where(fixed == 0, 0.5, fixed)
    own = np.where(fixed > 0, fixed * em, np.maximum(ink[:, 2] - pen[:, 0], 0.2 * ems))
    reach = np.where(fixed > 0, 1.03 * own, own + 0.12 * ems)
    return np.where(step <= reach, step, own)


def _is_fixed_pitch(steps: NDArray[np.float64], latin: NDArray[np.bool_]) -> bool:
    """Tell whether Latin letters take half an em each: a full stop with little ink does not end its word then."""
    import numpy as np

    within = steps[:-1][latin[:-1] & latin[1:]]
    within = within[within < 0.8]
    return len(within) >= 3 and bool((np.abs(within - 0.5) < 0.02).mean() >= FIXED_PITCH)
