"""Where sentences and paragraphs of a text begin and end, by its letters."""

from __future__ import annotations

from pipeline.diff.letters import Printed

ENDS = frozenset("。！？!?")
BULLETS = frozenset("・-※○●◎")


def is_sentence_end(printed: Printed, place: int) -> bool:
    """Return whether a sentence ends right before letter ``place``: the text, a paragraph, or with a full stop."""
    return place in (0, len(printed)) or place in printed.breaks or printed.text[place - 1] in ENDS


def is_sentence_start(printed: Printed, place: int) -> bool:
    """Return whether a sentence begins with letter ``place``, a bullet before it or not."""
    while place > 0 and not is_sentence_end(printed, place) and printed.text[place - 1] in BULLETS:
        place -= 1
    return is_sentence_end(printed, place)


def has_sentence_end(printed: Printed, start: int, end: int) -> bool:
    """Return whether a stretch of letters holds a full stop, or a paragraph's end with text on both sides of it."""
    return any(letter in ENDS for letter in printed.text[start:end]) or any(
        start < place < end for place in printed.breaks
    )


def sentence_around(printed: Printed, start: int, end: int) -> tuple[int, int]:
    """Return the sentences that the stretch touches, as places of letters."""
    while start > 0 and not is_sentence_end(printed, start):
        start -= 1
    while end < len(printed) and not (is_sentence_end(printed, end) and end > start):
        end += 1
    return start, end
