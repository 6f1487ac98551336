"""Styles that are design, not marks: a column that is red from top to bottom, headings that are all bold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.model import Row, Span, StyledText
from pipeline.schema import FIELDS

DESIGNED_SHARE = 0.9
"""A table, or a column of it, that is styled from this share of its characters on is designed so, not changed."""

FEWEST = 3
"""Rows, or headings, from which on something can be said of all of them."""

HEADING = re.compile(r"\s*【([^【】]+)】")
"""The 【…】 that opens an issue."""


def row_texts(row: Row) -> Iterable[tuple[str, StyledText]]:
    """Yield the texts that were printed in the row itself, by field in the table's usual order, then by header."""
    for field in FIELDS:
        if field in row.values and field not in row.dittos:
            yield field, row.values[field]
    for header in sorted(row.extra):
        if header not in row.dittos:
            yield header, row.extra[header]


def designed_fields(rows: Sequence[Row], is_marked: Callable[[Span], bool]) -> frozenset[str]:
    """Return the columns that are styled from top to bottom, or all of them where the whole table is."""
    styled: dict[str, int] = {}
    printed: dict[str, int] = {}
    for row in rows:
        for field, text in row_texts(row):
            marked = sum([span.end - span.start for span in text.spans if is_marked(span)])
            styled[field] = styled.get(field, 0) + marked
            printed[field] = printed.get(field, 0) + len(text.text)
    if sum(styled.values()) >= DESIGNED_SHARE * max(1, sum(printed.values())):
        return frozenset(printed)
    if len(rows) < FEWEST:
        return frozenset()
    return frozenset(name for name, count in printed.items() if count and styled[name] >= DESIGNED_SHARE * count)


def designed_heading_end(rows: Sequence[Row], is_marked: Callable[[Span], bool]) -> Callable[[StyledText], int]:
    """Return how to find the end of an issue's heading, where headings are styled throughout; else 0 for every text.

    Where changes are bold or red and so is every 【heading】, only what comes after the heading is a mark.
    """
    headed = [text for row in rows for field, text in row_texts(row) if field == "issue" and HEADING.match(text.text)]
    styled = [text for text in headed if _is_heading_styled(text, is_marked)]
    if len(headed) < FEWEST or len(styled) < DESIGNED_SHARE * len(headed):
        return lambda text: 0  # noqa: ARG005 - the same call in both cases
    return _heading_end


def _heading_end(text: StyledText) -> int:
    match = HEADING.match(text.text)
    return match.end() if match else 0


def _is_heading_styled(text: StyledText, is_marked: Callable[[Span], bool]) -> bool:
    """Return whether every character of the heading is styled."""
    end = _heading_end(text)
    covered = {index for span in text.spans if is_marked(span) for index in range(span.start, min(span.end, end))}
    return all(index in covered or text.text[index].isspace() for index in range(end))
