"""The editions beside the project, against what they truly say: paragraphs and all."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents import read_document
from pipeline.model import NormalisedDocument, Series
from pipeline.normalise import normalise_document
from pipeline.transcript import read_transcript

PRINTED = [
    "R4-4/R4-4",
    "R4-4/R4-4-rows-split-over-pages",
    "R5-1/R5-1",
    "R5-1/R5-1-other-printer",
    "R5-1/R5-1-rows-split-over-pages",
]
FIELDS = ("number", "policy_area", "category", "issue", "source", "response", "divisions")

# In these the column of sources is as wide as 第1・3回PT: whether the author or the width ended that line is not to be
# seen on the page.
UNKNOWABLE = {("R4-4/R4-4-rows-split-over-pages", "46"), ("R5-1/R5-1-rows-split-over-pages", "45")}


@cache
def read(path: Path) -> NormalisedDocument:
    parsed = read_transcript(path) if path.suffix == ".txt" else read_document(path, Series("toyama-open-pt"))
    return normalise_document(parsed, Series("toyama-open-pt"))


@cache
def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return truth


def meant(item: dict[str, Any], field: str) -> str:
    value = item[field]
    return plain("\n".join(value) if isinstance(value, list) else value)


def plain(text: str) -> str:
    """Return a text as truth.json has it, spaces apart: those are the reader's matter, line feeds are ours."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("field", FIELDS)
def test_every_text_equals_the_truth_paragraph_by_paragraph(name: str, field: str, shared: Path) -> None:
    document = read(shared / "editions" / f"{name}.pdf")
    truth = truth_of(shared / "editions" / name.partition("/")[0] / "truth.json")
    assert len(document.rows) == len(truth["items"])
    for row, item in zip(document.rows, truth["items"], strict=True):
        text = plain(row.values[field].text) if field in row.values else ""
        expected = meant(item, field)
        if field == "source" and (name, item["number"]) in UNKNOWABLE:
            text, expected = text.replace("\n", ""), expected.replace("\n", "")
        assert text == expected, item["number"]


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("field", ["policy_area", "category"])
def test_every_ditto_is_resolved_and_flagged(name: str, field: str, shared: Path) -> None:
    document = read(shared / "editions" / f"{name}.pdf")
    truth = truth_of(shared / "editions" / name.partition("/")[0] / "truth.json")
    assert [field in row.dittos for row in document.rows] == [item[f"{field}_ditto"] for item in truth["items"]]


@pytest.mark.parametrize("name", PRINTED)
def test_these_documents_leave_nothing_to_tell(name: str, shared: Path) -> None:
    document = read(shared / "editions" / f"{name}.pdf")
    assert [column.field for column in document.columns] == [
        "number", "policy_area", "category", "issue", "source", "status", "response", "divisions",
    ]  # fmt: skip
    assert {finding.code for finding in document.findings} == set()


def test_a_transcript_has_the_same_rows(shared: Path) -> None:
    document = read(shared / "transcript" / "R5-1.txt")
    truth = truth_of(shared / "editions" / "R5-1" / "truth.json")
    for row, item in zip(document.rows, truth["items"], strict=True):
        for field in ("number", "policy_area", "category", "issue"):
            assert plain(row.values[field].text).replace("\n", "") == meant(item, field).replace("\n", "")


@pytest.mark.parametrize("path", ["online-clinics/toyama-2020-04-26.pdf", "online-clinics/tottori-2020-05-03.pdf"])
def test_a_list_of_another_kind_is_whole_in_extra(path: str, shared: Path) -> None:
    document = read(shared / "real" / path)
    assert [column.field for column in document.columns][1:] == [None] * (len(document.columns) - 1)
    numbers = [row.values["number"].text for row in document.rows]
    assert numbers == [str(number) for number in range(1, len(document.rows) + 1)]


def test_dittos_within_cells_are_resolved_over_page_breaks(shared: Path) -> None:
    document = read(shared / "real" / "ordinance-ditto.pdf")
    assert not any("〃" in value.text for row in document.rows for value in row.extra.values())
    assert {finding.code for finding in document.findings}.isdisjoint({"ditto_without_antecedent"})
