"""Texts → words, by fugashi with unidic-lite. Offsets are into the text that they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from pipeline.model import Word

WORD_FIELDS = ("issue", "response")


_WORD, _UNKNOWN_WORD, _END = r"%f[0]\t%f[7]\t%m\n", r"%f[0]\t\t%m\n", r"end\n"
"""What MeCab is to print of a word, of one that the dictionary does not know, and after the last: part of speech,
lemma, surface. One string a paragraph takes a third of the time of fugashi's nodes, whose 26 features are made anew for
each word. The surface stands last, because it may be a tab."""


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
    formats = f"--output-format-type= --node-format='{_WORD}' --unk-format='{_UNKNOWN_WORD}' --eos-format='{_END}'"
    return fugashi.GenericTagger(f'-r "{folder}/mecabrc" -d "{folder}" {formats}')


def read_words(texts: Mapping[str, str], ordinal: int) -> Iterator[Word]:
    """Yield the words of an item's issue and response, in order; white space is no word.

    ``surface`` is ``text[start:end]``; ``lemma`` is the surface where the dictionary has none; ``pos`` is UniDic's
    first level (名詞, 動詞).
    """
    analyse = _tagger().parse
    for field in WORD_FIELDS:
        text = texts.get(field) or ""
        position = end_of_paragraph = 0
        for paragraph in text.split("\n"):
            end = end_of_paragraph
            end_of_paragraph += len(paragraph) + 1
            for line in analyse(paragraph.replace("\0", " ")).split("\n")[:-1]:
                surface, lemma, pos, is_word = _read_line(line)
                start = text.index(surface, end)
                end = start + len(surface)
                if is_word:
                    position += 1
                    yield Word(ordinal, field, position, start, end, surface, lemma, pos)


@lru_cache(1 << 15)  # most words have stood before; their texts are then the same ones in memory
def _read_line(line: str) -> tuple[str, str, str, bool]:
    """Return surface, lemma, part of speech, and whether it is a word rather than white space."""
    pos, lemma, surface = line.split("\t", 2)
    return surface, lemma or surface, pos, pos != "空白" and not surface.isspace()
