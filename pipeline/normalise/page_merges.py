"""Cells merged over a page break with nothing drawn to show it: asked for in the columns that group rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Column
from pipeline.normalise.rows import PrintedRow
from pipeline.page_breaks import BodyRow, blanks_that_go_on

TAKES_DITTOS = ("policy_area", "category")
"""The fields that are printed once for several rows, wider first: a category ends where its policy area does."""


def merged_over_pages(rows: Sequence[PrintedRow], columns: Sequence[Column]) -> list[frozenset[int]]:
    """Return for each row the columns whose blank cell goes on from the row above, as ``page_breaks`` concludes.

    What is drawn as merged is not looked at here: it needs no conclusion.
    """
    index_of = {column.field: column.column_index for column in columns if column.field}
    body = [
        BodyRow({column: _printed(row, column) for column in row.cells}, row.inherited, is_top)
        for row, is_top in zip(rows, _at_page_tops(rows), strict=True)
    ]
    return blanks_that_go_on(body, [index_of[field] for field in TAKES_DITTOS if field in index_of])


def _at_page_tops(rows: Sequence[PrintedRow]) -> Iterator[bool]:
    """Yield for each row whether it is whole, the first of its page, and under the heading of the row before."""
    yield from [False] * min(1, len(rows))
    for above, row in pairwise(rows):
        yield row.page_numbers[0] > above.page_numbers[1] and row.headings is above.headings


def _printed(row: PrintedRow, column: int) -> str:
    return "".join(cell.text.strip() for cell in row.cells.get(column, ()))
