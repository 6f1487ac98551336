"""What PDFium's text page tells of each of its characters: code point, text object, box and pen place."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from pipeline.read_pdfium.calls import address_of, pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def code_points(text_page: Any, count: int) -> NDArray[np.uint32]:
    """Return each character's code point, shape (count,); 0 where the font gives none.

    ``FPDFText_GetText`` gives all in one call, but leaves out what has no Unicode value and splits what lies beyond
    the BMP in two: where the numbers do not agree, each character is asked for.
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    buffer: Any = np.zeros(count + 1, np.uint16)
    written = pdfium.FPDFText_GetText(text_page, 0, count, ctypes.c_ushort.from_buffer(buffer))
    units: NDArray[np.uint16] = buffer[:count]
    if written == count + 1 and units.all() and not ((units >= 0xD800) & (units <= 0xDFFF)).any():
        return units.astype(np.uint32)
    return pdfium_calls().char_unicode.each(address_of(text_page), np.arange(count)).astype(np.uint32)


def text_objects(text_page: int, count: int) -> NDArray[np.int64]:
    """Return the text object that printed each character, shape (count,); 0 for what PDFium put in between."""
    import numpy as np

    return pdfium_calls().char_object.each(text_page, np.arange(count))


def loose_boxes(text_page: int, count: int) -> NDArray[np.float64]:
    """Return left, top, right, bottom of each character in the page's own space, shape (count, 4)."""
    import numpy as np

    return pdfium_calls().char_loose_box.answers(text_page, np.arange(count))[1].astype(np.float64)


def origins(text_page: int, indices: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where the pen stood for each of these characters, in the page's own space, shape (n, 2)."""
    return pdfium_calls().char_origin.answers(text_page, indices)[1]
