"""What stands in the cells of a grid, before it is known which cells these will be."""

from __future__ import annotations

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


class CellText(Struct, frozen=True, eq=False):
    """What stands in a cell."""

    pieces: list[Box]  # as far apart as columns
    words: list[Box]  # parted by spaces
    lines: list[tuple[float, float]]  # each line's upper and lower side, from the top down
    written: list[str]  # what each line says


class CellTexts:
    """What stands in each cell of a grid, looked at where it is asked for: most cells are never."""

    def __init__(self, page: Page, grid: Grid) -> None:
        import numpy as np

        boxes = page.glyphs.boxes
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        columns, rows = (np.searchsorted(edges, at, "right") - 1 for edges, at in ((grid.columns, x), (grid.rows, y)))
        inside = (columns >= 0) & (columns < len(grid.columns) - 1) & (rows >= 0) & (rows < len(grid.rows) - 1)
        index = np.flatnonzero(inside)
        owner = grid.owner[rows[index], columns[index]]
        order = np.argsort(owner, kind="stable")
        self._page = page
        self._index = index[order]
        self._starts = np.searchsorted(owner[order], np.arange(len(grid.cells) + 1))
        self._known: dict[int, CellText | None] = {}

    def __getitem__(self, cell: int) -> CellText | None:
        if cell not in self._known:
            index = self._index[self._starts[cell] : self._starts[cell + 1]]
            self._known[cell] = _text(self._page, index) if len(index) else None
        return self._known[cell]

    def only_figures(self) -> list[int]:
        """Return the cells that hold nothing but what figures are written with, on more than one line."""
        import numpy as np

        texts = self._page.glyphs.text
        numeric = np.fromiter(map(_FIGURES.__contains__, texts), np.bool_, len(texts))[self._index]
        counts = np.diff(self._starts)
        figures = np.diff(np.concatenate(([0], np.cumsum(numeric)))[self._starts])
        boxes = self._page.glyphs.boxes[self._index]
        found = []
        for cell in np.flatnonzero((counts > 1) & (figures == counts)).tolist():
            part = slice(self._starts[cell], self._starts[cell + 1])
            height = float((boxes[part, 3] - boxes[part, 1]).max())
            if boxes[part, 3].max() - boxes[part, 1].min() > TWO_LINES * height:
                found.append(cell)
        return found


def _text(page: Page, index: NDArray[np.int64]) -> CellText:
    boxes = page.glyphs.boxes[index]
    words = text_pieces(boxes, SPACE)
    lines: list[tuple[float, float]] = []
    for word in words:
        if lines and word.centre[1] < lines[-1][1]:
            lines[-1] = min(lines[-1][0], word.top), max(lines[-1][1], word.bottom)
        else:
            lines.append((word.top, word.bottom))
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    written = [
        "".join(page.glyphs.text[number] for number in index[(top <= middles) & (middles <= bottom)].tolist())
        for top, bottom in lines
    ]
    return CellText(text_pieces(boxes), words, lines, written)
