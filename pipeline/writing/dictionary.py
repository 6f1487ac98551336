"""The one dictionary of words: unidic-lite, by fugashi.

The dictionary is named, because fugashi by itself prefers the full UniDic where that is installed too: the same text
would have other words on another machine.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def dictionary_options() -> str:
    """Return what tells MeCab where the dictionary is."""
    from importlib import resources
    from pathlib import Path

    folder = Path(str(resources.files("unidic_lite").joinpath("dicdir"))).as_posix()
    return f'-r "{folder}/mecabrc" -d "{folder}"'


@cache
def tagger() -> Any:
    """Return the tagger that gives fugashi's nodes: one a process, because loading the dictionary takes long."""
    import fugashi

    return fugashi.Tagger(dictionary_options())
