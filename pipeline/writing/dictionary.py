"""The one dictionary of words: unidic-lite, by fugashi.

The dictionary is named, because fugashi by itself prefers the full UniDic where that is installed too: the same text
would have other words on another machine.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_COST = 700.0  # of MeCab's costs: what one step of the natural logarithm of likelihood is in UniDic


def dictionary_options() -> str:
    """Return what tells MeCab where the dictionary is."""
    from pathlib import Path

    from unidic_lite import DICDIR

    folder = Path(DICDIR).as_posix()
    return f'-r "{folder}/mecabrc" -d "{folder}"'


@cache
def tagger() -> Any:
    """Return the tagger that gives fugashi's nodes: one a process, because loading the dictionary takes long."""
    import fugashi

    return fugashi.Tagger(dictionary_options())


@lru_cache(4096)
def unlikelihood(text: str) -> float:
    """Return how unlikely it is that a text's words follow each other, as a natural logarithm.

    Only texts that differ in few letters are to be compared: a longer one is unlikelier.
    """
    return float(_weigher().parse(text)) / _COST


@cache
def _weigher() -> Any:
    """Return the tagger that gives what the best path through a text costs, and nothing else."""
    import fugashi

    return fugashi.GenericTagger(f'{dictionary_options()} -O "" -F "" -U "" -E "%pc"')
