"""Blocks of a transcript → its pages, the lines around its tables, and each table's rows over the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.parse.transcript_markup import RawRow, TextLine
from pipeline.parse.transcript_rows import Block, PageBreak
from pipeline.parse.transcript_text import RichText
from pipeline.parse.transcript_vocabulary import TranscriptVocabulary

SAME_HEADER = 85.0  # per cent of likeness: OCR reads the same header differently from page to page
LONGEST_HEADER = 80  # characters of a header's cell, its legend included


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of the transcript with the page that it stands on."""

    page_number: int
    row: RawRow
    is_header: bool


@dataclass(slots=True)
class TableRows:
    """One table's rows while they are collected: over the pages, headers and all."""

    header_key: str
    rows: list[PlacedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """A transcript taken apart: lines outside the tables with their pages, and the tables."""

    page_count: int
    furniture: tuple[tuple[int, RichText], ...]
    tables: tuple[TableRows, ...]


# ── pages and tables ────────────────────────────────────────────────────────────────────────────────────────────────


def blocks_to_layout(blocks: Sequence[Block], vocabulary: TranscriptVocabulary) -> Layout:
    """Return the pages and tables that the blocks are.

    A page ends where the transcript says so; where it never does, before the page's furniture that is repeated above a
    repeated header.
    """
    page_starts = _explicit_page_starts(blocks) or _repeated_page_starts(blocks, vocabulary)
    page_number = 1
    furniture: list[tuple[int, RichText]] = []
    tables: list[TableRows] = []
    in_table = False
    for index, block in enumerate(blocks):
        page_number += index in page_starts
        if isinstance(block, RawRow):
            in_table = in_table and not block.starts_table
            _add_row(tables, PlacedRow(page_number, block, is_header=False), vocabulary, begins_block=not in_table)
            in_table = True
        else:
            in_table = False
            if isinstance(block, TextLine):
                furniture.append((page_number, block.text))
    return Layout(page_number, tuple(furniture), tuple(tables))


def _explicit_page_starts(blocks: Sequence[Block]) -> set[int]:
    """Return where pages begin that a page break ends; breaks before, after or beside each other count once."""
    starts, seen_content, pending = set(), False, False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            pending = seen_content
        else:
            if pending:
                starts.add(index)
            seen_content, pending = True, False
    return starts


def _repeated_page_starts(blocks: Sequence[Block], vocabulary: TranscriptVocabulary) -> set[int]:
    starts: set[int] = set()
    keys: set[str] = set()
    first_line = _key(blocks[0].text.text) if blocks and isinstance(blocks[0], TextLine) else None
    lines_since_row: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, TextLine):
            lines_since_row.append(index)
        elif isinstance(block, RawRow):
            if looks_like_header(block, vocabulary):
                key = header_key(block)
                if key in keys:
                    titles = [i for i in lines_since_row if _key(_text_of(blocks[i])) == first_line]
                    starts.add((titles or lines_since_row or [index])[0])
                keys.add(key)
            lines_since_row = []
    return starts


def _text_of(block: Block) -> str:
    return block.text.text if isinstance(block, TextLine) else ""


def _key(text: str) -> str:
    return re.sub(r"\s+", "", text)


def header_key(row: RawRow) -> str:
    """Return what makes two header rows the same."""
    return "\t".join(filter(None, (_key(cell.text.text) for cell in row.cells)))


def looks_like_header(row: RawRow, vocabulary: TranscriptVocabulary) -> bool:
    """Return whether a row could be a header: it has words, and none of its cells is what only an item's row has."""
    kinds = [vocabulary.kind(cell.text.text) for cell in row.cells]
    telling = {"number", "ditto", "status", "status_text"}.intersection(kinds)
    too_long = any(len(cell.text.text) > LONGEST_HEADER for cell in row.cells)
    return not telling and not too_long and kinds.count("empty") < len(kinds)


def _add_row(
    tables: list[TableRows], placed: PlacedRow, vocabulary: TranscriptVocabulary, *, begins_block: bool
) -> None:
    """Add a row to the table that it belongs to: the one of that header, or the one that goes on."""
    from rapidfuzz import fuzz

    row = placed.row
    could_be_header = looks_like_header(row, vocabulary)
    key = header_key(row)
    if could_be_header and (begins_block or row.is_header):
        known = [table for table in tables if fuzz.ratio(table.header_key, key) >= SAME_HEADER]
        under_header = tables and not begins_block and tables[-1].rows[-1].is_header
        if known and not under_header:
            tables.append(tables.pop(tables.index(known[-1])))
        elif not under_header:
            tables.append(TableRows(key))
        tables[-1].rows.append(replace(placed, is_header=True))
        return
    if not tables:
        tables.append(TableRows(""))
    previous = tables[-1].rows[-1] if tables[-1].rows else None
    is_second = could_be_header and previous is not None and previous.is_header and _is_second_header(row)
    tables[-1].rows.append(replace(placed, is_header=is_second))


def _is_second_header(row: RawRow) -> bool:
    """Return whether a row below a header names what stands below a header that spans: first cell blank, all short."""
    return not row.cells[0].text.text and all(len(cell.text.text) <= 20 for cell in row.cells)
