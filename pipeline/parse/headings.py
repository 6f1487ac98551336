"""Which rows of a printed table are headings of the rows below them, and no rows themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.parse.header_rows import HeaderRows
from pipeline.parse.parts import Part
from pipeline.vocabulary.ditto import is_ditto
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
        below = _row_below(parts, headers, index, row)
        if row in found[index] or below is None or not _heads(parts[index], row, number_column, *below):
            continue
        if not _belongs_above_break(parts, headers, (index, row), number_column, below):
            found[index].add(row)
    return [frozenset(rows) for rows in found]


def _is_across(part: Part, row_index: int, column_count: int) -> bool:
    """Return whether a row is one cell over the whole width that says something; an empty one is a blank row."""
    row = part.rows[row_index]
    across = column_count > 2 and len(row) == 1 and all(part.column_span(cell) >= column_count for cell in row.values())
    return across and bool(part.texts(row_index))


def _alone_in_row(parts: Sequence[Part], headers: HeaderRows, number_column: int | None) -> list[tuple[int, int]]:
    """Return the rows, by page and row, with a single text beside ruled blank cells, and no number of a row."""
    return [
        (index, row_index)
        for index, part in enumerate(parts)
        for row_index, row in enumerate(part.rows)
        if row_index not in headers.of_parts[index]
        and len(row) > 1
        and (number_column is None or number_column in row)
        and all(cell.row_span == 1 for cell in row.values())
        and len(texts := part.texts(row_index)) == 1
        and not _numbers_row(texts.get(number_column) if number_column is not None else None)
    ]


def _numbers_row(text: str | None) -> bool:
    """Tell whether what stands in the column of numbers is one, or stands for one."""
    return text is not None and (printed_number(text) is not None or is_ditto(text) or is_total(text))


def _row_below(parts: Sequence[Part], headers: HeaderRows, index: int, row_index: int) -> tuple[Part, int] | None:
    """Return the next row with text below a row, on its page or the next one; None where a header is below it."""
    for part, header in list(zip(parts, headers.of_parts, strict=True))[index : index + 2]:
        start = row_index + 1 if part is parts[index] else 0
        below = (row for row in range(start, part.grid.row_count) if part.texts(row))
        for row in below:
            if row not in header:
                return part, row
            if part is parts[index]:
                return None
    return None


def _heads(part: Part, row_index: int, number_column: int | None, below_part: Part, below: int) -> bool:
    """Tell whether the numbers begin anew below a row, or its text opens as headings do and a whole row follows.

    On the next page only a plain 1 is a new beginning, but for a text in the column of numbers: a row that the page
    cuts, whose number stands in its middle, begins with the first line of another cell alone.
    """
    ((column, text),) = part.texts(row_index).items()
    opening = opening_of(text)
    opens = opening is not None and opening.name == "heading"
    if number_column is None:
        spans_more = below_part is part and _spans_more(part, row_index, below)
        return (opens or spans_more) and len(below_part.texts(below)) > 1
    number = printed_number(below_part.texts(below).get(number_column, ""))
    if number is None:
        return False
    if below_part is part:
        return opens or number.parts[-1] == 1
    return (opens and column == number_column) or number.parts == (1,)


def _belongs_above_break(
    parts: Sequence[Part],
    headers: HeaderRows,
    place: tuple[int, int],
    number_column: int | None,
    below: tuple[Part, int],
) -> bool:
    """Tell whether a row, by page and row, is the one text that the page before had no room for.

    A typesetter that keeps a paragraph's lines together prints a whole cell's text below the break, and leaves the cell
    blank above it, beside the row's other texts. The text may open as headings do: 【…】 opens many a remark. Where the
    count begins anew below it, it is a heading.
    """
    index, row_index = place
    if index == 0 or _body_rows(parts[index], headers.of_parts[index])[0] != row_index:
        return False
    above = _body_rows(parts[index - 1], headers.of_parts[index - 1])
    if not above:
        return False
    (column,) = parts[index].texts(row_index)
    texts, texts_below = parts[index - 1].texts(above[-1]), below[0].texts(below[1])
    if column not in parts[index - 1].rows[above[-1]] or column in texts or column not in texts_below or len(texts) < 2:
        return False
    if number_column is None:
        return True
    number = printed_number(texts_below.get(number_column, ""))
    return number_column in texts and number is not None and number.parts[-1] != 1


def _body_rows(part: Part, header: Collection[int]) -> list[int]:
    """Return the rows of a page with text, its header apart."""
    return [row for row in range(part.grid.row_count) if row not in header and part.texts(row)]


def _spans_more(part: Part, row_index: int, below: int) -> bool:
    """Tell whether a row's text stands in a first cell over columns that the row below parts; a total is no heading."""
    (column,) = part.texts(row_index)
    cell = part.rows[row_index][column]
    span = part.column_span(cell)
    parted = sum(column <= other < column + span for other in part.rows[below])
    return column == min(part.rows[row_index]) and span > 1 and parted > 1 and not is_total(cell.text)
