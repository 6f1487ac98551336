"""Items that were split in two, or merged from two: no text came or went, only the rows that it stands in.

A row that came is a part of an old item where nearly all that it remarks stood in that item, which lost it. The other
way round two old items were merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Item, Match
from pipeline.writing.comparison_keys import comparison_key

PART_FLOOR = 0.8
"""Share of a part's remark, in characters, that must stand in the item that it was split from."""

REST_FLOOR = 0.3
"""Likewise of the other part, which may have been edited by more."""

SAME_SENTENCE = 0.9
"""Likeness from which a sentence is another one, edited."""

MOST_SENTENCES = 3000
"""Sentences of an edition up to which one that was edited on the way is looked for; beyond, it must be the same."""

SHORTEST_REMARK = 8
"""Characters of a remark from which it says by itself where it came from."""


_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*")


class Parts(Struct, frozen=True):
    """An item of one edition, and the items of the other one that it was split into, or merged from.

    Positions in the two editions' lists; ``parts`` are in order.
    """

    whole: int
    parts: tuple[int, ...]


def find_parts(
    wholes: Sequence[Item], parts: Sequence[Item], pairs: Mapping[int, int], free_wholes: set[int], free_parts: set[int]
) -> Iterator[Parts]:
    """Yield the items that several items of the other edition were made of.

    Args:
        wholes: Items of one edition, in order.
        parts: Items of the other one.
        pairs: Position of each whole that has a partner → its partner's.
        free_wholes: Positions without a partner.
        free_parts: Likewise.
    """
    if not free_parts:
        return
    owners = _owners(wholes)
    bodies = {position: _sentences(wholes[position]) for position in {*pairs, *free_wholes}} if owners else {}
    found: dict[int, list[int]] = defaultdict(list)
    for position in sorted(free_parts):
        said = _sentences(parts[position])
        if sum(map(len, said)) >= SHORTEST_REMARK:
            whole = _whole_of(said, owners, bodies)
            if whole is not None:
                found[whole].append(position)
    for whole, lone in found.items():
        partner = pairs.get(whole)
        kept = [] if partner is None else _sentences(parts[partner])
        # What the partner still says was not taken from it: a row that came and repeats it is a new one.
        taken = [place for place in lone if _share(_sentences(parts[place]), kept) < 1 - PART_FLOOR]
        others = {sentence for place in taken for sentence in _sentences(parts[place])}
        rest = [sentence for sentence in kept if sentence not in others]
        if partner is None:  # nothing but the text says that the parts are of it: they must be nearly all of it
            is_of_it = _share(bodies[whole], list(others)) >= PART_FLOOR
        else:
            is_of_it = bool(rest) and _share(rest, bodies[whole]) >= REST_FLOOR
        members = [*taken, *([] if partner is None else [partner])]
        if taken and is_of_it and len(members) > 1:
            yield Parts(whole, tuple(sorted(members)))


def _sentences(item: Item) -> list[str]:
    """Return the sentences of an item's remark, as comparison keys, without its heading."""
    text = item.issue or item.response or ""
    if item.heading and text.startswith(f"【{item.heading}】"):
        text = text[len(item.heading) + 2 :]
    return [key for sentence in _SENTENCE.findall(text) if (key := comparison_key(sentence).strip("・"))]


def _owners(items: Sequence[Item]) -> dict[str, int]:
    """Return each sentence that one item alone says → its position."""
    owners: dict[str, int] = {}
    shared: set[str] = set()
    for position, item in enumerate(items):
        for sentence in dict.fromkeys(_sentences(item)):
            if owners.setdefault(sentence, position) != position:
                shared.add(sentence)
    return {sentence: position for sentence, position in owners.items() if sentence not in shared}


def _whole_of(said: Sequence[str], owners: Mapping[str, int], bodies: Mapping[int, Sequence[str]]) -> int | None:
    """Return the position of the item that said nearly all of this and more; None where there is none."""
    whole = next((owners[sentence] for sentence in sorted(said, key=len, reverse=True) if sentence in owners), None)
    if whole is None and len(owners) <= MOST_SENTENCES:
        whole = _edited_whole(said, owners)
    if whole is None:
        return None
    body = bodies.get(whole, ())
    if _share(said, body) < PART_FLOOR or sum(map(len, body)) <= 1.1 * sum(map(len, said)):
        return None
    return whole


def _edited_whole(said: Sequence[str], owners: Mapping[str, int]) -> int | None:
    """Return the position of the item whose sentence the longest of these is, edited a little; None without one."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    longest = max(said, key=len)
    best = extractOne(longest, owners.keys(), scorer=Indel.normalized_similarity, score_cutoff=SAME_SENTENCE)
    return None if best is None else owners[best[0]]


def _share(said: Sequence[str], body: Sequence[str]) -> float:
    """Return how much of what is said, in characters, stands in a body, edited a little at the most."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    there = sum(
        len(sentence)
        for sentence in said
        if extractOne(sentence, body, scorer=Indel.normalized_similarity, score_cutoff=SAME_SENTENCE) is not None
    )
    return there / max(sum(map(len, said)), 1)


# ── matches ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def tell_splits(matches: Sequence[Match], old: Sequence[Item], new: Sequence[Item]) -> tuple[Match, ...]:
    """Return the matches with the parts of split and merged items as pairs of those kinds.

    Args:
        matches: One-to-one, as they were found.
        old: The older edition's items, in order.
        new: The newer edition's.
    """
    places = [{item.ordinal: place for place, item in enumerate(items)} for items in (old, new)]
    pairs = {
        places[0][match.from_ordinal]: places[1][match.to_ordinal]
        for match in matches
        if match.from_ordinal is not None and match.to_ordinal is not None
    }
    free_old, free_new = set(range(len(old))) - pairs.keys(), set(range(len(new))) - set(pairs.values())
    told: dict[tuple[int | None, int | None], Match] = {
        (match.from_ordinal, match.to_ordinal): match for match in matches
    }
    for split in find_parts(old, new, pairs, free_old, free_new):
        for part in split.parts:
            _tell(told, old[split.whole], new[part], "split")
    backward = {after: before for before, after in pairs.items()}
    for merged in find_parts(new, old, backward, free_new, free_old):
        for part in merged.parts:
            _tell(told, old[part], new[merged.whole], "merged")
    return tuple(sorted(told.values(), key=lambda match: _place(match, len(new))))


def _tell(told: dict[tuple[int | None, int | None], Match], before: Item, after: Item, kind: str) -> None:
    from rapidfuzz.distance import Indel

    told.pop((before.ordinal, None), None)
    told.pop((None, after.ordinal), None)
    pair = told.get((before.ordinal, after.ordinal))
    if pair is not None:
        told[before.ordinal, after.ordinal] = replace(pair, kind=kind)
        return
    likeness = Indel.normalized_similarity(*(comparison_key(item.issue or item.response) for item in (before, after)))
    reason = f"part of the {'older' if kind == 'split' else 'newer'} item's text"
    told[before.ordinal, after.ordinal] = Match(
        told_from(told), before.ordinal, after.ordinal, before.number, after.number,
        "split" if kind == "split" else "merged", round(likeness, 6), reason, None,
    )  # fmt: skip


def told_from(told: Mapping[tuple[int | None, int | None], Match]) -> str:
    """Return the edition that the matches start from."""
    return next(iter(told.values())).from_edition


def _place(match: Match, count: int) -> tuple[int, int]:
    """Sort pairs and added items by the newer edition's order, then the removed ones by the older one's."""
    if match.to_ordinal is None:
        return count + (match.from_ordinal or 0), 0
    return match.to_ordinal, match.from_ordinal or 0
