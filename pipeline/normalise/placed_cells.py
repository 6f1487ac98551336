"""The cells of all tables as the dataset ``cells`` has them: those of the item table know their field and item."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from pipeline.model import PAGED, Box, Cell, Cells, ParsedDocument
from pipeline.normalise.tables import TableReading

_KEY = attrgetter("table_index", "row_index", "column_index", "page_number")
_NUMBERS = ("page_number", "table_index", "row_index", "column_index", "row_span", "column_span", "glyph_count")


def place_cells(document: ParsedDocument, main: TableReading) -> Cells:
    """Return every cell of every table, in the order of the dataset's key.

    Args:
        document: As parse gives it.
        main: What its item table says.
    """
    cells = sorted(chain.from_iterable(table.cells for table in document.tables), key=_KEY)
    fields, ordinals = _fields_and_ordinals(cells, main)
    texts: dict[str, str] = {}  # a text that stands again and again (a mark, a division) is kept once
    columns: dict[str, Sequence[Any]] = {
        "field": fields,
        "ordinal": ordinals,
        "text": [texts.setdefault(text, text) for text in map(attrgetter("text"), cells)],
        "confidence": [cell.confidence for cell in cells],
    }
    for name in _NUMBERS:  # four bytes each, where a list takes eight to forty
        columns[name] = array("i", map(attrgetter(name), cells))
    boxes = _boxes(document, cells) if document.source.kind in PAGED else None
    for side in Box._fields:
        columns[side] = [None] * len(cells) if boxes is None else array("d", map(attrgetter(side), boxes))
    return Cells(**columns)


def _boxes(document: ParsedDocument, cells: Sequence[Cell]) -> Sequence[Box]:
    """Return where the cells lie on their pages as these are shown: a scan was read straight, whatever its paper was.

    At 1.6 degrees the corner of a page lies twelve points beside where it was read.
    """
    askew = {facts.page_number: facts for facts in document.pages if facts.skew}
    boxes = [cell.box for cell in cells]
    if not askew:
        return boxes
    numbers = [cell.page_number for cell in cells]
    return [askew[n].as_shown(box) if n in askew else box for n, box in zip(numbers, boxes, strict=True)]


def _fields_and_ordinals(cells: Sequence[Cell], main: TableReading) -> tuple[list[str | None], list[int | None]]:
    ordinal_of: Mapping[int, int] = {
        row_index: ordinal for ordinal, row in enumerate(main.printed.rows, start=1) for row_index in row.row_indices
    }
    headings = {heading.row_index for row in main.printed.rows for heading in row.headings}
    field_of = {column.column_index: column.field for column in main.columns}
    fields: list[str | None] = [None] * len(cells)
    ordinals: list[int | None] = [None] * len(cells)
    for number, cell in enumerate(cells):
        if cell.table_index != main.table.table_index or cell.is_header:
            continue
        if cell.is_heading:
            fields[number] = "policy_area" if main.headings_are_areas and cell.row_index in headings else None
        elif cell.row_index in ordinal_of:
            fields[number], ordinals[number] = field_of.get(cell.column_index), ordinal_of[cell.row_index]
    return fields, ordinals
