"""Which item of the older edition is which item of the newer one: by content first, by number last.

1. Exact: items whose texts are all equal (as ``comparison_key`` sees them) are paired; identical rows in order.
2. Alike: the others are paired one to one so that the sum of their likeness is greatest. Only candidates from
   ``candidates`` and items in the same place are compared.
3. What is left is added or removed.

``docs/diff.md`` has the measurements behind the constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pipeline.match.anchors import Anchors, longest_increasing
from pipeline.match.assignment import assign_pairs
from pipeline.match.candidates import Trigrams, build_trigrams, candidate_pairs, own_share
from pipeline.match.column_pairs import pair_columns
from pipeline.match.equal_rows import pair_exact
from pipeline.match.likeness import Likeness, contents
from pipeline.model import ColumnPair, Item, Match
from pipeline.writing.comparison_keys import comparison_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVIDENCE_FLOOR = 0.65
"""Likeness and own share, added up; below this, two items are an old one removed and a new one added."""

STRANGER_FLOOR = 0.5
"""How much more it takes where all else that both items have (heading, source, division, area) speaks against it: a row
that went and another that came elsewhere, of which each says half of what the other does in the same set phrases."""

LIKENESS_FLOOR = 0.35
"""Likeness without which no share makes a pair."""

OWN_SHARE_FLOOR = 0.2
"""A pair that shares less of what is its own must stand out from its rivals, or stand in the same place."""

HEADING_SHARE = 0.3
"""Own share, at the least, of two items with a heading in common that no other item has: it is the item's name."""

STANDING_OUT = 0.1
"""By how much a pair must be more alike than either of the two is to anything else, to stand out."""

ORDER_BONUS = 0.05
"""What keeping the order is worth beside a likeness of 1: it decides between near-equal texts, never against text."""

NUMBER_BONUS = 0.001
"""What the same printed number is worth: it decides only where text and order leave a tie."""


class _Pair(Struct, frozen=True):
    old: int
    new: int
    likeness: float
    reason: str
    runner_up: float | None


class _Scored(Struct, frozen=True, eq=False):
    """Candidate pairs by position, shape (n, 2), with their likeness and the likeness of each one's best rival."""

    pairs: NDArray[np.int64]
    likeness: NDArray[np.float64]
    rivals: NDArray[np.float64]


def match_items(
    old: Sequence[Item], new: Sequence[Item], from_edition: str, columns: Sequence[ColumnPair] | None = None
) -> tuple[Match, ...]:
    """Return every item of both editions once: in a pair, or alone as added or removed.

    Pairs and added items come in the newer edition's order, then the removed ones in the older one's. The order in
    which the items are given does not matter; their ordinals do.
    """
    old, new = sorted(old, key=lambda item: item.ordinal), sorted(new, key=lambda item: item.ordinal)
    before, after, names = contents(old, new, pair_columns(old, new) if columns is None else columns)
    exact = pair_exact(before, after, old, new)
    trigrams = build_trigrams([content.parts for content in before], [content.parts for content in after])
    likeness = Likeness(before, after, names)
    anchors = Anchors(exact, len(old), len(new))
    scored = _score_candidates(trigrams, likeness, exact, anchors, (len(old), len(new)))
    numbers = [item.number for item in old], [item.number for item in new]
    alike = _pair_alike(scored, (trigrams, likeness), exact, anchors, numbers)
    pairs = _describe_pairs(exact, alike, scored, likeness)
    return _to_matches(pairs, scored, old, new, from_edition)


# ── alike ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _score_candidates(
    trigrams: Trigrams,
    likeness: Likeness,
    exact: Sequence[tuple[int, int]],
    anchors: Anchors,
    sizes: tuple[int, int],
) -> _Scored:
    import numpy as np

    chosen = np.array(exact, dtype=np.int64).reshape(-1, 2)
    pairs = [chosen, candidate_pairs(trigrams), _pairs_in_place(exact, anchors, sizes)]
    candidates = np.unique(np.concatenate(pairs), axis=0)
    scores = likeness.scores(candidates)
    return _Scored(candidates, scores, np.maximum(*(_best_rival(candidates[:, side], scores) for side in (0, 1))))


def _pairs_in_place(exact: Sequence[tuple[int, int]], anchors: Anchors, sizes: tuple[int, int]) -> NDArray[np.int64]:
    """Return for each old item without an exact partner the new ones at and beside its expected places.

    Rows whose every trigram is frequent, boilerplate with one word changed, come into question by their place alone.
    """
    import numpy as np

    taken_old, taken_new = {one for one, _ in exact}, {other for _, other in exact}
    free_old = [position for position in range(sizes[0]) if position not in taken_old]
    pairs = {
        (position, place + offset)
        for position in free_old
        for place in anchors.expected(position)
        for offset in (-1, 0, 1)
        if 0 <= place + offset < sizes[1] and place + offset not in taken_new
    }
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _best_rival(owners: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each pair the best score among its owner's other pairs; 0 where there is none."""
    import numpy as np

    size = int(owners.max()) + 1 if len(owners) else 0
    first, second = np.zeros(size), np.zeros(size)
    np.maximum.at(first, owners, scores)
    is_first = scores >= first[owners]
    ties = np.bincount(owners[is_first], minlength=size)
    np.maximum.at(second, owners[~is_first], scores[~is_first])
    second = np.where(ties > 1, first, second)
    return np.where(is_first, second[owners], first[owners])


def _pair_alike(
    scored: _Scored,
    evidence: tuple[Trigrams, Likeness],
    exact: Sequence[tuple[int, int]],
    anchors: Anchors,
    numbers: tuple[Sequence[str | None], Sequence[str | None]],
) -> list[tuple[int, int]]:
    """Pair the items that no equal one was found for, one to one, by the greatest sum of worth."""
    import numpy as np

    if not len(scored.pairs):
        return []
    taken = [np.array([pair[side] for pair in exact], dtype=np.int64) for side in (0, 1)]
    free = ~np.isin(scored.pairs[:, 0], taken[0]) & ~np.isin(scored.pairs[:, 1], taken[1])
    free &= scored.likeness >= LIKENESS_FLOOR
    pairs, scores, rivals = scored.pairs[free], scored.likeness[free], scored.rivals[free]
    trigrams, likeness = evidence
    in_place = np.array([anchors.in_place(*pair) for pair in pairs.tolist()], dtype=bool)
    own = np.maximum(own_share(trigrams, pairs), HEADING_SHARE * likeness.same_heading(pairs))
    distinct = (own >= OWN_SHARE_FLOOR) | (scores - rivals >= STANDING_OUT) | in_place
    credible = distinct & (scores + own >= EVIDENCE_FLOOR)
    doubtful = np.flatnonzero(credible & (scores + own < EVIDENCE_FLOOR + STRANGER_FLOOR))
    strange = 1 - likeness.same_context(pairs[doubtful])
    credible[doubtful] = (scores + own)[doubtful] >= EVIDENCE_FLOOR + STRANGER_FLOOR * strange
    pairs, scores = pairs[credible], scores[credible]
    bonus = [
        ORDER_BONUS / (1 + anchors.distance(*pair)) + NUMBER_BONUS * (numbers[0][pair[0]] == numbers[1][pair[1]])
        for pair in pairs.tolist()
    ]
    # Cubed, so that one good pair is worth more than the two poor ones that could stand in its stead.
    return assign_pairs(pairs, scores**3 + np.array(bonus))


# ── telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _describe_pairs(
    exact: Sequence[tuple[int, int]], alike: Sequence[tuple[int, int]], scored: _Scored, likeness: Likeness
) -> list[_Pair]:
    pairs = map(tuple, scored.pairs.tolist())
    scores = dict(zip(pairs, zip(scored.likeness.tolist(), scored.rivals.tolist(), strict=True), strict=True))
    described = [_Pair(*pair, scores[pair][0], "identical text", scores[pair][1] or None) for pair in exact]
    for pair in alike:
        equal = likeness.equal_parts(*pair)
        reason = f"same {', '.join(equal)}" if equal else "similar text"
        described.append(_Pair(*pair, scores[pair][0], reason, scores[pair][1] or None))
    return described


def _to_matches(
    pairs: Sequence[_Pair], scored: _Scored, old: Sequence[Item], new: Sequence[Item], from_edition: str
) -> tuple[Match, ...]:
    ordered = sorted(pairs, key=lambda pair: pair.new)
    in_order = set(longest_increasing([pair.old for pair in ordered]))
    rows: list[tuple[int, Match]] = []
    for place, pair in enumerate(ordered):
        before, after = old[pair.old], new[pair.new]
        kind = _pair_kind(before, after, in_order=place in in_order)
        match = Match(
            from_edition, before.ordinal, after.ordinal, before.number, after.number,
            kind, round(pair.likeness, 6), pair.reason, _rounded(pair.runner_up),
        )  # fmt: skip
        rows.append((pair.new, match))
    for position, best in _lone_items({pair.new for pair in pairs}, len(new), scored, 1):
        item, reason = new[position], _lone_reason(best, "older")
        match = Match(from_edition, None, item.ordinal, None, item.number, "added", 0.0, reason, _rounded(best))
        rows.append((position, match))
    for position, best in _lone_items({pair.old for pair in pairs}, len(old), scored, 0):
        item, reason = old[position], _lone_reason(best, "newer")
        match = Match(from_edition, item.ordinal, None, item.number, None, "removed", 0.0, reason, _rounded(best))
        rows.append((len(new) + position, match))
    return tuple(match for _, match in sorted(rows, key=lambda row: row[0]))


def _pair_kind(before: Item, after: Item, *, in_order: bool) -> Literal["same", "renumbered", "moved"]:
    if not in_order:
        return "moved"
    return "same" if comparison_key(before.number) == comparison_key(after.number) else "renumbered"


def _lone_items(paired: set[int], count: int, scored: _Scored, side: int) -> Iterator[tuple[int, float | None]]:
    """Yield each position that is in no pair, with the likeness of the best candidate that it was not paired with."""
    best = _best_of_lone(scored, side)
    for position in range(count):
        if position not in paired:
            yield position, best.get(position)


def _best_of_lone(scored: _Scored, side: int) -> dict[int, float]:
    best: dict[int, float] = {}
    for position, score in zip(scored.pairs[:, side].tolist(), scored.likeness.tolist(), strict=True):
        best[position] = max(best.get(position, 0.0), score)
    return best


def _lone_reason(best: float | None, edition: str) -> str:
    if best is None:
        return f"shares nothing rare with any item of the {edition} edition"
    return f"no item of the {edition} edition is left that is alike enough"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
