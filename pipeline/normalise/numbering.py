"""The document's own arithmetic: printed numbers run on, so a row lost or read twice shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pipeline.findings import finding
from pipeline.model import Finding, Row
from pipeline.writing.numbers import printed_number

MOST_HEADINGS = 5
"""Headings that the finding of a count that begins again names."""

_SPARSE = 3
"""Where so many times as many numbers as rows lie between the first one and the last, they are no running count
(事業番号 101, 102, 204); this many rows, too, are the least that show it. Rows that were lost leave more behind."""


def check_numbers(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield where numbers do not run on, stand twice, or are missing.

    Numbers such as 1-2 or 3の1 are not counted on. A number 1 begins a new count, as tables of several parts have it;
    the rows before it are not repeated by it, and one finding tells where. Where the numbers are those of a register
    (101, 102, 204, 301) they do not run on anywhere, which is told once. A list whose newest row stands first counts
    downwards.
    """
    sparse = _are_sparse(rows)
    if sparse:
        yield finding("sparse_numbers", field="number")
    step = _step(rows)
    seen: set[int] = set()
    last: int | None = None
    section: str | None = None
    restarts: list[Row] = []
    for row in rows:
        number = row.values.get("number")
        if number is None:
            yield _finding("row_without_number", row)
            continue
        value = _count(number.text)
        if value is None:
            last = None
            continue
        if value == 1 and step > 0 and last is not None and (last > 1 or row.section != section):
            seen.clear()
            restarts.append(row)
        elif value in seen:
            yield _finding("number_repeated", row, number=value)
        elif last is not None and not sparse and value != last + step:
            yield _finding("number_gap", row, before=last, after=value)
        seen.add(value)
        last, section = value, row.section
    if restarts:
        yield _restart(restarts)


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
    """Return whether all numbers rise, none is 1, and far more of them are missing than printed."""
    texts = [row.values["number"].text for row in rows if "number" in row.values]
    numbers = [value for value in map(_count, texts) if value is not None]
    if len(numbers) < len(texts) or len(numbers) < _SPARSE or numbers[0] == 1:
        return False
    rise = all(before < after for before, after in pairwise(numbers))
    return rise and numbers[-1] - numbers[0] + 1 >= _SPARSE * len(numbers)


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
