"""Cells that their text takes apart: where rules were left out, and where figures stand one below the other.

A row may lack its inner uprights, a column some of its level rules, a pay table all rules between its lines. The text
stands as if they were there: each piece within a column, each block beside its own row, each figure on one line with
its neighbours. Only where all of it does so is a cell taken apart; a merged cell's text stands across.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.findings import finding
from pipeline.layout.cell_texts import CellText, CellTexts
from pipeline.layout.columns_beside import split_columns_beside
from pipeline.layout.columns_within import split_columns_within
from pipeline.layout.grid_edits import split_cells
from pipeline.layout.list_cells import split_lists
from pipeline.layout.rules_within import split_at_rules_within
from pipeline.layout.text_pieces import straddles
from pipeline.model import Box, Finding, Grid, Page

ALIGNED = 2.5
"""In points. Texts whose sides or middles are that near stand in one column."""

BESIDE_ROW = 4.0
"""In points. How far a block's place within its row may differ from that of the cell's other blocks."""

BLOCK_GAP = 0.8
"""In glyph heights. Blocks beside two rows are at least that far apart; the lines of one text mostly less."""

SAME_LEADING = 1.0
"""In points. Blocks that stand no further apart than the lines within them are one text, set with wide leading."""


class Split(Struct, frozen=True, eq=False):
    """A grid whose cells were taken apart, and what had to be decided on the way."""

    grid: Grid
    findings: tuple[Finding, ...] = ()


def split_by_text(page: Page, grid: Grid) -> Split:
    """Return the grid with those cells taken apart whose text stands as if a side had been left out in them."""
    texts = CellTexts(page, grid)
    grid, beside = split_at_rules_within(texts)
    texts = texts.of(grid)
    grid, within = split_columns_within(texts)
    findings = [finding("rule_left_out", "column", page_number=page.page_number)] if within or beside else []
    texts = texts.of(grid)
    grid, beside, doubtful = split_columns_beside(texts)
    if beside and not within:
        findings.append(finding("rule_left_out", "column", page_number=page.page_number))
    if doubtful:
        findings.append(finding("texts_side_by_side", page_number=page.page_number))
    steps = (("columns", _left_out_uprights), ("rows", _left_out_levels))
    texts = texts.of(grid)
    for what, step in steps:
        parts = list(step(grid, texts))
        if parts:
            grid = split_cells(grid, parts)
            texts = texts.of(grid)
            findings.append(finding("rule_left_out", what, page_number=page.page_number))
    grid, told = split_lists(page, grid, texts)
    findings += told
    return Split(grid, tuple(findings))


# ── uprights that a row lacks ───────────────────────────────────────────────────────────────────────────────────────


def _left_out_uprights(grid: Grid, texts: CellTexts) -> Iterator[tuple[int, int, int]]:
    """Yield the places that become cells apart: of cells over several columns, with texts set as others there are."""
    merged = dict(_texts_in_columns(grid, texts))
    if not merged:
        return
    sides: dict[int, list[tuple[int, float, float]]] = {}
    for place, filled in merged.items():
        for column, words in filled.items():
            sides.setdefault(column, []).append((place, *_sides(words)))
    for place, cell in enumerate(grid.cells):
        if cell.column_span == 1 and cell.row_index > 0 and cell.column_index in sides:
            text = texts[place]
            if text is not None:
                sides[cell.column_index].append((place, *_sides(text.words)))
    number = 0
    for place, filled in merged.items():
        cell = grid.cells[place]
        if all(
            _set_as_another(place, _sides(words), sides[column])
            or (cell.row_index == 0 and _in_the_middle(grid, column, _sides(words)))
            for column, words in filled.items()
        ):
            for column in range(cell.column_index, cell.column_index + cell.column_span):
                yield from ((row, column, number) for row in range(cell.row_index, cell.row_index + cell.row_span))
                number += 1


def _texts_in_columns(grid: Grid, texts: CellTexts) -> Iterator[tuple[int, dict[int, list[Box]]]]:
    """Yield the cells over several columns whose text is within two of these or more, and what is in each."""
    places = texts.over_several(texts.columns)
    texts.look_at(places)
    for place in places:
        cell, text = grid.cells[place], texts[place]
        if text is None or len(text.pieces) < 2 or _is_spread(text, cell.column_span):
            continue
        columns = range(cell.column_index, cell.column_index + cell.column_span)
        if any(straddles(text.words, grid.columns[edge]) for edge in columns[1:]):
            continue
        filled = {column: words for column in columns if (words := _within(text, grid, column))}
        # A first row is a header or a title: only one with a text in each column is taken apart.
        if len(filled) > 1 and (cell.row_index > 0 or len(filled) == cell.column_span):
            yield place, filled


def _is_spread(text: CellText, column_count: int) -> bool:
    """Tell whether a text is a word spread over its cell (変　更　後 over two columns), and not a letter a column."""
    if len(text.lines) != 1 or len(text.words) <= max(column_count, 2):
        return False
    return len(text.words) == len(next(text.written()))


def _within(text: CellText, grid: Grid, column: int) -> list[Box]:
    return [word for word in text.words if grid.columns[column] < word.centre[0] < grid.columns[column + 1]]


def _sides(words: Sequence[Box]) -> tuple[float, float]:
    return min(word.x0 for word in words), max(word.x1 for word in words)


def _set_as_another(place: int, sides: tuple[float, float], others: Sequence[tuple[int, float, float]]) -> bool:
    """Tell whether a text begins, ends or has its middle where another text of that column does."""
    start, end = sides
    return any(
        other != place and min(abs(start - left), abs(end - right), abs(start + end - left - right) / 2) <= ALIGNED
        for other, left, right in others
    )


def _in_the_middle(grid: Grid, column: int, sides: tuple[float, float]) -> bool:
    return abs(sum(sides) - grid.columns[column] - grid.columns[column + 1]) / 2 <= ALIGNED


# ── level rules that a column lacks ─────────────────────────────────────────────────────────────────────────────────


def _left_out_levels(grid: Grid, texts: CellTexts) -> Iterator[tuple[int, int, int]]:
    """Yield the places that become cells apart: of cells over several rows, with blocks of text beside these.

    A row without a block is the one above, as 款 and 項 in a budget stand beside the first of their rows.
    """
    number = 0
    beside: dict[int, list[tuple[float, float]]] = {}
    places = texts.over_several(texts.rows)
    texts.look_at(places)
    for place in places:
        cell, text = grid.cells[place], texts[place]
        if text is None or len(text.lines) < 2:
            continue
        rows = range(cell.row_index, cell.row_index + cell.row_span)
        blocks = {row: block for row in rows if (block := _block(text, grid, row))}
        if len(blocks) < 2 or rows[0] not in blocks or not _stand_alike(text, grid, blocks):
            continue
        if len(blocks) < len(rows):
            beside = beside or _texts_of_rows(grid, texts)
            if not _stand_beside(blocks, beside) or min(map(len, text.written())) < 2:
                continue
        for row in rows:
            number += row in blocks and row > rows[0]
            for column in range(cell.column_index, cell.column_index + cell.column_span):
                yield row, column, number
        number += 1


Block = list[tuple[float, float]]
"""The lines of a cell's text that stand in one row: each one's upper and lower side."""


def _block(text: CellText, grid: Grid, row: int) -> Block:
    return [line for line in text.lines if grid.rows[row] < (line[0] + line[1]) / 2 < grid.rows[row + 1]]


def _texts_of_rows(grid: Grid, texts: CellTexts) -> dict[int, list[tuple[float, float]]]:
    """Return for each row where the texts of its own cells begin and end."""
    beside: dict[int, list[tuple[float, float]]] = {}
    for place, cell in enumerate(grid.cells):
        if cell.row_span == 1 and (text := texts[place]) is not None:
            beside.setdefault(cell.row_index, []).append((text.lines[0][0], text.lines[-1][1]))
    return beside


def _stand_beside(blocks: Mapping[int, Block], beside: Mapping[int, list[tuple[float, float]]]) -> bool:
    """Tell whether each block begins, or has its middle, where a text of its row does: a label's lines do not."""
    return all(
        any(
            min(abs(block[0][0] - top), abs(block[0][0] + block[-1][1] - top - bottom) / 2) <= ALIGNED
            for top, bottom in beside.get(row, [])
        )
        for row, block in blocks.items()
    )


def _stand_alike(text: CellText, grid: Grid, blocks: Mapping[int, Block]) -> bool:
    """Tell whether blocks of lines stand at the same height within their rows and well apart."""
    height = min(bottom - top for top, bottom in text.lines)
    apart = min(after[0][0] - before[-1][1] for before, after in pairwise(blocks.values()))
    leading = max((below[0] - above[1] for block in blocks.values() for above, below in pairwise(block)), default=0.0)
    if apart < BLOCK_GAP * height or apart <= leading + SAME_LEADING:
        return False
    from_top = [block[0][0] - grid.rows[row] for row, block in blocks.items()]
    from_bottom = [grid.rows[row + 1] - block[-1][1] for row, block in blocks.items()]
    off_middle = [(below - above) / 2 for above, below in zip(from_top, from_bottom, strict=True)]
    return any(max(places) - min(places) <= BESIDE_ROW for places in (from_top, off_middle))
