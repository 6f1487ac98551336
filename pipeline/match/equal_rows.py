"""Items whose texts are equal in both editions, identical rows included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.match.anchors import Anchors
from pipeline.match.likeness import Content
from pipeline.match.row_names import pair_by_name
from pipeline.match.shared_remarks import pair_by_division
from pipeline.model import Item


def pair_exact(
    before: Sequence[Content], after: Sequence[Content], old: Sequence[Item], new: Sequence[Item]
) -> list[tuple[int, int]]:
    """Pair items with equal content: first those with equal area, category, status and divisions too.

    Between come rows of one remark, where the division goes before the answer, and rows that a column names.
    """
    pairs: list[tuple[int, int]] = []
    for whole in (True, False):
        if not whole:
            pairs += pair_by_division(before, after, pairs)
            pairs += pair_by_name(before, after, pairs)
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
            # Empty rows are alike by having nothing: in the second round that is no reason to pair them.
            if position not in taken[side] and (whole or any(content.parts)):
                groups[content.full_key if whole else content.parts][side].append(position)
    return [group for group in groups.values() if group[0] and group[1]]


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
