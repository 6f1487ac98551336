"""What stands in the cells of a grid, before it is known which cells these will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.layout.text_pieces import TextPieces
from pipeline.model import Box, Glyphs, Grid, Page

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

    glyphs: Glyphs
    index: NDArray[np.int64]
    parts: TextPieces  # of cells that were looked at together
    part: int  # its own among these

    @cached_property
    def pieces(self) -> list[Box]:
        """What stands as far apart as columns do."""
        return self.parts.of(self.part)

    @cached_property
    def words(self) -> list[Box]:
        """What spaces part."""
        return self.parts.of(self.part, SPACE)

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

    def written(self) -> Iterator[str]:
        """Yield what each line says."""
        texts, middles = self.glyphs.text, self.glyphs.middles[1][self.index]
        for top, bottom in self.lines:
            here = self.index[(top <= middles) & (middles <= bottom)]
            yield "".join(texts[number] for number in here.tolist())

    @property
    def is_figures(self) -> bool:
        """Whether all of it are figures, signs and points of amounts."""
        return _are_figures(self.glyphs, self.index)


def _are_figures(glyphs: Glyphs, index: NDArray[np.int64]) -> bool:
    return all(glyphs.text[number] in _FIGURES for number in index)  # most end at the first: no list is made


class CellTexts:
    """What stands in each cell of a grid, looked at where it is asked for: most cells are never.

    ``inside`` has the page's glyphs with their middles within the grid, shape (n,), and ``columns``, ``rows`` and
    ``owners`` in which column, row and cell each is.
    """

    def __init__(self, page: Page, grid: Grid) -> None:
        import numpy as np

        (x, y), box = page.glyphs.middles, grid.box
        self.page, self.grid = page, grid
        self.inside = inside = ((box.x0 <= x) & (x < box.x1) & (box.top <= y) & (y < box.bottom)).nonzero()[0]
        self.columns = np.array(grid.columns).searchsorted(x[inside], "right") - 1
        self.rows = np.array(grid.rows).searchsorted(y[inside], "right") - 1
        self.owners = grid.owner.reshape(-1)[self.rows * grid.owner.shape[1] + self.columns]
        self._order = order = self.owners.argsort(kind="stable")
        self._index: NDArray[np.int64] = inside[order]
        self._starts: list[int] = self.owners[order].searchsorted(np.arange(len(grid.cells) + 1)).tolist()
        self._known: dict[int, CellText | None] = {}

    def of(self, grid: Grid) -> CellTexts:
        """Return those of a grid on the same page: these, where it is the same grid."""
        return self if grid is self.grid else CellTexts(self.page, grid)

    def __getitem__(self, cell: int) -> CellText | None:
        if cell not in self._known:
            self.look_at([cell])
        return self._known[cell]

    def look_at(self, cells: Iterable[int]) -> None:
        """Look at cells together that will be asked for one by one, which takes little longer than one of them."""
        import numpy as np

        new = [cell for cell in cells if cell not in self._known]
        if not new:
            return
        indices = [self._glyphs_in(cell) for cell in new]
        boxes = self.page.glyphs.boxes.take(np.concatenate(indices), axis=0)
        parts = TextPieces(boxes, [len(index) for index in indices])
        for part, (cell, index) in enumerate(zip(new, indices, strict=True)):
            self._known[cell] = CellText(self.page.glyphs, index, parts, part) if len(index) else None

    def over_several(self, places: NDArray[np.int64]) -> list[int]:
        """Return the cells whose glyphs are in several columns, or rows; ``places`` is ``columns`` or ``rows``.

        What stands in several is made of glyphs that do: this is asked before they are put together to words.
        """
        import numpy as np

        starts = np.array(self._starts)
        filled = (starts[1:] > starts[:-1]).nonzero()[0]
        if len(self.grid.cells) == self.grid.owner.size or not len(filled):
            return []
        ordered, starts = places[self._order], starts[filled]
        several: list[int] = filled[
            np.maximum.reduceat(ordered, starts) > np.minimum.reduceat(ordered, starts)
        ].tolist()
        return several

    def _glyphs_in(self, cell: int) -> NDArray[np.int64]:
        return self._index[self._starts[cell] : self._starts[cell + 1]]

    def only_figures(self) -> list[int]:
        """Return the cells that hold nothing but what figures are written with, on more than one line."""
        import numpy as np

        starts = np.array(self._starts)
        filled = (starts[1:] > starts[:-1]).nonzero()[0]
        starts = starts[filled]
        top, bottom = self.page.glyphs.boxes.take(self._index, axis=0).T[1::2]
        low, high = np.minimum.reduceat, np.maximum.reduceat
        tall = high(bottom, starts) - low(top, starts) > TWO_LINES * high(bottom - top, starts)
        return [cell for cell in filled[tall].tolist() if _are_figures(self.page.glyphs, self._glyphs_in(cell))]
