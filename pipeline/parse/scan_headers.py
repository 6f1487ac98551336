"""Headers of scanned pages: the same on every page but for misread letters, so that the pages vote on each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, Line, PrintedCell, PrintedGrid

ALIKE = 75.0
"""Per cent of likeness of two readings of one header: one letter of four may be wrong."""

MOST_ROWS = 3
"""Rows at the top of a page in which a header is looked for."""


def unify_headers(grids: Sequence[PrintedGrid]) -> tuple[list[PrintedGrid], list[Finding]]:
    """Return the printed tables with headers that say nearly the same made the same, and a finding for each change.

    Only scanned tables are looked at, and only rows of which most cells agree with the first page's.
    """
    scanned = [n for n, grid in enumerate(grids) if any(cell.confidence is not None for cell in grid.cells)]
    found, told = list(grids), list[Finding]()
    for row in range(MOST_ROWS):
        for members in _families(grids, scanned, row):
            changed = _voted([grids[n] for n in members], row)
            for number in members:
                found[number], findings = _with_row(found[number], row, changed)
                told += findings
    return found, told


def _families(grids: Sequence[PrintedGrid], scanned: Sequence[int], row: int) -> list[list[int]]:
    """Return the numbers of tables whose rows are one header, two or more each."""
    families: list[list[int]] = []
    for number in scanned:
        for family in families:
            if _is_same_header(grids[family[0]], grids[number], row):
                family.append(number)
                break
        else:
            families.append([number])
    return [family for family in families if len(family) > 1]


def _is_same_header(first: PrintedGrid, second: PrintedGrid, row: int) -> bool:
    from rapidfuzz import fuzz

    if len(first.columns) != len(second.columns):
        return False
    one, other = _texts(first, row), _texts(second, row)
    if len(one) < 2 or one.keys() != other.keys():
        return False
    scores = [fuzz.ratio(text, other[column]) for column, text in one.items()]
    same = sum(score == 100 for score in scores)
    return same * 2 >= len(scores) and min(scores) >= ALIKE / 2 and sum(scores) / len(scores) >= ALIKE


def _texts(grid: PrintedGrid, row: int) -> dict[int, str]:
    return {cell.column_index: cell.text for cell in grid.row(row) if cell.text}


def _voted(grids: Sequence[PrintedGrid], row: int) -> dict[int, PrintedCell]:
    """Return for each column the cell whose reading most pages have, of those the most certain."""
    chosen: dict[int, PrintedCell] = {}
    for column in _texts(grids[0], row):
        cells = [cell for grid in grids for cell in grid.row(row) if cell.column_index == column]
        votes = Counter(cell.text for cell in cells)
        chosen[column] = max(cells, key=lambda cell: (votes[cell.text], cell.confidence or 0.0))
    return chosen


def _with_row(grid: PrintedGrid, row: int, chosen: dict[int, PrintedCell]) -> tuple[PrintedGrid, list[Finding]]:
    cells, told = [], []
    for cell in grid.cells:
        winner = chosen.get(cell.column_index) if cell.row_index == row else None
        if winner is None or winner.text == cell.text:
            cells.append(cell)
            continue
        told.append(
            finding("ocr_corrected", "header", page_number=grid.page_number, text=winner.text, before=cell.text)
        )
        lines = tuple(_moved(line, cell, grid.page_number) for line in winner.lines)
        cells.append(replace(cell, lines=lines, text=winner.text, confidence=winner.confidence))
    return replace(grid, cells=tuple(cells)), told


def _moved(line: Line, cell: PrintedCell, page_number: int) -> Line:
    """Return a line of another page where this page prints it."""
    box = cell.lines[0].box if cell.lines else cell.box
    runs = tuple(run._replace(box=box) for run in line.runs)
    return replace(line, runs=runs, box=box, page_number=page_number)
