"""Styled stretches → marks: which of them the publisher set off as changed, and each as one row.

By the page's legend where there is one. Without one, red or underlined text and text struck out are kept as marks of
unknown meaning, with a finding: blue is a link or a heading, underlined or not, and bold a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, Mark, MarkStyle, Row, Span, Style, StyledText
from pipeline.tag.colours import colour_name
from pipeline.tag.designed_styles import designed_fields, designed_heading_end, row_texts
from pipeline.vocabulary.marks import MarkLegend, MarkRule

UNSTATED = MarkLegend(None, (MarkRule("colour", "red"), MarkRule("underline", None)))
"""What is taken for a mark where the page says nothing."""


COLOURLESS = ("black", "grey", "white")
"""Colours in which text is set for other reasons than to mark it."""

LETTERS_ALONE = "red"
"""The colour in which letters are set, and no cell is filled: 赤色の部分 is said of letters."""


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
    if style.highlight or style.shade:
        ways["highlight"] = style.highlight or style.shade
    return ways


def mark_of(style: Style, legend: MarkLegend) -> tuple[MarkStyle, str] | None:
    """Return how a style marks by the legend's rules, with the colour as #rrggbb; None where it does not.

    Text struck out is always a mark: nobody prints it otherwise. Where any colour would do, one that the legend gives
    to something else does not: of blue and red lines, the blue ones may be of an earlier edition.
    """
    if style.strike or style.crossed:
        return "strike", style.colour
    ways = _colours_of(style)
    for rule in legend.rules:
        colour = ways.get(rule.style)
        if colour is not None and _has_colour(rule, colour) and not _is_of_another(rule, colour, legend.others):
            return rule.style, colour
        if rule.style == "colour" and rule.colour:  # 黄色の部分 is said of letters and of what lies behind them
            behind = style.highlight or (style.shade if rule.colour != LETTERS_ALONE else None)
            if behind and _has_colour(rule, behind):
                return "highlight", behind
    return None


def _has_colour(rule: MarkRule, colour: str) -> bool:
    """Return whether a colour is the one that the rule names; a red underline under black text has none to compare."""
    if rule.style not in ("colour", "highlight"):
        return True
    name = colour_name(colour)
    return name == rule.colour if rule.colour else name not in COLOURLESS


def _is_of_another(rule: MarkRule, colour: str, others: Sequence[MarkRule]) -> bool:
    """Return whether a colour is what another rule of that style names, and this one does not."""
    name = colour_name(colour) if others else None
    return any(other.style == rule.style and name == other.colour != rule.colour for other in others)


def _stretches(text: StyledText, legend: MarkLegend) -> list[_Stretch]:
    """Return the marked spans, those that touch on one page made into one stretch.

    White space has no colour of its own: a stretch goes on over it, and over the line breaks that print made.
    """
    stretches: list[_Stretch] = []
    for span in text.spans:
        found = mark_of(span.style, legend)
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


def _mark(ordinal: int, field: str, text: str, stretch: _Stretch) -> Mark | None:
    """Return the row for a stretch, without white space at its ends; None where it is nothing else."""
    first, last = stretch.spans[0], stretch.spans[-1]
    box = first.box
    for span in stretch.spans[1:]:
        box = box.union(span.box)
    inside = text[first.start : last.end]
    printed = inside.strip() or "".join(span.text for span in stretch.spans).strip()
    if not printed:
        return None
    start = first.start + len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    return Mark(ordinal, field, start, end, printed, stretch.style, stretch.colour, first.page_number, *box)


def read_marks(
    rows: Sequence[Row], legend: MarkLegend, *, has_struck_rows: bool = False
) -> tuple[tuple[Mark, ...], tuple[Finding, ...]]:
    """Return the marks of a table, and a finding where there is a legend without marks, or marks without a legend.

    A row that is struck out whole is a mark, though it is no item and in none of the marks that are returned.

    A stretch that touches the next is one row, also over line breaks; over a page break it is one row a page.
    """
    stated = legend if legend.rules else UNSTATED
    is_marked = partial(_is_marked, legend=stated)
    by_shade = partial(_is_marked_by_shade, legend=stated)
    designed = frozenset[str]() if legend.rules else designed_fields(rows, is_marked)
    shaded = designed_fields(rows, by_shade) if legend.rules else frozenset[str]()
    heading_end = designed_heading_end(rows, is_marked)
    marks = [
        mark
        for row in rows
        for field, text in row_texts(row)
        if field not in designed
        for stretch in _stretches(_without_shade(text) if field in shaded else text, stated)
        if legend.rules or not _is_link(stretch)
        if (mark := _mark(row.ordinal, field, text.text, stretch))
        and not (field == "issue" and mark.start < mark.end <= heading_end(text))
    ]
    if legend.rules:
        is_bare = rows and not marks and not has_struck_rows
        bare = (finding("legend_without_marks", text=legend.text, ways=_ways(legend.rules)),) if is_bare else ()
        return tuple(marks), (*_other_meanings(legend), *bare)
    if not marks:
        return (), ()
    first = marks[0]
    return tuple(marks), (finding("no_mark_legend", ordinal=first.ordinal, page_number=first.page_number),)


def _other_meanings(legend: MarkLegend) -> tuple[Finding, ...]:
    """Return what must be said of the styles that the legend gives to something else than this edition's changes."""
    if not legend.others:
        return ()
    if set(legend.others) & set(legend.rules):
        return (finding("styles_not_told_apart", text=legend.text),)
    return (finding("style_of_other_meaning", text=legend.text, ways=_ways(legend.others)),)


def _ways(rules: Iterable[MarkRule]) -> str:
    return ", ".join(dict.fromkeys(" ".join(filter(None, (rule.colour, rule.style))) for rule in rules))


def _is_link(stretch: _Stretch) -> bool:
    return stretch.style == "underline" and stretch.colour is not None and colour_name(stretch.colour) == "blue"


def _is_marked_by_shade(span: Span, legend: MarkLegend) -> bool:
    """Return whether nothing but its cell's shading marks a span."""
    return span.style.shade is not None and _is_marked(span, legend) and not _is_marked(_unshaded(span), legend)


def _unshaded(span: Span) -> Span:
    return replace(span, style=span.style._replace(shade=None))


def _without_shade(text: StyledText) -> StyledText:
    return StyledText(text.text, tuple(map(_unshaded, text.spans)))


def _is_marked(span: Span, legend: MarkLegend) -> bool:
    """Return whether a span that is not struck out is marked by the legend."""
    return not span.style.strike and mark_of(span.style, legend) is not None
