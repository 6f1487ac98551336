"""Which of a document's tables is the one that its series is made of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Series, Table
from pipeline.vocabulary.headers import fields_of_headers

ENOUGH_FIELDS = 4
"""Columns known by their headers from which on a table surely is of the kind; then the longest one is taken."""


def choose_main_table(tables: Sequence[Table], series: Series) -> int:
    """Return the index of the table whose headers name most fields; of equals, the one with most text."""

    def rank(table: Table) -> tuple[int, int]:
        headers = ["".join(cell.text.split()) for cell in table.cells if cell.is_header]
        return min(len(fields_of_headers(headers, series)), ENOUGH_FIELDS), sum(
            cell.glyph_count for cell in table.cells
        )

    return max(range(len(tables)), key=lambda index: (rank(tables[index]), -index))
