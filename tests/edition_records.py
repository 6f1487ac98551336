"""Records for the tests of diff: short ways to write an item, a mark, an edition; and the two editions' truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.model import Edition, EditionRecords, Item, Mark

RECONSTRUCTED = "再構成された版 · reconstructed from the edition after it"


def item(ordinal: int, issue: str | None = None, **values: Any) -> Item:
    """An item whose number is its ordinal, unless told otherwise."""
    columns: dict[str, Any] = {
        "number": str(ordinal), "policy_area": "県庁組織の活性化", "policy_area_ditto": False, "category": "人材育成",
        "category_ditto": False, "heading": None, "source": None, "status_mark": None, "status_label": None,
        "status": "unknown", "response": None, "divisions": (), "has_marks": False, "page_number": 1,
        "page_number_last": 1, "extra": {},
    }  # fmt: skip
    return Item(ordinal=ordinal, issue=issue, **{**columns, **values})


def mark(ordinal: int, field: str, start: int, text: str, *, strike: bool = False) -> Mark:
    """Red text, or text struck out: that is not in the field, so its end is its start."""
    end = start if strike else start + len(text)
    style = "strike" if strike else "colour"
    return Mark(ordinal, field, start, end, text, style, "#ff0000", 1, None, None, None, None)


def marks_on(ordinal: int, field: str, text: str, *marked: str) -> list[Mark]:
    """Red marks on the first place where each of these texts stands."""
    return [mark(ordinal, field, text.index(part), part) for part in marked]


def records(name: str, items: Sequence[Item], marks: Sequence[Mark] = (), note: str | None = None) -> EditionRecords:
    edition = Edition(
        title="対応状況について", label=None, document_label=None, fiscal_year=2023, meeting_number=1,
        mark_legend="※変更部分は赤字着色", mark_style="colour", mark_colour="red", status_legend={}, page_count=1,
        item_count=len(items), source_name="x.pdf", source_sha256="0" * 64, source_kind="pdf", producer=None,
        note=note, glyph_count=0, furniture_glyph_count=0, finding_glyph_count=0,
    )  # fmt: skip
    return EditionRecords("series", name, edition, tuple(items), tuple(marks))


def truth_records(folder: Path, name: str, note: str | None = None) -> EditionRecords:
    """What a reader with perfect eyes takes from an edition's PDF: its ``truth.json``."""
    truth = json.loads((folder / name / "truth.json").read_text("utf-8"))
    items, marks = [], []
    for ordinal, row in enumerate(truth["items"], 1):
        copied = ("number", "policy_area", "policy_area_ditto", "category", "category_ditto", "heading", "source",
                  "status_mark", "status", "response")  # fmt: skip
        values = {column: row[column] for column in copied}
        items.append(item(ordinal, row["issue"], divisions=tuple(row["divisions"]), **values))
        for one in row["marks"]:
            marks += marks_on(ordinal, one["field"], row[one["field"]], one["text"])
    return records(name, items, marks, note)
