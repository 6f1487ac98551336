"""A comparison as a table for people: unmarked changes first, Japanese and English side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.changes import is_gone_told
from pipeline.listing.cautions import changes_for_people, reach_lines
from pipeline.listing.column_labels import change_label, change_labels
from pipeline.listing.groups import change_group
from pipeline.listing.repeated_changes import fold_alike, group_note, shown_change
from pipeline.listing.terminal_text import Styled, escape_text, pad_text, text_width, wrap_styled
from pipeline.model import Audit, Change, Edition, EditionDiff, Segment
from pipeline.vocabulary.labels import WEIGHTS
from pipeline.writing.comparison_keys import is_punctuation

HEADLINES = {
    "none": ("印のない変更", "changed without a mark"),
    "head": ("表題・列・凡例・注記の変更", "changes of the document's head"),
    "split": ("分割された項目", "items that were split"),
    "merged": ("統合された項目", "items that were merged"),
    "removed": ("削除された項目", "removed items"),
    "added": ("追加された項目", "added items"),
    "part": ("一部にだけ印のある変更", "changed, marked in part"),
    "all": ("印のある変更", "changed and marked"),
    "stale": ("変わっていない箇所の印", "marked without a change"),
    "doubtful": ("読み取りの誤りかもしれない違い（スキャン）", "differences that OCR may have made"),
    "notation": ("表記のみの違い", "another notation of the same"),
}
HEADLINE_WITHOUT_MARKS = "変更（印の凡例なし）", "changed, in a document without a legend of marks and without marks"
"""For ``none``, where the newer edition marks nothing at all: nothing was forgotten there."""

TOLD_WEIGHTS = ("number", "date", "scope", "polarity", "commitment")
"""Weights that a listing names."""

CONTEXT = 12
"""Characters of unchanged text shown on either side of a change."""

NARROWEST = 24
"""Cells that the text gets at the least, however narrow the terminal is."""

_BRACKETS = {
    ("delete", False): ("[-", "-]"),
    ("delete", True): ("[-", "-]"),
    ("insert", False): ("{+", "+}"),
    ("insert", True): ("{+", "+}"),
    ("equal", True): ("{=", "=}"),
}
_STYLES = {
    ("delete", False): "36;9",
    ("delete", True): "31;9",
    ("insert", False): "1;30;43",  # black on yellow: this is what a reader of the red text misses
    ("insert", True): "31",  # red, as it is printed
    ("equal", True): "31;2",
}
_HEADLINE_STYLE = {"none": "1;33", "part": "1;33"}


def changes_to_table(
    diff: EditionDiff,
    *,
    width: int,
    colour: bool,
    notes: Mapping[str, str | None] | None = None,
    never_marks: bool = False,
) -> str:
    """Return the comparison as text of at most ``width`` cells a line, except where the terminal is too narrow.

    ``notes`` tells what a reader must know of an edition, by its name: that it is a reconstruction, for one.
    ``never_marks`` says that the newer edition marks no changes, as ``marks_nothing`` tells.
    """
    lines = list(_head(diff, notes or {}, summary_of(diff, never_marks=never_marks), width, colour=colour))
    changes = changes_for_people(diff)
    folded = fold_alike(changes)
    numbers = [numbers_of(alike[0]) for alike in folded]
    names = change_labels(changes)
    labels = [_label(alike[0], names) for alike in folded]
    columns = max(map(text_width, numbers), default=0), max(map(text_width, labels), default=0)
    rows = zip(folded, numbers, labels, strict=True)
    for group, members in groupby(rows, key=lambda row: change_group(row[0][0])):
        listed = list(members)
        count = sum(len(alike) for alike, _, _ in listed)
        japanese, english = HEADLINE_WITHOUT_MARKS if never_marks and group == "none" else HEADLINES[group]
        lines += [
            "",
            _styled(f"{japanese} {count}件 · {english}", _HEADLINE_STYLE.get(group, "1"), colour=colour),
        ]
        for alike, number, label in listed:
            lines += _row_lines(alike, (number, label), columns, width, colour=colour)
    if not diff.changes:
        lines += ["", "変更はありません · nothing changed"]
    elif changes and not colour:
        lines += ["", "[-削除 deleted-] {+追加 inserted+} {=変更なしに印 marked, unchanged=}"]
    return "\n".join(lines)


def marks_nothing(newer: Edition) -> bool:
    """Return whether an edition has neither a legend of marks nor a mark: no audit of its marks can say anything."""
    return newer.mark_legend is None and newer.mark_style == "none"


def _head(
    diff: EditionDiff, notes: Mapping[str, str | None], summary: Sequence[str], width: int, *, colour: bool
) -> Iterator[str]:
    title = escape_text(f"{diff.series}  {diff.from_edition} → {diff.edition}")
    yield _styled(title, "1", colour=colour)
    told = [f"注 {edition}: {notes[edition]}" for edition in (diff.from_edition, diff.edition) if notes.get(edition)]
    for line in (*told, *summary):
        yield from wrap_styled([Styled(escape_text(line))], max(width, NARROWEST))


def summary_of(diff: EditionDiff, *, never_marks: bool = False) -> tuple[str, ...]:
    """Return a comparison's counts, a line each: how many items came, went and changed, and how well it is marked."""
    audit = diff.audit
    counted = (("renumbered", "番号のみ変更"), ("moved", "移動"), ("split", "分割"), ("merged", "統合"))
    kinds = [_renumbered(diff, kind, japanese) for kind, japanese in counted]
    counts = [
        f"項目 items {audit.items_before} → {audit.items_after}",
        f"追加 added {audit.added}",
        f"削除 removed {audit.removed}",
        f"変更 changed {audit.changed}",
        *filter(None, kinds),
    ]
    marking = "印の凡例なし no legend of marks, and no marks" if never_marks else _marking_summary(audit)
    lines = [" · ".join(counts)]
    if diff.reach.kind == "neighbours":
        lines.append(marking)
        if audit.deleted_characters and not never_marks:
            lost = audit.deleted_characters - audit.seen_deleted_characters
            lines.append(f"跡なく消えた文字 gone without a trace {lost}/{audit.deleted_characters}字")
    return (*lines, *reach_lines(diff))


def _renumbered(diff: EditionDiff, kind: str, japanese: str) -> str:
    count = sum(match.kind == kind for match in diff.matches)
    return f"{japanese} {kind} {count}" if count else ""


def _marking_summary(audit: Audit) -> str:
    if audit.recall is None:
        recall = "-"
    else:
        recall = f"{audit.recall:.0%} ({audit.marked_changed_characters}/{audit.changed_characters}字)"
    precision = "-" if audit.precision is None else f"{audit.precision:.0%}"
    return f"印の再現率 recall {recall} · 適合率 precision {precision}"


def numbers_of(change: Change) -> str:
    """Return the item's printed numbers, its place in the document where it has none."""
    before = None if change.from_ordinal is None else change.from_number or f"#{change.from_ordinal}"
    after = None if change.to_ordinal is None else change.to_number or f"#{change.to_ordinal}"
    if before and after:
        # An arrow of one character is as wide as the font pleases, and the columns after it with it.
        return escape_text(after if before == after else f"{before}->{after}")
    return escape_text(before or after or "")


def _label(change: Change, names: dict[tuple[str, str | None], str]) -> str:
    if change.field is None:
        return ""
    label = change_label(change, names)
    # A status says by its column already what kind of change it is, and wording by its text.
    if change.kind == "moved":
        return f"{label} [移動 moved]"
    weights = [f"{WEIGHTS[weight].ja} {weight}" for weight in change.weights if weight in TOLD_WEIGHTS]
    if change.marked in ("none", "part") and weights:
        label += f" [{weights[0]}]"
    return label


def _row_lines(
    alike: Sequence[Change], cells: tuple[str, str], columns: tuple[int, int], width: int, *, colour: bool
) -> Iterator[str]:
    number, label = (pad_text(cell, column) for cell, column in zip(cells, columns, strict=True))
    lead = f"  {number}  {label}  " if any(cells[1:]) or columns[1] == 0 else f"  {number}  "
    room = width - text_width(lead)
    if room < NARROWEST:
        yield lead.rstrip()
        lead, room = "    ", max(width - 4, NARROWEST)
    note = group_note(alike, [numbers_of(change) for change in alike])
    for line in wrap_styled([*_stretches(shown_change(alike), colour=colour), Styled(note)], room):
        yield (lead + line).rstrip()
        lead = " " * text_width(lead)


def _stretches(change: Change, *, colour: bool) -> Iterator[Styled]:
    segments = list(_readable(change.segments))
    for place, segment in enumerate(segments):
        look = (segment.op, segment.marked)
        text = escape_text(_shortened(segment, is_first=place == 0, is_last=place == len(segments) - 1))
        if look == ("equal", False):
            yield Styled(text)
        elif colour:
            yield Styled(text, _STYLES[look])
        else:
            opening, closing = _BRACKETS[look]
            yield Styled(f"{opening}{text}{closing}")
    unmarked = [escape_text(segment.text) for segment in segments if segment.op == "insert" and not segment.marked]
    if change.marked == "part" and unmarked and not colour:
        yield Styled(f" (印なし unmarked: {' / '.join(unmarked)})")
    if is_gone_told(change):
        gone = " / ".join(escape_text(text) for text in change.gone)
        yield Styled(f" (跡なく消えた gone without a trace: {gone})", "1;33" if colour else "")


def _readable(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments as people read them: white space is no change, and punctuation goes with what it stands by.

    The data say exactly what is red; a 「・」 left black before a red sentence is not what a reader should look at.
    """
    held: Segment | None = None
    for segment in segments:
        plain = segment
        if not segment.text.strip() and segment.op != "equal":
            if segment.op == "delete":
                continue
            if held is None or held.op != "insert":
                plain = Segment("equal", segment.text, marked=False)
        joined = held and _join(held, plain)
        if held is not None and joined is None:
            yield held
        held = joined or plain
    if held is not None:
        yield held


def _join(one: Segment, other: Segment) -> Segment | None:
    """Return the two as one, where they are of one kind, or differ in the marking of mere punctuation alone."""
    if one.op != other.op:
        return None
    if one.marked != other.marked and not (_is_trivial(one) or _is_trivial(other)):
        return None
    return Segment(one.op, one.text + other.text, one.marked or other.marked)


def _is_trivial(segment: Segment) -> bool:
    return segment.op != "equal" and all(map(is_punctuation, segment.text))


def _shortened(segment: Segment, *, is_first: bool, is_last: bool) -> str:
    """Return the stretch; of long unchanged text only what stands next to a change."""
    text = segment.text
    if segment.op != "equal" or segment.marked or len(text) <= 2 * CONTEXT + 1:
        return text
    head = "" if is_first else text[:CONTEXT]
    tail = "" if is_last else text[-CONTEXT:]
    return f"{head}…{tail}"


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour else text
