"""Texts → the dates that they name: those with a year, and those that sentence or edition give one (8月, 昨年度)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.findings import finding
from pipeline.model import DateMention, Finding
from pipeline.tag.undated import Dated, EditionTime, date_relative
from pipeline.tag.written_dates import Point, Reading, date_beginnings, read_dates
from pipeline.writing.characters import fold
from pipeline.writing.eras import vocabulary
from pipeline.writing.relative_dates import read_relative_dates, relative_letters


@cache
def _relative_pattern() -> re.Pattern[str]:
    words = sorted(vocabulary().relative_fiscal_years, key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _beginning() -> re.Pattern[str]:
    """Return a pattern for the first letter of a date of any kind, or for what stands in it: most cells have none."""
    relative = "".join(word[0] for word in vocabulary().relative_fiscal_years)
    return re.compile(f"[{date_beginnings()}{relative_letters()}{relative}]")


def _relative_years(text: str, fiscal_year: int | None) -> Iterator[Dated]:
    """Yield 昨年度, 今年度 … as fiscal years; nothing where the edition's own is not known."""
    if fiscal_year is None:
        return
    for match in _relative_pattern().finditer(text):
        year = Point(fiscal_year + vocabulary().relative_fiscal_years[match[0]], is_fiscal=True)
        yield Dated(match.start(), match.end(), year, year)


def _iso(reading: Dated | Reading) -> str:
    """Return one date as ISO 8601, a range as an interval: 2022-04/2022-06."""
    if reading.first == reading.last:
        return reading.first.iso
    if reading.last.is_fiscal or reading.first.is_fiscal:
        return f"{reading.first.first.isoformat()}/{reading.last.last.isoformat()}"
    return f"{reading.first.iso}/{reading.last.iso}"


def read_date_mentions(
    text: str, ordinal: int, field: str, time: EditionTime
) -> tuple[tuple[DateMention, ...], tuple[Finding, ...]]:
    """Return the rows of ``dates`` for one text, and findings.

    A range is one row from its first day to its last, of the kind of its end: 令和4～6年度 is the fiscal years 2022
    to 2024. What names no year (8月, 先月, 年度末) is dated by its sentence or by the edition; where that is a guess,
    or cannot be, is a finding, and so is a date that cannot be.
    """
    if not _beginning().search(fold(text)):
        return (), ()
    readings = list(read_dates(text))
    years = list(_relative_years(text, time.fiscal_year))
    relatives = list(read_relative_dates(text))
    if not (readings or years or relatives):
        return (), ()
    findings = [
        finding("impossible_date", one.problem, ordinal=ordinal, field=field, text=text[one.start : one.end])
        for one in readings
        if one.problem is not None
    ]
    findings += [
        finding("date_past_era", ordinal=ordinal, field=field, text=text[one.start : one.end], iso=_iso(one))
        for one in readings
        if one.past_era
    ]
    named = [Dated(one.start, one.end, one.first, one.last) for one in readings if one.problem is None]
    named = sorted([*named, *years], key=lambda one: one.start)
    taken = [*((one.start, one.end) for one in readings), *((one.start, one.end) for one in named)]
    guessed: list[Dated] = []
    for relative in relatives:
        if any(start < relative.end and relative.start < end for start, end in taken):
            continue
        printed = text[relative.start : relative.end]
        dated = date_relative(relative, text, named, time)
        if dated is None:
            findings.append(finding("undated_month", ordinal=ordinal, field=field, text=printed))
            continue
        guessed.append(dated)
        if dated.is_guess:
            findings.append(finding("guessed_year", ordinal=ordinal, field=field, text=printed, iso=_iso(dated)))
    dates = sorted([*named, *guessed], key=lambda one: one.start)
    return tuple(_mention(one, text, ordinal, field) for one in dates), tuple(findings)


def _mention(dated: Dated, text: str, ordinal: int, field: str) -> DateMention:
    return DateMention(
        ordinal=ordinal,
        field=field,
        start=dated.start,
        end=dated.end,
        text=text[dated.start : dated.end],
        kind=dated.last.kind,
        iso=_iso(dated),
        date_from=dated.first.first,
        date_to=dated.last.last,
    )
