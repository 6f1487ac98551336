"""Signs that stand alone, told by their shape: ○ ◎ ● △ ▲ ▽ ▼ □ ■ ◇ ◆ × ― － and 〃.

The network reads them as letters of their shape (X, 口, 上) or not at all; in a status cell nothing beside them says
which is meant, and the outline of one is plain even in a bad copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read_scan.picture import INK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.lines import TextLine
    from pipeline.read_scan.picture import Picture

LEAST = 0.5
"""In ems: a sign is no smaller; a full stop and the rings of % are."""

SQUARE = 0.8
"""A sign's lesser side is at least that share of the other: 0 and 口 in narrow type are not."""

EMPTY = 0.55
"""Of what a sign's outline encloses that is ink at most, where the sign is empty; a filled one has all of it."""

WORN = 0.03
"""Of what an outline encloses: paper of less is where a photocopier lost ink."""

SOLID = 0.8
"""Of what an outline encloses that is ink at least, where the sign is filled. Of 日 and 国 it is under 0.65."""

TICKED = 0.1
"""Of the middle of an empty sign that may be ink."""

RING = 0.22
"""Of its width: a ring is no thicker, in however bad a copy; what lies farther in is another ring, or a digit."""

FLAT, SHORT_BAR, LONG_BAR = 0.16, 0.45, 1.3
"""In ems: a bar is no higher, and no shorter or longer. The foot of a 一 of Mincho is higher."""

FULL_BAR = 0.88
"""In ems: a bar that long is ―, a shorter one －."""

_SPECK = 6  # dots


def is_ditto_mark(picture: Picture, line: TextLine) -> bool:
    """Tell whether a line is two short slanted strokes, and nothing else: 〃 is no letter that the network knows."""
    import numpy as np
    from scipy import ndimage

    width, height = line.right - line.left, line.bottom - line.top
    if not (0.25 * line.em <= width <= 0.85 * line.em and 0.25 * line.em <= height <= 0.7 * line.em):
        return False
    labels, _ = ndimage.label(picture.light[line.top : line.bottom, line.left : line.right] < INK, np.ones((3, 3)))
    sizes = np.bincount(labels.ravel())[1:]
    strokes = [place for place, size in zip(ndimage.find_objects(labels), sizes, strict=True) if size >= 8]
    return len(strokes) == 2 and all(rows.stop - rows.start >= 0.7 * height for rows, _ in strokes)


def bar_of(line: TextLine) -> str | None:
    """Return ― or － where a line is one bar; only a cell in which it stands alone says that it is no 一."""
    width, height = line.right - line.left, line.bottom - line.top
    if height > FLAT * line.em or not SHORT_BAR * line.em <= width <= LONG_BAR * line.em:
        return None
    return "―" if width >= FULL_BAR * line.em else "－"


def sign_of(picture: Picture, line: TextLine) -> str | None:
    """Return the sign that a line is, where it is one alone; None where it is a letter, or several."""
    width, height = line.right - line.left, line.bottom - line.top
    if width >= LEAST * line.em and height <= 0.16 * line.em and width <= 1.2 * line.em:
        return None  # 一 and ― are one shape
    if min(width, height) < LEAST * line.em or min(width, height) < SQUARE * max(width, height):
        return None
    ink = picture.light[line.top : line.bottom, line.left : line.right] < INK
    return _enclosing(ink) or ("×" if _is_cross(ink) else None)


def _enclosing(ink: NDArray[np.bool_]) -> str | None:
    """Return the sign whose outline encloses its paper, by the share that it takes of its box."""
    import numpy as np
    from scipy import ndimage

    labels, count = ndimage.label(np.pad(~ink, 1, constant_values=True))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    filled = (labels != labels[0, 0])[1:-1, 1:-1]
    if not filled.any():
        return None
    worn = max(_SPECK, WORN * float(filled.sum()))
    holes = [n for n in range(1, count + 1) if n != labels[0, 0] and sizes[n] >= worn]
    share, inked = float(filled.mean()), float(ink.sum() / filled.sum())
    if len(holes) > 2 or (not holes and inked < SOLID):
        return None
    shape = _outline(filled, share)
    if shape == "○" and holes:
        return _ringed(ink)
    if shape is None or len(holes) > 1 or (holes and (inked > EMPTY or not _is_empty(ink, labels[1:-1, 1:-1], holes))):
        return None
    return {"○": "●○", "△": "▲△", "▽": "▼▽", "□": "■□", "◇": "◆◇"}[shape][len(holes)]


def _is_empty(ink: NDArray[np.bool_], labels: NDArray[np.int64], holes: list[int]) -> bool:
    """Tell whether the paper that an outline encloses is one piece without ink in its box: ☑ has its tick there."""
    import numpy as np

    rows, columns = np.nonzero(labels == holes[0])
    depth, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    middle = ink[rows.min() + depth // 4 : rows.max() - depth // 4 + 1, :]
    middle = middle[:, columns.min() + width * 2 // 5 : columns.max() - width * 2 // 5 + 1]
    return float(middle.mean()) < TICKED if middle.size else False


def _ringed(ink: NDArray[np.bool_]) -> str | None:
    """Return ○ where a ring encloses paper alone, ◎ where another ring or a disc; None for ① and any other letter."""
    import numpy as np
    from scipy import ndimage

    labels, count = ndimage.label(ink, np.ones((3, 3)))
    ring = 1 + max(range(count), key=lambda number: int((labels == number + 1).sum()))
    height, width = ink.shape
    rows, columns = np.nonzero(ink)
    down, across = (rows + 0.5) / height - 0.5, (columns + 0.5) / width - 0.5
    far = np.hypot(down, across)
    inside = (labels[ink] != ring) & (far < 0.5 - RING / 2) | (far < 0.5 - RING)
    if float(inside.sum()) < 0.03 * ink.size:
        return "○"
    # Another ring has ink all around, everywhere as far from the middle; a digit has not.
    eighths = ((np.arctan2(down, across) + np.pi) / (2 * np.pi) * 8).astype(int).clip(0, 7)
    reach = [float(far[inside & (eighths == eighth)].max(initial=0.0)) for eighth in range(8)]
    return "◎" if min(reach) > 0.15 and max(reach) - min(reach) < 0.07 else None


def _outline(filled: NDArray[np.bool_], share: float) -> str | None:
    """Return ○, △, ▽, ◇ or □ by what a shape takes of its box: 0.79, a half, or all."""
    import numpy as np

    height = len(filled)
    widths = filled.sum(axis=1) / filled.shape[1]
    top, middle, bottom = (float(np.median(part)) for part in np.array_split(widths, 3)) if height >= 6 else (0, 0, 0)
    if 0.4 <= share <= 0.66 and top < middle < bottom and bottom > 0.7 and top < 0.35:
        return "△"
    if 0.4 <= share <= 0.66 and top > middle > bottom and top > 0.7 and bottom < 0.35:
        return "▽"
    if 0.4 <= share <= 0.62 and middle > 0.7 and max(top, bottom) < 0.5 and abs(top - bottom) < 0.15:
        return "◇"
    corners = max(2, round(0.1 * height))
    square = [
        filled[:corners, :corners],
        filled[:corners, -corners:],
        filled[-corners:, :corners],
        filled[-corners:, -corners:],
    ]
    cornered = [float(corner.mean()) for corner in square]
    if share >= 0.88 and min(cornered) > 0.6:
        return "□"
    if 0.7 <= share <= 0.87 and max(cornered) < 0.4 and middle > 0.9:
        return "○"
    return None


def _is_cross(ink: NDArray[np.bool_]) -> bool:
    """Tell whether nearly all ink lies along the two diagonals, and along all of both; ※ has dots between them."""
    import numpy as np

    height, width = ink.shape
    rows, columns = np.nonzero(ink)
    down, across = rows / max(height - 1, 1), columns / max(width - 1, 1)
    falls, rises = np.abs(down - across), np.abs(down + across - 1)
    if float((np.minimum(falls, rises) < 0.16).mean()) < 0.93:
        return False
    far = np.minimum(falls, rises) >= 0.16
    between = [far & (side < 0.35) for side in (down, 1 - down, across, 1 - across)]
    if all(bool(dots.any()) for dots in between):
        return False
    steps = np.arange(10)
    return all(
        bool(np.isin(steps, np.minimum((down[near < 0.16] * 10).astype(int), 9)).all()) for near in (falls, rises)
    )
