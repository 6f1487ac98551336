"""The document's own arithmetic: printed numbers run on, so a row lost or read twice shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.findings import finding
from pipeline.model import Finding, Row
from pipeline.writing.numbers import is_total, printed_number

MOST_HEADINGS = 5
"""Headings that the finding of a count that begins again names."""

LONGEST_LABEL = 20
"""Characters of a label that rows are ordered by."""

FEWEST_FALLS = 2
"""Times that the numbers fall back where a column's label changes, from which on it begins counts of its own."""

_SPARSE = 3
"""Where so many times as many numbers as rows lie between the first one and the last, they are no running count
(事業番号 101, 102, 204); this many rows, too, are the least that show it. Rows that were lost leave more behind."""

_LEAPS, _LEAPING = 3, 0.4
"""Leaps of unequal width, and their share of the steps, from which on rising numbers are chosen from a register (2, 5,
6, 9, 13). A page that was lost leaves one leap; a reader that loses each second row, leaps of one width."""


def check_numbers(rows: Sequence[Row], struck_numbers: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield where numbers do not run on, stand twice, or are missing; those of rows that are struck out are not.

    Numbers such as 1-2 or 3の1 are not counted on. A number 1 begins a new count, as tables of several parts have it;
    the rows before it are not repeated by it, and one finding tells where. Where the numbers are those of a register
    (101, 102, 204, 301) they do not run on anywhere, which is told once. A list whose newest row stands first counts
    downwards. Where a label beside the numbers changes each time they fall back (人事 39–41, 予算 42–56, 条例 50, 51),
    the rows are ordered by it: a number that stands below another label is not missing. One that is merged down over
    rows stands once.
    """
    rows = [row for row in rows if "number" not in row.dittos]
    sparse = _are_sparse(rows)
    labels = _labels(rows)
    struck = frozenset(filter(None, map(_count, struck_numbers)))
    if sparse:
        yield finding("sparse_numbers", field="number")
    step = _step(rows)
    seen: set[int] = set()
    last: int | None = None
    section: str | None = None
    restarts: list[Row] = []
    for place, row in enumerate(rows):
        number = row.values.get("number")
        if number is None or _says_nothing_else(row, number.text):
            yield from _without_number(row)
            continue
        value = _count(number.text)
        if value is None:
            last = None
            continue
        begins = place in labels.changes
        if value == 1 and step > 0 and seen and (last is None or last > 1 or row.section != section or begins):
            seen.clear()
            restarts.append(row)
        elif last is not None and ((begins and value < last) or (place in labels.counts and value != last + step)):
            seen.clear()
        elif value in seen:
            yield _finding("number_repeated", row, number=value)
        elif last is not None and not sparse and value != last + step and not _is_told(last, value, labels, struck):
            yield _finding("number_gap", row, before=last, after=value)
        seen.add(value)
        last, section = value, row.section
    if restarts:
        yield _restart(restarts)


class _Labels(NamedTuple):
    """The rows at which a label beside the numbers changes, of those columns that change where the numbers fall back.

    ``numbers`` are all numbers there are, none where the numbers fall back without a label. ``counts`` are the rows at
    which a label changes that begins a count of its own, wherever that begins.
    """

    changes: frozenset[int]
    counts: frozenset[int]
    numbers: frozenset[int]


def _labels(rows: Sequence[Row]) -> _Labels:
    """Return what the labels beside the numbers say of their order.

    A count that begins again at 1 is no sign of one: of its parts each may have lost a row. Labels change in few rows.
    """
    counts = [_count(row.values["number"].text) if "number" in row.values else None for row in rows]
    steps = [(before, after) for before, after in pairwise(counts)]
    falls = {
        place
        for place, (before, after) in enumerate(steps, start=1)
        if before is not None and after is not None and 1 < after < before
    }
    changes = _changes(rows)
    again = frozenset(place for place, step in enumerate(steps, start=1) if step == (1, 1))
    anywhere = frozenset[int]().union(*changes)
    ones = again & anywhere
    if not falls or _step(rows) < 0 or not falls <= anywhere:
        return _Labels(ones, frozenset(), frozenset())
    ordering = [each for each in changes if not falls.isdisjoint(each)]
    own = [each for each in ordering if len(falls & each) >= FEWEST_FALLS]
    numbers = frozenset(count for count in counts if count is not None)
    return _Labels(ones.union(*ordering), frozenset[int]().union(*own), numbers)


def _changes(rows: Sequence[Row]) -> list[frozenset[int]]:
    """Return for each column of labels the rows in which it differs from the row before."""
    texts = [_texts(row) for row in rows]
    changes = (
        frozenset(place for place in range(1, len(rows)) if texts[place].get(name) != texts[place - 1].get(name))
        for name in dict.fromkeys(name for each in texts for name in each)
    )
    return [each for each in changes if each and 2 * len(each) <= len(rows)]


def _texts(row: Row) -> dict[str, str]:
    """Return what stands in a row beside its number, short texts only: no label is longer."""
    named = {**row.values, **row.extra}
    return {name: text.text for name, text in named.items() if name != "number" and len(text.text) <= LONGEST_LABEL}


def _is_told(before: int, after: int, labels: _Labels, struck: frozenset[int]) -> bool:
    """Tell whether it is known why a number does not follow the one before it."""
    between = range(min(before, after) + 1, max(before, after))
    return (bool(between) and struck.issuperset(between)) or _all_among(before, after, labels.numbers)


def _all_among(before: int, after: int, numbers: frozenset[int]) -> bool:
    """Tell whether the numbers between two that follow each other all stand elsewhere; none has to where they fall."""
    return bool(numbers) and after - before <= len(numbers) and numbers.issuperset(range(before + 1, after))


def _says_nothing_else(row: Row, number: str) -> bool:
    """Tell whether a row has nothing but a text in the column of numbers that is none: a heading not known for one."""
    said = {name for name, text in (*row.values.items(), *row.extra.items()) if text.text} - row.dittos
    return said == {"number"} and printed_number(number) is None and not is_total(number)


def _without_number(row: Row) -> Iterator[Finding]:
    """Yield a finding for a row that has no number, unless it sums up others."""
    if not any(is_total(text) for text in _texts(row).values()):
        yield _finding("row_without_number", row)


def _restart(rows: Sequence[Row]) -> Finding:
    """Return what tells of the rows at which the count begins again, with the headings above them."""
    headings = [row.section for row in rows if row.section]
    named = " / ".join(headings[:MOST_HEADINGS]) + (" …" if len(headings) > MOST_HEADINGS else "")
    variant = "headed" if headings else "bare"
    return _finding("number_restart", rows[0], variant, count=len(rows), headings=named)


def _count(text: str) -> int | None:
    """Return the number that a text says, where it is one that is counted on."""
    number = printed_number(text)
    return number.value if number else None


def _step(rows: Sequence[Row]) -> int:
    """Return by how much most numbers differ from the one before: 1, or -1 where they count downwards."""
    numbers = [_count(row.values["number"].text) for row in rows if "number" in row.values]
    steps = [after - before for before, after in pairwise(numbers) if before is not None and after is not None]
    return -1 if steps.count(-1) > max(1, len(steps) / 2) else 1


def _are_sparse(rows: Sequence[Row]) -> bool:
    """Return whether all numbers rise by leaps: far more are missing than printed and none is 1, or leaps are many.

    Under each heading they may begin anywhere, where the leaps are many.
    """
    counted = [(_count(row.values["number"].text), row.section) for row in rows if "number" in row.values]
    numbers = [value for value, _ in counted if value is not None]
    if len(numbers) < max(len(counted), _SPARSE):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    within = [step for step, (one, other) in zip(steps, pairwise(counted), strict=True) if one[1] == other[1]]
    leaps = [step for step in within if step > 1]
    are_many = len(leaps) >= max(_LEAPS, _LEAPING * len(within)) and len(set(leaps)) > 1
    if are_many and min(within) > 0:
        return True
    return min(steps) > 0 and numbers[0] != 1 and numbers[-1] - numbers[0] + 1 >= _SPARSE * len(numbers)


def _finding(code: str, row: Row, sentence: str = "", **values: Any) -> Finding:
    number = row.values.get("number")
    return finding(
        code,
        sentence,
        ordinal=row.ordinal,
        page_number=row.page_number,
        field="number",
        text=number.text if number else None,
        **values,
    )


def has_numbers(rows: Iterable[Row]) -> bool:
    """Return whether any row has a number; in a table without numbers none is missing."""
    return any("number" in row.values for row in rows)
