"""Cells of a scan → what they must say: numbers by their run, marks by the legend, names by where else they stand.

A cell is corrected only where the recogniser was not certain of it, or what it read is no number or mark at all; each
correction is a finding, and the cell's confidence stays, so that a doubtful one is still doubted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Cell, CellRecord, Column, Finding, FrontMatter, Line, Series, Table
from pipeline.vocabulary.misread import misread_header, misread_status
from pipeline.vocabulary.roles import variants_in_names
from pipeline.vocabulary.status import DASH, is_mark
from pipeline.vocabulary.status_legend import read_legend
from pipeline.writing.characters import compact
from pipeline.writing.lookalikes import look_alike, nearest, without_specks
from pipeline.writing.numbers import number_like, printed_number

DOUBTFUL = 0.96
"""Confidence of a cell's least certain letter below which a person must look. On 49 scans, two fifths of them bad
copies of small Mincho, 94 % of the wrong cells were below, and 19 % of the right ones; at 0.93 it was 91 and 15 %."""

Corrections = list[tuple[Cell, str]]
"""Cells, and what they must say, as compact text."""


def is_doubtful(cell: Cell | CellRecord) -> bool:
    """Return whether a cell was recognised from a scan, and a letter of it is not certain, or may have another form.

    The network gives 高 and 崎 for 髙 and 﨑 of a name, and is certain.
    """
    if cell.confidence is None:
        return False
    return cell.confidence < DOUBTFUL or bool(variants_in_names(compact(cell.text).text))


def correct_headers(table: Table) -> tuple[Table, list[Finding]]:
    """Return a scanned table with doubtful headers that are one letter from a wording made that wording."""
    found: Corrections = []
    for cell in table.cells:
        if cell.is_header and is_doubtful(cell):
            meant = misread_header(compact(cell.text).text)
            if meant is not None:
                found.append((cell, meant))
    return _corrected(table, found, "wording")


def correct_values(
    table: Table, columns: Sequence[Column], front: FrontMatter, series: Series
) -> tuple[Table, list[Finding]]:
    """Return a scanned table with the numbers, statuses and divisions of its body corrected."""
    told: list[Finding] = []
    for field, correct in _CORRECTORS.items():
        for column in columns:
            if column.field == field:
                cells = [
                    cell
                    for cell in table.cells
                    if cell.column_index == column.column_index and not cell.is_header and not cell.is_heading
                ]
                known = {"divisions": series.divisions, "status": (column.header, *front.notes)}.get(field, ())
                table, findings = _corrected(table, correct(cells, known), field)
                told += findings
    return table, told


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(cells: Sequence[Cell], _: Sequence[str]) -> Corrections:
    """Return the numbers that fit between the certain ones around them, where they do not as they were read."""
    printed = [cell for cell in cells if cell.lines]
    certain = _certain_numbers(printed)
    run = _run(printed)
    found = {place: number for place, cell in enumerate(printed) if (number := _behind_dirt(cell)) is not None}
    for place, cell in enumerate(printed):
        if certain[place] is None and (is_doubtful(cell) or _sign().fullmatch(compact(cell.text).text)):
            meant, neighbour = _expected(certain, place)
            if meant is None and run is not None:
                meant, neighbour = place + run.first, run.place
            text = number_like(printed[neighbour].text, meant) if meant is not None else None
            if text is not None and _value(cell) != meant:
                found[place] = text
    return [(printed[place], text) for place, text in found.items()]


def _behind_dirt(cell: Cell) -> str | None:
    """Return the number of a cell that begins with signs that dirt is taken for, .15; None for any other cell."""
    text = compact(cell.text).text
    number = text[text.index(cleaned) :] if (cleaned := without_specks(text)) else text
    return number if number != text and printed_number(number) else None


class _Run(NamedTuple):
    """A column that counts on: the number that its first cell has, or would have, and the place of one that fits."""

    first: int
    place: int


LEAST_RUN, MOST_OF_RUN = 4, 0.75
"""Numbers that a column must have, and the share of them that must fit, to be one run from its top to its bottom."""


def _run(printed: Sequence[Cell]) -> _Run | None:
    offsets = {place: value - place for place, cell in enumerate(printed) if (value := _value(cell)) is not None}
    if len(offsets) < LEAST_RUN:
        return None
    ((first, count),) = Counter(offsets.values()).most_common(1)
    place = next(place for place, offset in offsets.items() if offset == first)
    return _Run(first, place) if count >= MOST_OF_RUN * len(offsets) else None


def _certain_numbers(printed: Sequence[Cell]) -> list[int | None]:
    """Return the numbers that are certain: read so, or one less or more than the number beside them as it was read."""
    values = [_value(cell) for cell in printed]
    follows = [after is not None and before == after - 1 for before, after in pairwise(values)]
    supported = [before or after for before, after in zip([False, *follows], [*follows, False], strict=True)]
    return [
        value if held or not is_doubtful(cell) else None
        for cell, value, held in zip(printed, values, supported, strict=True)
    ]


@cache  # to compile a class of all kanji takes a millisecond, for which not every start is to pay
def _sign() -> re.Pattern[str]:
    """Return what finds a letter that numbers no row, though the recogniser was certain of it: T for 7.

    A 計 is meant as it stands.
    """
    return re.compile("[^0-9０-９一-鿿ぁ-ゖァ-ヺ①-⑳]")


def _value(cell: Cell) -> int | None:
    number = printed_number(compact(cell.text).text)
    return number.value if number else None


def _expected(certain: Sequence[int | None], place: int) -> tuple[int | None, int]:
    """Return the number that a run has at a place, and the place of the certain number that says so.

    The certain numbers on both sides must agree; where one side has none, the other must be two that follow each other.
    """
    known = [index for index, value in enumerate(certain) if value is not None]
    before = [index for index in known if index < place][-2:]
    behind = [index for index in known if index > place][:2]
    counted = {index: (certain[index] or 0) + place - index for index in (*before[-1:], *behind[:1])}
    if before and behind:
        agreed = counted[before[-1]] == counted[behind[0]]
    else:
        pair = before or behind
        agreed = len(pair) == 2 and (certain[pair[1]] or 0) - (certain[pair[0]] or 0) == 1 == pair[1] - pair[0]
    neighbour = before[-1] if before else behind[0] if behind else 0
    return (counted[neighbour], neighbour) if agreed and counted[neighbour] > 0 else (None, neighbour)


# ── statuses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _statuses(cells: Sequence[Cell], explained: Sequence[str]) -> Corrections:
    """Return the marks and words of the legend, or of the column's certain cells, that others are misreadings of."""
    legend = read_legend(explained[:1], explained[1:])
    certain = Counter(text for cell in cells if not is_doubtful(cell) and (text := compact(cell.text).text))
    signs = (*legend, DASH)
    known = [
        *legend,
        *(
            text
            for text, count in certain.items()
            if is_mark(text) or (count > 1 and not any(look_alike(text, sign) for sign in signs))
        ),
    ]
    found: Corrections = []
    for cell in cells:
        text = compact(cell.text).text
        if text and text not in known:
            meant = misread_status(text, known, certain=not is_doubtful(cell))
            if meant is not None and meant != text:
                found.append((cell, meant))
    return found


# ── divisions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _divisions(cells: Sequence[Cell], names: Sequence[str]) -> Corrections:
    """Return the names that stand in certain cells, or in the series file, of which others are one letter off."""
    certain = [line.text for cell in cells if not is_doubtful(cell) for line in cell.lines]
    known = dict.fromkeys(compact(text).text for text in (*names, *certain))
    found: Corrections = []
    for cell in cells:
        if not is_doubtful(cell):
            continue
        lines = [compact(line.text).text for line in cell.lines]
        meant = [line if line in known else nearest(line, known) or line for line in lines]
        if meant != lines:
            found.append((cell, "\n".join(meant)))
    return found


_CORRECTORS: Mapping[str, Callable[[Sequence[Cell], Sequence[str]], Corrections]] = {
    "number": _numbers,
    "status": _statuses,
    "divisions": _divisions,
}


# ── putting the letters in ──────────────────────────────────────────────────────────────────────────────────────────


def _corrected(table: Table, meant: Corrections, variant: str) -> tuple[Table, list[Finding]]:
    """Return a table with some cells' texts put right, and a finding for each."""
    if not meant:
        return table, []
    told = list(_told(meant, variant))
    texts = {(cell.row_index, cell.column_index): text for cell, text in meant}
    places = ((cell.row_index, cell.column_index) for cell in table.cells)
    cells = tuple(
        _with_text(cell, texts[place]) if place in texts else cell
        for cell, place in zip(table.cells, places, strict=True)
    )
    return replace(table, cells=cells), told


def _told(meant: Corrections, variant: str) -> Iterator[Finding]:
    field = variant if variant in _CORRECTORS else None
    for cell, text in meant:
        yield finding("ocr_corrected", variant, page_number=cell.page_number, field=field, text=text, before=cell.text)


def _with_text(cell: Cell, text: str) -> Cell:
    """Return a cell with another text: line by line where it has as many lines, else all of it in its first line."""
    texts = text.split("\n")
    if len(texts) != len(cell.lines):
        return replace(cell, lines=(_line(cell.lines[0], "".join(texts)),))
    return replace(cell, lines=tuple(map(_line, cell.lines, texts)))


def _line(line: Line, text: str) -> Line:
    if compact(line.text).text == text:
        return line
    return replace(line, runs=(line.runs[0]._replace(text=text, box=line.box),))
