"""Japanese eras: their names, letters and ligatures, and the Western years of their years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from pipeline.writing import Entry, load


class Era(Entry, frozen=True):
    """An era and the days that belong to it."""

    name: str
    letter: str
    ligature: str
    first: date
    last: date = date.max

    def western(self, year: int) -> int:
        """Return the Western year of a year of the era."""
        return self.first.year + year - 1


class EraVocabulary(Entry, frozen=True):
    """``writing/eras.toml``."""

    eras: tuple[Era, ...]
    relative_fiscal_years: Mapping[str, int]


def vocabulary() -> EraVocabulary:
    """Return the eras, latest first, and the relative fiscal years."""
    return load("eras", EraVocabulary)


@cache
def era_signs(*, ligatures: bool = True) -> str:
    """Return a pattern of what an era is written as, without a group: its name, its ligature or its letter."""
    eras = vocabulary().eras
    signs = "".join(era.ligature for era in eras) if ligatures else ""
    letters = "".join(era.letter for era in eras)
    return rf"(?:{'|'.join(era.name for era in eras)}{f'|[{signs}]' if signs else ''}|(?<![A-Za-z0-9])[{letters}]\.?)"


@cache
def era_beginnings() -> str:
    """Return the letters that ``era_signs`` begins with, for use inside the brackets of a regular expression."""
    return "".join(sign[:1] for era in vocabulary().eras for sign in (era.name, era.ligature, era.letter))


def era_of(text: str) -> Era | None:
    """Return the era that a name (令和), a letter (R, R.) or a ligature (㋿) stands for; None for anything else."""
    sign = text.rstrip(".")
    return next((era for era in vocabulary().eras if sign and sign in (era.name, era.letter, era.ligature)), None)
