"""The JSON of a comparison."""

from __future__ import annotations

import json

import pytest

from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_json
from pipeline.model import EditionDiff
from tests.edition_records import RECONSTRUCTED, item, mark, marks_on, records

BROADCAST = "【広報】\n・広報の改善を査定に結び付け、問い合わせの増加を評価する。"
TRAINING = "【研修】\n・現場に赴いて県民の声を聴く研修を設ける。"


@pytest.fixture
def diff() -> EditionDiff:
    response = "・令和5年度に15名で実施する。\x1b[31m\x9b2J\u202e終"
    return compare_editions(
        records("R4-4", [item(1, TRAINING, response="・令和5年度に12名で実施する。"), item(2, BROADCAST)]),
        records("R5-1", [item(1, TRAINING, response=response)], marks_on(1, "response", response, "令和")),
    )


def test_json_tells_all_and_is_stable(diff: EditionDiff) -> None:
    text = changes_to_json(diff, {"R4-4": RECONSTRUCTED, "R5-1": None})
    content = json.loads(text)
    assert text == changes_to_json(diff, {"R4-4": RECONSTRUCTED})
    assert list(content) == [
        "series", "from_edition", "edition", "notes", "reach", "marked_before", "audit", "changes", "matches",
    ]  # fmt: skip
    assert content["notes"] == {"R4-4": RECONSTRUCTED}
    assert [row["kind"] for row in content["changes"]] == ["changed", "removed"]
    assert content["changes"][0]["after"] == diff.changes[0].after
    assert content["audit"]["items_before"] == 2
    assert len(content["matches"]) == len(diff.matches)
    assert "令和5年度" in text


def test_json_holds_nothing_that_a_terminal_would_obey(diff: EditionDiff) -> None:
    text = changes_to_json(diff)
    assert not {character for character in text if character != "\n" and not character.isprintable()}
    assert r"\u001b" in text
    assert r"\u009b" in text
    assert r"\u202e" in text


def test_json_in_ascii_alone_says_the_same(diff: EditionDiff) -> None:
    written = changes_to_json(diff, {"R4-4": "復元した版"}, ascii_only=True)
    assert written.isascii()
    assert json.loads(written) == json.loads(changes_to_json(diff, {"R4-4": "復元した版"}))


def test_json_survives_half_a_character() -> None:
    old, new = records("a", [item(1, TRAINING + "\ud83d")]), records("b", [item(1, TRAINING + "\U000e0001")])
    content = changes_to_json(compare_editions(old, new))
    content.encode("utf-8")
    assert json.loads(content)["changes"][0]["before"] == TRAINING + "\ud83d"


def test_marks_are_told_by_segment() -> None:
    old, new = (
        records("a", [item(1, TRAINING, response="・予定")]),
        records("b", [item(1, TRAINING, response="・済")], [mark(1, "response", 1, "済")]),
    )
    segments = json.loads(changes_to_json(compare_editions(old, new)))["changes"][0]["segments"]
    assert segments[-1] == {"op": "insert", "text": "済", "marked": True}
