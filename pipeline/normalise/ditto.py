"""Dittos: which cells say "the same as above", and what that is.

A ditto refers to the cell above it in the printed table, across page breaks too, each column for itself. In published
tables it is a part of the cell more often than the whole of it (〃　6,000円), and then stands for the same part above.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.model import Span, StyledText
from pipeline.styled import replace_stretches
from pipeline.vocabulary import Entry, load


class DittoVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/ditto.toml``."""

    whole: tuple[str, ...]
    partial: tuple[str, ...]
    separators: str


class _Marks(NamedTuple):
    whole: re.Pattern[str]
    partial: frozenset[str]
    part: re.Pattern[str]


class Resolution(NamedTuple):
    """A cell's text with its dittos resolved.

    ``value`` is None for a ditto with nothing above it. ``is_ditto`` says that none of the value was printed in this
    cell; ``unresolved`` that a part of it is still a ditto mark, because it could not be told what it repeats.
    """

    value: StyledText | None
    is_ditto: bool = False
    unresolved: bool = False


@cache
def _marks() -> _Marks:
    vocabulary: DittoVocabulary = load("ditto", DittoVocabulary)
    marks = "|".join(re.escape(mark) for mark in sorted(vocabulary.whole, key=len, reverse=True))
    return _Marks(
        re.compile(rf"(?:{marks})(?:[ \u3000]*(?:{marks}))*"),
        frozenset(vocabulary.partial),
        re.compile(f"[^{re.escape(vocabulary.separators)}]+"),
    )


def is_ditto(text: str) -> bool:
    """Return whether the whole of a cell says "the same as above"."""
    return len(text) < 20 and _marks().whole.fullmatch(text.strip()) is not None


def resolve_ditto(text: StyledText, above: StyledText | None) -> Resolution:
    """Return what a cell says, with what the cell above it in the same column says, itself resolved.

    A ditto printed in a style of its own (a red 〃) gives that style to the whole of what it repeats; the styles of
    the cell above stay there.
    """
    if is_ditto(text.text):
        if above is None:
            return Resolution(None, is_ditto=True)
        spans = tuple(_stretch(span, above.text) for span in text.spans[:1] if span.end > span.start)
        return Resolution(StyledText(above.text, spans), is_ditto=True)
    if any(mark in text.text for mark in _marks().partial):
        return _resolve_parts(text, above)
    return Resolution(text)


def _stretch(span: Span, text: str) -> Span:
    return Span(0, len(text), text, span.style, span.page_number, span.box)


def _resolve_parts(text: StyledText, above: StyledText | None) -> Resolution:
    """Return a text whose parts that are dittos are replaced by the same parts of the text above.

    The same part is the one with the same number, counted from the left. Where the two texts have different numbers
    of parts, that holds for dittos at the start alone; a ditto further on cannot be told, and stays as printed.
    """
    marks = _marks()
    parts = list(marks.part.finditer(text.text))
    dittos = [number for number, part in enumerate(parts) if part.group() in marks.partial]
    if not dittos:
        return Resolution(text)
    models = [part.group() for part in marks.part.finditer(above.text)] if above else []
    alike = len(models) == len(parts)
    known = [number for place, number in enumerate(dittos) if number < len(models) and (alike or place == number)]
    stretches = [(parts[number].start(), parts[number].end(), models[number]) for number in known]
    return Resolution(replace_stretches(text, stretches), unresolved=len(known) < len(dittos))
