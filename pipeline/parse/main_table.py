"""Which of a document's tables is the one that its series is made of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Series, Table
from pipeline.vocabulary.header_fields import fields_of_headers

ENOUGH_FIELDS = 4
"""Columns known by their headers from which on a table surely is of the kind; then the longest one is taken."""


def choose_main_table(tables: Sequence[Table], series: Series) -> int:
    """Return the index of the table whose headers name most fields; of equals, the one with most text.

    A table of a header only is taken where there is no other.
    """

    def rank(table: Table) -> tuple[bool, int, int]:
        fields = fields_of_headers(header_words(table), series)
        return has_rows(table), min(len(fields), ENOUGH_FIELDS), sum(cell.glyph_count for cell in table.cells)

    return max(range(len(tables)), key=lambda index: (rank(tables[index]), -index))


def has_rows(table: Table) -> bool:
    """Tell whether anything stands below a table's header and headings."""
    return any(cell.lines and not cell.is_header and not cell.is_heading for cell in table.cells)


def header_words(table: Table) -> list[str]:
    """Return what a table's header cells say, without white space."""
    return ["".join(cell.text.split()) for cell in table.cells if cell.is_header and cell.lines]
