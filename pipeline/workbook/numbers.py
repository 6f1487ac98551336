"""A number or date in a cell → the text that Excel shows for it, for the formats that tables of offices use."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pipeline.writing.eras import vocabulary


class Shown(NamedTuple):
    """The text of a value. ``is_sure`` is False where its format is none of those known here."""

    text: str
    is_sure: bool = True


def value_to_text(value: Any, number_format: str) -> Shown:
    """Return what a cell shows.

    Args:
        value: As openpyxl gives it: a text, a number, a truth value, a date, an error such as ``#N/A``, or None.
        number_format: The cell's format in Excel's words: ``General``, ``#,##0``, ``yyyy"年"m"月"d"日"``.
    """
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _number(value, number_format.split(";", maxsplit=1)[0])
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    return Shown(str(value), is_sure=not isinstance(value, time))


def _number(value: float, number_format: str) -> Shown:
    if number_format in ("General", "@"):
        return Shown(f"{value:.10g}" if abs(value) < 1e11 else f"{value:.5E}", is_sure=abs(value) < 1e11)
    known = re.fullmatch(r'(?:"([^"]*)")?(#,##)?0(?:\.(0+))?(?:_ |_\))?(%)?(?:"([^"]*)")?', number_format)
    if known is None:
        return Shown(f"{value:.10g}", is_sure=False)
    before, grouped, decimals, percent, after = known.groups()
    scaled = value * 100 if percent else value
    text = f"{scaled:{',' if grouped else ''}.{len(decimals or '')}f}"
    return Shown(f"{before or ''}{text}{percent or ''}{after or ''}")


def _day(value: date, number_format: str) -> Shown:
    """Return a day as its format shows it; a time of day is never shown."""
    pattern = re.sub(r"\[\$[^\]]*\]|[\\\"]|;@|_\)", "", number_format).lower()
    if re.search("[hs]", pattern):
        return Shown(value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat(), is_sure=False)
    day = value.date() if isinstance(value, datetime) else value
    era = max((era for era in vocabulary().eras if era.first <= day), key=lambda era: era.first)
    shown = re.sub(
        "g{1,3}|e{1,2}|y{4}|yy|m{1,2}|d{1,2}",
        lambda part: _part(part[0], day, era.name, era.letter, day.year - era.first.year + 1),
        pattern,
    )
    is_sure = re.fullmatch("(?:g{1,3}|e{1,2}|yyyy|yy|mm?|dd?|[年月日/.\\- ])+", pattern) is not None
    return Shown(shown, is_sure)


def _part(code: str, day: date, era: str, letter: str, year: int) -> str:
    values = {
        "ggg": era, "gg": era[:1], "g": letter, "e": str(year), "ee": f"{year:02d}", "yyyy": str(day.year),
        "yy": f"{day.year % 100:02d}", "m": str(day.month), "mm": f"{day.month:02d}", "d": str(day.day),
        "dd": f"{day.day:02d}",
    }  # fmt: skip
    return values[code]
