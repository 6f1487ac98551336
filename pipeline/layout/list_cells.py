"""Cells that hold a list: figures one below the other, or the numbers of rows that no rule parts."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.findings import finding
from pipeline.layout.cell_texts import CellText, CellTexts
from pipeline.layout.grid_edits import owner_to_grid
from pipeline.model import Finding, Grid, GridCell, Page
from pipeline.writing.numbers import is_figure, printed_number

FEWEST_LINES = 3
"""Lines of a cell from which on figures one below the other are a list: a name of two lines stands beside two, too."""

ON_LINE = 0.4
"""In line heights. Texts of one row begin at heights that differ by no more."""

FEWEST_BESIDE = 2
"""Cells with a text beside each number, from which on a row is several; half of all cells, where these are more."""

FEW_ROWS = 3
"""Rows of a table up to which each is looked at: a header, and all others without rules between; or parts of these."""

TWO_SIDES = 2
"""Level edges of a table of one row: a part, on a later page, of one without rules."""

APART = 0.8
"""In line heights. Rows without rules are at least that far apart where no number tells them; lines mostly less."""

FILLED = 0.8
"""Of all places in rows without numbers; of those in a row with paragraphs in two of four cells, two thirds."""

WIDER = 1.0
"""In points. By so much the gap between two rows is wider than those between the lines of their texts."""

CLOSES = 1.0
"""In line heights. Rows that have their numbers in the middle end no further from the lower side of what they fill."""


class _ListRow(Struct, frozen=True):
    """A row that is several: the heights between these, and the cells that are taken apart."""

    row: int
    edges: list[float]
    cells: list[int]


def split_lists(page: Page, grid: Grid, texts: CellTexts) -> tuple[Grid, list[Finding]]:
    """Return the grid with rows of lists made several, and findings of these and of the lists that stay in one cell.

    ``texts`` are those of the grid.
    """
    if len(grid.rows) <= FEW_ROWS + 1:
        # Few tables have so few rows; to look at all texts of the others would take long.
        candidates = list(range(len(grid.rows) - 1))
    else:
        candidates = sorted({grid.cells[n].row_index for n in texts.only_figures() if grid.cells[n].row_span == 1})
    findings: list[Finding] = []
    parted: list[_ListRow] = []
    texts.look_at(n for n, cell in enumerate(grid.cells) if cell.row_index in candidates and cell.row_span == 1)
    for row in candidates:
        cells = [n for n, cell in enumerate(grid.cells) if cell.row_index == row and cell.row_span == 1]
        sides = grid.rows[row], grid.rows[row + 1]
        found = _figures_beside_names(row, cells, texts) or _numbered_lines(row, cells, texts, sides)
        if found is None and (row > 0 or len(grid.rows) == TWO_SIDES):  # names may stand downwards in a header
            found = _blocks_beside(row, cells, texts)
        if found is not None:
            parted.append(found)
            continue
        for n in cells:
            text = texts[n]
            if text is not None and len(text.lines) > 1 and (_count_on(text) or _are_figures(text)):
                written = " ".join(text.written())
                findings.append(finding("values_in_one_cell", page_number=page.page_number, text=written))
    if parted:
        findings.append(finding("rule_left_out", "lines", page_number=page.page_number))
    for each in reversed(parted):
        grid = _split_row(grid, each.row, each.edges, each.cells)
    return grid, findings


def _figures_beside_names(row: int, cells: Sequence[int], texts: CellTexts) -> _ListRow | None:
    """Return a row whose cells hold a figure or a name a line, all at the same heights; a label of all has fewer."""
    if row == 0:
        return None
    longest = max((len(text.lines) for n in cells if (text := texts[n]) is not None), default=0)
    if longest < FEWEST_LINES:
        return None
    listed = [n for n in cells if (text := texts[n]) is not None and len(text.lines) == longest]
    others = [text for n in cells if n not in listed and (text := texts[n]) is not None]
    lines = [text.lines for n in listed if (text := texts[n]) is not None]
    if len(listed) < 2 or any(2 * len(text.lines) >= longest for text in others):
        return None
    if not any(_are_figures(texts[n]) for n in listed):
        return None
    if not all(_same_heights(lines[0], other) for other in lines[1:]):
        return None
    return _ListRow(row, [(a[1] + b[0]) / 2 for a, b in pairwise(lines[0])], listed)


def _numbered_lines(row: int, cells: Sequence[int], texts: CellTexts, sides: tuple[float, float]) -> _ListRow | None:
    """Return a row that is several: its number cell counts on, and other cells have a text beside each number.

    The texts begin, end or have their middles beside the numbers. Where the rows could end at several heights, none is
    taken; a cell of fewer lines, beside none of them, holds a label of all.
    """
    for n in cells:
        numbers = texts[n]
        if numbers is None or not _count_on(numbers):
            continue
        others = [text for m in cells if m != n and (text := texts[m]) is not None]
        possible = [(_edges_above(numbers, others), ["top"]), (_edges_in_gaps(numbers, others), [*_PLACES])]
        found = _fitting(numbers, others, possible)
        found = found or _fitting(numbers, others, [(_edges_around(numbers, sides), ["middle"])])
        if len(found) == 1:
            return _ListRow(row, found[0], list(cells))
    return None


_Place = Callable[[Sequence[tuple[float, float]]], float]
"""Where lines stand: the middle of the first of them, or of the last, or of all."""

_PLACES: Mapping[str, _Place] = {
    "top": lambda lines: sum(lines[0]) / 2,
    "middle": lambda lines: (lines[0][0] + lines[-1][1]) / 2,
    "bottom": lambda lines: sum(lines[-1]) / 2,
}


def _fitting(
    numbers: CellText, others: Sequence[CellText], possible: Sequence[tuple[list[float] | None, Sequence[str]]]
) -> list[list[float]]:
    """Return the edges between rows beside which the texts stand in one of their places, those of equal rows once."""
    found: dict[tuple[int, ...], list[float]] = {}
    for edges, places in possible:
        if edges is not None and _stand_beside(numbers.lines, edges, others, places):
            rows = tuple(bisect(edges, sum(line) / 2) for text in others for line in text.lines)
            found.setdefault(rows, edges)
    return list(found.values())


def _edges_above(numbers: CellText, others: Sequence[CellText]) -> list[float]:
    """Return the heights right above the numbers."""
    ends = [line for text in (numbers, *others) for line in text.lines]
    return [
        (max(bottom for _, bottom in ends if bottom < top + ON_LINE * (low - top)) + top) / 2
        for top, low in numbers.lines[1:]
    ]


def _edges_in_gaps(numbers: CellText, others: Sequence[CellText]) -> list[float] | None:
    """Return the middles of the widest gaps between the numbers, None where one is hardly wider than another."""
    listed = (text for text in (numbers, *others) if len(text.lines) >= len(numbers.lines))
    lines = sorted(line for text in listed for line in text.lines)
    widest = [_widest_gap(lines, upper, lower) for upper, lower in pairwise(numbers.lines)]
    edges = [edge for edge in widest if edge is not None]
    return edges if len(edges) == len(widest) else None


def _edges_around(numbers: CellText, sides: tuple[float, float]) -> list[float] | None:
    """Return the heights between rows that have the numbers in their middles, None where these do not fill the row."""
    edges = [sides[0]]
    for top, bottom in numbers.lines:
        edges.append(top + bottom - edges[-1])
    height = numbers.lines[0][1] - numbers.lines[0][0]
    fills = abs(edges[-1] - sides[1]) <= CLOSES * height and all(b - a > height for a, b in pairwise(edges))
    return edges[1:-1] if fills else None


def _widest_gap(
    lines: Sequence[tuple[float, float]], upper: tuple[float, float], lower: tuple[float, float]
) -> float | None:
    """Return the middle of the widest gap between two numbers, None where another is about as wide."""
    gaps = []
    reach = upper[1]
    for top, bottom in lines:
        if upper[0] <= top <= lower[0] and top > reach:
            gaps.append((top - reach, (top + reach) / 2))
        if upper[0] <= top <= lower[0]:
            reach = max(reach, bottom)
    gaps.sort(reverse=True)
    clear = bool(gaps) and (len(gaps) == 1 or gaps[0][0] > gaps[1][0] + WIDER)
    return gaps[0][1] if clear else None


def _stand_beside(
    numbers: Sequence[tuple[float, float]], edges: Sequence[float], others: Sequence[CellText], places: Sequence[str]
) -> bool:
    """Tell whether texts in most cells stand beside the numbers, all at the same place in their rows, and none is cut.

    A cell may be blank in some rows; one with fewer lines than there are rows may hold a label of all.
    """
    if any(top < edge < bottom for edge in edges for text in others for top, bottom in text.lines):
        return False
    for place in places:
        beside = [text for text in others if _stands_beside(numbers, edges, text, _PLACES[place])]
        full = sum(all(_lines_by_row(text, edges)) for text in beside)
        labels = sum(len(text.lines) < len(numbers) for text in others if text not in beside)
        if full >= max(FEWEST_BESIDE, len(others) / 2) and len(beside) + labels == len(others):
            return True
    return False


def _stands_beside(
    numbers: Sequence[tuple[float, float]], edges: Sequence[float], text: CellText, place: _Place
) -> bool:
    return all(
        not lines or abs(place(lines) - sum(number) / 2) <= ON_LINE * (number[1] - number[0])
        for lines, number in zip(_lines_by_row(text, edges), numbers, strict=True)
    )


def _blocks_beside(row: int, cells: Sequence[int], texts: CellTexts) -> _ListRow | None:
    """Return a row that is several: its cells have a block of lines at each of several heights, well apart.

    In a table with uprights only each row without a number stands so, a blank cell now and then. A paragraph has no
    other beside it in all cells.
    """
    found = [text for n in cells if (text := texts[n]) is not None]
    if len(found) < max(FEWEST_LINES, len(cells)) or max(len(text.lines) for text in found) < FEWEST_LINES:
        return None
    edges = _edges_between_blocks(sorted(line for text in found for line in text.lines))
    if len(edges) + 1 < FEWEST_LINES:
        return None
    rows = [_lines_by_row(text, edges) for text in found]
    full = [lines for lines in rows if all(lines)]
    filled = sum(bool(lines) for by_row in rows for lines in by_row)
    if len(full) < FEWEST_BESIDE or filled < FILLED * len(rows) * (len(edges) + 1):
        return None
    beside = any(_same_places(full[0], rows, place) for place in _PLACES.values())
    return _ListRow(row, edges, list(cells)) if beside else None


def _edges_between_blocks(lines: Sequence[tuple[float, float]]) -> list[float]:
    """Return the heights between blocks of lines; none where blocks are hardly further apart than their lines."""
    height = max(bottom - top for top, bottom in lines)
    gaps = []
    reach = lines[0][1]
    for top, bottom in lines:
        if top > reach:
            gaps.append((top - reach, (top + reach) / 2))
        reach = max(reach, bottom)
    wide = [gap for gap in gaps if gap[0] >= APART * height]
    narrow = max((gap for gap, _ in gaps if gap < APART * height), default=0.0)
    clear = bool(wide) and min(wide)[0] > narrow + WIDER
    return [edge for _, edge in wide] if clear else []


def _lines_by_row(text: CellText, edges: Sequence[float]) -> list[list[tuple[float, float]]]:
    rows: list[list[tuple[float, float]]] = [[] for _ in range(len(edges) + 1)]
    for line in text.lines:
        rows[bisect(edges, sum(line) / 2)].append(line)
    return rows


def _same_places(
    full: Sequence[Sequence[tuple[float, float]]],
    cells: Sequence[Sequence[Sequence[tuple[float, float]]]],
    place: _Place,
) -> bool:
    """Tell whether the lines of each row stand at the height of those of a cell that has some in each row."""
    return all(
        not lines or abs(place(lines) - place(first)) <= ON_LINE * (first[0][1] - first[0][0])
        for cell in cells
        for lines, first in zip(cell, full, strict=True)
    )


def _count_on(text: CellText) -> bool:
    """Tell whether each line is a row's number, one more than the line above."""
    before: int | None = None
    for line in text.written():
        number = printed_number(line)
        if number is None or number.value is None or before not in {None, number.value - 1}:
            return False
        before = number.value
    return len(text.lines) > 1


def _are_figures(text: CellText | None) -> bool:
    return text is not None and all(is_figure(line) for line in text.written())


def _same_heights(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> bool:
    return all(abs(a[0] + a[1] - b[0] - b[1]) <= a[1] - a[0] for a, b in zip(first, second, strict=True))


def _split_row(grid: Grid, row: int, edges: Sequence[float], listed: Sequence[int]) -> Grid:
    """Return the grid with a row made several; cells that are no lists stand beside all of them."""
    import numpy as np

    count = len(edges) + 1
    owner = np.insert(grid.owner, [row] * (count - 1), grid.owner[row], axis=0)
    start = len(grid.cells)
    for number in listed:
        cell: GridCell = grid.cells[number]
        across = slice(cell.column_index, cell.column_index + cell.column_span)
        owner[row : row + count, across] = np.arange(start, start + count)[:, None]
        start += count
    return owner_to_grid(grid, grid.columns, [*grid.rows[: row + 1], *edges, *grid.rows[row + 1 :]], owner)
