"""What came in the place of something, and what only came beside a deletion.

検討する。令和6年度に全所属で実施する。 → 検討することとした。 has a promise with a date gone; こととした is no
replacement for it, though it stands where the promise stood. What came is a replacement only if it holds as much as
what went: its numbers and dates, its sentences, and about as many words.
"""

from __future__ import annotations

from collections import Counter

from pipeline.diff.fold import is_punctuation
from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.diff.letters import Printed
from pipeline.diff.sentences import (
    ENDS,
    has_sentence_end,
    is_sentence_end,
    is_sentence_start,
    sentence_around,
)
from pipeline.vocabulary.weights import find_terms

LEAST_LOST, LOST_PER_NEW = 4, 2
"""Content letters of a deletion of its own: so many, and so many more for each that came in its place."""

SHORTEST_SENTENCE = 8
"""Word letters from which a whole sentence is missed; 検討中。 became 導入した。 is a replacement."""

REWORDED = 0.5
"""Likeness (normalised indel similarity) from which a sentence is another one reworded. Two sentences of one kind of
document that have nothing to do with each other are alike to 0.2 or 0.3: するand ている, を and 。 are everywhere."""


def is_deletion_of_its_own(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    """Return whether what went in an edit is missed, whatever came there.

    Args:
        diff: The two texts.
        hunk: One of its edits.
        covered: For each letter of the newer text whether it is painted: a reader who sees a sentence painted from end
            to end knows that the one that it rewords has gone.
    """
    old, new = diff.old, diff.new
    gone, came = old.text[hunk.a0 : hunk.a1], new.text[hunk.b0 : hunk.b1]
    if all(map(is_punctuation, came)):
        return not (came and all(map(is_punctuation, gone)))
    if all(map(is_punctuation, gone)):
        return False
    if _came_in_another_sentence(diff, hunk):
        return True
    is_missed = (
        _loses_a_date_or_number(diff, hunk) or _loses_a_sentence(diff, hunk) or _content(old, hunk.a0, hunk.a1)
        >= LEAST_LOST + LOST_PER_NEW * _content(new, hunk.b0, hunk.b1)
    )  # fmt: skip
    return is_missed and not _is_reworded(diff, hunk, covered)


def _came_in_another_sentence(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether a sentence ends between what went and what came, on either side."""
    old, new = diff.old, diff.new
    begins = new.text[hunk.b0] in ENDS or hunk.b0 in new.breaks
    if begins and not (is_sentence_end(old, hunk.a0) or old.text[hunk.a0] in ENDS):
        return True
    ends = new.text[hunk.b1 - 1] in ENDS or hunk.b1 in new.breaks
    return ends and not (is_sentence_end(old, hunk.a1) or old.text[hunk.a1 : hunk.a1 + 1] in ENDS)


def _loses_a_date_or_number(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether more dates or numbers went than came: 早期 can replace 令和6年度, こと cannot."""

    def kinds(printed: Printed, start: int, end: int, *, firm: bool) -> Counter[str]:
        terms = [term for term in find_terms(printed.text) if term.start < end and term.end > start]
        return Counter(term.weight for term in terms if term.weight in ("date", "number") and term.is_firm >= firm)

    return bool(kinds(diff.old, hunk.a0, hunk.a1, firm=True) - kinds(diff.new, hunk.b0, hunk.b1, firm=False))


def _loses_a_sentence(diff: TextDiff, hunk: Hunk) -> bool:
    old = diff.old
    words = sum(not is_punctuation(letter) for letter in old.text[hunk.a0 : hunk.a1])
    is_whole = is_sentence_start(old, hunk.a0) and (
        is_sentence_end(old, hunk.a1) or old.text[hunk.a1 : hunk.a1 + 1] in ENDS
    )
    return (is_whole and words >= SHORTEST_SENTENCE) or has_sentence_end(old, hunk.a0, hunk.a1 - 1)


def _content(printed: Printed, start: int, end: int) -> int:
    """Return how many letters carry what is said: kana and the words of how far a matter has come do not."""
    steps = {
        place
        for term in find_terms(printed.text)
        if term.weight == "commitment" and term.start < end and term.end > start
        for place in range(term.start, term.end)
    }
    return sum(
        place not in steps and not is_punctuation(letter) and not "ぁ" <= letter <= "ん"
        for place, letter in enumerate(printed.text[start:end], start)
    )


def _is_reworded(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    from rapidfuzz.distance import Indel

    start, end = sentence_around(diff.new, hunk.b0, hunk.b1)
    painted = all(covered[place] for place in range(start, end) if not is_punctuation(diff.new.text[place]))
    if not painted:
        return False
    first, last = sentence_around(diff.old, hunk.a0, hunk.a1)
    return Indel.normalized_similarity(diff.old.text[first:last], diff.new.text[start:end]) >= REWORDED
