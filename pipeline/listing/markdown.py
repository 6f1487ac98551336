"""A comparison as Markdown, for a mail or a pull request: unmarked changes first, as in every listing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.changes import is_gone_told
from pipeline.listing.cautions import changes_for_people
from pipeline.listing.column_labels import change_label, change_labels
from pipeline.listing.groups import change_group
from pipeline.listing.repeated_changes import fold_alike, group_note, shown_change
from pipeline.listing.table import HEADLINE_WITHOUT_MARKS, HEADLINES, numbers_of, summary_of
from pipeline.listing.terminal_text import escape_text
from pipeline.model import Change, EditionDiff

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")

_SIGNS = {"delete": "~~", "insert": "**", "equal": ""}


def changes_to_markdown(
    diff: EditionDiff, notes: Mapping[str, str | None] | None = None, *, never_marks: bool = False
) -> str:
    """Return the comparison as Markdown: what was deleted is struck, what was inserted is bold, and red is said.

    Args:
        diff: The comparison.
        notes: What a reader must know of an edition, by its name.
        never_marks: The newer edition marks no changes, as ``marks_nothing`` reports.
    """
    lines = [f"# {_escape(diff.series)}: {_escape(diff.from_edition)} → {_escape(diff.edition)}", ""]
    lines += [f"> {_escape(edition)}: {_escape(note)}\n" for edition, note in (notes or {}).items() if note]
    lines += [f"- {_escape(line)}" for line in summary_of(diff, never_marks=never_marks)]
    changes = changes_for_people(diff)
    labels = change_labels(changes)
    for group, members in groupby(fold_alike(changes), key=lambda alike: change_group(alike[0])):
        listed = list(members)
        japanese, english = HEADLINE_WITHOUT_MARKS if never_marks and group == "none" else HEADLINES[group]
        lines += ["", f"## {japanese} {sum(map(len, listed))}件 · {english}", ""]
        lines += [_row(alike, change_label(alike[0], labels)) for alike in listed]
    if not diff.changes:
        lines += ["", "変更はありません · nothing changed"]
    return "\n".join(lines)


def _row(alike: Sequence[Change], label: str) -> str:
    change, note = shown_change(alike), group_note(alike, [numbers_of(one) for one in alike])
    names = " ".join(
        part for part in (f"**{_escape(numbers_of(change))}**" * (change.kind != "head"), _escape(label)) if part
    )
    gone = f" (跡なく消えた gone without a trace: {' / '.join(change.gone)})" if is_gone_told(change) else ""
    return f"- {names}: {''.join(_stretches(change))}{_escape(gone)}{_escape(note)}"


def _stretches(change: Change) -> Iterator[str]:
    for segment in change.segments:
        sign = _SIGNS[segment.op]
        text = segment.text.strip() if sign else segment.text
        if not text:
            continue
        yield f"{sign}{_escape(text)}{sign}" + (" (印 marked)" if segment.marked and segment.op == "insert" else "")


def _escape(text: str) -> str:
    """Return a text with nothing in it that Markdown, HTML or a terminal would obey, on one line."""
    return _SPECIAL.sub(r"\\\1", escape_text(text.replace("\n", " ")))
