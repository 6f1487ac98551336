"""Texts made easy to match without losing the way back, and the code points that a font got wrong.

``fold`` and ``compact`` keep offsets true. normalise has folded widths already; others are also given headers, titles
and notes as printed, and texts of transcripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.writing import Entry, load

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ANY_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
"""Looked for first, because most texts have none, and to translate is to look up each character."""


class CharacterVocabulary(Entry, frozen=True):
    """The shape of ``writing/characters.toml``."""

    kangxi_radicals: str
    radicals_supplement: str
    replaced: str
    vertical_forms: str
    symbol_fonts: str
    korean_duplicates: str
    japanese_among_them: tuple[str, ...]
    hyphens: tuple[str, ...]
    spaces: tuple[str, ...]
    unprinted: tuple[str, ...]
    ordinary_words: str


def vocabulary() -> CharacterVocabulary:
    """Return the code points that a font or a reader put in the place of others."""
    return load("characters", CharacterVocabulary)


@cache
def symbol_font_signs() -> Mapping[str, str]:
    """Return the sign for each private-use character that Wingdings or Symbol gives one."""
    return {pair[0]: pair[1] for pair in vocabulary().symbol_fonts.split()}


HAN = "㐀-䶿一-鿿豈-﫿々〆\U00020000-\U0003ffff"
"""Kanji, for use inside the brackets of a regular expression."""


PRIVATE_USE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Code points that only a font gives a meaning, for use inside the brackets of a regular expression."""

_UNKNOWN = re.compile(f"[\ufffd{PRIVATE_USE}]")


def is_hiragana(letter: str) -> bool:
    """Tell whether a letter is hiragana, in which endings and particles are written."""
    return "ぁ" <= letter <= "ん"


def may_be_read_as(text: str, wordings: Iterable[str]) -> bool:
    """Return whether a text is one of these wordings but for letters whose meaning is not in the file.

    These are U+FFFD and private-use characters. At least half of the text is known.
    """
    unknown = [match.start() for match in _UNKNOWN.finditer(text)]
    if not unknown or 2 * len(unknown) > len(text):
        return False
    return any(
        len(text) == len(wording)
        and all(
            mine == theirs or place in unknown for place, (mine, theirs) in enumerate(zip(text, wording, strict=True))
        )
        for wording in wordings
    )


def greatest_likeness(text: str, others: Iterable[str], least: float) -> float:
    """Return the likeness of the text that is most alike (rapidfuzz's ratio, 0 to 100); 0 where it is below ``least``.

    Most texts have too few letters in common, in whatever order. A process that meets no others is spared rapidfuzz,
    which takes 10 ms to import.
    """
    near = [other for other in others if 200 * sum(map(other.__contains__, text)) >= least * (len(text) + len(other))]
    if not near:
        return 0.0
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, near, scorer=fuzz.ratio, score_cutoff=least)
    return best[1] if best else 0.0


def fold(text: str) -> str:
    """Return the text with full-width ASCII made half-width, character by character: offsets stay as they are."""
    return text if text.isascii() or not _ANY_FULL_WIDTH.search(text) else text.translate(_FULL_WIDTH)


def search_from(pattern: re.Pattern[str], beginning: re.Pattern[str], text: str, position: int) -> re.Match[str] | None:
    """Return a pattern's first match from a position on, tried only where it may begin.

    Patterns that begin with a choice of words are tried at every letter otherwise, each word in turn.
    """
    while begin := beginning.search(text, position):
        if match := pattern.match(text, begin.start()):
            return match
        position = begin.start() + 1
    return None


class Compact(NamedTuple):
    """A text without its white space. ``offsets[i]`` is where character i stands in the text it was made from."""

    text: str
    offsets: Sequence[int]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text that a non-empty stretch of this one was read from."""
        return self.offsets[start], self.offsets[end - 1] + 1


def compact(text: str) -> Compact:
    """Return the text folded and without white space: print breaks a narrow cell anywhere."""
    bare = "".join(text.split())
    if len(bare) == len(text):
        return Compact(fold(text), range(len(text)))
    return Compact(fold(bare), [offset for offset, character in enumerate(text) if not character.isspace()])
