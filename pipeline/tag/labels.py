"""Status marks and labels by the vocabulary: which character a mark is, and which canonical status a label has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast, get_args

from pipeline.model import ItemStatus
from pipeline.tag.characters import compact
from pipeline.vocabulary import Entry, load


class LabelGroup(Entry, frozen=True):
    """Labels of one canonical status: whole ones, and parts that tell it."""

    status: ItemStatus
    exact: frozenset[str]
    contains: tuple[str, ...]


class StatusVocabulary(Entry, frozen=True):
    """``vocabulary/status.toml``."""

    marks: Mapping[str, tuple[str, ...]]
    default_marks: Mapping[str, ItemStatus]
    words: Mapping[str, tuple[str, ...]]
    labels: tuple[LabelGroup, ...]


@cache
def vocabulary() -> StatusVocabulary:
    """Return the marks and labels."""
    loaded: StatusVocabulary = load("status", StatusVocabulary)
    return loaded


@cache
def _variants() -> Mapping[str, str]:
    return {variant: mark for mark, variants in vocabulary().marks.items() for variant in variants}


@cache
def mark_class() -> str:
    """Return the characters that are marks, for use inside the brackets of a regular expression."""
    return "".join(re.escape(variant) for variant in _variants() if variant not in "-‐–—―－ー")


@cache
def dash_class() -> str:
    """Return the dashes that stand for an empty status cell, likewise."""
    return "".join(re.escape(variant) for variant in _variants() if variant in "-‐–—―－ー")


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
    for group in vocabulary().labels:
        if any(key == _key(exact) for exact in group.exact):
            return group.status
    for group in vocabulary().labels:
        if any(part in key for part in group.contains):
            return group.status
    return None
