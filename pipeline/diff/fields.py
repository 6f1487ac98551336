"""What is compared of an item: its fields and its extra columns, each as a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.diff.fold import comparison_key
from pipeline.model import Item, Match

STATUS = "status"
COMPARED_FIELDS = ("policy_area", "category", "issue", "source", STATUS, "response", "divisions")
"""Every field but the number: that rows are renumbered is told in ``matches``, and is no change of what they say."""

SAME_COLUMN_SHARE = 0.5
"""Share of matched rows with equal texts from which two columns with different headers are one that was renamed."""


def field_texts(item: Item) -> dict[str, str | None]:
    """Return what each field of an item says: the area that a ditto stands for, the status as its mark."""
    return {
        "policy_area": item.policy_area,
        "category": item.category,
        "issue": item.issue,
        "source": item.source,
        STATUS: item.status_mark,
        "response": item.response,
        "divisions": "\n".join(item.divisions) or None,
    }


def item_text(item: Item) -> str:
    """Return what an item says, for people: its issue, else its response, else its extra columns."""
    return item.issue or item.response or "\n".join(text for text in item.extra.values() if text)


def status_texts(old: Item, new: Item) -> tuple[str | None, str | None]:
    """Return the two statuses as text, equal (as comparison keys) where nothing changed.

    The mark decides. Where the same mark has come to mean something else by the newer legend, its meaning is written
    beside it; a legend that only words the same meaning differently (対応済, 対応済み) changes no item.
    """
    marks = old.status_mark, new.status_mark
    if comparison_key(marks[0]) != comparison_key(marks[1]) or not (old.status_label and new.status_label):
        return marks
    means_the_same = old.status == new.status != "unknown"
    if means_the_same or comparison_key(old.status_label) == comparison_key(new.status_label):
        return marks
    return f"{marks[0] or ''}({old.status_label})", f"{marks[1] or ''}({new.status_label})"


def pair_headers(old: Sequence[Item], new: Sequence[Item], matches: Sequence[Match]) -> list[tuple[str, str]]:
    """Return the extra columns of both editions in pairs (old header, new header), in the newer edition's order.

    Headers are paired by their comparison key; of the others, those under which most matched rows have equal texts. A
    column that only one edition has stands with itself: every text in it came, or went.
    """
    old_headers = list(dict.fromkeys(header for item in old for header in item.extra))
    new_headers = list(dict.fromkeys(header for item in new for header in item.extra))
    by_key = {comparison_key(header): header for header in reversed(old_headers)}
    pairs = {header: by_key[key] for header in new_headers if (key := comparison_key(header)) in by_key}
    lone_old = [header for header in old_headers if header not in pairs.values()]
    lone_new = [header for header in new_headers if header not in pairs]
    pairs |= _renamed_headers(lone_old, lone_new, _matched_items(old, new, matches))
    left = [header for header in lone_old if header not in pairs.values()]
    return [(pairs.get(header, header), header) for header in new_headers] + [(header, header) for header in left]


def _matched_items(old: Sequence[Item], new: Sequence[Item], matches: Sequence[Match]) -> list[tuple[Item, Item]]:
    before, after = {item.ordinal: item for item in old}, {item.ordinal: item for item in new}
    return [
        (before[match.from_ordinal], after[match.to_ordinal])
        for match in matches
        if match.from_ordinal is not None and match.to_ordinal is not None
    ]


def _renamed_headers(
    old_headers: Sequence[str], new_headers: Sequence[str], pairs: Sequence[tuple[Item, Item]]
) -> dict[str, str]:
    shares: Counter[tuple[str, str]] = Counter()
    for old_header in old_headers:
        for new_header in new_headers:
            texts = [
                (comparison_key(old.extra.get(old_header)), comparison_key(new.extra.get(new_header)))
                for old, new in pairs
            ]
            filled = [one == other for one, other in texts if one or other]
            if filled and sum(filled) / len(filled) >= SAME_COLUMN_SHARE:
                shares[new_header, old_header] = sum(filled)
    renamed: dict[str, str] = {}
    for new_header, old_header in sorted(shares, key=lambda pair: (-shares[pair], pair)):
        if new_header not in renamed and old_header not in renamed.values():
            renamed[new_header] = old_header
    return renamed
