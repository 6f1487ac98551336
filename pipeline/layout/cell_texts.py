"""What stands in the cells of a grid, before it is known which cells these will be."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.layout.text_pieces import text_pieces
from pipeline.model import Box, Grid, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPACE = 0.25
"""In glyph heights. A gap from this width on is a space; a side that was left out may lie in it."""

TWO_LINES = 1.5
"""In glyph heights. What is higher than this stands on two lines at least."""

_FIGURES = frozenset("0123456789０１２３４５６７８９,.，．-－−△▲%％円")


class CellText(Struct, frozen=True, eq=False, dict=True):
    """What stands in a cell: its glyphs, shape (n,) among the page's, and what is made of them when asked for."""

    page: Page
    index: NDArray[np.int64]

    @cached_property
    def boxes(self) -> NDArray[np.float64]:
        """The glyphs' boxes, shape (n, 4)."""
        return self.page.glyphs.boxes[self.index]

    @cached_property
    def pieces(self) -> list[Box]:
        """What stands as far apart as columns do."""
        return text_pieces(self.boxes)

    @cached_property
    def words(self) -> list[Box]:
        """What spaces part."""
        return text_pieces(self.boxes, SPACE)

    @cached_property
    def lines(self) -> list[tuple[float, float]]:
        """Each line's upper and lower side, from the top down."""
        lines: list[tuple[float, float]] = []
        for word in self.words:
            if lines and word.centre[1] < lines[-1][1]:
                lines[-1] = min(lines[-1][0], word.top), max(lines[-1][1], word.bottom)
            else:
                lines.append((word.top, word.bottom))
        return lines

    @cached_property
    def written(self) -> list[str]:
        """What each line says."""
        texts, middles = self.page.glyphs.text, (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        return [
            "".join(texts[number] for number in self.index[(top <= middles) & (middles <= bottom)].tolist())
            for top, bottom in self.lines
        ]

    @cached_property
    def is_figures(self) -> bool:
        """Whether all of it are figures, signs and points of amounts."""
        return all(self.page.glyphs.text[number] in _FIGURES for number in self.index.tolist())


class CellTexts:
    """What stands in each cell of a grid, looked at where it is asked for: most cells are never.

    A glyph of the page has its middle at ``x`` and ``y``, shape (n,), in the grid's ``columns`` and ``rows``, shape
    (n,); what is outside has no such column or row. ``inside`` has the glyphs within the grid, shape (m,), and
    ``owners`` their cells.
    """

    def __init__(self, page: Page, grid: Grid) -> None:
        import numpy as np

        boxes = page.glyphs.boxes
        self.page, self.grid = page, grid
        self.x, self.y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        self.columns = columns = np.searchsorted(np.array(grid.columns), self.x, "right") - 1
        self.rows = rows = np.searchsorted(np.array(grid.rows), self.y, "right") - 1
        inside = (columns >= 0) & (columns < len(grid.columns) - 1) & (rows >= 0) & (rows < len(grid.rows) - 1)
        self.inside: NDArray[np.int64] = np.flatnonzero(inside)
        self.owners: NDArray[np.int32] = grid.owner[rows[self.inside], columns[self.inside]]
        order = np.argsort(self.owners, kind="stable")
        self._index = self.inside[order]
        self._starts = np.searchsorted(self.owners[order], np.arange(len(grid.cells) + 1))
        self._known: dict[int, CellText | None] = {}

    def of(self, grid: Grid) -> CellTexts:
        """Return those of a grid on the same page: these, where it is the same grid."""
        return self if grid is self.grid else CellTexts(self.page, grid)

    def __getitem__(self, cell: int) -> CellText | None:
        if cell not in self._known:
            index = self._index[self._starts[cell] : self._starts[cell + 1]]
            self._known[cell] = CellText(self.page, index) if len(index) else None
        return self._known[cell]

    def only_figures(self) -> list[int]:
        """Return the cells that hold nothing but what figures are written with, on more than one line."""
        import numpy as np

        texts = self.page.glyphs.text
        numeric = np.fromiter(map(_FIGURES.__contains__, texts), np.bool_, len(texts))[self._index]
        counts = np.diff(self._starts)
        figures = np.diff(np.concatenate(([0], np.cumsum(numeric)))[self._starts])
        boxes = self.page.glyphs.boxes[self._index]
        found = []
        for cell in np.flatnonzero((counts > 1) & (figures == counts)).tolist():
            part = slice(self._starts[cell], self._starts[cell + 1])
            height = float((boxes[part, 3] - boxes[part, 1]).max())
            if boxes[part, 3].max() - boxes[part, 1].min() > TWO_LINES * height:
                found.append(cell)
        return found
