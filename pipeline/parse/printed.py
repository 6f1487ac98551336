"""A page → its printed tables: grid, glyphs in cells, and what is left over as furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.model import Box, Finding, Line, Page, PageFacts
from pipeline.parse.across import take_out_slanted
from pipeline.parse.assign import OUTSIDE, assign_glyphs
from pipeline.parse.beside import add_columns_beside
from pipeline.parse.decorations import decorate, split_rules
from pipeline.parse.directions import vertical_page
from pipeline.parse.drawn import read_drawn_signs
from pipeline.parse.grid import Grid
from pipeline.parse.lines import glyphs_to_lines
from pipeline.parse.page_grids import page_to_grids
from pipeline.parse.ruby import take_out_ruby
from pipeline.parse.shades import cell_shades
from pipeline.parse.turn import back_turner, reading_angle, turn_line, turn_upright
from pipeline.parse.unread import columns_without_rules, pictures_without_text, stray_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class PrintedCell(Struct, frozen=True, dict=True):
    """A cell of one page: its place in that page's grid, and what is printed in it."""

    row_index: int
    column_index: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]
    glyph_count: int
    shade: str
    confidence: float | None = None

    @cached_property
    def text(self) -> str:
        """The text with all white space gone: for comparing cells, not for people. Asked some fourteen times a cell."""
        return "".join("".join(line.text.split()) for line in self.lines)


class PrintedGrid(Struct, frozen=True):
    """A table on one page. Boxes are as shown; ``columns`` are the column edges in the direction of reading.

    ``room_below`` is how far the paper goes on below it, in points.
    """

    page_number: int
    columns: tuple[float, ...]
    top: float
    bottom: float
    row_count: int
    cells: tuple[PrintedCell, ...]
    angle: int = 0
    room_below: float = 0.0
    row_painted_before: int | None = None

    def row(self, row_index: int) -> list[PrintedCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row_index == row_index]


class PrintedPage(Struct, frozen=True):
    """What is printed on a page."""

    facts: PageFacts
    grids: tuple[PrintedGrid, ...]
    findings: tuple[Finding, ...]


def print_page(shown: Page) -> PrintedPage:
    """Return the tables of a page with their text, and the lines that are in none of them."""
    import numpy as np

    if len(shown.rules) > limits.MAX_RULES_ON_PAGE:
        what = f"{len(shown.rules)} rules on one page, more than {limits.MAX_RULES_ON_PAGE}"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
    angle = reading_angle(shown)
    page, across = take_out_slanted(turn_upright(shown, angle))
    slanted = len(shown.glyphs.text) - len(page.glyphs.text)
    drawing, decorating = split_rules(page)
    grids, decided = page_to_grids(page, drawing)
    if len(grids) > limits.MAX_TABLES_ON_PAGE:
        what = f"more than {limits.MAX_TABLES_ON_PAGE} tables on one page"
        raise LimitExceededError(what, "", "It is a drawing rather than a table.")
    assignment = assign_glyphs(page, grids)
    grids, groups = add_columns_beside(page, grids, assignment.groups)
    groups, ruby = take_out_ruby(page, groups)
    page, groups, drawn = read_drawn_signs(page, grids, groups)
    is_decorated = decorating or page.shades or page.crossings
    decorations = decorate(page, decorating, grids) if is_decorated else None
    hidden = np.concatenate([assignment.hidden, np.zeros(len(groups) - len(assignment.hidden), np.bool_)])
    lines = glyphs_to_lines(page, groups, decorations, hidden=hidden)
    counts = np.bincount(groups[groups >= 0], minlength=sum(len(grid.cells) for grid in grids)).tolist()
    back = back_turner(shown, angle)
    if angle:
        lines = {group: [turn_line(line, back) for line in members] for group, members in lines.items()}
    sure = _least_confidence(page, groups, len(counts))
    printed, offset = [], 0
    for grid in grids:
        printed.append(
            replace(
                _printed_grid(page, grid, offset, lines, counts, sure, back),
                angle=angle,
                room_below=page.height - grid.rows[-1],
            )
        )
        offset += len(grid.cells)
    with_text = tuple(grid for grid in printed if any(cell.lines for cell in grid.cells))
    furniture = tuple(lines.get(OUTSIDE, ()))
    facts = PageFacts(
        page.page_number,
        shown.width,
        shown.height,
        len(page.glyphs.text) + slanted,
        furniture,
        int((groups == OUTSIDE).sum()),
    )
    unread = (*stray_text(page, grids, groups), *columns_without_rules(page, grids), *pictures_without_text(page))
    findings = (*page.findings, *across, *decided, *assignment.findings, *ruby, *vertical_page(page), *drawn, *unread)
    return PrintedPage(facts, with_text, findings)


# ── results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _printed_grid(  # noqa: PLR0913 - the page's working state, handed over once
    page: Page,
    grid: Grid,
    offset: int,
    lines: dict[int, list[Line]],
    counts: Sequence[int],
    sure: Sequence[float | None],
    back: Callable[[Box], Box],
) -> PrintedGrid:
    shades = cell_shades(page, grid)
    cells = [
        PrintedCell(
            cell.row_index, cell.column_index, cell.row_span, cell.column_span, _rounded(back(cell.box)),
            tuple(lines.get(offset + number, ())), counts[offset + number], shades[number],
            sure[offset + number],
        )
        for number, cell in enumerate(grid.cells)
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    return PrintedGrid(page.page_number, grid.columns, grid.rows[0], grid.rows[-1], len(grid.rows) - 1, tuple(cells))


def _least_confidence(page: Page, groups: NDArray[np.int32], count: int) -> list[float | None]:
    """Return how sure the reader is of each cell's least certain letter; None where it is not asked, or none is in it.

    ``groups`` has shape (n,): the cell of each glyph.
    """
    import numpy as np

    least = np.full(count, np.inf)
    known = page.glyphs.confidence
    if known is not None:
        inside = groups[: len(known)] >= 0
        np.minimum.at(least, groups[: len(known)][inside], known[inside])
    return [round(value, 3) if value <= 1 else None for value in least.tolist()]


def _rounded(box: Box) -> Box:
    return Box(*map(_rounded_number, box))


@lru_cache(1024)  # the cells of a column share their sides, and so the numbers in memory
def _rounded_number(value: float) -> float:
    return round(float(value), 3) + 0.0  # never -0.0, which would be another byte in the file
