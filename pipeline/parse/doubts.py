"""What about a document's tables a person should look at: other tables, headers that look like rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.findings import finding
from pipeline.model import Box, Finding, Line, PageFacts, PrintedGrid, Series, Table
from pipeline.parse.chains import same_columns
from pipeline.parse.main_table import has_rows, header_words
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.header_fields import fields_of_headers
from pipeline.vocabulary.like_headers import bare_header
from pipeline.vocabulary.units import is_amount
from pipeline.writing.numbers import is_figure

LIKE_MAIN = 0.4
"""Share of the headers, of the table with more of them, that stand above the other, too, from which on both may be one
list where their columns stand in the same places, or both number their rows (議案番号 above bills and above reports).
区分 and 備考 alone stand above tables of any kind."""

LIKE_MAIN_ELSEWHERE = 0.75
"""The same for other tables: a budget's summary and its details share 現計予算額, 補正額 and 計."""

BOX_WIDTH = 0.5
"""Of the item table's width. A header without rows is as wide as a table; the boxes of a diagram, and around words that
someone marked in a text, are not."""

LEAST_LISTED = 3
"""Rows of a name and its amount, without rules, from which on they are a list beside or below a table."""

SAME_END = 3.0
"""In points. Amounts of one column end this near to each other."""

LEAST_UNRULED = 2
"""Rows without rules from which on they are rows of the table; one is a total, or names over it."""

SENTENCE = 15
"""Letters of a text with a full stop that no header is; a short one may be a request (記入すること。)."""

ON_A_LEVEL = 3.0
"""In points. Lines whose tops lie this near are one row."""


_ANY_SERIES = Series("")


def unused_tables(tables: Sequence[Table], main: int) -> Iterator[Finding]:
    """Yield one finding for each table whose rows are no items; a warning where its headers are the item table's."""
    known, edges = _header(tables[main]), _edges(tables[main])
    for table in tables:
        if table.table_index == main:
            continue
        page, headers = table.cells[0].page_number, _header(table)
        numbered = "number" in fields_of_headers(sorted(headers & known), _ANY_SERIES)
        least = LIKE_MAIN if numbered or same_columns(_edges(table), edges) else LIKE_MAIN_ELSEWHERE
        if not has_rows(table) and not _is_a_pair(table) and _width(table) >= BOX_WIDTH * (edges[-1] - edges[0]):
            yield finding("header_without_rows", page_number=page, index=table.table_index)
        elif len(headers & known) > 1 and len(headers & known) >= least * max(len(headers), len(known)):
            shared = "、".join(sorted(headers & known))
            yield finding("similar_table_not_used", page_number=page, index=table.table_index, text=shared)
        else:
            yield finding("table_not_used", "series", page_number=page, index=table.table_index)


def _header(table: Table) -> set[str]:
    return {bare_header(word) for word in header_words(table)}


def _edges(table: Table) -> list[float]:
    """Return where a table's columns begin on its first page, and where its last one ends."""
    cells = [cell for cell in table.cells if cell.page_number == table.cells[0].page_number]
    starts = {cell.column_index: cell.box.x0 for cell in cells}
    return [*(starts[column] for column in sorted(starts)), max(cell.box.x1 for cell in cells)]


def _width(table: Table) -> float:
    edges = _edges(table)
    return edges[-1] - edges[0]


def _is_a_pair(table: Table) -> bool:
    """Tell whether a table's only row is a name and what it stands for (照会先, 総務課 076-431-0000): no header."""
    return table.column_count <= 2 and any(character.isdigit() for cell in table.cells for character in cell.text)


def pages_without_table(facts: Iterable[PageFacts], with_table: set[int]) -> Iterator[Finding]:
    """Yield a finding for each page that has no table."""
    for page in facts:
        if page.page_number not in with_table:
            yield finding("page_without_table", page_number=page.page_number)


def single_column(table: Table) -> Iterator[Finding]:
    """Yield a warning where the item table has one column only: a slide's title over its body is a frame with a bar."""
    if table.column_count == 1:
        yield finding("single_column", page_number=table.cells[0].page_number)


def rows_in_header(table: Table) -> Iterator[Finding]:
    """Yield a warning where a table's header says a figure, a ditto or a sentence: a row may be taken for it."""
    values = [cell for cell in table.cells if cell.is_header and _is_value("".join(cell.text.split()))]
    if values:
        text = "、".join(dict.fromkeys(cell.text for cell in values[:5]))
        yield finding("value_in_header", page_number=values[0].page_number, text=text)


def _is_value(text: str) -> bool:
    return is_figure(text) or is_ditto(text) or (len(text) >= SENTENCE and text.endswith("。"))


def headings_passed_over(table: Table) -> Iterator[Finding]:
    """Yield a warning for each line at a page's top that may end the section before it, though no heading looks so."""
    for line in table.passed_over:
        yield finding("heading_uncertain", page_number=line.page_number, text=line.text.strip())


def sheets_joined(added: Iterable[Table | None]) -> Iterator[Finding]:
    """Yield a finding for each table whose columns were added to those of another."""
    for table in added:
        if table is not None:
            yield finding("sheet_joined", page_number=table.cells[0].page_number)


def unruled_rows(facts: Iterable[PageFacts], grids: Iterable[PrintedGrid]) -> Iterator[Finding]:
    """Yield a warning where text stands beside or below a table in its columns, row after row, without rules."""
    by_page: dict[int, list[PrintedGrid]] = defaultdict(list)
    for grid in grids:
        by_page[grid.page_number].append(grid)
    for page in facts:
        for grid in by_page[page.page_number]:
            rows = _rows_in_columns(page, grid)
            if len(rows) >= LEAST_UNRULED:
                text = " ".join(line.text.strip() for line in rows[0])
                yield finding("text_beside_table", page_number=page.page_number, text=text, count=len(rows))
                break
        else:
            if by_page[page.page_number] and (columns := _columns_of_list(page)):
                yield finding("columns_without_rules", page_number=page.page_number, count=columns)


def _columns_of_list(page: PageFacts) -> int:
    """Return how many columns a list of names and amounts has that stands around the tables; none is 0.

    Its amounts end below each other: two that stand in a letter, or in notes, hardly do.
    """
    levels = _levels((line.box, line) for line in page.furniture if not line.angle)
    rows = [level for level in levels if len(level) > 1]
    ends = sorted(box.x1 for level in rows for box, line in level[1:] if is_amount(line.text))
    most = max((bisect_right(ends, end + SAME_END) - place for place, end in enumerate(ends)), default=0)
    return max(len(level) for level in rows) if most >= LEAST_LISTED else 0


def _rows_in_columns(page: PageFacts, grid: PrintedGrid) -> list[list[Line]]:
    """Return the rows of lines above and below a printed table that fill at least three of its columns."""
    levels = _levels((line.box.turned(grid.angle, page.width, page.height), line) for line in page.furniture)
    columns = list(pairwise(grid.columns))
    return [
        [line for _, line in level]
        for level in levels
        if len({index for box, _ in level for index, column in enumerate(columns) if _lies_in(box, column)}) > 2
        and len(level) <= len(columns)
    ]


def _levels(placed: Iterable[tuple[Box, Line]]) -> list[list[tuple[Box, Line]]]:
    """Return lines by the level that they stand on, from the top down, each level from left to right."""
    levels: list[list[tuple[Box, Line]]] = []
    for box, line in sorted(placed, key=lambda entry: entry[0].top):
        if levels and abs(levels[-1][0][0].top - box.top) < ON_A_LEVEL:
            levels[-1].append((box, line))
        else:
            levels.append([(box, line)])
    return [sorted(level, key=lambda entry: entry[0].x0) for level in levels]


def _lies_in(box: Box, column: tuple[float, float]) -> bool:
    return column[0] - 1 <= box.x0 and box.x1 <= column[1] + 1
