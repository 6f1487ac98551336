"""What hangs together, against scipy's answer."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csgraph

from pipeline.layout.components import connected_components

NODES = 12


@given(st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=30))
def test_components_are_those_that_scipy_finds(edges: list[tuple[int, int]]) -> None:
    labels = connected_components(NODES, edges)
    rows, columns = [one for one, _ in edges], [other for _, other in edges]
    graph = coo_array((np.ones(len(edges)), (rows, columns)), shape=(NODES, NODES))
    count, expected = csgraph.connected_components(graph, directed=False)
    assert len(set(zip(labels, expected.tolist(), strict=True))) == count == max(labels) + 1


def test_components_are_numbered_in_the_order_of_their_nodes() -> None:
    assert connected_components(5, [(4, 1), (3, 0)]) == [0, 1, 2, 0, 1]
