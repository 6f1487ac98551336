"""How much of a text's changes the publisher marked.

The rules, each from how people mark by hand:

- A replacement is marked when its new text is: what it replaces is gone, and cannot be painted.
- A deletion with nothing in its place can only be marked by striking the old text out, or by painting the clause that
  it was taken from: the words on both sides of it. ``replaced`` says what is one although something came beside it.
- A sentence that stands elsewhere now has not gone; it is judged where it stands.
- White space, notation and punctuation need no mark: a red stretch often begins after 「・」 and ends before 「。」.
- Where a whole word is shown as changed (12 → 13) it is enough that the characters that are new (3) are marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from pipeline.diff.hunks import Hunk, TextDiff
from pipeline.diff.letters import read_letters
from pipeline.diff.marking import Marking
from pipeline.diff.phrases import phrases_at
from pipeline.diff.replacements import is_deletion_of_its_own, is_in_reworded_sentence
from pipeline.diff.sentences import has_sentence_end, sentence_around
from pipeline.diff.struck_letters import struck_letters
from pipeline.vocabulary.weights import find_terms
from pipeline.writing.characters import is_hiragana
from pipeline.writing.comparison_keys import is_punctuation

Extent = Literal["all", "part", "none"]

_OPENING = frozenset("「『(【〔[")

SHORTEST_MOVE = 6
"""Letters from which a stretch that went and came is one that moved."""


class Audited(Struct, frozen=True):
    """How far the changes of one field are marked, in letters (``letters``: white space apart, 1,000 as 1000).

    ``deleted`` are those that went with nothing in their place, ``seen`` those of them whose going can be seen: struck
    out, or inside painted text. ``gone`` are the stretches of which neither is true, ``unmarked`` the edits that are
    not marked in full. ``is_move`` tells that nothing came or went, but changed its place.
    """

    extent: Extent
    changed: int
    marked_changed: int
    marked: int
    deleted: int = 0
    seen: int = 0
    gone: tuple[str, ...] = ()
    unmarked: tuple[Hunk, ...] = ()
    is_move: bool = False


def _gone_text(diff: TextDiff, edit: Hunk) -> str:
    """Return what went for people: in whole words, without the full stop before it."""
    hunk = next((shown for shown in diff.shown if shown.a0 <= edit.a0 and edit.a1 <= shown.a1), edit)
    start, end = hunk.a0, hunk.a1
    while start < end - 1 and is_punctuation(diff.old.text[start]) and diff.old.text[start] not in _OPENING:
        start += 1
    return diff.before[diff.old.start(start) : diff.old.end(end)]


class _Tally(Struct):
    """Of one edit: characters that need a mark, those that have one, and whether anything of it is marked at all."""

    hunk: Hunk
    changed: int = 0
    marked: int = 0
    is_full: bool = True
    is_touched: bool = False
    is_trivial: bool = False
    replaced_struck: int = 0
    deleted: int = 0
    seen: int = 0


class _Sight(Struct, frozen=True):
    """What a reader of the newer edition sees: painted letters of the newer text, struck ones of the older."""

    diff: TextDiff
    covered: bytes
    struck: bytes
    moved: Mapping[Hunk, Hunk]
    """Insertions that were deleted elsewhere, with that deletion."""
    moved_words: Mapping[Hunk, list[int]]
    is_all_painted: bool
    """Every word of the text is painted."""
    is_rewritten: bool
    """Something came, and is not only gone."""


def audit_text(diff: TextDiff, marking: Marking) -> Audited:
    """Return how far the changes of a text are marked.

    An edit of nothing but punctuation counts only where the field has no other change. Struck-out text that was
    replaced counts neither as changed nor as marked: the text in its place does. Nor does a deletion inside a painted
    clause: none of its characters could be painted.
    """
    sight = _look(diff, marking)
    tallies = [_tally_edit(sight, hunk) for hunk in diff.edits]
    weighty = [tally for tally in tallies if not tally.is_trivial] or tallies
    extent: Extent = "part"
    if all(tally.is_full for tally in weighty):
        extent = "all"
    elif not any(tally.is_touched for tally in weighty):
        extent = "none"
    struck = sum(len(read_letters(strike.text)) for strike in marking.strikes)
    gone = [tally.hunk for tally in weighty if tally.deleted > tally.seen]
    return Audited(
        extent,
        sum(tally.changed for tally in weighty),
        sum(tally.marked for tally in weighty),
        sum(sight.covered) + struck - sum(tally.replaced_struck for tally in tallies),
        sum(tally.deleted for tally in weighty),
        sum(tally.seen for tally in weighty),
        tuple(_gone_text(diff, hunk) for hunk in gone),
        tuple(tally.hunk for tally in weighty if not tally.is_full),
        bool(diff.edits) and set(diff.edits) <= {*sight.moved, *sight.moved.values()},
    )


def _look(diff: TextDiff, marking: Marking) -> _Sight:
    covered = diff.new.spread(marking.covered) if any(marking.covered) else bytes(len(diff.new))
    words = [place for place, letter in enumerate(diff.new.text) if not is_punctuation(letter)]
    is_rewritten = any(diff.fresh[place] for place in words)
    is_all_painted = bool(words) and all(covered[place] for place in words)
    moved = _moved(diff)
    moved_words = _moved_words(diff, covered, moved) if moved else {}
    struck = struck_letters(diff, marking)
    return _Sight(diff, covered, struck, moved, moved_words, is_all_painted, is_rewritten)


def _moved(diff: TextDiff) -> Mapping[Hunk, Hunk]:
    """Return the insertions that were deleted at another place, with that deletion.

    Which of two equal letters at its ends belongs to it is free, so that the one may stand in the other turned round.
    """
    deletions = [hunk for hunk in diff.edits if hunk.b0 == hunk.b1 and hunk.a1 - hunk.a0 >= SHORTEST_MOVE]
    insertions = [hunk for hunk in diff.edits if hunk.a0 == hunk.a1 and hunk.b1 - hunk.b0 >= SHORTEST_MOVE]
    moved: dict[Hunk, Hunk] = {}
    for deletion in deletions:
        text = diff.old.text[deletion.a0 : deletion.a1]
        if all(map(is_punctuation, text)):
            continue
        for insertion in insertions:
            came = diff.new.text[insertion.b0 : insertion.b1]
            if insertion not in moved and len(came) == len(text) and came in text + text:
                moved[insertion] = deletion
                break
    return moved


def _tally_edit(sight: _Sight, hunk: Hunk) -> _Tally:
    diff = sight.diff
    new: Sequence[int] = range(hunk.b0, hunk.b1)
    gone = range(hunk.a0, hunk.a1)
    new_words = [place for place in new if not is_punctuation(diff.new.text[place])]
    gone_words = [place for place in gone if not is_punctuation(diff.old.text[place])]
    tally = _Tally(hunk, is_trivial=not new_words and not gone_words)
    if hunk in sight.moved.values():
        return _Tally(hunk, is_trivial=True)
    if hunk in sight.moved:
        new = new_words = sight.moved_words[hunk]
    if new_words or (new and not gone_words):
        _tally_new(sight, tally, new_words or new, new)
    if gone and is_deletion_of_its_own(diff, hunk, sight.covered):
        _tally_gone(sight, tally, gone_words or gone, gone)
    else:
        tally.replaced_struck = sum(sight.struck[place] for place in gone)
        tally.is_touched |= tally.replaced_struck > 0
    return tally


def _moved_words(diff: TextDiff, covered: bytes, moved: Mapping[Hunk, Hunk]) -> Mapping[Hunk, list[int]]:
    """Return the words that tell of each move: those that moved and those that they moved past, as far as painted.

    Of two paragraphs that changed places either may be the one that moved.
    """
    free = {place for place, letter in enumerate(diff.new.text) if not is_punctuation(letter)}
    free -= {place for hunk in diff.edits for place in range(hunk.b0, hunk.b1)}
    words = {}
    for hunk, deletion in moved.items():
        own = [place for place in range(hunk.b0, hunk.b1) if not is_punctuation(diff.new.text[place])]
        between = range(deletion.b1, hunk.b0) if deletion.b1 <= hunk.b0 else range(hunk.b1, deletion.b0)
        passed = [place for place in between if place in free]
        painted = [places for places in (passed, own) if places and all(covered[place] for place in places)]
        words[hunk] = [place for places in painted for place in places] or own
        free.difference_update(words[hunk])
    return words


def _tally_new(sight: _Sight, tally: _Tally, words: Sequence[int], new: Sequence[int]) -> None:
    fresh = [place for place in words if sight.diff.fresh[place]] or list(words)
    marked = [place for place in new if sight.covered[place]]
    tally.is_full = all(sight.covered[place] for place in fresh)
    tally.is_touched = bool(marked)
    tally.changed += len({*(fresh if tally.is_full else words), *marked})
    tally.marked += len(marked)


def _tally_gone(sight: _Sight, tally: _Tally, words: Sequence[int], gone: Sequence[int]) -> None:
    """Count a deletion with nothing in its place; only a line through it, or paint around it, could have told."""
    struck = [place for place in gone if sight.struck[place]]
    tally.deleted = len(words)
    if not struck and (_is_inside_painted(sight, tally.hunk) or (sight.is_all_painted and sight.is_rewritten)):
        tally.seen, tally.is_touched = tally.deleted, True
        return
    tally.changed += len({*words, *struck})
    tally.marked += len(struck)
    tally.seen = sum(sight.struck[place] for place in words)
    tally.is_full &= tally.seen == tally.deleted
    # In a cell that is red all over, nobody takes an old word for one that is still there; which went is not told.
    tally.is_touched |= bool(struck) or sight.is_all_painted


def _is_inside_painted(sight: _Sight, hunk: Hunk) -> bool:
    """Return whether a deletion was taken from within one clause that is painted on both sides of it.

    A whole sentence that is gone from between two painted ones is not: nothing there looks as if it had changed. Nor
    is a word in a text that is painted all over, and in which nothing else is new.
    """
    diff = sight.diff
    if has_sentence_end(diff.old, hunk.a0, hunk.a1) or (sight.is_all_painted and not sight.is_rewritten):
        return False
    if _is_painted_ending(sight, hunk):
        return True
    first, last = sentence_around(diff.new, hunk.b0, hunk.b1)
    if any(diff.fresh[first:last]) and is_in_reworded_sentence(diff, hunk, sight.covered):
        return True
    if hunk.is_replacement or hunk.b0 == 0 or hunk.b1 == len(diff.new):
        return False
    ends = hunk.b0 - 1, hunk.b1
    around = all(sight.covered[hunk.b0 - 1 : hunk.b1 + 1])
    return around and not any(is_punctuation(diff.new.text[place]) for place in ends)


def _is_painted_ending(sight: _Sight, hunk: Hunk) -> bool:
    """Return whether only the ending of a painted word went: 素案を示したい → *素案を示した*."""
    old = sight.diff.old
    ending = old.text[hunk.a0 : hunk.a1]
    follows_paint = hunk.b0 > 0 and bool(sight.covered[hunk.b0 - 1])
    if hunk.is_replacement or not follows_paint or not all(map(is_hiragana, ending)):
        return False
    says_no = any(term.weight == "polarity" for term in find_terms(ending))
    return not says_no and not phrases_at(old, hunk.a0, hunk.a1)
