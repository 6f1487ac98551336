"""From PDF to datasets on disk, held against what the documents beside the project truly say."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.read import read_diff, read_edition
from tests.end_to_end.conftest import Akaji

TEXTS = ("number", "policy_area", "category", "heading", "issue", "source", "status_mark", "response")
PRINTINGS = (
    "R4-4/R4-4.pdf",
    "R4-4/R4-4-rows-split-over-pages.pdf",
    "R5-1/R5-1.pdf",
    "R5-1/R5-1-other-printer.pdf",
    "R5-1/R5-1-rows-split-over-pages.pdf",
)


def folded(text: str | None) -> str:
    """Return a text as the truth compares it: after NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def marked(marks: list[dict[str, Any]]) -> dict[str, str]:
    """Return the marked text of each field."""
    texts: dict[str, str] = defaultdict(str)
    for mark in marks:
        texts[mark["field"]] += folded(mark["text"])
    return texts


@pytest.mark.parametrize("printing", PRINTINGS)
def test_every_item_and_mark_of_a_printing_is_on_disk(
    akaji: Akaji, shared: Path, tmp_path: Path, printing: str
) -> None:
    path = shared / "editions" / printing
    truth = json.loads((path.parent / "truth.json").read_text("utf-8"))
    ended = akaji("extract", path, "--out", "data", "--series", "s", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    records = read_edition(tmp_path / "data", "s", path.parent.name)
    assert records.edition_record.label == truth["label"]
    assert len(records.items) == len(truth["items"]) == 47
    for item, true in zip(records.items, truth["items"], strict=True):
        assert {name: folded(getattr(item, name)) for name in TEXTS} == {name: folded(true[name]) for name in TEXTS}
        assert (item.status, list(item.divisions)) == (true["status"], true["divisions"])
        assert (item.policy_area_ditto, item.category_ditto) == (true["policy_area_ditto"], true["category_ditto"])
        mine = [{"field": mark.field, "text": mark.text} for mark in records.marks if mark.ordinal == item.ordinal]
        assert marked(mine) == marked(true["marks"])
    assert akaji("check", "--data", "data", cwd=tmp_path).returncode == 0


def test_what_changed_is_on_disk_with_how_it_was_marked(built: Path, shared: Path) -> None:
    truth = json.loads((shared / "editions" / "changes-R4-4-to-R5-1.json").read_text("utf-8"))
    diff = read_diff(built / "extracted", "toyama-open-pt", "R5-1")
    assert diff is not None
    found = {(c.kind, c.from_number, c.to_number, c.field, c.marked) for c in diff.changes}
    assert found == {(t["kind"], t["from_number"], t["to_number"], t["field"], t["marked"]) for t in truth}
    assert len(diff.changes) == len(truth)
