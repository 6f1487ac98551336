"""Where words begin and end, so that a change is shown in whole words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.diff.fold import uncuttable_stretches

# MeCab ends a text at NUL and drops white space; UTF-8 cannot write a lone surrogate. What it sees is cut there.
_READABLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,2000}")

NEWLINE_EDGE, SENTENCE_EDGE, PUNCTUATION_EDGE, WORD_EDGE, NO_EDGE, CUT_NUMBER = 5, 4, 3, 2, 0, -5
"""How well a text may be cut at a place. A cut through a number is worse than any gain on the other side."""

_SENTENCE_ENDS = "。！？!?"
_OPENERS = "「『(（【〔[・※○◎●"
_CLOSERS = "、，,」』)）】〕]:："


@cache
def _tagger() -> Any:
    from fugashi import Tagger

    return Tagger()


def cut_scores(text: str) -> list[int]:
    """Return for each of the ``len(text) + 1`` places between characters how well the text may be cut there."""
    scores = [NO_EDGE] * (len(text) + 1)
    for start in _word_starts(text):
        scores[start] = WORD_EDGE
    for place in range(1, len(text)):
        scores[place] = max(scores[place], _edge_between(text[place - 1], text[place]))
    for start, end in uncuttable_stretches(text):
        scores[start], scores[end] = max(scores[start], WORD_EDGE), max(scores[end], WORD_EDGE)
        scores[start + 1 : end] = [CUT_NUMBER] * (end - start - 1)
    scores[0] = scores[-1] = NEWLINE_EDGE
    return scores


def _word_starts(text: str) -> list[int]:
    starts = []
    for piece in _READABLE.finditer(text):
        place = piece.start()
        for word in _tagger()(piece.group()):
            found = text.find(word.surface, place, piece.end())
            if found < 0:
                break
            starts.append(found)
            place = found + len(word.surface)
        starts.append(piece.end())
    return starts


def _edge_between(left: str, right: str) -> int:
    if "\n" in (left, right):
        # A paragraph that is inserted brings the line feed after it, or before it; both cuts read well.
        return NEWLINE_EDGE
    if left in _SENTENCE_ENDS:
        return SENTENCE_EDGE
    if left.isspace() or right.isspace() or right in _OPENERS or left in _CLOSERS:
        return PUNCTUATION_EDGE
    return NO_EDGE
