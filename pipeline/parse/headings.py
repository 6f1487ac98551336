"""Which rows of a printed table are headings of the rows below them, and no rows themselves."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.header_rows import HeaderRows
from pipeline.parse.parts import Part
from pipeline.writing.kinsoku import opening_of
from pipeline.writing.numbers import is_total, printed_number


def heading_rows(
    parts: Sequence[Part], headers: HeaderRows, number_column: int | None, column_count: int
) -> list[frozenset[int]]:
    """Return each page's heading rows: one cell over the whole width, or one text alone in a row above a new count.

    A row of one text at a page's top may also be the rest of a row that the page cut, which is no heading.
    """
    found = [
        {row for row in range(part.grid.row_count) if row not in header and _is_across(part, row, column_count)}
        | (headers.banners if part is parts[0] else frozenset())
        for part, header in zip(parts, headers.of_parts, strict=True)
    ]
    for index, row in _alone_in_row(parts, headers, number_column):
        if row not in found[index] and (
            _heads_rows_below(parts[index], row, number_column, headers.of_parts[index])
            or _heads_next_page(parts, index, row, number_column, headers)
        ):
            found[index].add(row)
    return [frozenset(rows) for rows in found]


def _is_across(part: Part, row_index: int, column_count: int) -> bool:
    """Return whether a row is one cell over the whole width that says something; an empty one is a blank row."""
    row = part.rows[row_index]
    across = column_count > 2 and len(row) == 1 and all(part.column_span(cell) >= column_count for cell in row.values())
    return across and bool(part.texts(row_index))


def _alone_in_row(parts: Sequence[Part], headers: HeaderRows, number_column: int | None) -> list[tuple[int, int]]:
    """Return the rows, by page and row, with a single text beside ruled blank cells, the number's among them."""
    return [
        (index, row_index)
        for index, part in enumerate(parts)
        for row_index, row in enumerate(part.rows)
        if row_index not in headers.of_parts[index]
        and len(row) > 1
        and (number_column is None or number_column in row)
        and all(cell.row_span == 1 for cell in row.values())
        and len(texts := part.texts(row_index)) == 1
        and number_column not in texts
    ]


def _heads_rows_below(part: Part, row_index: int, number_column: int | None, header: frozenset[int]) -> bool:
    """Tell whether the numbers begin anew below a row, or its text opens as headings do and a whole row follows."""
    below = next((row for row in range(row_index + 1, part.grid.row_count) if part.texts(row)), None)
    if below is None or below in header:
        return False
    (text,) = part.texts(row_index).values()
    opening = opening_of(text)
    opens = opening is not None and opening.name == "heading"
    if number_column is None:
        return (opens or _spans_more(part, row_index, below)) and len(part.texts(below)) > 1
    number = printed_number(part.texts(below).get(number_column, ""))
    return number is not None and (opens or number.parts[-1] == 1)


def _heads_next_page(
    parts: Sequence[Part], index: int, row_index: int, number_column: int | None, headers: HeaderRows
) -> bool:
    """Tell whether a row is a page's last and the numbers begin anew on the next page.

    Only that proves it: a row whose number stands in its middle, on the next page, begins with one text alone, too.
    """
    if (
        index + 1 == len(parts)
        or number_column is None
        or any(map(parts[index].texts, range(row_index + 1, parts[index].grid.row_count)))
    ):
        return False
    part, header = parts[index + 1], headers.of_parts[index + 1]
    first = next((row for row in range(part.grid.row_count) if row not in header and part.texts(row)), None)
    number = printed_number(part.texts(first).get(number_column, "")) if first is not None else None
    return number is not None and number.parts == (1,)


def _spans_more(part: Part, row_index: int, below: int) -> bool:
    """Tell whether a row's text stands in a first cell over columns that the row below parts; a total is no heading."""
    (column,) = part.texts(row_index)
    cell = part.rows[row_index][column]
    span = part.column_span(cell)
    parted = sum(column <= other < column + span for other in part.rows[below])
    return column == min(part.rows[row_index]) and span > 1 and parted > 1 and not is_total(cell.text)
