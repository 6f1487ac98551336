"""What counts as the same text when two editions are compared.

A publisher who sets a table again, in another program or another width, changes spaces, paragraph breaks and the
width of letters, and no word. Such a difference must not stand in a list of changes, so texts are compared by a key
that leaves it out. The published text itself is not touched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.writing import Entry, load


class ComparisonVocabulary(Entry, frozen=True):
    """The shape of ``writing/comparison_keys.toml``."""

    one_sign: tuple[str, ...]  # signs that are one in print, each as the first of them
    material_punctuation: str


@cache
def _vocabulary() -> ComparisonVocabulary:
    return load("comparison_keys", ComparisonVocabulary)


@cache
def _lookalikes() -> dict[int, str]:
    return str.maketrans({other: signs[0] for signs in _vocabulary().one_sign for other in signs[1:]})


def fold_character(character: str) -> str:
    """Return the character in its plain width and shape; it may become several."""
    character = character.translate(_lookalikes())
    # ①, ², ½ (category No) stay: NFKC would make 10² equal to 102, and ①2 to 12.
    if unicodedata.category(character) == "No":
        return character
    return unicodedata.normalize("NFKC", character).translate(_lookalikes())


class _KeyTable(dict[int, str]):
    """What each character becomes in a comparison key, worked out when it is first seen (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        folded = "".join(part for part in fold_character(chr(code)) if not is_blank(part))
        # A voiced sound mark of its own joins the kana before it, as the mark of half-width kana does.
        self[code] = folded.replace("\u309b", "\u3099").replace("\u309c", "\u309a")
        return self[code]


class _PlaceTable(dict[int, str]):
    """What each character becomes where offsets must keep their meaning: what it folds to, if that is one character."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_KEY_TABLE = _KeyTable()
_PLACE_TABLE = _PlaceTable()


def comparison_key(text: str | None) -> str:
    """Return the text as it is compared: NFKC, look-alikes made one, without white space.

    Numerals in rings and raised ones stay. Null and the empty text have the same key. Control and format characters
    are left out: they are not printed.
    """
    if not text:
        return ""
    # NFC joins what was folded one by one: a kana and the voiced sound mark after it. It cannot touch ① or ².
    return unicodedata.normalize("NFC", text.translate(_KEY_TABLE))


def fold_in_place(text: str) -> str:
    """Return the text with each character folded where it stays one character, so that offsets keep their meaning."""
    return text.translate(_PLACE_TABLE)


@lru_cache(maxsize=8192)
def is_blank(character: str) -> bool:
    """Return whether nothing of the character is seen in print: white space, control and format characters."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


@lru_cache(maxsize=8192)
def is_punctuation(character: str) -> bool:
    """Return whether the character carries no meaning of its own: 、。・「」 and the like, and white space."""
    if character in _vocabulary().material_punctuation:
        return False
    return is_blank(character) or unicodedata.category(character).startswith("P")


_UNCUTTABLE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[.,．，][0-9０-９]+)*|[〇一二三四五六七八九十百千]{2,}")


def uncuttable_stretches(text: str) -> list[tuple[int, int]]:
    """Return start and end of every number and Latin word: 12 that becomes 13 is shown whole, not as 1 and a new 3."""
    return [match.span() for match in _UNCUTTABLE.finditer(text)]
