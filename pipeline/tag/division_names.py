"""What a division is called: the name that holds today, after the renames that a series declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from pipeline.findings import finding
from pipeline.model import Finding, ItemDivision, Rename, Series
from pipeline.tag.divisions import names_in_document, split_divisions
from pipeline.vocabulary.divisions import name_key, plain_name, vocabulary
from pipeline.vocabulary.edition_names import sort_editions

NEAREST_SCORE = 60.0
"""Likeness from 0 to 100 (rapidfuzz ratio) below which a known name is no help."""


class DivisionNames(NamedTuple):
    """What a series and its document know of division names, by ``name_key``."""

    known: Mapping[str, str]
    renamed: Mapping[str, str]
    split: Callable[[str], Sequence[str]]  # takes a cell apart, by the series' names and those that stand alone
    is_listed: bool  # the series lists its divisions, so that others are worth a finding


def _chronological(renames: Sequence[Rename], order: Sequence[str]) -> list[Rename]:
    """Return the renames, the earliest first: by the series' order of editions where it has them all."""
    known = order if all(rename.since in order for rename in renames) else ()
    places = {edition: place for place, edition in enumerate(sort_editions({each.since for each in renames}, known))}
    return sorted(renames, key=lambda rename: places[rename.since])


def canonical_names(series: Series) -> Mapping[str, str]:
    """Return every old name of a series → the name that its division has today.

    Renames are applied in the order of the editions since which they hold, so that a name that was given up and taken
    again ends where it did. They are applied to editions before as well: the same division has the same
    ``division_name`` in all of them.
    """
    renames = _chronological(series.renames, series.order)
    result: dict[str, str] = {}
    for old in (rename.old for rename in renames):
        name = old
        for rename in renames:
            if name_key(rename.old) == name_key(name):
                name = rename.new
        result[name_key(old)] = name
    return result


def series_names(series: Series) -> Mapping[str, str]:
    """Return the names that a series knows, by their keys: its divisions, and both ends of its renames."""
    names = (*series.divisions, *(name for rename in series.renames for name in (rename.old, rename.new)))
    return {name_key(name): name for name in names}


def nearest_name(name: str, known: Mapping[str, str]) -> str | None:
    """Return the known name that is most like one; None where none is like it."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(name_key(name), sorted(known), scorer=fuzz.ratio, score_cutoff=NEAREST_SCORE)
    return known[best[0]] if best else None


def division_names(texts: Iterable[str], series: Series) -> DivisionNames:
    """Return what is known of names in a document, from its series and from the cells' texts themselves."""
    known = series_names(series)
    alone = names_in_document(texts)
    split = cache(partial(split_divisions, known=alone | frozenset(known)))  # many rows say the same
    return DivisionNames(known, canonical_names(series), split, bool(series.divisions))


def item_divisions(text: str, ordinal: int, names: DivisionNames) -> list[ItemDivision]:
    """Return the rows of ``item_divisions`` for one cell."""
    printed = enumerate(names.split(text), start=1)
    return [ItemDivision(ordinal, position, name, _canonical(name, names)) for position, name in printed]


def _canonical(name: str, names: DivisionNames) -> str:
    key = name_key(name)
    return names.renamed.get(key) or names.known.get(key) or plain_name(name)


def division_findings(divisions: Iterable[ItemDivision], names: DivisionNames) -> Iterable[Finding]:
    """Yield a finding for each division that the series does not list, with the nearest that it does."""
    if not names.is_listed:
        return
    several = vocabulary().several.names
    for division in divisions:
        key = name_key(division.division)
        if key in names.known or key in several:
            continue
        nearest = nearest_name(division.division, names.known)
        yield finding(
            "unknown_division",
            "nearest" if nearest else "none",
            ordinal=division.ordinal,
            field="divisions",
            text=division.division,
            nearest=nearest,
        )
