"""Cells merged over a page break with nothing drawn to show it: asked for in the columns that group rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Column, StyledText
from pipeline.normalise.rows import PrintedRow
from pipeline.page_breaks import BodyRow, LabelJoin, TextsAsked, label_begins, labels_that_go_on
from pipeline.styled import EMPTY, join_texts

TAKES_DITTOS = ("policy_area", "category")
"""The fields that are printed once for several rows, wider first: a category ends where its policy area does."""

ROOM_FOR_A_LINE = 1.5
"""In ems. A cell with so much room below its text could have held the next line; what follows is another text."""


class PageMerges(Struct, frozen=True):
    """For each row, by column, how its cell goes on from the row above over the page break; and each row's texts.

    A label that is printed below the break is moved to the row in which its cell begins.
    """

    joins: Sequence[Mapping[int, LabelJoin]]
    texts: Sequence[Mapping[int, StyledText]]


def merge_over_pages(
    rows: Sequence[PrintedRow], texts: Sequence[Mapping[int, StyledText]], columns: Sequence[Column]
) -> PageMerges:
    """Return the cells that go on from the row above, as ``page_breaks`` concludes.

    What is drawn as merged is not looked at here: it needs no conclusion.

    Args:
        rows: The table's rows.
        texts: What each of them says, by column.
        columns: The table's columns, with their fields.
    """
    index_of = {column.field: column.column_index for column in columns if column.field}
    wide_to_narrow = [index_of[field] for field in TAKES_DITTOS if field in index_of]
    tops = tuple(_at_page_tops(rows))
    if not (wide_to_narrow and any(tops)):
        return PageMerges([{}] * len(rows), texts)
    body = [
        BodyRow(_texts(row, wide_to_narrow), row.inherited, is_top, _full(row, wide_to_narrow))
        for row, is_top in zip(rows, tops, strict=True)
    ]
    joins = labels_that_go_on(body, wide_to_narrow)
    moved = list(texts)
    for number, of_row in enumerate(joins):
        for column, how in of_row.items():
            if how != "blank":
                owner = _owner(body, joins, number, column)
                label = join_texts([moved[owner].get(column, EMPTY), moved[number].get(column, EMPTY)], "")
                moved[owner] = {**moved[owner], column: label}
                moved[number] = {other: text for other, text in moved[number].items() if other != column}
    return PageMerges(joins, moved)


def _owner(body: Sequence[BodyRow], joins: Sequence[Mapping[int, LabelJoin]], number: int, column: int) -> int:
    """Return the row that a label belongs to, whose cell may go over several page breaks."""
    while column in joins[number]:
        number = label_begins(body, number - 1, column)
    return number


def _at_page_tops(rows: Sequence[PrintedRow]) -> Iterator[bool]:
    """Yield for each row whether it is whole, the first of its page, and under the heading of the row before."""
    yield from [False] * min(1, len(rows))
    for above, row in pairwise(rows):
        yield row.page_numbers[0] > above.page_numbers[1] and row.headings is above.headings


def _texts(row: PrintedRow, label_columns: Sequence[int]) -> TextsAsked:
    return TextsAsked(row.cells, lambda column: "".join(cell.text.strip() for cell in row.cells[column]), label_columns)


def _full(row: PrintedRow, columns: Sequence[int]) -> frozenset[int]:
    """Return those of some columns whose cell has no room for another line below its text."""
    lines = {column: row.cells[column][-1] for column in columns if column in row.cells}
    return frozenset(
        column
        for column, cell in lines.items()
        if cell.lines and cell.box.bottom - cell.lines[-1].box.bottom < ROOM_FOR_A_LINE * cell.lines[-1].font_size
    )
