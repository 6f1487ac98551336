"""What a checker fears to overlook: the terms that carry a number, a date, a scope, a yes or no, a promise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.model import Weight
from pipeline.vocabulary import Entry, load
from pipeline.writing.eras import vocabulary as era_vocabulary
from pipeline.writing.notation import counters

WEIGHTS: tuple[Weight, ...] = ("number", "date", "status", "scope", "polarity", "commitment", "text", "notation")
"""What matters most comes first."""


class WeightVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/weights.toml``: regular expressions by class."""

    date: tuple[str, ...]
    vague_date: tuple[str, ...]
    number: tuple[str, ...]
    vague_number: tuple[str, ...]
    scope: tuple[str, ...]
    polarity: tuple[str, ...]
    commitment: tuple[str, ...]


class Term(NamedTuple):
    """A stretch of a text that carries weight. ``is_firm`` is false for 早期 and 複数, which name no date or number."""

    weight: Weight
    start: int
    end: int
    text: str
    is_firm: bool


_NUMERAL = r"(?:[0-9]+|元|[〇○一二三四五六七八九十]+)"
_MONTH_AND_DAY = r"(?:[0-9]{1,2}(?:月|[./-](?=[0-9])))?(?:[0-9]{1,2}日?)?"


def _dates() -> str:
    eras = era_vocabulary().eras
    names = "|".join(name for era in eras for name in (era.name, era.ligature))
    letters = "".join(era.letter for era in eras)
    era = rf"(?:{names}|(?<![A-Za-z0-9])[{letters}](?=[0-9]))"
    return (
        rf"(?:{era}{_NUMERAL}|(?:19|20)[0-9]{{2}})(?:年度?|[./-](?=[0-9])){_MONTH_AND_DAY}|{era}{_NUMERAL}"
        rf"|{_NUMERAL}年度|{_NUMERAL}月(?![額刊間例])(?:{_NUMERAL}日(?!間))?|[0-9]{{1,2}}日(?![間数])"
    )


def _numbers() -> str:
    return (
        r"(?:△|(?<![0-9A-Za-z)])-)?[0-9]+(?:\.[0-9]+)?[十百千万億兆]*(?:[%割倍]|[A-Za-zμ]{1,2}[23]?(?![A-Za-z0-9]))?"
        rf"|[一二三四五六七八九十百千万億]+(?=[{counters()}円点%])"
    )


@cache
def _pattern() -> re.Pattern[str]:
    loaded: WeightVocabulary = load("weights", WeightVocabulary)
    classes: Sequence[tuple[str, str]] = (
        ("date", "|".join((_dates(), *loaded.date))),
        ("vague_date", "|".join(loaded.vague_date)),
        ("number", "|".join((_numbers(), *loaded.number))),
        ("vague_number", "|".join(loaded.vague_number)),
        ("scope", "|".join(loaded.scope)),
        ("polarity", "|".join(loaded.polarity)),
        ("commitment", "|".join(loaded.commitment)),
    )
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in classes))


_VAGUE: Mapping[str, Weight] = {"vague_date": "date", "vague_number": "number"}


@lru_cache(maxsize=4096)
def find_terms(letters: str) -> tuple[Term, ...]:
    """Return the terms of a text in order, none of which overlap.

    Args:
        letters: The text as it is compared: width and notation folded, without white space.
    """
    terms = []
    for match in _pattern().finditer(letters):
        name = match.lastgroup or "text"
        weight: Weight = _VAGUE.get(name) or name  # type: ignore[assignment]
        terms.append(Term(weight, match.start(), match.end(), match.group(), name not in _VAGUE))
    return tuple(terms)
