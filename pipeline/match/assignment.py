"""One-to-one assignment of candidate pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def assign_pairs(pairs: NDArray[np.int64], worth: NDArray[np.float64]) -> list[tuple[int, int]]:
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
