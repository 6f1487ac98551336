"""What Japanese typesetting lets begin and end a line, what opens a paragraph, and what ends a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.writing import Entry, load


class Opening(Entry, frozen=True):
    """A kind of bullet or number that opens a paragraph; ``alone`` where it is believed without further evidence."""

    name: str
    pattern: str
    alone: bool


class Kinsoku(Entry, frozen=True):
    """The shape of ``writing/kinsoku.toml``: strings are sets of characters."""

    never_first: str
    never_first_strict: str
    middle_dots: str
    never_last: str
    terminals: str
    closing: str
    half_blank: str
    goes_on: str
    complete: tuple[str, ...]
    person: str
    labelled_amount: str
    openings: tuple[Opening, ...]


class _SentenceEnds(NamedTuple):
    stops: frozenset[str]
    behind_stops: frozenset[str]
    pattern: re.Pattern[str]


@cache
def kinsoku() -> Kinsoku:
    """Return the sets of characters."""
    return load("kinsoku", Kinsoku)


@cache
def never_first() -> frozenset[str]:
    """Return what no line begins with where all rules are kept to."""
    return frozenset(kinsoku().never_first + kinsoku().never_first_strict)


@cache
def _opening() -> re.Pattern[str]:
    """Return a pattern with a group for each kind of opening."""
    return re.compile("|".join(f"({opening.pattern})" for opening in kinsoku().openings))


def opening_of(text: str) -> Opening | None:
    """Return the kind of bullet or number that a text begins with."""
    match = _opening().match(text)
    return kinsoku().openings[match.lastindex - 1] if match and match.lastindex else None


@cache
def _sentence_ends() -> _SentenceEnds:
    terminals, closing = kinsoku().terminals, kinsoku().closing
    behind = rf"(?:[(（][^()（）]{{1,60}}[)）])?[{re.escape(closing)}]*"
    pattern = re.compile(rf"[{re.escape(terminals)}]{behind}$")
    return _SentenceEnds(frozenset(terminals + ":："), frozenset(closing + ")）"), pattern)


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as sentences and bracketed headings do.

    Also within brackets or quotes, with a note in brackets after the stop, or by a colon.
    """
    end, ends = text[-80:].rstrip(), _sentence_ends()
    if end[-1:] in ends.stops:
        return True
    return end[-1:] in ends.behind_stops and ends.pattern.search(end) is not None


def may_end(text: str) -> bool:
    """Return whether a text may be at its end, though it need not: a sentence is, or a bracket or quote is closed."""
    bare = text.rstrip()
    return ends_sentence(bare) or bare.endswith((*kinsoku().closing, "."))


def is_half_blank(character: str) -> bool:
    """Return whether the right half of a character's box is blank: a full stop ends in its middle."""
    return character in kinsoku().half_blank


_NUMERAL = re.compile(r"[Ⅰ-Ⅻⅰ-ⅻ][.．、　 ]+")


def without_numeral(heading: str) -> str:
    """Return a heading without the Roman numeral that orders it: Ⅱ．その他の意見 is その他の意見."""
    return _NUMERAL.sub("", heading, count=1) if _NUMERAL.match(heading) else heading


@cache
def _complete() -> re.Pattern[str]:
    return re.compile("|".join(kinsoku().complete))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(kinsoku().person)


@cache
def _labelled_amount() -> re.Pattern[str]:
    return re.compile(kinsoku().labelled_amount)


def is_complete(line: str) -> bool:
    """Return whether a whole line says all there is to say: the name of a meeting, and who spoke."""
    return _complete().fullmatch(line) is not None


def is_person(line: str) -> bool:
    """Return whether a whole line is a person, by the role at its end."""
    return _person().fullmatch(line) is not None


def is_labelled_amount(line: str) -> bool:
    """Return whether a whole line is a name and, after a gap, its amount: 取崩 △ 1,088."""
    return _labelled_amount().fullmatch(line) is not None
