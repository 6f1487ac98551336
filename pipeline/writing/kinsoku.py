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


class _Openings(NamedTuple):
    any_kind: re.Pattern[str]
    kinds: tuple[tuple[re.Pattern[str], Opening], ...]


@cache
def kinsoku() -> Kinsoku:
    """Return the sets of characters."""
    return load("kinsoku", Kinsoku)


@cache
def _openings() -> _Openings:
    openings = kinsoku().openings
    kinds = tuple((re.compile(opening.pattern), opening) for opening in openings)
    # Most lines begin with kana or a common ideograph, and are no opening: one look settles that.
    return _Openings(re.compile("|".join(opening.pattern for opening in openings)), kinds)


def opening_of(text: str) -> Opening | None:
    """Return the kind of bullet or number that a text begins with."""
    if not _openings().any_kind.match(text):
        return None
    return next(opening for pattern, opening in _openings().kinds if pattern.match(text))


@cache
def _sentence_end() -> re.Pattern[str]:
    terminals, closing = re.escape(kinsoku().terminals), re.escape(kinsoku().closing)
    return re.compile(rf"(?:[{terminals}](?:[(（][^()（）]{{1,60}}[)）])?[{closing}]*|[:：])$")


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as sentences and bracketed headings do.

    Also within brackets or quotes, with a note in brackets after the stop, or by a colon.
    """
    return _sentence_end().search(text[-80:].rstrip()) is not None


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
