"""What a whole document holds so far: pages that are each within their limits may be too many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.model import PrintedPage

MOST: Mapping[str, int] = {
    "glyphs": limits.MAX_GLYPHS_IN_DOCUMENT,
    "rules": limits.MAX_RULES_IN_DOCUMENT,
    "tables": limits.MAX_TABLES_IN_DOCUMENT,
    "cells": limits.MAX_CELLS_IN_DOCUMENT,
}


class Totals:
    """Counts page by page, up to the most that a document may hold of each."""

    def __init__(self, most: Mapping[str, int] = MOST) -> None:
        self._most = most
        self._counts: Counter[str] = Counter()

    def add(self, printed: PrintedPage) -> None:
        """Count a page.

        Raises:
            LimitExceededError: The pages so far hold more than one document may.
        """
        self._counts["glyphs"] += printed.facts.glyph_count
        self._counts["rules"] += printed.rule_count
        self._counts["tables"] += len(printed.grids)
        self._counts["cells"] += sum(len(grid.cells) for grid in printed.grids)
        for what, most in self._most.items():
            if self._counts[what] > most:
                raise LimitExceededError(_too_many(most)[what], "", "Split it into parts.")


def _too_many(most: int) -> dict[str, str]:
    """Return what is said of each, whole sentences so that each has its Japanese."""
    return {
        "glyphs": f"more than {most} glyphs in the document",
        "rules": f"more than {most} rules in the document",
        "tables": f"more than {most} tables in the document",
        "cells": f"more than {most} cells in the document",
    }
