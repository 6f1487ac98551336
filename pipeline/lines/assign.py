"""Which cell a glyph belongs to: where its middle lies, but for text that is wider or taller than its cell.

Excel prints such text whole: clipped to the cell, or lying over the next one. The clip path says whose it is where
there is one; else the glyph that stands across the rule gives it away, and the text goes to the cell that it is
aligned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.findings import finding
from pipeline.lines.clip_paths import NOBODY, clips_to_cells
from pipeline.lines.large_text import too_large_for_cells
from pipeline.lines.letters_over import letters_around, letters_over
from pipeline.lines.stamps import stamped
from pipeline.model import Box, Finding, Glyphs, Grid, Page
from pipeline.overlaps import box_array
from pipeline.writing.kinsoku import is_half_blank

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


OUTSIDE = -1
"""The group of glyphs that are in no cell."""

UNSEEN = -2
"""The group of glyphs that are not painted, or printed across the table."""

ZEROS = ("0", "０")
"""What workbooks set in white in cells that nobody filled in."""

LEAST_READABLE, REDUCED = 1.0, 3.0
"""In points, and times this: what is printed smaller is a speck to the eye, unless the whole page is a reduced one."""

WIDE_CLIP = 0.5
"""Of the page's width. A clip path from this width on is the table's or the page's."""

ACROSS = 0.12
"""Of a glyph's width. One that reaches this far into both cells stands across the rule between them."""

CONTIGUOUS = 0.35
"""In glyph heights. Glyphs of one piece of text stand nearer than this."""


FLUSH, FLUSH_CELLS = 0.3, 2
"""In points, how near to each other texts of a column begin that are set flush; how many others show that they are."""


class Assignment(Struct, frozen=True, eq=False):
    """For each glyph the number of its cell, counted through all grids of the page; OUTSIDE or UNSEEN otherwise.

    ``hidden``, shape (n,), is True for a cell's glyphs that its clip path hides above or below.
    """

    groups: NDArray[np.int32]
    hidden: NDArray[np.bool_]
    findings: tuple[Finding, ...]


def assign_glyphs(page: Page, grids: Sequence[Grid]) -> Assignment:
    """Return each glyph's cell, and what had to be decided on the way."""
    import numpy as np

    groups = np.full(len(page.glyphs.text), OUTSIDE, np.int32)
    offset = 0
    cell_boxes: list[Box] = []
    for grid in grids:
        _place_in_grid(page.glyphs, grid, groups, offset)
        offset += len(grid.cells)
        cell_boxes += [cell.box for cell in grid.cells]
    across = too_large_for_cells(page, groups, cell_boxes) | stamped(page, groups, cell_boxes)
    groups[across] = UNSEEN
    clips = clips_to_cells(page, cell_boxes)
    moved = _obey_clips(page, groups, clips.cells) + _keep_text_whole(page, groups, cell_boxes)
    findings = []
    if across.any():
        text, count = page.sample(across), int(across.sum())
        findings.append(finding("text_across_table", page_number=page.page_number, text=text, count=count))
    if moved:
        text = ", ".join(sorted(moved)[:5])
        findings.append(finding("text_over_neighbour", page_number=page.page_number, text=text))
    unseen = _unseen(page, clips.cells)
    if unseen is not None:
        groups[unseen] = UNSEEN
        count = int(unseen.sum())
        # Not quoted: what a redaction hides is not to be published by a finding either.
        only_zeros = all(page.glyphs.text[index] in ZEROS for index in unseen.nonzero()[0].tolist())
        code = "hidden_zeros" if only_zeros else "invisible_text"
        findings.append(finding(code, page_number=page.page_number, count=count))
    return Assignment(groups, clips.hidden, tuple(findings))


def _place_in_grid(glyphs: Glyphs, grid: Grid, groups: NDArray[np.int32], offset: int) -> None:
    import numpy as np

    owner = np.full((len(grid.rows) + 1, len(grid.columns) + 1), -1, np.int32)  # with a margin for what stands outside
    owner[1:-1, 1:-1] = grid.owner
    x, y = glyphs.middles
    owners = owner[np.searchsorted(grid.rows, y, side="right"), np.searchsorted(grid.columns, x, side="right")]
    inside = owners >= 0
    groups[inside] = owners[inside] + offset


def _obey_clips(page: Page, groups: NDArray[np.int32], targets: NDArray[np.int32]) -> list[str]:
    """Give glyphs whose clip path shows one cell to that cell, wherever they lie."""
    import numpy as np

    wrong = (targets != NOBODY) & (groups != targets)
    if not wrong.any():
        return []
    groups[wrong] = targets[wrong]
    moved = np.unique(page.glyphs.runs[wrong])
    starts, ends = (np.searchsorted(page.glyphs.runs, moved, side=side).tolist() for side in ("left", "right"))
    return ["".join(page.glyphs.text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _keep_text_whole(page: Page, groups: NDArray[np.int32], cells: Sequence[Box]) -> list[str]:
    """Keep a piece of text in one cell where a glyph of it stands across a rule."""
    import numpy as np

    boxes = page.glyphs.boxes
    changes = np.flatnonzero(groups[1:] != groups[:-1])
    changes = changes[_stand_near(boxes, changes)]
    if not cells or not len(changes):  # as on nearly all pages
        return []
    edges = box_array(cells)
    candidates = changes[_goes_on(page, groups, edges, changes)]
    if not len(candidates):
        return []
    breaks = np.flatnonzero(~_goes_on(page, groups, edges, np.arange(len(boxes) - 1)))
    moved, done = [], -1
    for place in candidates.tolist():
        if place <= done:
            continue
        following = int(np.searchsorted(breaks, place))
        first = int(breaks[following - 1]) + 1 if following else 0
        last = int(breaks[following]) + 1 if following < len(breaks) else len(boxes)
        first, last = _without_neighbours(page, groups, edges, first, place, last)
        done = last - 1
        touched = sorted({int(g) for g in groups[first:last] if g >= 0})
        if touched and (_stands_across(boxes[first:last], groups[first:last], edges) or _lies_over(boxes, first, last)):
            groups[first:last] = _best_aligned(boxes[first:last], touched, cells)
            moved.append("".join(page.glyphs.text[first:last]))
    return moved


def _without_neighbours(  # noqa: PLR0913 - a piece of a page's text is so much
    page: Page, groups: NDArray[np.int32], edges: NDArray[np.float64], first: int, place: int, last: int
) -> tuple[int, int]:
    """Return where the piece of text around a place begins and ends, without its neighbours' texts.

    A text that is a little wider than its cell ends right before the next cell's own, which begins in another text
    object where others of its column do.
    """
    boxes, runs = page.glyphs.boxes, page.glyphs.runs
    for start in range(last - 1, first, -1):
        if groups[start] < 0 or runs[start] == runs[start - 1]:
            continue
        enters = boxes[start - 1, 0] < edges[groups[start], 0] - 0.4 <= boxes[start, 0]
        if enters and _begins_flush(boxes, groups, edges, start):
            if start <= place:
                return start, last
            last = start
    return first, last


def _begins_flush(
    boxes: NDArray[np.float64], groups: NDArray[np.int32], edges: NDArray[np.float64], place: int
) -> bool:
    """Tell whether a glyph stands where the texts of several other cells of its column begin."""
    import numpy as np

    group = int(groups[place])
    column = np.flatnonzero(np.abs(edges[:, 0] - edges[group, 0]) <= FLUSH)
    others = np.isin(groups, column) & (groups != group)
    begins = np.full(len(edges), np.inf)
    np.minimum.at(begins, groups[others], boxes[others, 0])
    return int((np.abs(begins - boxes[place, 0]) <= FLUSH).sum()) >= FLUSH_CELLS


def _goes_on(
    page: Page, groups: NDArray[np.int32], edges: NDArray[np.float64], places: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell of some glyphs whether the next one is of the same piece of text, shape (m,); ``places`` has not the last.

    It is not where it stands apart or its clip path is another, nor where another text object begins in the next cell
    and both glyphs stand within their cells: a number set flush right and a text set flush left are that near. So is a
    text that fills its cell up to its full stop, whose right half is blank.
    """
    import numpy as np

    clips: dict[Box | None, int] = {}
    clip_of = page.text_runs.each(lambda run: clips.setdefault(run.clip, len(clips)), np.int32)
    boxes = page.glyphs.boxes
    before, after = (boxes.take(index, axis=0) for index in (places, places + 1))
    run, next_run = page.glyphs.runs[places], page.glyphs.runs[places + 1]
    group, next_group = groups[places], groups[places + 1]
    right = np.where(group >= 0, edges[group, 2], np.inf)
    left = np.where(next_group >= 0, edges[next_group, 0], -np.inf)
    ends_within = before[:, 2] <= right + 0.4
    leaves = (run != next_run) & (group != next_group) & (after[:, 0] >= left - 0.4)
    for number in np.flatnonzero(leaves & ~ends_within).tolist():
        place, middle = places[number], (before[number, 0] + before[number, 2]) / 2
        ends_within[number] = is_half_blank(page.glyphs.text[place]) and middle <= right[number]
    goes_on: NDArray[np.bool_] = (clip_of[run] == clip_of[next_run]) & ~(leaves & ends_within)
    return goes_on & _stand_near(boxes, places)


def _stand_near(boxes: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of some glyphs whether the next one stands right behind it on its line, shape (m,)."""
    import numpy as np

    before, after = (boxes.take(index, axis=0) for index in (places, places + 1))
    height = np.maximum(after[:, 3] - after[:, 1], before[:, 3] - before[:, 1])
    near: NDArray[np.bool_] = (np.abs(after[:, 1] + after[:, 3] - before[:, 1] - before[:, 3]) <= 0.9 * height) & (
        np.abs(after[:, 0] - before[:, 2]) <= CONTIGUOUS * height
    )
    return near


def _stands_across(boxes: NDArray[np.float64], groups: NDArray[np.int32], edges: NDArray[np.float64]) -> bool:
    """Tell whether a glyph reaches well out of the cell that its middle lies in."""
    import numpy as np

    inside = groups >= 0
    cell = edges[groups[inside]]
    glyph = boxes[inside]
    width = glyph[:, 2] - glyph[:, 0]
    beyond = np.maximum(glyph[:, 2] - cell[:, 2], cell[:, 0] - glyph[:, 0])
    return bool((beyond > np.maximum(ACROSS * width, 0.4)).any())


def _lies_over(boxes: NDArray[np.float64], first: int, last: int) -> bool:
    """Tell whether a piece of text runs over other letters: it left its cell even if each letter ends at a rule."""
    import numpy as np

    mine, others = boxes[first:last], np.delete(boxes, slice(first, last), axis=0)
    return bool(letters_over(mine, others[letters_around(mine, others)]).any())


def _best_aligned(boxes: NDArray[np.float64], touched: Sequence[int], cells: Sequence[Box]) -> int:
    """Return the cell that a piece of text is set flush with or centred in; the first where none is nearer."""
    start, end = float(boxes[:, 0].min()), float(boxes[:, 2].max())

    def distance(number: int) -> float:
        cell = cells[number]
        return min(
            abs(start - cell.x0) + (0 if start >= cell.x0 - 1 else 4),
            abs((start + end) - (cell.x0 + cell.x1)) / 2,
            abs(end - cell.x1) + (0 if end <= cell.x1 + 1 else 4),
        )

    return min(touched, key=lambda number: (round(distance(number), 1), number))


def _unseen(page: Page, targets: NDArray[np.int32]) -> NDArray[np.bool_] | None:
    """Return which glyphs are not painted, None where none is or where the page has no others.

    A scan with a text layer has nothing but such glyphs: there they are all that can be read.
    """
    import numpy as np

    kinds = page.text_runs.kinds
    is_all_painted, is_cut_off = all(kind.visible for kind in kinds), any(_is_wide(kind.clip, page) for kind in kinds)
    has_specks = any(kind.font_size < LEAST_READABLE for kind in kinds)
    if is_all_painted and not is_cut_off and not has_specks:  # as on most pages
        return None
    unseen: NDArray[np.bool_] = page.of_glyphs(lambda run: not run.visible, np.bool_)
    if has_specks:
        unseen |= _specks(page)
    if is_cut_off:
        unseen |= _clipped_away(page) & (targets == NOBODY)
    return unseen if unseen.any() and not unseen.all() else None


def _specks(page: Page) -> NDArray[np.bool_]:
    """Return which glyphs are too small for any eye, on a page whose type is not; a Type 3 font's may be of size 1."""
    import numpy as np

    sizes = page.of_glyphs(lambda run: run.font_size, np.float64)
    heights = page.glyphs.boxes[:, 3] - page.glyphs.boxes[:, 1]
    small: NDArray[np.bool_] = np.maximum(sizes, heights) < LEAST_READABLE
    return small & bool(np.median(heights) >= REDUCED * LEAST_READABLE)


def _is_wide(clip: Box | None, page: Page) -> bool:
    """Tell whether a clip path is that of the whole table rather than of a cell, whose text it may cut off and keep."""
    return clip is not None and clip.width >= WIDE_CLIP * page.width


def _clipped_away(page: Page) -> NDArray[np.bool_]:
    """Return which glyphs lie above or below a clip path as wide as the table: Qt draws it whole on every page."""
    import numpy as np

    def limit(side: int, none: float) -> NDArray[np.float64]:
        return page.of_glyphs(
            lambda run: run.clip[side] if run.clip is not None and _is_wide(run.clip, page) else none, np.float64
        )

    _, middle = page.glyphs.middles
    away: NDArray[np.bool_] = (middle < limit(1, -np.inf) - 1) | (middle > limit(3, np.inf) + 1)
    return away
