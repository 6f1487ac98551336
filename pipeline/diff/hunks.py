"""Where two texts differ: hunks that read well in Japanese.

1. A longest common subsequence of characters (RapidFuzz, bit-parallel: it needs no time limit, and a diff with one
   would depend on the machine).
2. diff-match-patch's semantic clean-up (N. Fraser): chance agreements of a letter or two inside rewritten text go.
3. A stretch that came or went slides to where it can be cut best: at a paragraph, a sentence, a word.
4. A replacement that begins or ends inside a word takes the whole word, unless that is long; a number is never cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from msgspec import Struct

from pipeline.diff.fold import fold_in_place
from pipeline.diff.words import CUT_NUMBER, NO_EDGE, cut_scores

LARGEST_TABLE = 400_000_000
"""Product of the two lengths up to which characters are compared; beyond (20,000 each) it is paragraphs, then whole."""

LONGEST_CHANCE, LONGEST_CHANCE_IN_REPLACED = 4, 10
"""Characters from which common text is no chance agreement: between two insertions or two deletions, and elsewhere."""

LONGEST_SLIDE = 400
"""Characters that a stretch may slide."""

LONGEST_STEP = 4
"""Characters of unchanged text that a replacement may take in on a side, to end with a word."""

LONGEST_NUMBER = 64
"""Likewise, to end with a number or a Latin word."""


class Hunk(NamedTuple):
    """A place where the texts differ: before[a0:a1] became after[b0:b1]."""

    a0: int
    a1: int
    b0: int
    b1: int


class TextDiff(Struct, frozen=True):
    """Two texts, their hunks in order, and ``fresh``: for each character of ``after`` whether it is new by itself.

    A character inside a hunk that is not fresh has an equal one in ``before``; it stands in the hunk because the
    whole word is shown.
    """

    before: str
    after: str
    hunks: tuple[Hunk, ...]
    fresh: bytes


Preference = Callable[[Hunk], int]
"""How well a hunk agrees with what the publisher marked; decides where a stretch that can slide comes to rest."""


def diff_texts(before: str, after: str, preference: Preference = lambda _: 0) -> TextDiff:
    """Return where the texts differ. Letters of another width are equal; white space is compared as it stands."""
    old, new = fold_in_place(before), fold_in_place(after)
    pieces = _common_pieces(old, new)
    kept = _positions_kept(pieces, len(new))
    hunks = _pieces_to_hunks(_clean_up(pieces))
    if not hunks:
        return TextDiff(before, after, (), bytes(len(after)))
    old_scores, new_scores = cut_scores(old), cut_scores(new)
    hunks = _slide_all(hunks, old, new, (old_scores, new_scores), preference)
    fresh = _fresh_characters(hunks, kept)
    hunks = _widen_all(hunks, (old_scores, new_scores))
    return TextDiff(before, after, tuple(hunks), fresh)


# ── what is common ──────────────────────────────────────────────────────────────────────────────────────────────────

_Piece = tuple[int, str]  # as diff-match-patch has them: -1 deleted, 0 equal, 1 inserted


def _common_pieces(old: str, new: str) -> list[_Piece]:
    from rapidfuzz.distance import Indel

    if len(old) * len(new) > LARGEST_TABLE:
        return _common_paragraphs(old, new)
    pieces: list[_Piece] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            pieces.append((0, old[code.src_start : code.src_end]))
            continue
        if code.src_end > code.src_start:
            pieces.append((-1, old[code.src_start : code.src_end]))
        if code.dest_end > code.dest_start:
            pieces.append((1, new[code.dest_start : code.dest_end]))
    return pieces


def _common_paragraphs(old: str, new: str) -> list[_Piece]:
    from rapidfuzz.distance import Indel

    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[_Piece] = []
    for code in Indel.opcodes(olds, news):
        before, after = "".join(olds[code.src_start : code.src_end]), "".join(news[code.dest_start : code.dest_end])
        if code.tag == "equal":
            pieces.append((0, before))
        else:
            pieces += [(-1, before)] * bool(before) + [(1, after)] * bool(after)
    return pieces


def _positions_kept(pieces: Sequence[_Piece], length: int) -> bytearray:
    kept = bytearray(length)
    place = 0
    for operation, text in pieces:
        if operation == 0:
            kept[place : place + len(text)] = b"\1" * len(text)
        if operation >= 0:
            place += len(text)
    return kept


def _clean_up(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Let chance agreements inside rewritten text go; what is surely common stays, whatever stands around it."""
    from diff_match_patch import diff_match_patch

    cleaned: list[_Piece] = []
    part: list[_Piece] = []
    for place, piece in enumerate(pieces):
        if not _is_sure(pieces, place):
            part.append(piece)
            continue
        diff_match_patch().diff_cleanupSemantic(part)
        cleaned += [*part, piece]
        part = []
    diff_match_patch().diff_cleanupSemantic(part)
    return cleaned + part


def _is_sure(pieces: Sequence[_Piece], place: int) -> bool:
    """Return whether a piece is common by more than chance.

    diff-match-patch lets go of any common text that is shorter than the edits on both sides of it: names in a list to
    each of which an address was added would stand as deleted and inserted.
    """
    operation, text = pieces[place]
    if operation != 0:
        return False
    around = {_edits(pieces[max(place - 2, 0) : place][::-1]), _edits(pieces[place + 1 : place + 3])}
    return len(text) >= (LONGEST_CHANCE if around in ({1}, {-1}) else LONGEST_CHANCE_IN_REPLACED)


def _edits(pieces: Sequence[_Piece]) -> int:
    """Return what the first edits of these pieces are: 1 all inserted, -1 all deleted, 0 both."""
    operations = {operation for operation, _ in takewhile(lambda piece: piece[0] != 0, pieces)}
    return operations.pop() if len(operations) == 1 else 0


def _pieces_to_hunks(pieces: Sequence[_Piece]) -> list[Hunk]:
    hunks: list[Hunk] = []
    a = b = 0
    start: tuple[int, int] | None = None
    for operation, text in [*pieces, (0, "")]:
        if operation == 0:
            if start is not None:
                hunks.append(Hunk(start[0], a, start[1], b))
            start = None
            a, b = a + len(text), b + len(text)
            continue
        start = start or (a, b)
        a += len(text) if operation < 0 else 0
        b += len(text) if operation > 0 else 0
    return [hunk for hunk in hunks if hunk.a0 < hunk.a1 or hunk.b0 < hunk.b1]


# ── where to cut ────────────────────────────────────────────────────────────────────────────────────────────────────

_Scores = tuple[list[int], list[int]]


def _slide_all(hunks: Sequence[Hunk], old: str, new: str, scores: _Scores, preference: Preference) -> list[Hunk]:
    """Move each pure insertion and deletion to the best of the places where it means the same."""
    placed: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        if hunk.a0 < hunk.a1 and hunk.b0 < hunk.b1:
            placed.append(hunk)
            continue
        # One unchanged character at least stays between two hunks: they would become one replacement otherwise.
        low = placed[-1].a1 + 1 if placed else 0
        high = hunks[place + 1].a0 - 1 if place + 1 < len(hunks) else len(old)
        placed.append(_slide(hunk, old, new, (low, high), scores, preference))
    return placed


def _slide(  # noqa: PLR0913 - both texts, their scores and the room there is
    hunk: Hunk, old: str, new: str, room: tuple[int, int], scores: _Scores, preference: Preference
) -> Hunk:
    text, start, end = (new, hunk.b0, hunk.b1) if hunk.a0 == hunk.a1 else (old, hunk.a0, hunk.a1)
    left = right = 0
    while left < min(LONGEST_SLIDE, hunk.a0 - room[0]) and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while right < min(LONGEST_SLIDE, room[1] - hunk.a1) and text[start + right] == text[end + right]:
        right += 1

    def merit(shift: int) -> tuple[int, int, int]:
        moved = Hunk(*(place + shift for place in hunk))
        edges = scores[0][moved.a0] + scores[0][moved.a1] + scores[1][moved.b0] + scores[1][moved.b1]
        return preference(moved), edges, -abs(shift)

    shift = max(range(-left, right + 1), key=merit)
    return Hunk(*(place + shift for place in hunk))


def _fresh_characters(hunks: Sequence[Hunk], kept: bytearray) -> bytes:
    fresh = bytearray(len(kept))
    for hunk in hunks:
        for place in range(hunk.b0, hunk.b1):
            # A pure insertion has slid since: all of it is new, wherever the subsequence had found it.
            fresh[place] = hunk.a0 == hunk.a1 or not kept[place]
    return bytes(fresh)


def _widen_all(hunks: Sequence[Hunk], scores: _Scores) -> list[Hunk]:
    """Let hunks that begin or end inside a word or number take it in, and join hunks that meet."""
    old_end, new_end = len(scores[0]) - 1, len(scores[1]) - 1
    widened: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        floor = widened[-1].a1 if widened else 0
        ceiling = hunks[place + 1].a0 if place + 1 < len(hunks) else old_end
        left = _steps(hunk, (hunk.a0, hunk.b0), -1, hunk.a0 - floor, scores)
        right = _steps(hunk, (hunk.a1, hunk.b1), 1, min(ceiling - hunk.a1, new_end - hunk.b1), scores)
        wide = Hunk(hunk.a0 - left, hunk.a1 + right, hunk.b0 - left, hunk.b1 + right)
        if widened and widened[-1].a1 == wide.a0 and widened[-1].b1 == wide.b0:
            wide = Hunk(widened[-1].a0, wide.a1, widened[-1].b0, wide.b1)
            widened.pop()
        widened.append(wide)
    return widened


def _steps(hunk: Hunk, places: tuple[int, int], direction: int, room: int, scores: _Scores) -> int:
    """Return how many unchanged characters the hunk takes in on this side."""
    is_replacement = hunk.a0 < hunk.a1 and hunk.b0 < hunk.b1

    def edge(step: int) -> int:
        return min(scores[side][place + direction * step] for side, place in enumerate(places))

    step = limit = 0
    while True:
        here = edge(step)
        if here > NO_EDGE:
            return step
        # 検討 → 検討中 reads best as an insertion, so only a replacement takes in a word; 12 → 123 must be whole.
        limit = LONGEST_NUMBER if here == CUT_NUMBER else max(limit, LONGEST_STEP if is_replacement else 0)
        if step >= min(limit, room):
            # A number that reaches into the next hunk joins the two.
            return room if here == CUT_NUMBER and step == room else 0
        step += 1
