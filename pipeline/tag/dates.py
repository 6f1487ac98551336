"""Texts → the dates that they name: those with a year, and what is relative to the edition (昨年度)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.findings import finding
from pipeline.model import DateMention, Finding
from pipeline.vocabulary.dates import Point, Reading, read_dates
from pipeline.vocabulary.eras import vocabulary


class _Found(NamedTuple):
    start: int
    end: int
    first: Point
    last: Point


@cache
def _relative_pattern() -> re.Pattern[str]:
    words = sorted(vocabulary().relative_fiscal_years, key=len, reverse=True)
    return re.compile("|".join(words))


def _relative_years(text: str, fiscal_year: int | None) -> Iterator[_Found]:
    """Yield 昨年度, 今年度 … as fiscal years; nothing where the edition's own is not known."""
    if fiscal_year is None:
        return
    for match in _relative_pattern().finditer(text):
        year = Point(fiscal_year + vocabulary().relative_fiscal_years[match[0]], is_fiscal=True)
        yield _Found(match.start(), match.end(), year, year)


def _iso(reading: Reading | _Found) -> str:
    """Return one date as ISO 8601, a range as an interval: 2022-04/2022-06."""
    if reading.first == reading.last:
        return reading.first.iso
    if reading.last.is_fiscal or reading.first.is_fiscal:
        return f"{reading.first.first.isoformat()}/{reading.last.last.isoformat()}"
    return f"{reading.first.iso}/{reading.last.iso}"


def read_date_mentions(
    text: str, ordinal: int, field: str, fiscal_year: int | None
) -> tuple[tuple[DateMention, ...], tuple[Finding, ...]]:
    """Return the rows of ``dates`` for one text, and a finding for each date that cannot be.

    A range is one row from its first day to its last, of the kind of its end: 令和4～6年度 is the fiscal years 2022
    to 2024. ５月 and 先月 name no year and are left out.
    """
    mentions: list[DateMention] = []
    findings: list[Finding] = []
    found: list[Reading | _Found] = [*read_dates(text), *_relative_years(text, fiscal_year)]
    for reading in sorted(found, key=lambda one: one.start):
        printed = text[reading.start : reading.end]
        problem = reading.problem if isinstance(reading, Reading) else None
        if problem:
            findings.append(finding("impossible_date", problem, ordinal=ordinal, field=field, text=printed))
            continue
        mentions.append(
            DateMention(
                ordinal=ordinal,
                field=field,
                start=reading.start,
                end=reading.end,
                text=printed,
                kind=reading.last.kind,
                iso=_iso(reading),
                date_from=reading.first.first,
                date_to=reading.last.last,
            )
        )
    return tuple(mentions), tuple(findings)
