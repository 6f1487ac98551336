"""Numbers: what a numeral says, and what is a row's printed number (``(3)``, ``№12``, ``1-2``, ``④``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.writing import Entry, load
from pipeline.writing.characters import fold

KANJI_FIGURES = "〇一二三四五六七八九十"
"""For use inside the brackets of a regular expression."""

KANJI_NUMERAL = f"[{KANJI_FIGURES}]{{1,4}}"
_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_TENS = re.compile("([二三四五六七八九]?)十([一二三四五六七八九]?)")

LONGEST_NUMBER = 30
"""Characters of a row's number with all that stands around it: a longer text is none, and is not searched."""


class NumberVocabulary(Entry, frozen=True):
    """The shape of ``writing/numbers.toml``."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    joints: tuple[str, ...]
    circled: str
    totals: tuple[str, ...]


class PrintedNumber(NamedTuple):
    """The number of a row as it is printed: its parts, (3,) for ``No.3`` and (1, 2) for ``1-2``."""

    parts: tuple[int, ...]

    @property
    def value(self) -> int | None:
        """The number; None where it has parts, which are not counted on."""
        return self.parts[0] if len(self.parts) == 1 else None


def read_number(text: str) -> int | None:
    """Return what 31, ３１, 三十一 or 元 says; None for anything else."""
    folded = fold(text.strip())
    if folded == "元":
        return 1
    if folded.isascii() and folded.isdigit():
        return int(folded)
    if folded and all(character in _KANJI_DIGITS for character in folded):
        return int("".join(str(_KANJI_DIGITS[character]) for character in folded))
    if match := _TENS.fullmatch(folded):
        tens, units = (_KANJI_DIGITS.get(part, 0) for part in match.groups())
        return (tens or 1) * 10 + units
    return None


@lru_cache(4096)  # each cell is asked, and the same short texts stand in many
def printed_number(text: str) -> PrintedNumber | None:
    """Return the number that is all that a text says, as numbers of rows are printed; None for any other text.

    A number has up to six digits, its parts up to three, and no thousands separators: amounts are no numbers of rows.
    """
    if len(text) > LONGEST_NUMBER:
        return None
    bare = fold("".join(text.split()))
    place = _vocabulary().circled.find(bare) if len(bare) == 1 else -1
    if place >= 0:
        return PrintedNumber((place + 1,))
    match = _pattern().fullmatch(bare)
    return PrintedNumber(tuple(int(part) for part in re.findall(r"\d+", match["number"]))) if match else None


def number_like(printed: str, value: int) -> str | None:
    """Return a number as another is printed: ⑩ where that is ⑨, 第10号 where it is 第9号; None where it cannot be."""
    circled = _vocabulary().circled
    if len(printed) == 1 and printed in circled:
        return circled[value - 1] if 0 < value <= len(circled) else str(value)
    digits = re.findall(r"[0-9０-９]+", printed)
    return printed.replace(digits[0], str(value)) if len(digits) == 1 else None


_FIGURE = re.compile(r"[-－−△▲]?(?:\d{1,3}(?:,\d{3})+|\d+\.\d+|(?!(?:19|20)\d\d$)\d{3,})[%円]?")


def is_figure(text: str) -> bool:
    """Return whether a text is an amount, a share or a long count, and surely no label: 12,000, 20.5%, △350.

    Years and numbers of one or two digits head columns, too (2023, 5), and are left out.
    """
    return len(text) <= LONGEST_NUMBER and _FIGURE.fullmatch(fold("".join(text.split()))) is not None


@cache
def _vocabulary() -> NumberVocabulary:
    return load("numbers", NumberVocabulary)


@cache
def _pattern() -> re.Pattern[str]:
    words = _vocabulary()
    before, joint, after = _any_of(words.before), _any_of(words.joints), _any_of(words.after)
    number = rf"[0-9]{{1,6}}|[0-9]{{1,4}}(?:{joint}[0-9]{{1,3}}){{1,3}}"
    return re.compile(rf"{before}{{0,3}}(?P<number>{number}){after}{{0,3}}", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(map(fold, words), key=len, reverse=True))) + ")"


def is_total(text: str) -> bool:
    """Return whether a text says that its row sums up others: 合計, 小　計."""
    return len(text) <= LONGEST_NUMBER and "".join(text.split()) in _vocabulary().totals
