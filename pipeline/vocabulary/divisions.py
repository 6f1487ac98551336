"""Names of divisions: what they end in, what parts them, what stands around them, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from pipeline.vocabulary import Entry, load
from pipeline.writing.characters import compact


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
    """Suffixes of names that go on, over one of these separators, in a name that ends in one of ``parts``.

    ``also`` are ends of such names whose suffix alone does not say so.
    """

    names: tuple[str, ...]
    parts: tuple[str, ...]
    over: tuple[str, ...]
    also: tuple[str, ...] = ()


class Splitting(Entry, frozen=True):
    """Suffixes that end a name inside a longer text."""

    names: frozenset[str]


class Several(Entry, frozen=True):
    """Words for several divisions at once."""

    names: frozenset[str]


class DivisionVocabulary(Entry, frozen=True):
    """``vocabulary/divisions.toml``."""

    suffixes: tuple[SuffixGroup, ...]
    holders: tuple[Holders, ...]
    not_an_end: Mapping[str, tuple[str, ...]]
    several: Several
    splitting: Splitting
    separators: Separators
    around: Around


@cache
def vocabulary() -> DivisionVocabulary:
    """Return the suffixes and separators."""
    return load("divisions", DivisionVocabulary)


@cache
def _suffixes() -> Sequence[tuple[str, int]]:
    """Return each suffix with its rank, the longest first."""
    pairs = [(name, group.rank) for group in vocabulary().suffixes for name in group.names]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _by_last_letter() -> Mapping[str, Sequence[tuple[str, int]]]:
    letters: dict[str, list[tuple[str, int]]] = {}
    for suffix, rank in _suffixes():
        letters.setdefault(suffix[-1], []).append((suffix, rank))
    return letters


def _suffixes_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield each suffix that a text ends in with its rank, the longest first."""
    return (pair for pair in _by_last_letter().get(text[-1:], ()) if text.endswith(pair[0]))


@cache
def telephone() -> re.Pattern[str]:
    """Return the pattern of a number to call, with what parts it from the name before it."""
    return re.compile(rf"[\s・]*{vocabulary().around.telephone}")


@cache
def _telephone_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<=.){vocabulary().around.telephone}$")


@lru_cache(4096)  # the same few names stand in every row
def name_key(name: str) -> str:
    """Return a name as it is compared: without white space, brackets' contents and what stands around it."""
    key = re.sub(r"\([^()]*\)", "", compact(name).text)
    key = _telephone_at_end().sub("", key)
    key = key.rpartition(":")[2]
    around = vocabulary().around
    while len(key) > 1 and key[0] in around.before:
        key = key[1:]
    for after in around.after:
        if key.endswith(after) and suffix_rank(key.removesuffix(after)):
            key = key.removesuffix(after)
    return key


def plain_name(name: str) -> str:
    """Return a name without what stands around it, as it is printed otherwise."""
    key = name_key(name)
    return name if key == compact(name).text else key


def suffix_rank(name: str) -> int | None:
    """Return the rank of the suffix that a name ends in; None where it ends in none, or is nothing else."""
    return next((rank for suffix, rank in _suffixes_of(name) if len(name) > len(suffix)), None)


def suffix_of(name: str) -> str:
    """Return the longest suffix that a name ends in; 警察本部 ends in 本部, not in 部."""
    return next((suffix for suffix, _ in _suffixes_of(name) if len(name) > len(suffix)), "")


def is_name(text: str, known: frozenset[str]) -> bool:
    """Return whether a piece is a division's whole name."""
    key = name_key(text)
    return key in known or key in vocabulary().several.names or suffix_rank(key) is not None


@cache
def separator_pattern() -> re.Pattern[str]:
    """Return the pattern of what may part two names, the longest first."""
    separators = vocabulary().separators
    every = sorted((*separators.hard, *separators.soft), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every)))


def word_between(text: str) -> str:
    """Return the ほか that a text begins with, where a word for several divisions follows it; else nothing."""
    for word in vocabulary().around.between:
        if text.startswith(word) and compact(text.removeprefix(word)).text in vocabulary().several.names:
            return word
    return ""


@cache
def suffix_pattern() -> str:
    """Return a pattern of any suffix, the longest first."""
    return "(?:" + "|".join(re.escape(suffix) for suffix, _ in _suffixes()) + ")"


def ends_in_suffix(text: str) -> bool:
    """Return whether a text ends in a suffix, or is nothing else."""
    return any(_suffixes_of(compact(text).text))


def ends_name(left: str, right: str) -> bool:
    """Return whether a suffix at the end of left is one, seeing what follows: not in 課題 or 室内."""
    suffix = next((suffix for suffix, _ in _suffixes_of(left)), "")
    is_end = not any(right.startswith(after) for after in vocabulary().not_an_end.get(suffix, ()))
    return is_end and suffix in vocabulary().splitting.names
