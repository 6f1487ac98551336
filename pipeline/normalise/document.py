"""A parsed document → rows of clean text: the order in which this room works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import PAGED, Cells, Finding, FrontMatter, NormalisedDocument, ParsedDocument, Series, TableRow
from pipeline.normalise.characters import (
    CompatibilityIdeographs,
    Repair,
    judge_compatibility_ideographs,
    repairer,
)
from pipeline.normalise.damage import blank_pages, late_beginning
from pipeline.normalise.numbering import check_numbers, has_numbers
from pipeline.normalise.placed_cells import place_cells
from pipeline.normalise.scanned import correct_headers, correct_values, is_doubtful
from pipeline.normalise.tables import (
    Unread,
    read_table,
    row_findings,
    table_record,
    table_rows,
    unread_glyphs,
)
from pipeline.packed_records import keep_records

MUCH_UNREAD = 0.03
"""Share of the tables' text in no row from which on a person must look; notes below a last row are less."""


def normalise_document(document: ParsedDocument, series: Series) -> NormalisedDocument:
    """Return a document's rows of clean text.

    Rows that a page break cut are joined, printed line breaks undone, code points repaired, columns recognised by
    their headers, dittos and merged cells resolved. Nothing raises: what is odd about a table is a finding.

    Args:
        document: What parse made of the file.
        series: Whose own header wordings go before the general ones.
    """
    document = _corrected(document, series)
    ideographs = judge_compatibility_ideographs(_all_texts(document))
    repair = repairer(ideographs.mended)
    readings = [read_table(table, repair, series, document.front.notes) for table in document.tables]
    main = readings[document.main_table_index]
    unread = unread_glyphs(readings)
    cells = place_cells(document, main)
    unread_share = unread.glyphs / unread.total if unread.total else 0.0
    findings = [
        *document.findings,
        *_ideograph_findings(ideographs),
        *main.column_findings,
        *main.value_findings,
        *(check_numbers(main.rows, main.struck_numbers) if has_numbers(main.rows) else ()),
        *late_beginning(main.rows),
        *(blank_pages(document.pages, main.rows) if document.source.kind in PAGED else ()),
        *row_findings(main.printed),
        *_unread_findings(unread),
        *_doubts(cells),
    ]
    return NormalisedDocument(
        source=document.source,
        pages=document.pages,
        front=_repair_front(document.front, repair),
        columns=main.columns,
        rows=main.rows,
        cells=cells,
        findings=tuple(findings),
        tables=tuple(table_record(reading, repair, is_main=reading is main) for reading in readings),
        table_rows=keep_records(TableRow, (row for reading in readings for row in table_rows(reading))),
        unread_share=unread_share,
    )


def _corrected(document: ParsedDocument, series: Series) -> ParsedDocument:
    """Return a document whose item table, where it was recognised from a scan, has its sure misreadings put right."""
    table = document.tables[document.main_table_index]
    if not any(cell.confidence is not None for cell in table.cells):
        return document
    table, told = correct_headers(table)
    reading = read_table(table, repairer({}), series, document.front.notes)
    table, more = correct_values(table, reading.columns, document.front, series)
    tables = tuple(table if each.table_index == table.table_index else each for each in document.tables)
    return replace(document, tables=tables, findings=(*document.findings, *told, *more))


def _unread_findings(unread: Unread) -> Iterator[Finding]:
    count = unread.glyphs - unread.in_notes
    share = count / unread.total if unread.total else 0.0
    if share >= MUCH_UNREAD:
        yield finding("unread_text", count=count, percent=round(100 * share))


def _doubts(cells: Cells) -> Iterator[Finding]:
    recognised = any(confidence is not None for confidence in cells.confidence)
    for cell in cells if recognised else ():
        if is_doubtful(cell):
            yield finding(
                "ocr_doubt", ordinal=cell.ordinal, page_number=cell.page_number, field=cell.field, text=cell.text
            )


def _all_texts(document: ParsedDocument) -> Iterator[str]:
    for table in document.tables:
        for cell in table.cells:
            for line in cell.lines:
                yield line.text
    for page in document.pages:
        for line in page.furniture:
            yield line.text


def _repair_front(front: FrontMatter, repair: Repair) -> FrontMatter:
    def mend(text: str | None) -> str | None:
        return None if text is None else repair(text)

    notes = tuple(repair(note) for note in front.notes)
    return FrontMatter(mend(front.title), mend(front.label), mend(front.document_label), notes)


def _ideograph_findings(ideographs: CompatibilityIdeographs) -> Iterable[Finding]:
    for character, usual in ideographs.mended.items():
        word = ideographs.evidence[character]
        code_point = f"U+{ord(character):04X}"
        yield finding("font_made_ideograph", text=character, code_point=code_point, usual=usual, word=word)
    for character in ideographs.kept:
        yield finding("compatibility_ideograph", text=character, code_point=f"U+{ord(character):04X}")
