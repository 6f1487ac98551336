"""Pictures of printed cells, cut out of the PDF as it is shown, for a reader to check the data against.

In two steps: what to cut (pure, from the cells), then cutting it. PDFium draws each page once, and of it no more than
the part in which something is cut: its time goes with the area. Pictures are PNG of few tones, written into the page as
``data:`` addresses. The same PDF gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from pipeline import pdfium
from pipeline.model import Box, CellRecord, Edition
from pipeline.report.places import CropKey, Place, cells_to_places
from pipeline.vocabulary.labels import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image


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


ROWS = Drawing(5 / 3, 1400, 1.2)
"""Whole rows: a table on landscape A4 fills a page of 1,300 CSS pixels, and its 7-point type can be read."""

CELLS = Drawing(2.0, 1700, 1.2)
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
    cells: Sequence[CellRecord],
    keys: Sequence[CropKey],
    drawing: Drawing,
) -> Crops:
    """Return the pictures that the keys ask for; the first keys are served first where the limits do not allow all.

    A file that is missing, damaged or not the one that the data were read from gives no pictures and a problem to
    show: a picture of another file would be worse than none.
    """
    problem = _problem_of(pdf, edition)
    if problem or pdf is None or not keys:
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
            places = [wanted[index][1] for index in by_page[page_number]]
            try:
                part = _draw_part(document, page_number, places, drawing)
            except _pdfium_error():  # one page that cannot be drawn; its pictures are counted as omitted
                continue
            for index, place in zip(by_page[page_number], places, strict=True):
                crop = _place_to_crop(part, place, drawing)
                spent.setdefault(crop.identifier, len(crop.uri))
                if sum(spent.values()) > drawing.total_bytes:
                    return
                yield index, crop
    finally:
        document.close()


class DrawnPart(NamedTuple):
    """A part of a page as shown.

    ``channels`` are the picture's pixels, of shape (height, 4 × width): red, green, blue and a fourth that means
    nothing. ``left`` and ``top`` are how many pixels of the page lie before the part, ``page`` is the whole page in
    points, ``scale`` the pixels and ``enlargement`` the CSS pixels a point.
    """

    picture: Image
    channels: NDArray[np.uint8]
    left: int
    top: int
    page: Box
    scale: float
    enlargement: float

    def cut(self, box: Box) -> tuple[int, int, int, int]:
        """Return the pixels of a box, at least one each way, as left, top, right, bottom in this part.

        Of a box that lies outside, it is what is nearest to it.
        """
        width, height = self.picture.size
        left, right = sorted(round(x * self.scale) - self.left for x in (box.x0, box.x1))
        top, bottom = sorted(round(y * self.scale) - self.top for y in (box.top, box.bottom))
        left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
        return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)


def _draw_part(document: Any, page_number: int, places: Iterable[Place], drawing: Drawing) -> DrawnPart:
    """Return the part of a page that holds these places, drawn."""
    page = document[page_number - 1]
    try:
        width, height = (max(side, 1.0) for side in page.get_size())  # as shown: turned, and cut to the crop box
        enlargement = min(drawing.enlargement, drawing.page_width / width)
        scale = min(enlargement * drawing.density, (drawing.page_pixels / (width * height)) ** 0.5)
        left, top, right, bottom = _bounds(places, ceil(width * scale), ceil(height * scale), scale)
        # PDFium is asked to leave out whole pixels; half of one less is rounded up to them.
        omit = (left, ceil(height * scale) - bottom, ceil(width * scale) - right, top)
        bitmap = page.render(
            scale=scale, crop=[(pixels - 0.5) / scale for pixels in omit], rev_byteorder=True, prefer_bgrx=True
        )
        picture, channels = bitmap.to_pil(), bitmap.to_numpy().reshape(bitmap.height, -1)
        bitmap.close()  # its pixels stay as long as these two
    finally:
        page.close()
    return DrawnPart(picture, channels, left, top, Box(0, 0, width, height), scale, enlargement)


def _bounds(places: Iterable[Place], width: int, height: int, scale: float) -> tuple[int, int, int, int]:
    """Return the least part of a page of so many pixels that holds all places, and a pixel of the page in any case."""
    boxes = [place.box for place in places]
    left = min(max(floor(min(box.x0 for box in boxes) * scale), 0), width - 1)
    top = min(max(floor(min(box.top for box in boxes) * scale), 0), height - 1)
    right = max(min(ceil(max(box.x1 for box in boxes) * scale), width), left + 1)
    bottom = max(min(ceil(max(box.bottom for box in boxes) * scale), height), top + 1)
    return left, top, right, bottom


@cache
def _palette() -> Image:
    """Return a picture whose palette has each channel's tones evenly, white last."""
    from PIL import Image

    levels = [round(255 * tone / (TONES - 1)) for tone in range(TONES)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for red in levels for green in levels for blue in levels for value in (red, green, blue)])
    return palette


def _in_few_tones(picture: Image) -> Image:
    from PIL import Image

    return picture.quantize(palette=_palette(), dither=Image.Dither.NONE)


@cache
def _faded_tones() -> list[int]:
    """Return what each tone of the palette becomes where it tells the place, not the matter."""
    values = [255 - (255 - round(255 * tone / (TONES - 1))) * 2 // 5 for tone in range(TONES)]
    tones = [round(value / 255 * (TONES - 1)) for value in values]
    faded = [(red * TONES + green) * TONES + blue for red in tones for green in tones for blue in tones]
    return faded + [0] * (256 - len(faded))  # as many as a byte has values


def _place_to_crop(part: DrawnPart, place: Place, drawing: Drawing) -> Crop:
    box = _trimmed(part, place)
    picture = _in_few_tones(part.picture.crop(part.cut(box)).convert("RGB"))
    if place.focus is not None:
        picture = _faded(picture, part, box, place.focus)
    width, height = (max(1, round(side * part.enlargement)) for side in (box.width, box.height))
    encoded = _encode(picture, drawing)
    identifier = hashlib.sha256(encoded).hexdigest()[:16]
    uri = f"data:image/png;base64,{base64.b64encode(encoded).decode('ascii')}"
    return Crop(f"crop-{identifier}", uri, width, height, place.page_number)


def _trimmed(part: DrawnPart, place: Place) -> Box:
    """Return the place's box without the blank lower part that its cells have in common, and not below the page."""
    x0, top, x1, bottom = place.box
    box = Box(max(x0, 0), max(top, 0), min(x1, part.page.x1), min(bottom, part.page.bottom))
    least = box.top + place.least_height
    content = _content_bottom(part, place.cells)
    return box._replace(bottom=min(box.bottom, least if content is None else max(content + 2 * _RULE, least)))


def _content_bottom(part: DrawnPart, cells: Iterable[Box]) -> float | None:
    """Return where the lowest thing printed within the rules of any of the cells ends, in points; None for no print."""
    import numpy as np

    found = None
    for cell in cells:
        inner = Box(cell.x0 + _RULE, max(cell.top + _RULE, found or 0.0), cell.x1 - _RULE, cell.bottom - _RULE)
        if inner.x1 <= inner.x0 or inner.bottom <= inner.top:
            continue
        left, top, right, bottom = part.cut(inner)
        lines = np.flatnonzero(part.channels[top:bottom, 4 * left : 4 * right].min(axis=1) < _PAPER_TONE)
        if lines.size:
            found = (part.top + top + int(lines[-1]) + 1) / part.scale
    return found


def _faded(picture: Image, part: DrawnPart, box: Box, focus: Box) -> Image:
    """Return the picture with all but the focus faded: its surroundings tell the place, not the matter."""
    left, right = (max(0, round((x - box.x0) * part.scale)) for x in (focus.x0, focus.x1))
    top, bottom = (max(0, round((y - box.top) * part.scale)) for y in (focus.top, focus.bottom))
    faded = picture.point(_faded_tones())
    faded.paste(picture.crop((left, top, min(right + 1, picture.width), min(bottom + 1, picture.height))), (left, top))
    return faded


def _encode(picture: Image, drawing: Drawing) -> bytes:
    """Return the picture as PNG, made smaller where it has more pixels than a picture may have.

    Of 47 rows of a table (10.7 megapixels), PNG by run lengths takes 38 ms and 1.05 MB, by zlib's level 1 44 ms and
    1.31 MB, by level 4 68 ms and 1.09 MB; WebP without loss, at its fastest, takes 113 ms and 0.90 MB.
    """
    excess = picture.width * picture.height / drawing.crop_pixels
    if excess > 1:
        from PIL import Image

        size = (max(1, int(picture.width / excess**0.5)), max(1, int(picture.height / excess**0.5)))
        picture = _in_few_tones(picture.convert("RGB").resize(size, Image.Resampling.BOX))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return buffer.getvalue()
