"""Records for the report's tests, made by hand: every argument that a test does not care about has a value here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pipeline.model import (
    Audit,
    CellRecord,
    Change,
    Edition,
    EditionDiff,
    EditionRecords,
    Item,
    LineageRow,
    Mark,
    Match,
    Segment,
)

MatchKind = Literal["same", "renumbered", "moved", "added", "removed"]


def item(ordinal: int, **values: Any) -> Item:
    defaults: dict[str, Any] = {
        "number": str(ordinal),
        "policy_area": "庁内の活性化",
        "policy_area_ditto": False,
        "category": "人材",
        "category_ditto": False,
        "heading": None,
        "issue": f"課題{ordinal}",
        "source": "第1回会合",
        "status_mark": "○",
        "status_label": "対応済",
        "status": "done",
        "response": f"対応{ordinal}",
        "divisions": ("人事課",),
        "has_marks": False,
        "page_number": 1,
        "page_number_last": 1,
        "extra": {},
    }
    return Item(ordinal=ordinal, **(defaults | values))


def bare_item(ordinal: int, extra: Mapping[str, str], **values: Any) -> Item:
    """An item of a series whose columns no field claims."""
    nothing = dict.fromkeys(
        ("number", "policy_area", "category", "issue", "source", "status_mark", "status_label", "response")
    )
    return item(ordinal, **(nothing | {"status": "unknown", "divisions": (), "extra": extra} | values))


def mark(ordinal: int, field: str, start: int, end: int, text: str, **values: Any) -> Mark:
    defaults: dict[str, Any] = {"style": "colour", "colour": "#ff0000", "page_number": 1}
    boxes = dict.fromkeys(("x0", "top", "x1", "bottom"))
    return Mark(ordinal, field, start, end, text, **(defaults | boxes | values))


def edition(
    name: str, items: Iterable[Item], marks: Iterable[Mark] = (), *, pdf: bytes = b"", **values: Any
) -> EditionRecords:
    listed = tuple(items)
    defaults: dict[str, Any] = {
        "title": "指摘事項への対応状況",
        "label": f"{name}会合用",
        "document_label": "資料4",
        "fiscal_year": 2023,
        "meeting_number": 1,
        "mark_legend": "※変更部分は赤字",
        "mark_style": "colour",
        "mark_colour": "red",
        "status_legend": {"○": "対応済", "△": "検討中"},
        "page_count": 1,
        "item_count": len(listed),
        "source_name": f"{name}.pdf",
        "source_sha256": hashlib.sha256(pdf).hexdigest(),
        "source_kind": "pdf",
        "producer": None,
        "note": None,
        "glyph_count": 0,
        "furniture_glyph_count": 0,
        "finding_glyph_count": 0,
    }
    return EditionRecords("example", name, Edition(**(defaults | values)), listed, tuple(marks))


def cell(ordinal: int | None, field: str | None, box: Sequence[float], **values: Any) -> CellRecord:
    defaults: dict[str, Any] = {
        "page_number": 1,
        "table_index": 0,
        "row_index": ordinal or 0,
        "column_index": 0,
        "row_span": 1,
        "column_span": 1,
        "text": "",
        "glyph_count": 0,
    }
    x0, top, x1, bottom = box
    place = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return CellRecord(ordinal=ordinal, field=field, **(defaults | place | values))


def change(from_ordinal: int | None, to_ordinal: int | None, field: str | None = "response", **values: Any) -> Change:
    defaults: dict[str, Any] = {
        "from_edition": "E1",
        "kind": "changed",
        "from_number": None if from_ordinal is None else str(from_ordinal),
        "to_number": None if to_ordinal is None else str(to_ordinal),
        "before": "検討する",
        "after": "検討した",
        "marked": "none",
        "segments": (
            Segment("equal", "検討", False),
            Segment("delete", "する", False),
            Segment("insert", "した", False),
        ),
        "similarity": 0.9,
        "weights": ("text",),
    }
    return Change(from_ordinal=from_ordinal, to_ordinal=to_ordinal, field=field, **(defaults | values))


def match(from_ordinal: int | None, to_ordinal: int | None, kind: MatchKind = "same") -> Match:
    from_number, to_number = (None if ordinal is None else str(ordinal) for ordinal in (from_ordinal, to_ordinal))
    return Match("E1", from_ordinal, to_ordinal, from_number, to_number, kind, 1.0, "exact", None)


def audit(**values: Any) -> Audit:
    defaults: dict[str, Any] = dict.fromkeys(
        ("items_before", "items_after", "added", "removed", "changed", "marked_all", "marked_part", "marked_none"), 0
    )
    defaults |= dict.fromkeys(("stale", "changed_characters", "marked_changed_characters", "marked_characters"), 0)
    return Audit(**({"from_edition": "E1", "recall": None, "precision": None} | defaults | values))


def diff(changes: Iterable[Change] = (), matches: Iterable[Match] = (), **values: Any) -> EditionDiff:
    return EditionDiff("example", "E1", "E2", tuple(matches), tuple(changes), audit(**values))


def lineage_row(lineage_id: str, ordinal: int, **values: Any) -> LineageRow:
    defaults: dict[str, Any] = {
        "number": str(ordinal),
        "status": "done",
        "previous_edition": None,
        "previous_ordinal": None,
        "first_edition": "E1",
        "last_changed_edition": None,
        "changed": False,
        "changed_unmarked": False,
        "ever_changed_unmarked": False,
    }
    return LineageRow(lineage_id, ordinal, **(defaults | values))


def draw_pdf(*contents: str, page: str = "/MediaBox [0 0 200 100]") -> bytes:
    """Return a PDF with a page for each content stream; y runs upwards in it, from the page's lower left corner."""
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(contents)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>"]
    for index, content in enumerate(contents):
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} /Contents {4 + 2 * index} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
