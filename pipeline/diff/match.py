"""Which item of the older edition is which item of the newer one: by content first, by number last.

1. Exact: items whose texts are all equal (as ``fold.comparison_key`` sees them) are paired; identical rows in order.
2. Alike: the others are paired one to one so that the sum of their likeness is greatest. Only candidates from
   ``candidates`` and items in the same place are compared.
3. What is left is added or removed.

``docs/diff.md`` has the measurements behind the constants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.diff.candidates import Trigrams, build_trigrams, candidate_pairs, shared_rarity
from pipeline.diff.likeness import Content, Likeness, item_content, part_names
from pipeline.diff.order import Anchors, longest_increasing
from pipeline.model import Item, Match

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKENESS_FLOOR = 0.42
"""Below this, two items are an old one removed and a new one added."""

RARITY_FLOOR = 0.2
"""A pair that shares less of what is rare about the two must stand out from its rivals, or stand in the same place."""

STANDING_OUT = 0.1
"""By how much a pair must be more alike than either of the two is to anything else, to stand out."""

PLACE_FLOOR = 0.6
"""Likeness that is enough for two items that stand in the same place between sure neighbours."""

ORDER_BONUS = 0.05
"""What keeping the order is worth beside a likeness of 1: it decides between near-equal texts, never against text."""

NUMBER_BONUS = 0.001
"""What the same printed number is worth: it decides only where text and order leave a tie."""


@dataclass(frozen=True, slots=True)
class _Pair:
    old: int
    new: int
    likeness: float
    reason: str
    runner_up: float | None


@dataclass(frozen=True, slots=True, eq=False)
class _Scored:
    """Candidate pairs by position, shape (n, 2), with their likeness and the likeness of each one's best rival."""

    pairs: NDArray[np.int64]
    likeness: NDArray[np.float64]
    rivals: NDArray[np.float64]


def match_items(old: Sequence[Item], new: Sequence[Item], from_edition: str) -> tuple[Match, ...]:
    """Return every item of both editions once: in a pair, or alone as added or removed.

    Pairs and added items come in the newer edition's order, then the removed ones in the older one's. The order in
    which the items are given does not matter; their ordinals do.
    """
    old, new = sorted(old, key=lambda item: item.ordinal), sorted(new, key=lambda item: item.ordinal)
    names = part_names([*old, *new])
    before, after = [item_content(item, names) for item in old], [item_content(item, names) for item in new]
    exact = _pair_exact(before, after, old, new)
    trigrams = build_trigrams([content.parts for content in before], [content.parts for content in after])
    likeness = Likeness(before, after, names)
    anchors = Anchors(exact, len(old), len(new))
    scored = _score_candidates(trigrams, likeness, exact, anchors, (len(old), len(new)))
    alike = _pair_alike(scored, trigrams, exact, anchors, old, new)
    pairs = _describe_pairs(exact, alike, scored, likeness)
    return _to_matches(pairs, scored, old, new, from_edition)


# ── exact ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pair_exact(
    before: Sequence[Content], after: Sequence[Content], old: Sequence[Item], new: Sequence[Item]
) -> list[tuple[int, int]]:
    """Pair items with equal content: first those with equal area, category, status and divisions too."""
    pairs: list[tuple[int, int]] = []
    for whole in (True, False):
        groups = _group_by_content(before, after, pairs, whole=whole)
        # Rows that stand once on either side are sure, and tell where identical ones are to be expected.
        pairs += [(olds[0], news[0]) for olds, news in groups if len(olds) == len(news) == 1]
        anchors = Anchors(pairs, len(before), len(after))
        for olds, news in groups:
            if len(olds) > 1 or len(news) > 1:
                pairs += _pair_in_order(olds, news, anchors, old, new)
    return pairs


def _group_by_content(
    before: Sequence[Content], after: Sequence[Content], pairs: Sequence[tuple[int, int]], *, whole: bool
) -> list[tuple[list[int], list[int]]]:
    taken = ({one for one, _ in pairs}, {other for _, other in pairs})
    groups: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, contents in enumerate((before, after)):
        for position, content in enumerate(contents):
            if position not in taken[side]:
                groups[content.full_key if whole else content.parts][side].append(position)
    # Empty rows are alike by having nothing: in the second round that is no reason to pair them.
    return [group for key, group in groups.items() if group[0] and group[1] and (whole or any(key))]  # type: ignore[call-overload]


_LARGEST_TABLE = 250_000
"""Cells of the table that finds the best pairing of identical rows; more are paired in plain order."""


def _pair_in_order(
    olds: Sequence[int], news: Sequence[int], anchors: Anchors, old: Sequence[Item], new: Sequence[Item]
) -> list[tuple[int, int]]:
    """Pair identical rows without crossing; where one side has more, leave out those that are farthest off."""
    if len(olds) == len(news) or len(olds) * len(news) > _LARGEST_TABLE:
        return list(zip(olds, news, strict=False))
    fewer, more = sorted((olds, news), key=len)

    def cost(one: int, other: int) -> tuple[int, int]:
        before, after = (one, other) if fewer is olds else (other, one)
        return anchors.distance(before, after), int(old[before].number != new[after].number)

    # costs[k]: least cost of pairing the first rows of the shorter list with k of the longer; choice says with which.
    spare = len(more) - len(fewer)
    costs = [(0, 0)] * (spare + 1)
    choices: list[list[int]] = []
    for row, one in enumerate(fewer):
        best: tuple[int, int] | None = None
        chosen, line, upto = 0, [], []
        for skipped in range(spare + 1):
            here = cost(one, more[row + skipped])
            total = (costs[skipped][0] + here[0], costs[skipped][1] + here[1])
            if best is None or total < best:
                best, chosen = total, skipped
            upto.append(best)
            line.append(chosen)
        costs = upto
        choices.append(line)
    skipped, pairs = spare, []
    for row in range(len(fewer) - 1, -1, -1):
        skipped = choices[row][skipped]
        pair = (fewer[row], more[row + skipped])
        pairs.append(pair if fewer is olds else pair[::-1])
    return [(one, other) for one, other in reversed(pairs)]


# ── alike ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _score_candidates(
    trigrams: Trigrams,
    likeness: Likeness,
    exact: Sequence[tuple[int, int]],
    anchors: Anchors,
    sizes: tuple[int, int],
) -> _Scored:
    import numpy as np

    pairs = [candidate_pairs(trigrams), _pairs_in_place(exact, anchors, sizes)]
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
    trigrams: Trigrams,
    exact: Sequence[tuple[int, int]],
    anchors: Anchors,
    old: Sequence[Item],
    new: Sequence[Item],
) -> list[tuple[int, int]]:
    """Pair the items that no equal one was found for, one to one, by the greatest sum of worth."""
    import numpy as np

    if not len(scored.pairs):
        return []
    taken = [np.array([pair[side] for pair in exact], dtype=np.int64) for side in (0, 1)]
    free = ~np.isin(scored.pairs[:, 0], taken[0]) & ~np.isin(scored.pairs[:, 1], taken[1])
    free &= scored.likeness >= LIKENESS_FLOOR
    pairs, likeness, rivals = scored.pairs[free], scored.likeness[free], scored.rivals[free]
    in_place = np.array([anchors.in_place(*pair) for pair in pairs.tolist()], dtype=bool)
    credible = (
        (shared_rarity(trigrams, pairs) >= RARITY_FLOOR)
        | (likeness - rivals >= STANDING_OUT)
        | (in_place & (likeness >= PLACE_FLOOR))
    )
    pairs, likeness = pairs[credible], likeness[credible]
    bonus = [
        ORDER_BONUS / (1 + anchors.distance(*pair)) + NUMBER_BONUS * (old[pair[0]].number == new[pair[1]].number)
        for pair in pairs.tolist()
    ]
    # Cubed, so that one good pair is worth more than the two poor ones that could stand in its stead.
    return _assign(pairs, likeness**3 + np.array(bonus))


def _assign(pairs: NDArray[np.int64], worth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the one-to-one choice of pairs with the greatest sum of worth; an item may stay alone, for nothing.

    SciPy's sparse LAPJVsp matches every row; so each row gets a column of its own that stands for staying alone.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if not len(pairs):
        return []
    olds, rows = np.unique(pairs[:, 0], return_inverse=True)
    news, columns = np.unique(pairs[:, 1], return_inverse=True)
    alone = np.arange(len(olds))
    # The solver takes a cost of 0 for no edge; 2 for staying alone keeps every cost positive.
    costs = csr_matrix(
        (
            np.concatenate([2.0 - worth, np.full(len(olds), 2.0)]),
            (np.concatenate([rows, alone]), np.concatenate([columns, len(news) + alone])),
        ),
        shape=(len(olds), len(news) + len(olds)),
    )
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(costs)
    return [
        (int(olds[row]), int(news[column]))
        for row, column in zip(chosen_rows, chosen_columns, strict=True)
        if column < len(news)
    ]


# ── telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _describe_pairs(
    exact: Sequence[tuple[int, int]], alike: Sequence[tuple[int, int]], scored: _Scored, likeness: Likeness
) -> list[_Pair]:
    import numpy as np

    chosen = [*exact, *alike]
    scores = likeness.scores(np.array(chosen, dtype=np.int64).reshape(-1, 2)).tolist()
    rivals = _rivals_by_item(scored, chosen)
    described = []
    for place, (one, other) in enumerate(chosen):
        if place < len(exact):
            reason = "identical text"
        else:
            equal = likeness.equal_parts(one, other)
            reason = f"same {', '.join(equal)}" if equal else "similar text"
        described.append(_Pair(one, other, scores[place], reason, rivals.get((one, other))))
    return described


def _rivals_by_item(scored: _Scored, chosen: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return for each chosen pair the likeness of the next best candidate of either item, where there is one."""
    partners, owners = dict(chosen), {other: one for one, other in chosen}
    best: dict[tuple[int, int], float] = {}
    for (one, other), score in zip(scored.pairs.tolist(), scored.likeness.tolist(), strict=True):
        for pair in ((one, partners.get(one)), (owners.get(other), other)):
            if pair[0] is not None and pair[1] is not None and pair != (one, other):
                best[pair] = max(best.get(pair, 0.0), score)
    return best


def _to_matches(
    pairs: Sequence[_Pair], scored: _Scored, old: Sequence[Item], new: Sequence[Item], from_edition: str
) -> tuple[Match, ...]:
    ordered = sorted(pairs, key=lambda pair: pair.new)
    in_order = set(longest_increasing([pair.old for pair in ordered]))
    rows: list[tuple[int, Match]] = []
    for place, pair in enumerate(ordered):
        before, after = old[pair.old], new[pair.new]
        kind: Literal["same", "renumbered", "moved"] = "same"
        if place not in in_order:
            kind = "moved"
        elif before.number != after.number:
            kind = "renumbered"
        match = Match(
            from_edition, before.ordinal, after.ordinal, before.number, after.number,
            kind, round(pair.likeness, 6), pair.reason, _rounded(pair.runner_up),
        )  # fmt: skip
        rows.append((pair.new, match))
    lone_old = _best_of_lone(scored, 0)
    lone_new = _best_of_lone(scored, 1)
    paired_new = {pair.new for pair in pairs}
    for position, item in enumerate(new):
        if position not in paired_new:
            best = lone_new.get(position)
            reason = _lone_reason(best, "older")
            match = Match(from_edition, None, item.ordinal, None, item.number, "added", 0.0, reason, _rounded(best))
            rows.append((position, match))
    paired_old = {pair.old for pair in pairs}
    for position, item in enumerate(old):
        if position not in paired_old:
            best = lone_old.get(position)
            reason = _lone_reason(best, "newer")
            match = Match(from_edition, item.ordinal, None, item.number, None, "removed", 0.0, reason, _rounded(best))
            rows.append((len(new) + position, match))
    return tuple(match for _, match in sorted(rows, key=lambda row: row[0]))


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
