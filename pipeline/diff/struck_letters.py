"""Which deleted text the newer edition still prints, struck out."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.diff.hunks import TextDiff
from pipeline.diff.letters import read_letters
from pipeline.diff.marking import Marking


def struck_letters(diff: TextDiff, marking: Marking) -> bytes:
    """Return for each letter of the older text whether it went, and the newer edition prints it struck out.

    Struck-out text is looked for in the older text, nearest first to where it is printed. Where only some of it went
    (a letter of it stands by chance in what came instead), the rest is struck all the same.
    """
    struck = bytearray(len(diff.old))
    if not marking.strikes:
        return bytes(struck)
    gone = bytearray(len(diff.old))
    for hunk in diff.edits:
        gone[hunk.a0 : hunk.a1] = b"\1" * (hunk.a1 - hunk.a0)
    for strike in marking.strikes:
        wanted = read_letters(strike.text).text
        expected = _older_place(diff, bisect_left(diff.new.letters.starts, strike.place))
        found = [place for place in _places(diff.old.text, wanted) if any(gone[place : place + len(wanted)])]
        if found:
            place = min(found, key=lambda at: abs(at - expected))
            struck[place : place + len(wanted)] = gone[place : place + len(wanted)]
            continue
        # The line runs through more than what went: a word that is printed again beside it.
        near = sorted(diff.edits, key=lambda hunk: abs(hunk.a0 - expected))
        for hunk in near:
            if hunk.a0 < hunk.a1 and diff.old.text[hunk.a0 : hunk.a1] in wanted:
                struck[hunk.a0 : hunk.a1] = b"\1" * (hunk.a1 - hunk.a0)
                break
    return bytes(struck)


def _older_place(diff: TextDiff, place: int) -> int:
    """Return the place in the older text that corresponds to a letter of the newer one."""
    a = b = 0
    for hunk in diff.edits:
        if hunk.b0 > place:
            break
        a, b = hunk.a1, hunk.b1
    return a + max(place - b, 0)


def _places(text: str, wanted: str) -> list[int]:
    places: list[int] = []
    place = text.find(wanted) if wanted else -1
    while place >= 0:
        places.append(place)
        place = text.find(wanted, place + 1)
    return places
