"""Cells merged over a page break of which every page has a single row: nothing drawn shows the merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Column
from pipeline.normalise.rows import PrintedRow
from pipeline.vocabulary.ditto import is_ditto

TAKES_DITTOS = ("policy_area", "category")
"""The fields that are printed once for several rows, wider first: a category ends where its policy area does."""


def merged_over_pages(rows: Sequence[PrintedRow], columns: Sequence[Column]) -> list[frozenset[int]]:
    """Return for each row the columns whose blank cell is concluded to go on from the row above.

    Concluded where a row is the first of its page and was not cut, in a column that has a policy area or a category,
    leaves no cell blank but at the top of a page, and never says "the same" by a ditto mark. Not under a new heading,
    nor beside a new policy area. What is drawn as merged is not looked at here: it needs no conclusion.
    """
    index_of = {column.field: column.column_index for column in columns if column.field}
    wide_to_narrow = [index_of[field] for field in TAKES_DITTOS if field in index_of]
    tops = list(_at_page_tops(rows))
    candidates = {column for column in wide_to_narrow if _is_blank_at_tops_only(rows, tops, column)}
    return [
        frozenset(_going_on(row, wide_to_narrow, candidates)) if is_top else frozenset()
        for row, is_top in zip(rows, tops, strict=True)
    ]


def _at_page_tops(rows: Sequence[PrintedRow]) -> Iterator[bool]:
    """Yield for each row whether it is whole, the first of its page, and under the heading of the row before."""
    yield from [False] * min(1, len(rows))
    for above, row in pairwise(rows):
        yield row.page_numbers[0] > above.page_numbers[1] and row.headings is above.headings


def _is_blank_at_tops_only(rows: Sequence[PrintedRow], tops: Sequence[bool], column: int) -> bool:
    for row, is_top in zip(rows, tops, strict=True):
        text = _printed(row, column)
        if is_ditto(text) or not (text or is_top or column in row.inherited or column not in row.cells):
            return False
    return True


def _going_on(row: PrintedRow, wide_to_narrow: Sequence[int], candidates: set[int]) -> Iterator[int]:
    """Yield the columns of a page's first row that are blank, up to the first that says something new."""
    for column in wide_to_narrow:
        if _printed(row, column):
            return
        if column in candidates and column in row.cells and column not in row.inherited:
            yield column


def _printed(row: PrintedRow, column: int) -> str:
    return "".join(cell.text.strip() for cell in row.cells.get(column, ()))
