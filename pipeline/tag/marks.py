"""Styled stretches → marks: which of them the publisher set off as changed, and each as one row.

By the page's legend where there is one. Without one, red text and text struck out are taken for marks, with a finding:
blue is a link or a heading, bold a heading, an underline either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Finding, Mark, MarkStyle, Row, Span, Style, StyledText
from pipeline.schema import FIELDS, finding
from pipeline.tag.colours import colour_name
from pipeline.tag.mark_legend import MarkLegend, MarkRule

COLOURED_SHARE = 0.9
"""A table, or a column of it, that is coloured from this share of its characters on is designed so, not changed."""

FEWEST_ROWS = 3
"""Rows from which on a column can be said to be coloured from top to bottom."""

UNSTATED = (MarkRule("colour", "red"),)
"""What is taken for a mark where the page says nothing."""


class _Stretch(NamedTuple):
    """Consecutive spans of one mark."""

    style: MarkStyle
    colour: str | None
    spans: tuple[Span, ...]


def _colours_of(style: Style) -> Mapping[MarkStyle, str | None]:
    """Return the ways in which a style can mark, each with the colour as #rrggbb that shows it."""
    ways: dict[MarkStyle, str | None] = {"colour": style.colour}
    if style.underline:
        ways["underline"] = style.colour
    if style.bold:
        ways["bold"] = style.colour
    if style.highlight:
        ways["highlight"] = style.highlight
    return ways


def mark_of(style: Style, rules: Iterable[MarkRule]) -> tuple[MarkStyle, str] | None:
    """Return how a style marks by these rules, with the colour as #rrggbb; None where it does not.

    Text struck out is always a mark: nobody prints it otherwise.
    """
    if style.strike:
        return "strike", style.colour
    ways = _colours_of(style)
    for rule in rules:
        colour = ways.get(rule.style)
        if colour is not None and _has_colour(rule, colour):
            return rule.style, colour
    return None


def _has_colour(rule: MarkRule, colour: str) -> bool:
    """Return whether a colour is the one that the rule names; a red underline under black text has none to compare."""
    if rule.style not in ("colour", "highlight"):
        return True
    name = colour_name(colour)
    return name == rule.colour if rule.colour else name not in ("black", "grey", "white")


def _stretches(text: StyledText, rules: Sequence[MarkRule]) -> list[_Stretch]:
    """Return the marked spans, those that touch on one page made into one stretch.

    White space has no colour of its own: a stretch goes on over it, and over the line breaks that print made.
    """
    stretches: list[_Stretch] = []
    for span in text.spans:
        found = mark_of(span.style, rules)
        if found is None:
            continue
        style, colour = found
        last = stretches[-1] if stretches else None
        if last and last.style == style and _touches(last.spans[-1], span, text.text) and _same(last.colour, colour):
            stretches[-1] = last._replace(spans=(*last.spans, span))
        else:
            stretches.append(_Stretch(style, colour, (span,)))
    return stretches


def _touches(before: Span, after: Span, text: str) -> bool:
    return before.page_number == after.page_number and not text[before.end : after.start].strip()


def _same(left: str | None, right: str | None) -> bool:
    """Return whether two colours are one to the reader: a conversion can leave two reds in one sentence."""
    return left == right or (left is not None and right is not None and colour_name(left) == colour_name(right))


def _mark(ordinal: int, field: str, text: str, stretch: _Stretch) -> Mark:
    first, last = stretch.spans[0], stretch.spans[-1]
    box = first.box
    for span in stretch.spans[1:]:
        box = box.union(span.box)
    printed = text[first.start : last.end] or "".join(span.text for span in stretch.spans)
    return Mark(
        ordinal, field, first.start, last.end, printed, stretch.style, stretch.colour, first.page_number, *box
    )  # fmt: skip


def row_texts(row: Row) -> Iterable[tuple[str, StyledText]]:
    """Yield the texts that were printed in the row itself, by field in the table's usual order, then by header."""
    for field in FIELDS:
        if field in row.values and field not in row.dittos:
            yield field, row.values[field]
    for header in sorted(row.extra):
        if header not in row.dittos:
            yield header, row.extra[header]


def read_marks(rows: Sequence[Row], legend: MarkLegend) -> tuple[tuple[Mark, ...], tuple[Finding, ...]]:
    """Return the marks of a table, and a finding where some were taken for marks without a legend.

    A stretch that touches the next is one row, also over line breaks; over a page break it is one row a page.
    """
    rules = legend.rules or UNSTATED
    designed = frozenset[str]() if legend.rules else _designed_fields(rows)
    marks = [
        _mark(row.ordinal, field, text.text, stretch)
        for row in rows
        for field, text in row_texts(row)
        if field not in designed
        for stretch in _stretches(text, rules)
    ]
    if not marks or legend.rules:
        return tuple(marks), ()
    first = marks[0]
    message = "The document does not say how it marks changes; red and struck-out text was taken for marks."
    return tuple(marks), (finding("no_mark_legend", message, ordinal=first.ordinal, page_number=first.page_number),)


def _designed_fields(rows: Sequence[Row]) -> frozenset[str]:
    """Return the columns that are red from top to bottom, or all of them where the whole table is."""
    coloured: dict[str, int] = {}
    printed: dict[str, int] = {}
    for row in rows:
        for field, text in row_texts(row):
            spans = [span for span in text.spans if not span.style.strike and mark_of(span.style, UNSTATED)]
            coloured[field] = coloured.get(field, 0) + sum(span.end - span.start for span in spans)
            printed[field] = printed.get(field, 0) + len(text.text)
    if sum(coloured.values()) >= COLOURED_SHARE * max(1, sum(printed.values())):
        return frozenset(printed)
    if len(rows) < FEWEST_ROWS:
        return frozenset()
    return frozenset(name for name, count in printed.items() if count and coloured[name] >= COLOURED_SHARE * count)
