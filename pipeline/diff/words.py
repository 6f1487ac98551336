"""Where words begin and end, so that a change is shown in whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from pipeline.diff.fold import uncuttable_stretches

# MeCab ends a text at NUL and drops white space; UTF-8 cannot write a lone surrogate. What it sees is cut there.
_READABLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,2000}")

NEWLINE_EDGE, SENTENCE_EDGE, PUNCTUATION_EDGE, WORD_EDGE, NO_EDGE, CUT_NUMBER = 5, 4, 3, 2, 0, -5
"""How well a text may be cut at a place. A cut through a number is worse than any gain on the other side."""

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]|$)")
_OPENERS = frozenset("「『(（【〔[・※○◎● \n\t\u3000")
_CLOSERS = frozenset("、，,」』)）】〕]:： \n\t\u3000")


@cache
def _tagger() -> Any:
    from fugashi import Tagger

    return Tagger()


def cut_scores(text: str) -> list[int]:
    """Return for each of the ``len(text) + 1`` places between characters how well the text may be cut there."""
    scores: list[int] = []
    # Two editions of a text have most sentences in common: each is taken apart once.
    for sentence in _SENTENCE.findall(text):
        scores += _sentence_scores(sentence)
    scores.append(NEWLINE_EDGE)
    for place in range(1, len(text)):
        if text[place - 1] == "\n" or text[place] == "\n":
            # A paragraph that is inserted brings the line feed after it, or before it; both cuts read well.
            scores[place] = NEWLINE_EDGE
    scores[0] = NEWLINE_EDGE
    return scores


@lru_cache(maxsize=4096)
def _sentence_scores(sentence: str) -> tuple[int, ...]:
    """Return how well a sentence may be cut before each of its characters."""
    scores = [SENTENCE_EDGE, *(_edge_between(left, right) for left, right in pairwise(sentence))]
    for start in _word_starts(sentence):
        scores[start] = max(scores[start], WORD_EDGE)
    for start, end in uncuttable_stretches(sentence):
        scores[start] = max(scores[start], WORD_EDGE)
        if end < len(scores):
            scores[end] = max(scores[end], WORD_EDGE)
        scores[start + 1 : end] = [CUT_NUMBER] * (end - start - 1)
    return tuple(scores)


def _word_starts(sentence: str) -> Iterator[int]:
    for piece in _READABLE.finditer(sentence):
        place = piece.start()
        for word in _tagger()(piece.group()):
            found = sentence.find(word.surface, place, piece.end())
            if found < 0:
                break
            yield found
            place = found + len(word.surface)
        if piece.end() < len(sentence):
            yield piece.end()


def _edge_between(left: str, right: str) -> int:
    if right in _OPENERS or left in _CLOSERS:
        return PUNCTUATION_EDGE
    return NO_EDGE
