"""Packed records are the records that came."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import DateMention, Series
from pipeline.packed_records import Records
from pipeline.stages import Job, build_edition

DOCUMENT = Path(__file__).parent.parent / "raw" / "toyama-open-pt" / "R5-1.pdf"


def mentions(count: int) -> list[DateMention]:
    day = date(2023, 4, 1)
    return [DateMention(n, "issue", 0, 8, f"令和5年4月{n}", "day", "2023-04-01", day, day) for n in range(count)]


def records_of(count: int) -> Records[DateMention]:
    records = Records(DateMention)
    records.extend(mentions(count))
    return records


@pytest.fixture(params=[0, 3], ids=["all packed", "three kept"], autouse=True)
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.packed_records.KEPT_OPEN", request.param)


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 67, 68, 200])
def test_they_are_a_sequence_of_what_came(count: int) -> None:
    came, found = mentions(count), records_of(count).all()
    assert list(found) == came
    assert len(found) == count
    assert [found[number] for number in range(count)] == came
    assert list(found[2:70]) == came[2:70]
    assert list(found[:]) == came
    assert list(found[::-1]) == came[::-1]
    with pytest.raises(IndexError):
        found[count]


def test_another_process_gets_plain_records() -> None:
    assert pickle.loads(pickle.dumps(records_of(200).all())) == tuple(mentions(200))  # noqa: S301 - our own


def test_a_document_gives_the_same_files_with_its_records_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(DOCUMENT, Series("any"), "R5-1")
    monkeypatch.setattr("pipeline.packed_records._IN_BLOCK", 8)
    packed = build_edition(job).files
    monkeypatch.setattr("pipeline.packed_records.KEPT_OPEN", 1000)
    assert build_edition(job).files == packed
