"""Order: which pairs keep it, and where an item is to be expected."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly increasing subsequence (patience sorting, n log n).

    Of several, the one that ends lowest: it depends on the values alone.
    """
    tops: list[int] = []
    indices: list[int] = []
    before = [-1] * len(values)
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before[index] = indices[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(value)
            indices.append(index)
        else:
            tops[pile], indices[pile] = value, index
    chain = []
    index = indices[-1] if indices else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


class Anchors:
    """Pairs of positions that are sure and in order. Between two of them an item is expected to keep its place.

    Positions before the first and after the last anchor are measured from the ends of the two lists.
    """

    def __init__(self, pairs: Sequence[tuple[int, int]], old_count: int, new_count: int) -> None:
        ordered = sorted(pairs)
        kept = [ordered[index] for index in longest_increasing([new for _, new in ordered])]
        self._old = [-1, *(old for old, _ in kept), old_count]
        self._new = [-1, *(new for _, new in kept), new_count]

    def expected(self, old: int) -> tuple[int, int]:
        """Return the two new positions expected of an old one: counted from the anchor before, and from the next."""
        after = bisect_right(self._old, old)
        return (
            self._new[after - 1] + old - self._old[after - 1],
            self._new[min(after, len(self._new) - 1)] - (self._old[min(after, len(self._old) - 1)] - old),
        )

    def distance(self, old: int, new: int) -> int:
        """Return how many places the new position lies off the nearer expectation."""
        return min(abs(new - place) for place in self.expected(old))

    def in_place(self, old: int, new: int) -> bool:
        """Return whether both expectations agree on exactly this place: nothing came or went between the anchors."""
        return self.expected(old) == (new, new)
