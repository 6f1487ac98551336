"""Which rows of a printed table are its header, on its first page and where they are printed again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import PrintedCell
from pipeline.parse.parts import Part
from pipeline.vocabulary.like_headers import is_header_again
from pipeline.vocabulary.status import DASH, canonical_mark
from pipeline.vocabulary.units import unit_of
from pipeline.writing.numbers import is_figure, printed_number

MOST_HEADER_ROWS = 6


class HeaderRows(Struct, frozen=True):
    """The header's rows on each page, and the rows above it on the first page that cover the whole width."""

    of_parts: tuple[frozenset[int], ...]
    banners: frozenset[int]


def header_rows(parts: Sequence[Part], number_column: int | None) -> HeaderRows:
    """Return which rows of each page are the header.

    On the first page it is told by what is drawn (merged cells, shades) and by what is printed again on other pages;
    on the others, its rows are those that say the same in the same columns, at the top or further down.
    """
    first = parts[0]
    start = _first_row(first)
    depth = max(_drawn_depth(first, start, number_column), _repeated_depth(parts, start, number_column))
    depth = min(depth, first.grid.row_count)
    banners = frozenset(range(start)) if depth > start else frozenset()
    header = [first.texts(row) for row in range(start, depth)]
    of_parts = [frozenset(range(start, depth)) | _printed_again(first, header, depth)]
    of_parts += [_printed_again(part, header, 0) | _banners_again(part, first, banners) for part in parts[1:]]
    return HeaderRows(tuple(of_parts), banners)


def _first_row(part: Part) -> int:
    """Return the first row that is not a title within the frame: a cell over the whole width, alone in its row.

    Nor is it one without any text, above labels and rows: a frame around sheet and title encloses such a space.
    """
    start = 0
    with_text = [row for row in range(part.grid.row_count) if part.texts(row)]
    blank_above = with_text[0] if len(with_text) > 1 else 0
    while start < part.grid.row_count - 1 and (part.covers_whole_width(start) or start < blank_above):
        start += 1
    return start


def _printed_again(part: Part, header: Sequence[dict[int, str]], start: int) -> frozenset[int]:
    """Return the rows that say what the header says: a whole run of its rows, from its first on."""
    found: set[int] = set()
    row = start
    while row < part.grid.row_count and header:
        same = 0
        while same < len(header) and row + same < part.grid.row_count and _says_again(part, row + same, header[same]):
            same += 1
        found.update(range(row, row + same))
        row += max(same, 1)
    return frozenset(found)


def _says_again(part: Part, row_index: int, header: dict[int, str]) -> bool:
    """Tell whether a row says what a header row says in the columns that its page has, and nothing else."""
    texts = part.texts(row_index)
    there = {column: text for column, text in header.items() if column in part.places[:-1]}
    at_top = row_index < MOST_HEADER_ROWS
    if texts.keys() != there.keys() or len(texts) <= (0 if at_top and len(header) == 1 else 1):
        return False
    return texts == there or is_header_again([there[column] for column in texts], [*texts.values()])


def _banners_again(part: Part, first: Part, banners: frozenset[int]) -> frozenset[int]:
    return frozenset(row for row in banners if row < part.grid.row_count and part.texts(row) == first.texts(row) != {})


def _repeated_depth(parts: Sequence[Part], start: int, number_column: int | None) -> int:
    """Return the last of the first rows that stand again at the top of at least half of the other pages.

    A row under a header's first row is believed only where it looks like one: the first items of two pages may say
    the same (共通, 特になし).
    """
    others = [part for part in parts[1:] if part.grid.row_count]
    if not others:
        return 0
    first = parts[0]
    depth = 0
    for row in range(start, min(first.grid.row_count, start + MOST_HEADER_ROWS)):
        texts = first.texts(row)
        same = sum(row < part.grid.row_count and part.texts(row) == texts for part in others)
        if not texts or same * 2 < len(others):
            break
        if row > start and not _looks_like_second_row(first, start, row, number_column):
            break
        depth = row + 1
    return depth


def _looks_like_second_row(part: Part, start: int, row_index: int, number_column: int | None) -> bool:
    """Tell whether a row may be the header's next one: below a cell that it divides, say; a dash is an empty value."""
    texts = part.texts(row_index)
    if any(canonical_mark(text) == DASH for text in texts.values()):
        return False
    spans = any(
        cell.row_span > 1
        or sum(column <= below < column + part.column_span(cell) for below in part.rows[row_index]) > 1
        for column, cell in part.rows[row_index - 1].items()
    )
    without_number = number_column is not None and number_column not in texts
    units = all(unit_of(text) or printed_number(text) or len(text) == 1 for text in texts.values())
    return spans or without_number or units or _is_shaded_like(part, start, row_index)


def _drawn_depth(part: Part, start: int, number_column: int | None) -> int:
    """Return where the header ends as its first page draws it: by merged cells, shading and blanks."""
    row = part.rows[start]
    if number_column is not None and number_column in row and printed_number(row[number_column].text):
        return start
    row_count = part.grid.row_count
    if _is_values(part, start) or (row_count == start + 1 and _is_total(part.texts(start))):
        return start
    spans = [cell.row_span for cell in row.values() if cell.row_span < max(row_count - start, 2)]
    depth = start + min(max(spans, default=1), MOST_HEADER_ROWS)
    while depth < min(row_count - 1, start + MOST_HEADER_ROWS) and (
        _goes_on_below(part, depth) or _is_shaded_like(part, start, depth)
    ):
        depth += 1
    return depth


def _is_values(part: Part, row_index: int) -> bool:
    """Tell whether a first row is a row like those below it: it has a figure over figures."""
    for column, text in part.texts(row_index).items():
        below = [row[column].text for row in part.rows[row_index + 1 :] if column in row and row[column].text]
        figures = sum(is_figure(other) or printed_number(other) is not None for other in below)
        if is_figure(text) and 0 < 0.8 * len(below) <= figures:
            return True
    return False


def _is_total(texts: dict[int, str]) -> bool:
    """Tell whether the only row of a table is one of amounts: a total in a frame of its own, below what it sums up."""
    amounts = sum(is_figure(text) for text in texts.values())
    return amounts > 0 and 2 * amounts >= len(texts)


def _goes_on_below(part: Part, row_index: int) -> bool:
    """Tell whether a row has labels under the merged labels above it and nothing else."""
    above = [(column, cell) for column, cell in part.rows[row_index - 1].items() if cell.row_span == 1]
    wide = {
        c
        for column, cell in above
        if part.column_span(cell) > 1
        for c in range(column, column + part.column_span(cell))
    }
    narrow = {column for column, cell in above if part.column_span(cell) == 1 and cell.text}
    blank = {column for column, cell in above if part.column_span(cell) == 1 and not cell.text}
    texts = part.texts(row_index)
    named = wide if narrow else wide | blank
    if not wide or not texts or not texts.keys() <= named or texts.keys() & narrow:
        return False
    if not any(_divides(part, row_index, column, cell) for column, cell in above):
        return False  # a heading of the rows below it, in the place of a label
    if narrow:
        return True
    # Groups over the whole width: their names stand over names, not over values.
    groups = sum(bool(cell.text) for _, cell in above)
    labels = not any(is_figure(text) or printed_number(text) for text in texts.values())
    covered = sum(part.column_span(part.rows[row_index][column]) for column in texts)
    return groups > 1 and labels and len(texts) > groups and covered >= 0.8 * len(named)


def _divides(part: Part, row_index: int, column: int, above: PrintedCell) -> bool:
    """Tell whether a row has several cells below a merged one."""
    end = column + part.column_span(above)
    return sum(column <= below < end for below in part.rows[row_index]) > 1


def _is_shaded_like(part: Part, first_row: int, row_index: int) -> bool:
    """Tell whether a row is shaded as the header's first row is, and the table's last row is not."""
    colours = {cell.shade for cell in part.rows[first_row].values()}
    same = {cell.shade for cell in part.rows[row_index].values()}
    last = {cell.shade for cell in part.rows[-1].values()}
    return len(colours) == 1 and "" not in colours and same == colours and not (last & colours)
