"""A page → its printed tables: grid, glyphs in cells, and what is left over as furniture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.model import Box, Finding, Line, Page, PageFacts, Rule, Shade
from pipeline.parse.across import take_out_slanted
from pipeline.parse.assign import OUTSIDE, assign_glyphs
from pipeline.parse.decorations import decorate, split_rules
from pipeline.parse.grid import Grid, GridCell, rules_to_grids
from pipeline.parse.lines import glyphs_to_lines
from pipeline.parse.turn import back_turner, reading_angle, turn_line, turn_upright
from pipeline.schema import finding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ON_A_LINE = 3.0
"""In points. A shade whose side lies this near a line of the grid adds nothing to it."""

PICTURE_SHARE = 0.02
"""Of the page's area. A picture from this size on may hold what the reader should know of."""


class PrintedCell(Struct, frozen=True):
    """A cell of one page: its place in that page's grid, and what is printed in it."""

    row_index: int
    column_index: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]
    glyph_count: int
    shade: str

    @property
    def text(self) -> str:
        """The text with all white space gone: for comparing cells, not for people."""
        return "".join("".join(line.text.split()) for line in self.lines)


class PrintedGrid(Struct, frozen=True):
    """A table on one page. Boxes are as shown; ``columns`` are the column edges in the direction of reading."""

    page_number: int
    columns: tuple[float, ...]
    top: float
    bottom: float
    row_count: int
    cells: tuple[PrintedCell, ...]
    angle: int = 0

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
    drawing, decorating = split_rules(page)
    grids = _grids(page, drawing)
    assignment = assign_glyphs(page, grids)
    grids, groups = _columns_outside(page, grids, assignment.groups)
    decorations = decorate(page, decorating, grids) if decorating or page.shades else None
    lines = glyphs_to_lines(page, groups, decorations, split_wide_gaps_in=OUTSIDE)
    counts = np.bincount(groups[groups >= 0], minlength=sum(len(grid.cells) for grid in grids)).tolist()
    back = back_turner(shown, angle)
    if angle:
        lines = {group: [turn_line(line, back) for line in members] for group, members in lines.items()}
    printed, offset = [], 0
    for grid in grids:
        printed.append(replace(_printed_grid(page, grid, offset, lines, counts, back), angle=angle))
        offset += len(grid.cells)
    furniture = tuple(lines.get(OUTSIDE, ()))
    facts = PageFacts(
        page.page_number, shown.width, shown.height, len(shown.glyphs.text), furniture, int((groups == OUTSIDE).sum())
    )
    findings = (*page.findings, *across, *assignment.findings, *_stray_text(page, grids, groups), *_pictures(page))
    return PrintedPage(facts, tuple(grid for grid in printed if any(cell.lines for cell in grid.cells)), findings)


def _grids(page: Page, drawing: Sequence[Rule]) -> list[Grid]:
    """Return the tables that the rules draw and, where shaded cells show more than they do, the shades' edges too."""
    grids = rules_to_grids(drawing)
    telling = [shade for shade in _seen_shades(page.shades) if _tells_more(shade, grids)]
    if len(telling) < 2:
        return grids
    edges = [rule for shade in telling for rule in _shade_to_rules(shade)]
    return rules_to_grids([*drawing, *edges])


def _seen_shades(shades: Sequence[Shade]) -> Iterator[Shade]:
    """Yield the shades but white ones on white paper: browsers paint a page's ground so, and nobody sees its sides."""
    coloured: list[Shade] = []
    for shade in shades:
        if shade.colour != "#ffffff":
            coloured.append(shade)
            yield shade
        elif any(
            min(shade.x1, other.x1) > max(shade.x0, other.x0)
            and min(shade.bottom, other.bottom) > max(shade.top, other.top)
            for other in coloured
        ):
            yield shade


def _tells_more(shade: Shade, grids: Sequence[Grid]) -> bool:
    """Tell whether a shade is neither a highlight within a cell nor has all its sides on lines that are there."""
    for grid in grids:
        if not (shade.x1 > grid.columns[0] and shade.x0 < grid.columns[-1]):
            continue
        on_columns = all(min(abs(x - edge) for edge in grid.columns) <= ON_A_LINE for x in (shade.x0, shade.x1))
        on_rows = all(min(abs(y - edge) for edge in grid.rows) <= ON_A_LINE for y in (shade.top, shade.bottom))
        if on_columns and on_rows:
            return False
        if any(cell.box.holds(shade, 1) for cell in grid.cells):
            return False
    return shade.bottom - shade.top > 5 and shade.x1 - shade.x0 > 5


def _shade_to_rules(shade: Shade) -> list[Rule]:
    x0, top, x1, bottom, colour = shade
    return [
        Rule(x0, top, x1, top, colour), Rule(x0, bottom, x1, bottom, colour),
        Rule(x0, top, x0, bottom, colour), Rule(x1, top, x1, bottom, colour),
    ]  # fmt: skip


# ── columns that stand outside the rules ────────────────────────────────────────────────────────────────────────────


def _columns_outside(page: Page, grids: list[Grid], groups: NDArray[np.int32]) -> tuple[list[Grid], NDArray[np.int32]]:
    """Add a column where text stands beside most rows of a table, outside its rules: numbers do, at times."""
    import numpy as np

    for number, side in product(range(len(grids)), ("left", "right")):
        grid = grids[number]
        if len(grid.rows) < 4:
            continue
        beside = _text_beside(page, grid, groups, side)
        if not len(beside):
            continue
        rows = np.searchsorted(grid.rows, page.glyphs.boxes[beside][:, [1, 3]].mean(axis=1), side="right") - 1
        if len(set(rows.tolist())) < max(3, 0.6 * (len(grid.rows) - 1)):
            continue
        wider = _with_column(page, grid, beside, side)
        offset = sum(len(other.cells) for other in grids[:number])
        added = len(wider.cells) - len(grid.cells)
        groups = np.where(groups >= offset + len(grid.cells), groups + added, groups)
        groups[beside] = offset + len(grid.cells) + rows
        grids = [*grids[:number], wider, *grids[number + 1 :]]
    return grids, groups


def _text_beside(page: Page, grid: Grid, groups: NDArray[np.int32], side: str) -> NDArray[np.int64]:
    import numpy as np

    outside = np.flatnonzero(groups == OUTSIDE)
    boxes = page.glyphs.boxes[outside]
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    near = (
        (x < grid.columns[0]) & (x > grid.columns[0] - 60)
        if side == "left"
        else (x > grid.columns[-1]) & (x < grid.columns[-1] + 120)
    )
    return outside[near & (y > grid.rows[0]) & (y < grid.rows[-1])]


def _with_column(page: Page, grid: Grid, beside: NDArray[np.int64], side: str) -> Grid:
    """Return the grid with one more column; its cells come last, so that the others keep their numbers."""
    import numpy as np

    boxes = page.glyphs.boxes[beside]
    left = side == "left"
    edge = float(boxes[:, 0].min()) - 1 if left else float(boxes[:, 2].max()) + 1
    columns = (edge, *grid.columns) if left else (*grid.columns, edge)
    x0, x1 = (columns[0], columns[1]) if left else (columns[-2], columns[-1])
    kept = tuple(replace(cell, column_index=cell.column_index + left) for cell in grid.cells)
    place = 0 if left else len(columns) - 2
    added = tuple(
        GridCell(row, place, 1, 1, Box(x0, top, x1, bottom))
        for row, (top, bottom) in enumerate(zip(grid.rows, grid.rows[1:], strict=False))
    )
    owner = np.arange(len(kept), len(kept) + len(added), dtype=np.int32)[:, None]
    joined = np.hstack((owner, grid.owner) if left else (grid.owner, owner))
    return replace(grid, columns=columns, cells=kept + added, owner=joined)


# ── results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _printed_grid(  # noqa: PLR0913 - the page's working state, handed over once
    page: Page,
    grid: Grid,
    offset: int,
    lines: dict[int, list[Line]],
    counts: Sequence[int],
    back: Callable[[Box], Box],
) -> PrintedGrid:
    shades = _cell_shades(page, grid)
    cells = [
        PrintedCell(
            cell.row_index, cell.column_index, cell.row_span, cell.column_span, _rounded(back(cell.box)),
            tuple(lines.get(offset + number, ())), counts[offset + number], shades[number],
        )
        for number, cell in enumerate(grid.cells)
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    return PrintedGrid(page.page_number, grid.columns, grid.rows[0], grid.rows[-1], len(grid.rows) - 1, tuple(cells))


def _rounded(box: Box) -> Box:
    return Box(*map(_rounded_number, box))


@lru_cache(1024)  # the cells of a column share their sides, and so the numbers in memory
def _rounded_number(value: float) -> float:
    return round(float(value), 3) + 0.0  # never -0.0, which would be another byte in the file


def _cell_shades(page: Page, grid: Grid) -> list[str]:
    """Return the colour that fills each cell, "" for none: the last shade that covers its middle and most of it."""
    colours = [""] * len(grid.cells)
    if not page.shades:
        return colours
    for number, cell in enumerate(grid.cells):
        box = cell.box
        for shade in page.shades:
            wide = min(shade.x1, box.x1) - max(shade.x0, box.x0)
            high = min(shade.bottom, box.bottom) - max(shade.top, box.top)
            if wide > 0.8 * (box.x1 - box.x0) and high > 0.8 * (box.bottom - box.top):
                colours[number] = "" if shade.colour == "#ffffff" else shade.colour
    return colours


def _stray_text(page: Page, grids: Sequence[Grid], groups: NDArray[np.int32]) -> list[Finding]:
    """Tell of text that lies within a table's outline but in none of its cells."""
    boxes = page.glyphs.boxes
    if not len(boxes):
        return []
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    findings = []
    for grid in grids:
        inside = (x > grid.columns[0]) & (x < grid.columns[-1]) & (y > grid.rows[0]) & (y < grid.rows[-1])
        stray = inside & (groups == OUTSIDE)
        if stray.any():
            text, count = page.sample(stray), int(stray.sum())
            message = f"{count} glyphs lie within the table on page {page.page_number}, but in none of its cells."
            findings.append(finding("glyph_outside_table", message, page_number=page.page_number, text=text))
    return findings


def _pictures(page: Page) -> list[Finding]:
    """Tell of pictures that are large enough to hold text, with no glyph over them."""
    boxes = page.glyphs.boxes
    findings = []
    for image in page.images:
        if (image.x1 - image.x0) * (image.bottom - image.top) < PICTURE_SHARE * page.width * page.height:
            continue
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        over = (image.x0 < x) & (x < image.x1) & (image.top < y) & (y < image.bottom)
        if not over.any():
            message = f"A picture on page {page.page_number} has no text layer; what it shows is not in the data."
            findings.append(finding("image_without_text", message, page_number=page.page_number))
    return findings
