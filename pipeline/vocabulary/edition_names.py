"""What an edition's name says: the year and meeting in it, and which of two editions came first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.writing.eras import era_of, era_signs, vocabulary
from pipeline.writing.numbers import read_number

_OF_MEETING = re.compile(r"([A-Z])(\d{1,2})(?:-(\d{1,3}))?$")

SortKey = tuple[tuple[int, int, str], ...]
"""What names are compared by: a number by itself, letters after numbers, the whole name at last."""


def edition_sort_key(edition: str) -> SortKey:
    """Return what editions are sorted by, oldest first: S63 < H31-2 < R1-1 < R4-4 < R5-1 < R5-10 < 2024-1.

    Numbers compare as numbers, and a year of an era as the Western year that it is, so that both kinds can stand in
    one series. The first year of an era comes after the last one of the era before, which is the same Western year.
    """
    name = unicodedata.normalize("NFKC", edition)
    return (*(_part(match) for match in _parts().finditer(name)), (0, 0, edition))


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<era>{era_signs()})(?P<year>\d+|元)|(?P<number>\d+)|(?P<other>(?:(?!{era_signs()}[\d元])\D)+)"
    )


def _part(match: re.Match[str]) -> tuple[int, int, str]:
    era = era_of(match["era"]) if match["era"] else None
    if era is None:
        return (0, int(match["number"]), "") if match["number"] else (1, 0, match[0])
    year = read_number(match["year"]) or 0
    return 0, era.western(year), "1" if year == 1 else ""


def sort_editions(editions: Iterable[str], order: Sequence[str] = ()) -> list[str]:
    """Return editions oldest first: as the series file orders them, and those that it does not name after these."""
    place = {edition: index for index, edition in enumerate(order)}
    return sorted(editions, key=lambda edition: (place.get(edition, len(order)), edition_sort_key(edition)))


def meeting_of_name(edition: str) -> tuple[int | None, int | None]:
    """Return fiscal year (Western) and meeting number of an edition that is called R5-1 or R5; None for what is not."""
    match = _OF_MEETING.match(edition)
    era = era_of(match[1]) if match else None
    if match is None or era is None:
        return None, None
    return era.western(int(match[2])), int(match[3]) if match[3] else None


def name_of_year(fiscal_year: int) -> str:
    """Return R5 for 2023: the era in which the fiscal year ends its first month, or begins one."""
    for era in vocabulary().eras:
        if fiscal_year >= era.first.year:
            return f"{era.letter}{fiscal_year - era.first.year + 1}"
    return str(fiscal_year)
