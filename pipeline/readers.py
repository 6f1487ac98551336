"""A PDF → its pages of glyphs and rules, by one of the readers: the table of them, and the checks before one is asked.

A reader is a room that knows nothing of the others, a function of the signature ``Open`` here, and one line in
``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline import limits
from pipeline.drawing.opened import OpenedPdf
from pipeline.errors import EmptyDocumentError, LimitExceededError, NotAPdfError, UsageError
from pipeline.model import Finding, ReaderName

Open = Callable[[bytes, str], OpenedPdf]
"""Takes a file's content and its name, which is for errors."""


def _open_with_pdfium(content: bytes, name: str) -> OpenedPdf:
    from pipeline.read_pdfium.pages import open_pdf

    return open_pdf(content, name)


def _open_with_pdfplumber(content: bytes, name: str) -> OpenedPdf:
    """Open a PDF with PDFium first, so that what cannot be opened is said in the same words, then with pdfplumber."""
    from pipeline.read_pdfplumber.pages import pages_of

    opened = _open_with_pdfium(content, name)
    opened.close()
    return OpenedPdf(opened.page_count, opened.producer, pages_of(content, name), lambda: None)


def _open_scans(content: bytes, name: str) -> OpenedPdf:
    """Open a PDF with PDFium, whose pages tell which of them are scans; those are then recognised."""
    from pipeline.read_scan.pages import recognise_scans

    return recognise_scans(_open_with_pdfium(content, name), content, name)


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


def audit_painting(content: bytes, name: str) -> tuple[Finding, ...]:
    """Return what the painted pages of a PDF show otherwise than they were read: no text, another colour, more ink.

    Raises ``UnreadableDocumentError`` as ``open_document`` does.
    """
    from pipeline.pdfium import reading
    from pipeline.read_pdfium.pages import open_pdf

    told: list[Finding] = []
    with reading():
        opened = open_pdf(content, name, told)
        try:
            for _ in opened.pages:
                pass
        finally:
            opened.close()
    return tuple(told)


def file_content(path: Path) -> bytes:
    """Return the content of a file that begins as a PDF does.

    Raises:
        UsageError: The file cannot be opened.
        UnreadableDocumentError: It is empty, no PDF, or larger than a document may be.
    """
    try:
        size = path.stat().st_size
        if size > limits.MAX_FILE_BYTES:
            what = f"{size // 1_000_000} MB, more than {limits.MAX_FILE_BYTES // 1_000_000}"
            raise LimitExceededError(what, path.name, "Split it into parts.")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be opened ({error.strerror})", str(path), "Check the name and the rights.") from error
    if not content.strip(b"\0 \r\n\t"):
        raise EmptyDocumentError("the file is empty", path.name, "Fetch it again.")
    if content.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise NotAPdfError("this is a web page under the name of a PDF", path.name, "Fetch the PDF itself.")
    if b"%PDF-" not in content[:1024]:
        raise NotAPdfError("this is not a PDF", path.name, "Give a PDF, or a transcript as .txt, .md or .html.")
    return content
