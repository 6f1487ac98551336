"""The cells of all tables as the dataset ``cells`` has them: those of the item table know their field and item."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple

from pipeline.model import PAGED, Box, Cell, Cells, PageFacts, ParsedDocument
from pipeline.normalise.tables import TableReading

_NUMBERS = ("page_number", "table_index", "row_index", "column_index", "row_span", "column_span", "glyph_count")
_CELLS_AT_ONCE = 1000
"""Of a long document they are made when they are asked for, and let go before the next."""


def place_cells(document: ParsedDocument, main: TableReading) -> Cells:
    """Return every cell of every table, in the order of the dataset's key.

    Args:
        document: As parse gives it.
        main: What its item table says.
    """
    columns: dict[str, Any] = {name: [] for name in ("field", "ordinal", "text", "confidence")}
    columns |= {name: array("i") for name in _NUMBERS}  # four bytes each, where a list takes eight to forty
    columns |= {name: array("d") for name in Box._fields}
    texts: dict[str, str] = {}  # a text that stands again and again (a mark, a division) is kept once
    askew = {facts.page_number: facts for facts in document.pages if facts.skew}
    places = _Places.of(main)
    tables = sorted(document.tables, key=attrgetter("table_index"))
    for cells in _in_parts(chain.from_iterable(table.cells for table in tables)):
        for name in _NUMBERS:
            columns[name].extend(map(attrgetter(name), cells))
        for side, values in zip(Box._fields, zip(*_boxes(cells, askew), strict=True), strict=True):
            columns[side].extend(values)
        for name, placed in zip(("field", "ordinal"), zip(*places.of_cells(cells), strict=True), strict=True):
            columns[name] += placed
        columns["text"] += [texts.setdefault(text, text) for text in map(attrgetter("text"), cells)]
        columns["confidence"] += map(attrgetter("confidence"), cells)
    if document.source.kind not in PAGED:
        columns |= {side: [None] * len(columns["text"]) for side in Box._fields}
    return Cells(**columns)


def _in_parts(cells: Iterable[Cell]) -> Iterator[Sequence[Cell]]:
    ahead = iter(cells)
    while part := list(islice(ahead, _CELLS_AT_ONCE)):
        yield part


def _boxes(cells: Sequence[Cell], askew: Mapping[int, PageFacts]) -> Sequence[Box]:
    """Return where the cells lie on their pages as these are shown: a scan was read straight, whatever its paper was.

    At 1.6 degrees the corner of a page lies twelve points beside where it was read. ``askew`` are the pages that do not
    lie straight, by number.
    """
    if not askew:
        return [cell.box for cell in cells]
    pages = (askew.get(cell.page_number) for cell in cells)
    return [page.as_shown(cell.box) if page else cell.box for page, cell in zip(pages, cells, strict=True)]


class _Places(NamedTuple):
    """Where the item table's rows have their items, and its columns their fields."""

    main: TableReading
    ordinals: Mapping[int, int]  # by grid row
    headings: frozenset[int]  # grid rows
    fields: Mapping[int, str | None]  # by column

    @classmethod
    def of(cls, main: TableReading) -> _Places:
        """Return those that a reading tells."""
        rows = main.printed.rows
        return cls(
            main,
            {row_index: ordinal for ordinal, row in enumerate(rows, start=1) for row_index in row.row_indices},
            frozenset(heading.row_index for row in rows for heading in row.headings),
            {column.column_index: column.field for column in main.columns},
        )

    def of_cells(self, cells: Sequence[Cell]) -> Iterator[tuple[str | None, int | None]]:
        """Yield the field and the ordinal of each cell."""
        main, ordinals, headings, fields = self
        table_index = main.table.table_index
        for cell in cells:
            field, ordinal = None, None
            if cell.table_index != table_index or cell.is_header:
                pass
            elif cell.is_heading:
                field = "policy_area" if main.headings_are_areas and cell.row_index in headings else None
            elif cell.row_index in ordinals:
                field, ordinal = fields.get(cell.column_index), ordinals[cell.row_index]
            yield field, ordinal
