"""Texts → words, by fugashi with unidic-lite. Offsets are into the text that they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipeline.model import Word

WORD_FIELDS = ("issue", "response")


@cache
def _tagger() -> Any:
    """Return the one tagger of this process: loading its dictionary takes as long as tagging a document.

    The dictionary is named, because fugashi by itself prefers the full UniDic where that is installed too: the same
    document would have other words on another machine.
    """
    from importlib import resources
    from pathlib import Path

    import fugashi

    folder = Path(str(resources.files("unidic_lite").joinpath("dicdir"))).as_posix()
    return fugashi.Tagger(f'-r "{folder}/mecabrc" -d "{folder}"')


def read_words(texts: Mapping[str, str], ordinal: int) -> Iterator[Word]:
    """Yield the words of an item's issue and response, in order; white space is no word.

    ``surface`` is ``text[start:end]``; ``lemma`` is the surface where the dictionary has none; ``pos`` is UniDic's
    first level (名詞, 動詞).
    """
    for field in WORD_FIELDS:
        text = texts.get(field) or ""
        for position, (start, surface, lemma, pos) in enumerate(_analyse(text), start=1):
            yield Word(ordinal, field, position, start, start + len(surface), surface, lemma, pos)


def _analyse(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield offset, surface, lemma and part of speech, paragraph by paragraph: a word does not run over its end."""
    start_of_paragraph = 0
    for paragraph in text.split("\n"):
        position = 0
        for node in _tagger()(paragraph.replace("\0", " ")):
            surface = node.surface
            position = paragraph.index(surface, position)
            if surface.strip() and node.feature.pos1 != "空白":
                yield start_of_paragraph + position, surface, node.feature.lemma or surface, node.feature.pos1
            position += len(surface)
        start_of_paragraph += len(paragraph) + 1
