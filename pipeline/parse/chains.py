"""Printed tables of pages → chains of those that are one table, over page breaks and under a header printed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.model import PrintedGrid, Series
from pipeline.parse.parts import names_columns_of
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.header_fields import fields_of_headers
from pipeline.vocabulary.like_headers import is_header_again
from pipeline.writing.numbers import is_figure, is_total, printed_number

EDGE_TOLERANCE = 4.0
"""In points. How far a column's edge may be off on the next page; with as many columns, 1 % of the width."""

SMALL_GAP = 15.0
"""In points. Two grids of the same columns this near on one page, the lower without a header, are one table."""

HEADED_GAP = 60.0
"""In points. So much lies between two parts of a list with a heading between them, though the header stands once."""

FEWEST_EDGES = 4
"""Of a table's columns. Of so many the next number alone tells that a table goes on; two columns may be any list."""

RECENT = 2
"""So many tables may go on though another one stands between, below or above them: a note, a legend in a frame."""

Chain = list[PrintedGrid]

_ANY_SERIES = Series("")


def chain_grids(grids: Sequence[PrintedGrid]) -> list[Chain]:
    """Return the printed tables that are one, in order of their first pages and of reading.

    One goes on from another because its header stands again, or because its columns do on a later page and no other
    table came in between. Small tables beside a list do not end it: they share no width with it.
    """
    ordered = in_reading_order(grids)
    chained = _Chained(ordered)
    for grid in ordered:
        chained.take(grid, _chain_of(grid, chained))
    return [part for chain in chained.chains for part in _at_second_headers(chain)]


class _Chained:
    """The chains so far, and what would take a look at all of them: a page may have a thousand small tables."""

    def __init__(self, grids: Sequence[PrintedGrid]) -> None:
        import numpy as np

        self.chains: list[Chain] = []
        self._headers: dict[tuple[str, ...], set[int]] = {}
        self._places = np.array([(grid.page_number, grid.top, grid.columns[0], grid.columns[-1]) for grid in grids])
        self._owner = np.full(len(grids), -1)  # the chain of each printed table
        self._count = 0

    def take(self, grid: PrintedGrid, number: int | None) -> None:
        """Add the next printed table to a chain, or begin one with it."""
        if number is None:
            number = len(self.chains)
            self.chains.append([])
            if any(cell.text for cell in grid.row(0)):
                self._headers.setdefault(_signature(grid), set()).add(number)
        self.chains[number].append(grid)
        self._owner[self._count] = number
        self._count += 1

    def under_header(self, grid: PrintedGrid) -> set[int]:
        """Return the chains that begin with the header that a printed table begins with, or one like it."""
        header = _signature(grid)
        like = (chains for known, chains in self._headers.items() if is_header_again(known, header))
        return self._headers.get(header) or set().union(*like)

    def is_open(self, number: int) -> bool:
        """Tell whether no table after a chain's last shares half of its width with it: side tables do not."""
        import numpy as np

        last = self.chains[number][-1]
        page, top, x0, x1 = self._places[: self._count].T
        later = (page > last.page_number) | ((page == last.page_number) & (top > last.top))
        shared = np.minimum(x1, last.columns[-1]) - np.maximum(x0, last.columns[0])
        wide = shared > 0.5 * (last.columns[-1] - last.columns[0])
        return not bool((later & wide & (self._owner[: self._count] != number)).any())


def _chain_of(grid: PrintedGrid, chained: _Chained) -> int | None:
    chains = chained.chains
    same_header = chained.under_header(grid)
    for number in reversed(range(len(chains))):
        last = chains[number][-1]
        if number in same_header and len(grid.columns) in (len(last.columns), len(chains[number][0].columns)):
            return number
        if last.page_number < grid.page_number and names_columns_of(grid, chains[number][0]):
            return number
    for number in reversed(range(len(chains))):
        recent = number >= len(chains) - RECENT
        if _columns_go_on(chains[number], grid) and (recent or chained.is_open(number)):
            return number
    return None


def _columns_go_on(chain: Chain, grid: PrintedGrid) -> bool:
    last = chain[-1]
    gap = grid.top - last.bottom
    goes_on = last.page_number < grid.page_number or _is_next_half(chain, grid)
    if not goes_on and not 0 <= gap <= HEADED_GAP:
        return False
    numbers_run_on = last.page_number < grid.page_number and _numbers_run_on(chain, grid)
    if not (numbers_run_on or same_columns(last.columns, grid.columns)) or _has_own_header(chain[0], grid):
        return False
    if _begins_another_count(chain, grid):
        return False
    if goes_on:
        return True
    room = HEADED_GAP if _begins_with_number(chain, grid) or _begins_with_figures(chain, grid) else SMALL_GAP
    return gap <= room and len(last.columns) == len(grid.columns)


def _begins_with_number(chain: Chain, grid: PrintedGrid) -> bool:
    """Tell whether a printed table begins with a numbered row, in a column that numbers a chain's rows under a name."""
    header, last, first = _texts(chain[0], 0), _texts(chain[-1], chain[-1].row_count - 1), _texts(grid, 0)
    return any(
        printed_number(text) and printed_number(last.get(column, "")) and not printed_number(header.get(column, "1"))
        for column, text in first.items()
    )


def _numbers_run_on(chain: Chain, grid: PrintedGrid) -> bool:
    """Tell whether a printed table of as many columns begins with the number after that of a chain's last row.

    Its columns may be set anew on their page, to other widths.
    """
    if len(grid.columns) != len(chain[-1].columns) or len(grid.columns) < FEWEST_EDGES:
        return False
    header, last, first = _texts(chain[0], 0), _texts(chain[-1], chain[-1].row_count - 1), _texts(grid, 0)
    below = _texts(grid, 1) if grid.row_count > 1 else {}
    for column, name in header.items():
        # A row that the break cuts has no number on the next page.
        number, before = (printed_number(texts.get(column, "")) for texts in ({**below, **first}, last))
        if number and before and number.value and number.value - 1 == before.value:
            return not printed_number(name)
    return False


def _begins_with_figures(chain: Chain, grid: PrintedGrid) -> bool:
    """Tell whether a printed table begins with a row of figures, below those of a chain that has a header of words.

    Budgets set a table for each 款 and 項, one below the other, and print the header once a page.
    """
    header, last, first = _texts(chain[0], 0), _texts(chain[-1], chain[-1].row_count - 1), _texts(grid, 0)
    alike = [column for column, text in first.items() if is_figure(text) and is_figure(last.get(column, ""))]
    return len(header) > 1 and bool(alike) and not any(is_figure(text) for text in header.values())


def _is_next_half(chain: Chain, grid: PrintedGrid) -> bool:
    """Tell whether a table stands to the right of a chain's last, as on an earlier page of it two have stood."""
    return _are_halves(chain[-1], grid) and any(_are_halves(left, right) for left, right in pairwise(chain))


def _are_halves(left: PrintedGrid, right: PrintedGrid) -> bool:
    overlap = left.top < right.bottom and right.top < left.bottom
    beside = right.columns[0] >= left.columns[-1] and len(left.columns) == len(right.columns)
    return left.page_number == right.page_number and overlap and beside


def _has_own_header(first: PrintedGrid, grid: PrintedGrid) -> bool:
    """Tell whether a printed table surely begins with another header: by its wording, or shaded as the chain's is.

    A page whose rows are merged otherwise has the same header over fewer columns.
    """
    texts = [cell.text for cell in grid.row(0) if cell.text]
    known = {cell.text for cell in first.cells if cell.row_index < 3}
    if len(texts) < 2 or sum(text in known for text in texts) > len(texts) / 2:
        return False
    shades = {cell.shade for cell in first.row(0)}
    is_shaded = shades == {cell.shade for cell in grid.row(0)} and not shades & {
        "",
        *(cell.shade for printed in (first, grid) for cell in printed.row(printed.row_count - 1)),
    }
    return is_shaded or len(fields_of_headers(texts, _ANY_SERIES)) > 1


def _begins_another_count(chain: Chain, grid: PrintedGrid) -> bool:
    """Tell whether a printed table begins with labels above a number 1, none of them the chain's own.

    Another list in columns as wide (回, 開催日, 議題) has a header of words that no field knows. A total is no label.
    """
    last, first = _texts(chain[-1], chain[-1].row_count - 1), _texts(grid, 0)
    if grid.row_count < 2 or len(first) < max(FEWEST_EDGES - 1, len(grid.columns) - 1):
        return False
    labels = not any(
        is_figure(text) or printed_number(text) or is_ditto(text) or is_total(text) for text in first.values()
    )
    known = {cell.text for cell in chain[0].cells if cell.row_index < 3}
    if not labels or not known.isdisjoint(first.values()):
        return False
    begun = {column: printed_number(text) for column, text in _texts(grid, 1).items()}
    return any(
        number and number.value == 1 and printed_number(last.get(column, "")) for column, number in begun.items()
    )


def same_columns(first: Sequence[float], second: Sequence[float]) -> bool:
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


def _signature(grid: PrintedGrid) -> tuple[str, ...]:
    """Return what a printed table's header says: its first row, or the one below a caption over all columns."""
    first = grid.row(0)
    is_caption = grid.row_count > 2 and len(first) == 1 and first[0].column_span == len(grid.columns) - 1 > 1
    return tuple(cell.text for cell in (grid.row(1) if is_caption else first))


# ── a second header within a table ──────────────────────────────────────────────────────────────────────────────────


def _at_second_headers(chain: Chain) -> Iterator[Chain]:
    """Yield a chain in parts, each under its own header: a row that says in some columns what the header says there.

    A row that says all of it is the header once more, and parts nothing.
    """
    header = _texts(chain[0], 0)
    part: Chain = []
    for grid in chain:
        rest, offset = grid, 0
        for row_index in range(grid.row_count):
            if _is_second_header(grid, row_index, header):
                upper, rest = _cut(rest, row_index - offset)
                yield [*part, upper] if upper.row_count else part
                part, offset = [], row_index
                header = _texts(grid, row_index)
        part.append(rest)
    yield part


def _texts(grid: PrintedGrid, row_index: int) -> dict[int, str]:
    return {cell.column_index: cell.text for cell in grid.row(row_index) if cell.text}


def _is_second_header(grid: PrintedGrid, row_index: int, header: dict[int, str]) -> bool:
    texts = _texts(grid, row_index)
    same = [text for column, text in texts.items() if header.get(column) == text and len(text) > 1]
    if (
        len(same) < 2
        or len(same) < 0.5 * len(texts)
        or is_header_again([header.get(c, "") for c in texts], [*texts.values()])
    ):
        return False
    labels = not any(is_figure(text) or printed_number(text) or is_ditto(text) for text in texts.values())
    crossed = any(cell.row_index < row_index < cell.row_index + cell.row_span for cell in grid.cells)
    return labels and not crossed


def _cut(grid: PrintedGrid, row_index: int) -> tuple[PrintedGrid, PrintedGrid]:
    """Return the rows of a printed table above a row, and those from it on."""
    upper = tuple(cell for cell in grid.cells if cell.row_index < row_index)
    lower = tuple(
        replace(cell, row_index=cell.row_index - row_index) for cell in grid.cells if cell.row_index >= row_index
    )
    edge = grid.top if grid.angle else min(cell.box.top for cell in lower)
    return (
        replace(grid, row_count=row_index, cells=upper, bottom=edge),
        replace(grid, row_count=grid.row_count - row_index, cells=lower, top=edge),
    )


# ── the order of reading ────────────────────────────────────────────────────────────────────────────────────────────


def in_reading_order(grids: Sequence[PrintedGrid]) -> list[PrintedGrid]:
    """Return the tables page by page, from the top down; two pages on one sheet are read one after the other."""
    by_page: dict[int, list[PrintedGrid]] = {}
    for grid in grids:
        by_page.setdefault(grid.page_number, []).append(grid)
    return [grid for of_page in by_page.values() for half in _halves(of_page) for grid in half]


def _halves(grids: Sequence[PrintedGrid]) -> list[Sequence[PrintedGrid]]:
    """Return the tables of a page, those of its left half first where two tables of one width or header stand so."""
    wholes: set[float] = set()  # edges that some table crosses
    for left in grids:
        gutter = left.columns[-1]
        if gutter in wholes:
            continue
        halves = (
            [grid for grid in grids if grid.columns[-1] <= gutter + EDGE_TOLERANCE],
            [grid for grid in grids if grid.columns[0] >= gutter],
        )
        if sum(map(len, halves)) != len(grids):
            wholes.add(gutter)
        elif any(_are_twins(left, right) for right in halves[1]):
            return list(halves)
    return [grids]


def _are_twins(left: PrintedGrid, right: PrintedGrid) -> bool:
    """Tell whether two tables stand side by side and are of one width, or under one header of several columns."""
    wide = left.columns[-1] - left.columns[0], right.columns[-1] - right.columns[0]
    if left.top >= right.bottom or right.top >= left.bottom:
        return False
    if abs(wide[0] - wide[1]) <= EDGE_TOLERANCE:
        return True
    return len(left.columns) >= FEWEST_EDGES and is_header_again(_signature(left), _signature(right))
