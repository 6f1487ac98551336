"""A scanned page → an upright picture of it: straightened, its paper made white, its ink told from its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline.errors import NoTextLayerError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

RESOLUTION = 300
"""Dots per inch at which pages are read: those of fewer are enlarged, which is what the recogniser does with lines."""

LEAST_RESOLUTION = 150
"""Dots per inch. At fewer, letters of 8 points are 16 dots high, and kanji of many strokes are blots."""

SCALE = 72 / RESOLUTION
"""Points a dot."""

INK = 0.72
"""Of the paper's light around it: what is darker is ink."""

LEAST_SKEW = 0.02
"""In degrees: a page that is less askew is read as it lies."""

MOST_SKEW = 3.0
"""In degrees: how far from straight a page is looked for."""

SOLID = 0.9
"""Of a square's dots that are ink: no letter and no rule fills one, the dark edge of the glass does. That edge lies
straight however askew the paper lies, and weighs more than all of a page's lines."""

EDGE = 60
"""In dots (5 mm): no office printer prints so near to the sheet's edge, and photocopiers leave lines there."""

_BLOCK = 16  # dots: the paper's light is measured in squares of this side


class Picture(Struct, frozen=True, eq=False):
    """A page at 300 dots per inch, straightened.

    ``light`` has shape (h, w): 0 is black, 1 is as light as the paper around. ``colours`` has shape (h, w, 3), uint8.
    ``skew`` is by how many degrees clockwise it lay on the page.
    """

    light: NDArray[np.float32]
    colours: NDArray[np.uint8]
    skew: float = 0.0

    @property
    def ink(self) -> NDArray[np.bool_]:
        """Which dots are printed, shape (h, w)."""
        return self.light < INK

    def turned(self, angle: int) -> Picture:
        """Return the picture turned so that text of that direction, clockwise, reads from the left."""
        import numpy as np

        if angle == 0:
            return self
        turns = angle // 90
        light, colours = np.rot90(self.light, turns), np.rot90(self.colours, turns)
        return Picture(np.ascontiguousarray(light), np.ascontiguousarray(colours), self.skew)


def resolution_of(page: Any) -> float:
    """Return the dots per inch of the largest picture on an open page of PDFium; 0 where there is none."""
    import pypdfium2.raw as pdfium

    largest, resolution = 0.0, 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        if area > largest:
            width, height = item.get_px_size()
            largest = area
            resolution = 72 * max(width, height) / max(right - left, top - bottom)
    return resolution


def scan_to_picture(page: Any, place: str) -> Picture:
    """Return the picture of an open page of PDFium; ``place`` is the file and page, for errors.

    Raises:
        NoTextLayerError: The scan is too coarse to be read.
    """
    import numpy as np

    resolution = resolution_of(page)
    if resolution < LEAST_RESOLUTION:
        what = f"a scan of {resolution:.0f} dots per inch: letters cannot be told apart below {LEAST_RESOLUTION}"
        raise NoTextLayerError(what, place, "Scan the paper anew at 300 dots per inch or more.")
    drawn = page.render(scale=1 / SCALE).to_pil().convert("RGB")
    if _is_grey(drawn):
        drawn = drawn.convert("L")
    light = _light(np.asarray(drawn))
    angle = skew(light < INK)
    if abs(angle) < LEAST_SKEW:
        angle = 0.0
    else:
        from PIL.Image import Resampling

        drawn = drawn.rotate(angle, Resampling.BICUBIC, fillcolor=drawn.getpixel((2, 2)))
        light = _light(np.asarray(drawn))
    return Picture(light, np.asarray(drawn.convert("RGB")), round(angle, 2))


def _is_grey(drawn: Image) -> bool:
    """Tell whether a picture has no colour: one channel is turned in a third of the time of three."""
    red, green, blue = drawn.split()
    return bool(red.tobytes() == green.tobytes() == blue.tobytes())


def _light(colours: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return each dot's light as a share of the paper's around it, (h, w): photocopies are dark at their edges.

    ``colours`` has shape (h, w, 3), or (h, w) where there is no colour.
    """
    import numpy as np
    from scipy import ndimage

    grey = colours.astype(np.float32)
    if grey.ndim > 2:
        grey = grey @ np.array([0.299, 0.587, 0.114], np.float32)
    height, width = (side // _BLOCK * _BLOCK for side in grey.shape)
    blocks = grey[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).mean(axis=(1, 3))
    paper = ndimage.uniform_filter(ndimage.maximum_filter(blocks, 5), 5)
    paper = np.repeat(np.repeat(paper, _BLOCK, axis=0), _BLOCK, axis=1)
    rest = [(0, whole - part) for whole, part in zip(grey.shape, paper.shape, strict=True)]
    paper = np.pad(paper, rest, mode="edge")
    light: NDArray[np.float32] = np.minimum(grey / np.maximum(paper, 1.0), 1.0)
    return light


def spread(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return by how much the channels of each dot differ, (h, w); numpy's max over so short an axis takes 0.3 s."""
    import numpy as np

    red, green, blue = (colours[:, :, channel] for channel in range(3))
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    found: NDArray[np.uint8] = most - least
    return found


def _solid(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the dots of an area that is ink all over, and of the squares around it, (h, w)."""
    import numpy as np
    from scipy import ndimage

    height, width = ink.shape
    rest = (-height % _BLOCK, -width % _BLOCK)
    whole = np.pad(ink, ((0, rest[0]), (0, rest[1])), mode="edge")
    blocks = whole.reshape(whole.shape[0] // _BLOCK, _BLOCK, whole.shape[1] // _BLOCK, _BLOCK).mean(axis=(1, 3))
    near = ndimage.maximum_filter(blocks >= SOLID, 3)
    found: NDArray[np.bool_] = np.repeat(np.repeat(near, _BLOCK, axis=0), _BLOCK, axis=1)[:height, :width]
    return found


def skew(ink: NDArray[np.bool_]) -> float:
    """Return by how many degrees a page is turned clockwise: at that angle its lines and gaps part best.

    ``ink`` has shape (h, w).
    """
    import numpy as np

    rows, columns = np.nonzero((ink & ~_solid(ink))[EDGE:-EDGE:2, EDGE:-EDGE:2])
    if len(rows) > 200_000:
        chosen = slice(None, None, len(rows) // 200_000 + 1)
        rows, columns = rows[chosen], columns[chosen]
    if not len(rows):
        return 0.0

    def sharpness(angle: float) -> float:
        lines = np.rint(rows - columns * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(lines - lines.min())
        return float((counts.astype(np.float64) ** 2).sum())

    best = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.2).tolist(), key=sharpness)
    for step in (0.05, 0.01):
        best = max((best + step * n for n in range(-4, 5)), key=sharpness)
    return float(best)
