"""What a text that a recogniser read amiss must be: the wording of a header, the mark of a legend."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.headers import field_of_header, fold, folded_wordings
from pipeline.vocabulary.status import DASH, canonical_mark, is_mark, mark_signs, vocabulary
from pipeline.writing.lookalikes import look_alike, nearest, without_specks


def misread_header(header: str) -> str | None:
    """Return the only wording that a header which names no field is one letter from; None where there is none."""
    if field_of_header(header) is not None:
        return None
    folded = fold(header)
    near = [wording for wording in _whole_headers() if _one_letter_apart(wording, folded)]
    return near[0] if len(near) == 1 else None


@cache
def _whole_headers() -> frozenset[str]:
    return frozenset(text for wordings in folded_wordings().values() for text in wordings.whole)


def _one_letter_apart(one: str, other: str) -> bool:
    return len(one) == len(other) > 1 and sum(map(str.__ne__, one, other)) == 1


def misread_status(text: str, known: Iterable[str], *, certain: bool) -> str | None:
    """Return the only mark or word of those known that a text may be a misreading of; None where none is, or several.

    A sign stands for what looks like it, a word for one that is one letter off, and 一 alone for a dash: no status is
    called so. Of what was read with certainty only look-alikes are exchanged. Dirt beside a mark is none of it.
    """
    marks = list(dict.fromkeys(canonical_mark(each) for each in known))
    if canonical_mark(text) in marks or is_mark(text):
        return None
    cleaned = canonical_mark(without_specks(text))
    if cleaned in marks or is_mark(cleaned):
        return cleaned
    signs = vocabulary().default_marks if any(mark in mark_signs() for mark in marks) else ()
    alike = [mark for mark in marks if look_alike(text, mark)] or [mark for mark in signs if look_alike(text, mark)]
    if len(alike) == 1:
        return alike[0]
    if not alike and look_alike(text, DASH):
        return DASH
    return None if certain or alike else nearest(text, [mark for mark in marks if len(mark) > 1])
