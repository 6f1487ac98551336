"""What kinds of thing changed without a mark: numbers, dates, a status, a scope, a yes or no, a promise, other text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.diff.letters import Printed
from pipeline.diff.sentences import terms_near
from pipeline.model import Weight
from pipeline.vocabulary.weights import WEIGHTS

NOTATION: tuple[Weight, ...] = ("notation",)
"""Of a field in which nothing changed but how it is written."""


def edits_to_weights(diff: TextDiff, edits: Sequence[Hunk]) -> tuple[Weight, ...]:
    """Return what changed in these edits, the weightiest first; ``text`` for an edit in which nothing weighty did.

    The terms of both sides are compared in order, those included that an edit only touches: △5% became 5% by one sign.
    """
    found = {weight for hunk in edits for weight in _edit_weights(diff, hunk)}
    return tuple(weight for weight in WEIGHTS if weight in found)


def _edit_weights(diff: TextDiff, hunk: Hunk) -> set[Weight]:
    old, new = _terms(diff.old, hunk.a0, hunk.a1), _terms(diff.new, hunk.b0, hunk.b1)
    differing: set[Weight] = {
        weight
        for weight in {weight for weight, _ in (*old, *new)}
        if [text for kind, text in old if kind == weight] != [text for kind, text in new if kind == weight]
    }
    return differing or {"text"}


def _terms(printed: Printed, start: int, end: int) -> list[tuple[Weight, str]]:
    return [
        (term.weight, term.text) for term in terms_near(printed, start, end) if term.start <= end and term.end >= start
    ]
