"""Where words begin and end, so that a change is shown in whole words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pipeline.diff.letters import Printed
from pipeline.writing.comparison_keys import uncuttable_stretches
from pipeline.writing.dictionary import tagger

# MeCab ends a text at NUL and drops white space; UTF-8 cannot write a lone surrogate. What it sees is cut there.
_READABLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,2000}")

NEWLINE_EDGE, SENTENCE_EDGE, PUNCTUATION_EDGE, WORD_EDGE, NO_EDGE, CUT_NUMBER = 5, 4, 3, 2, 0, -5
"""How well a text may be cut at a place. A cut through a number is worse than any gain on the other side."""

LONGEST_SENTENCE = 1000
"""Letters that are looked up at once; what has no full stop for so long is a list, and cut into pieces."""

_OPENERS = frozenset("「『(（【〔[・※○◎●")
_CLOSERS = frozenset("、，,」』)）】〕]:：")


class CutScores:
    """How well a text may be cut before each of its letters, and behind the last one.

    Most sentences of two editions are the same: only those at whose edge a change lies are ever looked up.
    """

    def __init__(self, printed: Printed) -> None:
        self._printed = printed
        sentences = pairwise(printed.sentence_ends)
        self._starts = [place for start, end in sentences for place in range(start, end, LONGEST_SENTENCE)]

    def __len__(self) -> int:
        """Return the number of places: one more than letters."""
        return len(self._printed) + 1

    def __getitem__(self, place: int) -> int:
        """Return the score of the place before letter ``place``."""
        printed = self._printed
        if place in (0, len(printed)) or place in printed.breaks:
            return NEWLINE_EDGE
        starts = printed.letters.starts
        if starts[place] == starts[place - 1]:
            return CUT_NUMBER  # inside of one character, ③ that was read as (3)
        sentence = bisect_right(self._starts, place) - 1
        first = self._starts[sentence]
        last = self._starts[sentence + 1] if sentence + 1 < len(self._starts) else len(printed)
        score = _sentence_scores(printed.text[first:last])[place - first]
        gap = printed.gap(place)
        return max(score, PUNCTUATION_EDGE) if gap and gap.isspace() else score


@lru_cache(maxsize=4096)
def _sentence_scores(sentence: str) -> tuple[int, ...]:
    """Return how well a sentence may be cut before each of its characters."""
    scores = [SENTENCE_EDGE, *(_edge_between(left, right) for left, right in pairwise(sentence))]
    words = [(start, start + len(word.surface)) for start, word in words_in(sentence)]
    numbers = list(uncuttable_stretches(sentence))
    for start, end in (*words, *numbers):
        scores[start] = max(scores[start], WORD_EDGE)
        if end < len(scores):
            scores[end] = max(scores[end], WORD_EDGE)
    for start, end in numbers:
        scores[start + 1 : end] = [CUT_NUMBER] * (end - start - 1)
    return tuple(scores)


def words_in(sentence: str) -> Iterator[tuple[int, Any]]:
    """Yield where each word of a sentence begins, and fugashi's node of it; what cannot be looked up has none."""
    for piece in _READABLE.finditer(sentence):
        place = piece.start()
        for word in tagger()(piece.group()):
            found = sentence.find(word.surface, place, piece.end())
            if found < 0:
                break
            yield found, word
            place = found + len(word.surface)


def _edge_between(left: str, right: str) -> int:
    if right in _OPENERS or left in _CLOSERS:
        return PUNCTUATION_EDGE
    return NO_EDGE
