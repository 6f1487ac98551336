"""Dittos: which cells say "the same as above", and what that is.

A ditto refers to the cell above it in the printed table, across page breaks too, each column for itself. In published
tables it is a part of the cell more often than the whole of it (〃　6,000円), and then stands for the same part above.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Span, StyledText
from pipeline.styled import replace_stretches
from pipeline.vocabulary.ditto import is_ditto, parts_of, parts_with_dittos


class Resolution(NamedTuple):
    """A cell's text with its dittos resolved.

    ``value`` is None for a ditto with nothing above it. ``is_ditto`` says that none of the value was printed in this
    cell; ``unresolved`` that a part of it is still a ditto mark, because it could not be told what it repeats.
    """

    value: StyledText | None
    is_ditto: bool = False
    unresolved: bool = False


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
    return _resolve_parts(text, above)


def _stretch(span: Span, text: str) -> Span:
    return Span(0, len(text), text, span.style, span.page_number, span.box)


def _resolve_parts(text: StyledText, above: StyledText | None) -> Resolution:
    """Return a text whose parts that are dittos are replaced by the same parts of the text above.

    The same part is the one with the same number, counted from the left. Where the two texts have different numbers
    of parts, that holds for dittos at the start alone; a ditto further on cannot be told, and stays as printed.
    """
    parts = parts_with_dittos(text.text)
    dittos = [number for number, part in enumerate(parts) if part.is_ditto]
    if not dittos:
        return Resolution(text)
    models = parts_of(above.text) if above else []
    alike = len(models) == len(parts)
    known = [number for place, number in enumerate(dittos) if number < len(models) and (alike or place == number)]
    stretches = [(parts[number].start, parts[number].end, models[number]) for number in known]
    return Resolution(replace_stretches(text, stretches), unresolved=len(known) < len(dittos))
