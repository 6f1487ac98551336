"""A page as a picture, painted with and without some of its objects: their difference is what these objects add."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE, MAX_PIXELS = 3.0, 4_000_000
"""Pixels a point, and how many a picture may have: of 5-point type a full stop is then more than one pixel. A4 is
painted at 2.8, in 10 ms."""


def activate(objects: Iterable[int], *, active: bool) -> None:
    """Let PDFium paint objects, given by their addresses, or leave them out."""
    import pypdfium2.raw as pdfium

    for item in objects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), active)


class Painter:
    """Paints an open page: in shades of grey, shape (height, width), or in colour, shape (height, width, 3)."""

    def __init__(self, page: Any, scale: float = SCALE, *, in_colour: bool = False) -> None:
        width, height = page.get_size()
        self._page = page
        self._in_colour = in_colour
        self.scale = min(scale, math.sqrt(MAX_PIXELS / (width * height)))
        self._whole: NDArray[np.uint8] | None = None

    def whole(self) -> NDArray[np.uint8]:
        """Return the page as it is; painted once."""
        if self._whole is None:
            self._whole = self._paint()
        return self._whole

    def without(self, objects: Iterable[int]) -> NDArray[np.uint8]:
        """Return the page without some of its objects."""
        chosen = list(objects)
        activate(chosen, active=False)
        try:
            return self._paint()
        finally:
            activate(chosen, active=True)

    def added_by(self, objects: Iterable[int], boxes: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return how much objects change the picture within each box, shape (n,): a sum of grey steps of 255.

        ``boxes`` has shape (n, 4), in points. The outermost pixel of a box is left out: it may be a neighbour's.
        """
        import numpy as np

        now, whole = self.without(objects), self.whole()
        return box_sums(np.maximum(whole, now) - np.minimum(whole, now), boxes * self.scale, shrink=1.0)

    def _paint(self) -> NDArray[np.uint8]:
        bitmap = self._page.render(
            scale=self.scale,
            grayscale=not self._in_colour,
            rev_byteorder=self._in_colour,
            draw_annots=False,
            may_draw_forms=False,
        )
        painted = bitmap.to_numpy()
        rows = painted[:, :, :3] if self._in_colour else painted.reshape(bitmap.height, -1)[:, : bitmap.width]
        pixels: NDArray[np.uint8] = rows.copy()
        bitmap.close()
        return pixels


def box_sums(picture: NDArray[np.uint8], boxes: NDArray[np.float64], *, shrink: float) -> NDArray[np.int64]:
    """Return the sum of a picture's values within each box, shape (n,).

    Boxes are in pixels, rounded, and made smaller by ``shrink`` on each side, but to one pixel at the least.
    """
    import numpy as np

    height, width = picture.shape
    table = np.zeros((height + 1, width + 1), np.int64)
    np.cumsum(np.cumsum(picture, axis=1, dtype=np.int64), axis=0, out=table[1:, 1:])
    x0, top = np.rint(boxes[:, 0] + shrink).astype(int), np.rint(boxes[:, 1] + shrink).astype(int)
    x1, bottom = np.rint(boxes[:, 2] - shrink).astype(int), np.rint(boxes[:, 3] - shrink).astype(int)
    x0, top = np.clip(x0, 0, width - 1), np.clip(top, 0, height - 1)
    x1, bottom = np.clip(np.maximum(x1, x0 + 1), 1, width), np.clip(np.maximum(bottom, top + 1), 1, height)
    sums: NDArray[np.int64] = table[bottom, x1] - table[top, x1] - table[bottom, x0] + table[top, x0]
    return sums
