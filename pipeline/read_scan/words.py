"""Doubtful letters of a line → those that make words: 想話会 is three words, 懇話会 one and an ending.

Kanji, and kana of two sizes: 橋りよう is three words, 橋りょう two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.writing.dictionary import tagger
from pipeline.writing.lookalikes import kana_sizes

if TYPE_CHECKING:
    from pipeline.read_scan.recognise import Letter

WINDOW = 8
"""Letters on either side of a doubtful one that are looked at with it."""

WORD = 3.0
"""What one word more in the same text weighs against a letter's likelihood, as a natural logarithm: 20 to 1. On scans
of photocopies 高齡者 was read with 19 to 1 against 高齢者, 橋りよう, in a type with a large ょ, with 15 to 1."""

UNKNOWN = 2
"""Words more that a word counts which the dictionary has not, or has as a sign: 齡者, and 企 alone."""

_KANJI = re.compile("[々㐀-䶿一-鿿]")


def in_words(line: Sequence[Letter]) -> list[Letter]:
    """Return the letters of a line, a doubtful one exchanged where another that it may be makes fewer words.

    Its confidence stays as it was, so that the cell is still doubted.
    """
    found = list(line)
    for place, letter in enumerate(line):
        others = [other for other in letter.others if _are_of_a_kind(letter.text, other[0])]
        if others:
            text = _best(found, place, others)
            if text != letter.text:
                found[place] = letter._replace(text=text)
    return found


def _are_of_a_kind(one: str, other: str) -> bool:
    return bool(_KANJI.match(one) and _KANJI.match(other)) or other in (kana_sizes(one) or "")


def _best(line: Sequence[Letter], place: int, others: Sequence[tuple[str, float]]) -> str:
    letter = line[place]
    before = "".join(each.text for each in line[max(place - WINDOW, 0) : place])
    after = "".join(each.text for each in line[place + 1 : place + 1 + WINDOW])
    own = _words(before + letter.text + after)
    weighed = [(0.0, letter.text)] + [
        (likelihood + WORD * (own - _words(before + text + after)), text) for text, likelihood in others
    ]
    return max(weighed, key=lambda pair: pair[0])[1]


@lru_cache(4096)
def _words(text: str) -> int:
    """Return how many words the dictionary makes of a text."""
    return sum(1 + UNKNOWN * (word.is_unk or word.feature.pos1 == "記号") for word in tagger()(text))
