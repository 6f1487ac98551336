"""What the publisher marked of a field, and how much of its changes that is.

The rules, each from how people mark by hand:

- A replacement is marked when its new text is: what it replaces is gone, and cannot be painted.
- A deletion with nothing in its place can only be marked by striking the old text out, or by painting the clause that
  it was taken from: the words on both sides of it.
- White space and punctuation need no mark: a red stretch often begins after 「・」 and ends before 「。」.
- Where a whole word is shown as changed (12 → 13) it is enough that the characters that are new (3) are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from pipeline.diff.fold import comparison_key, fold_in_place, is_blank, is_punctuation
from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.model import Mark, Segment

Extent = Literal["all", "part", "none"]

_CLAUSE_END = re.compile(r"[。．！？\n]")


class Strike(Struct, frozen=True):
    """Struck-out text, which is not in the newer text, and the place in it where it stands in print."""

    place: int
    text: str


class Marking(Struct, frozen=True):
    """The marks of one field: for each character of its newer text whether it is marked, and what is struck out."""

    covered: bytes
    strikes: tuple[Strike, ...] = ()

    @property
    def size(self) -> int:
        """Marked characters, white space apart, struck-out ones included."""
        return sum(self.covered) + sum(not is_blank(character) for strike in self.strikes for character in strike.text)


class Audited(Struct, frozen=True):
    """How far the changes of one field are marked, in characters (white space apart)."""

    extent: Extent
    changed: int
    marked_changed: int
    marked: int


def locate_marks(text: str, marks: Sequence[Mark]) -> Marking:
    """Return what the marks cover of a field's text.

    The offsets are trusted where the mark's own text stands there. Elsewhere (a list of divisions, a status mark that
    was tidied) the text is looked for, nearest first; a mark that is nowhere counts where its offsets say.
    """
    covered = bytearray(len(text))
    strikes = []
    for mark in marks:
        if mark.style == "strike" or mark.start == mark.end:
            strikes.append(Strike(min(max(mark.start, 0), len(text)), mark.text))
            continue
        start, end = _stretch_of(text, mark)
        for place in range(start, end):
            covered[place] = not is_blank(text[place])
    return Marking(bytes(covered), tuple(strikes))


def _stretch_of(text: str, mark: Mark) -> tuple[int, int]:
    start, end = min(max(mark.start, 0), len(text)), min(max(mark.end, 0), len(text))
    wanted = comparison_key(mark.text)
    if not wanted:
        return start, start
    if comparison_key(text[start:end]) == wanted:
        return start, end
    folded, places = _printed_characters(text)
    found = [place for place in _occurrences(folded, wanted) if place + len(wanted) <= len(places)]
    if not found:
        return start, end
    nearest = min(found, key=lambda place: abs(places[place] - start))
    return places[nearest], places[nearest + len(wanted) - 1] + 1


def _printed_characters(text: str) -> tuple[str, list[int]]:
    """Return the text without white space, and where each of its characters stands in it."""
    kept = [(character, place) for place, character in enumerate(fold_in_place(text)) if not is_blank(character)]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _occurrences(text: str, wanted: str) -> list[int]:
    places, place = [], text.find(wanted)
    while place >= 0:
        places.append(place)
        place = text.find(wanted, place + 1)
    return places


# ── hunks against marks ─────────────────────────────────────────────────────────────────────────────────────────────


class _Tally(Struct):
    """Of one hunk: characters that need a mark, those that have one, and whether anything of it is marked at all."""

    changed: int = 0
    marked: int = 0
    is_full: bool = False
    is_touched: bool = False
    is_trivial: bool = False
    replaced_struck: int = 0


def agreement_with(marking: Marking) -> Callable[[Hunk], int]:
    """Return how well a hunk that could stand in several places agrees with the marks, for ``diff_texts``.

    Of two equal sentences in a row either may be the new one; the one that the publisher painted is.
    """
    totals = [0, *accumulate(marking.covered)]
    places = Counter(strike.place for strike in marking.strikes)

    def agreement(hunk: Hunk) -> int:
        return totals[hunk.b1] - totals[hunk.b0] + (places[hunk.b0] if hunk.b0 == hunk.b1 else 0)

    return agreement


def audit_text(diff: TextDiff, marking: Marking) -> Audited:
    """Return how far the changes of a text are marked.

    A hunk of nothing but punctuation counts only where the field has no other change. Struck-out text that was
    replaced counts neither as changed nor as marked: the text in its place does. Nor does a deletion inside a painted
    clause: none of its characters could be painted.
    """
    struck = struck_out(diff, marking)
    hunks = [hunk for hunk in diff.hunks if not _is_same(diff, hunk)] or diff.hunks
    tallies = [_tally_hunk(diff, hunk, marking, struck) for hunk in hunks]
    weighty = [tally for tally in tallies if not tally.is_trivial] or tallies
    extent: Extent = "part"
    if all(tally.is_full for tally in weighty):
        extent = "all"
    elif not any(tally.is_touched for tally in weighty):
        extent = "none"
    return Audited(
        extent,
        sum(tally.changed for tally in weighty),
        sum(tally.marked for tally in weighty),
        marking.size - sum(tally.replaced_struck for tally in tallies),
    )


def _is_same(diff: TextDiff, hunk: Hunk) -> bool:
    return comparison_key(diff.before[hunk.a0 : hunk.a1]) == comparison_key(diff.after[hunk.b0 : hunk.b1])


def _tally_hunk(diff: TextDiff, hunk: Hunk, marking: Marking, struck: bytes) -> _Tally:
    new = [place for place in range(hunk.b0, hunk.b1) if not is_blank(diff.after[place])]
    gone = [place for place in range(hunk.a0, hunk.a1) if not is_blank(diff.before[place])]
    new_words = [place for place in new if not is_punctuation(diff.after[place])]
    gone_words = [place for place in gone if not is_punctuation(diff.before[place])]
    if new_words or (new and not gone_words):
        return _tally_new(diff, new_words or new, new, gone, (marking.covered, struck), is_trivial=not new_words)
    if not new and not any(struck[place] for place in gone) and _is_inside_painted(diff, hunk, marking.covered):
        return _Tally(is_full=True, is_touched=True, is_trivial=not gone_words)
    # Nothing but punctuation stands in the place of what is gone: only a line through it could have told.
    required = gone_words or gone
    marked = sum(struck[place] for place in gone)
    changed = len({*required, *(place for place in gone if struck[place])})
    return _Tally(changed, marked, all(struck[place] for place in required), marked > 0, is_trivial=not gone_words)


def _is_inside_painted(diff: TextDiff, hunk: Hunk, covered: bytes) -> bool:
    """Return whether a deletion was taken from within one clause that is painted on both sides of it.

    A whole sentence that is gone from between two painted ones is not: nothing there looks as if it had changed.
    """
    before = next((place for place in range(hunk.b0 - 1, -1, -1) if not is_blank(diff.after[place])), None)
    after = next((place for place in range(hunk.b1, len(diff.after)) if not is_blank(diff.after[place])), None)
    if before is None or after is None or _CLAUSE_END.search(diff.before, hunk.a0, hunk.a1):
        return False
    beside = diff.after[before : after + 1]
    return bool(covered[before] and covered[after]) and not any(is_punctuation(end) for end in (beside[0], beside[-1]))


def _tally_new(  # noqa: PLR0913 - the places of one hunk, by what they are
    diff: TextDiff,
    words: Sequence[int],
    new: Sequence[int],
    gone: Sequence[int],
    marks: tuple[bytes, bytes],
    *,
    is_trivial: bool,
) -> _Tally:
    covered, struck = marks
    fresh = [place for place in words if diff.fresh[place]] or list(words)
    marked = [place for place in new if covered[place]]
    is_full = all(covered[place] for place in fresh)
    required = fresh if is_full else words
    replaced = sum(struck[place] for place in gone)
    return _Tally(len({*required, *marked}), len(marked), is_full, bool(marked) or replaced > 0, is_trivial, replaced)


def struck_out(diff: TextDiff, marking: Marking) -> bytes:
    """Return for each character of the older text whether the newer edition prints it struck out.

    Struck-out text is looked for in what was deleted at, or beside, the place where it is printed.
    """
    struck = bytearray(len(diff.before))
    for strike in marking.strikes:
        wanted = comparison_key(strike.text)
        hunks = sorted(diff.hunks, key=lambda hunk: _gap(hunk, strike.place))
        for hunk in hunks:
            if wanted and _mark_struck(diff.before, hunk, wanted, struck):
                break
    return bytes(struck)


def _gap(hunk: Hunk, place: int) -> int:
    return max(hunk.b0 - place, place - hunk.b1, 0)


def _mark_struck(before: str, hunk: Hunk, wanted: str, struck: bytearray) -> bool:
    """Mark what is struck out of a hunk's deleted text; False where neither text holds the other."""
    deleted, places = _printed_characters(before[hunk.a0 : hunk.a1])
    if not deleted:
        return False
    if deleted in wanted:
        found, length = 0, len(deleted)
    else:
        found, length = deleted.find(wanted), len(wanted)
    if found < 0:
        return False
    for place in places[found : found + length]:
        struck[hunk.a0 + place] = 1
    return True


# ── segments ────────────────────────────────────────────────────────────────────────────────────────────────────────


def diff_to_segments(diff: TextDiff, marking: Marking) -> tuple[Segment, ...]:
    """Return the diff in stretches: equal and delete give ``before`` to the letter, equal and insert ``after``.

    A stretch is wholly marked or wholly not: it is parted where a mark begins or ends, white space apart.
    """
    struck = struck_out(diff, marking)
    covered = _bridge_blanks(diff.after, marking.covered)
    segments: list[Segment] = []
    a = b = 0
    for hunk in (*diff.hunks, Hunk(len(diff.before), len(diff.before), len(diff.after), len(diff.after))):
        _append_unchanged(segments, diff, (a, b, hunk.a0 - a), covered)
        _append(segments, "delete", diff.before, (hunk.a0, hunk.a1), struck)
        _append(segments, "insert", diff.after, (hunk.b0, hunk.b1), covered)
        a, b = hunk.a1, hunk.b1
    return tuple(segments)


def _append_unchanged(segments: list[Segment], diff: TextDiff, run: tuple[int, int, int], covered: bytes) -> None:
    """Append an equal run; what differs in width alone stands as deleted and inserted, so that both texts come back."""
    a, b, length = run
    start = 0
    while start < length:
        same = diff.before[a + start] == diff.after[b + start]
        end = start + 1
        while end < length and (diff.before[a + end] == diff.after[b + end]) == same:
            end += 1
        if same:
            _append(segments, "equal", diff.after, (b + start, b + end), covered)
        else:
            _append(segments, "delete", diff.before, (a + start, a + end), bytes(len(diff.before)))
            _append(segments, "insert", diff.after, (b + start, b + end), covered)
        start = end


def _append(
    segments: list[Segment], op: Literal["equal", "insert", "delete"], text: str, run: tuple[int, int], marked: bytes
) -> None:
    start, stop = run
    while start < stop:
        end = start + 1
        while end < stop and marked[end] == marked[start]:
            end += 1
        segments.append(Segment(op, text[start:end], bool(marked[start])))
        start = end


def _bridge_blanks(text: str, covered: bytes) -> bytes:
    """Return the cover with the white space between two marked characters: print gives it no colour of its own."""
    bridged = bytearray(covered)
    last = -1
    for place, character in enumerate(text):
        if is_blank(character):
            continue
        if covered[place] and last >= 0 and covered[last]:
            bridged[last + 1 : place] = b"\1" * (place - last - 1)
        last = place
    return bytes(bridged)
