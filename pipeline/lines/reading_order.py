"""Glyphs → lines in reading order: which pieces of the content stream stand on one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pipeline.lines.assign import UNSEEN
from pipeline.lines.directions import DOWNWARD, turned_boxes, writing_directions
from pipeline.model import Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_LINE = 0.45
"""Of the glyph's height. Lines are at least 0.9 heights apart, a superscript is some 0.3 off its line."""

OVERLAPPING = 0.12
"""Of the glyph's height. What is printed over other letters and is this far off their line is a line of its own."""

FEWEST_OVER = 3
"""Letters over as many others that say something else, from which on they are a line of their own: fewer may be marks
that belong to a letter, or boxes wider than their letters."""

IN_COMMON = 0.3
"""Of the width of the narrower of two letters. With more in common one is printed over the other: of two lines that
lie over each other each letter has half its width in common with some other, neighbours on a line a tenth."""

TALLEST = 1.45
"""In ems. A font may tell an ascent and a descent of 2.9 ems (Apache FOP writes Noto's so): its lines would be one."""

MID_HEIGHT = 0.3
"""Of the distance of lines. So near to the middle of a cell's lines stands a number that is beside all of them; beside
the second of two it is half that distance off."""

BLOCK = 0.5
"""Of the glyph's height. The lines of a block begin this near to each other; a heading in the middle does not."""

ROOM_FOR_A_LINE = 1.8
"""Of the glyph's height. Lines this far apart have room for another between them: what stands there is that line, as in
a cell whose lines break after spaces (内科, 精神, 科)."""

FURNITURE_GAP = 2.5
"""In ems. What stands further apart outside a table is two lines: title to the left, document number to the right."""


class Ordered(Struct, frozen=True, eq=False):
    """Glyphs in reading order: ``index`` into the page's, ``starts`` where lines begin, ``groups`` of the lines.

    ``boxes``, shape (n, 4), are those of the glyphs in order, turned until they read from the left; ``angles`` says
    for each line by how much, clockwise. ``ems`` are their font sizes in points; ``spread`` is True for upright letters
    below each other; shape (n,).
    """

    index: NDArray[np.int64]
    starts: list[int]
    groups: list[int]
    angles: list[int]
    boxes: NDArray[np.float64]
    ems: NDArray[np.float64]
    spread: NDArray[np.bool_]


def reading_order(page: Page, groups: NDArray[np.int32], furniture: int) -> Ordered:
    """Return the glyphs of each group in reading order; those of the group ``UNSEEN`` are left out.

    Args:
        page: The page, turned so that most of its text reads from the left.
        groups: Which cell each glyph is in, shape (n,); not all are ``UNSEEN``.
        furniture: The group in which what stands far apart on one line is two lines.
    """
    import numpy as np

    angles = writing_directions(page, groups)
    letters, pieces = _cut_into_pieces(page, groups, angles, furniture)
    starts, ends, begins = pieces.start, pieces.end, np.ones(len(pieces.key), np.bool_)
    for first, last in _to_be_sorted(pieces):
        own = pieces.each(first, last)
        group, angle = own[0].key >> 2, (own[0].key & 3) * 90
        lines = _pieces_to_lines(own, None if angle == DOWNWARD else letters, group == furniture)
        starts[first:last] = [piece.start for line in lines for piece in line]
        ends[first:last] = [piece.end for line in lines for piece in line]
        begins[first:last] = [piece is line[0] for line in lines for piece in line]
    lengths = ends - starts
    positions = np.cumsum(lengths) - lengths
    order = np.repeat(starts - positions, lengths) + np.arange(len(letters.places))
    line_starts, keys = positions[begins], pieces.key[begins]
    if not begins.all():  # lines of several pieces have their letters from left to right, whichever piece they are of
        line_of = np.cumsum(begins) - 1
        of_several = np.repeat(np.bincount(line_of)[line_of] > 1, lengths)
        x0 = np.where(of_several, letters.boxes[order, 0], 0.0)
        order = order[np.lexsort((x0, np.repeat(line_of, lengths)))]
    index = letters.places[order]
    spread = np.zeros(len(index), np.bool_)
    if angles.any():
        spread = (angles[index] == DOWNWARD) & (page.of_glyphs(lambda run: run.angle, np.int32)[index] == 0)
    return Ordered(
        index,
        line_starts.tolist(),
        (keys >> 2).tolist(),
        ((keys & 3) * 90).tolist(),
        letters.boxes.take(order, axis=0),
        letters.ems[order],
        spread,
    )


class _Letters(NamedTuple):
    """The page's glyphs by group and angle: places on the page, boxes of shape (n, 4), and font sizes in points."""

    texts: Sequence[str]
    places: NDArray[np.int64]
    boxes: NDArray[np.float64]
    ems: NDArray[np.float64]


class _Piece(NamedTuple):
    """Glyphs that follow each other in the content stream on one line; ``key`` holds their group and their angle."""

    key: int
    start: int
    end: int
    x0: float
    x1: float
    middle: float
    height: float


class _Pieces(NamedTuple):
    """All pieces of a page by key, those of one key from the top down: what a ``_Piece`` has, shape (p,) each."""

    key: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    middle: NDArray[np.float64]
    height: NDArray[np.float64]

    def each(self, first: int, last: int) -> list[_Piece]:
        """Return some of them one by one."""
        return list(map(_Piece, *(values[first:last].tolist() for values in self)))


def _cut_into_pieces(
    page: Page, groups: NDArray[np.int32], angles: NDArray[np.int32], furniture: int
) -> tuple[_Letters, _Pieces]:
    """Return the glyphs by group and angle, and the pieces of them that the content stream has."""
    import numpy as np

    keys = groups.astype(np.int64) * 4 + angles // 90
    index = np.argsort(keys, kind="stable")
    index = index[groups[index] != UNSEEN]
    box, key = turned_boxes(page.glyphs.boxes, angles).take(index, axis=0), keys[index]
    ems = page.of_glyphs(lambda run: run.font_size, np.float64)[index]
    letters = _Letters(page.glyphs.text, index, box, ems)
    middle, height = (box[:, 1] + box[:, 3]) / 2, box[:, 3] - box[:, 1]
    height = np.where(ems > 0, np.minimum(height, TALLEST * ems), height)
    tallest = np.maximum(height[1:], height[:-1])
    leaves = (
        (key[1:] != key[:-1])
        | (np.abs(middle[1:] - middle[:-1]) > SAME_LINE * tallest)
        | (box[1:, 0] < box[:-1, 0] - 0.3 * tallest)
        | ((box[1:, 0] > box[:-1, 2] + FURNITURE_GAP * tallest) & (key[1:] >> 2 == furniture))
    )
    starts = np.concatenate(([0], np.flatnonzero(leaves) + 1))
    ends = np.append(starts[1:], len(index))
    x0, x1 = box[starts, 0], np.maximum.reduceat(box[:, 2], starts)
    middles, heights = np.add.reduceat(middle, starts) / (ends - starts), np.maximum.reduceat(height, starts)
    downwards = np.lexsort((x0, middles, key[starts]))
    columns = (key[starts], starts, ends, x0, x1, middles, heights)
    return letters, _Pieces(*(values[downwards] for values in columns))


def _to_be_sorted(pieces: _Pieces) -> list[tuple[int, int]]:
    """Return the first and last piece (exclusive) of each key whose pieces may not be just its lines from the top down.

    Two of them stand beside each other, or one stands beside the uppermost, and so may stand beside all others.
    """
    import numpy as np

    key, x0, x1, middle, height = pieces.key, pieces.x0, pieces.x1, pieces.middle, pieces.height
    same = key[1:] == key[:-1]
    firsts = np.concatenate(([0], np.flatnonzero(~same) + 1))
    ends = np.append(firsts[1:], len(key))
    beside = np.zeros(len(key), np.bool_)
    beside[1:] = same & (middle[1:] - middle[:-1] <= SAME_LINE * np.maximum(height[1:], height[:-1]))
    uppermost = np.repeat(firsts, ends - firsts)
    beside |= (x1 <= x0[uppermost]) | (x0 >= x1[uppermost])
    chosen = np.logical_or.reduceat(beside, firsts)
    return list(zip(firsts[chosen].tolist(), ends[chosen].tolist(), strict=True))


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pieces_to_lines(pieces: Sequence[_Piece], letters: _Letters | None, split: bool) -> list[list[_Piece]]:
    """Return the pieces of each line, from the top down and from left to right.

    Args:
        pieces: Those of one cell and one direction.
        letters: The glyphs, where lines may lie over each other. In a column of vertical writing they don't: two
            figures stand side by side there, as 10 in 令和10年.
        split: Whether what stands far apart is two lines.
    """
    if len(pieces) == 1:
        return [[pieces[0]]]
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        if lines and _is_on(lines[-1], piece) and not (letters and _lies_over(lines[-1], piece, letters)):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    ordered = [sorted(line, key=lambda p: p.x0) for line in lines]
    return _split_wide_gaps(ordered) if split else _beside_all_lines(ordered)


def _is_on(line: Sequence[_Piece], piece: _Piece) -> bool:
    middle = line[0].middle if len(line) == 1 else sum(p.middle for p in line) / len(line)
    off = abs(piece.middle - middle)
    return off <= SAME_LINE * max(piece.height, line[0].height)


def _lies_over(line: Sequence[_Piece], piece: _Piece, letters: _Letters) -> bool:
    """Tell whether a piece is printed over letters of a line, and is of another line.

    It is a little lower, or says something else; the same again is bold by printing twice.
    """
    import numpy as np

    for other in line:
        x0, x1 = max(piece.x0, other.x0), min(piece.x1, other.x1)
        if x1 - x0 <= 0.5 * min(piece.x1 - piece.x0, other.x1 - other.x0):
            continue
        own, below = _over_each_other(_between(piece, letters, x0, x1), _between(other, letters, x0, x1), letters)
        if not len(own) or not len(below):
            continue
        # Latin letters stand lower than Japanese ones: only those over each other are compared.
        lower = letters.boxes[own][:, [1, 3]].mean() - letters.boxes[below][:, [1, 3]].mean()
        if np.abs(lower) > OVERLAPPING * piece.height:
            return True
        said, said_below = ("".join(letters.texts[place] for place in letters.places[each]) for each in (own, below))
        if min(len(said), len(said_below)) >= FEWEST_OVER and said not in said_below and said_below not in said:
            return True
    return False


def _between(piece: _Piece, letters: _Letters, x0: float, x1: float) -> NDArray[np.int64]:
    """Return the places of a piece's letters whose middles lie between two places."""
    import numpy as np

    own = letters.boxes[piece.start : piece.end]
    middles = (own[:, 0] + own[:, 2]) / 2
    return piece.start + np.flatnonzero((middles >= x0) & (middles <= x1))


def _over_each_other(
    own: NDArray[np.int64], below: NDArray[np.int64], letters: _Letters
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of two pieces' letters are printed over one another's.

    A piece that is printed letter by letter, in any order, leaves room for other pieces between its letters.
    """
    import numpy as np

    one, other = letters.boxes[own][:, None, :], letters.boxes[below][None, :, :]
    common = np.minimum(one[..., 2], other[..., 2]) - np.maximum(one[..., 0], other[..., 0])
    over = common > IN_COMMON * np.minimum(one[..., 2] - one[..., 0], other[..., 2] - other[..., 0])
    return own[over.any(axis=1)], below[over.any(axis=0)]


def _beside_all_lines(lines: list[list[_Piece]]) -> list[list[_Piece]]:
    """Return a cell's lines with what stands at mid-height beside all others before these, or behind them.

    A number, (6), to the left of a label of several lines is read first; a sum to their right, last.
    """
    if len(lines) < 2 or len(lines) == 2 == sum(map(len, lines)):
        return lines
    left = min(lines, key=lambda line: line[0].x0)
    if left is not lines[0] and left[0].x1 <= lines[0][0].x0:
        others = [line[1:] if line is left else line for line in lines if line is not left or len(line) > 1]
        starts = [line[0].x0 for line in others]
        is_aligned = len(left) == 1 or max(starts) - min(starts) <= BLOCK * left[0].height
        if left[0].x1 <= min(starts) and is_aligned and _is_at_mid_height(left[0], others):
            return [[left[0], *others[0]], *others[1:]]
    end = max(piece.x1 for piece in lines[0])
    right = next((line for line in lines[1:-1] if len(line) == 1 and line[0].x0 >= end), None)
    if right is not None:
        others = [line for line in lines if line is not right]
        if right[0].x0 >= max(p.x1 for line in others for p in line) and _is_at_mid_height(right[0], others):
            return [*others, right]
    return lines


def _is_at_mid_height(piece: _Piece, lines: Sequence[Sequence[_Piece]]) -> bool:
    """Tell whether a piece stands in the middle of several lines, between which there is no room for a line."""
    first, last = lines[0][0].middle, lines[-1][0].middle
    pitch = (last - first) / max(len(lines) - 1, 1)
    is_dense = max((below[0].middle - line[0].middle for line, below in pairwise(lines)), default=0.0) < (
        ROOM_FOR_A_LINE * piece.height
    )
    return len(lines) > 1 and is_dense and abs(piece.middle - (first + last) / 2) <= MID_HEIGHT * pitch


def _split_wide_gaps(lines: Sequence[Sequence[_Piece]]) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = []
    for line in lines:
        parts.append([line[0]])
        for before, piece in pairwise(line):
            if piece.x0 > before.x1 + FURNITURE_GAP * piece.height:
                parts.append([])
            parts[-1].append(piece)
    return parts
