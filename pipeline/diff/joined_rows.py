"""The rows of a split item as one item again, so that it can be compared with what it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pipeline.diff.field_marks import FieldMarks, MarksOfItem
from pipeline.diff.hunks import diff_texts
from pipeline.diff.marking import locate_marks
from pipeline.diff.segments import diff_to_segments
from pipeline.item_texts import item_text
from pipeline.model import Change, Item, Mark, Match
from pipeline.writing.comparison_keys import comparison_key


class JoinedPair(Struct, frozen=True):
    """An item of either edition, one of them joined from several, with the newer one's marks."""

    match: Match
    old: Item
    new: Item
    marks: MarksOfItem


class _Line(NamedTuple):
    """A line of a part's field, and where it stands in the joined text."""

    part: int
    start: int
    end: int
    place: int


def joined_pairs(
    matches: Iterable[Match],
    before: Mapping[int, Item],
    after: Mapping[int, Item],
    marks: Mapping[int, MarksOfItem],
) -> Iterator[JoinedPair]:
    """Yield each split or merged item against all of its parts, under the first part's match.

    A field whose lines are the same, in whatever order and however often, is given as the single item has it: the
    parts of an item repeat its heading.
    """
    groups: dict[tuple[str, int | None], list[Match]] = defaultdict(list)
    for match in matches:
        if match.kind in ("split", "merged"):
            whole = match.from_ordinal if match.kind == "split" else match.to_ordinal
            groups[match.kind, whole].append(match)
    for (kind, _), group in groups.items():
        olds = [before[match.from_ordinal or 0] for match in group]
        news = [after[match.to_ordinal or 0] for match in group]
        if kind == "split":
            new, new_marks = _join(news, olds[0], [marks[item.ordinal] for item in news])
            yield JoinedPair(group[0], olds[0], new, new_marks)
        else:
            old, _ = _join(olds, news[0], [{} for _ in olds])
            yield JoinedPair(group[0], old, news[0], marks[news[0].ordinal])


_TEXTS = ("policy_area", "category", "issue", "source", "response")


def _join(parts: Sequence[Item], single: Item, marks: Sequence[MarksOfItem]) -> tuple[Item, MarksOfItem]:
    """Return the parts as one item with their marks on it; their number and status are the first one's."""
    texts: dict[str, str | None] = {}
    joined_marks: dict[str, FieldMarks] = {}
    headers = dict.fromkeys(header for part in parts for header in part.extra)
    for name in (*_TEXTS, *headers):
        values = [_value(part, name) for part in parts]
        wanted = _value(single, name)
        if _lines(values) == _lines([wanted]):
            texts[name] = wanted
            continue
        texts[name], lines = _join_texts(values)
        key = comparison_key(name)
        moved = [mark for part, one in enumerate(marks) for mark in _moved(one.get(key), part, lines)]
        joined_marks[key] = FieldMarks(tuple(moved))
    statuses = {comparison_key(part.status_mark) for part in parts}
    divisions = tuple(dict.fromkeys(division for part in parts for division in part.divisions))
    whole = replace(
        parts[0],
        **{name: texts[name] for name in _TEXTS},
        extra={header: texts[header] or "" for header in headers},
        divisions=single.divisions if set(divisions) == set(single.divisions) else divisions,
        status_mark=single.status_mark if comparison_key(single.status_mark) in statuses else parts[0].status_mark,
        number=single.number,
    )
    return whole, joined_marks


def _value(item: Item, name: str) -> str | None:
    return getattr(item, name) if name in _TEXTS else item.extra.get(name)


def _lines(texts: Iterable[str | None]) -> set[str]:
    return {key for text in texts for line in (text or "").split("\n") if (key := comparison_key(line))}


def _join_texts(texts: Sequence[str | None]) -> tuple[str | None, list[_Line]]:
    """Return the texts one after the other, a line that stands in several of them once."""
    seen: set[str] = set()
    kept: list[str] = []
    lines: list[_Line] = []
    place = 0
    for part, text in enumerate(texts):
        start = 0
        for line in (text or "").split("\n"):
            key = comparison_key(line)
            if key and key not in seen:
                seen.add(key)
                kept.append(line)
                lines.append(_Line(part, start, start + len(line), place))
                place += len(line) + 1
            start += len(line) + 1
    return "\n".join(kept) or None, lines


def _moved(marks: FieldMarks | None, part: int, lines: Sequence[_Line]) -> Iterator[Mark]:
    """Yield a part's marks where they stand in the joined text; one over several lines is one a line."""
    for mark in marks.own if marks is not None else ():
        for line in lines:
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            if line.part == part and (start < end or (mark.start == mark.end and start == end)):
                shift = line.place - line.start
                text = mark.text if mark.start == mark.end else mark.text[start - mark.start : end - mark.start]
                yield replace(mark, start=start + shift, end=end + shift, text=text)


def part_change(match: Match, old: Item, new: Item, marks: Sequence[Mark]) -> Change:
    """Return the row of a split or merged item for one of its parts: what either says, and where they agree."""
    before, after = item_text(old), item_text(new)
    own = [mark for mark in marks if mark.ordinal == new.ordinal and mark.field == "issue" and new.issue]
    return Change(
        from_edition=match.from_edition,
        kind="split" if match.kind == "split" else "merged",
        from_ordinal=match.from_ordinal,
        to_ordinal=match.to_ordinal,
        from_number=match.from_number,
        to_number=match.to_number,
        field=None,
        before=before,
        after=after,
        marked=None,
        segments=diff_to_segments(diff_texts(before, after), locate_marks(after, own)),
        similarity=match.similarity,
    )
