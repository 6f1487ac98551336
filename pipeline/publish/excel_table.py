"""An edition's items → a sheet as printed: the columns in their order, marks in the text, dittos resolved but grey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Edition, Item, Mark
from pipeline.publish.workbook import Column, Look, Run, Value, Workbook
from pipeline.schema import FIELDS
from pipeline.vocabulary.labels import column_label, field_label

_DITTO = Look(colour="#808080")
_NARROWEST, _WIDEST = 6, 60
"""Half-width characters."""

_LONGEST_TITLE = 8
"""Characters of a header that make its column wider: of a sentence the beginning."""

Marks = Mapping[tuple[int, str], Sequence[Mark]]


class _Printed(NamedTuple):
    """A column of the printed table: the field or header by which items keep it, and what stands above it."""

    key: str
    title: str


def write_table(book: Workbook, name: str, record: Edition, items: Sequence[Item], marks: Sequence[Mark]) -> None:
    """Add the sheet of an edition: title and legend, header, and a row for each item.

    Args:
        book: The workbook.
        name: The sheet's name.
        record: For title, label and legend, which stand above the table, and its headers.
        items: Its rows.
        marks: What is coloured, struck out, underlined or bold in them.
    """
    printed = printed_columns(record, items)
    columns = [Column(each.title, _width(each, items)) for each in printed]
    columns.append(Column(column_label("items", "page_number").ja, 8))
    heads = (" ".join(text for text in (record.title, record.label, record.document_label) if text), record.mark_legend)
    by_cell: defaultdict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        by_cell[mark.ordinal, mark.field].append(mark)
    sheet = book.add_sheet(name, columns, above=[head for head in heads if head])
    for item in items:
        sheet.write([*(cell_value(item, each.key, by_cell) for each in printed), item.page_number])


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed_columns(record: Edition, items: Sequence[Item]) -> list[_Printed]:
    """Return the columns that an edition prints, in order.

    A header that spans several columns stands above each of them, with the field's own name. A field that has no
    column of its own (a status in the column of the response) stands before it.
    """
    headers = dict(zip(record.headers, record.header_fields, strict=True))
    titles = {field or header: header for header, field in zip(record.headers, record.header_fields, strict=True)}
    keys = list(titles)
    for place, field in enumerate(FIELDS):
        if field not in titles and any(item_text(item, field) for item in items):
            behind = [keys.index(other) for other in FIELDS[place + 1 :] if other in keys]
            keys.insert(min(behind, default=len(keys)), field)
    keys += dict.fromkeys(header for item in items for header in item.extra if header not in headers)
    printed = [titles.get(key, "") for key in keys]
    return [_Printed(key, _title(key, title, printed.count(title))) for key, title in zip(keys, printed, strict=True)]


def _title(key: str, printed: str, count: int) -> str:
    name = field_label(key).ja
    if not printed:
        return name
    return f"{printed} / {name}" if count > 1 else printed


def _width(column: _Printed, items: Sequence[Item]) -> float:
    """Return a width in which nine texts of ten take one line, or as much as the widest column gets."""
    texts = [item_text(item, column.key) or "" for item in items]
    longest = sorted(max(_half_widths(line) for line in text.split("\n")) for text in texts)
    most = longest[len(longest) * 9 // 10] if longest else 0
    return float(min(max(most + 2, _half_widths(column.title[:_LONGEST_TITLE]) + 4, _NARROWEST), _WIDEST))


def _half_widths(text: str) -> int:
    """Return about how wide a text is; a full-width character takes two."""
    return sum(1 if character.isascii() else 2 for character in text[:_WIDEST])


# ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def item_text(item: Item, key: str) -> str | None:
    """Return what an item prints in a column: of a status its mark, of divisions one a line."""
    if key == "status":
        return item.status_mark or item.status_label
    if key == "divisions":
        return "\n".join(item.divisions) or None
    if key in FIELDS:
        text: str | None = getattr(item, key)
        return text
    return item.extra.get(key)


def cell_value(item: Item, key: str, marks: Marks) -> Value:
    """Return a cell's text with its marks; grey where it was not printed in this row itself."""
    text = item_text(item, key)
    if key in item.dittos:
        return (Run(text, _DITTO),) if text else None
    of_cell = marks.get((item.ordinal, key), ())
    if not of_cell:
        return text
    if key in ("status", "divisions"):
        return tuple(_found_runs(text or "", of_cell))
    return tuple(marked_runs(text or "", of_cell))


def marked_runs(text: str, marks: Sequence[Mark]) -> Iterator[Run]:
    """Yield a text cut at its marks; struck-out text, which it leaves out, is put back where it stood."""
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        start = max(mark.start, position)
        if start > position:
            yield Run(text[position:start])
        if mark.start == mark.end:
            yield Run(mark.text, look_of(mark)._replace(strike=True))
            position = start
        elif mark.end > start:
            yield Run(text[start : mark.end], look_of(mark))
            position = mark.end
    if position < len(text):
        yield Run(text[position:])


def _found_runs(text: str, marks: Sequence[Mark]) -> Iterator[Run]:
    """Yield a text that is not its cell's (a status, divisions) with the marks that are found in it by their text.

    One that is not found, because the text was tidied, colours all of it: somewhere in that cell there is a mark.
    """
    struck = [mark for mark in marks if mark.start == mark.end]
    found: list[Mark] = []
    for mark in (mark for mark in marks if mark.start != mark.end):
        start = text.find(mark.text)
        if start < 0:
            yield Run(text, look_of(mark))
            break
        found.append(_moved(mark, start))
    else:
        yield from marked_runs(text, found)
    for mark in struck:
        yield Run(mark.text, look_of(mark)._replace(strike=True))


def _moved(mark: Mark, start: int) -> Mark:
    from msgspec.structs import replace

    return replace(mark, start=start, end=start + len(mark.text))


def look_of(mark: Mark) -> Look:
    """Return how a mark looks in a cell. What lies behind a text becomes its cell's ground, and the text bold."""
    match mark.style:
        case "colour":
            return Look(colour=mark.colour or "#ff0000")
        case "highlight":
            return Look(bold=True, fill=mark.colour or "#ffff00")
        case style:
            return Look(mark.colour, bold=style == "bold", underline=style == "underline", strike=style == "strike")
