"""Where two texts differ: hunks that read well in Japanese.

1. A longest common subsequence of letters (``common``): white space, width and notation are no letters.
2. diff-match-patch's semantic clean-up (N. Fraser): chance agreements of a letter or two inside rewritten text go.
   What is black beside something red did not change, and stays, however short it is.
3. A stretch that came or went slides to where it can be cut best: at a paragraph, a sentence, a word, and at the
   edge of what is painted.
4. A number is never cut: that gives the *edits*, which the audit judges.
5. A replacement that begins or ends inside a word takes the whole word, unless that is long: the *shown* hunks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from msgspec import Struct

from pipeline.diff.common_subsequence import Piece, common_pieces
from pipeline.diff.letters import Printed, read_letters
from pipeline.diff.marking import NO_MARKING, Marking
from pipeline.diff.word_edges import CUT_NUMBER, NO_EDGE, CutScores

LONGEST_CHANCE, LONGEST_CHANCE_IN_REPLACED = 4, 10
"""Characters from which common text is no chance agreement: between two insertions or two deletions, and elsewhere."""

LONGEST_SLIDE = 400
"""Characters that a stretch may slide."""

LONGEST_STEP = 4
"""Characters of unchanged text that a replacement may take in on a side, to end with a word."""

LONGEST_NUMBER = 64
"""Likewise, to end with a number or a Latin word."""


class Hunk(NamedTuple):
    """A place where the texts differ: old[a0:a1] became new[b0:b1]."""

    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def is_replacement(self) -> bool:
        """Whether something went and something came."""
        return self.a0 < self.a1 and self.b0 < self.b1


class TextDiff(Struct, frozen=True):
    """Two texts and where their letters differ; all places are those of letters.

    ``edits`` have whole numbers, ``shown`` whole words. ``fresh`` tells for each letter of ``new`` whether it is new by
    itself: one that is not stands in a hunk because the whole word does.
    """

    old: Printed
    new: Printed
    edits: tuple[Hunk, ...]
    shown: tuple[Hunk, ...]
    fresh: bytes

    @property
    def before(self) -> str:
        """The older text."""
        return self.old.source

    @property
    def after(self) -> str:
        """The newer text."""
        return self.new.source


def diff_texts(before: str, after: str, marking: Marking = NO_MARKING) -> TextDiff:
    """Return where the texts differ. Of several places where a stretch may have come in, the painted one is taken."""
    old, new = read_letters(before), read_letters(after)
    pieces = common_pieces(old.text, new.text)
    kept = _positions_kept(pieces, len(new))
    covered = new.spread(marking.covered) if any(marking.covered) else bytes(len(new))
    hunks = _pieces_to_hunks(_clean_up(pieces, covered))
    if not hunks:
        return TextDiff(old, new, (), (), bytes(len(new)))
    scores = CutScores(old), CutScores(new)
    hunks = _separate_all(hunks, old.text, new.text, covered)
    hunks = _slide_all(hunks, old.text, new.text, scores, _agreement(new, covered, marking))
    fresh = _fresh_letters(hunks, kept)
    edits = _widen_all(hunks, scores, 0)
    return TextDiff(old, new, tuple(edits), tuple(_widen_all(edits, scores, LONGEST_STEP)), fresh)


def whole_diff(before: str, after: str) -> TextDiff:
    """Return two texts of which all went and all came."""
    old, new = read_letters(before), read_letters(after)
    hunks = (Hunk(0, len(old), 0, len(new)),) if len(old) or len(new) else ()
    return TextDiff(old, new, hunks, hunks, b"\1" * len(new))


# ── what is common ──────────────────────────────────────────────────────────────────────────────────────────────────


def _positions_kept(pieces: Sequence[Piece], length: int) -> bytearray:
    kept = bytearray(length)
    place = 0
    for operation, text in pieces:
        if operation == 0:
            kept[place : place + len(text)] = b"\1" * len(text)
        if operation >= 0:
            place += len(text)
    return kept


def _clean_up(pieces: Sequence[Piece], covered: bytes) -> list[Piece]:
    """Let chance agreements inside rewritten text go; what is surely common stays, whatever stands around it."""
    from diff_match_patch import diff_match_patch

    ends = list(accumulate(len(text) if operation >= 0 else 0 for operation, text in pieces))
    cleaned: list[Piece] = []
    part: list[Piece] = []
    for place, piece in enumerate(pieces):
        if not (_is_sure(pieces, place) or _is_black_beside_red(pieces, place, ends, covered)):
            part.append(piece)
            continue
        diff_match_patch().diff_cleanupSemantic(part)
        cleaned += [*part, piece]
        part = []
    diff_match_patch().diff_cleanupSemantic(part)
    return cleaned + part


def _is_sure(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a piece is common by more than chance.

    diff-match-patch lets go of any common text that is shorter than the edits on both sides of it: names in a list to
    each of which an address was added would stand as deleted and inserted.
    """
    operation, text = pieces[place]
    if operation != 0:
        return False
    around = {_edits(pieces[max(place - 2, 0) : place][::-1]), _edits(pieces[place + 1 : place + 3])}
    return len(text) >= (LONGEST_CHANCE if around in ({1}, {-1}) else LONGEST_CHANCE_IN_REPLACED)


def _edits(pieces: Sequence[Piece]) -> int:
    """Return what the first edits of these pieces are: 1 all inserted, -1 all deleted, 0 both."""
    operations = {operation for operation, _ in takewhile(lambda piece: piece[0] != 0, pieces)}
    return operations.pop() if len(operations) == 1 else 0


def _is_black_beside_red(pieces: Sequence[Piece], place: int, ends: Sequence[int], covered: bytes) -> bool:
    """Return whether common text is black where what came beside it is red: its publisher did not write it anew.

    Without this, a clause that went in silence three letters before a red one would stand as replaced by it.
    """
    operation, text = pieces[place]
    if operation != 0 or all(covered[ends[place] - len(text) : ends[place]]):
        return False
    inserted = [
        other
        for side in (range(place - 1, place - 3, -1), range(place + 1, place + 3))
        for other in takewhile(lambda at: 0 <= at < len(pieces) and pieces[at][0] != 0, side)
        if pieces[other][0] > 0
    ]
    return any(any(covered[ends[other] - len(pieces[other][1]) : ends[other]]) for other in inserted)


def _pieces_to_hunks(pieces: Sequence[Piece]) -> list[Hunk]:
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

_Scores = tuple[CutScores, CutScores]
_Preference = Callable[[Hunk], int]


def _agreement(new: Printed, covered: bytes, marking: Marking) -> _Preference:
    """Return how well a hunk that could stand in several places agrees with what the publisher marked.

    Of two equal sentences in a row either may be the new one; the one that is painted is.
    """
    totals = [0, *accumulate(covered)]
    strikes = Counter(strike.place for strike in marking.strikes)

    def agreement(hunk: Hunk) -> int:
        struck = sum(strikes[place] for place in {new.end(hunk.b0), new.start(hunk.b0)}) if strikes else 0
        return totals[hunk.b1] - totals[hunk.b0] + (struck if hunk.b0 == hunk.b1 else 0)

    return agreement


def _separate_all(hunks: Sequence[Hunk], old: str, new: str, covered: bytes) -> list[Hunk]:
    """Part what went from what came beside it, where what came can as well stand a few letters on, and is red there.

    行う予定。 → 行う。*また、試す。* has 予定 gone and a sentence added, and not 予定 replaced by 。また、試す.
    """
    totals = [0, *accumulate(covered)]
    parted: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        low = parted[-1].a1 if parted else 0
        high = hunks[place + 1].a0 if place + 1 < len(hunks) else len(old)
        parted += (
            _separate(hunk, new, (hunk.a0 - low - 1, high - hunk.a1 - 1), totals) if hunk.is_replacement else [hunk]
        )
    return parted


def _separate(hunk: Hunk, new: str, room: tuple[int, int], totals: Sequence[int]) -> list[Hunk]:
    a0, a1, b0, b1 = hunk
    left = right = 0
    while left < min(LONGEST_SLIDE, room[0]) and new[b0 - left - 1] == new[b1 - left - 1]:
        left += 1
    while right < min(LONGEST_SLIDE, room[1]) and new[b0 + right] == new[b1 + right]:
        right += 1
    shift = max(range(-left, right + 1), key=lambda by: (totals[b1 + by] - totals[b0 + by], -abs(by)))
    if shift == 0 or totals[b1 + shift] - totals[b0 + shift] == totals[b1] - totals[b0]:
        return [hunk]
    if shift > 0:
        return [Hunk(a0, a1, b0, b0), Hunk(a1 + shift, a1 + shift, b0 + shift, b1 + shift)]
    return [Hunk(a0 + shift, a0 + shift, b0 + shift, b1 + shift), Hunk(a0, a1, b1, b1)]


def _slide_all(hunks: Sequence[Hunk], old: str, new: str, scores: _Scores, preference: _Preference) -> list[Hunk]:
    """Move each pure insertion and deletion to the best of the places where it means the same."""
    placed: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        if hunk.is_replacement:
            placed.append(hunk)
            continue
        # One unchanged character at least stays between two hunks: they would become one replacement otherwise.
        low = placed[-1].a1 + 1 if placed else 0
        high = hunks[place + 1].a0 - 1 if place + 1 < len(hunks) else len(old)
        placed.append(_slide(hunk, old, new, (low, high), scores, preference))
    return placed


def _slide(  # noqa: PLR0913 - both texts, their scores and the room there is
    hunk: Hunk, old: str, new: str, room: tuple[int, int], scores: _Scores, preference: _Preference
) -> Hunk:
    text, start, end = (new, hunk.b0, hunk.b1) if hunk.a0 == hunk.a1 else (old, hunk.a0, hunk.a1)
    left = right = 0
    while left < min(LONGEST_SLIDE, hunk.a0 - room[0]) and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while right < min(LONGEST_SLIDE, room[1] - hunk.a1) and text[start + right] == text[end + right]:
        right += 1
    if not left and not right:
        return hunk

    def merit(shift: int) -> tuple[int, int, int]:
        moved = Hunk(*(place + shift for place in hunk))
        edges = scores[0][moved.a0] + scores[0][moved.a1] + scores[1][moved.b0] + scores[1][moved.b1]
        return preference(moved), edges, -abs(shift)

    shift = max(range(-left, right + 1), key=merit)
    return Hunk(*(place + shift for place in hunk))


def _fresh_letters(hunks: Sequence[Hunk], kept: bytearray) -> bytes:
    fresh = bytearray(len(kept))
    for hunk in hunks:
        for place in range(hunk.b0, hunk.b1):
            # A pure insertion has slid since: all of it is new, wherever the subsequence had found it.
            fresh[place] = hunk.a0 == hunk.a1 or not kept[place]
    return bytes(fresh)


def _widen_all(hunks: Sequence[Hunk], scores: _Scores, longest_step: int) -> list[Hunk]:
    """Let hunks that begin or end inside a number or word take it in, and join hunks that meet."""
    old_end, new_end = len(scores[0]) - 1, len(scores[1]) - 1
    widened: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        floor = widened[-1].a1 if widened else 0
        ceiling = hunks[place + 1].a0 if place + 1 < len(hunks) else old_end
        step = longest_step if hunk.is_replacement else 0
        left = _steps((hunk.a0, hunk.b0), -1, hunk.a0 - floor, scores, step)
        right = _steps((hunk.a1, hunk.b1), 1, min(ceiling - hunk.a1, new_end - hunk.b1), scores, step)
        wide = Hunk(hunk.a0 - left, hunk.a1 + right, hunk.b0 - left, hunk.b1 + right)
        if widened and widened[-1].a1 == wide.a0 and widened[-1].b1 == wide.b0:
            wide = Hunk(widened[-1].a0, wide.a1, widened[-1].b0, wide.b1)
            widened.pop()
        widened.append(wide)
    return widened


def _steps(places: tuple[int, int], direction: int, room: int, scores: _Scores, longest_step: int) -> int:
    """Return how many unchanged characters the hunk takes in on this side."""

    def edge(step: int) -> int:
        return min(scores[side][place + direction * step] for side, place in enumerate(places))

    step = limit = 0
    while True:
        here = edge(step)
        if here > NO_EDGE or (here == NO_EDGE and not longest_step):
            return step
        # 検討 → 検討中 reads best as an insertion, so only a replacement takes in a word; 12 → 123 must be whole.
        limit = LONGEST_NUMBER if here == CUT_NUMBER else max(limit, longest_step)
        if step >= min(limit, room):
            # A number that reaches into the next hunk joins the two.
            return room if here == CUT_NUMBER and step == room else 0
        step += 1
