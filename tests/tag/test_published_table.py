"""The published table, built from its truth: what tag reads off every one of its items."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Series, TaggedEdition
from pipeline.tag import tag_document
from tests.tag.making import RED, make_document, row_of, styled

FIELDS = ("number", "policy_area", "category", "source")


@pytest.fixture(scope="module", params=["R5-1", "R4-4"])
def edition(request: pytest.FixtureRequest, shared: Path) -> tuple[list[dict[str, Any]], TaggedEdition]:
    """An edition's truth, and its rows tagged; each item's divisions as a narrow column would print them."""
    truth = json.loads((shared / "editions" / request.param / "truth.json").read_text("utf-8"))["items"]
    rows = []
    for ordinal, item in enumerate(truth, start=1):
        marked = {
            field: styled(item[field], *((mark["text"], RED) for mark in item["marks"] if mark["field"] == field))
            for field in ("issue", "response")
        }
        plain = {field: item[field] for field in FIELDS}
        wrapped = "\n".join(name[:5] + "\n" + name[5:] if len(name) > 5 else name for name in item["divisions"])
        rows.append(row_of(ordinal, {**plain, **marked, "status": item["status_mark"], "divisions": wrapped}))
    return truth, tag_document(make_document(*rows), Series("toyama-open-pt"), request.param)


def test_statuses_headings_divisions_and_marks_are_those_of_the_truth(
    edition: tuple[list[dict[str, Any]], TaggedEdition],
) -> None:
    truth, tagged = edition
    for item, expected in zip(tagged.items, truth, strict=True):
        assert (item.heading, item.status) == (expected["heading"], expected["status"])
        assert item.status_mark == "".join(expected["status_mark"].split())
        assert list(item.divisions) == expected["divisions"]
        marks = [(mark.field, mark.text) for mark in tagged.marks if mark.ordinal == item.ordinal]
        assert marks == [(mark["field"], mark["text"]) for mark in expected["marks"]]


def test_every_source_is_understood_and_every_speaker_has_meeting_and_role(
    edition: tuple[list[dict[str, Any]], TaggedEdition],
) -> None:
    truth, tagged = edition
    assert [found for found in tagged.findings if found.code == "unread_source"] == []
    assert {row.ordinal for row in tagged.sources} == set(range(1, len(truth) + 1))
    assert {row.kind for row in tagged.sources} == {"meeting", "report"}
    for row in tagged.sources:
        if row.kind == "report":
            assert row.medium in ("実施すべき施策", "継続的な検討課題")
        else:
            assert row.meeting_number in (1, 2, 3, 4)
            assert row.speaker
            assert row.role in ("委員", "オブザーバー", "座長")


def test_every_date_lies_in_the_years_that_the_table_speaks_of(
    edition: tuple[list[dict[str, Any]], TaggedEdition],
) -> None:
    _, tagged = edition
    assert tagged.dates
    assert all(2020 <= date.date_from.year <= date.date_to.year <= 2025 for date in tagged.dates)
