"""Which boxes of which pages show an item, or one field of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Box, CellRecord


class CropKey(NamedTuple):
    """What a picture is of: an item's cell under a field or header, or its whole row where ``field`` is None."""

    ordinal: int
    field: str | None


class Place(NamedTuple):
    """A box of a page to cut. ``cells`` are those whose print decides how far down the cut has to go.

    ``focus`` is the cell that matters, where its surroundings are cut along.
    """

    page_number: int
    box: Box
    cells: tuple[Box, ...]
    focus: Box | None = None
    least_height: float = 12.0  # points: a line of type


NARROW = 70.0
"""Points. A cell narrower than this (a status mark, a number) is cut with its neighbour, or nobody knows what it is."""

SURROUNDINGS = 170.0
"""Points of width that such a cut gets."""


def cells_to_places(cells: Sequence[CellRecord], keys: Sequence[CropKey]) -> Mapping[CropKey, tuple[Place, ...]]:
    """Return the places of each key in order of page, several where a page break cuts it; none for unknown keys."""
    by_ordinal: dict[int, list[CellRecord]] = {}
    for cell in cells:
        if cell.ordinal is not None and _has_area(cell.box):
            by_ordinal.setdefault(cell.ordinal, []).append(cell)
    widths = _table_widths(cells)
    headers = _header_columns(cells)
    places: dict[CropKey, tuple[Place, ...]] = {}
    for key in dict.fromkeys(keys):
        own = by_ordinal.get(key.ordinal, [])
        rows = {page_number: _row_place(page_number, on_page, widths) for page_number, on_page in _by_page(own)}
        if key.field is None:
            places[key] = tuple(rows.values())
        else:
            claimed = [cell for cell in own if _claims(cell, key.field, headers)]
            cut = tuple(_cell_place(cell, rows[cell.page_number]) for cell in claimed)
            places[key] = cut or tuple(rows.values())  # a cell that cannot be told from its neighbours: all of them
    return places


def _has_area(box: Box) -> bool:
    """Tell a box from the empty one of a transcript's cell."""
    return box.x1 > box.x0 and box.bottom > box.top


def _by_page(cells: Iterable[CellRecord]) -> list[tuple[int, list[CellRecord]]]:
    pages: dict[int, list[CellRecord]] = {}
    for cell in cells:
        pages.setdefault(cell.page_number, []).append(cell)
    return sorted(pages.items())


def _table_widths(cells: Iterable[CellRecord]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the left and right edge of each table on each page, keyed by page number and table index."""
    widths: dict[tuple[int, int], tuple[float, float]] = {}
    for cell in cells:
        if _has_area(box := cell.box):
            key = (cell.page_number, cell.table_index)
            x0, x1 = widths.get(key, (box.x0, box.x1))
            widths[key] = (min(x0, box.x0), max(x1, box.x1))
    return widths


def _row_place(
    page_number: int, cells: Sequence[CellRecord], widths: Mapping[tuple[int, int], tuple[float, float]]
) -> Place:
    """Return the whole row: as wide as its table, as high as those of its cells that are not merged downwards.

    A merged cell belongs to the rows below as well, and would make the picture of its first row one of them all.
    """
    own = [cell.box for cell in cells if cell.row_span == 1] or [cell.box for cell in cells]
    top, bottom = min(box.top for box in own), max(box.bottom for box in own)
    x0, x1 = widths[page_number, cells[0].table_index]
    boxes = (cell.box for cell in cells)
    clipped = (Box(box.x0, max(box.top, top), box.x1, min(box.bottom, bottom)) for box in boxes)
    return Place(page_number, Box(x0, top, x1, bottom), tuple(box for box in clipped if _has_area(box)))


def _cell_place(cell: CellRecord, row: Place) -> Place:
    if cell.box.width >= NARROW:
        return Place(cell.page_number, cell.box, (cell.box,))
    x1 = min(row.box.x1, cell.box.x0 + SURROUNDINGS)
    x0 = max(row.box.x0, x1 - SURROUNDINGS)
    box = cell.box.union(Box(x0, cell.box.top, x1, cell.box.bottom))
    return Place(cell.page_number, box, (cell.box,), focus=cell.box, least_height=48.0)


def _claims(cell: CellRecord, field: str, headers: Mapping[tuple[int, int], str]) -> bool:
    if cell.field is not None:
        return cell.field == field
    return headers.get((cell.table_index, cell.column_index)) == _squeezed(field)


def _header_columns(cells: Iterable[CellRecord]) -> dict[tuple[int, int], str]:
    """Return the header text over each column of each table, keyed by table and column index.

    Header rows are joined as ``Item.extra`` joins them. White space is left out, because a printed header has line
    breaks and gaps that a header's text has not. Only the first header of a table counts; the others repeat it.
    """
    first_item_rows: dict[int, int] = {}
    for cell in cells:
        if cell.ordinal is not None:
            row = first_item_rows.get(cell.table_index, cell.row_index)
            first_item_rows[cell.table_index] = min(row, cell.row_index)
    parts: dict[tuple[int, int], list[str]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.table_index, cell.row_index, cell.column_index)):
        if cell.ordinal is None and cell.row_index < first_item_rows.get(cell.table_index, 0) and cell.text.strip():
            for column_index in range(cell.column_index, cell.column_index + cell.column_span):
                parts.setdefault((cell.table_index, column_index), []).append(_squeezed(cell.text))
    return {key: "/".join(texts) for key, texts in parts.items()}


def _squeezed(text: str) -> str:
    return "".join(text.split())
