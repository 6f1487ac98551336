"""Parts of a table: which heading became which, and which items stand below another one now.

A list is often in parts that say how far its items have come (対応済の項目 / 検討中の項目). An item that stands below
another heading may say the same as before, letter by letter, at the same place in the order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.diff.field_marks import FieldMarks, MarksOfItem
from pipeline.item_texts import field_texts
from pipeline.model import Item, Mark, Match
from pipeline.schema import SECTION
from pipeline.writing.comparison_keys import comparison_key, is_blank
from pipeline.writing.kinsoku import without_numeral


class RenamedSection(NamedTuple):
    """A heading as either edition words it; None where the items stand below none."""

    before: str | None
    after: str | None


class Sections:
    """How the headings of two editions correspond, by the items that stand below them."""

    def __init__(self, matches: Iterable[Match], before: Mapping[int, Item], after: Mapping[int, Item]) -> None:
        """Look where the items of each older heading stand now."""
        self._old = {_key(item): item.section for item in before.values()}
        self._new = {_key(item): item.section for item in after.values()}
        where: dict[str, Counter[str]] = defaultdict(Counter)
        for match in matches:
            if match.from_ordinal is not None and match.to_ordinal is not None:
                where[_key(before[match.from_ordinal])][_key(after[match.to_ordinal])] += 1
        self._became = {key: self._counterpart(key, where[key]) for key in self._old}

    def _counterpart(self, key: str, stand_below: Counter[str]) -> str | None:
        """Return the newer heading that an older one is: itself, or a new one below which most of its items stand."""
        if key in self._new:
            return key
        most = stand_below.most_common(1)
        return most[0][0] if most and most[0][0] not in self._old else None

    @property
    def renamed(self) -> list[RenamedSection]:
        """The headings that only one edition has, of which each is the other's, worded anew."""
        return [
            RenamedSection(self._old[before], self._new[after])
            for before, after in self._became.items()
            if after is not None and after != before
        ]

    def has_moved(self, old: Item, new: Item) -> bool:
        """Return whether an item stands below a heading that is not the one that it stood below.

        Where the headings are the policy areas, as in a table without a column of these, the area tells it.
        """
        if _is_area(old) and _is_area(new):
            return False
        return self._became[_key(old)] != _key(new)


def _key(item: Item) -> str:
    return comparison_key(item.section)


def _is_area(item: Item) -> bool:
    return item.section is not None and comparison_key(without_numeral(item.policy_area or "")) == _key(item)


def section_marks(new: Item, of_item: MarksOfItem) -> FieldMarks:
    """Return the marks that tell that an item has moved: on its number, or on all that is printed of it.

    A heading is no part of an item, and what is painted there tells nothing of it.
    """
    number = of_item.get("number")
    texts = {name: text for name, text in {**field_texts(new), **new.extra}.items() if text and name not in new.dittos}
    told = number.own if number is not None else ()
    if not told and texts and all(_is_painted(text, of_item.get(comparison_key(name))) for name, text in texts.items()):
        told = of_item[comparison_key(next(iter(texts)))].own
    section = new.section or ""
    return FieldMarks(tuple(replace(mark, field=SECTION, start=0, end=len(section), text=section) for mark in told[:1]))


def _is_painted(text: str, marks: FieldMarks | None) -> bool:
    if marks is None:
        return False
    needed = {place for place, character in enumerate(text) if not is_blank(character)}
    return needed <= {place for mark in marks.own for place in _places(mark)}


def _places(mark: Mark) -> range:
    return range(mark.start, mark.end)
