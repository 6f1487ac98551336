"""Items that were split in two, or merged from two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.changes import has_unmarked_changes
from pipeline.comparison import compare_editions
from pipeline.model import EditionDiff, Item, Mark
from tests.edition_records import item, marks_on, records
from tests.match.test_items import BOILERPLATE, TOPICS


def remark(ordinal: int, *topics: int, **values: object) -> Item:
    """An item that remarks on these topics, one a line, under the heading of the first."""
    issue = "\n".join((f"【課題{topics[0] // 2}】", *(f"・{TOPICS[topic]}" for topic in topics)))
    answers = "\n".join(f"・{topic}について{BOILERPLATE[1:]}" for topic in topics)
    return item(ordinal, issue, **{"heading": f"課題{topics[0] // 2}", "response": answers, **values})


def diff_of(old: Sequence[Item], new: Sequence[Item], marks: Sequence[Mark] = ()) -> EditionDiff:
    return compare_editions(records("a", old), records("b", new, marks))


def told(diff: EditionDiff) -> list[tuple[str, int | None, int | None]]:
    return [(m.kind, m.from_ordinal, m.to_ordinal) for m in diff.matches if m.kind not in ("same", "renumbered")]


def test_a_split_item_is_told_as_split_and_none_of_its_text_as_gone() -> None:
    diff = diff_of([remark(1, 0, 1), remark(2, 2)], [remark(1, 0), remark(2, 1), remark(3, 2)])
    assert told(diff) == [("split", 1, 1), ("split", 1, 2)]
    assert [(change.kind, change.from_ordinal, change.to_ordinal) for change in diff.changes] == told(diff)
    assert (diff.audit.added, diff.audit.removed, diff.audit.changed) == (0, 0, 0)
    assert not has_unmarked_changes(diff)


def test_merged_items_are_told_as_merged_and_none_of_their_text_as_new() -> None:
    diff = diff_of([remark(1, 0), remark(2, 1), remark(3, 2)], [remark(1, 0, 1), remark(2, 2)])
    assert told(diff) == [("merged", 1, 1), ("merged", 2, 1)]
    assert [change.kind for change in diff.changes] == ["merged", "merged"]


def plain(ordinal: int, issue: str) -> Item:
    return item(ordinal, issue, response=BOILERPLATE)


WHOLE = [plain(1, TOPICS[0] + TOPICS[1]), plain(2, TOPICS[9])]
SPLIT = [("split", 1, 1), ("split", 1, 2)]


@pytest.mark.parametrize(
    ("old", "parts", "expected"),
    [
        (WHOLE, (TOPICS[0], TOPICS[1]), SPLIT),
        (WHOLE, (TOPICS[0] + TOPICS[6], TOPICS[1]), [("added", None, 1)]),
        (WHOLE, (TOPICS[0], TOPICS[1].replace("必要である", "不可欠である")), SPLIT),
        ([plain(1, TOPICS[0] + "急げ。"), WHOLE[1]], (TOPICS[0], "急げ。"), [("added", None, 2)]),
        (
            [plain(1, TOPICS[0] + TOPICS[2] + TOPICS[3] + TOPICS[1]), WHOLE[1]],
            (TOPICS[0] + TOPICS[2] + TOPICS[6] + TOPICS[7], TOPICS[1]),
            SPLIT,
        ),
    ],
    ids=["as it was", "half of a part is new", "a sentence was edited", "three letters", "half of the rest is new"],
)
def test_a_part_says_nearly_all_that_it_was_split_from_in_more_than_a_word_or_two(
    old: list[Item], parts: tuple[str, str], expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert told(diff_of(old, [plain(1, parts[0]), plain(2, parts[1]), plain(3, TOPICS[9])])) == expected


def test_three_parts_are_one_split() -> None:
    diff = diff_of([remark(1, 0, 1, 2), remark(2, 4)], [remark(1, 0), remark(2, 1), remark(3, 2), remark(4, 4)])
    assert told(diff) == [("split", 1, 1), ("split", 1, 2), ("split", 1, 3)]


def test_what_changed_beside_a_split_is_told_against_all_of_its_parts() -> None:
    new = remark(2, 1, response="・令和6年度から15か所で実施する。")
    diff = diff_of([remark(1, 0, 1)], [remark(1, 0), new], marks_on(2, "response", str(new.response), "令和6年度から"))
    assert [(change.kind, change.field, change.marked) for change in diff.changes if change.kind == "changed"] == [
        ("changed", "response", "part")
    ]
    (change,) = (change for change in diff.changes if change.kind == "changed")
    assert [segment.text for segment in change.segments if segment.marked] == ["令和6年度から"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The row that came repeats what the old one still says.
        ([remark(1, 0, 1)], [remark(1, 0, 1), remark(2, 1)], [("added", None, 2)]),
        # A remark was cut, and a row came that has nothing of it.
        ([remark(1, 0, 1)], [remark(1, 0), remark(2, 7)], [("added", None, 2)]),
        # One of two rows with one remark went.
        ([remark(1, 0), remark(2, 0)], [remark(1, 0)], [("removed", 2, None)]),
    ],
    ids=["repeated", "cut", "same remark"],
)
def test_what_was_not_split_or_merged_is_not_told_so(
    old: list[Item], new: list[Item], expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert told(diff_of(old, new)) == expected
