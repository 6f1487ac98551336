"""A transcript's lines → rows: tabs, Markdown's pipes, and what belongs to the row above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from pipeline.model import StyledText
from pipeline.styled import join_texts
from pipeline.transcript.markup import RawCell, RawRow, TextLine
from pipeline.transcript.text import SOFT_BREAK, cut_bare, cut_stretch, replace_in_first_style, split_bare
from pipeline.vocabulary.transcript import TranscriptVocabulary


class PageBreak(Struct, frozen=True):
    """The transcript says that a page ends here."""


Block = RawRow | TextLine | PageBreak


def lines_to_rows(blocks: Iterable[RawRow | TextLine], vocabulary: TranscriptVocabulary) -> list[Block]:
    """Return the blocks with every line that is a table's taken as a row.

    Empty lines and lines of mere markup go; every other character stays in a row or in a line.
    """
    result: list[Block] = []
    lines: list[StyledText] = []
    for block in chain(blocks, (None,)):
        if isinstance(block, TextLine):
            lines += _split_at_page_breaks(block.text)
            continue
        result += _rows_of_lines(lines, vocabulary)
        lines.clear()
        if block is not None:
            result.append(block)
    return result


def _split_at_page_breaks(text: StyledText) -> Iterator[StyledText]:
    for match in re.finditer(r"\f|[^\f]+|^$", text.text):
        yield cut_stretch(text, match.start(), match.end())


def _rows_of_lines(lines: Sequence[StyledText], vocabulary: TranscriptVocabulary) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.text == "\f" or (_is_blank(lines, index - 1) and vocabulary.is_page_break(line.text)):
            yield PageBreak()
            index += 1
        elif is_markdown_row(lines, index):
            end = _end_of_block(lines, index, "|")
            yield from _markdown_rows(lines[index:end])
            index = end
        elif "\t" in line.text.strip():
            end = _end_of_block(lines, index, "")
            yield from _tabbed_rows(lines[index:end], vocabulary)
            index = end
        else:
            yield from _text_lines(line, vocabulary)
            index += 1


def _is_blank(lines: Sequence[StyledText], index: int) -> bool:
    return index < 0 or not lines[index].text.strip()


def _end_of_block(lines: Sequence[StyledText], index: int, needed: str) -> int:
    while index < len(lines) and lines[index].text.strip() and needed in lines[index].text:
        index += 1
    return index


def _text_lines(line: StyledText, vocabulary: TranscriptVocabulary) -> Iterator[TextLine]:
    for piece in split_bare(line, SOFT_BREAK):
        heading = re.match(r"#{1,6}\s+|>\s+", piece.text)
        text = cut_bare(piece, heading.end() if heading else 0)
        if text.text and not vocabulary.is_markup_line(text.text):
            yield TextLine(text)


# ── tabs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tabbed_rows(lines: Sequence[StyledText], vocabulary: TranscriptVocabulary) -> Iterator[RawRow | TextLine]:
    """Return a block of lines without a blank one between as rows.

    A line feed in a cell cuts a row in two: lines are joined for as long as together they have no more cells than the
    block's first line, which is the header wherever there is one, or than most of its lines.
    """
    counts = Counter(line.text.count("\t") + 1 for line in lines)
    width = max(lines[0].text.count("\t") + 1, *(n for n, times in counts.items() if times == max(counts.values())))
    row: list[StyledText] = []
    for line in lines:
        cells = split_bare(line, "\t")
        if row and len(row) + len(cells) - 1 <= width and not vocabulary.stands_alone(line.text):
            row = [*row[:-1], join_texts((row[-1], cells[0]), "\n"), *cells[1:]]
            continue
        if row:
            yield _row(map(_unquoted, row))
        row = cells
        if len(cells) == 1:
            yield TextLine(line)
            row = []
    if row:
        yield _row(map(_unquoted, row))


def _unquoted(cell: StyledText) -> StyledText:
    """Return a cell without the quotes that spreadsheets put around one that holds line feeds or quotes."""
    inner = cell.text[1:-1]
    if not (len(cell.text) > 2 and cell.text[0] == cell.text[-1] == '"' and ("\n" in inner or '""' in inner)):
        return cell
    bare = cut_bare(cell, 1, -1)
    return replace_in_first_style(bare, [(match.start(), match.end(), '"') for match in re.finditer('""', bare.text)])


def _row(cells: Iterable[StyledText], *, is_header: bool = False, starts_table: bool = False) -> RawRow:
    return RawRow(tuple(RawCell(cell, is_header=is_header) for cell in cells), is_header, starts_table)


# ── pipes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _markdown_cells(line: StyledText) -> list[StyledText]:
    """Return the cells between a line's pipes; a pipe after a backslash is text."""
    bare = cut_bare(line, 0)
    pipes = [match.start() for match in re.finditer(r"(?<!\\)\|", bare.text)]
    starts = [0, *(pipe + 1 for pipe in pipes)]
    cells = [cut_bare(bare, start, end) for start, end in zip(starts, [*pipes, None], strict=True)]
    cells = cells[bool(pipes and pipes[0] == 0) : len(cells) - bool(pipes and pipes[-1] == len(bare.text) - 1)]
    return [_unescaped(cell) for cell in cells]


def _unescaped(cell: StyledText) -> StyledText:
    return replace_in_first_style(
        cell, [(match.start(), match.end(), "|") for match in re.finditer(r"\\\|", cell.text)]
    )


def is_separator(line: StyledText) -> bool:
    """Return whether a line is the |---|:--:| below a Markdown header."""
    text = line.text.strip()
    return "|" in text and "-" in text and set(text) <= set("|-: ")


def is_markdown_row(lines: Sequence[StyledText], index: int) -> bool:
    """Return whether a table begins with that line: by its own pipe, or by the separator below it."""
    text = lines[index].text.strip()
    if text.startswith("|"):
        return text.count("|") > 1
    return "|" in text and index + 1 < len(lines) and is_separator(lines[index + 1])


def _markdown_rows(lines: Sequence[StyledText]) -> Iterator[RawRow]:
    separators = [index for index, line in enumerate(lines) if is_separator(line)]
    header_count = separators[0] if separators else 0
    for index, line in enumerate(lines):
        if index not in separators[:1] and not is_separator(line):
            yield _row(
                _markdown_cells(line), is_header=index < header_count, starts_table=index == 0 and bool(separators)
            )
