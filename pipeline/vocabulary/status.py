"""Status marks and labels: which character a mark is, which text is marks, and which canonical status a label has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, cast, get_args

from pipeline.model import ItemStatus
from pipeline.vocabulary import Entry, load
from pipeline.writing.characters import compact


class LabelGroup(Entry, frozen=True):
    """Labels of one canonical status: whole ones, and parts that tell it."""

    status: ItemStatus
    exact: frozenset[str]
    contains: tuple[str, ...]


class NoLabels(Entry, frozen=True):
    """What shows that words beside a mark do not say what it means, and what may stand behind a label."""

    begins: tuple[str, ...]
    ends: tuple[str, ...]
    holds: tuple[str, ...]
    rests: tuple[str, ...]


class Headings(Entry, frozen=True):
    """How headings above items speak of a status."""

    things: tuple[str, ...]
    ends: tuple[str, ...]
    about: tuple[str, ...]


class StatusVocabulary(Entry, frozen=True):
    """``vocabulary/status.toml``."""

    marks: Mapping[str, tuple[str, ...]]
    default_marks: Mapping[str, ItemStatus]
    words: Mapping[str, tuple[str, ...]]
    no_labels: NoLabels
    headings: Headings
    labels: tuple[LabelGroup, ...]


@cache
def vocabulary() -> StatusVocabulary:
    """Return the marks and labels."""
    return load("status", StatusVocabulary)


DASH = "－"
"""The mark that says that there is none: a dash, whichever was typed."""

_PARTS = r"(?:一部|部分的に|ただし一部)"
_MARK_AND_PART = (
    r"(?P<first>[{marks}])"
    r"(?:[(\[](?P<word>{parts})?(?P<second>[{marks}])[)\]]|(?P<bare>{parts})(?P<third>[{marks}]))"
)
_ENUMERATION = re.compile(r"^[■□◆◇●○▼▽・※0-9①-⑳Ⅰ-Ⅻⅰ-ⅻA-Z.、:-]+")
"""What numbers a heading."""

_LONGEST_MARK = 20
"""Characters of a cell of marks alone: ○・△, ○(一部 △)."""


LONGEST_LABEL = 20
"""Characters of a status in words that stands in a cell: 計画に既に盛り込まれている, 対応済（一部引き続き検討）."""


class MarkReading(NamedTuple):
    """The marks at the beginning of a compact text: tidied, each by itself, and where they end."""

    mark: str
    parts: tuple[str, ...]
    end: int


@lru_cache(64)
def _mark_patterns(own: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    marks = mark_class(own)
    combined = _MARK_AND_PART.replace("{marks}", marks).replace("{parts}", _PARTS)
    return (
        re.compile(combined),
        re.compile(rf"(?![△▲]\d)(?P<marks>[{marks}](?:[・/、→⇒]?(?![△▲]\d)[{marks}])*)"),
        re.compile(rf"[{dash_class()}]+$"),
    )


def read_marks(text: str, own: Collection[str] = ()) -> MarkReading | None:
    """Return the marks at the beginning of a compact text, ○(一部△) and △→○ among them; None where none stands there.

    △ before a digit is a minus sign. ``own`` are the signs that the series uses besides those of the vocabulary.
    """
    combined, several, dash = _mark_patterns(frozenset(own))
    if match := combined.match(text):
        first = canonical_mark(match["first"])
        second = canonical_mark(match["second"] or match["third"])
        word = match["word"] or match["bare"] or ""
        return MarkReading(f"{first}({word}{second})", (first, second), match.end())
    if match := several.match(text):
        latest = re.split("[→⇒]", match["marks"])[-1]
        marks = tuple(dict.fromkeys(canonical_mark(mark) for mark in latest if mark not in "・/、"))
        printed = "".join(canonical_mark(character) for character in match["marks"])
        return MarkReading(printed if latest != match["marks"] else "・".join(marks), marks, match.end())
    if dash.match(text):
        return MarkReading(DASH, (DASH,), len(text))
    return None


def is_mark(text: str, own: Collection[str] = ()) -> bool:
    """Return whether the whole of a cell is one or several status marks, or the dash of an empty status cell."""
    if len(text) > _LONGEST_MARK:
        return False
    bare = compact(text).text
    found = read_marks(bare, own) if bare else None
    return found is not None and found.end == len(bare)


def heading_status(heading: str, overrides: Mapping[str, str] | None = None) -> ItemStatus | None:
    """Return the status that a heading above items gives them (Ⅰ 修正するもの, その他の意見); None where it is none.

    A heading is believed where it says a label and no more, or speaks of what was done to things (…もの): 実施体制 and
    道路の改善に関する意見 are about something.
    """
    words = vocabulary().headings
    label = _ENUMERATION.sub("", _key(heading))
    if any(word in label for word in words.about):
        return None
    for end in words.ends:
        label = label.removesuffix(end) if len(label) > len(end) else label
    return label_status(label, overrides) if is_status_word(label) or _key(heading).endswith(words.things) else None


def are_statuses(texts: Iterable[str]) -> bool:
    """Return whether the texts of a column, blank ones left out, are marks or labels of statuses, each of them.

    At least half must say which status: 「その他」 alone is a label of anything.
    """
    found = [text for text in texts if text.strip()]
    known = [text for text in found if is_mark(text) or (len(text) <= LONGEST_LABEL and label_status(text) is not None)]
    telling = [text for text in known if is_mark(text) or label_status(text) != "unknown"]
    return bool(found) and len(known) == len(found) and 2 * len(telling) >= len(found)


@cache
def _status_words() -> frozenset[str]:
    exact = (label for group in vocabulary().labels for label in group.exact)
    return frozenset((*vocabulary().words["list"], *exact, *"ABCD"))


def is_status_word(text: str) -> bool:
    """Return whether a text is a word or letter that is a whole status: 済, 対応済, 順調, A."""
    return _key(text) in _status_words()


@cache
def mark_signs() -> frozenset[str]:
    """Return every character that is a mark, dashes among them."""
    return frozenset(_variants())


def own_signs(statuses: Mapping[str, str]) -> frozenset[str]:
    """Return the signs among the labels to which a series gives a status: ✓, but not 済 or A."""
    labels = (compact(label).text for label in statuses)
    return frozenset(label for label in labels if len(label) == 1 and not label.isalnum())


@cache
def _variants() -> Mapping[str, str]:
    return {variant: mark for mark, variants in vocabulary().marks.items() for variant in variants}


@lru_cache(64)
def mark_class(own: frozenset[str] = frozenset()) -> str:
    """Return the characters that are marks, for use inside the brackets of a regular expression."""
    signs = [variant for variant, mark in _variants().items() if mark != DASH]
    return "".join(map(re.escape, [*signs, *sorted(own - set(_variants()))]))


@cache
def dash_class() -> str:
    """Return the dashes that stand for an empty status cell, likewise."""
    return "".join(re.escape(variant) for variant, mark in _variants().items() if mark == DASH)


def canonical_mark(mark: str) -> str:
    """Return ○ for 〇 and ◯, × for ✕; anything else as it is."""
    return _variants().get(mark, mark)


@cache
def _key(label: str) -> str:
    return re.sub(r"[()\[\]【】「」『』〔〕<>〈〉《》]", "", compact(label).text)


def label_status(label: str, overrides: Mapping[str, str] | None = None) -> ItemStatus | None:
    """Return the canonical status of a label (対応済 → done), None where neither series nor vocabulary knows it."""
    key = _key(label)
    for known, status in (overrides or {}).items():
        if _key(known) == key and status in get_args(ItemStatus):
            return cast("ItemStatus", status)
    return _statuses().get(key) or next(
        (group.status for group in vocabulary().labels if any(part in key for part in group.contains)), None
    )


@cache
def _statuses() -> Mapping[str, ItemStatus]:
    """Return the status of each whole label, as ``_key`` has it; the first group that names it decides."""
    labels = [(_key(exact), group.status) for group in vocabulary().labels for exact in group.exact]
    return dict(reversed(labels))
