"""Dates as Japanese documents write them: 令和5年6月, R5.4.1, 元年度, 2023年4月1日, 令和4～6年度.

Own code, because the libraries read 令和元年度 as a calendar year, take 昭和64年1月8日 for a day, and know neither R5.4
nor ranges.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from pipeline.writing.characters import fold, search_from
from pipeline.writing.eras import Era, era_beginnings, era_of, era_signs, vocabulary
from pipeline.writing.numbers import KANJI_NUMERAL, read_number

PointKind = Literal["day", "month", "year", "fiscal_year"]
FIRST_FISCAL_MONTH = 4


class Point(NamedTuple):
    """A day, a month, a year or a fiscal year, in Western years."""

    year: int
    month: int | None = None
    day: int | None = None
    is_fiscal: bool = False

    @property
    def kind(self) -> PointKind:
        """How precise it is."""
        if self.is_fiscal:
            return "fiscal_year"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> date:
        """The first day of it; ``ValueError`` where there is no such day."""
        if self.is_fiscal:
            return date(self.year, FIRST_FISCAL_MONTH, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of it; ``ValueError`` where there is no such day."""
        if self.is_fiscal:
            return date(self.year + 1, FIRST_FISCAL_MONTH - 1, 31)
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ISO 8601: 2023-06-01, 2023-06 or 2023; a fiscal year as 2023-04-01/2024-03-31."""
        if self.is_fiscal:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year that it belongs to; a bare year is taken for the fiscal year of that name."""
        before_april = not self.is_fiscal and self.month is not None and self.month < FIRST_FISCAL_MONTH
        return self.year - 1 if before_april else self.year


class Reading(NamedTuple):
    """A date found in a text: both ends are the same where it is no range. ``problem`` says why it cannot be.

    ``past_era``: it counts on after its era's end, as 平成35年度 in a plan of 平成30年 does.
    """

    start: int
    end: int
    first: Point
    last: Point
    problem: str | None = None
    past_era: bool = False


_SPACE = "[ \\t]*"
_NUMBER = rf"(?:\d{{1,2}}(?!\d)|元|{KANJI_NUMERAL})"
_BARE_LETTERS = "RH"
"""Only these stand for a year without 年 after them: S3 and T1 are products, M2 is a screw."""
_AFTER_BARE_YEAR = r"(?![A-Za-z%]|[./]?\d|[-‐－]\d)"
"""R4 in R404, R4.50 or R4-4 is no year."""
_AFTER_NUMBER_OF_A_PLACE = re.compile(r"[ \t]*(?:丁目|番|号|[-‐－ー]\d+[-‐－ー]\d)")
"""昭和2丁目 and 平成3-2-1 are addresses; 昭和 and 平成 are names of many quarters."""
_RANGE = rf"{_SPACE}(?:[~〜～\-‐－―–—]|から){_SPACE}"
_LIST = rf"{_SPACE}(?:[・、,]|及び|と){_SPACE}"
_RANGE_SIGN, _LIST_SIGN = re.compile(_RANGE), re.compile(_LIST)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a whole date and that of one whose beginning is left out (～6年度)."""
    year = (
        rf"(?:(?P<era>{era_signs()}){_SPACE}(?P<era_year>{_NUMBER})"
        r"|(?<![\d.,/])(?P<western>(?:18|19|20|21)\d\d)(?!\d))"
    )
    month_day = rf"(?P<month>{_NUMBER}){_SPACE}月(?:{_SPACE}(?P<day>{_NUMBER}){_SPACE}日)?"
    dotted = (
        rf"(?P<dot>[./]){_SPACE}(?P<dotted_month>\d{{1,2}})(?!\d)"
        rf"(?:{_SPACE}(?:[./]){_SPACE}(?P<dotted_day>\d{{1,2}})(?!\d)|{_SPACE}月(?:{_SPACE}(?P<mixed_day>\d{{1,2}}){_SPACE}日)?)?"
    )
    before_month = rf"(?P<bare_month>{_NUMBER})(?=(?:{_RANGE}|{_LIST}){_NUMBER}{_SPACE}月)"
    calendar_year = rf"(?P<year>年)(?:{_SPACE}(?:{month_day}|{before_month}))?"
    year_tail = rf"(?:{_SPACE}(?P<fiscal>年度)|{_SPACE}{calendar_year}|{_SPACE}{dotted})?"
    elided = (
        rf"(?P<era_year>{_NUMBER}){_SPACE}(?:(?P<fiscal>年度)|(?P<year>年)(?:{_SPACE}{month_day})?)"
        rf"|{month_day.replace('P<month>', 'P<only_month>').replace('P<day>', 'P<month_day>')}"
        rf"|(?P<only_day>{_NUMBER}){_SPACE}日"
    )
    return re.compile(year + year_tail), re.compile(elided)


def date_beginnings() -> str:
    """Return the letters that a whole date begins with, for use inside the brackets of a regular expression."""
    return f"12{era_beginnings()}"


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(f"[{date_beginnings()}]")


def _number(match: re.Match[str], *groups: str) -> int | None:
    """Return the number in the first of these groups that took part in the match."""
    for group in groups:
        if group in match.re.groupindex and match[group] is not None:
            return read_number(match[group])
    return None


def _is_bare(match: re.Match[str]) -> bool:
    """Return whether a year stands without 年, 年度 or a month after it."""
    return not (match["fiscal"] or match["year"] or match["dot"])


def _point(match: re.Match[str]) -> Point:
    era = era_of(match["era"]) if match["era"] else None
    number = _number(match, "era_year") or 0
    year = era.western(number) if era else int(match["western"])
    month = _number(match, "month", "bare_month", "dotted_month")
    day = _number(match, "day", "dotted_day", "mixed_day")
    return Point(year, month, day, bool(match["fiscal"]))


def _is_a_date(match: re.Match[str], text: str) -> bool:
    """Return whether what looks like a date is one: 2023.4 may be an amount, R404 is a room, 2023 a number."""
    if match["western"]:
        is_decimal = match["dot"] and _number(match, "dotted_day") is None and "月" not in match[0]
        return not (_is_bare(match) or is_decimal)
    is_letter = match["era"].rstrip(".") not in {era.name for era in vocabulary().eras} and match["era"].isascii()
    if not is_letter:
        return not (_is_bare(match) and _AFTER_NUMBER_OF_A_PLACE.match(text, match.end()))
    if match["era_year"][0] not in "0123456789元":
        return False
    if not _is_bare(match):
        return True
    return match["era"][0] in _BARE_LETTERS and re.match(_AFTER_BARE_YEAR, text[match.end() :]) is not None


def _problem(match: re.Match[str], point: Point) -> str | None:
    """Return why there can be no such date, by the name of the finding's sentence."""
    try:
        _, last = point.first, point.last
    except ValueError:
        return "no_such_day"
    era = era_of(match["era"]) if match["era"] else None
    if era and last < era.first:  # a year 0 ends before its era begins
        return "outside_era"
    return None


def _is_past_era(match: re.Match[str], point: Point) -> bool:
    """Tell whether a date lies after its era's last day; 昭和64年度 was a budget's year, though that ended before."""
    era = era_of(match["era"]) if match["era"] else None
    first = point.first.replace(month=1, day=1) if match["fiscal"] else point.first
    return era is not None and first > era.last


def _elided_point(match: re.Match[str], before: Point, era: Era | None) -> Point:
    """Return the end of a range whose year or month is that of its beginning: 令和4～6年度, R5年4～6月."""
    if (number := _number(match, "era_year")) is not None:
        year = era.western(number) if era else before.year
        return Point(year, _number(match, "month"), _number(match, "day"), bool(match["fiscal"]))
    if (month := _number(match, "only_month")) is not None:
        return Point(before.year, month, _number(match, "month_day"))
    return Point(before.year, before.month, _number(match, "only_day"))


def _fits_after(before: Point, after: Point, *, is_bare: bool) -> bool:
    """Return whether an elided date can go on from the one before it: ～30日 only from a day."""
    if is_bare:
        return after.is_fiscal or after.month is None
    if after.day is not None and after.month == before.month:
        return before.day is not None or after.month is not None
    return before.kind == after.kind or (before.kind != "fiscal_year" and not after.is_fiscal)


def _may_be_listed(match: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether 、 or ・ goes on with the same year or unit: 令和4・5年度, 令和5年度、6年度, 令和5年4・6月."""
    is_cut_short = _is_bare(match) or match["bare_month"] is not None
    return is_cut_short or bool(match["fiscal"] and following["fiscal"])


class _Continuation(NamedTuple):
    start: int
    end: int
    point: Point
    is_range: bool


def _continuation(text: str, match: re.Match[str], point: Point) -> _Continuation | None:
    """Return the date that goes on from this one after ～ or ・, where there is one."""
    whole, elided = _patterns()
    separator = _RANGE_SIGN.match(text, match.end())
    listed = _LIST_SIGN.match(text, match.end()) if separator is None else None
    if separator is not None:
        full = whole.match(text, separator.end())
        if full and _is_a_date(full, text) and _problem(full, _point(full)) is None:
            return _Continuation(full.start(), full.end(), _point(full), is_range=True)
    after = separator or listed
    found = elided.match(text, after.end()) if after else None
    if after is None or found is None or (listed and not _may_be_listed(match, found)):
        return None
    era = era_of(match["era"]) if match["era"] else None
    end = _elided_point(found, point, era)
    if not _fits_after(point, end, is_bare=_is_bare(match)):
        return None
    return _Continuation(found.start(), found.end(), end, is_range=separator is not None)


def _is_real(point: Point) -> bool:
    try:
        return point.first <= point.last
    except ValueError:
        return False


def read_dates(text: str) -> Iterator[Reading]:
    """Yield the dates that a text names with their year, in order and without overlaps.

    A range (令和4～6年度, R5.4.1～R5.4.30, 令和5年4月から6月) is one reading from its first to its last date; a list
    (令和4・5年度) is one reading each.
    """
    folded = fold(text)
    whole, _ = _patterns()
    position = 0
    while match := search_from(whole, _beginning(), folded, position):
        if not _is_a_date(match, folded):
            position = match.start() + 1
            continue
        point = _point(match)
        problem = _problem(match, point)
        following = _continuation(folded, match, point) if problem is None else None
        past_era = problem is None and _is_past_era(match, point)
        if following is None or not _is_real(following.point):
            position = match.end()
            if not (past_era and _is_bare(match)):  # a name and a number: 為国平成32
                yield Reading(match.start(), match.end(), point, point, problem, past_era)
            continue
        position = following.end
        yield from (reading._replace(past_era=past_era) for reading in _readings(match, point, following))


def _readings(match: re.Match[str], point: Point, following: _Continuation) -> Iterator[Reading]:
    """Yield a range as one reading, a list as two. A bare first year is what the second one says: 令和4～6年度."""
    first = point._replace(is_fiscal=following.point.is_fiscal) if _is_bare(match) else point
    if following.is_range and first.first <= following.point.last:
        yield Reading(match.start(), following.end, first, following.point)
        return
    yield Reading(match.start(), match.end(), first, first)
    yield Reading(following.start, following.end, following.point, following.point)
