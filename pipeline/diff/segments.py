"""A difference in stretches for people: equal, deleted, inserted, each marked or not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.diff.letters import Printed
from pipeline.diff.marking import Marking
from pipeline.diff.struck_letters import struck_letters
from pipeline.model import Segment
from pipeline.writing.comparison_keys import is_blank

Operation = Literal["equal", "insert", "delete"]


def diff_to_segments(diff: TextDiff, marking: Marking) -> tuple[Segment, ...]:
    """Return the diff in stretches: equal and delete give ``before`` to the letter, equal and insert ``after``.

    A stretch is wholly marked or wholly not: it is parted where a mark begins or ends, white space apart. Where texts
    are the same but for white space, width or notation, that alone stands as deleted and inserted.
    """
    covered = _bridge_blanks(diff.after, marking.covered or bytes(len(diff.after)))
    struck = _bridge_blanks(diff.before, _to_source(diff.old, struck_letters(diff, marking)))
    segments: list[Segment] = []
    a = b = 0
    place = Hunk(0, 0, 0, 0)
    end = Hunk(len(diff.old), len(diff.old), len(diff.new), len(diff.new))
    for hunk in (*diff.shown, end):
        in_text = _to_text(diff, hunk) if hunk is not end else Hunk(*[len(diff.before)] * 2, *[len(diff.after)] * 2)
        a0, b0 = max(a, in_text.a0), max(b, in_text.b0)
        run = _Run((a, a0), (b, b0), (place.a1, hunk.a0), place.b1)
        for same, old_end, new_end in _unchanged(diff, run):
            if same:
                _append(segments, "equal", diff.after, (b, new_end), covered)
            else:
                _append(segments, "delete", diff.before, (a, old_end), struck)
                _append(segments, "insert", diff.after, (b, new_end), covered)
            a, b = old_end, new_end
        a1, b1 = max(a, in_text.a1), max(b, in_text.b1)
        _append(segments, "delete", diff.before, (a, a1), struck)
        _append(segments, "insert", diff.after, (b, b1), covered)
        a, b, place = a1, b1, hunk
    return tuple(segments)


def _to_text(diff: TextDiff, hunk: Hunk) -> Hunk:
    """Return the hunk in places of the texts. What came or went alone takes the white space behind it, or before it."""
    old, new = diff.old, diff.new
    if hunk.is_replacement:
        return Hunk(old.start(hunk.a0), old.end(hunk.a1), new.start(hunk.b0), new.end(hunk.b1))
    one, first, last = (new, hunk.b0, hunk.b1) if hunk.a0 == hunk.a1 else (old, hunk.a0, hunk.a1)
    other = old.gap(hunk.a0) if one is new else new.gap(hunk.b0)
    before, after = one.gap(first), one.gap(last)
    if before and after and other == before + after:
        middle = (old.end(hunk.a0) if one is new else new.end(hunk.b0)) + len(before)
        if one is new:
            return Hunk(middle, middle, new.start(hunk.b0), new.end(hunk.b1))
        return Hunk(old.start(hunk.a0), old.end(hunk.a1), middle, middle)
    if before != other and after == other:
        return Hunk(old.end(hunk.a0), old.end(hunk.a1), new.end(hunk.b0), new.end(hunk.b1))
    return Hunk(old.start(hunk.a0), old.start(hunk.a1), new.start(hunk.b0), new.start(hunk.b1))


class _Run(NamedTuple):
    """Letters that are the same in both texts, and the stretches of the texts in which they stand."""

    before: tuple[int, int]
    after: tuple[int, int]
    letters: tuple[int, int]  # of the older text
    new_letter: int


def _unchanged(diff: TextDiff, run: _Run) -> Iterator[tuple[bool, int, int]]:
    """Yield whether the two texts are the same to the letter, and where each stretch of them ends."""
    if diff.before[slice(*run.before)] == diff.after[slice(*run.after)]:
        yield True, run.before[1], run.after[1]
        return
    a, b = run.before[0], run.after[0]
    stretches = []
    for old_end, new_end in _clusters(diff, run):
        same = diff.before[a:old_end] == diff.after[b:new_end]
        if old_end > a or new_end > b:
            stretches.append((same, old_end, new_end))
        a, b = max(a, old_end), max(b, new_end)
    for same, group in groupby(stretches, key=lambda stretch: stretch[0]):
        *_, (_, old_end, new_end) = group
        yield same, old_end, new_end


def _clusters(diff: TextDiff, run: _Run) -> Iterator[tuple[int, int]]:
    """Yield where each gap and each letter of the run ends in both texts; letters of one character come together."""
    old, new = diff.old, diff.new
    shift = run.new_letter - run.letters[0]
    place, stop = run.letters
    a, b = run.before[0], run.after[0]
    while place < stop:
        a, b = max(a, old.start(place)), max(b, new.start(place + shift))
        yield a, b
        place += 1
        while place < stop and (old.start(place) < old.end(place) or new.start(place + shift) < new.end(place + shift)):
            place += 1
        a, b = max(a, old.end(place)), max(b, new.end(place + shift))
        yield a, b
    yield run.before[1], run.after[1]


def _to_source(printed: Printed, flags: bytes) -> bytes:
    spread = bytearray(len(printed.source))
    for place, flag in enumerate(flags):
        if flag:
            start, end = printed.letters.starts[place], printed.letters.ends[place]
            spread[start:end] = b"\1" * (end - start)
    return bytes(spread)


def _append(segments: list[Segment], op: Operation, text: str, run: tuple[int, int], marked: bytes) -> None:
    start, stop = run
    while start < stop:
        end = start + 1
        while end < stop and marked[end] == marked[start]:
            end += 1
        last = segments[-1] if segments else None
        if last is not None and last.op == op and last.marked == bool(marked[start]):
            segments[-1] = Segment(op, last.text + text[start:end], last.marked)
        else:
            segments.append(Segment(op, text[start:end], bool(marked[start])))
        start = end


def _bridge_blanks(text: str, covered: bytes) -> bytes:
    """Return the cover with the white space between two marked characters: print gives it no colour of its own."""
    if not any(covered):
        return covered
    bridged = bytearray(covered)
    last = -1
    for place, character in enumerate(text):
        if is_blank(character):
            continue
        if covered[place] and last >= 0 and covered[last]:
            bridged[last + 1 : place] = b"\1" * (place - last - 1)
        last = place
    return bytes(bridged)
