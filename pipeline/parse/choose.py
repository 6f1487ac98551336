"""Which of a document's tables is the one that its series is made of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Series, Table


def choose_main_table(tables: Sequence[Table], series: Series) -> int:
    """Return the index of the table with most text; the first of equals."""
    del series
    sizes = [sum(cell.glyph_count for cell in table.cells) for table in tables]
    return sizes.index(max(sizes))
