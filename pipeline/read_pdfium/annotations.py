"""What PDFium tells of the annotations that mark a page's text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from pipeline import limits
from pipeline.colours import over_white
from pipeline.drawing.annotations import HIDDEN, KINDS, TextAnnotation
from pipeline.drawing.strokes import Point


def text_annotations(page: Any) -> list[TextAnnotation]:
    """Return what annotations mark on a page of PDFium's; an appearance is left to it, but for wavy lines.

    Those that strike out are taken off the page, in memory only, so that their appearance does not strike out as print
    does.
    """
    import pypdfium2.raw as pdfium

    kinds = {
        pdfium.FPDF_ANNOT_HIGHLIGHT: "Highlight", pdfium.FPDF_ANNOT_UNDERLINE: "Underline",
        pdfium.FPDF_ANNOT_SQUIGGLY: "Squiggly", pdfium.FPDF_ANNOT_STRIKEOUT: "StrikeOut",
    }  # fmt: skip
    found: list[TextAnnotation] = []
    for place in reversed(range(min(pdfium.FPDFPage_GetAnnotCount(page), limits.MAX_ANNOTATIONS_ON_PAGE))):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        name = kinds.get(pdfium.FPDFAnnot_GetSubtype(annotation))
        marks: list[TextAnnotation] = []
        if name is not None and not pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN:
            painted = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            if name in ("Squiggly", "StrikeOut") or not painted:
                colour = _pdfium_colour(annotation)
                marks = [TextAnnotation(KINDS[name], corners, colour) for corners in _pdfium_corners(annotation)]
        pdfium.FPDFPage_CloseAnnot(annotation)
        if marks and name == "StrikeOut":
            pdfium.FPDFPage_RemoveAnnot(page, place)
        found = marks + found
    return found


def _pdfium_colour(annotation: Any) -> str:
    import pypdfium2.raw as pdfium

    channels = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFAnnot_GetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *channels)
    red, green, blue, alpha = (channel.value for channel in channels)
    return over_white(red, green, blue, alpha / 255) if known else "#000000"


def _pdfium_corners(annotation: Any) -> Iterable[tuple[Point, ...]]:
    import pypdfium2.raw as pdfium

    quad = pdfium.FS_QUADPOINTSF()
    for place in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), limits.MAX_ANNOTATIONS_ON_PAGE)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, place, quad):
            yield (quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)
