"""What a page break does to a table's rows: it cuts them, prints them again, and takes merged cells apart.

What goes on is asked of ``page_breaks``, with what stands on both sides of the break; what was
decided is in ``Cell.continues`` and ``Cell.reprinted``, which the later rooms believe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct, field

from pipeline.model import PrintedCell
from pipeline.page_breaks import PageEnd, RowTexts, TableHabits, TopCell, cell_goes_on, opens_entry, row_goes_on
from pipeline.parse.parts import Part
from pipeline.vocabulary.column_ages import are_old_and_new_wording
from pipeline.vocabulary.front import opens_as_note
from pipeline.vocabulary.status import is_mark
from pipeline.writing.kinsoku import may_end
from pipeline.writing.numbers import is_figure, printed_number

FULL_LINE = 1.8
"""In ems. How near to its cell's right side a full line ends: a padding, and a character that did not fit."""

ROOM_FOR_LINES = 3.5
"""In ems. A cell with so much room below its text could have held the next lines, and one more for widow control."""

ROOM_LEFT = 150.0
"""In points: a fifth of an A4 page. A table that ends so far above the paper's edge was not cut by it."""

LOWEST_ROW = 8.0
"""In points. A row of 5-point type is so high with its paddings."""

SHORTEST_PROOF = 15
"""Characters that two rows must have in common to be one row printed twice."""


class PrintedPageEnd(PageEnd, frozen=True):
    """How a printed page ends: with its cells with text that reach the table's end, by column.

    ``merged`` are the columns of those that cover more than the row they begin in.
    """

    cells: Mapping[int, PrintedCell]
    merged: frozenset[int]


class PageJoin(Struct):
    """What of a page goes on from the page before: whole rows, rows printed again, and cells beside a new row."""

    continuing: set[int] = field(default_factory=set)
    reprinted: set[int] = field(default_factory=set)
    cells: set[tuple[int, int]] = field(default_factory=set)  # row, column


def join_pages(
    parts: Sequence[Part],
    headers: Sequence[frozenset[int]],
    headings: Sequence[frozenset[int]],
    number: int | None,
    new_sections: frozenset[int] = frozenset(),
) -> list[PageJoin]:
    """Return for each page what goes on there.

    Args:
        parts: What each page has of the table.
        headers: The header's rows on each page.
        headings: The rows on each page that are headings of those below them.
        number: The column that numbers the rows, if one does.
        new_sections: The parts above which a heading of their own stands; nothing goes on in these.
    """
    habits = table_habits(parts, headers, headings, number)
    joins: list[PageJoin] = []
    begun: RowTexts = {}  # the row that was begun last, over the pages
    for index, part in enumerate(parts):
        is_cut = index + 1 < len(parts) and parts[index + 1].grid.row_painted_before is not None
        join = PageJoin(continuing=_below_merged_numbers(part, headers[index], number, is_cut=is_cut))
        body = [row for row in range(part.grid.row_count) if row not in headers[index]]
        may_go_on = index > 0 and index not in new_sections and bool(begun)
        first = next((row for row in body if not _is_sliver(part, row)), None)
        if may_go_on and first is not None and first not in headings[index]:
            _join_first_row(part, first, _page_end(parts[index - 1], begun, number), habits, join)
        for row in body:
            if row in headings[index]:
                begun = begun if opens_as_note("".join(part.texts(row).values())) else {}
            elif row not in join.continuing and (texts := part.texts(row)):
                begun = texts
        joins.append(join)
    return joins


def _is_sliver(part: Part, row_index: int) -> bool:
    """Tell whether a row is blank and too low for type: what Excel leaves above a row that goes on over the page."""
    heights = [cell.box.height for cell in part.rows[row_index].values()]
    return bool(heights) and max(heights) < LOWEST_ROW and not part.texts(row_index)


def _page_end(part: Part, begun: RowTexts, number_column: int | None) -> PrintedPageEnd:
    cells = part.cells_at_bottom()
    merged = frozenset(column for column, cell in cells.items() if _is_merged_down(part, cell, number_column))
    broken_off = frozenset(column for column, cell in cells.items() if _breaks_off(cell, part.grid.angle))
    return PrintedPageEnd(frozenset(cells), broken_off, begun, part.grid.room_below > ROOM_LEFT, cells, merged)


def _join_first_row(part: Part, row_index: int, before: PrintedPageEnd, habits: TableHabits, join: PageJoin) -> None:
    """Add what goes on in a page's first row: all of it, or the cells that are merged over the break."""
    row = {column: cell.text for column, cell in part.rows[row_index].items()}
    if part.grid.row_painted_before == row_index or row_goes_on(row, before, habits):
        join.continuing.update(_grid_rows_of(part, row_index, habits.number_column))
    elif is_printed_again(row, before.begun, habits.number_column):
        join.continuing.add(row_index)
        join.reprinted.add(row_index)
    elif part.texts(row_index):
        join.cells.update(
            (row_index, column)
            for column in row
            if cell_goes_on(_top_cell(part, row_index, column, before, habits.number_column), before, habits)
        )


def is_printed_again(below: RowTexts, begun: RowTexts, number_column: int | None) -> bool:
    """Tell whether the first row of a page is the one begun before, printed once more.

    Excel does so with a row that a page break cuts: what is centred in the row's height stands on both pages, what is
    long goes on. Believed where three cells and fifteen characters are the same, and either the number is the same or,
    without numbers, no cell differs. Two items of one section say much the same, too.
    """
    here = {column: text for column, text in below.items() if text}
    same = {column: text for column, text in here.items() if begun.get(column) == text}
    if len(same) < 3 or sum(map(len, same.values())) < SHORTEST_PROOF:
        return False
    if number_column is not None and (number_column in here or number_column in begun):
        return number_column in same
    return len(same) == len(here)


def _top_cell(part: Part, row_index: int, column: int, before: PrintedPageEnd, number_column: int | None) -> TopCell:
    cell, above = part.rows[row_index][column], before.cells.get(column)
    is_merged = _is_merged_down(part, cell, number_column)
    return TopCell(column, cell.text, above.text if above else None, is_merged, column in before.merged)


def _grid_rows_of(part: Part, row_index: int, number_column: int | None) -> range:
    """Return the grid rows of one row: its number's, or down to the next in which a cell with text begins.

    A line within a cell (an underline, a small table) divides the grid, not the row.
    """
    row = part.rows[row_index]
    if number_column is not None and number_column in row:
        return range(row_index, row_index + row[number_column].row_span)
    end = max((cell.row_index + cell.row_span for cell in row.values()), default=row_index + 1)
    for below in range(row_index + 1, end):
        if part.texts(below):
            return range(row_index, below)
    return range(row_index, max(end, row_index + 1))


def _is_merged_down(part: Part, cell: PrintedCell, number_column: int | None) -> bool:
    """Tell whether a cell covers more than its own row."""
    own = _grid_rows_of(part, cell.row_index, number_column) if cell.row_span > 1 else range(0)
    return cell.row_index + cell.row_span > own.stop > 0


def _below_merged_numbers(part: Part, header: frozenset[int], number_column: int | None, *, is_cut: bool) -> set[int]:
    """Return the rows that belong to the item above because its number is merged down over them.

    Rows that have a figure, a mark or a number (①, (1)) each in one column are items of their own under one number; not
    where it is the page's last and the page break cuts them (``is_cut``), because nothing then says the number of the
    rest.
    """
    if number_column is None:
        return set()
    found: set[int] = set()
    for row_index, row in enumerate(part.rows):
        cell = row.get(number_column)
        if row_index in header or cell is None or not cell.text or cell.column_span > 1 or cell.row_span == 1:
            continue
        rows = range(row_index, row_index + cell.row_span)
        goes_on = is_cut and rows.stop == part.grid.row_count
        if goes_on or not _has_values_each(part, rows, number_column):
            found.update(rows[1:])
    return found


def _has_values_each(part: Part, rows: range, number_column: int) -> bool:
    """Tell whether a column beside the number has a figure, a mark or a number in each of several rows."""
    return any(
        all(column in part.rows[row] and _is_value(part.rows[row][column].text) for row in rows)
        for column in part.rows[rows[0]]
        if column > number_column
    )


def _is_value(text: str) -> bool:
    return bool(text) and (is_figure(text) or is_mark(text) or printed_number(text) is not None)


# ── the habits of a table ───────────────────────────────────────────────────────────────────────────────────────────


def table_habits(
    parts: Sequence[Part], headers: Sequence[frozenset[int]], headings: Sequence[frozenset[int]], number: int | None
) -> TableHabits:
    """Return how a table fills its columns."""
    filled: Counter[int] = Counter()
    texts: dict[int, list[str]] = {}
    merged: set[int] = set()
    leaving_blank: set[int] = set()
    total = 0
    for part, header, heading in zip(parts, headers, headings, strict=True):
        body = [row for row in range(part.grid.row_count) if row not in header | heading]
        for row in body:
            total += row != body[0]
            for column, cell in part.rows[row].items():
                at_top = row == body[0]
                if cell.text:
                    filled[column] += not at_top
                    texts.setdefault(column, []).append(cell.text)
                if _is_merged_down(part, cell, number) or (column == number and cell.row_span > 1):
                    merged.add(column)
                elif not cell.text and not at_top and not _lies_below_merged_number(part, row, number):
                    leaving_blank.add(column)
    never_blank = {column for column, count in filled.items() if count >= 0.95 * total} if total >= 3 else set()
    enumerated = {column for column, found in texts.items() if _is_enumerated(found)}
    merging = frozenset(merged - leaving_blank)
    labels = Counter(text for column in merging for text in texts.get(column, ()))
    return TableHabits(
        number,
        number is not None and number in merged,
        frozenset(never_blank),
        merging,
        frozenset(enumerated),
        _old_and_new(parts[0], headers[0]),
        frozenset(text for text, count in labels.items() if count > 1),
    )


def _is_enumerated(texts: Sequence[str]) -> bool:
    """Tell whether texts begin with a number or a letter and go on in words; telephone numbers and amounts do not."""
    if len(texts) <= 2 or len(texts) - sum(map(opens_entry, texts)) > max(1, 0.1 * len(texts)):
        return False
    return 2 * sum(any(map(str.isalpha, text)) for text in texts) > len(texts)


def _old_and_new(part: Part, header: frozenset[int]) -> frozenset[int]:
    """Return the columns whose headers are a pair such as 改正前 and 改正後."""
    names = {column: text for row in header for column, text in part.texts(row).items()}
    pairs = combinations(names, 2)
    return frozenset(
        column for pair in pairs if are_old_and_new_wording(names[pair[0]], names[pair[1]]) for column in pair
    )


def _lies_below_merged_number(part: Part, row_index: int, number: int | None) -> bool:
    return number is not None and number not in part.rows[row_index]


def _breaks_off(cell: PrintedCell, angle: int = 0) -> bool:
    """Tell whether a cell's last line is full and ends no sentence, under other lines: print goes on elsewhere.

    Not where the cell has room below it: 生活環境 fills two lines of a narrow column, and is whole.
    """
    last = cell.lines[-1]
    has_room = last.angle == angle == 0 and cell.box.bottom - last.box.bottom > ROOM_FOR_LINES * last.font_size
    if len(cell.lines) == 1 or has_room:
        return False
    angle = (angle + last.angle) % 360  # a vertical label is full where it reaches the cell's lower side
    full = cell.box.turned(angle).x1 - last.box.turned(angle).x1 <= FULL_LINE * last.font_size
    return full and not may_end(last.text)
