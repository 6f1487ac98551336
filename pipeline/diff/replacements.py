"""What came in the place of something, and what only came beside a deletion.

検討する。令和6年度に全所属で実施する。 → 検討することとした。 has a promise with a date gone; こととした is no
replacement for it, though it stands where the promise stood. What came is a replacement only if it holds as much as
what went: its numbers and dates, its sentences, and about as many words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.diff.letters import SENTENCE_ENDS, Printed
from pipeline.diff.phrases import ADVERB, NUMERAL, PREDICATE, Phrase, phrases_at, stands_for
from pipeline.diff.sentences import (
    has_sentence_end,
    is_sentence_end,
    is_sentence_start,
    sentence_around,
    terms_near,
)
from pipeline.vocabulary.weights import Term
from pipeline.writing.characters import is_hiragana
from pipeline.writing.comparison_keys import is_punctuation

LEAST_LOST, LOST_PER_NEW = 3, 2
"""Content letters of a deletion of its own: so many, and so many more for each new one that came in its place."""

SHORTEST_SENTENCE = 8
"""Word letters from which a whole sentence is missed; 検討中。 became 導入した。 is a replacement."""

MOST_OF_A_SENTENCE = 0.6
"""Share of its words from which a sentence went as a whole; 。 and the する before it stand in the next one as well."""

REWORDED = 0.45
"""Likeness (normalised indel similarity) from which a sentence is another one reworded. Two sentences of one document
that have nothing to do with each other are alike to 0.2, rarely to 0.4: する and ている are everywhere."""


def is_deletion_of_its_own(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    """Return whether what went in an edit is missed, whatever came there.

    Args:
        diff: The two texts.
        hunk: One of its edits.
        covered: For each letter of the newer text whether it is painted: a reader who sees a sentence painted from end
            to end knows that the one that it rewords has gone.
    """
    gone, came = diff.old.text[hunk.a0 : hunk.a1], diff.new.text[hunk.b0 : hunk.b1]
    if all(map(is_punctuation, came)):
        return not (came and all(map(is_punctuation, gone)))
    if all(map(is_punctuation, gone)):
        return False
    if _came_in_another_sentence(diff, hunk) or _loses_a_sentence(diff, hunk):
        return True
    is_missed = (
        _loses_a_date_or_number(diff, hunk)
        or _loses_more_than_came(diff, hunk)
        or (any(covered[hunk.b0 : hunk.b1]) and _loses_a_phrase(diff, hunk))
    )
    return is_missed and not is_in_reworded_sentence(diff, hunk, covered)


def is_in_reworded_sentence(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    """Return whether an edit lies in a sentence that is painted from end to end and rewords the older one."""
    return _is_painted(diff, hunk, covered) and _is_reworded(diff, hunk)


def _came_in_another_sentence(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether a sentence ends between what went and what came, on the side where the older one goes on."""
    old, new = diff.old, diff.new
    if has_sentence_end(old, hunk.a0, hunk.a1):
        return False
    ends = [place for place in range(hunk.b0, hunk.b1 + 1) if _ends_within(new, place, hunk)]
    if not ends:
        return False
    goes_on = hunk.a1 < len(old) and old.text[hunk.a1] not in SENTENCE_ENDS and not is_sentence_end(old, hunk.a1)
    no_head = all(map(is_punctuation, new.text[hunk.b0 : ends[0]]))
    no_tail = all(map(is_punctuation, new.text[ends[-1] : hunk.b1]))
    return (no_head and not is_sentence_start(old, hunk.a0)) or (no_tail and goes_on)


def _ends_within(new: Printed, place: int, hunk: Hunk) -> bool:
    """Return whether a sentence ends right before a place of what came, and not only where all of it begins or ends."""
    if place > hunk.b0 and new.text[place - 1] in SENTENCE_ENDS:
        return True
    return place in new.breaks


def _loses_a_date_or_number(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether more dates or numbers went than came: neither こと nor 早期 can replace 令和6年度.

    A quantity told in words (無料, 全額, 半減) is replaced by any other word for how much (有料, 一部, 増加).
    """
    came = _terms(diff.new, hunk.b0, hunk.b1)
    tells_how_much = any(term.weight in ("number", "scope", "polarity") for term in came)
    lost = [
        term
        for term in _terms(diff.old, hunk.a0, hunk.a1)
        if term.weight == "date"
        or NUMERAL.search(term.text)
        or (hunk.a0 <= term.start and term.end <= hunk.a1 and not tells_how_much)
    ]
    return bool(_dates_and_numbers(lost) - _dates_and_numbers(came))


def _terms(printed: Printed, start: int, end: int) -> list[Term]:
    """Return the terms that a stretch touches."""
    return [term for term in terms_near(printed, start, end) if term.start < end and term.end > start]


def _dates_and_numbers(terms: Iterable[Term]) -> Counter[str]:
    found: Counter[str] = Counter()
    end = -1
    for term in terms:
        if term.is_firm and term.weight in ("date", "number"):
            found[term.weight] += not (term.weight == "date" and term.start == end)  # 令和5年|秋頃 is one date
            end = term.end
    return found


def _loses_more_than_came(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether clearly more went than came, not counting what stayed, nor numbers for which others came.

    窓口の職員を8人 → 16人 loses the 職員: 16 stands for 8 alone, and 人 has not come.
    """
    sides = _terms(diff.old, hunk.a0, hunk.a1), _terms(diff.new, hunk.b0, hunk.b1)
    paired = _dates_and_numbers(sides[0]) & _dates_and_numbers(sides[1])
    gone, new = _content(diff.old, hunk.a0, hunk.a1, paired), _content(diff.new, hunk.b0, hunk.b1, paired)
    came = sum(diff.fresh[place] for place in new)
    return len(gone) - (len(new) - came) >= LEAST_LOST + LOST_PER_NEW * came


def _loses_a_phrase(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether a phrase went for which none came that is the same to its sentence.

    市内の8人 → 16人 loses 市内の, できるだけ公表する → 毎月公表する a reserve, however few letters these have.
    Where the verb was replaced as well (異常はなかった → 2か所を修繕した), as many phrases as came may have gone.
    """
    came = phrases_at(diff.new, hunk.b0, hunk.b1)
    unmatched = 0
    is_reworded = False
    for phrase in phrases_at(diff.old, hunk.a0, hunk.a1):
        match = next((other for other in came if stands_for(other, phrase)), None)
        if match is not None:
            came.remove(match)
            is_reworded |= phrase.role == PREDICATE
        else:
            unmatched += _is_phrase_to_miss(diff, hunk, phrase)
    return unmatched > (len(came) if is_reworded else 0)


def _is_phrase_to_miss(diff: TextDiff, hunk: Hunk, phrase: Phrase) -> bool:
    """Return whether all of a phrase's words went, and not only a date, a number or how far a matter has come."""
    if phrase.start < hunk.a0 or phrase.end > hunk.a1:
        return False
    if diff.old.text[phrase.start : phrase.end] in diff.new.text[hunk.b0 : hunk.b1]:
        return False

    for term in _terms(diff.old, phrase.start, phrase.end):
        if term.start <= phrase.start and term.is_firm and term.weight in ("date", "number"):
            return False  # what stands behind it in one phrase counts it: 8か所
        if term.start <= phrase.start and term.end >= phrase.end and term.weight == "commitment":
            return phrase.role == ADVERB  # できるだけ is no promise
    return True


def _loses_a_sentence(diff: TextDiff, hunk: Hunk) -> bool:
    """Return whether a sentence went as a whole, and what came there is not that sentence, reworded."""
    old = diff.old
    if has_sentence_end(old, hunk.a0, hunk.a1 - 1):
        return True
    first, last = sentence_around(old, hunk.a0, hunk.a1)
    words = [place for place in range(first, last) if not is_punctuation(old.text[place])]
    gone = sum(hunk.a0 <= place < hunk.a1 for place in words)
    return gone >= max(SHORTEST_SENTENCE, MOST_OF_A_SENTENCE * len(words)) and not _is_reworded(diff, hunk)


def _content(printed: Printed, start: int, end: int, paired: Mapping[str, int]) -> list[int]:
    """Return the letters that carry what is said: kana and the words of how far a matter has come do not.

    Args:
        printed: A text.
        start: Where a stretch of it begins.
        end: Where it ends.
        paired: How many dates and how many numbers, the first ones, are passed over.
    """
    left = dict(paired)
    passed: set[int] = set()
    for term in _terms(printed, start, end):
        is_paired = term.is_firm and left.get(term.weight, 0) > 0
        if is_paired:
            left[term.weight] -= 1
        if is_paired or term.weight == "commitment":
            passed.update(range(term.start, term.end))
    return [
        place
        for place, letter in enumerate(printed.text[start:end], start)
        if place not in passed and not is_punctuation(letter) and not is_hiragana(letter)
    ]


def _is_reworded(diff: TextDiff, hunk: Hunk) -> bool:
    from rapidfuzz.distance import Indel

    first, last = sentence_around(diff.old, hunk.a0, hunk.a1)
    start, end = sentence_around(diff.new, hunk.b0, hunk.b1)
    return Indel.normalized_similarity(diff.old.text[first:last], diff.new.text[start:end]) >= REWORDED


def _is_painted(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    start, end = sentence_around(diff.new, hunk.b0, hunk.b1)
    return all(covered[place] for place in range(start, end) if not is_punctuation(diff.new.text[place]))
