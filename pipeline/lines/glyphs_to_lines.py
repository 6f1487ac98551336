"""Glyphs → printed lines: their text with its spaces, and the runs of one style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.lines.assign import OUTSIDE, UNSEEN
from pipeline.lines.reading_order import Ordered, reading_order
from pipeline.lines.spaces import find_spaces
from pipeline.model import Box, Line, Page, Run, Style

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.lines.decorations import Decorations

DOUBLE_STRIKE = 0.2
"""In ems. The same letter printed again this near may be bold by printing twice."""

OWN_WIDTH = 0.5
"""Of a letter's own width. Printed again nearer than this it is one letter: ``ii`` in narrow type is 0.14 em apart, as
wide as an i is, and the second printing of a bold letter by no more than a twentieth of an em."""


def glyphs_to_lines(
    page: Page,
    groups: NDArray[np.int32],
    decorations: Decorations | None = None,
    *,
    hidden: NDArray[np.bool_] | None = None,
    split_wide_gaps_in: int = OUTSIDE,
) -> dict[int, list[Line]]:
    """Return the printed lines of each group of glyphs, from the top down.

    ``groups`` has shape (n,): which cell a glyph is in, any number; glyphs of group UNSEEN are left out. In the group
    ``split_wide_gaps_in`` (the furniture) what stands far apart on one line is two lines. ``hidden``, shape (n,), is
    True for glyphs that their clip path hides.
    """
    if not (groups != UNSEEN).any():
        return {}
    return _ordered_to_lines(page, reading_order(page, groups, split_wide_gaps_in), decorations, hidden)


def _ordered_to_lines(
    page: Page, ordered: Ordered, decorations: Decorations | None, hidden: NDArray[np.bool_] | None
) -> dict[int, list[Line]]:
    import numpy as np

    index = ordered.index
    places = index.tolist()
    texts = list(map(page.glyphs.text.__getitem__, places))
    ems = ordered.ems
    styles, style_of = _styles(page, index, page.glyphs.runs[index], decorations)
    first_of_line = np.zeros(len(index), np.bool_)
    first_of_line[ordered.starts] = True
    twice = _printed_twice(texts, ordered.boxes, ems, first_of_line)
    printed = list(map(page.glyphs.spaces_before.__getitem__, places))
    within = printed.copy()
    for start in ordered.starts:
        within[start] = ""
    spaces = find_spaces(texts, within, ordered.boxes, ems, first_of_line | ordered.spread)
    cuts = first_of_line.copy()
    cuts[1:] |= style_of[1:] != style_of[:-1]
    run_starts = np.flatnonzero(cuts)
    run_boxes = _boxes_of_stretches(page.glyphs.boxes[index], run_starts)
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
    clipped = [False] * len(runs) if hidden is None else np.logical_and.reduceat(hidden[index], ordered.starts).tolist()
    lines: dict[int, list[Line]] = {}
    for number, start in enumerate(ordered.starts):
        if runs[number]:
            line = _line(runs[number], float(ems[start]), page.page_number, ordered.angles[number])
            line = replace(line, clipped=True) if clipped[number] else line
            lines.setdefault(ordered.groups[number], []).append(line)
    return lines


def _boxes_of_stretches(boxes: NDArray[np.float64], starts: NDArray[np.int64]) -> list[Box]:
    """Return the box around each stretch of glyphs, which begin at ``starts``; ``boxes`` has shape (n, 4)."""
    import numpy as np

    low = np.minimum.reduceat(boxes, starts)[:, :2]
    high = np.maximum.reduceat(boxes, starts)[:, 2:]
    # A page's lines share most of their sides: each number once is a tenth less memory for a long document.
    shown = np.concatenate((low, high), axis=1).round(3) + 0.0  # never -0.0, which equals 0.0 and is another byte
    numbers: dict[float, float] = {}
    sides = [numbers.setdefault(side, side) for side in shown.ravel().tolist()]
    return list(map(Box, sides[::4], sides[1::4], sides[2::4], sides[3::4]))


def _put_in_spaces(texts: list[str], spaces: Mapping[int, str], twice: NDArray[np.bool_]) -> None:
    """Put the space before each glyph that has one to its text; a letter's second printing has neither."""
    for i, space in spaces.items():
        texts[i] = space + texts[i]
    for i in twice.nonzero()[0].tolist():
        texts[i] = ""


def _keep_spaces_at_breaks(
    runs: list[list[Run]], ordered: Ordered, printed: Sequence[str], trailing: frozenset[int]
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


def _line(runs: list[Run], font_size: float, page_number: int, angle: int) -> Line:
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    return Line(tuple(runs), box, round(font_size, 3), page_number, angle)


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
        crossed = decorations.crossed[index]
        highlight, shade = decorations.highlight[index], decorations.shade[index]
        for i in np.flatnonzero(under | strike | crossed | (highlight != "") | (shade != "")).tolist():
            base = plain[style_of[i]]
            drawn = bool(under[i]), bool(strike[i]), highlight[i] or None, bool(crossed[i]), shade[i] or None
            style = Style(base.colour, base.bold, *drawn)
            style_of[i] = numbers.setdefault(style, len(numbers))
    return list(numbers), style_of


def _printed_twice(
    texts: Sequence[str], boxes: NDArray[np.float64], ems: NDArray[np.float64], first_of_line: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which glyphs are a letter's second printing, shape (n,)."""
    import numpy as np

    twice = np.zeros(len(texts), np.bool_)
    nearest = np.minimum(DOUBLE_STRIKE * ems[1:], OWN_WIDTH * (boxes[1:, 2] - boxes[1:, 0]))
    near = np.flatnonzero(
        (np.abs(boxes[1:, 0] - boxes[:-1, 0]) <= nearest)
        & (np.abs(boxes[1:, 1] - boxes[:-1, 1]) <= DOUBLE_STRIKE * ems[1:])
        & ~first_of_line[1:]
    )
    for i in near.tolist():
        twice[i + 1] = texts[i] == texts[i + 1]
    return twice
