"""The document's own arithmetic: printed numbers run on, so a row lost or read twice shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Finding, Row
from pipeline.schema import finding

_NUMBER = re.compile(r"[(（\[]?(?:No\.?|№)?\s*([0-9]{1,6})\s*[)）\].．]?", re.IGNORECASE)


def check_numbers(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield where numbers do not run on, stand twice, or are missing.

    Numbers such as 1-2 or 3の1 are not counted on. A number 1 begins a new count, as tables of several parts have it;
    the rows before it are not repeated by it.
    """
    seen: set[int] = set()
    last: int | None = None
    for row in rows:
        number = row.values.get("number")
        if number is None:
            yield _finding("row_without_number", f"Item {row.ordinal} has no number.", row)
            continue
        match = _NUMBER.fullmatch(number.text.strip())
        if match is None:
            last = None
            continue
        value = int(match.group(1))
        if value == 1 and last is not None and last > 1:
            seen.clear()
        elif value in seen:
            yield _finding("number_repeated", f"The number {value} stands more than once.", row)
        elif last is not None and value != last + 1:
            yield _finding("number_gap", f"After {last} comes {value}.", row)
        seen.add(value)
        last = value


def _finding(code: str, message: str, row: Row) -> Finding:
    number = row.values.get("number")
    return finding(
        code,
        message,
        ordinal=row.ordinal,
        page_number=row.page_number,
        field="number",
        text=number.text if number else None,
    )


def has_numbers(rows: Iterable[Row]) -> bool:
    """Return whether any row has a number; in a table without numbers none is missing."""
    return any("number" in row.values for row in rows)
