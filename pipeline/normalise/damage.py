"""Signs that a document lost pages or rows before it was read: blank pages, numbers that begin late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.findings import finding
from pipeline.model import Finding, PageFacts, Row
from pipeline.writing.numbers import printed_number

LEAST_COUNTED = 3
"""Rows that count on one by one, from which on a first number beyond 1 is told."""


def blank_pages(pages: Sequence[PageFacts], rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield a finding for each page without a glyph from the table's first page on.

    It is an error where the numbers leap over it, for its rows are lost. Of a page that was painted, and nothing is on
    it, nothing can be: programs add one behind a table.
    """
    for page in pages:
        above = [row for row in rows if row.page_number < page.page_number]
        below = [row for row in rows if row.page_number > page.page_number]
        if page.glyph_count or not above or above[-1].page_number_last > page.page_number:
            continue
        before, after = _number(above[-1]), _number(below[0]) if below else None
        if before is not None and after is not None and after > before + 1:
            yield finding("lost_page", page_number=page.page_number, before=before, after=after)
        elif page.is_blank:
            yield finding("empty_page", page_number=page.page_number)
        else:
            yield finding("blank_page", "within" if below else "behind", page_number=page.page_number)


def late_beginning(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield a finding where the numbers run on one by one, but do not begin with 1: 31, 32, 33.

    Only of bare numbers: 議案第29号 counts on from the meeting before.
    """
    texts = [row.values["number"].text for row in rows if "number" in row.values]
    numbers = [_number(row) for row in rows if "number" in row.values]
    counted = [number for number in numbers[: LEAST_COUNTED + 1] if number is not None]
    runs_on = len(counted) >= LEAST_COUNTED and all(after - before == 1 for before, after in pairwise(counted))
    if runs_on and counted[0] > 1 and texts[0].strip().isdecimal():
        first = next(row for row in rows if "number" in row.values)
        yield finding(
            "number_begins_late", ordinal=first.ordinal, page_number=first.page_number, field="number", text=texts[0]
        )


def _number(row: Row) -> int | None:
    number = printed_number(row.values["number"].text) if "number" in row.values else None
    return number.value if number else None
