"""A page → its printed tables: grid, glyphs in cells, and what is left over as furniture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.lines.as_shown import back_turner, turn_line
from pipeline.lines.assign import OUTSIDE, assign_glyphs
from pipeline.lines.cell_shades import CellShades
from pipeline.lines.columns_outside import add_columns_beside
from pipeline.lines.decorations import decorate
from pipeline.lines.directions import vertical_page
from pipeline.lines.drawn_signs import read_drawn_signs
from pipeline.lines.glyphs_to_lines import glyphs_to_lines
from pipeline.lines.overprinted import overprinted_texts
from pipeline.lines.ruby import take_out_ruby
from pipeline.lines.unread import pictures_without_text, stray_text
from pipeline.model import Box, Grid, Line, Page, PageFacts, PageLayout, PrintedCell, PrintedGrid, PrintedPage, squeezed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def print_page(layout: PageLayout) -> PrintedPage:
    """Return the tables of a page with their text, and the lines that are in none of them."""
    import numpy as np

    page, angle, grids = layout.page, layout.angle, list(layout.grids)
    assignment = assign_glyphs(page, grids)
    grids, groups = add_columns_beside(page, grids, assignment.groups)
    groups, ruby = take_out_ruby(page, groups)
    page, groups, drawn = read_drawn_signs(page, grids, groups)
    is_decorated = layout.decorating or page.shades or page.crossings
    shades = CellShades.of(page.shades, grids)
    decorations = decorate(page, layout.decorating, shades, groups) if is_decorated else None
    added = len(groups) - len(assignment.hidden)
    hidden = np.pad(assignment.hidden, (0, added)) if added else assignment.hidden
    lines = glyphs_to_lines(page, groups, decorations, hidden=hidden)
    over = overprinted_texts(page.page_number, (own for group, own in lines.items() if group >= 0))
    counts = np.bincount(groups[groups >= 0], minlength=sum(len(grid.cells) for grid in grids)).tolist()
    back = back_turner(layout.shown, angle)
    if angle:
        lines = {group: [turn_line(line, back) for line in members] for group, members in lines.items()}
    sure = _least_confidence(page, groups, len(counts))
    colours = shades.colour_of()
    printed, offset = [], 0
    for grid in grids:
        printed.append(
            replace(
                _printed_grid(page, grid, offset, lines, counts, sure, colours, back),
                angle=angle,
                room_below=page.height - grid.rows[-1],
            )
        )
        offset += len(grid.cells)
    with_text = tuple(grid for grid in printed if any(cell.lines for cell in grid.cells))
    unread = (*stray_text(page, grids, groups), *pictures_without_text(page, grids))
    told = (
        *assignment.findings,
        *ruby,
        *vertical_page(page.page_number, chain.from_iterable(lines.values())),
        *drawn,
        *unread,
        *over,
    )
    return PrintedPage(
        _facts(layout, page, tuple(lines.get(OUTSIDE, ())), int((groups == OUTSIDE).sum())),
        with_text,
        (*page.findings, *layout.findings, *told),
        len(layout.shown.rules),
        bool(layout.shown.images),
        layout.shown.glyphs.text.count("\ufffd"),
    )


def _facts(layout: PageLayout, page: Page, furniture: tuple[Line, ...], furniture_glyph_count: int) -> PageFacts:
    """Return what is left of a page; ``page`` has a glyph for each drawn sign, and none for slanted text."""
    shown = layout.shown
    count = len(shown.glyphs.text) + len(page.glyphs.text) - len(layout.page.glyphs.text)
    return PageFacts(
        page.page_number,
        shown.width,
        shown.height,
        count,
        furniture,
        furniture_glyph_count,
        is_blank=page.is_blank,
        skew=page.skew,
    )


# ── results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _printed_grid(  # noqa: PLR0913 - the page's working state, handed over once
    page: Page,
    grid: Grid,
    offset: int,
    lines: dict[int, list[Line]],
    counts: Sequence[int],
    sure: Sequence[float | None],
    colours: Mapping[int, str],
    back: Callable[[Box], Box],
) -> PrintedGrid:
    cells = []
    for number, cell in enumerate(grid.cells, start=offset):
        own = tuple(lines.get(number, ()))
        cells.append(
            PrintedCell(
                cell.row_index, cell.column_index, cell.row_span, cell.column_span, _rounded(back(cell.box)),
                own, squeezed(own), counts[number], colours.get(number, ""), sure[number],
            )
        )  # fmt: skip
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    return PrintedGrid(page.page_number, grid.columns, grid.rows[0], grid.rows[-1], len(grid.rows) - 1, tuple(cells))


def _least_confidence(page: Page, groups: NDArray[np.int32], count: int) -> list[float | None]:
    """Return how sure the reader is of each cell's least certain letter; None where it is not asked, or none is in it.

    ``groups`` has shape (n,): the cell of each glyph.
    """
    import numpy as np

    known = page.glyphs.confidence
    if known is None:
        return [None] * count
    least = np.full(count, np.inf)
    inside = groups[: len(known)] >= 0
    np.minimum.at(least, groups[: len(known)][inside], known[inside])
    return [round(value, 3) if value <= 1 else None for value in least.tolist()]


def _rounded(box: Box) -> Box:
    return Box(*map(_rounded_number, box))


@lru_cache(1024)  # the cells of a column share their sides, and so the numbers in memory
def _rounded_number(value: float) -> float:
    return round(float(value), 3) + 0.0  # never -0.0, which would be another byte in the file
