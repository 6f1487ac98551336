"""PDF → pages of glyphs and rules, read by PDFium: the first reader.

PDFium resolves every colour space to RGB and knows the fonts that are not embedded. What costs is the way there, so
each question is asked of all glyphs or objects of a page at once (``pipeline.pdfium.each``), of a text object rather
than of its glyphs wherever they all have the same answer, and the answers stay arrays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from pipeline import limits
from pipeline.drawing.annotations import TextAnnotation, add_annotations
from pipeline.drawing.legibility import hide_text_on_its_own_colour, unreadable_text
from pipeline.drawing.opened import OpenedPdf
from pipeline.drawing.outside import leave_out_what_lies_outside
from pipeline.drawing.refusals import (
    Tally,
    check_page_count,
    check_page_size,
    damaged,
    damaged_page,
    locked,
    without_pages,
)
from pipeline.drawing.rules import rules_and_shades
from pipeline.drawing.shapes import outlines_to_drawings
from pipeline.drawing.text import WHITE_SPACE
from pipeline.errors import LimitExceededError
from pipeline.findings import finding
from pipeline.model import Box, Finding, Glyphs, Page, Rule, Shade
from pipeline.read_pdfium.advances import boxes_to_advances
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.annotations import text_annotations
from pipeline.read_pdfium.blanks import mend_blanks
from pipeline.read_pdfium.calls import address_of, pdfium_calls
from pipeline.read_pdfium.characters import code_points, loose_boxes, text_objects
from pipeline.read_pdfium.clips import ClipReader
from pipeline.read_pdfium.form_letters import misplaced_letters, move_boxes, pens_of
from pipeline.read_pdfium.ink import covered_glyphs, runs_without_ink, whole_objects
from pipeline.read_pdfium.ink_paint import activate
from pipeline.read_pdfium.layers import Layers, may_have_layers_off
from pipeline.read_pdfium.ligatures import part_ligatures
from pipeline.read_pdfium.overprint import see_upper_print
from pipeline.read_pdfium.paint import embolden, paint_patterns, paints_nothing
from pipeline.read_pdfium.paths import PathReader
from pipeline.read_pdfium.spaces import count_spaces, spaces_without_ink
from pipeline.read_pdfium.text import TextReader
from pipeline.read_pdfium.unicode import UnicodeMaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@cache
def _white_space() -> NDArray[np.bool_]:
    """Return whether each code point of the BMP is white space, shape (65536,); its last one is not."""
    import numpy as np

    table = np.zeros(0x10000, np.bool_)
    table[list(map(ord, WHITE_SPACE))] = True
    return table


def open_pdf(content: bytes, name: str, painting: list[Finding] | None = None) -> OpenedPdf:
    """Open a PDF that is held in memory; ``name`` is the file's, for errors. Called within ``pdfium.reading``.

    ``painting`` gets, page by page, what each page's painting shows otherwise than it was read.

    Raises ``EncryptedPdfError``, ``DamagedPdfError``, ``EmptyDocumentError`` or ``LimitExceededError``.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        # PDFium keeps the last document's error: a damaged file after an encrypted one would ask for a password too.
        if "password" in str(error).lower() and b"/Encrypt" in content:
            raise locked(name) from error
        if re.search(rb"/Count\s+0\b", content) and not re.search(rb"/Type\s*/Page\b", content):
            raise without_pages(name) from error
        raise damaged(name) from error
    page_count = len(document)
    check_page_count(page_count, name)
    layers = Layers() if may_have_layers_off(content) else None
    producer = document.get_metadata_value("Producer").strip("\0 ") or None
    pages = _pages(document, name, _Tools(UnicodeMaps(), layers, Counter(), painting))

    def close() -> None:
        pages.close()
        document.close()

    return OpenedPdf(page_count, producer, pages, close)


def _pages(document: Any, name: str, tools: _Tools) -> Generator[Page, None, None]:
    """Yield each page; one that cannot be loaded is an error, because a table with a page missing is a wrong table."""
    import pypdfium2 as pdfium

    try:
        for index in range(len(document)):
            place = f"{name}, page {index + 1}"
            try:
                page, annotations = _load_page(document, index)
            except pdfium.PdfiumError as error:
                raise damaged_page(place) from error
            try:
                yield _read_page(page, annotations, index + 1, place, tools)
            finally:
                page.close()
    finally:
        document.close()


def _load_page(document: Any, index: int) -> tuple[Any, list[TextAnnotation]]:
    """Load a page with what its annotations paint, and return what else they mark.

    They paint filled-in form fields, highlights, strike-outs, black boxes; without an appearance they only mark.

    PDFium flattens them into the page's content, in memory only; the page has to be loaded anew for it.
    """
    import pypdfium2.raw as pdfium

    page = document[index]
    if min(page.get_size()) <= 0:  # a crop box outside its media box shows nothing: viewers show the media box then
        page.set_cropbox(*page.get_mediabox())
        page.close()
        page = document[index]
    annotations = text_annotations(page.raw)
    painting = (
        pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_POLYLINE, pdfium.FPDF_ANNOT_REDACT,
    )  # fmt: skip
    count = min(pdfium.FPDFPage_GetAnnotCount(page.raw), limits.MAX_ANNOTATIONS_ON_PAGE)
    kinds = {_annotation_type(page.raw, place) for place in range(count)}
    if kinds.isdisjoint(painting):
        return page, annotations
    if kinds & {pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_INK}:
        page.render(scale=0.05).close()  # gives those an appearance that have none: a black box is seen without one too
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index], annotations


def _annotation_type(page: Any, place: int) -> int:
    import pypdfium2.raw as pdfium

    annotation = pdfium.FPDFPage_GetAnnot(page, place)
    kind: int = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind


def _box_as_shown(mark: TextAnnotation, affine: Affine) -> Box:
    return Box.around(affine.point(*corner) for corner in mark.corners)


class _Tools(NamedTuple):
    """What serves for all pages: what the pages before told."""

    unicode: UnicodeMaps
    layers: Layers | None  # None where no layer is off
    totals: Counter[str]
    painting: list[Finding] | None = None


class _Sheet(NamedTuple):
    """An open page, and what is known of it before its text is read."""

    page: Any
    page_number: int
    place: str  # for errors
    width: float
    height: float
    affine: Affine
    clips: ClipReader
    paths: PathReader
    rules: list[Rule]
    shades: list[Shade]


def _read_page(page: Any, annotations: Sequence[TextAnnotation], page_number: int, place: str, tools: _Tools) -> Page:
    width, height = page.get_size()
    check_page_size(width, height, place)
    affine = Affine.of_page(page, width, height)
    hidden, findings = tools.layers.hide(page, page_number) if tools.layers else (frozenset(), ())
    clips = ClipReader(affine)
    tally = Tally(place)
    paths = PathReader(page.raw, affine, tally, clips, hidden)
    strokes = paths.read()
    _count_objects(tally.objects + tally.points, tools.totals, place)
    crossings = add_annotations(
        strokes, ((mark.kind, _box_as_shown(mark, affine), mark.colour) for mark in annotations)
    )
    rules, shades = rules_and_shades(strokes)
    sheet = _Sheet(page, page_number, place, width, height, affine, clips, paths, rules, shades)
    read, objects = _read_text(sheet, tools)
    covered = covered_glyphs(page, read, objects, paths.painting)
    if covered.any():
        gone = whole_objects(read, objects, covered)
        activate(gone, active=False)
        # Read anew: PDFium's text page takes a letter for one with the same letter that was painted over on its place.
        read, objects = _read_text(sheet, tools, gone)
        read = replace(read, glyphs=read.glyphs.without(covered_glyphs(page, read, objects, paths.painting)))
        findings = (*findings, finding("covered_text", page_number=page_number, count=int(covered.sum())))
    read = leave_out_what_lies_outside(read)
    findings = (*findings, *read.findings, *unreadable_text(read.glyphs, page_number))
    drawings = tuple(outlines_to_drawings(strokes.outlines))
    is_blank = not read.glyphs.text and paints_nothing(page)
    read = replace(read, findings=findings, crossings=crossings, drawings=drawings, is_blank=is_blank)
    if tools.painting is not None:
        from pipeline.read_pdfium.painting_audit import look_at_painting

        tools.painting.extend(look_at_painting(page, read, paths.painting.texts()))
    return read


def _count_objects(count: int, totals: Counter[str], place: str) -> None:
    """Count the objects of a page with those of the pages before it."""
    totals["objects"] += count
    if totals["objects"] > limits.MAX_OBJECTS_IN_DOCUMENT:
        what = f"more than {limits.MAX_OBJECTS_IN_DOCUMENT} objects in the document"
        raise LimitExceededError(what, place, "Split it into parts.")


def _read_text(sheet: _Sheet, tools: _Tools, gone: frozenset[int] = frozenset()) -> tuple[Page, NDArray[np.int64]]:
    """Return the page as its text page has it, and the text object of each run, without those that are ``gone``."""
    import numpy as np
    import pypdfium2.raw as pdfium

    page, affine, paths = sheet.page, sheet.affine, sheet.paths
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        Tally(sheet.place).add_glyphs(count)
        address = address_of(text_page)
        codes = code_points(text_page, count)
        pointers = text_objects(address, count)
        _forget_gaps(codes, pointers, address)
        _join_surrogates(codes, pointers)
        codes[tools.unicode.undecoded(address, codes, pointers)] = 0xFFFD
        lines = loose_boxes(address, count)
        moves = misplaced_letters(address, pointers, lines) if paths.has_forms else {}
        move_boxes(lines, moves)
        mend_blanks(address, codes, pointers, lines)
        glyphs, indices, firsts = _glyphs(codes, pointers, affine.boxes(lines))
        objects = pointers[firsts]
        text_runs = TextReader(address, affine, sheet.clips).text_runs(objects, firsts)
        glyphs = part_ligatures(glyphs, text_runs)
        glyphs = boxes_to_advances(
            glyphs, codes[indices], text_runs, lambda: affine.points(pens_of(address, indices, moves))
        )
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    text_runs = paint_patterns(page, text_runs, glyphs)
    left_out = paths.texts_but(np.concatenate((_each_once(pointers), np.array([*gone], np.int64))))
    glyphs = spaces_without_ink(glyphs, left_out.blanks)
    text_runs = embolden(text_runs, glyphs, [each[:4] for each in left_out.prints])
    if left_out.prints:
        places = paths.painting.texts()
        orders = [places.get(item, 0) for item in objects.tolist()]
        glyphs, text_runs, before = see_upper_print(glyphs, text_runs, orders, left_out.prints)
        objects = objects[before]
    text_runs = hide_text_on_its_own_colour(
        text_runs, glyphs, sheet.shades, lambda runs: runs_without_ink(page, glyphs, objects, runs, paths.painting)
    )
    images = [Box(*box) for box in paths.images]
    read = Page(sheet.page_number, sheet.width, sheet.height, glyphs, text_runs, sheet.rules, sheet.shades, images)
    return read, objects


# ── glyphs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _each_once(pointers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the objects in the order of their characters, not one for each character."""
    import numpy as np

    starts = np.ones(len(pointers), np.bool_)
    starts[1:] = pointers[1:] != pointers[:-1]
    return pointers[starts]


def _forget_gaps(codes: NDArray[np.uint32], pointers: NDArray[np.int64], text_page: int) -> None:
    """Take the text object from spaces that PDFium made of gaps: Typst's quarter em between scripts is no space."""
    import numpy as np

    spaces = np.flatnonzero((codes == 0x20) & (pointers != 0))
    if len(spaces):
        pointers[spaces[pdfium_calls().char_is_generated.each(text_page, spaces) != 0]] = 0


def _join_surrogates(codes: NDArray[np.uint32], pointers: NDArray[np.int64]) -> None:
    """Make one character of two halves, which is how PDFium gives what lies beyond the BMP; the second half goes."""
    import numpy as np

    for index in np.flatnonzero((codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00)).tolist():
        if not 0xDC00 <= codes[index + 1] < 0xE000:
            continue
        codes[index] = 0x10000 + ((int(codes[index]) - 0xD800) << 10) + int(codes[index + 1]) - 0xDC00
        codes[index + 1], pointers[index + 1] = 0x20, 0


def _glyphs(
    codes: NDArray[np.uint32], pointers: NDArray[np.int64], boxes: NDArray[np.float64]
) -> tuple[Glyphs, NDArray[np.int64], NDArray[np.int64]]:
    """Return the glyphs, white space apart, and the indices of all and of each run's first among the characters."""
    import numpy as np

    generated = pointers == 0
    lost = (codes == 0) | ((codes >= 0xD800) & (codes <= 0xDFFF))
    codes[lost] = np.where(generated[lost], 0x20, 0xFFFD)
    white = generated | _white_space().take(codes, mode="clip")
    indices = np.flatnonzero(~white)
    if not len(indices):
        return Glyphs([], np.zeros((0, 4)), np.zeros(0, np.int32), []), indices, indices
    spaces_before = [""] * len(indices)
    printed = np.flatnonzero(white & ~generated & (codes != 0x0D) & (codes != 0x0A))
    counts = count_spaces(codes, boxes) if len(printed) else {}
    for index, following in zip(printed.tolist(), np.searchsorted(indices, printed).tolist(), strict=True):
        if following < len(indices):
            spaces_before[following] += chr(codes[index]) * counts.get(index, 1)
    owners = pointers[indices]
    starts = np.concatenate(([True], owners[1:] != owners[:-1]))
    runs = (np.cumsum(starts) - 1).astype(np.int32)
    text = codes[indices].astype("<u4").tobytes().decode("utf-32-le")
    return Glyphs(list(text), boxes.take(indices, axis=0), runs, spaces_before), indices, indices[starts]
