"""PDFium's functions that are asked once a glyph or once a text object, called with plain integers for pointers.

pypdfium2's own bindings check and convert each argument; these take addresses as they are and keep the interpreter
lock, which halves the price of a call (0.3 µs instead of 0.6).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_POINTER, _NUMBER, _UNSIGNED, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_size_t


@dataclass(frozen=True, slots=True)
class Calls:
    """The functions, each with its C name's meaning. Pointers are addresses; 0 or None stands for none."""

    char_unicode: Callable[[int, int], int]
    char_object: Callable[[int, int], int | None]
    char_is_generated: Callable[[int, int], int]
    char_loose_box: Callable[[int, int, int], int]
    char_origin: Callable[[int, int, int, int], int]
    char_matrix: Callable[[int, int, int], int]
    object_at: Callable[[int, int], int | None]
    object_type: Callable[[int], int]
    fill_colour: Callable[[int, int, int, int, int], int]
    stroke_colour: Callable[[int, int, int, int, int], int]
    clip_path: Callable[[int], int | None]
    clip_count: Callable[[int], int]
    clip_segment: Callable[[int, int, int], int | None]
    render_mode: Callable[[int], int]
    font: Callable[[int], int | None]
    font_size: Callable[[int, int], int]


@cache
def pdfium_calls() -> Calls:
    """Return the functions, bound once a process."""
    import pypdfium2.raw as pdfium

    def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
        return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))

    colour = (_POINTER,) * 5
    return Calls(
        char_unicode=plain(pdfium.FPDFText_GetUnicode, _UNSIGNED, _POINTER, _NUMBER),
        char_object=plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _NUMBER),
        char_is_generated=plain(pdfium.FPDFText_IsGenerated, _NUMBER, _POINTER, _NUMBER),
        char_loose_box=plain(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _POINTER, _NUMBER, _POINTER),
        char_origin=plain(pdfium.FPDFText_GetCharOrigin, _NUMBER, _POINTER, _NUMBER, _POINTER, _POINTER),
        char_matrix=plain(pdfium.FPDFText_GetMatrix, _NUMBER, _POINTER, _NUMBER, _POINTER),
        object_at=plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _NUMBER),
        object_type=plain(pdfium.FPDFPageObj_GetType, _NUMBER, _POINTER),
        fill_colour=plain(pdfium.FPDFPageObj_GetFillColor, _NUMBER, *colour),
        stroke_colour=plain(pdfium.FPDFPageObj_GetStrokeColor, _NUMBER, *colour),
        clip_path=plain(pdfium.FPDFPageObj_GetClipPath, _POINTER, _POINTER),
        clip_count=plain(pdfium.FPDFClipPath_CountPaths, _NUMBER, _POINTER),
        clip_segment=plain(pdfium.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _NUMBER, _NUMBER),
        render_mode=plain(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _POINTER),
        font=plain(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER),
        font_size=plain(pdfium.FPDFTextObj_GetFontSize, _NUMBER, _POINTER, _POINTER),
    )


def address_of(handle: Any) -> int:
    """Return the address that one of pypdfium2's handles holds."""
    return ctypes.cast(handle, _POINTER).value or 0
