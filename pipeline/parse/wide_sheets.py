"""Columns of a wide sheet that are printed on pages of their own → one table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.model import Series, Table
from pipeline.parse.main_table import header_words
from pipeline.vocabulary.header_fields import fields_of_headers

SAME_TOP = 2.0
"""In points. How far a row of the one page may lie from the same row of the other."""

TELLING_ROWS = 4
"""Rows, of heights that differ, from which on equal heights are no chance, whatever the columns are called."""


def join_sideways(tables: Sequence[Table], series: Series) -> list[tuple[Table, Table | None]]:
    """Return the tables in order, each with the one that was added to its right, if one was.

    Excel prints the columns that do not fit on a page of their own, with the same rows at the same heights. A table
    goes on so where its rows lie as those of an earlier one on other pages, no header stands in both, and either the
    two together have fields of an item that neither has alone, or there are enough rows of different heights.
    """
    joined: list[tuple[Table, Table | None]] = []
    alone: list[tuple[int, _Place]] = []  # where those stand that nothing was added to
    for table in tables:
        own = _Place(_tops(table), _pages(table))
        found = next((at for at in alone if _lie_alike(at[1], own) and _goes_on(joined[at[0]][0], table, series)), None)
        if found is None:
            alone.append((len(joined), own))
            joined.append((table, None))
        else:
            alone.remove(found)
            joined[found[0]] = (_side_by_side(joined[found[0]][0], table), table)
    return [(_numbered(table, index), right) for index, (table, right) in enumerate(joined)]


class _Place(NamedTuple):
    """Where each row of a table begins on its page, and its pages: asked for once a table of thousands."""

    tops: list[float]
    pages: set[int]


def _lie_alike(left: _Place, right: _Place) -> bool:
    """Tell whether the rows of two tables lie at the same heights of different pages."""
    if len(left.tops) != len(right.tops) or len(left.tops) < 2 or left.pages & right.pages:
        return False
    return all(abs(top - other) <= SAME_TOP for top, other in zip(left.tops, right.tops, strict=True))


def _goes_on(left: Table, right: Table, series: Series) -> bool:
    """Tell whether a table whose rows lie as those of another has further columns of it."""
    tops = _tops(left)
    headers, more = header_words(left), header_words(right)
    if not headers or not more or set(headers) & set(more):
        return False
    fields, further = fields_of_headers(headers, series), fields_of_headers(more, series)
    halves = bool(further) and "number" not in further and "issue" in fields and bool({"status", "response"} & further)
    heights = {round(after - before) for before, after in pairwise(tops)}
    return halves or (len(tops) > TELLING_ROWS and len(heights) > 2 and "number" not in further)


def _tops(table: Table) -> list[float]:
    """Return where each row begins on its page."""
    tops: dict[int, float] = {}
    for cell in table.cells:
        tops.setdefault(cell.row_index, cell.box.top)
    return [tops[row] for row in sorted(tops)]


def _pages(table: Table) -> set[int]:
    return {cell.page_number for cell in table.cells}


def _side_by_side(left: Table, right: Table) -> Table:
    """Return both as one: the right one's cells are of the left one's rows, which say what goes on."""
    begins = {cell.row_index for cell in left.cells if cell.lines and not cell.continues}
    added = [
        replace(
            cell,
            column_index=cell.column_index + left.column_count,
            continues=cell.row_index not in begins or (cell.continues and not cell.lines),
        )
        for cell in right.cells
    ]
    cells = sorted([*left.cells, *added], key=lambda cell: (cell.row_index, cell.column_index))
    return replace(left, column_count=left.column_count + right.column_count, cells=tuple(cells))


def _numbered(table: Table, index: int) -> Table:
    if table.table_index == index and all(cell.table_index == index for cell in table.cells):
        return table
    cells = tuple(replace(cell, table_index=index) for cell in table.cells)
    return replace(table, table_index=index, cells=cells)
