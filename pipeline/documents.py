"""A file → cells as printed, by the room that reads its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.builds import DEFAULTS, Options
from pipeline.errors import AkajiError, EmptyDocumentError, NotAPdfError, UnreadableDocumentError
from pipeline.findings import finding
from pipeline.model import Finding, Page, ParsedDocument, PrintedPage, ReaderName, Series, Source
from pipeline.packed_cells import pack_page
from pipeline.project import PDF_SUFFIXES, WORKBOOK_SUFFIXES

_OFFICE_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How .docx, .xlsx and .odt begin (a ZIP archive), .doc and .xls (OLE), and .rtf."""


class PrintedFile(NamedTuple):
    """What one reader saw of a PDF: all that its tables are made of, whatever series it is of."""

    source: Source
    pages: tuple[PrintedPage, ...]
    scans: _Scans
    damage: tuple[Finding, ...]


KEPT_OPEN = 100
"""Pages of a document whose cells are kept as they are; those of further ones are packed, which takes time."""

Printed = dict[ReaderName, PrintedFile]
"""What was read of a PDF, by reader."""


def parse_file(
    path: Path, series: Series, options: Options = DEFAULTS, printed: Printed | None = None
) -> ParsedDocument:
    """Return a document's cells as printed: a PDF's, or a workbook's or a transcript's by its suffix.

    Args:
        path: The file.
        series: What the main table is chosen for.
        options: How a PDF is read.
        printed: What was read of this very file before, and is not read again; what is read now is added to it.

    Raises:
        UnreadableDocumentError: The file cannot be opened, or gives no text.
        NoTableError: There is no table that fits.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        remedy = "Check its name." if isinstance(error, FileNotFoundError) else "Check its rights, and its disk."
        raise UnreadableDocumentError(f"cannot be opened: {error.strerror}", str(path), remedy) from error
    if not head:
        raise EmptyDocumentError("the file is empty", str(path), "Fetch it again.")
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        from pipeline.parse.main_table import choose_main_table
        from pipeline.workbook import read_workbook

        return read_workbook(path, series, lambda tables: choose_main_table(tables, series))
    if head.startswith(_OFFICE_SIGNATURES):
        what = "this is not a PDF but a document of an office program, or an archive"
        raise NotAPdfError(what, str(path), "Print it to PDF, or save it as PDF, and give that.")
    if path.suffix.lower() in PDF_SUFFIXES:
        reader: ReaderName = "scan" if options.ocr or series.ocr else options.reader
        return read_document(path, series, reader=reader, audit=options.audit, printed=printed)
    from pipeline.transcript import read_transcript

    return read_transcript(path)


def read_document(
    path: Path,
    series: Series,
    *,
    reader: ReaderName = "pdfium",
    audit: bool = False,
    printed: Printed | None = None,
) -> ParsedDocument:
    """Return the tables of a PDF as they are printed.

    ``audit`` reads a second time with the other reader and adds a finding for each cell in which they differ, and
    paints each page and adds one where the painting shows otherwise than was read.
    ``printed`` is as for ``parse_file``.

    Raises:
        UsageError: the file cannot be opened.
        UnreadableDocumentError: one of its kinds: empty, not a PDF, damaged, encrypted, a scan, over a limit.
        NoTableError: there is text, but no ruled table.
    """
    from pipeline.readers import audit_painting, file_content

    content = file_content(path)
    document = _parse_content(content, path.name, series, reader, printed)
    if not audit:
        return document
    from pipeline.parse.audit import compare_readings

    other: ReaderName = "pdfium" if reader == "pdfplumber" else "pdfplumber"
    differences = compare_readings(document, _parse_content(content, path.name, series, other, printed))
    painted = audit_painting(content, path.name)
    return replace(document, findings=(*document.findings, *differences, *painted))


def pages_to_document(
    pages: Iterable[Page], source: Source, series: Series, kept: list[PrintedPage] | None = None
) -> ParsedDocument:
    """Return the tables of a document's pages as they are printed.

    Args:
        pages: One after the other; none is kept.
        source: Which file they are from. Its name is the place in errors.
        series: What the main table is chosen for.
        kept: Gets what is printed on each page, where it is to be parsed once more.

    Raises:
        UnreadableDocumentError: There is no text in it, or more than a limit allows.
        NoTableError: There is text, but no ruled table.
    """
    from pipeline.parse import parse_pages

    return parse_pages(_pages_as_printed(pages, source.name, kept), source, series)


def print_page(page: Page) -> PrintedPage:
    """Return a page's tables as they are printed: where their cells are, then what stands in them.

    Raises:
        LimitExceededError: It is a drawing rather than a table.
    """
    from pipeline import lines
    from pipeline.layout import page_to_layout

    return lines.print_page(page_to_layout(page))


def _pages_as_printed(pages: Iterable[Page], name: str, kept: list[PrintedPage] | None) -> Iterator[PrintedPage]:
    for count, page in enumerate(pages):
        try:
            printed = print_page(page)
        except AkajiError as error:
            raise error.at(f"{name}, page {page.page_number}") from error
        if count >= KEPT_OPEN:
            printed = pack_page(printed)
        if kept is not None:
            kept.append(printed)
        yield printed


def _parse_content(
    content: bytes, name: str, series: Series, reader: ReaderName, printed: Printed | None
) -> ParsedDocument:
    from pipeline.parse import parse_pages

    if printed is not None and reader in printed:
        seen = printed[reader]
        document = parse_pages(seen.pages, seen.source, series)
    else:
        seen, document = _read_content(content, name, series, reader, keep=printed is not None)
        if printed is not None:
            printed[reader] = seen
    told = seen.scans.told(document)
    return replace(told, findings=(*told.findings, *seen.damage))


def _read_content(
    content: bytes, name: str, series: Series, reader: ReaderName, *, keep: bool
) -> tuple[PrintedFile, ParsedDocument]:
    """Read a PDF page by page, so that one over a limit is left at that page, and ``keep`` its pages."""
    from pipeline.drawing.streams import broken_streams
    from pipeline.readers import open_document

    kept: list[PrintedPage] = []
    scans = _Scans([], [])
    with open_document(content, name, reader) as opened:
        source = Source(name, hashlib.sha256(content).hexdigest(), "pdf", opened.page_count, opened.producer)
        document = pages_to_document(scans.noted(opened.pages), source, series, kept if keep else None)
    damage = tuple(broken_streams(content, pictures=bool(scans.recognised)))
    return PrintedFile(source, tuple(kept), scans, damage), document


class _Scans(NamedTuple):
    """The pages of a document that are scans, by number: those that were recognised, and those with a text layer."""

    recognised: list[int]
    layered: list[int]

    def noted(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Yield the pages as they are, and note which are scans."""
        from pipeline.read_scan.scans import is_scan

        for page in pages:
            if page.glyphs.confidence is not None:
                self.recognised.append(page.page_number)
            elif page.glyphs.text and is_scan(page):
                self.layered.append(page.page_number)
            yield page

    def told(self, document: ParsedDocument) -> ParsedDocument:
        """Return the document with how its scans were read."""
        if not self.recognised and not self.layered:
            return document
        told = [
            finding("read_by_ocr", name, count=len(pages), page_number=pages[0], of=document.source.page_count)
            for name, pages in (("recognised", self.recognised), ("text_layer", self.layered))
            if pages
        ]
        source = replace(document.source, kind="scan")
        return replace(document, source=source, findings=(*told, *document.findings))
