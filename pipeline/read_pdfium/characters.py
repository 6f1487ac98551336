"""What PDFium's text page tells of each of its characters: code point, text object, box and pen place."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.read_pdfium.calls import Answers, Prepared, for_all, pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def code_points(text_page: Any, handle: Prepared, count: int) -> NDArray[np.uint32]:
    """Return each character's code point, shape (count,); 0 where the font gives none.

    ``FPDFText_GetText`` gives all in one call, but leaves out what has no Unicode value and splits what lies beyond
    the BMP in two: where the numbers do not agree, each character is asked for.
    """
    import numpy as np
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    codes: NDArray[np.uint32] = np.frombuffer(memoryview(buffer), np.uint16)[:count].astype(np.uint32)
    surrogates = (codes >= 0xD800) & (codes <= 0xDFFF)
    if written != count + 1 or surrogates.any() or (codes == 0).any():
        ask = pdfium_calls().char_unicode
        codes = np.fromiter((ask(handle, index) for index in range(count)), np.uint32, count)
    return codes


def text_objects(handle: Prepared, count: int) -> NDArray[np.int64]:
    """Return the text object that printed each character, shape (count,); 0 for what PDFium put in between."""
    import numpy as np

    return np.fromiter(map(pdfium_calls().char_object, repeat(handle), range(count)), np.int64, count)


def loose_boxes(handle: Prepared, count: int, answers: Answers) -> NDArray[np.float64]:
    """Return left, top, right, bottom of each character in the page's own space, shape (count, 4)."""
    import numpy as np

    content = []
    for start in range(0, count, Answers.ROWS):
        rows = range(start, min(start + Answers.ROWS, count))
        for_all(pdfium_calls().char_loose_box, repeat(handle), rows, answers.at[0])
        content.append(answers.content(len(rows)))
    return np.frombuffer(b"".join(content), np.float32).reshape(count, 4).astype(np.float64)


def origins(handle: Prepared, indices: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where the pen stood for each of these characters, in the page's own space, shape (n, 2)."""
    import numpy as np

    count = len(indices)
    buffer = ctypes.create_string_buffer(16 * max(count, 1))
    xs, ys = (map(ctypes.byref, repeat(buffer), range(start, 16 * count, 16)) for start in (0, 8))
    for_all(pdfium_calls().char_origin, repeat(handle), indices.tolist(), xs, ys)
    return np.frombuffer(memoryview(buffer), np.float64)[: 2 * count].reshape(count, 2)
