"""A row that a page break cuts, and that Excel paints on both pages, clipped on each: what is hidden twice goes.

The text layer has lines on both pages that paper has on one. A line that its clip path hides is another's wrapped line
where a row is too low, and kept; where the other page shows the same line, it is that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, Line, PrintedCell, PrintedGrid, squeezed
from pipeline.writing.numbers import printed_number


def drop_lines_painted_twice(grids: Sequence[PrintedGrid]) -> tuple[list[PrintedGrid], list[Finding]]:
    """Return the grids without hidden lines that the page before or after shows, and a finding for each page with such.

    A row that is whole on both pages stays on both: that the second is the first again is told by the rows.
    """
    mended, findings = list(grids), list[Finding]()
    for number, (above, below) in enumerate(pairwise(grids)):
        if below.page_number != above.page_number + 1 or len(above.columns) != len(below.columns):
            continue
        last = [cell for cell in mended[number].cells if cell.row_index + cell.row_span == above.row_count]
        first = _first_cut_row(below)
        pairs = [(upper, lower) for upper in last for lower in first if lower.column_index == upper.column_index]
        if not pairs or all(upper.text == lower.text for upper, lower in pairs):
            continue
        dropped: dict[int, list[str]] = {above.page_number: [], below.page_number: []}
        mended_above = [_without(upper, _seen(lower), dropped[above.page_number]) for upper, lower in pairs]
        mended_below = [_without(lower, _seen(upper), dropped[below.page_number]) for upper, lower in pairs]
        if any(dropped.values()):
            mended[number] = _with(mended[number], mended_above)
            cut = None if _are_two_rows(pairs) else first[0].row_index
            mended[number + 1] = replace(_with(below, mended_below), row_painted_before=cut)
            findings += (
                finding("line_painted_twice", page_number=page_number, text=" ".join(texts))
                for page_number, texts in dropped.items()
                if texts
            )
    return mended, findings


def _first_cut_row(grid: PrintedGrid) -> Sequence[PrintedCell]:
    """Return the first row of which something is hidden above: repeated headers stand before it."""
    rows = (grid.row(row) for row in range(grid.row_count))
    return next((row for row in rows if any(line.clipped for cell in row for line in cell.lines)), [])


def _are_two_rows(pairs: Sequence[tuple[PrintedCell, PrintedCell]]) -> bool:
    """Tell whether the rows on both sides of a break are two, and only labels merged over it are painted twice.

    Of a row that is cut, each page hides what the other shows. A number says it: one that is painted twice is that of
    both sides, two that are whole are of two rows. Else what most columns have decides.
    """
    twice = [pair for pair in pairs if _is_painted_twice(*pair)]
    whole = [pair for pair in pairs if all(cell.text for cell in pair) and not any(map(_is_cut, pair))]
    if any(printed_number(cell.text) for pair in twice for cell in pair):
        return False
    if any(upper.text != lower.text and all(map(_is_number, (upper, lower))) for upper, lower in whole):
        return True
    return len(whole) > len(twice)


def _is_painted_twice(upper: PrintedCell, lower: PrintedCell) -> bool:
    """Tell whether a page hides a line that the other shows."""
    hidden = {_bare(line) for cell in (upper, lower) for line in cell.lines if line.clipped}
    return not hidden.isdisjoint(_seen(upper) | _seen(lower))


def _is_cut(cell: PrintedCell) -> bool:
    return any(line.clipped for line in cell.lines)


def _is_number(cell: PrintedCell) -> bool:
    return printed_number(cell.text) is not None


def _seen(cell: PrintedCell) -> set[str]:
    return {_bare(line) for line in cell.lines if not line.clipped}


def _bare(line: Line) -> str:
    return squeezed([line])


def _without(cell: PrintedCell, elsewhere: Iterable[str], dropped: list[str]) -> PrintedCell:
    """Return the cell without the hidden lines that are shown elsewhere; they are added to ``dropped``."""
    twice = [line for line in cell.lines if line.clipped and _bare(line) in elsewhere]
    if not twice:
        return cell
    dropped += map(_bare, twice)
    lines = tuple(line for line in cell.lines if line not in twice)
    count = cell.glyph_count - sum(len(_bare(line)) for line in twice)
    return replace(cell, lines=lines, text=squeezed(lines), glyph_count=count)


def _with(grid: PrintedGrid, mended: Iterable[PrintedCell]) -> PrintedGrid:
    """Return the grid with some cells in the place of those that begin where they do."""
    at = {(cell.row_index, cell.column_index): cell for cell in mended}
    return replace(grid, cells=tuple(at.get((cell.row_index, cell.column_index), cell) for cell in grid.cells))
