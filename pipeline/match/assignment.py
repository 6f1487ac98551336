"""One-to-one assignment of candidate pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def is_one_to_one(pairs: NDArray[np.int64]) -> bool:
    """Return whether no item, or column, of either edition is in two of the pairs, shape (n, 2)."""
    return all(len({*side}) == len(side) for side in pairs.T.tolist())


def assign_pairs(pairs: NDArray[np.int64], worth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the one-to-one choice of pairs with the greatest sum of worth; one may stay alone, for nothing.

    ``pairs`` has shape (n, 2), of items or columns of two editions; ``worth``, below 2, has one for each.

    Mostly none is in two pairs, and there is nothing to choose: SciPy's graphs, which take 0.06 s to import, are
    only for where there is.
    """
    import numpy as np

    if is_one_to_one(pairs) and (worth > 0).all():
        return sorted((old, new) for old, new in pairs.tolist())
    olds, rows = np.unique(pairs[:, 0], return_inverse=True)
    news, columns = np.unique(pairs[:, 1], return_inverse=True)
    chosen = zip(*_choose(rows, columns, worth, (len(olds), len(news))), strict=True)
    return [(int(olds[row]), int(news[column])) for row, column in chosen if column < len(news)]


def _choose(
    rows: NDArray[np.int64], columns: NDArray[np.int64], worth: NDArray[np.float64], shape: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each row with the column that it gets; a column beyond those of ``shape`` stands for none.

    SciPy's sparse LAPJVsp matches every row; so each row gets a column of its own that stands for staying alone.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    row_count, column_count = shape
    alone = np.arange(row_count)
    # The solver takes a cost of 0 for no edge; 2 for staying alone keeps every cost positive.
    costs = csr_matrix(
        (
            np.concatenate([2.0 - worth, np.full(row_count, 2.0)]),
            (np.concatenate([rows, alone]), np.concatenate([columns, column_count + alone])),
        ),
        shape=(row_count, column_count + row_count),
    )
    chosen: tuple[NDArray[np.int64], NDArray[np.int64]] = min_weight_full_bipartite_matching(costs)
    return chosen
