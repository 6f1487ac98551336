"""PDFium's functions that are asked of glyphs and objects, with as little as can be between.

pypdfium2's own bindings check and convert each argument and release the interpreter lock: 0.6 µs a call. Called with
plain integers, with what stays the same prepared once, and with the lock kept, it is 0.15 µs; asked of many at once
(``Question.each``), less than a tenth of that.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from msgspec import Struct

from pipeline.pdfium.each import ADDRESS, ADDRESS_BY_LONG, ADDRESS_OF_FIRST, Question

_POINTER, _NUMBER, _UNSIGNED, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_size_t


class Calls(Struct, frozen=True):
    """The functions, each with its C name's meaning.

    The first are asked of a text page or a page and take a character's or an object's number, the others of objects,
    clip paths and segments by their addresses. What is returned is an address as well, 0 for none.
    """

    char_unicode: Question
    char_object: Question
    char_is_generated: Question
    char_is_hyphen: Question
    char_lacks_unicode: Question
    char_box: Question  # left, right, bottom, top of the ink
    char_loose_box: Question  # left, top, right, bottom
    char_origin: Question
    char_matrix: Question
    object_at: Question
    object_type: Question
    fill_colour: Question  # red, green, blue, alpha
    stroke_colour: Question
    clip_path: Question
    clip_count: Question
    clip_first_segment: Question  # of a path of the clip path, by its number
    object_matrix: Question
    object_bounds: Question  # left, bottom, right, top
    form_count: Question
    form_object: Question
    is_translucent: Question
    draw_mode: Question  # how it is filled, whether it is stroked
    stroke_width: Question
    segment_count: Question
    segment_at: Question
    segment_type: Question
    segment_point: Question
    segment_closes: Question
    render_mode: Question
    font: Question
    font_size: Question


@cache
def pdfium_calls() -> Calls:
    """Return the functions, bound once a process."""
    import pypdfium2.raw as pdfium

    def of_page(function: Any, result: Any = _NUMBER, *, outputs: int = 0, of: str = "f4", values: int = 0) -> Question:
        """Bind a function of a page and a number; its other arguments are prepared, and need no types."""
        address = address_of(function)
        return Question(ctypes.PYFUNCTYPE(result)(address), address, True, outputs, of, values)

    def of_object(function: Any, *more: Any, outputs: int = 0, of: str = "f4", values: int = 0) -> Question:
        """Bind a function of an object; ``more`` are the types of the numbers that it takes beside."""
        address = address_of(function)
        result = _ADDRESS if outputs < 0 else _NUMBER
        ask = ctypes.PYFUNCTYPE(result, _POINTER, *more)(address)
        return Question(ask, address, bool(more), outputs, of, values)

    return Calls(
        char_unicode=of_page(pdfium.FPDFText_GetUnicode, _UNSIGNED),
        char_object=of_page(pdfium.FPDFText_GetTextObject, _ADDRESS, outputs=ADDRESS),
        char_is_generated=of_page(pdfium.FPDFText_IsGenerated),
        char_is_hyphen=of_page(pdfium.FPDFText_IsHyphen),
        char_lacks_unicode=of_page(pdfium.FPDFText_HasUnicodeMapError),
        char_box=of_page(pdfium.FPDFText_GetCharBox, outputs=4, of="f8", values=4),
        char_loose_box=of_page(pdfium.FPDFText_GetLooseCharBox, outputs=1, values=4),
        char_origin=of_page(pdfium.FPDFText_GetCharOrigin, outputs=2, of="f8", values=2),
        char_matrix=of_page(pdfium.FPDFText_GetMatrix, outputs=1, values=6),
        object_at=of_page(pdfium.FPDFPage_GetObject, _ADDRESS, outputs=ADDRESS),
        object_type=of_object(pdfium.FPDFPageObj_GetType),
        fill_colour=of_object(pdfium.FPDFPageObj_GetFillColor, outputs=4, of="u4", values=4),
        stroke_colour=of_object(pdfium.FPDFPageObj_GetStrokeColor, outputs=4, of="u4", values=4),
        clip_path=of_object(pdfium.FPDFPageObj_GetClipPath, outputs=ADDRESS),
        clip_count=of_object(pdfium.FPDFClipPath_CountPaths),
        clip_first_segment=of_object(pdfium.FPDFClipPath_GetPathSegment, _NUMBER, _NUMBER, outputs=ADDRESS_OF_FIRST),
        object_matrix=of_object(pdfium.FPDFPageObj_GetMatrix, outputs=1, values=6),
        object_bounds=of_object(pdfium.FPDFPageObj_GetBounds, outputs=4, values=4),
        form_count=of_object(pdfium.FPDFFormObj_CountObjects),
        form_object=of_object(pdfium.FPDFFormObj_GetObject, ctypes.c_ulong, outputs=ADDRESS_BY_LONG),
        is_translucent=of_object(pdfium.FPDFPageObj_HasTransparency),
        draw_mode=of_object(pdfium.FPDFPath_GetDrawMode, outputs=2, of="i4", values=2),
        stroke_width=of_object(pdfium.FPDFPageObj_GetStrokeWidth, outputs=1, values=1),
        segment_count=of_object(pdfium.FPDFPath_CountSegments),
        segment_at=of_object(pdfium.FPDFPath_GetPathSegment, _NUMBER, outputs=ADDRESS),
        segment_type=of_object(pdfium.FPDFPathSegment_GetType),
        segment_point=of_object(pdfium.FPDFPathSegment_GetPoint, outputs=2, values=2),
        segment_closes=of_object(pdfium.FPDFPathSegment_GetClose),
        render_mode=of_object(pdfium.FPDFTextObj_GetTextRenderMode),
        font=of_object(pdfium.FPDFTextObj_GetFont, outputs=ADDRESS),
        font_size=of_object(pdfium.FPDFTextObj_GetFontSize, outputs=1, values=1),
    )


def address_of(handle: Any) -> int:
    """Return the address that one of pypdfium2's handles holds."""
    return ctypes.cast(handle, _POINTER).value or 0
