"""Which of two columns about the same thing is the later one: 前回 and 今回, 一次 and 二次, R5.8末 and R6.2末."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.vocabulary import Entry, load
from pipeline.writing.eras import vocabulary as era_vocabulary

_RANKS = {"older": -1, "newer": 1, "latest": 2}
"""Where the words of each list of ``column_ages.toml`` stand; a header without any is 0."""

_BRACKETED = re.compile(r"[(\[〔【<〈]([^()\[\]〔〕【】<>〈〉]*)[)\]〕】>〉]")
_BLANK = re.compile(r"[\s※:・]+")


class AgeVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/column_ages.toml``."""

    older: tuple[str, ...]
    newer: tuple[str, ...]
    latest: tuple[str, ...]
    old_wording: tuple[str, ...]
    new_wording: tuple[str, ...]


class Age(NamedTuple):
    """Of when a column is, by its header. ``rank`` is 0 and ``date`` None where it does not say.

    ``rest`` is what the header says besides; two columns are about the same thing where it is the same.
    """

    rank: int
    date: tuple[int, int] | None
    rest: str


def are_old_and_new_wording(header: str, other: str) -> bool:
    """Return whether two headers stand over the old and the new wording of one text, in either order."""
    words = _vocabulary()
    first, second = ("".join(unicodedata.normalize("NFKC", text).split()) for text in (header, other))
    return (first in words.old_wording and second in words.new_wording) or (
        second in words.old_wording and first in words.new_wording
    )


def compare_ages(header: str, other: str) -> int:
    """Return -1 where the first column is the older of the two, 1 where it is the later one, 0 where nobody can tell.

    An old and a new one are told apart whatever else they say (前回回答, 今回の対応状況). Dates, and a word against
    none, tell only columns apart that say the same otherwise.
    """
    first, second = age_of(header), age_of(other)
    alike = first.rest == second.rest
    if first.rank != second.rank and (alike or first.rank * second.rank < 0):
        return -1 if first.rank < second.rank else 1
    if first.rank == second.rank and alike and first.date and second.date and first.date != second.date:
        return -1 if first.date < second.date else 1
    return 0


def without_ages(row: str) -> str:
    """Return a header's row without what it says of when."""
    return age_of(row).rest


@lru_cache(1024)
def age_of(header: str) -> Age:
    """Return of when a column is; years are Western, months 0 where there is none."""
    text = unicodedata.normalize("NFKC", header)
    rows = [_read(_BLANK.sub("", row)) for row in _BRACKETED.sub("", text).split(" / ")]
    said = [*rows, *(_read(_BLANK.sub("", aside)) for aside in _BRACKETED.findall(text))]
    rank = next((piece.rank for piece in said if piece.rank), 0)
    date = next((piece.date for piece in said if piece.date), None)
    return Age(rank, date, "".join(row.rest for row in rows))


def _read(piece: str) -> Age:
    """Return the age of one row, or of what stands in one pair of brackets."""
    date, rest = None, piece
    if match := _date().search(piece):
        date = (_year(match), int(match["month"] or 0))
        rest = piece[: match.start()] + piece[match.end() :]
    for name, rank in _RANKS.items():
        for word in _words()[name]:
            if rest == word:
                return Age(rank, date, "")
            if len(word) > 1 and rest.startswith(word):
                return Age(rank, date, rest.removeprefix(word).removeprefix("の"))
            if len(word) > 1 and rest.endswith(word):
                return Age(rank, date, rest.removesuffix(word).removesuffix("の"))
    return Age(0, date, rest)


def _year(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    return _first_years()[match["era"].upper()] + (1 if match["year"] == "元" else int(match["year"])) - 1


@cache
def _date() -> re.Pattern[str]:
    eras = "|".join(sorted(map(re.escape, _first_years()), key=lambda era: (-len(era), era)))
    year = rf"(?:(?P<western>(?:19|20)[0-9]{{2}})|(?P<era>{eras})(?P<year>元|[0-9]{{1,2}}))"
    month = r"(?:年?度|年|[./])?(?:(?P<month>1[0-2]|0?[1-9])月?)?"
    return re.compile(rf"{year}{month}(?:[./]?[0-9]{{1,2}}日?)?(?:末|現在|時点|まで|の)*", re.IGNORECASE)


@cache
def _first_years() -> Mapping[str, int]:
    """Return the first year of each era by its name and its letter."""
    return {sign: era.first.year for era in era_vocabulary().eras for sign in (era.name, era.letter)}


@cache
def _vocabulary() -> AgeVocabulary:
    return load("column_ages", AgeVocabulary)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Return each list, longest word first."""
    lists = _vocabulary()
    return {name: tuple(sorted(getattr(lists, name), key=lambda word: (-len(word), word))) for name in _RANKS}
