"""Header wording → field, by what it says and never by where it stands; of one header, seen by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.schema import FIELDS
from pipeline.vocabulary import Entry, load
from pipeline.vocabulary.column_ages import without_ages
from pipeline.writing.characters import greatest_likeness, may_be_read_as

Way = Literal["series", "exact", "suffix", "tail", "weak", "prefix", "contained", "likeness", "content", "none"]
"""How a header was recognised."""

SURE = 85.0
"""Score from which a header counts as one that says so: a whole wording or the end of a compound."""

SEPARATOR = " / "
"""Between the rows of a header of several rows."""

_NOISE = re.compile(r"[\s「」『』“”\"'’‘*※:：.．。、,]+")
_IN_BRACKETS = re.compile(r"[(\[〔【<〈][^()\[\]〔〕【】<>〈〉]*[)\]〕】>〉]")
_COMPOUND = re.compile("・|/|及び|並びに|と")
_COMPOUND_SCORE = 88.0
"""Of a header of several words, some of which are a wording: surer than a beginning, less so than an end."""

_LEAST_LIKENESS = 80.0
"""Likeness in per cent from which a header is believed to be a misprint or variant of a wording."""


class Wordings(Entry, frozen=True):
    """What a field's header may say."""

    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    gives_way: tuple[str, ...] = ()
    mark_or_text: tuple[str, ...] = ()
    by_content: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    beside: Mapping[str, str] = {}


class Around(Entry, frozen=True):
    """Little words at a header's beginning and end that do not change what it means."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class HeaderVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/headers.toml``."""

    around: Around
    number: Wordings
    policy_area: Wordings
    category: Wordings
    issue: Wordings
    source: Wordings
    status: Wordings
    response: Wordings
    divisions: Wordings


class Candidate(NamedTuple):
    """A field that a header may mean. ``score`` is 0 to 100."""

    score: float
    field: str
    way: Way


def _loaded() -> HeaderVocabulary:
    return load("headers", HeaderVocabulary)


@cache
def folded_wordings() -> Mapping[str, Wordings]:
    """Return each field's wordings, folded, longest first."""
    return {name: _fold_all(getattr(_loaded(), name)) for name in FIELDS}


def says_mark_or_text(header: str) -> bool:
    """Return whether marks may stand below a header as well as sentences: 対応状況 is printed over both."""
    wordings = _loaded().response.mark_or_text
    return any(form.endswith(wordings) or may_be_read_as(form, wordings) for form in forms_of(header))


def may_head(field: str, header: str) -> bool:
    """Return whether a column of a field may stand below a header that seems to say another thing: status, 区分."""
    return any(form in folded_wordings()[field].by_content for form in forms_of(header))


def heads_names(header: str, *, or_people: bool = False) -> bool:
    """Return whether a header is of places or groups (会場, 会派), or of people who may be groups (提出者)."""
    source = folded_wordings()["source"]
    return any(form in source.names or (or_people and form in source.people) for form in forms_of(header))


def _fold_all(wordings: Wordings) -> Wordings:
    def folded(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted({fold(text) for text in texts}, key=lambda text: (-len(text), text)))

    return Wordings(
        whole=folded(wordings.whole + wordings.parts),
        parts=folded(wordings.parts),
        never=folded(wordings.never),
        tails=folded(wordings.tails),
        weak=folded(wordings.weak),
        yields=folded(wordings.yields),
        gives_way=folded([text.replace("の", "") for text in wordings.gives_way]),  # as a header's last form is
        by_content=folded(wordings.by_content),
        names=folded(wordings.names),
        people=folded(wordings.people),
        beside={fold(half): fold(other) for half, other in wordings.beside.items()},
    )


def fold(header: str) -> str:
    """Return a header for comparing: one width, no white space, no quotation marks, no stops.

    NFKC does no harm here: the result is compared and thrown away.
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", header)).casefold()


@lru_cache(1024)
def field_of_header(header: str) -> str | None:
    """Return the field that a header surely names, seen by itself; None where it names none."""
    best = next(iter(candidates_of(header, {})), None)
    return best.field if best is not None and best.score >= SURE else None


def candidates_of(header: str, said: Mapping[str, str]) -> list[Candidate]:
    """Return the fields that a header may mean, best first."""
    forms = forms_of(header)
    for form in forms:
        if form in said:
            field = said[form]
            return [Candidate(100.0, field, "series")] if field in FIELDS else []
    found = [best for field in FIELDS if (best := _best(forms, field)).score > 0]
    if not found or max(candidate.score for candidate in found) < SURE:
        found += _of_compound(forms[-1]) if forms else []
    if any(candidate.way != "likeness" for candidate in found):  # what is a wording is no misprint of another
        found = [candidate for candidate in found if candidate.way != "likeness"]
    return sorted(found, key=lambda candidate: (-candidate.score, FIELDS.index(candidate.field)))


def _of_compound(form: str) -> list[Candidate]:
    """Return the field of a header of several words, of which each is of that field or of none: 開催日・会場."""
    parts = [part for part in _COMPOUND.split(form) if part]
    if len(parts) < 2:
        return []
    best = [max((_best((part,), field) for field in FIELDS), key=lambda candidate: candidate.score) for part in parts]
    fields = {candidate.field for candidate in best if candidate.score >= SURE}
    return [Candidate(_COMPOUND_SCORE, field, "suffix") for field in fields] if len(fields) == 1 else []


@lru_cache(1024)
def forms_of(header: str) -> tuple[str, ...]:
    """Return what of a header is compared: all of it, it without brackets, its last row alone, and that cut short.

    A row that says only of when a column is (二次, R5.8末) is no last row.
    """
    rows = header.split(SEPARATOR)
    bare = [_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", row)) for row in rows]
    telling = [row for row in bare if without_ages(row)] or bare
    last = fold(telling[-1])
    short = _without_little_words(last)
    forms = (fold(header), fold("".join(bare)), last, short, short.replace("の", ""))
    return tuple(form for form in dict.fromkeys(forms) if form)


def _without_little_words(form: str) -> str:
    """Return a header without 主な or 御 before it and 等 or 欄 behind it."""
    around = _loaded().around
    for word in around.before:
        form = form.removeprefix(word) if len(form) > len(word) + 1 else form
    for word in around.after:
        form = form.removesuffix(word) if len(form) > len(word) + 1 else form
    return form


@lru_cache(4096)  # the same few headers stand in every document of a series
def _best(forms: tuple[str, ...], field: str) -> Candidate:
    wordings = folded_wordings()[field]
    none = Candidate(0.0, field, "none")
    if any(never in form for form in forms for never in wordings.never):
        return none
    best = none
    for place, form in enumerate(forms):
        candidate = _compare(form, field, wordings)
        # A later form is a lesser part of the header.
        best = max(best, candidate._replace(score=candidate.score - place), key=lambda entry: entry.score)
    return best


def _compare(form: str, field: str, wordings: Wordings) -> Candidate:
    if form in wordings.whole:
        return Candidate(100.0, field, "exact")
    if may_be_read_as(form, wordings.whole):
        return Candidate(SURE, field, "likeness")
    found = Candidate(0.0, field, "none")
    for part in wordings.parts:
        coverage = 5.0 * len(part) / len(form)
        if form.endswith(part):
            found = max(found, Candidate(90.0 + coverage, field, "suffix"))
        elif len(part) < 3:
            continue  # 対応診療科 is no 対応, and 担当 begins too much
        elif form.startswith(part):
            found = max(found, Candidate(80.0 + coverage, field, "prefix"))
        elif part in form:
            found = max(found, Candidate(70.0 + coverage, field, "contained"))
    if any(form.endswith(tail) and _before_tail(form, tail) in wordings.whole for tail in wordings.tails):
        found = max(found, Candidate(95.0, field, "tail"))
    if form.endswith(wordings.weak):
        found = max(found, Candidate(86.0, field, "weak"))
    return found if found.score else _alike(form, field, wordings)


def _before_tail(form: str, tail: str) -> str:
    return form.removesuffix(tail).removesuffix("の")


def _alike(form: str, field: str, wordings: Wordings) -> Candidate:
    """Return how near the nearest wording is; short wordings are left out, which are too near to others."""
    if any(form in others.whole for others in folded_wordings().values()):  # what is a wording is no misprint
        return Candidate(0.0, field, "none")
    long_enough = [wording for wording in wordings.whole if len(wording) > 3]
    return Candidate(0.7 * greatest_likeness(form, long_enough, _LEAST_LIKENESS), field, "likeness")
