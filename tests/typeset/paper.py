"""A document → a scan of its paper: drawn, copied, laid askew on the glass, lit unevenly, put into a PDF as pictures.

A scan has the truth of the document that it was made from, so that any document with a truth makes scans with one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from scipy import ndimage

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DRAWN = 300
"""Dots per inch at which a page lies on the glass, where the scan has no more."""


@dataclass(frozen=True)
class Paper:
    """What happened to a page. Sizes are dots of the scan, angles degrees.

    ``copied`` is how often it went through a photocopier: blurred, hardened, speckled, its thin rules broken.
    ``light`` is by what share the far corner is darker than the near one. ``turned`` is by how many quarters the sheet
    lay turned to the left.
    """

    resolution: int = 300
    mode: str = "L"
    angle: float = 0.4
    quality: int = 80
    noise: float = 6.0
    white: float = 0.94
    copied: int = 0
    light: float = 0.0
    dark_edges: bool = False
    holes: bool = False
    turned: int = 0
    seed: int = 1


def to_scan(content: bytes, paper: Paper, pages: Sequence[int] | None = None) -> bytes:
    """Return a PDF of pictures of a PDF's pages; ``pages`` are the indices of those that are scanned, else all."""
    return to_pdf((on_glass(page, paper) for page in draw(content, paper, pages)), paper)


def draw(content: bytes, paper: Paper, pages: Sequence[int] | None = None) -> Iterable[Image.Image]:
    """Yield a PDF's pages as clean pictures."""
    import pypdfium2 as pdfium

    from pipeline.pdfium import drawing

    with drawing():
        document = pdfium.PdfDocument(content)
        for index in range(len(document)) if pages is None else pages:
            scale = max(paper.resolution, _DRAWN) / 72
            yield document[index].render(scale=scale).to_pil().convert("RGB")
        document.close()


def on_glass(page: Image.Image, paper: Paper) -> Image.Image:
    """Return the scan of one page."""
    random = np.random.default_rng(paper.seed)
    for _ in range(paper.copied):
        page = _photocopied(page, random)
    page = page.rotate(paper.angle, Image.Resampling.BICUBIC, fillcolor="white")
    drawn = max(paper.resolution, _DRAWN)
    if drawn != paper.resolution:
        size = (round(page.width * paper.resolution / drawn), round(page.height * paper.resolution / drawn))
        page = page.resize(size, Image.Resampling.LANCZOS)
    dots = np.asarray(page, np.float32) * paper.white
    dots = _lit(dots, paper)
    dots += random.normal(0, paper.noise, (*dots.shape[:2], 1)).astype(np.float32)
    scan = Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8)).rotate(90 * paper.turned, expand=True)
    if paper.mode == "1":
        return scan.convert("L").point(lambda value: 255 * (value > 140)).convert("1", dither=Image.Dither.NONE)
    return scan.convert(paper.mode)


def _photocopied(page: Image.Image, random: np.random.Generator) -> Image.Image:
    """Return a copy of a page in black and white, with the marks of the machine on it."""
    grey: NDArray[Any] = ndimage.gaussian_filter(np.asarray(page.convert("L"), np.float32), 1.0)
    grey += ndimage.gaussian_filter(random.normal(0, 1, grey.shape).astype(np.float32), 2.0) * 60
    black = grey < 170
    black |= ndimage.binary_dilation(random.random(grey.shape) < 6e-6, iterations=2)
    black &= ~ndimage.binary_dilation(random.random(grey.shape) < 6e-6, iterations=2)
    return Image.fromarray(np.where(black, 20, 255).astype(np.uint8)).convert("RGB")


def _lit(dots: NDArray[Any], paper: Paper) -> NDArray[Any]:
    """Return a page under the lamp: uneven light, the shadow at the edges of the glass, the holes of a file."""
    height, width = dots.shape[:2]
    down, across = np.linspace(0, 1, height)[:, None, None], np.linspace(0, 1, width)[None, :, None]
    dots = dots * (1 - paper.light * (0.6 * down + 0.4 * across)).astype(np.float32)
    inch = paper.resolution
    if paper.dark_edges:
        dots[: inch // 10] *= 0.15
        dots[:, -inch // 8 :] *= 0.2
        dots[:, : inch // 5] *= np.linspace(0.3, 1, inch // 5)[None, :, None]
    if paper.holes:
        rows, columns = np.ogrid[:height, :width]
        for middle in (0.36, 0.64):
            dots[(rows - height * middle) ** 2 + (columns - inch * 0.3) ** 2 < (inch * 0.11) ** 2] = 25
    return dots


def to_pdf(scans: Iterable[Image.Image], paper: Paper) -> bytes:
    """Return pictures as a PDF, a page each: JPEG, or CCITT where they are black and white."""
    first, *others = scans
    content = io.BytesIO()
    how = {} if paper.mode == "1" else {"quality": paper.quality}
    first.save(content, "PDF", resolution=paper.resolution, save_all=True, append_images=others, **how)
    return content.getvalue()


PAPERS = {
    "colour300": Paper(mode="RGB"),
    "grey200": Paper(200, angle=-0.7, quality=60, noise=5),
    "colour200": Paper(200, mode="RGB", angle=0.9, quality=70, light=0.25),
    "uneven300": Paper(angle=1.6, light=0.45, dark_edges=True, holes=True, quality=70),
    "copy300": Paper(mode="1", angle=-1.1, copied=1, noise=3),
    "copy200": Paper(200, angle=0.6, copied=2, light=0.2, dark_edges=True, noise=5, quality=65),
    "fax200": Paper(200, mode="1", angle=0.3, noise=3),
    "fine600": Paper(600, mode="1", angle=-0.3, noise=3),
}
"""The scans that reading is measured on, by what they are called."""
