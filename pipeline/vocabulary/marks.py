"""What a page says of its marks: ``※変更部分は赤字着色`` → style colour, colour red.

A legend is a line with a word of how (赤字, 下線, 見え消し …) and a word of what (変更, 追加 …): 赤字 alone is also a
deficit. A page may have several: 赤字は今回の変更、青字は前回の変更.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


class Nouns(Entry, frozen=True):
    """Words that may follow: a colour's word where the text itself is coloured, or 赤字 where it is a deficit."""

    list: tuple[str, ...]


class MarkVocabulary(Entry, frozen=True):
    """``vocabulary/marks.toml``."""

    change_words: tuple[str, ...]
    changed_place: str
    styles: tuple[StyleWords, ...]
    colour_nouns: Nouns
    deficit: Nouns
    colours: tuple[NamedColour, ...]


class MarkRule(NamedTuple):
    """One way in which a page marks changes. ``colour`` is a name, None where only the style counts."""

    style: MarkStyle
    colour: str | None


class MarkLegend(NamedTuple):
    """A page's legends: their text, None where there is none, and the rules that they state, the first first."""

    text: str | None
    rules: tuple[MarkRule, ...]


NO_LEGEND = MarkLegend(None, ())
_EXPLAINS = re.compile(r"[※*＊(（\[【〔注凡]")
_SAYS = re.compile(r"[:：=…は]")


@cache
def mark_vocabulary() -> MarkVocabulary:
    """Return the words of legends and the names of colours."""
    return load("marks", MarkVocabulary)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _rule_pattern() -> re.Pattern[str]:
    """Return the pattern of a colour with a style (赤下線), of a style, or of a coloured text (赤字, 赤色の文字)."""
    vocabulary = mark_vocabulary()
    colours = _alternatives(word for colour in vocabulary.colours for word in colour.words)
    styles = _alternatives(word for style in vocabulary.styles for word in style.words)
    nouns = _alternatives(vocabulary.colour_nouns.list)
    return re.compile(rf"(?:(?P<tint>{colours})(?:色)?(?:の|い)?)?(?P<style>{styles})|(?P<colour>{colours})(?:{nouns})")


def _colour(word: str | None) -> str | None:
    return next((colour.name for colour in mark_vocabulary().colours if word in colour.words), None)


def _rules(line: str) -> tuple[MarkRule, ...]:
    rules = []
    for match in _rule_pattern().finditer(line):
        if match["colour"] and line.startswith(mark_vocabulary().deficit.list, match.end()):
            continue
        if match["colour"]:
            rules.append(MarkRule("colour", _colour(match["colour"])))
            continue
        style = next(group.style for group in mark_vocabulary().styles if match["style"] in group.words)
        rules.append(MarkRule(style, _colour(match["tint"])))
    return tuple(dict.fromkeys(rules))


def read_mark_line(text: str) -> tuple[MarkRule, ...]:
    """Return the rules that a line states; none where it only happens to hold such a word."""
    line = fold(text)
    rules = _rules(line)
    names_change = any(word in line for word in mark_vocabulary().change_words)
    if names_change or (_EXPLAINS.match(line.strip()) and _SAYS.search(line)):
        return rules
    return ()


@cache
def _sign_pattern() -> re.Pattern[str]:
    """Return the pattern of a sign and what it stands for, either first: ★は前回からの変更箇所, 修正部分に●."""
    place, sign = mark_vocabulary().changed_place, f"[{mark_class()}]"
    before = rf"{sign}\s*印?\s*[は:=…]?\s*(?:今回の|前回からの)?{place}"
    behind = rf"{place}(?:[にはを]|には)?\s*[「『(]?{sign}"
    return re.compile(f"{before}|{behind}")


def says_sign_marks(text: str) -> bool:
    """Tell whether a line says that a sign marks what changed (★は変更箇所), which nothing here looks for."""
    return not read_mark_line(text) and _sign_pattern().search(fold(text)) is not None


def read_mark_legend(texts: Iterable[str]) -> MarkLegend:
    """Return a document's legend of marks from what stands around its table; ``NO_LEGEND`` where it states none."""
    lines: list[str] = []
    rules: list[MarkRule] = []
    for text in texts:
        for line in text.split("\n"):
            stated = read_mark_line(line)
            if stated and line.strip() not in lines:
                lines.append(line.strip())
                rules.extend(stated)
    return MarkLegend("\n".join(lines), tuple(dict.fromkeys(rules))) if lines else NO_LEGEND


def paint_of_legend(texts: Iterable[str]) -> str | None:
    """Return ``#rrggbb`` of the colour in which a document says that changes are set; None where it says none."""
    colours = {colour.name: colour.paint for colour in mark_vocabulary().colours}
    named = (rule.colour for rule in read_mark_legend(texts).rules if rule.style == "colour" and rule.colour)
    return next((colours[name] for name in named), None)
