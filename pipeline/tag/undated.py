"""Months without a year, 先月 and 年度末 → dates: by their sentence, or else by the edition's own time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.tag.written_dates import FIRST_FISCAL_MONTH, Point
from pipeline.vocabulary.commitments import tense_of
from pipeline.writing.relative_dates import RelativeDate

_SENTENCE_EDGE = re.compile(r"[。！？\n]")


class EditionTime(NamedTuple):
    """When an edition speaks: its fiscal year, and the day of its meeting, as far as they are known."""

    fiscal_year: int | None
    meeting_date: date | None = None


class Dated(NamedTuple):
    """A date that was read from a text; ``is_guess`` where nothing in its sentence says the year."""

    start: int
    end: int
    first: Point
    last: Point
    is_guess: bool = False


def date_relative(found: RelativeDate, text: str, dated: Sequence[Dated], time: EditionTime) -> Dated | None:
    """Return a date without a year as one with it; None where neither sentence nor edition tell the year.

    Args:
        found: What the text names.
        text: The text.
        dated: The dates in it that name their year, in order.
        time: When the edition speaks.
    """
    if found.months is not None:
        return _from_meeting(found, time)
    if found.years is not None:
        return _from_calendar_year(found, time)
    edges = [match.end() for match in _SENTENCE_EDGE.finditer(text, 0, found.start)]
    begin = edges[-1] if edges else 0
    reference = next((one for one in reversed(dated) if begin <= one.start and one.end <= found.start), None)
    if reference is not None:
        is_guess = reference.last.month is not None
        return _dated(found, _year_after(reference.last, found.first or 0), is_guess=is_guess)
    year = _year_by_edition(found, text, time)
    return None if year is None else _dated(found, year, is_guess=True)


def _from_meeting(found: RelativeDate, time: EditionTime) -> Dated | None:
    if time.meeting_date is None:
        return None
    years, month = divmod(time.meeting_date.month - 1 + (found.months or 0), 12)
    point = Point(time.meeting_date.year + years, month + 1)
    return Dated(found.start, found.end, point, point)


def _from_calendar_year(found: RelativeDate, time: EditionTime) -> Dated | None:
    own = time.meeting_date.year if time.meeting_date is not None else time.fiscal_year
    if own is None:
        return None
    year = own + (found.years or 0)
    if found.first is None:
        return Dated(found.start, found.end, Point(year), Point(year), time.meeting_date is None)
    return _dated(found, year, is_guess=time.meeting_date is None)


def _year_after(reference: Point, month: int) -> int:
    """Return the year of a month that is named behind a date: within that fiscal year, or the next such month."""
    if reference.is_fiscal:
        return reference.year + (month < FIRST_FISCAL_MONTH)
    return reference.year + (reference.month is not None and month < reference.month)


def _year_by_edition(found: RelativeDate, text: str, time: EditionTime) -> int | None:
    """Return the year of a month by the edition's: the last or next such month where a verb and the meeting tell."""
    month = found.first or 0
    if time.meeting_date is not None:
        edge = _SENTENCE_EDGE.search(text, found.end)
        tense = tense_of(text[found.end : edge.end() if edge else len(text)])
        here = time.meeting_date.month
        if tense == "done":
            return time.meeting_date.year - (month > here)
        if tense == "promised":
            return time.meeting_date.year + (month < here)
    if time.fiscal_year is None:
        return None
    return time.fiscal_year + (month < FIRST_FISCAL_MONTH)


def _dated(found: RelativeDate, year: int, *, is_guess: bool) -> Dated | None:
    first, last = found.first or 1, found.last or 12
    if (first, last) == (FIRST_FISCAL_MONTH, FIRST_FISCAL_MONTH - 1):  # 年度内
        point = Point(year, is_fiscal=True)
        return Dated(found.start, found.end, point, point, is_guess)
    start = Point(year, first, found.day)
    end = start if first == last else Point(year + (last < first), last)
    try:
        _ = start.first, end.last
    except ValueError:  # 2月30日
        return None
    return Dated(found.start, found.end, start, end, is_guess)
