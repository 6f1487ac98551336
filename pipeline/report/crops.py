"""Pictures of printed cells, cut out of the PDF as it is shown, for a reader to check the data against.

In two steps: what to cut (pure, from the cells), then cutting it (PDFium renders each page once). Pictures are WebP
without loss over few tones, written into the page as ``data:`` addresses. The same PDF gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from pipeline import pdfium
from pipeline.model import Box, Cell, Edition
from pipeline.report.places import CropKey, Place, cells_to_places
from pipeline.vocabulary.labels import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class Drawing(Struct, frozen=True):
    """How large pictures are shown, how finely they are drawn, and what the pictures of one document may cost.

    Paper is shown ``enlargement`` CSS pixels a point (print itself is 4/3), but no page wider than ``page_width`` CSS
    pixels: on a sheet of A3 the type is larger, or there is more of it. A CSS pixel is drawn with ``density`` pixels
    a side. The costs are bounded because a browser has to open the page, and a mail server may have to carry it.
    """

    enlargement: float
    page_width: float
    density: float = 1.0
    crops: int = 1500
    crop_pixels: int = 3_000_000
    page_pixels: int = 24_000_000
    total_bytes: int = 24 * 2**20


ROWS = Drawing(5 / 3, 1400, 1.35)
"""Whole rows: a table on landscape A4 fills a page of 1,300 CSS pixels, and its 7-point type can be read."""

CELLS = Drawing(2.0, 1700, 1.5)
"""Single cells, to be read beside their difference."""

TONES = 6
"""Tones a channel. Half the bytes of 256 and type looks the same; a palette made to measure would lose a rare red."""

_PAPER_TONE = 236  # lighter than this is paper: anti-aliasing and pale shades are not content
_RULE = 1.5  # points within a cell's edges that may be its rules, and are not content


class Crop(Struct, frozen=True):
    """One picture. ``width`` and ``height`` are CSS pixels; ``identifier`` is the same for the same picture."""

    identifier: str
    uri: str
    width: int
    height: int
    page_number: int


class Crops(Struct, frozen=True):
    """The pictures of one PDF. ``omitted`` counts what the limits left out.

    ``problem`` says why there are none, or what they lack.
    """

    by_key: Mapping[CropKey, tuple[Crop, ...]] = field(default_factory=dict)
    omitted: int = 0
    problem: Label | None = None

    def of(self, ordinal: int | None, field_name: str | None = None) -> tuple[Crop, ...]:
        """Return the pictures of an item's cell, or of its whole row where no field is named."""
        return () if ordinal is None else self.by_key.get(CropKey(ordinal, field_name), ())


def cut_crops(
    pdf: Path | None,
    edition: Edition,
    cells: Sequence[Cell],
    keys: Sequence[CropKey],
    drawing: Drawing,
) -> Crops:
    """Return the pictures that the keys ask for; the first keys are served first where the limits do not allow all.

    A file that is missing, damaged or not the one that the data were read from gives no pictures and a problem to
    show: a picture of another file would be worse than none.
    """
    problem = _problem_of(pdf, edition)
    if problem or pdf is None:
        return Crops(problem=problem)
    wanted = [(key, place) for key, places in cells_to_places(cells, keys).items() for place in places]
    allowed = wanted[: drawing.crops]
    try:
        with pdfium.drawing() as fonts:
            drawn = dict(_draw(pdf, allowed, drawing))
    except _pdfium_error() as error:
        return Crops(problem=Label(f"PDFを描画できない: {error}", f"The PDF cannot be drawn: {error}"))
    by_key: dict[CropKey, list[Crop]] = {}
    for index, (key, _) in enumerate(allowed):
        if index in drawn:
            by_key.setdefault(key, []).append(drawn[index])
    crops = {key: tuple(crops) for key, crops in by_key.items()}
    return Crops(crops, omitted=len(wanted) - len(drawn), problem=_missing_letters(fonts.missing()))


def _missing_letters(fonts: Sequence[str]) -> Label | None:
    if not fonts:
        return None
    names = ", ".join(fonts)
    return Label(
        f"画像には欠けた文字がある。PDFに埋め込まれていないフォント（{names}）に代わるものが、この計算機にない。"
        "pip install 'akaji[fonts]' で補える。",
        f"The pictures lack letters: the PDF does not embed {names}, and no font here can stand for it."
        " pip install 'akaji[fonts]' brings one.",
    )


def _problem_of(pdf: Path | None, edition: Edition) -> Label | None:
    if edition.source_kind == "transcript":
        return Label(
            "文字起こしから読んだ版なので、印刷された欄の画像はない。",
            "No pictures: this edition was read from a transcript.",
        )
    if edition.source_kind == "workbook":
        return Label(
            "Excelブックから読んだ版なので、印刷された欄の画像はない。",
            "No pictures: this edition was read from a workbook.",
        )
    if pdf is None or not pdf.is_file():
        return Label(
            "元のPDFが手元にないため、印刷された欄の画像はない。"
            "akaji report --pdf フォルダー か、PDFどうしの akaji diff で付く。",
            "No pictures: the source PDF is not at hand. akaji report --pdf FOLDER brings them,"
            " and so does akaji diff of the PDFs themselves.",
        )
    if hashlib.sha256(pdf.read_bytes()).hexdigest() != edition.source_sha256:
        return Label(
            "手元のPDFは、データの元のファイルと異なる（SHA-256が一致しない）ため、画像はない。",
            "No pictures: the PDF at hand is not the file that the data were read from (SHA-256 differs).",
        )
    return None


def _pdfium_error() -> type[Exception]:
    import pypdfium2

    error: type[Exception] = pypdfium2.PdfiumError
    return error


def _draw(pdf: Path, wanted: Sequence[tuple[CropKey, Place]], drawing: Drawing) -> Iterable[tuple[int, Crop]]:
    """Yield the index of each wanted place with its picture, page by page, until the bytes are spent."""
    import pypdfium2

    by_page: dict[int, list[int]] = {}
    for index, (_, place) in enumerate(wanted):
        by_page.setdefault(place.page_number, []).append(index)
    spent: dict[str, int] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page_number in sorted(by_page):
            if not 1 <= page_number <= len(document):
                continue
            try:
                image = _page_image(document, page_number, drawing)
            except _pdfium_error():  # one page that cannot be drawn; its pictures are counted as omitted
                continue
            for index in by_page[page_number]:
                crop = _place_to_crop(image, wanted[index][1], drawing)
                spent.setdefault(crop.identifier, len(crop.uri))
                if sum(spent.values()) > drawing.total_bytes:
                    return
                yield index, crop
    finally:
        document.close()


class PageImage(NamedTuple):
    """A page as shown: RGB values of shape (height, width, 3), and how many pixels make a point.

    ``enlargement`` is the number of CSS pixels that a point is shown with.
    """

    pixels: Pixels
    scale: float
    enlargement: float


def _page_image(document: Any, page_number: int, drawing: Drawing) -> PageImage:

    page = document[page_number - 1]
    try:
        width, height = (max(side, 1.0) for side in page.get_size())  # as shown: turned, and cut to the crop box
        enlargement = min(drawing.enlargement, drawing.page_width / width)
        scale = min(enlargement * drawing.density, (drawing.page_pixels / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        try:
            pixels = bitmap.to_numpy()[:, :, :3].copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    return PageImage(pixels, scale, enlargement)


def _place_to_crop(image: PageImage, place: Place, drawing: Drawing) -> Crop:
    box = _trimmed(image, place)
    pixels = image.pixels[_cut(image, box)]
    if place.focus is not None:
        pixels = _faded(pixels, image, box, place.focus)
    width, height = (max(1, round(side * image.enlargement)) for side in (box.width, box.height))
    encoded = _encode(pixels, drawing)
    identifier = hashlib.sha256(encoded).hexdigest()[:16]
    uri = f"data:image/webp;base64,{base64.b64encode(encoded).decode('ascii')}"
    return Crop(f"crop-{identifier}", uri, width, height, place.page_number)


def _cut(image: PageImage, box: Box) -> tuple[slice, slice]:
    """Return the rows and columns of a box, at least one; of a box that lies off the page, what is nearest to it."""
    height, width = image.pixels.shape[:2]
    left, right = sorted((round(box.x0 * image.scale), round(box.x1 * image.scale)))
    top, bottom = sorted((round(box.top * image.scale), round(box.bottom * image.scale)))
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _trimmed(image: PageImage, place: Place) -> Box:
    """Return the place's box without the blank lower part that its cells have in common, and not below the page."""
    height, width = (side / image.scale for side in image.pixels.shape[:2])
    box = Box(max(place.box.x0, 0), max(place.box.top, 0), min(place.box.x1, width), min(place.box.bottom, height))
    bottoms = [_content_bottom(image, cell) for cell in place.cells]
    least = box.top + place.least_height
    bottom = max((found + 2 * _RULE for found in bottoms if found is not None), default=least)
    return box._replace(bottom=min(box.bottom, max(bottom, least)))


def _content_bottom(image: PageImage, cell: Box) -> float | None:
    """Return where the lowest thing printed within the cell's rules ends, in points; None for an empty cell."""
    import numpy as np

    inner = Box(cell.x0 + _RULE, cell.top + _RULE, cell.x1 - _RULE, cell.bottom - _RULE)
    if inner.x1 <= inner.x0 or inner.bottom <= inner.top:
        return None
    lines = np.flatnonzero((image.pixels[_cut(image, inner)] < _PAPER_TONE).any(axis=(1, 2)))
    return None if lines.size == 0 else inner.top + (int(lines[-1]) + 1) / image.scale


def _faded(pixels: Pixels, image: PageImage, box: Box, focus: Box) -> Pixels:
    """Return the pixels with all but the focus faded: its surroundings tell the place, not the matter."""
    import numpy as np

    faded = (255 - (255 - pixels.astype(np.uint16)) * 2 // 5).astype(np.uint8)
    left, right = (max(0, round((x - box.x0) * image.scale)) for x in (focus.x0, focus.x1))
    top, bottom = (max(0, round((y - box.top) * image.scale)) for y in (focus.top, focus.bottom))
    faded[top : bottom + 1, left : right + 1] = pixels[top : bottom + 1, left : right + 1]
    return faded


def _encode(pixels: Pixels, drawing: Drawing) -> bytes:
    """Return the pixels as lossless WebP in few tones, made smaller where they are more than a picture may have."""
    from PIL import Image

    tones = [round(round(value / 255 * (TONES - 1)) * 255 / (TONES - 1)) for value in range(256)]
    picture = Image.fromarray(pixels).point(tones * 3)
    excess = picture.width * picture.height / drawing.crop_pixels
    longest = 16383  # of a side, in WebP
    shrink = max(1.0, excess**0.5, picture.width / longest, picture.height / longest)
    if shrink > 1:
        size = (max(1, int(picture.width / shrink)), max(1, int(picture.height / shrink)))
        picture = picture.resize(size, Image.Resampling.BOX)
    buffer = io.BytesIO()
    picture.save(
        buffer, "WEBP", lossless=True, method=0, quality=0
    )  # a quarter larger than method 4, in a quarter of its time
    return buffer.getvalue()
