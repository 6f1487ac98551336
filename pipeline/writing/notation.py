"""Ways of writing one and the same thing: 、 and ，, ヶ and ケ, 髙 and 高, ① and (1), サーバー and サーバ.

A text is read as *letters*: what each printed character, or a few of them, comes to once typesetting and notation are
left out, with the place in the text where it stands. Two texts with the same letters say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.writing import Entry, load
from pipeline.writing.eras import vocabulary as era_vocabulary
from pipeline.writing.numbers import KANJI_NUMERAL, read_number


class Pattern(Entry, frozen=True):
    """What a regular expression finds, one of the characters that such a text ``holds``, and what stands for it."""

    pattern: str
    holds: str
    to: str


class NotationVocabulary(Entry, frozen=True):
    """The shape of ``writing/notation.toml``; ``characters`` are pairs, parted by white space."""

    characters: str
    counters: str
    patterns: tuple[Pattern, ...]


class Letters(NamedTuple):
    """A text as it is compared: its letters, and for each the stretch ``[start, end)`` of the text that it stands for.

    The stretches come in order; letters that stand for one character (③, read as ``(3)``) share theirs.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@cache
def _loaded() -> NotationVocabulary:
    return load("notation", NotationVocabulary)


@cache
def counters() -> str:
    """Return the characters after which a numeral in kanji is a number: 三人, and not 一部."""
    return _loaded().counters


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    holds: frozenset[str]
    replace: Callable[[re.Match[str]], str]


@cache
def _vocabulary() -> tuple[Mapping[int, str], Sequence[_Rule]]:
    loaded = _loaded()
    characters = {ord(pair[0]): pair[1] for pair in loaded.characters.split()}
    words = [_word_rule(one) for one in loaded.patterns]
    return characters, [*words, *_date_rules(), _numeral_rule(loaded.counters)]


def _word_rule(one: Pattern) -> _Rule:
    return _Rule(re.compile(one.pattern), frozenset(one.holds), lambda _: one.to)


def _date_rules() -> Iterator[_Rule]:
    """Yield R5.4.1 → 令和5年4月1日, R5年 → 令和5年, 令和元年 → 令和1年."""
    names = {era.letter: era.name for era in era_vocabulary().eras}
    era = f"(?:(?<![A-Za-z0-9])(?P<letter>[{''.join(names)}])|(?P<name>{'|'.join(names.values())}))"
    holds = frozenset("".join((*names, *names.values())))

    def dotted(match: re.Match[str]) -> str:
        return f"{match['name'] or names[match['letter']]}{match['year']}年{int(match['month'])}月{int(match['day'])}日"

    day = r"(?P<year>[0-9]{1,2})[./](?P<month>[0-9]{1,2})[./](?P<day>[0-9]{1,2})(?![0-9./])"
    yield _Rule(re.compile(era + day), holds, dotted)
    letter = rf"(?<![A-Za-z0-9])[{''.join(names)}](?=(?:[0-9]{{1,2}}|元)年)"
    yield _Rule(re.compile(letter), frozenset(names), lambda match: names[match.group()])
    first = "|".join(f"(?<={name})元(?=年)" for name in names.values())
    yield _Rule(re.compile(first), frozenset("元"), lambda _: "1")


def _numeral_rule(counters: str) -> _Rule:
    pattern = rf"(?<![〇○一二三四五六七八九十百千万億数何]){KANJI_NUMERAL}(?=[{counters}])|(?<=第){KANJI_NUMERAL}"

    def figures(match: re.Match[str]) -> str:
        value = read_number(match.group())
        return match.group() if value is None else str(value)

    return _Rule(re.compile(pattern), frozenset("一二三四五六七八九十"), figures)


@lru_cache(maxsize=8192)
def fold_variant(character: str) -> str:
    """Return what a character is another way of writing, the character itself for most."""
    if unicodedata.category(character) == "No" and "CIRCLED" in (name := unicodedata.name(character, "")):
        return character if "NUMBER ZERO" in name else f"({unicodedata.numeric(character):.0f})"
    if unicodedata.category(character) == "No" and "PARENTHESIZED" in unicodedata.name(character, ""):
        return f"({unicodedata.numeric(character):.0f})"
    return _vocabulary()[0].get(ord(character), character)


def fold_notation(letters: Letters) -> Letters:
    """Return the letters with every notation that stands for another replaced by it."""
    text, starts, ends = letters.text, list(letters.starts), list(letters.ends)
    held = set(text)
    for pattern, holds, replace in _vocabulary()[1]:
        if holds.isdisjoint(held):
            continue
        # From the end, so that the places before stay what they are.
        for match in reversed(list(pattern.finditer(text))):
            place, stop = match.span()
            replacement = replace(match)
            if match.group() == replacement or place == stop:
                continue
            first, last = starts[place], ends[stop - 1]
            text = text[:place] + replacement + text[stop:]
            starts[place:stop] = [first] * len(replacement)
            ends[place:stop] = [last] * len(replacement)
    return Letters(text, starts, ends)
