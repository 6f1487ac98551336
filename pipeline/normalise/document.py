"""A parsed document → rows of clean text: the order in which this room works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Cell, Column, Finding, FrontMatter, NormalisedDocument, ParsedDocument, Series, Table
from pipeline.normalise.breaks import keeps_punctuation_back
from pipeline.normalise.characters import (
    CompatibilityIdeographs,
    Repair,
    judge_compatibility_ideographs,
    repairer,
)
from pipeline.normalise.columns import claim_columns, header_texts
from pipeline.normalise.measure import measure_table
from pipeline.normalise.numbering import check_numbers, has_numbers
from pipeline.normalise.page_merges import merged_over_pages
from pipeline.normalise.rows import PrintedRows, group_rows
from pipeline.normalise.upright import stand_upright
from pipeline.normalise.values import ValueReader, read_texts


def normalise_document(document: ParsedDocument, series: Series) -> NormalisedDocument:
    """Return a document's rows of clean text.

    Rows that a page break cut are joined, printed line breaks undone, code points repaired, columns recognised by
    their headers, dittos and merged cells resolved. Nothing raises: what is odd about a table is a finding.

    Args:
        document: What parse made of the file.
        series: Whose own header wordings go before the general ones.
    """
    table = stand_upright(document.tables[document.main_table_index])
    ideographs = judge_compatibility_ideographs(_all_texts(document))
    repair = repairer(ideographs.mended)
    printed = group_rows(table.cells)
    keeps_to_rules = keeps_punctuation_back(
        line.text.lstrip() for cell in table.cells if not cell.is_header for line in cell.lines[1:]
    )
    texts = read_texts(printed.rows, measure_table(table.cells), repair, keeps_to_rules=keeps_to_rules)
    headers = header_texts(table.cells, table.column_count, repair)
    bodies = [[row[column].text if column in row else "" for row in texts] for column in range(table.column_count)]
    columns, column_findings = claim_columns(headers, bodies, series, document.front.notes)
    reader = ValueReader(columns, repair, merged_over_pages(printed.rows, columns))
    rows = tuple(
        reader.read(ordinal, row, row_texts)
        for ordinal, (row, row_texts) in enumerate(zip(printed.rows, texts, strict=True), start=1)
    )
    findings = [
        *document.findings,
        *_ideograph_findings(ideographs),
        *column_findings,
        *reader.findings,
        *(check_numbers(rows) if has_numbers(rows) else ()),
        *_row_findings(printed),
    ]
    return NormalisedDocument(
        source=document.source,
        pages=document.pages,
        front=_repair_front(document.front, repair),
        columns=columns,
        rows=rows,
        cells=tuple(_placed_cells(document, table, printed, columns, reader.heading_name)),
        findings=tuple(findings),
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


def _placed_cells(
    document: ParsedDocument, main: Table, printed: PrintedRows, columns: Sequence[Column], heading_name: str
) -> Iterator[Cell]:
    """Yield every cell of every table as shown; those of the main table, ``main``, know their field and item."""
    ordinals: Mapping[int, int] = {
        row_index: ordinal for ordinal, row in enumerate(printed.rows, start=1) for row_index in row.row_indices
    }
    headings = {id(cell) for row in printed.rows for cell in row.headings}
    heading_field = heading_name if heading_name == "policy_area" else None
    fields = {column.column_index: column.field for column in columns}
    for table in document.tables:
        measured = main.cells if table.table_index == main.table_index else ()
        for shown, cell in zip_longest(table.cells, measured):
            if cell is None or cell.is_header:
                yield shown
            elif id(cell) in headings:
                yield replace(shown, field=heading_field)
            elif (ordinal := ordinals.get(cell.row_index)) is not None:
                yield replace(shown, field=fields.get(cell.column_index), ordinal=ordinal)
            else:
                yield shown


def _ideograph_findings(ideographs: CompatibilityIdeographs) -> Iterable[Finding]:
    for character, usual in ideographs.mended.items():
        word = ideographs.evidence[character]
        code_point = f"U+{ord(character):04X}"
        yield finding("font_made_ideograph", text=character, code_point=code_point, usual=usual, word=word)
    for character in ideographs.kept:
        yield finding("compatibility_ideograph", text=character, code_point=f"U+{ord(character):04X}")


def _row_findings(printed: PrintedRows) -> Iterable[Finding]:
    for ordinal, row in enumerate(printed.rows, start=1):
        if row.reprinted:
            first, last = row.page_numbers
            yield finding("row_printed_again", ordinal=ordinal, page_number=last, first=first)
    if printed.blank_count:
        yield finding("blank_rows", page_number=printed.blank_page_number, count=printed.blank_count)
    for note in printed.notes:
        yield finding("note_in_table", page_number=note.page_number, text=note.text)
