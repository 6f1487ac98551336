"""Cells of turned pages as if they stood upright: what judges line breaks and page breaks measures from the left."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Box, Cell, Table


def stand_upright(table: Table) -> Table:
    """Return the table with the boxes of its turned cells and their lines turned about the page's corner.

    The runs keep their boxes: marks are placed on the page as shown. A cell that is upright is the same object.
    """
    if not any(cell.angle for cell in table.cells):
        return table
    return replace(table, cells=tuple(_upright(cell) if cell.angle else cell for cell in table.cells))


def _upright(cell: Cell) -> Cell:
    lines = tuple(replace(line, box=turn_box(line.box, cell.angle)) for line in cell.lines)
    return replace(cell, box=turn_box(cell.box, cell.angle), lines=lines)


def turn_box(box: Box, angle: int) -> Box:
    """Return a box turned so that text written in that direction, clockwise, reads from the left."""
    x0, top, x1, bottom = box
    turned = {
        0: box,
        90: Box(top, -x1, bottom, -x0),
        180: Box(-x1, -bottom, -x0, -top),
        270: Box(-bottom, x0, -top, x1),
    }
    return turned[angle]
