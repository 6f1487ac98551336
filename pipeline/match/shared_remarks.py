"""One remark, several divisions: rows that share a remark are told apart by who answers, not by the answers.

A remark that concerns four divisions stands in four rows, each with a division and its answer. From one edition to the
next the answers are rewritten, often in words that another of the four used before; the divisions stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.match.likeness import Content

MOST_ROWS = 40
"""Rows of one remark on either side; a text in more rows than these (要望) is a label and no remark."""

REMARK_FLOOR = 0.7
"""Likeness of two remarks from which one is the other, reworded."""

MOST_REWORDED = 500
"""Remarks, on either side, that are looked at for one that was reworded, those of several rows first."""

EDITED = 0.7
"""Likeness from which an answer may be another one, edited. Answers that share one of two sentences come to 0.6."""

KEEPS_ORDER = 0.5
"""What a pair in order is worth beside 1 for an answer that stayed: a row is left out only for a better pair."""


class Group(NamedTuple):
    """Positions of the rows of one remark in the older and in the newer edition."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def pair_by_division(
    before: Sequence[Content], after: Sequence[Content], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows with one remark and one division; those of one division in order, but for edited answers.

    Args:
        before: The older edition's rows.
        after: The newer edition's.
        taken: Pairs that are sure already.
    """
    for group in _groups(before, after, taken):
        by_division: dict[tuple[str, ...], Group] = {}
        for side, positions in enumerate(group):
            for position in positions:
                divisions = (before, after)[side][position].divisions
                one = by_division.get(divisions, Group((), ()))
                by_division[divisions] = (
                    Group((*one.old, position), one.new) if side == 0 else Group(one.old, (*one.new, position))
                )
        for one in by_division.values():
            yield from _pair_in_order(one, before, after)


def _groups(before: Sequence[Content], after: Sequence[Content], taken: Sequence[tuple[int, int]]) -> Iterator[Group]:
    """Yield the rows without a partner, by remark, where one side has several of it."""
    gone = {one for one, _ in taken}, {other for _, other in taken}
    sides = [_by_remark(contents, gone[side]) for side, contents in enumerate((before, after))]
    repeated = [_repeated(contents) for contents in (before, after)]
    reworded = _reworded((sides[0], sides[1]), (repeated[0], repeated[1]))
    for key, olds in sides[0].items():
        new_key = reworded.get(key, key)
        news = sides[1].get(new_key, [])
        is_shared = key in repeated[0] or new_key in repeated[1]
        if news and is_shared and max(len(olds), len(news)) <= MOST_ROWS:
            yield Group(tuple(olds), tuple(news))


def _by_remark(contents: Sequence[Content], taken: set[int]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for position, content in enumerate(contents):
        if content.remark and content.divisions and position not in taken:
            rows[content.remark].append(position)
    return rows


def _repeated(contents: Sequence[Content]) -> set[str]:
    """Return the remarks that several rows have."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for content in contents:
        (repeated if content.remark in seen else seen).add(content.remark)
    return repeated


def _reworded(
    sides: tuple[Mapping[str, Sequence[int]], Mapping[str, Sequence[int]]], repeated: tuple[set[str], set[str]]
) -> dict[str, str]:
    """Return old remark → new remark for those that only one edition has and that are nearly one.

    One that several rows had may stand in one alone by now, or the other way round.
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    lone = [[key for key in sides[side] if key not in sides[1 - side]] for side in (0, 1)]
    shared = [[key for key in lone[side] if key in repeated[side]] for side in (0, 1)]
    # Of an edition whose lone remarks stand in one row each, only those of the other one are worth a look.
    olds, news = (_first(shared[side] if not shared[1 - side] else lone[side], repeated[side]) for side in (0, 1))
    if not olds or not news or not (shared[0] or shared[1]):
        return {}
    scores = cdist(olds, news, scorer=Indel.normalized_similarity, score_cutoff=REMARK_FLOOR)
    best_new, best_old = scores.argmax(axis=1), scores.argmax(axis=0)
    return {
        key: news[best_new[row]]
        for row, key in enumerate(olds)
        if scores[row, best_new[row]] >= REMARK_FLOOR and best_old[best_new[row]] == row
    }


def _first(remarks: Sequence[str], repeated: set[str]) -> list[str]:
    return sorted(remarks, key=lambda key: key not in repeated)[:MOST_REWORDED]


def _pair_in_order(group: Group, before: Sequence[Content], after: Sequence[Content]) -> list[tuple[int, int]]:
    """Pair the rows of one remark and division without crossing, so that order and edited answers count most."""
    if len(group.old) == len(group.new) == 1:
        return [(group.old[0], group.new[0])]
    worth = [[_worth(before[one], after[other]) for other in group.new] for one in group.old]
    # best[i][j]: the greatest worth of the rows from i and j on.
    best = [[0.0] * (len(group.new) + 1) for _ in range(len(group.old) + 1)]
    for i in range(len(group.old) - 1, -1, -1):
        for j in range(len(group.new) - 1, -1, -1):
            best[i][j] = max(worth[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(group.old) and j < len(group.new):
        if best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((group.old[i], group.new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(one: Content, other: Content) -> float:
    from rapidfuzz.distance import Indel

    likeness = Indel.normalized_similarity(one.answer, other.answer, score_cutoff=EDITED)
    same_number = 0.05 * (one.number == other.number)
    return KEEPS_ORDER + same_number + max(likeness - EDITED, 0.0) / (1 - EDITED)
