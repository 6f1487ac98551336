"""Dittos: which texts say "the same as above", wholly or in a part."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.vocabulary import Entry, load

LONGEST_DITTO = 20
"""Characters of a cell of dittos; a longer text is none, and is not searched."""


class DittoVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/ditto.toml``."""

    whole: tuple[str, ...]
    partial: tuple[str, ...]
    separators: str


class Part(NamedTuple):
    """A stretch of a text between separators, and whether it is a ditto."""

    start: int
    end: int
    text: str
    is_ditto: bool


@cache
def _vocabulary() -> DittoVocabulary:
    return load("ditto", DittoVocabulary)


@cache
def _whole() -> re.Pattern[str]:
    marks = "|".join(re.escape(mark) for mark in sorted(_vocabulary().whole, key=len, reverse=True))
    return re.compile(rf"(?:{marks})(?:[ \u3000]*(?:{marks}))*")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(_vocabulary().separators)}]+")


@cache
def _partial() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _vocabulary().partial)))


def is_ditto(text: str) -> bool:
    """Return whether the whole of a cell says "the same as above"."""
    return len(text) < LONGEST_DITTO and _whole().fullmatch(text.strip()) is not None


@cache
def ditto_signs() -> frozenset[str]:
    """Return the single characters that are dittos and can mean nothing else."""
    return frozenset(mark for mark in _vocabulary().whole if len(mark) == 1 and not mark.isalpha())


def parts_with_dittos(text: str) -> list[Part]:
    """Return the parts of a text of which one at least is a ditto; nothing where none is."""
    partial = _vocabulary().partial
    if not _partial().search(text):
        return []
    parts = [Part(found.start(), found.end(), found[0], found[0] in partial) for found in _part().finditer(text)]
    return parts if any(part.is_ditto for part in parts) else []


def parts_of(text: str) -> list[str]:
    """Return the stretches of a text between the separators that part a cell of dittos."""
    return _part().findall(text)
