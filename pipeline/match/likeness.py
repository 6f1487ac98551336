"""How alike two items are: what is compared, with which weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.model import ColumnPair, Item
from pipeline.writing.comparison_keys import comparison_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PART_WEIGHTS = {"heading": 0.25, "issue": 0.35, "source": 0.10, "response": 0.30}
"""What each part of an item counts for. The issue and its heading are what an item is; its response is rewritten from
edition to edition; the source is often shared. Only the parts that at least one of the two has are counted."""

_HEADING, _ISSUE, _SOURCE, _RESPONSE = range(len(PART_WEIGHTS))

EXTRA_WEIGHT = 0.30
"""What the columns that no field claims count for together, beside the parts above."""

SAME_TEXT = 0.5
"""Likeness from which two texts have more in common than any two: unrelated sentences come to 0.2 to 0.4."""

COMPARED_CHARACTERS = 4000
"""Of a longer text only the beginning is scored: the cost of a comparison grows with the product of the lengths."""


class Content(Struct, frozen=True):
    """What an item is known by, in comparison keys; ``parts`` has one a part name, empty where it has none."""

    parts: tuple[str, ...]
    rest: tuple[str, ...]  # area, category, status: told apart by these only where the parts are equal
    divisions: tuple[str, ...] = ()
    number: str = ""

    @property
    def full_key(self) -> tuple[object, ...]:
        """Everything but the number."""
        return self.parts, self.rest, self.divisions

    @property
    def remark(self) -> str:
        """The issue, heading included; empty where the item has none."""
        return self.parts[_ISSUE]

    @property
    def answer(self) -> str:
        """The response."""
        return self.parts[_RESPONSE]


def contents(
    old: Sequence[Item], new: Sequence[Item], columns: Sequence[ColumnPair]
) -> tuple[list[Content], list[Content], tuple[str, ...]]:
    """Return what the items of both editions are known by, and the names of the parts: fields, then newer headers.

    A column that only one edition has says nothing about which row is which.
    """
    headers = [(pair.before, pair.after) for pair in columns if pair.before is not None and pair.after is not None]
    names = (*PART_WEIGHTS, *(after for _, after in headers))
    before = [_item_content(item, [header for header, _ in headers]) for item in old]
    after = [_item_content(item, [header for _, header in headers]) for item in new]
    return before, after, names


def _item_content(item: Item, headers: Sequence[str]) -> Content:
    fields = (item.heading, item.issue, item.source, item.response)
    extra = (item.extra.get(header) for header in headers)
    rest = (item.policy_area, item.category, item.status_mark)
    return Content(
        tuple(map(comparison_key, (*fields, *extra))),
        tuple(map(comparison_key, rest)),
        tuple(map(comparison_key, item.divisions)),
        comparison_key(item.number),
    )


class Likeness:
    """Scores pairs of items by their positions in the two lists.

    The score of a pair is the weighted mean, over its parts, of RapidFuzz's normalised indel similarity (1 minus the
    inserted and deleted characters over all characters). A part in which the two are equal counts for less the more
    items share that very text: 対応を検討する in forty rows says nothing about which row is which.
    """

    def __init__(self, old: Sequence[Content], new: Sequence[Content], names: Sequence[str]) -> None:
        self._old, self._new, self._names = old, new, names
        self._shares = [
            Counter(item.parts[index] for item in old) | Counter(item.parts[index] for item in new)
            for index in range(len(names))
        ]
        answered = [Counter((item.parts[_HEADING], item.divisions) for item in side) for side in (old, new)]
        self._answered = answered[0] | answered[1]
        self._weights = [self._part_weight(index) for index in range(len(names))]

    def _part_weight(self, index: int) -> float:
        if index < len(PART_WEIGHTS):
            return PART_WEIGHTS[self._names[index]]
        # A column of ○ and × tells rows apart less than a column of names.
        texts = [item.parts[index] for item in (*self._old, *self._new) if item.parts[index]]
        distinct = len(set(texts)) / max(len(texts) / 2, 1)
        return EXTRA_WEIGHT * min(max(distinct, 0.02), 1.0) / max(len(self._names) - len(PART_WEIGHTS), 1)

    def scores(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the likeness of each pair, 0 to 1. ``pairs`` has shape (n, 2): positions in the old and new list."""
        import numpy as np

        total = np.zeros(len(pairs))
        weights = np.zeros(len(pairs))
        for index in range(len(self._names)):
            before = [self._old[old].parts[index] for old in pairs[:, 0].tolist()]
            after = [self._new[new].parts[index] for new in pairs[:, 1].tolist()]
            likeness = _part_likeness(before, after)
            weight = self._pair_weights(index, before, after)
            total += likeness * weight
            weights += weight
        return np.divide(total, weights, out=np.ones(len(pairs)), where=weights > 0)

    def _pair_weights(self, index: int, before: Sequence[str], after: Sequence[str]) -> NDArray[np.float64]:
        import numpy as np

        shares, weight = self._shares[index], self._weights[index]

        def pair_weight(one: str, other: str) -> float:
            if one == other:
                return weight / shares[one] if one else 0.0
            # The heading is cut from the issue: where only one has it, the issue tells the difference already.
            return 0.0 if index == _HEADING and not (one and other) else weight

        return np.array([pair_weight(*texts) for texts in zip(before, after, strict=True)])

    def same_heading(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return for each pair whether a heading that no other item of its division has, and more, makes the two one.

        A heading alone does not: under 相談の予約 one remark may go and another come, with its own source and answer.
        """
        import numpy as np

        return np.array([self._is_named(self._old[old], self._new[new]) for old, new in pairs.tolist()], dtype=bool)

    def _is_named(self, old: Content, new: Content) -> bool:
        heading = old.parts[_HEADING]
        if not heading or heading != new.parts[_HEADING]:
            return False
        # Of the rows of one remark, which share their heading, each is named by its division.
        is_alone = self._shares[_HEADING][heading] == 1
        if not is_alone and (old.divisions != new.divisions or self._answered[heading, old.divisions] > 1):
            return False
        same_source = bool(old.parts[_SOURCE]) and old.parts[_SOURCE] == new.parts[_SOURCE]
        if same_source and (old.rest[:2] == new.rest[:2] or old.divisions == new.divisions):
            return True
        remarks = [content.parts[_ISSUE].replace(heading, "", 1) for content in (old, new)]
        texts = [remarks, [old.parts[_RESPONSE], new.parts[_RESPONSE]]]
        return any(_part_likeness([one], [other])[0] >= SAME_TEXT for one, other in texts if one and other)

    def same_context(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for each pair how much of what stands beside remark and answer is equal, 0 to 1.

        That is heading, source, divisions, and area with category, as far as both have it; 1 where they have nothing.
        """
        import numpy as np

        return np.array([_same_context(self._old[old], self._new[new]) for old, new in pairs.tolist()], dtype=float)

    def equal_parts(self, old: int, new: int) -> list[str]:
        """Return the names of the parts that both have and that are equal."""
        texts = zip(self._names, self._old[old].parts, self._new[new].parts, strict=True)
        return [name for name, before, after in texts if before and before == after]


def _same_context(old: Content, new: Content) -> float:
    beside = [
        (old.parts[_HEADING], new.parts[_HEADING]),
        (old.parts[_SOURCE], new.parts[_SOURCE]),
        ("\n".join(old.divisions), "\n".join(new.divisions)),
        ("".join(old.rest[:2]), "".join(new.rest[:2])),
    ]
    both = [one == other for one, other in beside if one and other]
    return sum(both) / len(both) if both else 1.0


def _part_likeness(before: Sequence[str], after: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cpdist

    result = np.array([float(one == other) for one, other in zip(before, after, strict=True)])
    # Equal texts are most of them, and an empty one is like nothing: only the others are worth a comparison.
    unequal = [
        place for place, likeness in enumerate(result.tolist()) if not likeness and before[place] and after[place]
    ]
    if unequal:
        result[unequal] = cpdist(
            [before[place][:COMPARED_CHARACTERS] for place in unequal],
            [after[place][:COMPARED_CHARACTERS] for place in unequal],
            scorer=Indel.normalized_similarity,
            dtype=np.float64,
        )
    return result
