"""PDFium's functions that are asked once a glyph or once an object, with as little as can be between.

pypdfium2's own bindings check and convert each argument and release the interpreter lock: 0.6 µs a call. Called with
addresses that stay the same prepared once (``prepare``), with plain integers for indices, and with the lock kept, it
is 0.15 µs, of which PDFium itself has a half.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from msgspec import Struct

_POINTER, _NUMBER, _UNSIGNED, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_size_t

Prepared = Any
"""An argument that ctypes takes as it is: what ``ctypes.byref`` makes."""


class Calls(Struct, frozen=True):
    """The functions, each with its C name's meaning.

    A text page, a page and a buffer are given as ``prepare`` or ``byref`` makes them; the objects on a page and clip
    paths as addresses. What is returned is an address as well, 0 for none.
    """

    char_unicode: Callable[[Prepared, int], int]
    char_object: Callable[[Prepared, int], int]
    char_is_generated: Callable[[Prepared, int], int]
    char_is_hyphen: Callable[[Prepared, int], int]
    char_lacks_unicode: Callable[[Prepared, int], int]
    char_box: Callable[[Prepared, int, Prepared, Prepared, Prepared, Prepared], int]
    char_loose_box: Callable[[Prepared, int, Prepared], int]
    char_origin: Callable[[Prepared, int, Prepared, Prepared], int]
    char_matrix: Callable[[Prepared, int, Prepared], int]
    object_at: Callable[[Prepared, int], int]
    object_type: Callable[[int], int]
    fill_colour: Callable[[int, Prepared, Prepared, Prepared, Prepared], int]
    stroke_colour: Callable[[int, Prepared, Prepared, Prepared, Prepared], int]
    clip_path: Callable[[int], int]
    clip_count: Callable[[int], int]
    clip_segment: Callable[[int, int, int], int]
    object_matrix: Callable[[int, Prepared], int]
    object_bounds: Callable[[int, Prepared, Prepared, Prepared, Prepared], int]
    form_count: Callable[[int], int]
    form_object: Callable[[int, int], int]
    is_translucent: Callable[[int], int]
    draw_mode: Callable[[int, Prepared, Prepared], int]
    stroke_width: Callable[[int, Prepared], int]
    segment_count: Callable[[int], int]
    segment_at: Callable[[int, int], int]
    segment_type: Callable[[int], int]
    segment_point: Callable[[int, Prepared, Prepared], int]
    segment_closes: Callable[[int], int]
    render_mode: Callable[[int], int]
    font: Callable[[int], int]
    font_size: Callable[[int, Prepared], int]


@cache
def pdfium_calls() -> Calls:
    """Return the functions, bound once a process."""
    import pypdfium2.raw as pdfium

    def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
        """Bind a function, naming the types only of those first arguments that are not prepared."""
        return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))

    return Calls(
        char_unicode=plain(pdfium.FPDFText_GetUnicode, _UNSIGNED),
        char_object=plain(pdfium.FPDFText_GetTextObject, _ADDRESS),
        char_is_generated=plain(pdfium.FPDFText_IsGenerated, _NUMBER),
        char_is_hyphen=plain(pdfium.FPDFText_IsHyphen, _NUMBER),
        char_box=plain(pdfium.FPDFText_GetCharBox, _NUMBER),
        char_lacks_unicode=plain(pdfium.FPDFText_HasUnicodeMapError, _NUMBER),
        char_loose_box=plain(pdfium.FPDFText_GetLooseCharBox, _NUMBER),
        char_origin=plain(pdfium.FPDFText_GetCharOrigin, _NUMBER),
        char_matrix=plain(pdfium.FPDFText_GetMatrix, _NUMBER),
        object_at=plain(pdfium.FPDFPage_GetObject, _ADDRESS),
        object_type=plain(pdfium.FPDFPageObj_GetType, _NUMBER, _POINTER),
        fill_colour=plain(pdfium.FPDFPageObj_GetFillColor, _NUMBER, _POINTER),
        stroke_colour=plain(pdfium.FPDFPageObj_GetStrokeColor, _NUMBER, _POINTER),
        clip_path=plain(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _POINTER),
        clip_count=plain(pdfium.FPDFClipPath_CountPaths, _NUMBER, _POINTER),
        clip_segment=plain(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _POINTER, _NUMBER, _NUMBER),
        object_matrix=plain(pdfium.FPDFPageObj_GetMatrix, _NUMBER, _POINTER),
        object_bounds=plain(pdfium.FPDFPageObj_GetBounds, _NUMBER, _POINTER),
        form_count=plain(pdfium.FPDFFormObj_CountObjects, _NUMBER, _POINTER),
        form_object=plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _POINTER, ctypes.c_ulong),
        is_translucent=plain(pdfium.FPDFPageObj_HasTransparency, _NUMBER, _POINTER),
        draw_mode=plain(pdfium.FPDFPath_GetDrawMode, _NUMBER, _POINTER),
        stroke_width=plain(pdfium.FPDFPageObj_GetStrokeWidth, _NUMBER, _POINTER),
        segment_count=plain(pdfium.FPDFPath_CountSegments, _NUMBER, _POINTER),
        segment_at=plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _POINTER, _NUMBER),
        segment_type=plain(pdfium.FPDFPathSegment_GetType, _NUMBER, _POINTER),
        segment_point=plain(pdfium.FPDFPathSegment_GetPoint, _NUMBER, _POINTER),
        segment_closes=plain(pdfium.FPDFPathSegment_GetClose, _NUMBER, _POINTER),
        render_mode=plain(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _POINTER),
        font=plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _POINTER),
        font_size=plain(pdfium.FPDFTextObj_GetFontSize, _NUMBER, _POINTER),
    )


def prepare(handle: Any) -> Prepared:
    """Return one of pypdfium2's handles as an argument for ``Calls``; the handle is to outlive it."""
    return ctypes.byref(ctypes.c_char.from_address(address_of(handle)))


def address_of(handle: Any) -> int:
    """Return the address that one of pypdfium2's handles holds."""
    return ctypes.cast(handle, _POINTER).value or 0


class Answers:
    """Memory that PDFium writes its answers to: a row a glyph or an object, and in it a place for each value.

    To prepare a place takes half as long as a call, so each is prepared once a document rather than once a call.
    """

    ROWS = 1024
    """How many answers there is room for; of more, one block is asked after the other."""

    def __init__(self, row_bytes: int, *places: int) -> None:
        self._row_bytes = row_bytes
        self._buffer = ctypes.create_string_buffer(self.ROWS * row_bytes)
        starts = range(0, self.ROWS * row_bytes, row_bytes)
        self.at = [[ctypes.byref(self._buffer, start + place) for start in starts] for place in places]

    def content(self, rows: int) -> bytes:
        """Return a copy of the first rows."""
        return ctypes.string_at(self._buffer, rows * self._row_bytes)


def for_all(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Call a function with the first of each argument, then with the second, up to the shortest."""
    deque(map(call, *arguments), maxlen=0)
