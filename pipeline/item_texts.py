"""What is compared of an item: its fields and its extra columns, each as a text."""

from __future__ import annotations

from pipeline.model import Item
from pipeline.writing.comparison_keys import comparison_key

STATUS = "status"


def field_texts(item: Item) -> dict[str, str | None]:
    """Return what each field of an item says: the area that a ditto stands for, the status as its mark.

    The number is left out: that rows are renumbered is told in ``matches``, and is no change of what they say.
    """
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
