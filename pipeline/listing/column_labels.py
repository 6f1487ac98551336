"""What a listing calls the columns, and the parts of the document's head: two columns never bear the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.listing.terminal_text import clip_text, escape_text, text_width
from pipeline.model import Change
from pipeline.schema import FIELDS, ITEMS, SECTION
from pipeline.vocabulary.labels import HEAD_PARTS

LONGEST_LABEL = 28
"""Cells of a column's name; some publishers write a sentence there."""

_BETWEEN_ROWS = " / "

HEAD_LABELS = {part: f"{label.ja} {label.en.lower()}" for part, label in HEAD_PARTS.items()}
"""The parts of a document's head in both languages."""


def field_label(field: str) -> str:
    """Return the field's Japanese and English name; a header stands for itself, of several rows the last if long."""
    if field in (*FIELDS, SECTION):
        japanese = "状況" if field == "status" else ITEMS.column(field).ja
        return f"{japanese} {field}"
    return field if text_width(field) <= LONGEST_LABEL else field.rpartition(_BETWEEN_ROWS)[2]


def change_labels(changes: Iterable[Change]) -> dict[tuple[str, str | None], str]:
    """Return what each change's column is called, by the change's kind ("head" or "") and its field."""
    labels: dict[tuple[str, str | None], str] = {}
    fields = dict.fromkeys(change.field for change in changes if change.kind != "head" and change.field is not None)
    short = {field: clip_text(escape_text(field_label(field)), LONGEST_LABEL) for field in fields}
    taken = Counter(short.values())
    for field, label in short.items():
        labels["", field] = label if taken[label] == 1 else escape_text(field)
    for part, label in HEAD_LABELS.items():
        labels["head", part] = label
    return labels


def change_label(change: Change, labels: dict[tuple[str, str | None], str]) -> str:
    """Return what ``change_labels`` says of a change's column; empty for a whole item."""
    return labels.get(("head" if change.kind == "head" else "", change.field), "")
