"""Which shades fill the cells of a page's tables, and which lie behind some of their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.colours import WHITE, has_hue
from pipeline.model import Grid, Shade
from pipeline.overlaps import box_array, overlapping, shared_extents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILLED = 0.85
"""Share of a cell from which on a shade is its own."""

MOST_OF_SIDE = 0.8
"""Of a cell's width, and of its height. A shade that covers as much of both is what the cell is seen in."""


class CellShades(Struct, frozen=True, eq=False):
    """The cells of a page, counted through all grids, and the shades that they meet, in the order of painting.

    ``boxes`` has shape (c, 4), ``areas``, of the shades, (s, 4). ``cell`` and ``shade`` have shape (m,): which meet.
    """

    shades: Sequence[Shade]
    boxes: NDArray[np.float64]
    areas: NDArray[np.float64]
    cell: NDArray[np.int64]
    shade: NDArray[np.int64]

    @classmethod
    def of(cls, shades: Sequence[Shade], grids: Sequence[Grid]) -> CellShades:
        """Return which of a page's shades meet which cells of its grids."""
        cells = [cell.box for grid in grids for cell in grid.cells] if shades else []
        boxes, areas = box_array(cells), box_array(shades)
        return cls(shades, boxes, areas, *overlapping(boxes, areas))

    def colour_of(self) -> dict[int, str]:
        """Return the colour of each cell that has one: the last shade's that covers its middle and most of it."""
        if not self.shades:
            return {}
        box, area = self.boxes[self.cell], self.areas[self.shade]
        covers: NDArray[np.bool_] = shared_extents(box, area) > MOST_OF_SIDE * (box[:, 2:] - box[:, :2])
        both = covers[:, 0] & covers[:, 1]
        return {cell: "" if colour == WHITE else colour for cell, colour in self._coloured(both)}

    def hue_of(self) -> dict[int, str]:
        """Return the colour that fills each cell, painted last; the empty string for greys."""
        box, area = self.boxes[self.cell], self.areas[self.shade]
        filled = shared_extents(box, area).prod(axis=1) >= FILLED * _size(box)
        return {cell: colour if has_hue(colour) else "" for cell, colour in self._coloured(filled)}

    def highlights(self) -> list[Shade]:
        """Return the shades that lie within a cell and leave some of its sides free: the rest are the cells' own."""
        import numpy as np

        box, area = self.boxes[self.cell], self.areas[self.shade]
        within = (area[:, :2] >= box[:, :2] - 1).all(axis=1) & (area[:, 2:] <= box[:, 2:] + 1).all(axis=1)
        is_side_free = (area[:, :2] > box[:, :2] + 2.5).any(axis=1) | (area[:, 2:] < box[:, 2:] - 2.5).any(axis=1)
        found = np.unique(self.shade[within & is_side_free & (_size(area) < FILLED * _size(box))])
        return [self.shades[place] for place in found.tolist() if self.shades[place].colour != WHITE]

    def _coloured(self, chosen: NDArray[np.bool_]) -> Iterator[tuple[int, str]]:
        """Yield the cell and the colour of the chosen pairs, in the order of painting."""
        for cell, shade in zip(self.cell[chosen].tolist(), self.shade[chosen].tolist(), strict=True):
            yield cell, self.shades[shade].colour


def _size(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    size: NDArray[np.float64] = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return size
