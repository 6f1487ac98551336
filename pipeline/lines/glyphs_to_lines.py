"""Glyphs → printed lines: their text with its spaces, and the runs of one style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from pipeline.lines.assign import OUTSIDE, UNSEEN
from pipeline.lines.reading_order import Ordered, reading_order
from pipeline.lines.spaces import find_spaces
from pipeline.model import Box, Glyphs, Line, Page, Run, Style

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

    index, ems = ordered.index, ordered.ems
    texts: list[str] = np.array(page.glyphs.text, np.object_).take(index).tolist()
    styles, style_of = _styles(page, index, page.glyphs.runs[index], decorations)
    first_of_line = np.zeros(len(index), np.bool_)
    first_of_line[ordered.starts] = True
    twice = _printed_twice(texts, ordered.boxes, ems, first_of_line)
    printed = _printed_spaces(page.glyphs, index)
    within = {place: space for place, space in printed.items() if not first_of_line[place]}
    spaces = find_spaces(texts, within, ordered.boxes, ems, first_of_line | ordered.spread)
    cuts = first_of_line.copy()
    cuts[1:] |= style_of[1:] != style_of[:-1]
    run_starts = np.flatnonzero(cuts)
    doubled = np.logical_or.reduceat(twice, run_starts).tolist()
    run_styles = map(styles.__getitem__, style_of[run_starts].tolist())
    run_lines = (np.cumsum(first_of_line) - 1)[run_starts].tolist()
    boxes = _boxes_of_stretches(page.glyphs.boxes.take(index, axis=0), run_starts)
    _put_in_spaces(texts, spaces, twice)
    runs: list[list[Run]] = [[] for _ in ordered.starts]
    starts = run_starts.tolist()
    stretches = zip(starts, [*starts[1:], len(index)], run_styles, boxes, run_lines, doubled, strict=True)
    for start, end, style, box, line, is_doubled in stretches:
        text = "".join(texts[start:end])
        if text:
            runs[line].append(Run(text, style._replace(bold=True) if is_doubled else style, box))
    _keep_spaces_at_breaks(runs, ordered, printed, page.glyphs.trailing_spaces)
    sizes = ems[ordered.starts].tolist()
    clipped = _clipped(ordered, hidden)
    lines: dict[int, list[Line]] = {}
    for own, group, angle, size, is_clipped in zip(runs, ordered.groups, ordered.angles, sizes, clipped, strict=True):
        if own:
            line = Line(tuple(own), _box_around(own), round(size, 3), page.page_number, angle, is_clipped)
            lines.setdefault(group, []).append(line)
    return lines


def _clipped(ordered: Ordered, hidden: NDArray[np.bool_] | None) -> list[bool]:
    """Return of each line whether all of its glyphs are hidden; ``hidden`` is that of the page's glyphs."""
    import numpy as np

    if hidden is None or not hidden.any():
        return [False] * len(ordered.starts)
    clipped: list[bool] = np.logical_and.reduceat(hidden[ordered.index], ordered.starts).tolist()
    return clipped


def _printed_spaces(glyphs: Glyphs, index: NDArray[np.int64]) -> dict[int, str]:
    """Return the space characters that are printed before glyphs, by the glyph's place in ``index``."""
    import numpy as np

    if not any(glyphs.spaces_before):
        return {}
    is_spaced = np.zeros(len(glyphs.text), np.bool_)
    is_spaced[list(compress(range(len(glyphs.text)), glyphs.spaces_before))] = True
    places = np.flatnonzero(is_spaced[index])
    spaces = map(glyphs.spaces_before.__getitem__, index[places].tolist())
    return dict(zip(places.tolist(), spaces, strict=True))


def _boxes_of_stretches(boxes: NDArray[np.float64], starts: NDArray[np.int64]) -> list[Box]:
    """Return the box around each stretch of glyphs, which begin at ``starts``; ``boxes`` has shape (n, 4)."""
    import numpy as np

    # A page's lines share most of their sides: each number once is a tenth less memory for a long document.
    numbers: dict[float, float] = {}
    outermost = (np.minimum, np.minimum, np.maximum, np.maximum)
    sides = np.array([way.reduceat(side, starts) for way, side in zip(outermost, boxes.T, strict=True)])
    shown = (sides.round(3) + 0.0).tolist()  # never -0.0, which equals 0.0 and is another byte
    return list(map(Box, *(map(numbers.setdefault, side, side) for side in shown)))


def _put_in_spaces(texts: list[str], spaces: Mapping[int, str], twice: NDArray[np.bool_]) -> None:
    """Put the space before each glyph that has one to its text; a letter's second printing has neither."""
    for i, space in spaces.items():
        texts[i] = space + texts[i]
    for i in twice.nonzero()[0].tolist():
        texts[i] = ""


def _keep_spaces_at_breaks(
    runs: list[list[Run]], ordered: Ordered, printed: Mapping[int, str], trailing: frozenset[int]
) -> None:
    """Give a space that is printed between two lines of a cell to the end of the first: an author may have typed it."""
    index, groups = ordered.index, ordered.groups
    for number, start in enumerate(ordered.starts):
        goes_on = start in printed and index[start] == index[start - 1] + 1
        if goes_on and number > 0 and runs[number - 1] and groups[number] == groups[number - 1]:
            _end_with_space(runs[number - 1])
    if trailing:
        lasts = index[[end - 1 for end in (*ordered.starts[1:], len(index))]].tolist()
        for own, last in zip(runs, lasts, strict=True):
            if own and last in trailing:
                _end_with_space(own)


def _end_with_space(runs: list[Run]) -> None:
    if not runs[-1].text.endswith(" "):
        runs[-1] = runs[-1]._replace(text=runs[-1].text + " ")


def _box_around(runs: Sequence[Run]) -> Box:
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    return box


def _styles(
    page: Page, index: NDArray[np.int64], run_of: NDArray[np.int32], decorations: Decorations | None
) -> tuple[list[Style], NDArray[np.int64]]:
    """Return the styles that occur, and which of them each glyph has, shape (n,)."""
    import numpy as np

    numbers: dict[Style, int] = {}
    of_run = page.text_runs.each(lambda run: numbers.setdefault(Style(run.colour, run.bold), len(numbers)), np.int64)
    style_of = of_run.take(run_of)
    if decorations is not None:
        plain = list(numbers)
        for place in np.flatnonzero(decorations.any[index]).tolist():
            base = plain[style_of[place]]
            style = Style(base.colour, base.bold, *decorations.of_glyph(int(index[place])))
            style_of[place] = numbers.setdefault(style, len(numbers))
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
