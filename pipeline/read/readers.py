"""The table of readers: each opens a PDF that is held in memory, and gives its pages as glyphs and rules.

A reader is a module with one function of this signature, and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from pipeline.model import ReaderName
from pipeline.read.document import OpenedPdf

Open = Callable[[bytes, str], OpenedPdf]
"""Takes a file's content and its name, which is for errors."""


def _open_with_pdfium(content: bytes, name: str) -> OpenedPdf:
    from pipeline.read.pdfium_pages import open_pdf

    return open_pdf(content, name)


def _open_with_pdfplumber(content: bytes, name: str) -> OpenedPdf:
    """Open a PDF with PDFium first, so that what cannot be opened is said in the same words, then with pdfplumber."""
    from pipeline.read.pdfplumber_pages import pages_of

    opened = _open_with_pdfium(content, name)
    opened.close()
    return OpenedPdf(opened.page_count, opened.producer, pages_of(content, name), lambda: None)


def _open_scans(content: bytes, name: str) -> OpenedPdf:
    from pipeline.read.scan_pages import open_pdf

    return open_pdf(content, name)


READERS: Mapping[ReaderName, Open] = {
    "pdfium": _open_with_pdfium,
    "pdfplumber": _open_with_pdfplumber,
    "scan": _open_scans,
}
"""By name. Each imports its library only when it is called."""


@contextmanager
def open_document(content: bytes, name: str, reader: ReaderName = "pdfium") -> Iterator[OpenedPdf]:
    """Open a PDF with one of the readers until the block ends; ``name`` is the file's, for errors.

    Other threads that read or draw wait meanwhile: PDFium serves one at a time.

    Raises:
        UnreadableDocumentError: the PDF is encrypted, damaged, empty or over a limit.
    """
    from pipeline.pdfium import reading

    with reading():
        opened = READERS[reader](content, name)
        try:
            yield opened
        finally:
            opened.close()
