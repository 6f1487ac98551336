"""Blocks of a transcript → its pages, the lines around its tables, and each table's rows over the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import LimitExceededError
from pipeline.model import StyledText
from pipeline.transcript.markup import RawRow, TextLine
from pipeline.transcript.rows import Block, PageBreak
from pipeline.vocabulary.transcript import TranscriptVocabulary

SAME_HEADER = 85.0  # per cent of likeness: OCR reads the same header differently from page to page
MAXIMUM_CELLS = 200_000  # of all tables; what aligns a row takes some ten microseconds a cell
MAXIMUM_LINES = 50_000  # around the tables
MAXIMUM_TABLES = 100  # each header is compared with those of the tables before it
LONGEST_HEADER = 80  # characters of a header's cell, its legend included
LONGEST_SECOND_HEADER = 20  # characters


class PlacedRow(Struct, frozen=True):
    """A row of the transcript with the page that it stands on."""

    page_number: int
    row: RawRow
    is_header: bool


class TableRows(Struct):
    """One table's rows while they are collected: over the pages, headers and all."""

    header_key: str
    rows: list[PlacedRow] = field(default_factory=list)
    second_headers: set[str] = field(default_factory=set)


class Layout(Struct, frozen=True):
    """A transcript taken apart: lines outside the tables with their pages, and the tables."""

    page_count: int
    furniture: tuple[tuple[int, StyledText], ...]
    tables: tuple[TableRows, ...]


# ── pages and tables ────────────────────────────────────────────────────────────────────────────────────────────────


def blocks_to_layout(blocks: Sequence[Block], vocabulary: TranscriptVocabulary) -> Layout:
    """Return the pages and tables that the blocks are.

    A page ends where the transcript says so; where it never does, before the page's furniture that is repeated above a
    repeated header.

    Raises ``LimitExceededError`` for more rows or tables than a transcript can have.
    """
    page_starts = _explicit_page_starts(blocks) or _repeated_page_starts(blocks, vocabulary)
    page_number = 1
    furniture: list[tuple[int, StyledText]] = []
    collector = _TableCollector(vocabulary)
    in_table = False
    for index, block in enumerate(blocks):
        page_number += index in page_starts
        if isinstance(block, RawRow):
            in_table = in_table and not block.starts_table
            collector.add(PlacedRow(page_number, block, is_header=False), begins_block=not in_table)
            in_table = True
        else:
            in_table = False
            if isinstance(block, TextLine):
                furniture.append((page_number, block.text))
                if len(furniture) > MAXIMUM_LINES:
                    raise _too_large(f"more than {MAXIMUM_LINES} lines around the tables")
    return Layout(page_number, tuple(furniture), tuple(filter(_has_text, collector.tables)))


def _too_large(what: str) -> LimitExceededError:
    return LimitExceededError(what, "", "Cut the transcript into one file an edition.")


def _has_text(table: TableRows) -> bool:
    return any(cell.text.text for row in table.rows for cell in row.row.cells)


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
    """Return whether a row could be a header: most cells have words, and none is what only an item's row has."""
    kinds = [vocabulary.kind(cell.text.text) for cell in row.cells]
    telling = {"number", "ditto", "status", "status_text"}.intersection(kinds)
    too_long = any(len(cell.text.text) > LONGEST_HEADER for cell in row.cells)
    return not telling and not too_long and kinds.count("empty") * 2 <= len(kinds)


class _TableCollector:
    """Puts each row into the table that it belongs to: the one of its header, or the one that goes on."""

    def __init__(self, vocabulary: TranscriptVocabulary) -> None:
        self.tables: list[TableRows] = []
        self._current: TableRows | None = None
        self._vocabulary = vocabulary
        self._cell_count = 0

    def add(self, placed: PlacedRow, *, begins_block: bool) -> None:
        """Add a row; ``begins_block`` where something else stands between it and the row before."""
        self._cell_count += len(placed.row.cells)
        if self._cell_count > MAXIMUM_CELLS or len(self.tables) > MAXIMUM_TABLES:
            raise _too_large(f"more than {MAXIMUM_CELLS} cells, or {MAXIMUM_TABLES} tables")
        row = placed.row
        is_known = self._known(row)
        is_header = looks_like_header(row, self._vocabulary) and (row.is_header or begins_block or is_known is not None)
        below_header = not begins_block and self._ends_with_header()
        if is_header and not below_header:
            self._current = is_known or self._begin(header_key(row))
        is_second = below_header and (row.is_header or self._is_second_header(row))
        table = self._current or self._begin("")
        if is_second:
            table.second_headers.add(header_key(row))
        table.rows.append(replace(placed, is_header=is_header or is_second))

    def _begin(self, key: str) -> TableRows:
        self._current = TableRows(key)
        self.tables.append(self._current)
        return self._current

    def _known(self, row: RawRow) -> TableRows | None:
        from rapidfuzz import fuzz

        key = header_key(row)
        alike = [table for table in self.tables if fuzz.ratio(table.header_key, key) >= SAME_HEADER]
        return alike[-1] if alike and key else None

    def _ends_with_header(self) -> bool:
        return self._current is not None and self._current.rows[-1].is_header

    def _is_second_header(self, row: RawRow) -> bool:
        """Return whether a row names what stands below a header that spans: its first cell blank, the others short.

        At the top of a later page such a row is the rest of the last page's row, unless the first page has it as well.
        """
        if self._current is None or row.cells[0].text.text:
            return False
        if any(not earlier.is_header for earlier in self._current.rows):
            return header_key(row) in self._current.second_headers
        return all(len(cell.text.text) <= LONGEST_SECOND_HEADER for cell in row.cells)
