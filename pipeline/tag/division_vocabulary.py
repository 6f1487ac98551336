"""The words of ``vocabulary/divisions.toml``: what names of divisions end in, what parts them, what stands around."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.vocabulary import Entry, load


class SuffixGroup(Entry, frozen=True):
    """Suffixes of one rank: a 部 (4) holds 課 (3), a 課 holds 係 (2)."""

    rank: int
    names: tuple[str, ...]


class Separators(Entry, frozen=True):
    """What parts names always, and what parts them only between two names."""

    hard: tuple[str, ...]
    soft: tuple[str, ...]


class Around(Entry, frozen=True):
    """What may stand before and after a name without being part of it. ``telephone`` is a pattern."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    between: tuple[str, ...]
    telephone: str


class Holders(Entry, frozen=True):
    """Suffixes of names that go on, over one of these separators, in a name that ends in one of ``parts``."""

    names: tuple[str, ...]
    parts: tuple[str, ...]
    over: tuple[str, ...]


class Several(Entry, frozen=True):
    """Words for several divisions at once."""

    names: frozenset[str]


class DivisionVocabulary(Entry, frozen=True):
    """``vocabulary/divisions.toml``."""

    suffixes: tuple[SuffixGroup, ...]
    holders: tuple[Holders, ...]
    not_an_end: Mapping[str, tuple[str, ...]]
    several: Several
    separators: Separators
    around: Around


@cache
def vocabulary() -> DivisionVocabulary:
    """Return the suffixes and separators."""
    loaded: DivisionVocabulary = load("divisions", DivisionVocabulary)
    return loaded
