"""Blocking: which pairs of items are worth a comparison, found without looking at all pairs.

Every item is a set of trigrams. A trigram that few items have says much about which item this is; one that many have
says nothing and would bring all pairs. So each item looks up its rarest trigrams in an inverted index that leaves the
frequent ones out. An item costs at most ``RAREST * FREQUENT`` look-ups however many items there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RAREST = 24
"""Trigrams that an item looks up. An edit that leaves a sentence standing leaves far more than these in common."""

FREQUENT = 40
"""A trigram that more items of one edition have than this is not looked up."""

CANDIDATES = 4
"""Best candidates kept for an item, from either side."""

LARGE = 8_000_000
"""Characters of both editions from which every trigram of Japanese prose is frequent."""

SAMPLED = 80
"""Stretches of an item that are kept of very large editions, on average: a few times as many as are looked up."""

_SLICE = 4096
_FEWEST_BUCKET_BITS, _MOST_BUCKET_BITS = 18, 22
_PARTS_SEPARATOR = "\0"


class Trigrams(Struct, frozen=True):
    """Which item has which trigram: sparse matrices of ones, (items, buckets), and the rarity of each bucket."""

    old: Any
    new: Any
    old_counts: NDArray[np.int64]
    new_counts: NDArray[np.int64]
    rarity: NDArray[np.float64]


def build_trigrams(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Trigrams:
    """Return the trigrams of both editions' items, each item given as its texts.

    Trigrams are hashed into buckets, as many as there are characters, at most 4 million; two that share a bucket make
    a candidate too many, which the comparison then drops. Rarity is log((N + 1) / n) for n of N items. Of very large
    editions it is stretches of six characters, because there every trigram is frequent, and of long items a sample of
    them, the same on both sides.
    """
    import numpy as np

    length = sum(len(text) for item in (*old, *new) for text in item)
    bits = min(max(length.bit_length() + 1, _FEWEST_BUCKET_BITS), _MOST_BUCKET_BITS)
    is_large = length > LARGE
    gram = 6 if is_large else 3
    rate = max(length // max(len(old) + len(new), 1) // SAMPLED, 1) if is_large else 1
    matrices = [_gram_matrix([_PARTS_SEPARATOR.join(item) for item in items], bits, gram, rate) for items in (old, new)]
    counts = [np.bincount(matrix.indices, minlength=matrix.shape[1]) for matrix in matrices]
    rarity = np.log((len(old) + len(new) + 1) / np.maximum(counts[0] + counts[1], 1))
    return Trigrams(matrices[0], matrices[1], counts[0], counts[1], rarity)


def _gram_matrix(texts: Sequence[str], bits: int, gram: int, rate: int) -> Any:
    """Return which item has which stretch of ``gram`` characters: a sparse matrix of ones, (items, buckets)."""
    import numpy as np
    from scipy.sparse import csr_matrix

    # In slices: the characters of all items at once, as integers, would take several times the memory of the texts.
    parts = [
        _gram_entries(texts[start : start + _SLICE], start, bits, gram, rate) for start in range(0, len(texts), _SLICE)
    ]
    entries = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    bounds = np.searchsorted(entries, np.arange(len(texts) + 1) << bits)
    ones = np.ones(len(entries), dtype=np.float32)
    shape = (len(texts), 1 << bits)
    return csr_matrix((ones, (entries & ((1 << bits) - 1)).astype(np.int32), bounds.astype(np.int32)), shape=shape)


def _gram_entries(texts: Sequence[str], first: int, bits: int, gram: int, rate: int) -> NDArray[np.int64]:
    """Return item << bits | bucket for each stretch of each item once, sorted; ``first`` is the first item's index."""
    import numpy as np

    joined = (_PARTS_SEPARATOR * (gram - 1)).join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - gram + 1
    if count < 1:
        return np.zeros(0, dtype=np.int64)
    owners = np.repeat(np.arange(len(texts)), [len(text) + gram - 1 for text in texts])[:count]
    whole = np.ones(count, dtype=bool)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(gram):
        here = codes[place : place + count]
        whole &= here != 0
        # Multiplicative hashing (Knuth 6.4): the upper bits of a product with an odd constant are well mixed.
        mixed = (mixed ^ (mixed >> np.uint64(29)) ^ here) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xBF58476D1CE4E5B9)
    if rate > 1:
        whole &= (mixed & np.uint64(0xFFFF)) % np.uint64(rate) == 0
    buckets = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    # Sorting the entries as one integer each is several times faster than having the matrix sum and sort them.
    entries = np.sort(((owners[whole].astype(np.int64) + first) << bits) | buckets[whole])
    return entries[np.r_[True, entries[1:] != entries[:-1]]] if len(entries) else entries


def candidate_pairs(trigrams: Trigrams) -> NDArray[np.int64]:
    """Return the pairs worth a comparison, shape (n, 2), sorted: the best for each old item and for each new one."""
    import numpy as np

    forward = _best_candidates(trigrams, trigrams.old, trigrams.new)
    backward = _best_candidates(trigrams, trigrams.new, trigrams.old)
    return np.unique(np.concatenate([forward, backward[:, ::-1]]), axis=0)


def _best_candidates(trigrams: Trigrams, asking: Any, asked: Any) -> NDArray[np.int64]:
    import numpy as np
    from scipy.sparse import csr_matrix

    # Each edition has at least one of the items with a trigram that may be looked up, and neither has too many.
    larger = np.maximum(trigrams.old_counts, trigrams.new_counts)
    usable = (np.minimum(trigrams.old_counts, trigrams.new_counts) > 0) & (larger <= FREQUENT)
    keep = usable[asking.indices]
    rows = np.repeat(np.arange(asking.shape[0]), np.diff(asking.indptr))[keep]
    buckets = asking.indices[keep].astype(np.int64)
    # One sort of one integer an entry: item, then how many have the trigram, then the bucket, so that ties
    # fall the same way on both sides.
    counts = trigrams.old_counts[buckets] + trigrams.new_counts[buckets]
    keys = np.sort((rows << 32) | (counts << 24) | buckets)
    rows, buckets = keys >> 32, keys & ((1 << 24) - 1)
    chosen = _rank_in_row(rows) < RAREST
    rows, buckets = rows[chosen], buckets[chosen]
    questions = csr_matrix((trigrams.rarity[buckets], (rows, buckets)), shape=asking.shape)
    looked_up = np.zeros(asking.shape[1], dtype=bool)
    looked_up[buckets] = True
    found = (questions @ _columns_only(asked, looked_up).T).tocoo()
    order = np.lexsort((found.col, -np.round(found.data, 6), found.row))
    rows, columns = found.row[order], found.col[order]
    best = _rank_in_row(rows) < CANDIDATES
    return np.stack([rows[best], columns[best]], axis=1).astype(np.int64)


def _columns_only(matrix: Any, columns: NDArray[np.bool_]) -> Any:
    """Return a matrix of ones with only these columns filled, in its old shape."""
    import numpy as np
    from scipy.sparse import csr_matrix

    keep = columns[matrix.indices]
    bounds = np.r_[0, np.cumsum(keep)][matrix.indptr]
    return csr_matrix((matrix.data[keep], matrix.indices[keep], bounds), shape=matrix.shape)


def _rank_in_row(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many entries of the same row stand before each entry; ``rows`` is sorted."""
    import numpy as np

    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
    return np.arange(len(rows)) - np.repeat(starts, np.diff(np.r_[starts, len(rows)]))


def own_share(trigrams: Trigrams, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each pair how much of what is the two's own they share, 0 to 1: Dice over weighted trigrams.

    A trigram counts 1/n³ where n items of an edition have it. Two rows of a family that differ in a name are 0.95
    alike by their letters; what they share, the whole family has, and it comes to next to nothing here. (With the
    usual logarithm it does not: a family of twenty rows among fifty others came to 0.8.)
    """
    import numpy as np

    result = np.zeros(len(pairs))
    weights = np.maximum(np.maximum(trigrams.old_counts, trigrams.new_counts), 1).astype(np.float64) ** -3
    old = trigrams.old.multiply(weights).tocsr()
    old_totals, new_totals = trigrams.old @ weights, trigrams.new @ weights
    # In slices: the rows of all pairs at once would be a copy of the texts for each candidate.
    for start in range(0, len(pairs), 8192):
        part = pairs[start : start + 8192]
        shared = np.asarray(old[part[:, 0]].multiply(trigrams.new[part[:, 1]]).sum(axis=1)).ravel()
        totals = old_totals[part[:, 0]] + new_totals[part[:, 1]]
        result[start : start + 8192] = 2 * shared / np.maximum(totals, 1e-9)
    return result
