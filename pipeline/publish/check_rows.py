"""One edition's rows held against each other: keys, joins, offsets, boxes, and that no glyph was lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline import schema

Row = Mapping[str, Any]
Rows = Sequence[Row]
Tables = Mapping[str, Rows]

_CUTTING = ("marks", "words", "dates", "commitments")
"""The datasets whose offsets cut a field's text."""

_TEXT_COLUMN = {"marks": "text", "words": "surface", "dates": "text", "commitments": "text"}
_MOST_EXAMPLES = 3


def check_rows(tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield a dataset's name and what is wrong in it, for the datasets of one edition that are there.

    Args:
        tables: Rows by dataset name; a dataset that could not be read is left out, and what needs it is not checked.
    """
    for name, rows in tables.items():
        for check in (_check_key, _check_joins, _check_boxes, _check_spans):
            yield from ((name, what) for what in check(name, rows, tables))
    for whole in (_check_edition, _check_glyphs, _check_segments):
        yield from whole(tables)


def _examples(name: str, wrong: Sequence[object], what: str) -> Iterator[str]:
    if wrong:
        shown = ", ".join(map(repr, wrong[:_MOST_EXAMPLES]))
        yield f"{len(wrong)} {name}: {what} (first: {shown})"


def _check_key(name: str, rows: Rows, _: Tables) -> Iterator[str]:
    dataset = schema.DATASETS[name]
    if not dataset.key:
        return
    keys = [tuple((row[column] is None, row[column]) for column in dataset.key) for row in rows]
    plain = [tuple(value for _, value in key) for key in keys]
    yield from _examples(
        "rows", [plain[i + 1] for i, (a, b) in enumerate(pairwise(keys)) if a == b], "the key stands twice"
    )
    yield from _examples("rows", [plain[i + 1] for i, (a, b) in enumerate(pairwise(keys)) if a > b], "not in order")


def _check_joins(name: str, rows: Rows, tables: Tables) -> Iterator[str]:
    """Every ordinal is an item's, every position runs on from 1."""
    columns = {column.name for column in schema.DATASETS[name].columns}
    ordinal = "ordinal" if "ordinal" in columns else "to_ordinal" if "to_ordinal" in columns else None
    if ordinal is None or "items" not in tables or name == "rows":  # which count the rows of every table
        return
    known = {row["ordinal"] for row in tables["items"]}
    strangers = sorted({row[ordinal] for row in rows if row[ordinal] is not None} - known)
    yield from _examples("ordinals", strangers, "no such item")
    if name in ("items", "lineage") and [row["ordinal"] for row in rows] != list(range(1, len(rows) + 1)):
        yield "ordinals do not run on from 1"


def _check_boxes(name: str, rows: Rows, _: Tables) -> Iterator[str]:
    if "x0" not in {column.name for column in schema.DATASETS[name].columns}:
        return
    wrong = [
        (row["x0"], row["top"], row["x1"], row["bottom"])
        for row in rows
        if row["x0"] is not None and not (row["x0"] <= row["x1"] and row["top"] <= row["bottom"])
    ]
    yield from _examples("boxes", wrong, "its sides are the wrong way round")


def _field_text(item: Row, field: str) -> str | None:
    """Return a field's normalised text; None where the item keeps it in another form (status, divisions)."""
    if field in schema.TEXT_FIELDS:
        return item[field] or ""
    return dict(item["extra"]).get(field)


def _check_spans(name: str, rows: Rows, tables: Tables) -> Iterator[str]:
    """Offsets cut the text that their row says."""
    if name not in _CUTTING or "items" not in tables:
        return
    items = {row["ordinal"]: row for row in tables["items"]}
    wrong = [
        (row["ordinal"], row["field"], row["start"], row["end"])
        for row in rows
        if row["ordinal"] in items and not _cuts(row, _TEXT_COLUMN[name], items[row["ordinal"]])
    ]
    yield from _examples("offsets", wrong, "they do not cut the text that the row says")


def _cuts(row: Row, text_column: str, item: Row) -> bool:
    start, end = row["start"], row["end"]
    text = _field_text(item, row["field"])
    if text is None:
        return bool(0 <= start <= end)
    is_struck_out = start == end
    return bool(0 <= start <= end <= len(text) and (is_struck_out or text[start:end] == row[text_column]))


def _check_edition(tables: Tables) -> Iterator[tuple[str, str]]:
    """An edition is one row, and counts its items and pages right."""
    if "editions" not in tables:
        return
    rows = tables["editions"]
    if len(rows) != 1:
        yield "editions", f"{len(rows)} rows, not 1"
        return
    if "items" in tables and rows[0]["item_count"] != len(tables["items"]):
        yield "editions", f"item_count is {rows[0]['item_count']}, and items has {len(tables['items'])} rows"
    page_count = rows[0]["page_count"]
    for name, table in tables.items():
        pages = [row["page_number"] for row in table if row.get("page_number") is not None]
        if pages and not (min(pages) >= 1 and max(pages) <= page_count):
            yield name, f"page_number runs from {min(pages)} to {max(pages)}, and there are {page_count} pages"


def _check_glyphs(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every printed glyph is in a cell, in the furniture, or in a finding."""
    if "cells" not in tables or len(tables.get("editions", ())) != 1:
        return
    (edition,) = tables["editions"]
    in_cells = sum(row["glyph_count"] for row in tables["cells"])
    parts = (in_cells, edition["furniture_glyph_count"], edition["finding_glyph_count"])
    if sum(parts) != edition["glyph_count"]:
        yield (
            "cells",
            f"{edition['glyph_count']} glyphs are printed, and {sum(parts)} accounted for: {parts[0]} in cells, "
            f"{parts[1]} around the table, {parts[2]} in findings",
        )


def _check_segments(tables: Tables) -> Iterator[tuple[str, str]]:
    """A change's segments give the text before and the text after."""
    sides: tuple[tuple[str, str], ...] = (("before", "delete"), ("after", "insert"))
    changed = [row for row in tables.get("changes", ()) if row["kind"] in ("changed", "moved")]
    for column, op in sides:
        wrong = [row["field"] for row in changed if _side(row["segments"], op) != (row[column] or "")]
        yield from (("changes", what) for what in _examples("segments", wrong, f"they do not give {column}"))


def _side(segments: Sequence[Row], op: str) -> str:
    return "".join(segment["text"] for segment in segments if segment["op"] in ("equal", op))
