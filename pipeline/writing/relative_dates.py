"""Months without a year and words that are relative to the edition's own time: 8月, 10月下旬, 先月, 年度末."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pipeline.writing import Entry, load
from pipeline.writing.characters import fold, search_from
from pipeline.writing.numbers import KANJI_FIGURES, KANJI_NUMERAL, read_number


class RelativeDates(Entry, frozen=True):
    """The shape of ``writing/relative_dates.toml``."""

    no_month_before: str
    no_month_after: tuple[str, ...]
    years: Mapping[str, int]
    months: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]


class RelativeDate(NamedTuple):
    """A date without a year, as it stands in a text.

    ``years`` and ``months`` count from the edition's own, None where the word says nothing of them; ``first`` and
    ``last`` are months of the year, the same where it is no range; ``day`` is set for a day of ``first``.
    """

    start: int
    end: int
    years: int | None
    months: int | None
    first: int | None
    last: int | None
    day: int | None


def vocabulary() -> RelativeDates:
    """Return the words."""
    return load("relative_dates", RelativeDates)


@cache
def _pattern() -> re.Pattern[str]:
    words = vocabulary()
    number = rf"(?:\d{{1,2}}|{KANJI_NUMERAL})"
    bare = rf"(?<![\d.,/{words.no_month_before}])(?<!\d年)(?<!翌年)"
    month = rf"{bare}(?P<month>{number})\s*月"
    until = rf"(?:\s*(?:[~〜～\-‐－―–—]|から)\s*(?P<until>{number})\s*月)?"
    range_start = rf"{bare}(?P<from>{number})\s*[~〜～\-‐－―–—]\s*(?P<to>{number})\s*月"
    day = rf"(?:\s*(?P<day>{number})\s*日(?!間))?"
    after = "|".join(map(re.escape, words.no_month_after))
    years, months, parts = (
        "|".join(sorted(names, key=len, reverse=True)) for names in (words.years, words.months, words.parts)
    )
    return re.compile(
        rf"(?:(?P<year>{years})(?!度)\s*(?:の\s*)?)?(?:{range_start}|{month}(?:{until}){day})(?!{after})"
        rf"|(?P<months>{months})|(?P<part>(?<![年\d度昨今本来前次])(?:{parts}))"
        rf"|(?P<lone_year>{years})(?!度)(?=[にのはも、])"
    )


@cache
def _sign() -> re.Pattern[str]:
    """Return a pattern of what stands in every text that names such a date."""
    words = vocabulary()
    return re.compile("|".join(("月", *words.months, *words.parts, *words.years)))


@cache
def _beginning() -> re.Pattern[str]:
    """Return a pattern for the first letter of such a date."""
    words = vocabulary()
    letters = "".join(word[0] for word in (*words.months, *words.parts, *words.years))
    return re.compile(rf"[\d{KANJI_FIGURES}{letters}]")


def relative_letters() -> str:
    """Return letters of which one stands in every such date, for use inside the brackets of a regular expression."""
    words = vocabulary()
    return "".join(("月", *(word[0] for word in (*words.months, *words.parts, *words.years))))


def read_relative_dates(text: str) -> Iterator[RelativeDate]:
    """Yield what a text names without a year, in order; months that cannot be are no months."""
    folded = fold(text)
    if not _sign().search(folded):  # most texts have figures, at which the pattern would be tried
        return
    position = 0
    while match := search_from(_pattern(), _beginning(), folded, position):
        position = match.end()
        date = _as_date(match)
        if date is not None:
            yield date


def _as_date(match: re.Match[str]) -> RelativeDate | None:
    words = vocabulary()
    place = match.start(), match.end()
    if match["months"]:
        return RelativeDate(*place, None, words.months[match["months"]], None, None, None)
    if match["part"]:
        return RelativeDate(*place, None, None, *words.parts[match["part"]], None)
    if match["lone_year"]:
        return RelativeDate(*place, words.years[match["lone_year"]], None, None, None, None)
    first = read_number(match["from"] or match["month"]) or 0
    last = read_number(match["to"] or match["until"] or match["from"] or match["month"]) or 0
    day = read_number(match["day"]) if match["day"] else None
    if not (1 <= first <= 12 and 1 <= last <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    years = words.years[match["year"]] if match["year"] else None
    return RelativeDate(*place, years, None, first, last, day if first == last else None)
