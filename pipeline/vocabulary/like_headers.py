"""Headers that stand above one list in other words: 議案番号 above bills, 番号等 above petitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.vocabulary import Entry, load

LEAST_SAME = 2
"""Headers that must be the same in all but 等 and brackets before another one may differ."""

_IN_BRACKETS = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]*[)）〕\]】]$")


class LikeHeaders(Entry, frozen=True):
    """The shape of ``vocabulary/like_headers.toml``."""

    endings: tuple[str, ...]
    numbering: tuple[str, ...]
    naming: tuple[str, ...]


@cache
def _words() -> LikeHeaders:
    return load("like_headers", LikeHeaders)


def is_header_again(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether two rows of header texts, without white space, head the same columns in the same order.

    They may differ in 等 and in what stands in brackets, and in the one column that names or numbers the rows: what
    these are (議案, 請願; 保育園, 保育室) is said there and in the heading above, and the other columns are the same.
    """
    if len(first) != len(second):
        return False
    pairs = [(bare_header(one), bare_header(other)) for one, other in zip(first, second, strict=True)]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if not differing:
        return True
    same = sum(one == other != "" for one, other in pairs)
    return same >= LEAST_SAME and len(differing) == 1 and _name_rows(*differing[0])


def bare_header(text: str) -> str:
    """Return a header without what stands in brackets at its end, and without 等."""
    bare = _IN_BRACKETS.sub("", text)
    for ending in _words().endings:
        bare = bare.removesuffix(ending)
    return bare or text


def _name_rows(first: str, second: str) -> bool:
    """Tell whether both number rows, whatever these are, or both name rows of one kind: 保育園名 and 保育室名."""
    if any(first.endswith(word) and second.endswith(word) for word in _words().numbering):
        return True
    stems = [[text.removesuffix(word) for text in (first, second) if text.endswith(word)] for word in _words().naming]
    return any(len(pair) == 2 and (not all(pair) or set(pair[0]) & set(pair[1])) for pair in stems)
