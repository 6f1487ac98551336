"""A column that holds two in a whole transcript: the status mark and the text that explains it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.transcript.markup import RawCell, RawRow
from pipeline.transcript.tables import PlacedRow
from pipeline.transcript.text import cut_bare
from pipeline.vocabulary.transcript import TranscriptVocabulary


def split_shared_column(
    rows: Sequence[PlacedRow], width: int, vocabulary: TranscriptVocabulary
) -> tuple[list[PlacedRow], int]:
    """Return the rows with that column as two, and the new width; the rows as they are where there is none.

    Where single rows have both in one cell, aligning finds out by the other rows. Here no row has them apart.
    """
    column = _shared_column(rows, width, vocabulary)
    if column is None:
        return list(rows), width
    return [_split_row(row, column, width, vocabulary) for row in rows], width + 1


def _split_row(row: PlacedRow, column: int, width: int, vocabulary: TranscriptVocabulary) -> PlacedRow:
    cells = row.row.cells
    if row.is_header or len(cells) != width:
        return row
    parts = _parts(cells[column], vocabulary)
    return replace(row, row=replace(row.row, cells=(*cells[:column], *parts, *cells[column + 1 :])))


def _shared_column(rows: Sequence[PlacedRow], width: int, vocabulary: TranscriptVocabulary) -> int | None:
    data = [row.row for row in rows if not row.is_header and len(row.row.cells) == width]
    if not data or any(cell.row_span > 1 or cell.column_span > 1 for row in rows for cell in row.row.cells):
        return None
    candidates = [column for column in range(width) if _is_shared(data, column, vocabulary)]
    return candidates[0] if len(candidates) == 1 else None


def _is_shared(data: Sequence[RawRow], column: int, vocabulary: TranscriptVocabulary) -> bool:
    """Return whether a column's cells begin with status marks, each with one, and not all with the same.

    ○ begins the paragraphs of many a text, as a bullet: always the same, and often several in a cell.
    """
    texts = [text for row in data if (text := row.cells[column].text.text)]
    marked = [text for text in texts if vocabulary.kind(text) == "status_text"]
    marks = {text[: vocabulary.status_end(text)] for text in marked}
    bullets = [text for text in texts if any(vocabulary.status_end(line) for line in text.split("\n")[1:])]
    return len(marked) * 2 > len(texts) and len(marks) > 1 and not bullets


def _parts(cell: RawCell, vocabulary: TranscriptVocabulary) -> tuple[RawCell, RawCell]:
    end = vocabulary.status_end(cell.text.text)
    mark, rest = cut_bare(cell.text, 0, end), cut_bare(cell.text, end)
    return replace(cell, text=mark, was_split=bool(mark.text and rest.text)), replace(cell, text=rest)
