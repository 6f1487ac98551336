"""Transcripts that OCR models write of scanned editions → the same ``ParsedDocument`` that a PDF gives, without boxes.

What a transcript says only by its form is told in findings: cells that it lost, cells that it wrote into one, and bold
that stands for the publisher's mark, where the legend speaks of a colour that a transcript does not have.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from pipeline.errors import EmptyDocumentError, LimitExceededError, NoTableError, UnreadableDocumentError
from pipeline.findings import finding
from pipeline.front_matter import furniture_to_front
from pipeline.model import Cell, Finding, Heading, PageFacts, ParsedDocument, Source, StyledText, Table
from pipeline.transcript.grid import Grid, GridCell, rows_to_grid
from pipeline.transcript.marks import bold_to_marks, has_colours
from pipeline.transcript.markup import MarkupReader, RawRow, TextLine, tame_markup
from pipeline.transcript.rows import Block, lines_to_rows
from pipeline.transcript.tables import Layout, TableRows, blocks_to_layout
from pipeline.transcript.text import NO_BOX, count_glyphs, replace_in_first_style, text_to_lines, tidy_white_space
from pipeline.vocabulary.divisions import suffix_pattern
from pipeline.vocabulary.marks import paint_of_legend
from pipeline.vocabulary.transcript import TranscriptVocabulary, vocabulary

MAXIMUM_LINES = 200_000
MAXIMUM_BYTES = 5_000_000  # some 900 pages; what is larger is no transcript of an edition
_MARKS_OF_ORDER = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_transcript(path: Path) -> ParsedDocument:
    """Return what a transcript holds: cells in their columns, headers, pages, the lines around the tables.

    Every box is zeros, and every line of size 0: it is a paragraph, since nothing was wrapped.

    Raises:
        EmptyDocumentError: the file holds nothing but white space.
        UnreadableDocumentError: it is no text in an encoding that Japanese offices use.
        LimitExceededError: it is larger than a transcript can be.
        NoTableError: there is text, but no table in it.
    """
    content = _read_bounded(path)
    text, damaged = decode_text(content, path.name)
    if text.count("\n") + text.count("\f") > MAXIMUM_LINES:
        raise LimitExceededError(f"more than {MAXIMUM_LINES} lines", path.name, "Cut it into one file an edition.")
    words = vocabulary()
    reader = MarkupReader()
    reader.feed(tame_markup(text))
    reader.close()
    blocks = list(_tidied(lines_to_rows(reader.blocks, words), words))
    try:
        layout = blocks_to_layout(blocks, words)
    except LimitExceededError as error:
        raise error.at(path.name) from error
    if not layout.tables:
        raise NoTableError(
            "there is text, but no table in it", path.name, "A table's cells stand between tabs or pipes, or in <td>."
        )
    source = Source(path.name, hashlib.sha256(content).hexdigest(), "transcript", layout.page_count)
    document = _layout_to_document(layout, source, words)
    return replace(document, findings=(*_reading_findings(damaged, reader.picture_count), *document.findings))


# ── bytes → text ────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MAXIMUM_BYTES + 1)
    if len(content) > MAXIMUM_BYTES:
        raise LimitExceededError(
            f"larger than {MAXIMUM_BYTES // 1_000_000} MB", path.name, "Cut the transcript into one file an edition."
        )
    return content


def decode_text(content: bytes, name: str = "") -> tuple[str, int]:
    """Return the text of a file, and how many of its characters were damaged and stand as U+FFFD.

    A byte order mark decides; then UTF-16 by its zero bytes, the escapes of ISO-2022-JP, UTF-8, and CP932, which takes
    nearly everything and therefore comes last.
    """
    for encoding in _possible_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        text, count = re.subn(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]", "\ufffd", text)
        if not text.strip():
            raise EmptyDocumentError("there is nothing in the file", name, "Look at what wrote it.")
        if count * 10 > len(text):
            break  # one control character in ten: this is no text
        return text, count
    raise UnreadableDocumentError("this is no text in UTF-8, UTF-16 or Shift JIS", name, "Save it as UTF-8.")


def _possible_encodings(content: bytes) -> Iterator[str]:
    for mark, encoding in _MARKS_OF_ORDER:
        if content.startswith(mark):
            yield encoding
            return
    sample = content[:4096]
    if sample.count(0) * 20 > len(sample):
        yield "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    if b"\x1b$" in sample:
        yield "iso2022_jp_2004"
    yield from ("utf-8", "cp932", "euc_jp")


def _reading_findings(damaged: int, pictures: int) -> Iterator[Finding]:
    if damaged:
        yield finding("undecodable_glyph", "transcript", count=damaged)
    if pictures:
        yield finding("image_without_text", "transcript", count=pictures)


# ── layout → document ───────────────────────────────────────────────────────────────────────────────────────────────


def _tidied(blocks: Iterable[Block], words: TranscriptVocabulary) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, RawRow):
            cells = (replace(cell, text=tidy_white_space(cell.text, words.bullets)) for cell in block.cells)
            yield replace(block, cells=tuple(cells))
        elif isinstance(block, TextLine):
            yield TextLine(tidy_white_space(block.text, words.bullets))
        else:
            yield block


def _layout_to_document(layout: Layout, source: Source, words: TranscriptVocabulary) -> ParsedDocument:
    main = max(range(len(layout.tables)), key=lambda index: (_size(layout.tables[index]), -index))
    grids = [rows_to_grid(table, words) for table in layout.tables]
    findings = list(grids[main].findings)
    colour = paint_of_legend(text.text for _, text in layout.furniture)
    if colour and not has_colours(grids):
        grids[main], marks = bold_to_marks(grids[main], colour, words)
        findings += marks
    for index, grid in enumerate(grids):
        if index != main:
            findings += _unused(index, grid)
    tables = tuple(_grid_to_table(index, grid, words) for index, grid in enumerate(grids))
    pages = _page_facts(layout, tables)
    first_page = min(cell.page_number for cell in tables[main].cells)
    front = furniture_to_front(pages, first_page)
    return ParsedDocument(source, pages, tables, main, front, tuple(findings))


def _size(table: TableRows) -> int:
    return sum(len(row.row.cells) for row in table.rows)


def _unused(index: int, grid: Grid) -> Iterator[Finding]:
    pages = [cell.page_number for cell in grid.cells]
    yield finding("table_not_used", "smaller", page_number=min(pages, default=None), index=index)
    yield from (replace(found, ordinal=None) for found in grid.findings)


def _grid_to_table(index: int, grid: Grid, words: TranscriptVocabulary) -> Table:
    divisions = _division_columns(grid, words)
    row_sizes = Counter(cell.row_index for cell in grid.cells)
    cells = []
    for cell in grid.cells:
        text = cell.text
        if cell.column_index in divisions and not cell.is_header:
            text = _divisions_on_lines(text)
        cells.append(
            Cell(
                cell.page_number, index, cell.row_index, cell.column_index, cell.row_span, cell.column_span, NO_BOX,
                text_to_lines(text, cell.page_number), count_glyphs(text), cell.is_header, cell.continues,
                is_heading=_is_across(cell, grid.column_count) and row_sizes[cell.row_index] == 1,
            )
        )  # fmt: skip
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    headings = tuple(Heading(cell.row_index, cell.lines) for cell in cells if cell.is_heading)
    return Table(index, grid.column_count, tuple(cells), headings=headings)


def _is_across(cell: GridCell, column_count: int) -> bool:
    """Return whether a cell covers a table of more than two columns: a heading, where it is alone in its row."""
    return not cell.is_header and column_count > 2 and cell.column_span >= column_count


def _division_columns(grid: Grid, words: TranscriptVocabulary) -> set[int]:
    kinds: dict[int, list[bool]] = {}
    for cell in grid.cells:
        if cell.ordinal is not None and cell.text.text:
            kinds.setdefault(cell.column_index, []).append(words.kind(cell.text.text) == "divisions")
    return {column for column, flags in kinds.items() if sum(flags) * 2 > len(flags)}


def _divisions_on_lines(text: StyledText) -> StyledText:
    """Return a cell of divisions with each name on a line of its own: a space after a name's last word parts two."""
    ends = [(match.start(1), match.end(1), "\n") for match in re.finditer(rf"{suffix_pattern()}(\s+)", text.text)]
    return replace_in_first_style(text, ends)


def _page_facts(layout: Layout, tables: tuple[Table, ...]) -> tuple[PageFacts, ...]:
    cells = Counter[int]()
    for table in tables:
        for cell in table.cells:
            cells[cell.page_number] += cell.glyph_count
    around: dict[int, list[StyledText]] = defaultdict(list)
    for page_number, text in layout.furniture:
        around[page_number].append(text)
    pages = []
    for page_number in range(1, layout.page_count + 1):
        texts = around[page_number]
        lines = tuple(line for text in texts for line in text_to_lines(text, page_number))
        count = sum(count_glyphs(text) for text in texts)
        pages.append(PageFacts(page_number, 0.0, 0.0, cells[page_number] + count, lines, count))
    return tuple(pages)
