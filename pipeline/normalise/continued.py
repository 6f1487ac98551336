"""A row that says of itself that it goes on over a page break: （続き）, （次頁へ続く） are not its text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Cell, Line
from pipeline.normalise.rows import PrintedRow
from pipeline.vocabulary.front import without_continued


def is_marked_continued(row: PrintedRow) -> bool:
    """Tell whether a row that stands on several pages has a cell that says so."""
    return any(_says_so(cell) for column in row.cells for cell in _cells_at_break(row, column))


def cells_without_continued(row: PrintedRow, column: int) -> Sequence[Cell]:
    """Return the row's cells in one column without the words that it goes on, where a page break cuts the row."""
    cells = row.cells[column]
    if not any(map(_says_so, _cells_at_break(row, column))):
        return cells
    return [replace(cell, lines=_without_words(cell.lines)) if cell.lines else cell for cell in cells]


def _cells_at_break(row: PrintedRow, column: int) -> Sequence[Cell]:
    return row.cells[column] if row.page_numbers[0] != row.page_numbers[1] else ()


def _says_so(cell: Cell) -> bool:
    text = _text(cell.lines)
    return without_continued(text) != text


def _text(lines: Sequence[Line]) -> str:
    return "".join([line.text for line in lines])


def _without_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without such words; a narrow column breaks them, too."""
    text = _text(lines)
    kept = without_continued(text)
    start = text.find(kept)
    end = start + len(kept)
    cut: list[Line] = []
    place = 0
    for line in lines:
        cut.append(_cut(line, start - place, end - place))
        place += len(line.text)
    return tuple(line for line in cut if line.runs)


def _cut(line: Line, start: int, end: int) -> Line:
    """Return a line with its characters from one place up to another, which may lie outside it."""
    runs, place = [], 0
    for run in line.runs:
        piece = run.text[max(start - place, 0) : max(end - place, 0)]
        place += len(run.text)
        if piece.strip():
            runs.append(run._replace(text=piece))
    return replace(line, runs=tuple(runs))
