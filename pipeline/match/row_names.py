"""Rows of a list that one column names: 会場名, 事業名. The name is the row, whatever the other columns say by now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.match.likeness import PART_WEIGHTS, Content

DISTINCT = 0.9
"""Different texts among all of a column, in either edition, from which the column names its rows."""

IN_COMMON = 0.5
"""Share of the smaller edition's texts that the other one has as well, from which the two name the same things."""

_WORD = re.compile(r"[^\W\d_]")


def pair_by_name(
    before: Sequence[Content], after: Sequence[Content], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows without a partner that bear the same name, which no other row of either edition bears.

    The name stands in the first of the columns that tell the rows apart in both editions, and is no mere number:
    a running number names a place in the list.

    Args:
        before: The older edition's rows.
        after: The newer edition's.
        taken: Pairs that are sure already.
    """
    index = _name_column(before, after)
    if index is None:
        return
    free = [{pair[side] for pair in taken} for side in (0, 1)]
    places = [_unique_places([content.parts[index] for content in side]) for side in (before, after)]
    for name, old in places[0].items():
        new = places[1].get(name)
        if new is not None and old not in free[0] and new not in free[1]:
            yield old, new


def _name_column(before: Sequence[Content], after: Sequence[Content]) -> int | None:
    """Return the index of the part that names the rows, None where fields or nothing do."""
    if not before or not after or any(content.remark for content in before):
        return None
    for index in range(len(PART_WEIGHTS), len(before[0].parts)):
        sides = [[content.parts[index] for content in side] for side in (before, after)]
        words = [Counter(text for text in side if _WORD.search(text)) for side in sides]
        if any(len(names) < DISTINCT * len(side) for names, side in zip(words, sides, strict=True)):
            continue
        if len(words[0].keys() & words[1].keys()) >= IN_COMMON * min(map(len, words)):
            return index
    return None


def _unique_places(texts: Sequence[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: place for place, text in enumerate(texts) if text and counts[text] == 1 and _WORD.search(text)}
