"""One table → its columns and rows of clean text. Every table of a document is read so; the items are one's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import (
    Box,
    Column,
    Finding,
    Row,
    Series,
    Table,
    TableRecord,
    TableRow,
    extra_names,
)
from pipeline.normalise.breaks import keeps_punctuation_back
from pipeline.normalise.characters import Repair
from pipeline.normalise.columns import claim_columns, header_texts
from pipeline.normalise.continued import is_marked_continued
from pipeline.normalise.lines import one_line
from pipeline.normalise.measure import measure_table
from pipeline.normalise.page_merges import merge_over_pages
from pipeline.normalise.rows import PrintedRows, group_rows
from pipeline.normalise.struck_rows import struck_out_rows, without_struck_out
from pipeline.normalise.turned_cells import stand_upright
from pipeline.normalise.values import ValueReader, read_texts
from pipeline.packed_cells import is_packed
from pipeline.packed_texts import PlainTexts, pack_row, texts_by_row
from pipeline.styled import EMPTY
from pipeline.vocabulary.front import opens_as_note


class TableReading(Struct, frozen=True):
    """What a table says.

    ``column_findings`` and ``value_findings`` are about its headers and its cells. ``headings_are_areas`` says that
    headings within the table are its policy areas. ``struck_numbers`` are those of rows that are struck out.
    """

    table: Table
    printed: PrintedRows
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    column_findings: tuple[Finding, ...]
    value_findings: tuple[Finding, ...]
    headings_are_areas: bool
    struck_numbers: tuple[str, ...] = ()


def read_table(table: Table, repair: Repair, series: Series, notes: Iterable[str] = ()) -> TableReading:
    """Return a table's columns and rows.

    Args:
        table: As parse gives it.
        repair: Mends code points that a font put in the place of others.
        series: Whose own header wordings go before the general ones.
        notes: What the page says around the table.
    """
    upright = stand_upright(table)
    printed = group_rows(upright.cells, upright.headings)
    keeps_to_rules = keeps_punctuation_back(
        line.text.lstrip() for cell in upright.cells if not cell.is_header for line in cell.lines[1:]
    )
    pack = is_packed(upright.cells)
    measure = measure_table(upright.cells)
    by_column = read_texts(printed.rows, measure, repair, keeps_to_rules=keeps_to_rules, pack=pack)
    texts = texts_by_row(by_column, len(printed.rows), pack=pack)
    headers = header_texts(upright.cells, upright.column_count, repair)
    nothing = [EMPTY] * len(texts)
    bodies = [PlainTexts(by_column.get(column, nothing)) for column in range(upright.column_count)]
    columns, column_findings = claim_columns(headers, bodies, series, tuple(notes))
    merges = merge_over_pages(printed.rows, texts, columns)
    struck_out = struck_out_rows(printed.rows, merges.texts, columns)
    reader = ValueReader(columns, repair)
    rows: list[Row] = []
    for place, (row, row_texts) in enumerate(zip(printed.rows, merges.texts, strict=True)):
        told = len(reader.findings)
        read = reader.read(len(rows) + 1, row, row_texts, merges.joins[place])
        if place in struck_out:  # read all the same: a ditto below it repeats what it said
            del reader.findings[told:]
        else:
            rows.append(pack_row(read) if pack else read)
    return TableReading(
        table, without_struck_out(printed, struck_out), columns, tuple(rows),
        (*column_findings, *(one.finding for one in struck_out.values())), tuple(reader.findings),
        reader.headings_are_areas, tuple(one.number for one in struck_out.values() if one.number),
    )  # fmt: skip


def row_findings(printed: PrintedRows) -> Iterator[Finding]:
    """Yield what was noticed about a table's rows, and what of it is no row."""
    for ordinal, row in enumerate(printed.rows, start=1):
        if row.reprinted:
            first, last = row.page_numbers
            yield finding("row_printed_again", ordinal=ordinal, page_number=last, first=first)
        if is_marked_continued(row):
            yield finding("row_marked_continued", ordinal=ordinal, page_number=row.page_numbers[1])
    if printed.blank_count:
        yield finding("blank_rows", page_number=printed.blank_page_number, count=printed.blank_count)
    for note in printed.notes:
        if not note.lines:  # a blank row over the whole width
            continue
        text = "\n".join(line.text for line in note.lines)
        yield finding("note_in_table", page_number=note.lines[0].page_number, text=text)


# ── the datasets of all tables ──────────────────────────────────────────────────────────────────────────────────────


def table_record(reading: TableReading, repair: Repair, *, is_main: bool) -> TableRecord:
    """Return a table's row of ``tables``."""
    pages = [cell.page_number for cell in reading.table.cells] or [1]
    names = _names(reading.columns)
    caption = one_line(reading.table.caption, repair).text if reading.table.caption else None
    return TableRecord(
        reading.table.table_index, min(pages), max(pages), caption or None,
        tuple(names[column.column_index] for column in reading.columns), len(reading.rows), is_main,
    )  # fmt: skip


def table_rows(reading: TableReading) -> Iterator[TableRow]:
    """Yield a table's rows of ``rows``."""
    names = _names(reading.columns)
    extra = extra_names(reading.columns)
    boxes = _boxes(reading.table)
    for row, printed in zip(reading.rows, reading.printed.rows, strict=True):
        values = {
            names[column.column_index]: value.text
            for column in reading.columns
            if (value := row.values.get(column.field) if column.field else row.extra.get(extra[column.column_index]))
        }
        box = boxes.get((printed.row_indices[0], row.page_number))
        yield TableRow(
            reading.table.table_index, row.ordinal, row.section, values, row.page_number, row.page_number_last,
            *(box or (None,) * 4),
        )  # fmt: skip


class Unread(NamedTuple):
    """How many glyphs of the tables are in no row, header, heading or caption; how many of these are notes; and all.

    A note that opens as one (※, 注) is told as such, and no row of anything was lost with it.
    """

    glyphs: int
    in_notes: int
    total: int


def unread_glyphs(readings: Sequence[TableReading]) -> Unread:
    """Return what of the tables' text is in no row, header, heading or caption."""
    unread = in_notes = total = 0
    for reading in readings:
        printed = reading.printed
        read = {row_index for row in (*printed.rows, *printed.struck_out) for row_index in row.row_indices}
        notes = {note.row_index: opens_as_note(note.text) for note in printed.notes}
        for cell in reading.table.cells:
            total += cell.glyph_count
            is_unread = (
                cell.row_index in notes if cell.is_heading else not cell.is_header and cell.row_index not in read
            )
            if is_unread:
                unread += cell.glyph_count
                in_notes += cell.glyph_count * notes.get(cell.row_index, False)
    return Unread(unread, in_notes, total)


def _names(columns: Sequence[Column]) -> dict[int, str]:
    """Return each column's header; one that stands twice is counted up."""
    return dict(extra_names([replace(column, field=None) for column in columns]))


def _boxes(table: Table) -> dict[tuple[int, int], Box]:
    """Return the box of each grid row by row and page; none in a transcript, which was never on a page."""
    boxes: dict[tuple[int, int], Box] = {}
    for cell in table.cells:
        key = cell.row_index, cell.page_number
        boxes[key] = boxes[key].union(cell.box) if key in boxes else cell.box
    return {key: box for key, box in boxes.items() if box.area}
