"""What two strings have in common: a longest common subsequence, also where they are too long for a table of both.

RapidFuzz's is bit-parallel: it needs no time limit, and a comparison with one would depend on the machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

LARGEST_TABLE = 1_000_000_000
"""Product of the two lengths up to which characters are compared (31,000 each: 125 MB); longer strings are cut at
anchors."""

ANCHOR = 16
"""Characters that stand in both strings once: there, they are the same."""

Piece = tuple[int, str]  # as diff-match-patch has them: -1 deleted, 0 equal, 1 inserted


def common_pieces(old: str, new: str) -> list[Piece]:
    """Return the older string in pieces that were deleted or stayed, and the newer one's that were inserted."""
    from rapidfuzz.distance import Postfix, Prefix

    head = Prefix.similarity(old, new)
    tail = Postfix.similarity(old[head:], new[head:])
    pieces: list[Piece] = [(0, old[:head])] if head else []
    for one, other in _gaps(old[head : len(old) - tail], new[head : len(new) - tail]):
        pieces += _pieces(one, other)
    if tail:
        pieces.append((0, old[len(old) - tail :]))
    return _joined(pieces)


def _gaps(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the strings in corresponding parts, cut at anchors if their table would be too large."""
    if len(old) * len(new) <= LARGEST_TABLE:
        yield old, new
        return
    a = b = 0
    for place, other in _anchors(old, new):
        # Anchors lie so close that they overlap; a cut after every hundredth letter is enough.
        if place - a >= ANCHOR and other - b >= ANCHOR and place - a + other - b >= 100:
            yield old[a:place], new[b:other]
            a, b = place, other
    yield old[a:], new[b:]


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Return places of both that begin with the same letters, found nowhere else, in the order of both strings.

    Patience diff (B. Cohen) with stretches of letters for lines: the longest rising run of the unique ones.
    """
    places, others = _unique(old), _unique(new)
    pairs = [(place, others[part]) for part, place in places.items() if part in others]
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        length = bisect_left(tails, other)
        tails[length : length + 1] = [other]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _unique(text: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for place in range(len(text) - ANCHOR + 1):
        part = text[place : place + ANCHOR]
        places[part] = -1 if part in places else place
    return {part: place for part, place in places.items() if place >= 0}


def _pieces(old: str, new: str) -> Iterator[Piece]:
    if len(old) * len(new) > LARGEST_TABLE:
        yield from ((-1, old), (1, new))
        return
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            yield 0, old[code.src_start : code.src_end]
            continue
        if code.src_end > code.src_start:
            yield -1, old[code.src_start : code.src_end]
        if code.dest_end > code.dest_start:
            yield 1, new[code.dest_start : code.dest_end]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, deletions before insertions between two equal ones, one of each."""
    joined: list[Piece] = []
    deleted = inserted = ""
    for operation, text in [*pieces, (0, "")]:
        if operation < 0:
            deleted += text
        elif operation > 0:
            inserted += text
        else:
            if not deleted and not inserted and joined:
                joined[-1] = (0, joined[-1][1] + text)
                continue
            joined += [(-1, deleted)] * bool(deleted) + [(1, inserted)] * bool(inserted) + [(0, text)] * bool(text)
            deleted = inserted = ""
    return joined
