"""Highlights, underlines and strike-outs that a person drew over text as annotations → what they would paint.

A viewer paints an annotation without an appearance of its own by its quadrilaterals: a stripe behind each, or a line
under it. What a person strikes out so is laid over the document, which still says it: such text is marked and stays.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from pipeline import limits
from pipeline.model import Box
from pipeline.read.strokes import Painted, Point, Strokes, over_white

Kind = Literal["highlight", "underline", "strike"]

_KINDS: dict[str, Kind] = {
    "Highlight": "highlight", "Underline": "underline", "Squiggly": "underline", "StrikeOut": "strike",
}  # fmt: skip
_HIDDEN = 0b100010
"""Flags of an annotation that is not shown: hidden, or not viewed."""

_LINE = 0.06
"""Of the height of a line of text: how thick viewers draw the line, and how far above the foot of the quadrilateral."""


class TextAnnotation(NamedTuple):
    """One quadrilateral of an annotation: its corners in the page's own space, y upwards, and its colour."""

    kind: Kind
    corners: tuple[Point, ...]
    colour: str


def add_annotations(strokes: Strokes, marks: Iterable[tuple[Kind, Box, str]]) -> tuple[Box, ...]:
    """Paint annotations, given by their boxes as shown, over what is on the page; return what they strike out."""
    crossings: list[Box] = []
    for kind, box, colour in marks:
        strokes.order += 1
        if kind == "strike":
            crossings.append(box)
        elif kind == "highlight":
            strokes.shades.append(Painted(*box, colour, strokes.order, opaque=False))
        elif box.width >= box.height:
            y = box.bottom - _LINE * box.height
            strokes.add_stroke((box.x0, y), (box.x1, y), _LINE * box.height, colour)
        else:  # a column of vertical writing has its line to the right
            x = box.x1 - _LINE * box.width
            strokes.add_stroke((x, box.top), (x, box.bottom), _LINE * box.width, colour)
    return tuple(crossings)


def pdfium_annotations(page: Any) -> list[TextAnnotation]:
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
        if name is not None and not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            painted = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            if name in ("Squiggly", "StrikeOut") or not painted:
                colour = _pdfium_colour(annotation)
                marks = [TextAnnotation(_KINDS[name], corners, colour) for corners in _pdfium_corners(annotation)]
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


def pdfminer_annotations(page: Any) -> list[TextAnnotation]:
    """Return what annotations mark on a page of pdfminer's, with an appearance or without."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import literal_name

    found: list[TextAnnotation] = []
    for reference in list(resolve1(page.annots) or [])[: limits.MAX_ANNOTATIONS_ON_PAGE]:
        entries = resolve1(reference)
        kind = _KINDS.get(literal_name(entries.get("Subtype"))) if isinstance(entries, dict) else None
        if kind is None or int(resolve1(entries.get("F")) or 0) & _HIDDEN:
            continue
        numbers = [float(number) for number in resolve1(entries.get("QuadPoints")) or []]
        colour = _components_to_colour([float(number) for number in resolve1(entries.get("C")) or []])
        for start in range(0, len(numbers) - 7, 8):
            quad = numbers[start : start + 8]
            found.append(TextAnnotation(kind, tuple(zip(quad[::2], quad[1::2], strict=True)), colour))
    return found


def _components_to_colour(components: list[float]) -> str:
    if len(components) == 1:
        components *= 3
    if len(components) != 3:
        return "#000000"
    red, green, blue = (255 * component for component in components)
    return over_white(round(red), round(green), round(blue), 1.0)
