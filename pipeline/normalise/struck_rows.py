"""Rows that are struck out from end to end: they went, and stand in print only to show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Column, Finding, StyledText
from pipeline.normalise.rows import PrintedRow, PrintedRows
from pipeline.vocabulary.ditto import is_ditto

LABELS = ("number", "policy_area", "category")
"""What names a row and its part of the table, and may stay where all that the row says is struck out."""

FEWEST_CELLS = 2
"""Cells that are struck out, at the least: a row of which one is has lost a text, and is still there."""


class StruckOut(NamedTuple):
    """What tells of a row that is struck out, and the number that it had, None without one."""

    finding: Finding
    number: str | None


def struck_out_rows(
    rows: Sequence[PrintedRow], texts: Sequence[Mapping[int, StyledText]], columns: Sequence[Column]
) -> dict[int, StruckOut]:
    """Return the places of the rows that are struck out whole, with what tells of each.

    Nothing is left in such a row but its number, the labels that group rows (the rows below may still be of them),
    dittos, and cells that other rows share. A table that is struck out from its first row to its last keeps them all.

    Args:
        rows: As printed.
        texts: What each of their columns says, dittos not resolved.
        columns: The table's.
    """
    found = {
        place: _told(row, row_texts, columns)
        for place, (row, row_texts) in enumerate(zip(rows, texts, strict=True))
        if _is_struck_out(row, row_texts, columns)
    }
    return found if len(found) < len(rows) else {}


def without_struck_out(printed: PrintedRows, places: Mapping[int, StruckOut]) -> PrintedRows:
    """Return a table's rows with those at these places apart from the others."""
    if not places:
        return printed
    kept = tuple(row for place, row in enumerate(printed.rows) if place not in places)
    return replace(printed, rows=kept, struck_out=tuple(printed.rows[place] for place in places))


def _is_struck_out(row: PrintedRow, texts: Mapping[int, StyledText], columns: Sequence[Column]) -> bool:
    if not any(text.spans for text in texts.values()):
        return False
    struck = 0
    for column in columns:
        text = texts.get(column.column_index)
        if text is None:
            continue
        if not text.text:
            struck += bool(_struck_text(text)) and column.field not in LABELS
        elif not (column.field in LABELS or is_ditto(text.text) or _is_shared(row, column)):
            return False
    return struck >= FEWEST_CELLS


def _is_shared(row: PrintedRow, column: Column) -> bool:
    return any(cell.row_span > len(row.row_indices) for cell in row.cells[column.column_index])


def _struck_text(text: StyledText) -> str:
    return "".join(span.text for span in text.spans if span.style.strike)


def _told(row: PrintedRow, texts: Mapping[int, StyledText], columns: Sequence[Column]) -> StruckOut:
    index = next((column.column_index for column in columns if column.field == "number"), None)
    printed = texts.get(index) if index is not None else None
    number = (printed.text or _struck_text(printed)) if printed else ""
    said = number or next(filter(None, (_struck_text(texts[column]) for column in sorted(texts))))
    field = "number" if number else None
    return StruckOut(finding("row_struck_out", page_number=row.page_numbers[0], field=field, text=said), number or None)
