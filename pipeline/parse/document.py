"""A PDF file → a ``ParsedDocument``: the order of the room's steps, and the checks before the first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pipeline.errors import (
    AkajiError,
    EmptyDocumentError,
    LimitExceededError,
    NoTableError,
    NotAPdfError,
    NoTextLayerError,
    UsageError,
)
from pipeline.model import Finding, Page, PageFacts, ParsedDocument, Series, Source, Table
from pipeline.parse.choose import choose_main_table
from pipeline.parse.front import furniture_to_front
from pipeline.parse.printed import PrintedGrid, print_page
from pipeline.parse.read import limits
from pipeline.parse.table import join_tables
from pipeline.schema import finding

Reader = Literal["pdfium", "pdfplumber"]


def read_document(path: Path, series: Series, *, reader: Reader = "pdfium", audit: bool = False) -> ParsedDocument:
    """Read the tables of a PDF as they are printed.

    ``audit`` reads a second time with the other reader and adds a finding for each cell in which they differ.

    Raises:
        UsageError: the file cannot be opened.
        UnreadableDocumentError: one of its kinds: empty, not a PDF, damaged, encrypted, a scan, over a limit.
        NoTableError: there is text, but no ruled table.
    """
    content = _file_content(path)
    document = _read(content, path, series, reader)
    if not audit:
        return document
    from pipeline.parse.audit import compare_readings

    other: Reader = "pdfplumber" if reader == "pdfium" else "pdfium"
    differences = compare_readings(document, _read(content, path, series, other))
    return ParsedDocument(
        document.source, document.pages, document.tables, document.main_table_index, document.front,
        (*document.findings, *differences),
    )  # fmt: skip


def _file_content(path: Path) -> bytes:
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
    if b"%PDF-" not in content[:1024]:
        raise NotAPdfError("this is not a PDF", path.name, "Give a PDF, or a transcript as .txt, .md or .html.")
    return content


def _read(content: bytes, path: Path, series: Series, reader: Reader) -> ParsedDocument:
    page_count, producer, pages = _open(content, path.name, reader)
    facts: list[PageFacts] = []
    grids: list[PrintedGrid] = []
    findings: list[Finding] = []
    pictures, undecodable = False, 0
    for page in pages:
        try:
            printed = print_page(page)
        except AkajiError as error:
            raise error.at(f"{path.name}, page {page.page_number}") from error
        facts.append(printed.facts)
        grids += printed.grids
        findings += printed.findings
        pictures = pictures or bool(page.images)
        undecodable += page.glyphs.text.count("\ufffd")
    _expect_text(facts, path.name, pictures=pictures)
    _expect_letters(facts, path.name, undecodable)
    tables = join_tables(grids)
    if not tables:
        remedy = "akaji reads tables with ruled lines; see `akaji show` for what it saw."
        raise NoTableError("there is no ruled table in it", path.name, remedy)
    main = choose_main_table(tables, series)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), "pdf", page_count, producer)
    first_page = min(cell.page_number for cell in tables[main].cells)
    front = furniture_to_front(facts, first_page)
    findings += [*_unused_tables(tables, main), *_pages_without_table(facts, grids)]
    return ParsedDocument(source, tuple(facts), tuple(tables), main, front, tuple(findings))


def _open(content: bytes, name: str, reader: Reader) -> tuple[int, str | None, Iterator[Page]]:
    from pipeline.parse.read.pdfium_pages import open_pdf

    opened = open_pdf(content, name)
    if reader == "pdfium":
        return opened.page_count, opened.producer, opened.pages
    from pipeline.parse.read.pdfplumber_pages import pages_of

    opened.close()
    return opened.page_count, opened.producer, pages_of(content, name)


def _expect_text(facts: Sequence[PageFacts], name: str, *, pictures: bool) -> None:
    if any(page.glyph_count for page in facts):
        return
    if pictures:
        remedy = "Have it read by an OCR program, and give akaji the transcript (.txt)."
        raise NoTextLayerError("its pages are pictures: a scan without text", name, remedy)
    raise NoTextLayerError("there is no text on its pages", name, "Print it anew to PDF, with its fonts.")


def _expect_letters(facts: Sequence[PageFacts], name: str, undecodable: int) -> None:
    count = sum(page.glyph_count for page in facts)
    if 2 * undecodable >= count:
        what = f"{undecodable} of its {count} glyphs have no Unicode value: there is no text in it that can be read"
        remedy = "Print it to PDF anew where it was written, or give akaji an OCR program's transcript of it (.txt)."
        raise NoTextLayerError(what, name, remedy)


def _unused_tables(tables: Sequence[Table], main: int) -> list[Finding]:
    findings = []
    for table in tables:
        if table.table_index != main:
            page = table.cells[0].page_number
            message = (
                f"Table {table.table_index} (page {page}) is not the one that fits the series; it is in cells only."
            )
            findings.append(finding("table_not_used", message, page_number=page))
    return findings


def _pages_without_table(facts: Sequence[PageFacts], grids: Sequence[PrintedGrid]) -> list[Finding]:
    with_table = {grid.page_number for grid in grids}
    return [
        finding("page_without_table", f"Page {page.page_number} has no ruled table.", page_number=page.page_number)
        for page in facts
        if page.page_number not in with_table
    ]
