"""PDF → pages of glyphs and rules, read by pdfplumber: the second, independent reader.

It shares no code with PDFium, so that what both say is likely so. It takes nine times as long, knows no font
that is not embedded but by its name, and is asked with ``--reader pdfplumber`` and by the audit.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pipeline.drawing.legibility import hide_text_on_its_own_colour, unreadable_text
from pipeline.drawing.outside import leave_out_what_lies_outside
from pipeline.drawing.refusals import check_page_count, check_page_size, damaged, damaged_page, locked
from pipeline.drawing.rules import rules_and_shades
from pipeline.drawing.shapes import outlines_to_drawings
from pipeline.errors import AkajiError, LimitExceededError
from pipeline.model import Box, Glyphs, Page, TextRuns

if TYPE_CHECKING:
    from pipeline.read_pdfplumber.device import PageContent

MAX_CONTENT_BYTES = 50_000_000
"""Of one page's content, inflated; the largest of 148 pages at hand, a hundred of them published, has 78,000."""


def pages_of(content: bytes, name: str) -> Iterator[Page]:
    """Yield each page of a PDF that is held in memory; ``name`` is the file's, for errors.

    Each page is closed before the next is read.

    Raises ``EncryptedPdfError``, ``DamagedPdfError``, ``EmptyDocumentError`` or ``LimitExceededError``.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # its warnings are not for people
    try:
        pdf = pdfplumber.open(BytesIO(content))
        pages = pdf.pages
    except PdfminerException as error:
        if any(isinstance(argument, PDFPasswordIncorrect) for argument in error.args):
            raise locked(name) from error
        raise damaged(name) from error
    except Exception as error:
        raise damaged(name) from error
    with pdf:
        check_page_count(len(pages), name)
        for page in pages:
            yield _read_page(pdf.rsrcmgr, page.page_obj, page.page_number, name)
            page.close()


def _read_page(resource_manager: Any, page: Any, page_number: int, name: str) -> Page:
    from pipeline.read_pdfplumber.device import PageDevice
    from pipeline.read_pdfplumber.interpreter import PageInterpreter

    place = f"{name}, page {page_number}"
    try:
        page.mediabox = tuple(_sorted_box(page.mediabox))  # pdfminer takes its first corner for the lower left one
        shown = _shown_box(page)
        _check_contents(page, place)
        device = PageDevice(resource_manager, shown.x0, shown.bottom, place)
        PageInterpreter(resource_manager, device).process_page(page)
    except AkajiError:
        raise
    except Exception as error:
        raise damaged_page(place) from error
    width, height = shown.width, shown.height
    check_page_size(width, height, place)
    return _content_to_page(device.content, page_number, width, height)


def _shown_box(page: Any) -> Box:
    """Return the crop box within the media box, in the interpreter's space: turned, y upwards, the media box at 0, 0.

    ``top`` is its lower side there and ``bottom`` its upper one.
    """
    media, crop = _sorted_box(page.mediabox), _sorted_box(page.cropbox)
    cut = media.intersection(crop)
    if cut.width <= 0 or cut.height <= 0:
        cut = media
    shown = Box(cut.x0 - media.x0, cut.top - media.top, cut.x1 - media.x0, cut.bottom - media.top)
    return shown.turned(page.rotate, media.width, media.height)


def _sorted_box(numbers: Any) -> Box:
    x0, y0, x1, y1 = (float(number) for number in numbers)
    return Box.around(((x0, y0), (x1, y1)))


def _check_contents(page: Any, place: str) -> None:
    """Raise where a content stream inflates beyond what a page may hold; pdfminer would inflate it whole."""
    from pdfminer.pdftypes import PDFStream, resolve1

    total = 0
    for content in page.contents:
        stream = resolve1(content)
        if isinstance(stream, PDFStream) and stream.rawdata and [f for f, _ in stream.get_filters()][:1]:
            total += _inflated_length(stream.rawdata, MAX_CONTENT_BYTES)
        if total > MAX_CONTENT_BYTES:
            what = f"a page's content is larger than {MAX_CONTENT_BYTES // 1_000_000} MB"
            raise LimitExceededError(what, place, "It is a drawing rather than a table.")


def _inflated_length(data: bytes, limit: int) -> int:
    """Return how long a stream becomes, or a little more than the limit; its own length where it is not deflated."""
    inflate = zlib.decompressobj()
    try:
        return len(inflate.decompress(data, limit + 1))
    except zlib.error:
        return len(data)


def _content_to_page(content: PageContent, page_number: int, width: float, height: float) -> Page:
    import numpy as np

    rules, shades = rules_and_shades(content.strokes)
    glyphs = Glyphs(
        content.text,
        np.array(content.boxes, np.float64).reshape(-1, 4),
        np.array(content.runs, np.int32),
        content.spaces_before,
    )
    runs = hide_text_on_its_own_colour(TextRuns.of(content.text_runs), glyphs, shades)
    page = leave_out_what_lies_outside(Page(page_number, width, height, glyphs, runs, rules, shades, content.images))
    findings = (*page.findings, *unreadable_text(page.glyphs, page_number))
    drawings = tuple(outlines_to_drawings(content.strokes.outlines))
    return replace(page, findings=findings, crossings=content.crossings, drawings=drawings)
