"""Words that are stamped over a document: 案, 取扱注意, 会議後回収."""

from __future__ import annotations

from functools import cache

from pipeline.vocabulary import Entry, load
from pipeline.writing.characters import compact

_BRACKETS = "()[]【】「」〔〕<>〈〉《》"

LONGEST_STAMP = 20
"""Characters; a longer text is none, and is not looked up."""


class StampVocabulary(Entry, frozen=True):
    """``vocabulary/stamps.toml``."""

    words: tuple[str, ...]


@cache
def _words() -> frozenset[str]:
    return frozenset(compact(word).text for word in load("stamps", StampVocabulary).words)


def is_stamp_word(text: str) -> bool:
    """Return whether a text is a word that stamps say, in brackets or not."""
    return len(text) <= LONGEST_STAMP and compact(text).text.strip(_BRACKETS) in _words()
