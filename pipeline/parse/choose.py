"""Which of a document's tables is the one that its series is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline import vocabulary
from pipeline.model import Series, Table

ENOUGH_FIELDS = 4
"""Columns known by their headers from which on a table surely is of the kind; then the longest one is taken."""


def choose_main_table(tables: Sequence[Table], series: Series) -> int:
    """Return the index of the table whose headers name most fields; of equals, the one with most text."""

    def rank(table: Table) -> tuple[int, int]:
        headers = ["".join(cell.text.split()) for cell in table.cells if cell.is_header]
        return min(_known_fields(headers, series), ENOUGH_FIELDS), sum(cell.glyph_count for cell in table.cells)

    return max(range(len(tables)), key=lambda index: (rank(tables[index]), -index))


def _known_fields(headers: Sequence[str], series: Series) -> int:
    folded = {unicodedata.normalize("NFKC", header) for header in headers}
    found = {field for wording, field in series.headers.items() if unicodedata.normalize("NFKC", wording) in folded}
    for field, (whole, parts) in _wordings().items():
        if folded & whole or any(part in header for part in parts for header in folded):
            found.add(field)
    return len(found)


@cache
def _wordings() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return each field's wordings that must be a whole header, and those that may be a part of one."""
    table: dict[str, Any] = vocabulary.load("headers", dict)
    return {
        field: (frozenset(words.get("whole", ())), frozenset(words.get("parts", ()))) for field, words in table.items()
    }
