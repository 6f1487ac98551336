"""What about a document's tables a person should look at: other tables, headers that look like rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.findings import finding
from pipeline.model import Finding, PageFacts, Table
from pipeline.parse.choose import has_rows, header_words
from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.numbers import is_figure

LIKE_MAIN = 0.4
"""Share of the headers, of the table with more of them, that stand above the other, too, from which on both may be one
list. 区分 and 備考 alone stand above tables of any kind."""


def unused_tables(tables: Sequence[Table], main: int) -> Iterator[Finding]:
    """Yield one finding for each table whose rows are no items; a warning where its headers are the item table's."""
    known = set(header_words(tables[main]))
    for table in tables:
        if table.table_index == main:
            continue
        page, headers = table.cells[0].page_number, set(header_words(table))
        if not has_rows(table):
            yield finding("header_without_rows", page_number=page, index=table.table_index)
        elif len(headers & known) > 1 and len(headers & known) >= LIKE_MAIN * max(len(headers), len(known)):
            shared = "、".join(sorted(headers & known))
            yield finding("similar_table_not_used", page_number=page, index=table.table_index, text=shared)
        else:
            yield finding("table_not_used", "series", page_number=page, index=table.table_index)


def pages_without_table(facts: Iterable[PageFacts], with_table: set[int]) -> Iterator[Finding]:
    """Yield a finding for each page that has no table."""
    for page in facts:
        if page.page_number not in with_table:
            yield finding("page_without_table", page_number=page.page_number)


def rows_in_header(table: Table) -> Iterator[Finding]:
    """Yield a warning where a table's header says a figure or a ditto: a row may have been taken for it."""
    values = [cell for cell in table.cells if cell.is_header and _is_value("".join(cell.text.split()))]
    if values:
        text = "、".join(dict.fromkeys(cell.text for cell in values[:5]))
        yield finding("value_in_header", page_number=values[0].page_number, text=text)


def _is_value(text: str) -> bool:
    return is_figure(text) or is_ditto(text)


def sheets_joined(added: Iterable[Table | None]) -> Iterator[Finding]:
    """Yield a finding for each table whose columns were added to those of another."""
    for table in added:
        if table is not None:
            yield finding("sheet_joined", page_number=table.cells[0].page_number)
