"""Glyphs → printed lines: reading order, letters printed twice, text that runs downwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pipeline.model import Box, Line, Page, Run, Style
from pipeline.parse.assign import OUTSIDE, UNSEEN
from pipeline.parse.spaces import find_spaces
from pipeline.vocabulary.ditto import ditto_signs
from pipeline.vocabulary.status import mark_signs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.parse.decorations import Decorations

SAME_LINE = 0.45
"""Of the glyph's height. Lines are at least 0.9 heights apart, a superscript is some 0.3 off its line."""

TALLEST = 1.45
"""In ems. A font may tell an ascent and a descent of 2.9 ems (Apache FOP writes Noto's so): its lines would be one."""

FURNITURE_GAP = 2.5
"""In ems. What stands further apart outside a table is two lines: title to the left, document number to the right."""

DOUBLE_STRIKE = 0.2
"""In ems. The same letter printed again this near is bold by printing twice."""

_BULLETS = frozenset("※・")


def _is_sign(letter: str) -> bool:
    """Return whether a letter stands below others as a list rather than as the letters of a word."""
    return letter in _BULLETS or letter in mark_signs() or letter in ditto_signs()


class _Ordered(Struct, frozen=True, eq=False):
    """Glyphs in reading order: ``index`` into the page's, ``starts`` where lines begin, ``groups`` of the lines."""

    index: NDArray[np.int64]
    starts: list[int]
    groups: list[int]
    downward: list[bool]


def glyphs_to_lines(
    page: Page, groups: NDArray[np.int32], decorations: Decorations | None = None, *, split_wide_gaps_in: int = OUTSIDE
) -> dict[int, list[Line]]:
    """Return the printed lines of each group of glyphs, from the top down.

    ``groups`` has shape (n,): which cell a glyph is in, any number; glyphs of group UNSEEN are left out. In the group
    ``split_wide_gaps_in`` (the furniture) what stands far apart on one line is two lines.
    """
    if not len(page.glyphs.text):
        return {}
    ordered = _reading_order(page, groups, split_wide_gaps_in)
    if not len(ordered.index):
        return {}
    return _ordered_to_lines(page, ordered, decorations)


def _reading_order(page: Page, groups: NDArray[np.int32], furniture: int) -> _Ordered:
    """Cut the content stream where it leaves a line, and put the pieces of each group in reading order."""
    import numpy as np

    boxes = page.glyphs.boxes
    index = np.argsort(groups, kind="stable")
    index = index[groups[index] != UNSEEN]
    if not len(index):
        return _Ordered(index, [], [], [])
    box, group = boxes[index], groups[index]
    ems = page.of_glyphs(lambda run: run.font_size, np.float64)[index]
    middle, height = (box[:, 1] + box[:, 3]) / 2, box[:, 3] - box[:, 1]
    height = np.where(ems > 0, np.minimum(height, TALLEST * ems), height)
    tallest = np.maximum(height[1:], height[:-1])
    leaves = (
        (group[1:] != group[:-1])
        | (np.abs(middle[1:] - middle[:-1]) > SAME_LINE * tallest)
        | (box[1:, 0] < box[:-1, 0] - 0.3 * tallest)
        | ((box[1:, 0] > box[:-1, 2] + FURNITURE_GAP * tallest) & (group[1:] == furniture))
    )
    starts = np.concatenate(([0], np.flatnonzero(leaves) + 1))
    ends = np.concatenate((starts[1:], [len(index)]))
    x0, x1 = box[starts, 0], np.maximum.reduceat(box[:, 2], starts)
    middles, heights = np.add.reduceat(middle, starts) / (ends - starts), np.maximum.reduceat(height, starts)
    pieces = list(map(_Piece, *(values.tolist() for values in (starts, ends, x0, x1, middles, heights))))
    order: list[NDArray[np.int64]] = []
    line_starts, line_groups, downward, position = [], [], [], 0
    piece_groups = group[starts].tolist()
    for key, members in _by_group(pieces, piece_groups):
        lines, runs_down = _pieces_to_lines(members, page, index, split=key == furniture)
        for line in lines:
            if len(line) == 1:
                part = index[line[0].start : line[0].end]
            else:
                part = np.concatenate([index[piece.start : piece.end] for piece in line])
                part = part if runs_down else part[np.argsort(boxes[part, 0], kind="stable")]
            order.append(part)
            line_starts.append(position)
            line_groups.append(key)
            downward.append(runs_down)
            position += len(part)
    return _Ordered(np.concatenate(order), line_starts, line_groups, downward)


class _Piece(NamedTuple):
    """Glyphs that follow each other in the content stream on one line."""

    start: int
    end: int
    x0: float
    x1: float
    middle: float
    height: float


def _by_group(pieces: Sequence[_Piece], groups: Sequence[int]) -> list[tuple[int, list[_Piece]]]:
    gathered: list[tuple[int, list[_Piece]]] = []
    for piece, group in zip(pieces, groups, strict=True):
        if not gathered or gathered[-1][0] != group:
            gathered.append((group, []))
        gathered[-1][1].append(piece)
    return gathered


def _pieces_to_lines(
    pieces: list[_Piece], page: Page, index: NDArray[np.int64], *, split: bool
) -> tuple[list[list[_Piece]], bool]:
    """Return the pieces of each line, and whether the group's text runs downwards."""
    if len(pieces) == 1:
        return [pieces], False
    if not split and _runs_downward(pieces, page, index):
        return _downward_columns(pieces), True
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        last = lines[-1] if lines else None
        if last is not None and abs(piece.middle - _middle(last)) <= SAME_LINE * max(piece.height, last[0].height):
            last.append(piece)
        else:
            lines.append([piece])
    ordered = [sorted(line, key=lambda p: p.x0) for line in lines]
    return (_split_wide_gaps(ordered) if split else ordered), False


def _middle(line: Sequence[_Piece]) -> float:
    return sum(p.middle for p in line) / len(line)


def _split_wide_gaps(lines: Sequence[Sequence[_Piece]]) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = []
    for line in lines:
        parts.append([line[0]])
        for before, piece in pairwise(line):
            if piece.x0 > before.x1 + FURNITURE_GAP * piece.height:
                parts.append([])
            parts[-1].append(piece)
    return parts


def _runs_downward(pieces: Sequence[_Piece], page: Page, index: NDArray[np.int64]) -> bool:
    """Tell whether letters stand below each other, one a line: names as column heads, or vertical writing."""
    single = [piece for piece in pieces if piece.end - piece.start == 1]
    if len(single) < 2 or len(single) < 0.9 * len(pieces):
        return False
    if any(_is_sign(page.glyphs.text[index[piece.start]]) for piece in single):
        return False
    steps = list(pairwise(single))
    down = sum(_is_below(first, second) for first, second in steps)
    return down >= 0.6 * len(steps)


def _is_below(first: _Piece, second: _Piece) -> bool:
    same_column = abs((first.x0 + first.x1) - (second.x0 + second.x1)) / 2 <= 0.35 * first.height
    return same_column and second.middle - first.middle > 0


def _downward_columns(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Return the columns of text that runs downwards, in the order in which they are printed: right to left."""
    columns: list[list[_Piece]] = []
    for piece in pieces:
        if columns and _is_below(columns[-1][-1], piece):
            columns[-1].append(piece)
        else:
            columns.append([piece])
    return columns


def _ordered_to_lines(page: Page, ordered: _Ordered, decorations: Decorations | None) -> dict[int, list[Line]]:
    import numpy as np

    index = ordered.index
    boxes, run_of = page.glyphs.boxes[index], page.glyphs.runs[index]
    texts: list[str] = np.array(page.glyphs.text, dtype=object)[index].tolist()
    ems = page.of_glyphs(lambda run: run.font_size, np.float64)[index]
    styles, style_of = _styles(page, index, run_of, decorations)
    first_of_line = np.zeros(len(index), np.bool_)
    first_of_line[ordered.starts] = True
    downward = np.repeat(ordered.downward, np.diff([*ordered.starts, len(index)]))
    twice = _printed_twice(texts, boxes, ems, first_of_line)
    printed: list[str] = np.array(page.glyphs.spaces_before, dtype=object)[index].tolist()
    spaces = find_spaces(texts, printed, boxes, ems, first_of_line | downward)
    cuts = first_of_line.copy()
    cuts[1:] |= style_of[1:] != style_of[:-1]
    run_starts = np.flatnonzero(cuts)
    low = np.minimum.reduceat(boxes, run_starts)[:, :2]
    high = np.maximum.reduceat(boxes, run_starts)[:, 2:]
    # A page's lines share most of their sides: each number once is a tenth less memory for a long document.
    shown = np.concatenate((low, high), axis=1).round(3) + 0.0  # never -0.0, which equals 0.0 and is another byte
    numbers: dict[float, float] = {}
    sides = [numbers.setdefault(side, side) for side in shown.ravel().tolist()]
    run_boxes = list(map(Box, sides[::4], sides[1::4], sides[2::4], sides[3::4]))
    run_lines = (np.cumsum(first_of_line) - 1)[run_starts].tolist()
    run_styles = style_of[run_starts].tolist()
    doubled = np.logical_or.reduceat(twice, run_starts).tolist()
    _put_in_spaces(texts, spaces, twice)
    runs: list[list[Run]] = [[] for _ in ordered.starts]
    starts = run_starts.tolist()
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(index)], strict=True)):
        text = "".join(texts[start:end])
        if text:
            style = styles[run_styles[number]]
            style = style._replace(bold=True) if doubled[number] else style
            runs[run_lines[number]].append(Run(text, style, run_boxes[number]))
    _keep_spaces_at_breaks(runs, ordered, printed, page.glyphs.trailing_spaces)
    lines: dict[int, list[Line]] = {}
    for number, start in enumerate(ordered.starts):
        if runs[number]:
            line = _line(runs[number], float(ems[start]), page.page_number)
            lines.setdefault(ordered.groups[number], []).append(line)
    return lines


def _put_in_spaces(texts: list[str], spaces: Mapping[int, str], twice: NDArray[np.bool_]) -> None:
    """Put the space before each glyph that has one to its text; a letter's second printing has neither."""
    for i, space in spaces.items():
        texts[i] = space + texts[i]
    for i in twice.nonzero()[0].tolist():
        texts[i] = ""


def _keep_spaces_at_breaks(
    runs: list[list[Run]], ordered: _Ordered, printed: Sequence[str], trailing: frozenset[int]
) -> None:
    """Give a space that is printed between two lines of a cell to the end of the first: an author may have typed it."""
    for number, start in enumerate(ordered.starts):
        goes_on = number > 0 and ordered.index[start] == ordered.index[start - 1] + 1
        if goes_on and printed[start] and runs[number - 1] and ordered.groups[number] == ordered.groups[number - 1]:
            _end_with_space(runs[number - 1])
    if trailing:
        for number, end in enumerate([*ordered.starts[1:], len(ordered.index)]):
            if runs[number] and int(ordered.index[end - 1]) in trailing:
                _end_with_space(runs[number])


def _end_with_space(runs: list[Run]) -> None:
    if not runs[-1].text.endswith(" "):
        runs[-1] = runs[-1]._replace(text=runs[-1].text + " ")


def _line(runs: list[Run], font_size: float, page_number: int) -> Line:
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    return Line(tuple(runs), box, round(font_size, 3), page_number)


def _styles(
    page: Page, index: NDArray[np.int64], run_of: NDArray[np.int32], decorations: Decorations | None
) -> tuple[list[Style], NDArray[np.int64]]:
    """Return the styles that occur, and which of them each glyph has, shape (n,)."""
    import numpy as np

    numbers: dict[Style, int] = {}
    of_run = page.text_runs.each(lambda run: numbers.setdefault(Style(run.colour, run.bold), len(numbers)), np.int64)
    style_of = of_run[run_of]
    if decorations is not None and decorations.any:
        plain = list(numbers)
        under, strike = decorations.underline[index], decorations.strike[index]
        highlight = decorations.highlight[index]
        for i in np.flatnonzero(under | strike | (highlight != "")).tolist():
            base = plain[style_of[i]]
            style = Style(base.colour, base.bold, bool(under[i]), bool(strike[i]), highlight[i] or None)
            style_of[i] = numbers.setdefault(style, len(numbers))
    return list(numbers), style_of


def _printed_twice(
    texts: Sequence[str], boxes: NDArray[np.float64], ems: NDArray[np.float64], first_of_line: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which glyphs are a letter's second printing, shape (n,)."""
    import numpy as np

    twice = np.zeros(len(texts), np.bool_)
    near = np.flatnonzero(
        (np.abs(boxes[1:, 0] - boxes[:-1, 0]) <= DOUBLE_STRIKE * ems[1:])
        & (np.abs(boxes[1:, 1] - boxes[:-1, 1]) <= DOUBLE_STRIKE * ems[1:])
        & ~first_of_line[1:]
    )
    for i in near.tolist():
        twice[i + 1] = texts[i] == texts[i + 1]
    return twice
