"""Cells of turned pages as if they stood upright: what judges line breaks and page breaks measures from the left."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Cell, Table


def stand_upright(table: Table) -> Table:
    """Return the table with the boxes of its turned cells and their lines turned about the page's corner.

    The runs keep their boxes: marks are placed on the page as shown. A cell that is upright is the same object.
    """
    if not any(cell.angle for cell in table.cells):
        return table
    return replace(table, cells=tuple(_upright(cell) if cell.angle else cell for cell in table.cells))


def _upright(cell: Cell) -> Cell:
    lines = tuple(replace(line, box=line.box.turned(cell.angle)) for line in cell.lines)
    return replace(cell, box=cell.box.turned(cell.angle), lines=lines)
