"""The map from a page's own space to points from its upper left corner as shown."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Number = TypeVar("Number", float, "NDArray[np.float64]")


class Affine(Struct, frozen=True):
    """The map x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of_page(cls, page: Any, width: float, height: float) -> Affine:
        """Return the map from the page's own space to points from the upper left corner as shown.

        PDFium is asked where three corners of the shown page lie, so that rotation and crop box are its business.
        """
        import pypdfium2.raw as pdfium

        side = 100_000  # device units a page side: corners are asked for in whole numbers
        corners = []
        for device_x, device_y in ((0, 0), (side, 0), (0, side)):
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDF_DeviceToPage(page.raw, 0, 0, side, side, 0, device_x, device_y, x, y)
            corners.append((x.value, y.value))
        (ox, oy), (rx, ry), (dx, dy) = corners
        inverse = cls((rx - ox) / width, (ry - oy) / width, (dx - ox) / height, (dy - oy) / height, ox, oy)
        return inverse.inverted()

    def inverted(self) -> Affine:
        """Return the map back."""
        determinant = self.a * self.d - self.b * self.c
        a, b = self.d / determinant, -self.b / determinant
        c, d = -self.c / determinant, self.a / determinant
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def after(self, first: Affine) -> Affine:
        """Return the map that applies ``first`` and then this one."""
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def point(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Map one point, or an array of each coordinate."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def boxes(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map boxes of shape (n, 4) to x0, top, x1, bottom; exact where the map turns by quarter circles."""
        left, top, right, bottom = boxes.T
        return boxes_between(self.point(left, top), self.point(right, bottom))

    def points(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map points of shape (n, 2)."""
        import numpy as np

        return np.stack(self.point(points[:, 0], points[:, 1]), axis=1)

    @property
    def scale(self) -> float:
        """The factor by which lengths grow."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def boxes_between(
    first: tuple[NDArray[np.float64], NDArray[np.float64]], second: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the box that each two opposite corners span, shape (n, 4); each coordinate of a corner has shape (n,)."""
    import numpy as np

    (x0, y0), (x1, y1) = first, second
    return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)


def map_points(
    maps: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Map each point by the map of its own, as ``Affine.point`` does; ``maps`` has shape (n, 6), the others (n,)."""
    a, b, c, d, e, f = maps.T
    return a * x + c * y + e, b * x + d * y + f


def scales(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the factor by which lengths grow in each map of shape (n, 6), as ``Affine.scale``."""
    import numpy as np

    result: NDArray[np.float64] = np.sqrt(np.abs(maps[:, 0] * maps[:, 3] - maps[:, 1] * maps[:, 2]))
    return result
