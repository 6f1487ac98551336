"""Where sentences and paragraphs of a text begin and end, by its letters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.diff.letters import SENTENCE_ENDS, Printed
from pipeline.vocabulary.weights import Term, find_terms

BULLETS = frozenset("・-※○●◎")


def is_sentence_end(printed: Printed, place: int) -> bool:
    """Return whether a sentence ends right before letter ``place``: the text, a paragraph, or with a full stop."""
    return place in (0, len(printed)) or place in printed.breaks or printed.text[place - 1] in SENTENCE_ENDS


def is_sentence_start(printed: Printed, place: int) -> bool:
    """Return whether a sentence begins with letter ``place``, a bullet before it or not."""
    while place > 0 and not is_sentence_end(printed, place) and printed.text[place - 1] in BULLETS:
        place -= 1
    return is_sentence_end(printed, place)


def has_sentence_end(printed: Printed, start: int, end: int) -> bool:
    """Return whether a stretch of letters holds a full stop, or a paragraph's end with text on both sides of it."""
    return any(letter in SENTENCE_ENDS for letter in printed.text[start:end]) or any(
        start < place < end for place in printed.breaks
    )


def terms_near(printed: Printed, start: int, end: int) -> list[Term]:
    """Return the weighty terms of the sentences that a stretch touches, in places of the text's letters."""
    first, last = sentence_around(printed, max(start - 1, 0), min(end + 1, len(printed)))
    return [
        term._replace(start=term.start + first, end=term.end + first) for term in find_terms(printed.text[first:last])
    ]


def sentence_around(printed: Printed, start: int, end: int) -> tuple[int, int]:
    """Return the sentences that the stretch touches, as places of letters."""
    ends = printed.sentence_ends
    first = ends[max(bisect_right(ends, start) - 1, 0)]
    last = ends[min(bisect_left(ends, max(end, first + 1)), len(ends) - 1)]
    return first, last
