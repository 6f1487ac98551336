"""What a page says of its marks: ``※変更部分は赤字着色`` → style colour, colour red.

A legend is a line with a word of how (赤字, 下線, 見え消し …) and a word of what (変更, 追加 …): 赤字 alone is also a
deficit. A page may have several: 赤字は今回の変更、青字は前回の変更.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.model import MarkStyle
from pipeline.vocabulary import Entry, load
from pipeline.vocabulary.status import mark_class
from pipeline.writing.characters import fold


class StyleWords(Entry, frozen=True):
    """Words for one style."""

    style: MarkStyle
    words: tuple[str, ...]


class NamedColour(Entry, frozen=True):
    """A colour's words, its hues in degrees (from, up to), and as what it is taken where no colour is printed."""

    name: str
    words: tuple[str, ...]
    hues: tuple[tuple[int, int], ...]
    paint: str


class ColourNouns(Entry, frozen=True):
    """Words that may follow a colour's word where the text itself is coloured, and what a colour alone stands for."""

    list: tuple[str, ...]
    stands_for: str


class Nouns(Entry, frozen=True):
    """Words that follow 赤字 where it is a deficit."""

    list: tuple[str, ...]


class Times(Entry, frozen=True):
    """When changes were made: patterns of this time, of times before it, of 'since', and of what numbers a time."""

    now: str
    before: str
    long_before: str
    since: str
    numbered: str


class MarkVocabulary(Entry, frozen=True):
    """``vocabulary/marks.toml``."""

    change_words: tuple[str, ...]
    other_change_words: tuple[str, ...]
    times: Times
    changed_place: str
    styles: tuple[StyleWords, ...]
    colour_nouns: ColourNouns
    deficit: Nouns
    colours: tuple[NamedColour, ...]


class MarkRule(NamedTuple):
    """One way in which a page marks changes. ``colour`` is a name, None where only the style counts."""

    style: MarkStyle
    colour: str | None


class MarkLegend(NamedTuple):
    """A page's legends: their text, None where there is none, and the rules that they state, the first first.

    ``others`` are rules beside them that set off something else: changes made an edition earlier (青字は前回の変更
    beside 赤字は今回の変更), or no change at all (青字は国の事業). One that is among ``rules``, too, is told from them
    by what nothing here sees: 二重下線は前回の変更 beside 下線は今回の変更.
    """

    text: str | None
    rules: tuple[MarkRule, ...]
    others: tuple[MarkRule, ...] = ()


class _Statement(NamedTuple):
    """One rule, with what its line says of it, and that line."""

    rule: MarkRule
    meaning: str
    line: str


NO_LEGEND = MarkLegend(None, ())
_EXPLAINS = re.compile(r"[※*＊(（\[【〔注凡]")
_SAYS = re.compile(r"[:：=…は]")
_WORD = re.compile(r"\w")
_EXPLAINED_BEHIND = re.compile(r"(?:の?(?:部分?|箇所|文字|もの|着色|表示|セル|欄|行))*[」』)]?\s*(?:[はが:=…→]|・・)")
_BRACKETED = re.compile(r"\([^)]*\)")


@cache
def mark_vocabulary() -> MarkVocabulary:
    """Return the words of legends and the names of colours."""
    return load("marks", MarkVocabulary)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _rule_pattern() -> re.Pattern[str]:
    """Return the pattern of a colour with a style (赤下線), of a style, or of a coloured text (赤字, 赤：追加)."""
    vocabulary = mark_vocabulary()
    colours = _alternatives(word for colour in vocabulary.colours for word in colour.words)
    styles = _alternatives(word for style in vocabulary.styles for word in style.words)
    nouns = rf"{_alternatives(vocabulary.colour_nouns.list)}|(?=\s*[:=]\s*{vocabulary.colour_nouns.stands_for})"
    return re.compile(rf"(?:(?P<tint>{colours})(?:色)?(?:の|い)?)?(?P<style>{styles})|(?P<colour>{colours})(?:{nouns})")


def _colour(word: str | None) -> str | None:
    return next((colour.name for colour in mark_vocabulary().colours if word in colour.words), None)


def _rule(match: re.Match[str]) -> MarkRule:
    if match["colour"]:
        return MarkRule("colour", _colour(match["colour"]))
    style = next(group.style for group in mark_vocabulary().styles if match["style"] in group.words)
    return MarkRule(style, _colour(match["tint"]))


def _statements(line: str) -> list[_Statement]:
    """Return the rules of a folded line, each with what is said of it: before it (変更は赤字), or behind (赤字は変更).

    Styles named together (下線・太字) share what is said. That letters are black says nothing of them.
    """
    deficit = mark_vocabulary().deficit.list
    found = [
        match
        for match in _rule_pattern().finditer(line)
        if not (match["colour"] and line.startswith(deficit, match.end()))
    ]
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(line)]
    between = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    if not found:
        return []
    if _EXPLAINED_BEHIND.match(between[-1]) is None and _tells_meaning(between[0]):
        meanings = between[:-1]
        places = range(1, len(meanings))
        step = -1
    else:
        meanings = between[1:]
        places = range(len(meanings) - 2, -1, -1)
        step = 1
    for place in places:
        if not _WORD.search(meanings[place]):
            meanings[place] = meanings[place + step]
    return [_Statement(_rule(match), meaning, line) for match, meaning in zip(found, meanings, strict=True)]


def _names_change(text: str) -> bool:
    return any(word in text for word in mark_vocabulary().change_words)


def _tells_meaning(text: str) -> bool:
    """Return whether text before a style is what the style means: a change, or when it was made."""
    return _names_change(text) or re.search(mark_vocabulary().times.now, text) is not None


def read_mark_line(text: str) -> tuple[MarkRule, ...]:
    """Return the rules that a line states; none where it only happens to hold such a word."""
    return tuple(dict.fromkeys(statement.rule for statement in _read_line(text)))


def _read_line(text: str) -> list[_Statement]:
    line = fold(text)
    if _tells_meaning(line) or (_EXPLAINS.match(line.strip()) and _SAYS.search(line)):
        return _statements(line)
    return []


@cache
def _sign_pattern() -> re.Pattern[str]:
    """Return the pattern of a sign and what it stands for, either first: ★は前回からの変更箇所, 修正部分に●."""
    place, sign = mark_vocabulary().changed_place, f"([{mark_class()}])"
    before = rf"{sign}\s*印?\s*[は:=…]?\s*(?:今回の|前回からの)?{place}"
    behind = rf"{place}(?:[にはを]|には)?\s*[「『(]?{sign}"
    return re.compile(f"{before}|{behind}")


def sign_of_changes(text: str) -> str | None:
    """Return the sign of which a line says that it marks what changed (★は変更箇所), which nothing here looks for."""
    found = None if read_mark_line(text) else _sign_pattern().search(fold(text))
    return next(filter(None, found.groups())) if found else None


def read_mark_legend(texts: Iterable[str]) -> MarkLegend:
    """Return a document's legend of marks from what stands around its table; ``NO_LEGEND`` where it states none."""
    lines: list[str] = []
    statements: list[_Statement] = []
    for text in texts:
        for line in text.split("\n"):
            stated = _read_line(line)
            if stated and line.strip() not in lines:
                lines.append(line.strip())
                statements.extend(stated)
    if not lines:
        return NO_LEGEND
    of_now = _say_what_changed_now([statement.meaning for statement in statements])
    rules = dict.fromkeys(one.rule for one, is_now in zip(statements, of_now, strict=True) if is_now)
    places = {(one.rule, one.line) for one, is_now in zip(statements, of_now, strict=True) if is_now}
    others = dict.fromkeys(
        one.rule
        for one, is_now in zip(statements, of_now, strict=True)
        if not is_now and (one.rule not in rules or (one.rule, one.line) in places)
    )
    return MarkLegend("\n".join(lines), tuple(rules), tuple(others))


def _say_what_changed_now(meanings: Sequence[str]) -> list[bool]:
    """Return for what is said of each style whether it is a change of this edition: of several the latest changes.

    One alone is so whatever is said: 前回修正 is also said of what was changed since then.
    """
    others = mark_vocabulary().other_change_words
    are_changes = [_tells_meaning(meaning) or any(word in meaning for word in others) for meaning in meanings]
    if not any(are_changes):
        return [True] * len(meanings)
    ages = _ages(meanings)
    least = min(age for age, is_change in zip(ages, are_changes, strict=True) if is_change)
    return [is_change and age == least for age, is_change in zip(ages, are_changes, strict=True)]


def _ages(meanings: Sequence[str]) -> list[int]:
    """Return how many editions ago each change was made, as far as the words tell: 0 is this one.

    前回からの変更 are of this edition, 前回の変更 of the one before. Times with numbers (第2回, 5月) follow in order.
    """
    times = mark_vocabulary().times
    numbers = [tuple(map(int, re.findall(r"\d+", "".join(re.findall(times.numbered, each))))) for each in meanings]
    latest = max(numbers)
    names_now = any(re.search(times.now, each) for each in meanings)
    ages = []
    for meaning, number in zip(meanings, numbers, strict=True):
        text = _BRACKETED.sub("", meaning)
        found = re.search(f"(?P<long>{times.long_before})|{times.before}", text)
        if re.search(times.now, text):
            ages.append(0)
        elif found:
            is_since = re.match(times.since, text[found.end() :]) is not None
            ages.append((2 if found["long"] else 1) - is_since)
        else:
            ages.append(int(bool(number) and (number < latest or names_now)))
    return ages


def paint_of_legend(texts: Iterable[str]) -> str | None:
    """Return ``#rrggbb`` of the colour in which a document says that changes are set; None where it says none."""
    colours = {colour.name: colour.paint for colour in mark_vocabulary().colours}
    named = (rule.colour for rule in read_mark_legend(texts).rules if rule.style == "colour" and rule.colour)
    return next((colours[name] for name in named), None)
