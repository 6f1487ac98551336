"""Printed pages → a ``ParsedDocument``: the order of the room's steps."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from pipeline.errors import AkajiError, NoTableError, NoTextLayerError
from pipeline.front_matter import furniture_to_front
from pipeline.model import Finding, Line, PageFacts, ParsedDocument, PrintedGrid, PrintedPage, Series, Source, Table
from pipeline.parse.document_limits import Totals
from pipeline.parse.doubts import (
    headings_passed_over,
    pages_without_table,
    rows_in_header,
    sheets_joined,
    single_column,
    unruled_rows,
    unused_tables,
)
from pipeline.parse.halves import part_halves
from pipeline.parse.main_table import choose_main_table
from pipeline.parse.painted_twice import drop_lines_painted_twice
from pipeline.parse.scan_headers import unify_headers
from pipeline.parse.table import join_tables
from pipeline.parse.wide_sheets import join_sideways
from pipeline.writing.kinsoku import opening_of

_LOG = logging.getLogger("akaji")


def parse_pages(pages: Iterable[PrintedPage], source: Source, series: Series) -> ParsedDocument:
    """Return the tables of a document from the printed tables of its pages.

    Args:
        pages: One after the other; none is kept.
        source: Which file they are from. Its name is the place in errors.
        series: What the main table is chosen for.

    Raises:
        UnreadableDocumentError: There is no text in it, or more than a limit allows.
        NoTableError: There is text, but no ruled table.
    """
    facts: list[PageFacts] = []
    grids: list[PrintedGrid] = []
    findings: list[Finding] = []
    pictures, undecodable, totals = False, 0, Totals()
    for page in pages:
        number = page.facts.page_number
        try:
            totals.add(page)
        except AkajiError as error:
            raise error.at(f"{source.name}, page {number}") from error
        counts = page.facts.glyph_count, page.rule_count, len(page.grids)
        _LOG.debug("%s, page %d: %d glyphs, %d rules, %d tables", source.name, number, *counts)
        facts.append(page.facts)
        grids += page.grids
        findings += page.findings
        pictures = pictures or page.has_images
        undecodable += page.undecodable_count
    _expect_text(facts, source.name, pictures=pictures)
    _expect_letters(facts, source.name, undecodable)
    grids, twice = drop_lines_painted_twice(grids)
    grids, corrected = unify_headers(grids)
    grids, halves = part_halves(grids)
    findings += [*twice, *corrected, *halves]
    tables = join_tables(grids, facts)
    if not tables:
        remedy = "akaji reads tables with ruled lines; see `akaji show` for what it saw."
        if pictures:
            remedy = "If its pages are scans, read it with --ocr (pip install 'akaji[ocr]'): it shows the rules."
        raise NoTableError("there is no ruled table in it", source.name, remedy)
    sheets = join_sideways(tables, series)
    tables = [table for table, _ in sheets]
    main = choose_main_table(tables, series)
    first_page = min(cell.page_number for cell in tables[main].cells)
    headings = {line.text for line in _lines_of_tables(tables, main) if opening_of(line.text)}
    front = furniture_to_front(facts, first_page, headings)
    if front.title is None and tables[main].caption:
        front = replace(front, title="".join(line.text.strip() for line in tables[main].caption))
    findings += [
        *sheets_joined(added for _, added in sheets),
        *unused_tables(tables, main),
        *rows_in_header(tables[main]),
        *single_column(tables[main]),
        *headings_passed_over(tables[main]),
        *unruled_rows(facts, grids),
        *pages_without_table(facts, {grid.page_number for grid in grids}),
    ]
    return ParsedDocument(source, tuple(facts), tuple(tables), main, front, tuple(findings))


def _lines_of_tables(tables: Sequence[Table], main: int) -> Iterator[Line]:
    """Yield the lines that head parts of tables, or tables after the main one."""
    for table in tables:
        for heading in table.headings:
            yield from heading.lines
        if table.table_index > main:
            yield from table.caption


def _expect_text(facts: Sequence[PageFacts], name: str, *, pictures: bool) -> None:
    if any(page.glyph_count for page in facts):
        return
    if pictures:
        remedy = "Read it with --ocr (pip install 'akaji[ocr]'), or give akaji an OCR program's transcript (.txt)."
        raise NoTextLayerError("its pages are pictures: a scan without text", name, remedy)
    raise NoTextLayerError("there is no text on its pages", name, "Print it anew to PDF, with its fonts.")


def _expect_letters(facts: Sequence[PageFacts], name: str, undecodable: int) -> None:
    count = sum(page.glyph_count for page in facts)
    if 2 * undecodable >= count:
        what = f"{undecodable} of its {count} glyphs have no Unicode value: there is no text in it that can be read"
        remedy = "Print it to PDF anew where it was written, or give akaji an OCR program's transcript of it (.txt)."
        raise NoTextLayerError(what, name, remedy)
