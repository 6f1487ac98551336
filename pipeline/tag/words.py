"""Texts → words, by fugashi with unidic-lite. Offsets are into the text that they were read from."""

from __future__ import annotations

import operator
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress, repeat
from typing import Any

from pipeline.model import Item, Words
from pipeline.writing.dictionary import dictionary_options

WORD_FIELDS = ("issue", "response")


_WORD, _UNKNOWN_WORD, _END = r"%f[0]\t%f[7]\t%m\n", r"%f[0]\t\t%m\n", r"end\n"
"""What MeCab is to print of a word, of one that the dictionary does not know, and after the last: part of speech,
lemma, surface. One string a paragraph takes a third of the time of fugashi's nodes, whose 26 features are made anew for
each word. The surface stands last, because it may be a tab."""


@cache
def _tagger() -> Any:
    """Return the one tagger of this process that prints so: loading its dictionary takes as long as tagging."""
    import fugashi

    formats = f"--output-format-type= --node-format='{_WORD}' --unk-format='{_UNKNOWN_WORD}' --eos-format='{_END}'"
    return fugashi.GenericTagger(f"{dictionary_options()} {formats}")


_ITEMS_IN_PART = 128
"""Some twenty thousand words, which take 3 MB."""


def words_in_parts(items: Sequence[Item]) -> Iterator[Words]:
    """Yield the words of the items in parts and in order: a document of a thousand pages has a million."""
    for start in range(0, len(items), _ITEMS_IN_PART):
        part = items[start : start + _ITEMS_IN_PART]
        yield read_words((item.ordinal, {"issue": item.issue, "response": item.response}) for item in part)


def read_words(items: Iterable[tuple[int, Mapping[str, str | None]]]) -> Words:
    """Return the words of each item's issue and response, in order; white space is no word.

    ``items`` has each item's ordinal and its texts by field. ``surface`` is ``text[start:end]``; ``lemma`` is the
    surface where the dictionary has none; ``pos`` is UniDic's first level (名詞, 動詞).
    """
    ordinals, positions = array("i"), array("i")  # four bytes a number, where a list takes eight to forty
    fields: list[str] = []
    surfaces: list[str] = []
    of_paragraphs: tuple[Any, ...] = (array("i"), array("i"), surfaces, [], [])
    for ordinal, texts in items:
        for field in WORD_FIELDS:
            before, offset = len(surfaces), 0
            for paragraph in (texts.get(field) or "").split("\n"):
                for column, more in zip(of_paragraphs, _read_paragraph(paragraph, offset), strict=True):
                    column.extend(more)
                offset += len(paragraph) + 1
            count = len(surfaces) - before
            ordinals += array("i", [ordinal]) * count
            fields += repeat(field, count)
            positions.extend(range(1, count + 1))
    return Words(ordinals, fields, positions, *of_paragraphs)


def _read_paragraph(paragraph: str, offset: int) -> Sequence[Sequence[Any]]:
    """Return five columns of a paragraph's words: start, end, surface, lemma and part of speech."""
    lines = _tagger().parse(paragraph.replace("\0", " ")).split("\n")[:-1]
    if not lines:
        return ((),) * 5
    surfaces, lemmas, parts = zip(*map(_read_line, lines), strict=True)
    columns = (*_places(paragraph, surfaces, offset), surfaces, lemmas, parts)
    if _WHITE_SPACE not in parts:
        return columns
    is_word = [part != _WHITE_SPACE for part in parts]
    return [list(compress(column, is_word)) for column in columns]


def _places(paragraph: str, surfaces: Sequence[str], offset: int) -> tuple[Sequence[int], Sequence[int]]:
    """Return where each surface begins and where it ends; MeCab passes over spaces between them."""
    lengths = list(map(len, surfaces))
    if sum(lengths) == len(paragraph):
        bounds = list(accumulate(lengths, initial=offset))
        return bounds[:-1], bounds[1:]
    starts, end = [], 0
    for surface, length in zip(surfaces, lengths, strict=True):
        start = paragraph.index(surface, end)
        end = start + length
        starts.append(offset + start)
    return starts, list(map(operator.add, starts, lengths))


_WHITE_SPACE = "空白"


@lru_cache(1 << 15)  # most words have stood before; their texts are then the same ones in memory
def _read_line(line: str) -> tuple[str, str, str]:
    """Return surface, lemma and part of speech."""
    part, lemma, surface = line.split("\t", 2)
    return surface, lemma or surface, _WHITE_SPACE if surface.isspace() else part
