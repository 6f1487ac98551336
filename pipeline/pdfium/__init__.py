"""PDFium as all rooms use it: by one at a time, with the fonts that suit reading or drawing.

PDFium keeps what it knows once a process, and two threads in it at once end that process. What stands for fonts that
a PDF does not embed is such knowledge too, and reading and drawing need it to differ: see ``fonts``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.pdfium.fonts import DrawingFonts

_LOCK = threading.RLock()


@contextmanager
def reading() -> Iterator[None]:
    """Have PDFium to oneself, to read with: text arrives whole and the same whatever fonts the machine has.

    Documents are opened and closed within; other threads wait meanwhile.
    """
    from pipeline.pdfium.fonts import use_boxes

    with _LOCK:
        use_boxes()
        yield


@contextmanager
def drawing() -> Iterator[DrawingFonts]:
    """Have PDFium to oneself, to draw pages as a person would see them; what is given tells of fonts that are missing.

    Documents are opened and closed within; other threads wait meanwhile.
    """
    from pipeline.pdfium.fonts import use_real_fonts

    with _LOCK:
        yield use_real_fonts()
