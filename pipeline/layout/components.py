"""What hangs together: connected components of a small graph.

scipy has the same for graphs of any size; a page's has some hundred edges, and most of scipy's time goes into checking
and copying them.
"""

from __future__ import annotations

from collections.abc import Iterable


def connected_components(count: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of ``count`` nodes the number of its component, counted from 0 in the order of the nodes.

    Disjoint sets with path halving: Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", 1984.
    """
    parents = list(range(count))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for first, second in edges:
        one, other = root(first), root(second)
        if one != other:
            parents[max(one, other)] = min(one, other)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(node), len(numbers)) for node in range(count)]
