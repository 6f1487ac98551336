"""The same replacement in many rows is one line of a listing."""

from __future__ import annotations

import pytest

from pipeline.comparison import compare_editions
from pipeline.listing import changes_to_json, changes_to_markdown, changes_to_table
from pipeline.listing.repeated_changes import fold_alike, group_note
from pipeline.model import EditionDiff, Item
from tests.edition_records import item, records
from tests.report.records import change

PLACES = "青赤緑白黒金銀紫桃橙"


def flags(*values: str) -> list[Item]:
    return [
        item(place, extra={"会場": f"{name}会館", "駐車場": value})
        for place, (name, value) in enumerate(zip(PLACES, values, strict=False), 1)
    ]


def compare(old: str, new: str) -> EditionDiff:
    return compare_editions(records("a", flags(*old)), records("b", flags(*new)))


def test_the_same_replacement_in_many_rows_is_one_line_with_their_numbers() -> None:
    diff = compare("有有無有有", "○○無○○")
    for text in (changes_to_table(diff, width=120, colour=False), changes_to_markdown(diff)):
        assert text.count("有") == 1
        assert "1, 2, 4, 5" in text
        assert "4件" in text
    assert changes_to_json(diff).count('"before": "有"') == 4


@pytest.mark.parametrize(("new", "lines"), [("○○有有有", 2), ("○○○有有", 1)])
def test_two_rows_are_two_lines_and_three_are_one(new: str, lines: int) -> None:
    table = changes_to_table(compare("有有有有有", new), width=120, colour=False)
    assert sum("[-有-]" in line for line in table.splitlines()) == lines


def test_of_longer_texts_the_replaced_stretches_alone_are_shown() -> None:
    topics = ("研修を設け、", "窓口を広げ、", "広報を改め、", "公園を直し、")
    old = [
        item(place, f"{topic}課題とする。", response=f"・{topic}担当課が進める。")
        for place, topic in enumerate(topics, 1)
    ]
    new = [
        item(place, f"{topic}課題とする。", response=f"・{topic}所管課が進める。")
        for place, topic in enumerate(topics, 1)
    ]
    table = changes_to_table(compare_editions(records("a", old), records("b", new)), width=120, colour=False)
    (line,) = (line for line in table.splitlines() if "所管" in line)
    assert "研修" not in line
    assert "1, 2, 3, 4" in line


@pytest.mark.parametrize("count", [60, 61])
def test_sixty_numbers_are_listed_and_more_are_counted(count: int) -> None:
    group = [change(place, place) for place in range(1, count + 1)]
    numbers = [str(place) for place in range(1, count + 1)]
    note = group_note(group, numbers)
    assert f"× {count}行" in note
    assert (note.endswith(", 60"), note.endswith(", 60 …")) == (count == 60, count == 61)


def test_equal_replacements_of_which_some_are_marked_are_two_groups() -> None:
    changes = [change(place, place, marked="all" if place > 3 else "none") for place in range(1, 7)]
    assert [len(group) for group in fold_alike(changes)] == [3, 3]
