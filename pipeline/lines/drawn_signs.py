"""Signs that are drawn in cells, not printed: ○ and △ of a status column, made with an office program's shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.drawing.shapes import LARGEST
from pipeline.findings import finding
from pipeline.lines.crossed import crossed_cells
from pipeline.model import LEANING_STROKES, Box, Drawing, Finding, Glyphs, Grid, Page, TextRun, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


SIZE = (0.55, 2.5)
"""Times the height of the page's glyphs, for a sign that stands for a letter: bullets are smaller, buttons larger."""

WITHIN = 1.0
"""In points. How far a drawing may stand out of its cell."""

SPANS = 0.7
"""Of its cell's width and height. A drawing so large in an empty cell crosses it out: there is nothing to be read."""


def read_drawn_signs(
    page: Page, grids: Sequence[Grid], groups: NDArray[np.int32]
) -> tuple[Page, NDArray[np.int32], tuple[Finding, ...]]:
    """Return the page with a glyph for each drawn sign, the cells of its glyphs, and what there is to tell.

    Args:
        page: The upright page.
        grids: Its tables.
        groups: The cell of each glyph, counted through all grids; shape (n,).
    """
    import numpy as np

    if not page.drawings or not len(groups):
        return page, groups, ()
    cells = [cell.box for grid in grids for cell in grid.cells]
    height = float(np.median(page.glyphs.boxes[:, 3] - page.glyphs.boxes[:, 1]))
    signs: list[tuple[Drawing, int]] = []
    unread = over = 0
    strokes = [drawing for drawing in page.drawings if drawing.sign in LEANING_STROKES]
    for drawing in page.drawings:
        if not any(grid.box.holds(drawing.box, WITHIN) for grid in grids):
            continue  # as those of a chart beside the table are
        if drawing.path and max(drawing.box.width, drawing.box.height) > LARGEST:
            continue
        group = next((number for number, box in enumerate(cells) if box.holds(drawing.box, WITHIN)), None)
        if group is None:
            continue
        is_sign = drawing.sign is not None and drawing.sign not in LEANING_STROKES
        if _lies_over_text(drawing.box, page.glyphs):
            over += is_sign
        elif is_sign and SIZE[0] * height <= drawing.box.height <= SIZE[1] * height:
            signs.append((drawing, group))
        elif not (groups == group).any() and not _crosses_out(drawing.box, cells[group]):
            unread += 1
    told = (*_findings(page, signs, unread, over), *crossed_cells(page, grids, groups, strokes))
    return *_with_signs(page, groups, signs), told


def _lies_over_text(box: Box, glyphs: Glyphs) -> bool:
    return bool(glyphs.middles_in(box).any())


def _crosses_out(box: Box, cell: Box) -> bool:
    return box.width >= SPANS * cell.width and box.height >= SPANS * cell.height


def _with_signs(
    page: Page, groups: NDArray[np.int32], signs: Sequence[tuple[Drawing, int]]
) -> tuple[Page, NDArray[np.int32]]:
    """Return the page with a glyph and a run of its own for each sign, and the cells of all glyphs."""
    import numpy as np

    if not signs:
        return page, groups
    first, glyphs = len(page.text_runs), page.glyphs
    runs = [TextRun(drawing.colour, drawing.box.height) for drawing, _ in signs]
    longer = Glyphs(
        [*glyphs.text, *(drawing.sign or "" for drawing, _ in signs)],
        np.concatenate([glyphs.boxes, np.array([drawing[:4] for drawing, _ in signs])]),
        np.concatenate([glyphs.runs, np.arange(first, first + len(signs), dtype=np.int32)]),
        [*glyphs.spaces_before, *("" for _ in signs)],
        glyphs.trailing_spaces,
        None if glyphs.confidence is None else np.append(glyphs.confidence, np.ones(len(signs), np.float32)),
    )
    cells = np.concatenate([groups, np.array([group for _, group in signs], np.int32)])
    return replace(page, glyphs=longer, text_runs=TextRuns.of([*page.text_runs, *runs])), cells


def _findings(page: Page, signs: Sequence[tuple[Drawing, int]], unread: int, over: int) -> tuple[Finding, ...]:
    number = page.page_number
    told = []
    if signs:
        text = "".join(drawing.sign or "" for drawing, _ in signs)
        told.append(finding("drawn_sign", page_number=number, text=text, count=len(signs)))
    if unread:
        told.append(finding("drawing_in_cell", "alone", page_number=number, count=unread))
    if over:
        told.append(finding("drawing_in_cell", "over", page_number=number, count=over))
    return tuple(told)
