"""Tables whose rows are ruled or striped and whose columns are not: their text says where the columns are.

Level lines with the same ends, one below the other, are a ladder. Where no upright crosses a rung, the columns are
those of a rung where some do (uprights in the header only, stripes of cells), else the stretches that text leaves free
in every row. So they are where uprights stand at the ladder's two ends only, as a frame.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pipeline.findings import finding
from pipeline.layout.segments import REACH, LineSegment
from pipeline.layout.text_pieces import TextPieces, spans, straddles
from pipeline.model import Box, Finding, Grid, Page, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NARROWEST = 100.0
"""In points. A table of rows is at least this wide; the line over a note is shorter."""

HIGHEST_ROW = 250.0
LOWEST_ROW = 6.0
"""In points. Level lines further apart, or nearer, are no two sides of a row."""

SPACE = 0.25
"""In glyph heights. A gap from this width on is a space; a column's edge may lie in it."""

CHANNEL = 0.6
"""Of the height of most glyphs. A stretch between columns is at least this wide: letters stand nearer."""

IN_COLUMNS = 0.6
"""Of the rows. In a table at least that many have two pieces of text beside each other; in prose hardly any has."""

FEW_RUNGS = 4
"""Level lines with text between that are a table to the eye, columns or none."""


class Ladder(Struct, frozen=True):
    """Level lines with the same ends: where they begin and end, and how far down each is."""

    start: float
    end: float
    rungs: tuple[float, ...]


class Completed(Struct, frozen=True):
    """The sides that text shows, as rules, and what had to be decided on the way."""

    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Between(NamedTuple):
    """What is between two rungs: its glyphs' boxes, shape (n, 4), its table, and whether that is a frame around it.

    ``above`` and ``below`` are the tables that reach the two rungs from outside.
    """

    top: float
    bottom: float
    boxes: NDArray[np.float64]
    grid: Grid | None
    framed: bool
    above: Grid | None
    below: Grid | None


class _Row(Struct, frozen=True):
    """What is between two rungs. ``grid`` is the table that uprights make of it, None where there are none."""

    top: float
    bottom: float
    pieces: list[Box]  # what no more than a space parts is one
    grid: Grid | None
    words: list[Box]  # what a space parts is two
    above: Grid | None  # the tables that reach the rungs from outside
    below: Grid | None


def complete_ladders(page: Page, level: Sequence[LineSegment], grids: Sequence[Grid]) -> Completed:
    """Return the sides of columns where a page's level lines have rows between them that no upright parts."""
    rules: list[Rule] = []
    findings: list[Finding] = []
    for ladder in _ladders(level):
        if _is_drawn(ladder, grids):
            continue  # as on most pages
        between = _between_rungs(page, ladder, grids)
        if not any(each.grid is None and len(each.boxes) for each in between):
            continue  # its rows' texts would take a quarter of all parsing
        rows = _rows(between)
        edges, sure = _columns(rows, ladder)
        if len(edges) < 3:
            is_bare = all(row.grid is None for row in rows if row.pieces) and not any(each.framed for each in between)
            if len(rows) + 1 >= FEW_RUNGS and is_bare:
                findings += _not_read(page, rows)
            continue
        completed = _rows_of_columns(rows, edges)
        if not completed:
            continue
        sure = sure and all(_keeps_to(row, edges) for row in completed)
        rules += (rule for row in completed for rule in _sides(row, edges, ladder))
        code = "columns_from_text" if sure else "columns_uncertain"
        findings.append(finding(code, page_number=page.page_number, count=len(edges) - 1))
    return Completed(tuple(rules), tuple(findings))


def _rows_of_columns(rows: Sequence[_Row], edges: Sequence[float]) -> list[_Row]:
    """Return the rows that no uprights part and that are rows of the table: a caption between two tables is none."""
    has_columns = [row.grid is None and _has_columns(row, edges) and not _parts_tables(row, edges) for row in rows]
    beside = [any(has_columns[max(number - 1, 0) : number + 2]) for number in range(len(rows))]
    return [row for row, near in zip(rows, beside, strict=True) if row.grid is None and near]


def _has_columns(row: _Row, edges: Sequence[float]) -> bool:
    """Tell whether pieces of text stand beside each other, in several columns: the words of a sentence do not count."""
    return _stand_beside(row.pieces) and _filled_columns(row, edges) > 1


def _parts_tables(row: _Row, edges: Sequence[float]) -> bool:
    """Tell whether a row parts two tables. A single row below it is a table under a caption, or a stripe, below rows.

    A row between stripes has text in most of the columns.
    """
    if row.above is None or row.below is None:
        return False
    has_rows = len(row.above.rows) > 2
    return len(row.below.rows) > 2 or (has_rows and 2 * _filled_columns(row, edges) < len(edges) - 1)


def _not_read(page: Page, rows: Sequence[_Row]) -> list[Finding]:
    if sum(bool(row.pieces) for row in rows) < FEW_RUNGS - 1:
        return []
    return [finding("rules_without_table", page_number=page.page_number, count=len(rows) + 1)]


def _ladders(level: Sequence[LineSegment]) -> Iterator[Ladder]:
    """Yield the ladders that level lines make, each of three rungs at least."""
    groups: list[list[LineSegment]] = []
    for line in sorted(level, key=lambda line: (line.at, line.start)):
        if line.end - line.start < NARROWEST:
            continue
        for group in groups:
            near = abs(group[-1].start - line.start) <= REACH and abs(group[-1].end - line.end) <= REACH
            if near and line.at - group[-1].at <= HIGHEST_ROW:
                group.append(line)
                break
        else:
            groups.append([line])
    for group in groups:
        if len(group) > 2:
            start, end = min(line.start for line in group), max(line.end for line in group)
            yield Ladder(start, end, tuple(line.at for line in group))


def _is_drawn(ladder: Ladder, grids: Sequence[Grid]) -> bool:
    """Tell whether uprights part columns between all rungs, so that no text needs to be looked at."""
    heights = ((top + bottom) / 2 for top, bottom in pairwise(ladder.rungs) if bottom - top >= LOWEST_ROW)
    beside = (_grid_at(height, ladder, grids) for height in heights)
    return all(grid is not None and len(grid.columns) > 2 for grid in beside)


def _between_rungs(page: Page, ladder: Ladder, grids: Sequence[Grid]) -> list[_Between]:
    boxes, (x, y) = page.glyphs.boxes, page.glyphs.middles
    found = []
    for top, bottom in pairwise(ladder.rungs):
        if bottom - top >= LOWEST_ROW:
            inside = boxes.compress((x > ladder.start) & (x < ladder.end) & (y > top) & (y < bottom), axis=0)
            grid = _grid_at((top + bottom) / 2, ladder, grids)
            framed = grid is not None and len(grid.columns) == 2  # uprights at both ends only part no columns
            outside = (_grid_at(y, ladder, grids) for y in (top - LOWEST_ROW / 2, bottom + LOWEST_ROW / 2))
            above, below = (side if side is not None and len(side.columns) > 2 else None for side in outside)
            found.append(_Between(top, bottom, inside, None if framed else grid, framed, above, below))
    return found


def _rows(between: Sequence[_Between]) -> list[_Row]:
    import numpy as np

    parts = TextPieces(np.concatenate([each.boxes for each in between]), [len(each.boxes) for each in between])
    return [
        _Row(each.top, each.bottom, parts.of(n), each.grid, parts.of(n, SPACE), each.above, each.below)
        for n, each in enumerate(between)
    ]


def _grid_at(y: float, ladder: Ladder, grids: Sequence[Grid]) -> Grid | None:
    """Return the grid that lies across most of the ladder at that height."""
    for grid in grids:
        shared = min(grid.columns[-1], ladder.end) - max(grid.columns[0], ladder.start)
        if grid.rows[0] < y < grid.rows[-1] and shared > (ladder.end - ladder.start) / 2:
            return grid
    return None


def _columns(rows: Sequence[_Row], ladder: Ladder) -> tuple[list[float], bool]:
    """Return the columns' edges, outer ones included, and whether nothing speaks against them."""
    drawn = max((row.grid for row in rows if row.grid is not None), key=lambda grid: len(grid.columns), default=None)
    if drawn is not None:
        inner = [edge for edge in drawn.columns if ladder.start + REACH < edge < ladder.end - REACH]
        return [ladder.start, *inner, ladder.end], True
    with_text = [row for row in rows if row.pieces]
    beside = [row for row in with_text if _stand_beside(row.pieces)]
    if len(beside) < 2 or len(beside) < IN_COLUMNS * len(with_text):
        return [], False
    heights = sorted(piece.height for row in beside for piece in row.pieces)
    channel = CHANNEL * heights[len(heights) // 2]
    bands = spans([piece for row in beside for piece in row.pieces], channel)
    header = spans(with_text[0].pieces, channel)
    inner = [after[0] - min((after[0] - before[1]) / 2, channel) for before, after in pairwise(bands)]
    return [ladder.start, *inner, ladder.end], len(header) == len(bands)


def _stand_beside(pieces: Sequence[Box]) -> bool:
    """Tell whether two of the pieces stand beside each other, on one line."""
    return any(
        min(p.bottom, q.bottom) - max(p.top, q.top) > min(p.height, q.height) / 2 for p, q in combinations(pieces, 2)
    )


def _keeps_to(row: _Row, edges: Sequence[float]) -> bool:
    """Tell whether a row's text stands within the columns, or is one piece over some of them."""
    return len(spans(row.pieces)) <= 1 or not any(straddles(row.words, edge) for edge in edges[1:-1])


def _filled_columns(row: _Row, edges: Sequence[float]) -> int:
    return len({bisect_left(edges, piece.centre[0]) for piece in row.words})


def _sides(row: _Row, edges: Sequence[float], ladder: Ladder) -> Iterator[Rule]:
    """Yield the sides of a row's cells; a text that stands across an edge is one cell, alone in its row over all."""
    across = {edge for edge in edges[1:-1] if straddles(row.words, edge)}
    if across and len(spans(row.pieces)) == 1:
        across = set(edges[1:-1])
    for edge in edges:
        if edge not in across:
            yield Rule(edge, row.top, edge, row.bottom)
    yield Rule(ladder.start, row.bottom, ladder.end, row.bottom)
