"""The lines of text on a scanned page: what is printed between the rules, parted where a row of dots has no ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.picture import Picture
    from pipeline.read_scan.rules import ScanRules

SPECK = 5
"""In dots of ink: what has fewer is dirt. A full stop of 6 points has some 12."""

LARGEST = 200
"""In dots (48 points): what is higher or wider is no letter but a picture, a stamp, the dark edge of a photocopy."""

SMALL = 0.24
"""In ems: a blot that is no wider and no higher is a dot, a full stop or dirt."""

BESIDE = 1.05
"""In ems: a 、 that begins a line, or a ・ after 】, stands that far from the letter beside it; most stand nearer."""

IN_LINE = 0.6
"""In ems: how far above or below the middle of that letter."""

ROW_OF_DOTS = 3
"""Dots in a row, each at most half as far from the next, that are a leader."""

WIDE_GAP = 2.0
"""In ems: what stands that far apart in one line is read by itself; white costs as much time as text."""

FULL_LINE = 1.25
"""In ems: a stretch of ink that is higher holds several lines."""

TWO_LINES = 1.7
"""In ems: a stretch that high holds two lines, whatever ink stands between them."""

CLOSE = 0.3
"""In ems: specks alone in a line stand in none that near below another; a 。 alone has the room of a line above it."""

PART_OF_LINE = 0.5
"""In ems: a stretch that is lower may be a stroke of 二, or the dots of a mark."""


class TextLine(NamedTuple):
    """A stretch of one printed line, in dots. Top and bottom have room for the tallest letter of its size."""

    left: int
    top: int
    right: int
    bottom: int
    em: float
    region: int


class _Pieces(NamedTuple):
    """Blots of ink: their boxes (n, 4) as left, top, right, bottom in dots, and the regions they lie in, (n,)."""

    boxes: NDArray[np.int64]
    regions: NDArray[np.int64]


def find_lines(picture: Picture, ruled: ScanRules) -> list[TextLine]:
    """Return the lines of text of a page, region after region."""
    import numpy as np

    pieces = _pieces(picture, ruled)
    if not len(pieces.boxes):
        return []
    em = _em(pieces)
    pieces = _without_dirt(pieces, em)
    if not len(pieces.boxes):
        return []
    order = np.argsort(pieces.regions, kind="stable")
    cuts = np.flatnonzero(np.diff(pieces.regions[order])) + 1
    lines: list[TextLine] = []
    for members in np.split(order, cuts):
        lines += _lines_of(pieces.boxes[members], int(pieces.regions[members[0]]), em)
    return lines


def _pieces(picture: Picture, ruled: ScanRules) -> _Pieces:
    import numpy as np
    from scipy import ndimage

    labels, count = ndimage.label(picture.ink & (ruled.regions > 0), np.ones((3, 3)))
    if not count:
        return _Pieces(np.zeros((0, 4), np.int64), np.zeros(0, np.int64))
    places = ndimage.find_objects(labels)
    boxes = np.array([(x.start, y.start, x.stop, y.stop) for y, x in places], np.int64)
    inked = labels > 0
    regions = np.zeros(count + 1, np.int64)
    regions[labels[inked]] = ruled.regions[inked]  # of any of its dots: rules part all blots of one region from others
    sizes = np.bincount(labels[inked], minlength=count + 1)[1:]
    longest = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    letters = (sizes >= SPECK) & (longest <= LARGEST) & (longest >= 3)
    return _Pieces(boxes[letters], regions[1:][letters])


def _without_dirt(pieces: _Pieces, em: float) -> _Pieces:
    """Return the blots without a photocopier's specks: small ones that stand beside no letter of their line.

    Full stops and bullets are as small, but a letter stands beside them; the dots of …… stand beside each other.
    """
    import numpy as np

    small = (pieces.boxes[:, 2:] - pieces.boxes[:, :2]).max(axis=1) < SMALL * em
    kept = ~small
    order = np.argsort(pieces.regions, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(pieces.regions[order])) + 1):
        dots, letters = members[small[members]], members[~small[members]]
        for chunk in np.array_split(dots, len(dots) // 256 + 1):
            beside = _beside(pieces.boxes[chunk], pieces.boxes[letters], em).any(axis=1)
            row = _beside(pieces.boxes[chunk], pieces.boxes[dots], em / 2).sum(axis=1)
            kept[chunk] = beside | (row >= ROW_OF_DOTS)
    return _Pieces(pieces.boxes[kept], pieces.regions[kept])


def _beside(dots: NDArray[np.int64], others: NDArray[np.int64], em: float) -> NDArray[np.bool_]:
    """Return which of the other blots stand beside which dots in one line, shape (dots, others)."""
    import numpy as np

    gap = np.maximum(others[None, :, 0] - dots[:, None, 2], dots[:, None, 0] - others[None, :, 2])
    middles = ((dots[:, 1] + dots[:, 3]) / 2)[:, None]
    apart = np.abs((others[:, 1] + others[:, 3])[None, :] / 2 - middles)
    # A letter that touches the one above has its middle between the two lines.
    within = (others[:, 1] <= middles) & (middles <= others[:, 3])
    found: NDArray[np.bool_] = (gap <= BESIDE * em) & ((apart <= IN_LINE * em) | within)
    return found


def _em(pieces: _Pieces) -> float:
    """Return the height of most kanji, in dots: that of the many blots that are about square."""
    import numpy as np

    width, height = (pieces.boxes[:, side + 2] - pieces.boxes[:, side] for side in (0, 1))
    square = (height >= 12) & (width >= 0.7 * height) & (height >= 0.7 * width)
    chosen = height[square] if square.sum() >= 10 else height
    return float(np.percentile(chosen, 90)) * 1.1


def _lines_of(boxes: NDArray[np.int64], region: int, page_em: float) -> Iterator[TextLine]:
    """Yield the lines of one region."""
    import numpy as np

    if region == 0:
        return
    # Blots that do not overlap across are of different columns only where no rule parts them: outside tables.
    for part in _parted(boxes, 0, 4 * page_em) if len(boxes) else ():
        block = boxes[part]
        top = int(block[:, 1].min())
        profile = np.zeros(int(block[:, 3].max()) - top + 1, np.int64)
        for left, upper, right, lower in block.tolist():
            profile[upper - top : lower - top] += right - left
        above = -page_em
        for start, end in _stretches(profile, page_em):
            members = _within(block, start + top, end + top)
            if len(members) and not (start - above < CLOSE * page_em and _is_dirt(members, page_em)):
                yield from _pieces_of_line(members, region, page_em)
            above = end


def _is_dirt(members: NDArray[np.int64], em: float) -> bool:
    """Tell whether all that stands in a line is one or two specks."""
    return len(members) < ROW_OF_DOTS and bool((members[:, 2:] - members[:, :2]).max() < SMALL * em)


def _within(block: NDArray[np.int64], top: int, bottom: int) -> NDArray[np.int64]:
    """Return the blots of a line; of one that runs together with the line below, its part in this one."""
    import numpy as np

    middles = (block[:, 1] + block[:, 3]) / 2
    both = np.minimum(block[:, 3], bottom) - np.maximum(block[:, 1], top)
    chosen = ((middles >= top) & (middles < bottom)) | (both >= PART_OF_LINE * (bottom - top))
    members = block[chosen]
    members[:, 1] = np.maximum(members[:, 1], top)
    members[:, 3] = np.minimum(members[:, 3], bottom)
    return members


def _stretches(profile: NDArray[np.int64], em: float) -> list[tuple[int, int]]:
    """Return where lines begin and end in a profile of ink, row after row of dots."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], (profile > 0).astype(np.int8), [0]))))
    stretches: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        last = stretches[-1] if stretches else None
        small = min(end - start, last[1] - last[0]) < PART_OF_LINE * em if last else False
        if last and small and end - last[0] <= 1.1 * em:
            stretches[-1] = (last[0], end)
        else:
            stretches.append((start, end))
    return [part for start, end in stretches for part in _split(profile, start, end, em)]


def _split(profile: NDArray[np.int64], start: int, end: int, em: float) -> list[tuple[int, int]]:
    """Part a stretch that is too high for one line where it has least ink, about an em from its top."""
    if end - start <= FULL_LINE * em:
        return [(start, end)]
    low, high = start + int(0.7 * em), min(start + int(1.6 * em), end - int(0.4 * em))
    if high <= low:
        return [(start, end)]
    window = profile[low:high]
    cut = low + int(window.argmin())
    if end - start < TWO_LINES * em and window.min() > 0.35 * profile[start:end].mean():
        return [(start, end)]
    return [(start, cut), *_split(profile, cut, end, em)]


def _pieces_of_line(members: NDArray[np.int64], region: int, page_em: float) -> Iterator[TextLine]:
    """Yield a line, parted where white stands in it."""
    top, bottom = int(members[:, 1].min()), int(members[:, 3].max())
    em = max(float(bottom - top), 0.8 * page_em)
    for part in _parted(members, 0, WIDE_GAP * em):
        boxes = members[part]
        yield TextLine(int(boxes[:, 0].min()), top, int(boxes[:, 2].max()), bottom, em, region)


def _parted(boxes: NDArray[np.int64], axis: int, gap: float) -> Sequence[NDArray[np.int64]]:
    """Return the indices of boxes in groups between which a gap along an axis is, in order."""
    import numpy as np

    order = np.argsort(boxes[:, axis], kind="stable")
    ends = np.maximum.accumulate(boxes[order, axis + 2])
    cuts = np.flatnonzero(boxes[order[1:], axis] - ends[:-1] > gap) + 1
    return np.split(order, cuts)
