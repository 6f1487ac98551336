"""Printed tables of pages → tables of the document: joined over page breaks, headers and cut rows known as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Cell, Table
from pipeline.parse.printed import PrintedCell, PrintedGrid
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.kinsoku import may_end
from pipeline.vocabulary.numbers import PrintedNumber, printed_number
from pipeline.vocabulary.status import is_mark

EDGE_TOLERANCE = 4.0
"""In points. How far a column's edge may be off on the next page; with as many columns, 1 % of the width."""

MOST_HEADER_ROWS = 6

FULL_LINE = 1.8
"""In ems. How near to its cell's right side a full line ends: a padding, and a character that did not fit."""

SMALL_GAP = 15.0
"""In points. Two grids of the same columns this near on one page, the lower without a header, are one table."""


class _Layout(Struct, frozen=True):
    """How a table's rows are to be read: its header's depth on each page, and its number column."""

    header_depths: tuple[int, ...]
    number_column: int | None


def join_tables(grids: Sequence[PrintedGrid]) -> list[Table]:
    """Return the tables of a document from the printed tables of its pages, in order of reading."""
    chains: list[list[PrintedGrid]] = []
    for grid in grids:
        recent = chains[:-3:-1]
        chain = next((chain for chain in recent if _goes_on(chain, grid, by_header=True)), None)
        chain = chain or next((chain for chain in recent if _goes_on(chain, grid, by_header=False)), None)
        if chain is None:
            chains.append([grid])
        else:
            chain.append(grid)
    return [_chain_to_table(number, chain) for number, chain in enumerate(chains)]


# ── one table over several pages ────────────────────────────────────────────────────────────────────────────────────


def _goes_on(chain: Sequence[PrintedGrid], grid: PrintedGrid, *, by_header: bool) -> bool:
    """Tell whether a printed table goes on from a chain: because its header stands again, or its columns do.

    A list in parts, under a heading each, repeats its header on the same page: its parts are one table.
    """
    last = chain[-1]
    if by_header:
        return _same_header(chain[0], grid) and len(last.columns) == len(grid.columns)
    if not _same_columns(last.columns, grid.columns):
        return False
    near = 0 <= grid.top - last.bottom <= SMALL_GAP and len(last.columns) == len(grid.columns)
    return last.page_number < grid.page_number or near


def _same_columns(first: Sequence[float], second: Sequence[float]) -> bool:
    """Tell whether the edges are the same, or those of one are among those of the other.

    A page whose only rows have a merged cell shows fewer edges than its neighbours.
    """
    few, many = sorted((first, second), key=len)
    if len(few) == len(many):
        width = max(few[-1] - few[0], 1.0), max(many[-1] - many[0], 1.0)
        shares = [abs((a - few[0]) / width[0] - (b - many[0]) / width[1]) for a, b in zip(few, many, strict=True)]
        if max(shares) <= 0.01:
            return True
    same_width = abs(few[0] - many[0]) <= EDGE_TOLERANCE and abs(few[-1] - many[-1]) <= EDGE_TOLERANCE
    if len(few) < 0.6 * len(many) and not (same_width and len(few) >= 4):
        return False
    return all(min(abs(edge - other) for other in many) <= EDGE_TOLERANCE for edge in few)


def _same_header(first: PrintedGrid, second: PrintedGrid) -> bool:
    return any(cell.text for cell in first.row(0)) and _signature(first, 0) == _signature(second, 0)


def _signature(grid: PrintedGrid, row_index: int) -> tuple[str, ...]:
    return tuple(cell.text for cell in grid.row(row_index))


def _chain_to_table(table_index: int, chain: Sequence[PrintedGrid]) -> Table:
    edges = _common_edges(chain)
    columns = [_column_places(grid, edges) for grid in chain]
    layout = _layout(chain, columns)
    never_blank = _never_blank(chain, columns, layout) if layout.number_column is None else set()
    cells: list[Cell] = []
    offset = 0
    for number, (grid, places) in enumerate(zip(chain, columns, strict=True)):
        depth = layout.header_depths[number]
        cut = _continuing_rows(grid, places, depth, layout.number_column, goes_on=number > 0)
        if number > 0 and layout.number_column is None:
            above = _last_row(chain[number - 1], columns[number - 1])
            cut |= _cut_without_number(grid, places, depth, never_blank, above)
        for cell in grid.cells:
            start, end = places[cell.column_index], places[cell.column_index + cell.column_span]
            cells.append(
                Cell(
                    grid.page_number, table_index, offset + cell.row_index, start, cell.row_span, end - start,
                    cell.box, cell.lines, cell.glyph_count,
                    is_header=cell.row_index < depth, continues=cell.row_index in cut, angle=grid.angle,
                )
            )  # fmt: skip
        offset += grid.row_count
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    return Table(table_index, len(edges) - 1, tuple(cells))


def _common_edges(chain: Sequence[PrintedGrid]) -> tuple[float, ...]:
    """Return the column edges of the page that shows most of them."""
    return max((grid.columns for grid in chain), key=len)


def _column_places(grid: PrintedGrid, edges: Sequence[float]) -> list[int]:
    """Return for each column edge of a page the number of the table's edge that it is."""
    if len(grid.columns) == len(edges):
        return list(range(len(edges)))
    return [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in grid.columns]


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _layout(chain: Sequence[PrintedGrid], columns: Sequence[Sequence[int]]) -> _Layout:
    first = chain[0]
    number_column = _number_column(chain, columns)
    repeated = _repeated_depth(chain)
    depth = max(repeated, _drawn_depth(first, columns[0], number_column))
    depth = min(depth, first.row_count)
    header = [_signature(first, row) for row in range(depth)]
    depths = [depth]
    for grid in chain[1:]:
        same = 0
        while same < min(depth, grid.row_count) and _signature(grid, same) == header[same] and any(header[same]):
            same += 1
        depths.append(same)
    return _Layout(tuple(depths), number_column)


def _repeated_depth(chain: Sequence[PrintedGrid]) -> int:
    """Return how many first rows stand again at the top of at least half of the other pages."""
    others = [grid for grid in chain[1:] if grid.row_count]
    if not others:
        return 0
    depth = 0
    for row in range(min(chain[0].row_count, MOST_HEADER_ROWS)):
        signature = _signature(chain[0], row)
        same = sum(row < grid.row_count and _signature(grid, row) == signature for grid in others)
        if not any(signature) or same * 2 < len(others):
            break
        depth = row + 1
    return depth


def _drawn_depth(grid: PrintedGrid, places: Sequence[int], number_column: int | None) -> int:
    """Return the depth of the header as its first page draws it: by merged cells, shading and blanks."""
    start = 0
    while start < grid.row_count - 1 and _is_banner(grid, start):
        start += 1
    row = grid.row(start)
    if number_column is not None and any(
        places[cell.column_index] == number_column and printed_number(cell.text) for cell in row
    ):
        return start
    spans = [cell.row_span for cell in row if cell.row_span < max(grid.row_count - start, 2)]
    depth = start + min(max(spans, default=1), MOST_HEADER_ROWS)
    while depth < min(grid.row_count - 1, start + MOST_HEADER_ROWS) and (
        _goes_on_below(grid, depth) or _shaded_like(grid, start, depth)
    ):
        depth += 1
    return depth


def _is_banner(grid: PrintedGrid, row_index: int) -> bool:
    """Tell whether a row is one cell over the whole width, its only or first with text: a title within the rules."""
    row = grid.row(row_index)
    return len(row) == 1 and row[0].column_span == len(grid.columns) - 1 and len(grid.columns) > 2


def _goes_on_below(grid: PrintedGrid, row_index: int) -> bool:
    """Tell whether a row has labels under the merged labels above it and nothing else."""
    above = [cell for cell in grid.row(row_index - 1) if cell.row_span == 1]
    wide = {
        c
        for cell in above
        if cell.column_span > 1
        for c in range(cell.column_index, cell.column_index + cell.column_span)
    }
    narrow = {cell.column_index for cell in above if cell.column_span == 1 and cell.text}
    row = grid.row(row_index)
    if not wide or not narrow:
        return False
    filled = {cell.column_index for cell in row if cell.text}
    return bool(filled) and filled <= wide and not (filled & narrow)


def _shaded_like(grid: PrintedGrid, first_row: int, row_index: int) -> bool:
    """Tell whether a row is shaded as the header's first row is, and the table's last row is not."""
    colours = {cell.shade for cell in grid.row(first_row)}
    same = {cell.shade for cell in grid.row(row_index)}
    last = {cell.shade for cell in grid.row(grid.row_count - 1)}
    return len(colours) == 1 and "" not in colours and same == colours and not (last & colours)


# ── numbers, and rows that a page break cuts ────────────────────────────────────────────────────────────────────────


def _number_column(chain: Sequence[PrintedGrid], columns: Sequence[Sequence[int]]) -> int | None:
    """Return the column that numbers the rows, by its content; None where no column does."""
    texts: dict[int, list[str]] = {}
    for grid, places in zip(chain, columns, strict=True):
        for cell in grid.cells:
            if cell.text and cell.column_span == 1:
                texts.setdefault(places[cell.column_index], []).append(cell.text)
    # Each page's first row may be a cut one, and the header takes a row or two: neither has a number.
    rows = sum(max(grid.row_count - 3, 0) for grid in chain)
    best: tuple[int, int] | None = None
    for column, values in sorted(texts.items()):
        numbers = [number for number in map(printed_number, values) if number]
        headers = len(values) - len(numbers)
        distinct = len(set(numbers)) >= 0.8 * len(numbers)
        enough = len(numbers) >= max(1, 0.15 * rows) and headers <= len(chain) * 3 + 0.2 * len(numbers)
        if enough and distinct and _ascends(numbers) and (best is None or len(numbers) > 1.5 * best[0]):
            best = (len(numbers), column)
    return None if best is None else best[1]


def _ascends(numbers: Sequence[PrintedNumber]) -> bool:
    """Tell whether nearly every number is greater than the one before it."""
    rises = sum(before < after for before, after in pairwise(numbers))
    return rises >= 0.8 * (len(numbers) - 1)


def _continuing_rows(
    grid: PrintedGrid, places: Sequence[int], depth: int, number_column: int | None, *, goes_on: bool
) -> set[int]:
    """Return the rows that belong to the item above: below a merged number, or cut off by the page break."""
    if number_column is None:
        return set()
    rows: set[int] = set()
    for cell in grid.cells:
        if cell.row_index < depth or places[cell.column_index] != number_column or cell.column_span != 1:
            continue
        span = range(cell.row_index, cell.row_index + cell.row_span)
        if cell.text:
            rows.update(span[1:])
        elif goes_on and cell.row_index == depth and _is_cut(grid.row(depth)):
            rows.update(span)
    return rows


def _is_cut(row: Sequence[PrintedCell]) -> bool:
    """Tell whether a row without a number goes on from the page before: it has text, and no value that begins a row."""
    return any(cell.text for cell in row) and not any(is_ditto(cell.text) or is_mark(cell.text) for cell in row)


def _never_blank(chain: Sequence[PrintedGrid], columns: Sequence[Sequence[int]], layout: _Layout) -> set[int]:
    """Return the columns that are blank in hardly any row below the first of a page; none of a table too short."""
    filled: Counter[int] = Counter()
    total = 0
    for grid, places, depth in zip(chain, columns, layout.header_depths, strict=True):
        total += max(grid.row_count - depth - 1, 0)
        filled.update(
            column
            for _, column in {
                (cell.row_index, places[cell.column_index])
                for cell in grid.cells
                if cell.row_index > depth and cell.text
            }
        )
    return {column for column, count in filled.items() if count >= 0.95 * total} if total >= 3 else set()


def _last_row(grid: PrintedGrid, places: Sequence[int]) -> dict[int, PrintedCell]:
    """Return the cells that reach the end of a page's table, by column."""
    return {
        places[cell.column_index]: cell
        for cell in grid.cells
        if cell.row_index + cell.row_span == grid.row_count and cell.lines
    }


def _cut_without_number(
    grid: PrintedGrid,
    places: Sequence[int],
    depth: int,
    never_blank: set[int],
    above: Mapping[int, PrintedCell],
) -> set[int]:
    """Return the first row of a page where it goes on from the last row of the page before, ``above``.

    It does where most of the columns that are never blank are blank in it, or where one is and a cell above breaks off
    in mid-sentence while the cell below it goes on.
    """
    if len(never_blank) < 2:
        return set()
    row = grid.row(depth)
    filled = {places[cell.column_index] for cell in row if cell.text}
    blank = never_blank - filled
    mostly_blank = len(blank) >= 2 and 2 * len(blank) >= len(never_blank)
    broken_off = bool(blank) and any(_breaks_off(above[column]) for column in filled & above.keys())
    return {depth} if (mostly_blank or broken_off) and _is_cut(row) else set()


def _breaks_off(cell: PrintedCell) -> bool:
    """Tell whether a cell's last line is full and ends no sentence, under other lines: print goes on elsewhere."""
    last = cell.lines[-1]
    full = cell.box.x1 - last.box.x1 <= FULL_LINE * last.font_size
    return len(cell.lines) > 1 and full and not may_end(last.text)
