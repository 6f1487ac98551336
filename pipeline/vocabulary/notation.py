"""Ways of writing one and the same thing: 、 and ，, ヶ and ケ, 髙 and 高, ① and (1), サーバー and サーバ.

A text is read as *letters*: what each printed character, or a few of them, comes to once typesetting and notation are
left out, with the place in the text where it stands. Two texts with the same letters say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.vocabulary import Entry, load


class Pattern(Entry, frozen=True):
    """What a regular expression finds, one of the characters that such a text ``holds``, and what stands for it."""

    pattern: str
    holds: str
    to: str


class NotationVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/notation.toml``; ``characters`` are pairs, parted by white space."""

    characters: str
    patterns: tuple[Pattern, ...]


class Letters(NamedTuple):
    """A text as it is compared: its letters, and for each the stretch ``[start, end)`` of the text that it stands for.

    The stretches come in order; letters that stand for one character (③, read as ``(3)``) share theirs.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@cache
def _vocabulary() -> tuple[Mapping[int, str], Sequence[tuple[re.Pattern[str], str, frozenset[str]]]]:
    loaded: NotationVocabulary = load("notation", NotationVocabulary)
    characters = {ord(pair[0]): pair[1] for pair in loaded.characters.split()}
    return characters, [(re.compile(one.pattern), one.to, frozenset(one.holds)) for one in loaded.patterns]


@lru_cache(maxsize=8192)
def fold_variant(character: str) -> str:
    """Return what a character is another way of writing, the character itself for most."""
    if unicodedata.category(character) == "No" and "CIRCLED" in (name := unicodedata.name(character, "")):
        return character if "NUMBER ZERO" in name else f"({unicodedata.numeric(character):.0f})"
    if unicodedata.category(character) == "No" and "PARENTHESIZED" in unicodedata.name(character, ""):
        return f"({unicodedata.numeric(character):.0f})"
    return _vocabulary()[0].get(ord(character), character)


def fold_notation(letters: Letters) -> Letters:
    """Return the letters with every notation that stands for another replaced by it."""
    text, starts, ends = letters.text, list(letters.starts), list(letters.ends)
    held = set(text)
    for pattern, replacement, holds in _vocabulary()[1]:
        if holds.isdisjoint(held):
            continue
        # From the end, so that the places before stay what they are.
        for match in reversed(list(pattern.finditer(text))):
            place, stop = match.span()
            if match.group() == replacement or place == stop:
                continue
            first, last = starts[place], ends[stop - 1]
            text = text[:place] + replacement + text[stop:]
            starts[place:stop] = [first] * len(replacement)
            ends[place:stop] = [last] * len(replacement)
    return Letters(text, starts, ends)
