"""Texts → words, by fugashi with unidic-lite. Offsets are into the text that they were read from."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import msgpack

from pipeline.model import Item, RepeatedTexts, Words
from pipeline.writing.dictionary import dictionary_options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORD_FIELDS = ("issue", "response")


_WORD, _UNKNOWN_WORD, _END = r"%f[0]\t%f[7]\t%m\t%pS\n", r"%f[0]\t\t%m\t%pS\n", r"end\n"
"""What MeCab is to print of a word, of one that the dictionary does not know, and after the last: part of speech,
lemma, surface, and the spaces and tabs before it, of which MeCab makes no word. One string a paragraph takes a third of
the time of fugashi's nodes, whose 26 features are made anew for each word."""


@cache
def _tagger() -> Any:
    """Return the one tagger of this process that prints so: loading its dictionary takes as long as tagging."""
    import fugashi

    formats = f"--output-format-type= --node-format='{_WORD}' --unk-format='{_UNKNOWN_WORD}' --eos-format='{_END}'"
    return fugashi.GenericTagger(f"{dictionary_options()} {formats}")


_ITEMS_IN_PART = 128
"""Some twenty thousand words, which take 3 MB."""


def words_in_parts(items: Sequence[Item]) -> Iterator[Words]:
    """Return the words of the items in parts and in order: a document of a thousand pages has a million.

    Until they are read the texts are held in a block a part, so that the items themselves can be let go.
    """
    texts = [(item.ordinal, {field: getattr(item, field) for field in WORD_FIELDS}) for item in items]
    starts = range(0, len(items), _ITEMS_IN_PART)
    parts = deque(msgpack.encode(texts[start : start + _ITEMS_IN_PART]) for start in starts)
    return _words_of(parts)


def _words_of(parts: deque[bytes]) -> Iterator[Words]:
    while parts:
        yield read_words(msgpack.decode(parts.popleft(), type=list[tuple[int, dict[str, str | None]]]))


def read_words(items: Iterable[tuple[int, Mapping[str, str | None]]]) -> Words:
    """Return the words of each item's issue and response, in order; white space is no word.

    ``items`` has each item's ordinal and its texts by field. ``surface`` is ``text[start:end]``; ``lemma`` is the
    surface where the dictionary has none; ``pos`` is UniDic's first level (名詞, 動詞).
    """
    number_of = defaultdict[str, int](count().__next__)  # of what MeCab prints of a word: most words come again
    paragraphs, numbers = list[_Paragraph](), list[int]()
    for ordinal, field, text in _texts(items):
        offset = 0
        for paragraph in text.split("\n"):
            lines = _analyse(paragraph).split("\n")[:-1]
            numbers += map(number_of.__getitem__, lines)
            paragraphs.append(_Paragraph(ordinal, field, offset, len(lines)))
            offset += len(paragraph) + 1
    return _to_columns(paragraphs, numbers, [*map(_read_line, number_of)]) if numbers else Words()


class _Paragraph(NamedTuple):
    """A paragraph of an item's field: its offset there, and how many words it has."""

    ordinal: int
    field: str
    offset: int
    word_count: int


def _texts(items: Iterable[tuple[int, Mapping[str, str | None]]]) -> Iterator[tuple[int, str, str]]:
    """Yield the texts that have words, each with its ordinal and its field."""
    for ordinal, texts in items:
        for field in WORD_FIELDS:
            if text := texts.get(field):
                yield ordinal, field, text


_LONGEST_KEPT = 300
"""Characters of a paragraph whose words are kept: all but one or two of an edition's are shorter."""


def _analyse(paragraph: str) -> str:
    """Return what MeCab prints of a paragraph, a line a word and one more."""
    return analyse_once(paragraph) if len(paragraph) <= _LONGEST_KEPT else _ask(paragraph)


@lru_cache(1 << 11)  # some 4 MB, 20 at most
def analyse_once(paragraph: str) -> str:
    """Return what MeCab prints of a paragraph, and keep it: the next edition says most of them again.

    Nineteen of twenty between the two editions at hand, which then take a tenth less time each.
    """
    return _ask(paragraph)


def _ask(paragraph: str) -> str:
    printed: str = _tagger().parse(paragraph.replace("\0", " "))
    return printed


def _to_columns(
    paragraphs: Sequence[_Paragraph], numbers: Sequence[int], words: Sequence[tuple[str, str, str, int]]
) -> Words:
    """Return the columns; ``numbers`` has for each word of the paragraphs its index in ``words``, ``_read_line``'s."""
    import numpy as np

    surfaces, lemmas, parts, advances = zip(*words, strict=True)
    ordinals, fields, offsets, counts = zip(*paragraphs, strict=True)
    number, paragraph = np.fromiter(numbers, np.int_), np.repeat(np.arange(len(paragraphs)), counts)
    ends = np.cumsum(np.fromiter(advances, np.int_)[number])  # had all paragraphs been one
    ends_before = np.append(0, ends)[np.cumsum(counts) - counts]
    ends += (offsets - ends_before)[paragraph]
    starts = ends - np.fromiter(map(len, surfaces), np.int_)[number]

    is_word = np.array([part != _WHITE_SPACE for part in parts])[number]
    number, paragraph, starts, ends = number[is_word], paragraph[is_word], starts[is_word], ends[is_word]
    text = np.cumsum(np.array(offsets) == 0)[paragraph]
    positions = np.arange(1, len(text) + 1) - np.searchsorted(text, text)
    return Words(
        _numbers(np.array(ordinals)[paragraph]),
        RepeatedTexts(fields, _numbers(paragraph)),
        _numbers(positions),
        _numbers(starts),
        _numbers(ends),
        *(RepeatedTexts(texts, _numbers(number)) for texts in (surfaces, lemmas, parts)),
    )


def _numbers(values: NDArray[np.int_]) -> array[int]:
    """Return a column in four bytes a number, where a list takes eight to forty."""
    return array("i", values.astype("i").tobytes())


_WHITE_SPACE = "空白"


@lru_cache(1 << 15)  # most words have stood before; their texts are then the same ones in memory
def _read_line(line: str) -> tuple[str, str, str, int]:
    """Return surface, lemma and part of speech, and how far the word's end is from the end of the word before it."""
    part, lemma, surface, spaces = line.split("\t", 3)
    return surface, lemma or surface, _WHITE_SPACE if surface.isspace() else part, len(spaces) + len(surface)
