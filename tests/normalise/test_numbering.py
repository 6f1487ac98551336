"""What printed numbers show of rows lost or read twice."""

from __future__ import annotations

import pytest

from pipeline.model import Row, StyledText
from pipeline.normalise.numbering import check_numbers


def findings_of(numbers: list[str | None]) -> list[tuple[str, int | None]]:
    rows = [
        Row(ordinal, {} if number is None else {"number": StyledText(number)}, {}, frozenset(), 1, 1)
        for ordinal, number in enumerate(numbers, start=1)
    ]
    return [(finding.code, finding.ordinal) for finding in check_numbers(rows)]


def test_a_number_that_is_merged_down_stands_once() -> None:
    rows = [
        Row(ordinal, {"number": StyledText(number)}, {}, frozenset(dittos), 1, 1)
        for ordinal, (number, dittos) in enumerate(
            [("1", []), ("1", ["number"]), ("2", []), ("2", ["number"])], start=1
        )
    ]
    assert list(check_numbers(rows)) == []


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["1", "2", "3"], []),
        (["5", "6"], []),
        (["No.1", "No. 2", "(3)", "4."], []),
        (["1", "3"], [("number_gap", 2)]),
        (["1", "2", "2", "3"], [("number_repeated", 3)]),
        (["1", "2", "1", "2", "1"], [("number_restart", 3)]),  # three parts, each counted by itself
        (["1", "1", "2"], [("number_repeated", 2)]),  # no part between the two
        (["1", "2", "計", "1", "2", "計"], [("number_restart", 4)]),  # below the first part's total
        (["1", "2", "計", "2", "3"], [("number_repeated", 4)]),
        (["1", None, "2"], [("row_without_number", 2)]),
        (["1", "道路", "2"], [("row_without_number", 2)]),  # a heading that nobody knew for one
        (["1", "2", "合計"], []),
        (["1-1", "1-2", "2-1"], []),
        (["1", "2", "2の2", "3"], []),
        (["4", "3"], [("number_gap", 2)]),
        (["500", "499", "498", "497"], []),  # the newest first
        (["4", "3", "2", "1"], []),
        (["500", "499", "497", "496"], [("number_gap", 3)]),
        (["101", "102", "103", "204", "205", "301"], [("sparse_numbers", None)]),  # 事業番号: told once
        (["101", None, "204", "301"], [("sparse_numbers", None), ("row_without_number", 2)]),
        (["2", "5", "6", "9", "13", "14"], [("sparse_numbers", None)]),  # chosen from a register
        (["1", "3", "4", "9", "11"], [("sparse_numbers", None)]),
        (["1", "3", "4", "5", "7", "8", "9"], [("number_gap", 2), ("number_gap", 5)]),  # two rows lost
        (["1", "3", "5", "7"], [("number_gap", 2), ("number_gap", 3), ("number_gap", 4)]),  # each second row
        (
            [*map(str, [1, 3, *range(4, 9), 11, *range(12, 16), 18])],
            [("number_gap", 2), ("number_gap", 8), ("number_gap", 13)],
        ),
        (["1", "2", "40", "41"], [("number_gap", 3)]),  # a count from 1, with rows lost
        (["8", "9", "13", "14"], [("number_gap", 3)]),  # a count that goes on, with rows lost
        (["101", "204", "103"], [("number_gap", 2), ("number_gap", 3)]),  # nor in order
        (["101", "204", "204", "301"], [("number_gap", 2), ("number_repeated", 3), ("number_gap", 4)]),
    ],
)
def test_numbers_run_on(numbers: list[str | None], found: list[tuple[str, int]]) -> None:
    assert findings_of(numbers) == found


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([["101", "105", "109"], ["23", "27", "40"], ["5", "8"]], ["sparse_numbers"]),  # chosen under each heading
        ([["101", "102", "103"], ["23", "27", "24"]], ["number_gap"] * 3),  # nor in order
        ([["101", "102", "103", "105"], ["23", "24", "25"]], ["number_gap"] * 2),  # a row lost, and another beginning
    ],
)
def test_numbers_chosen_from_a_register_may_begin_anywhere_under_each_heading(
    parts: list[list[str]], told: list[str]
) -> None:
    numbers = [(number, f"第{place}部") for place, part in enumerate(parts, start=1) for number in part]
    rows = [
        Row(ordinal, {"number": StyledText(number)}, {}, frozenset(), 1, 1, section)
        for ordinal, (number, section) in enumerate(numbers, start=1)
    ]
    assert [finding.code for finding in check_numbers(rows)] == told


@pytest.mark.parametrize(("text", "told"), [("合　計", []), ("小計", []), ("合計所得", ["row_without_number"])])
def test_a_total_needs_no_number(text: str, told: list[str]) -> None:
    rows = [
        Row(1, {"number": StyledText("1")}, {"事業名": StyledText("道路費")}, frozenset(), 1, 1),
        Row(2, {}, {"事業名": StyledText(text)}, frozenset(), 1, 1),
    ]
    assert [finding.code for finding in check_numbers(rows)] == told


def labelled(*parts: tuple[str, list[int]]) -> list[str]:
    """Return what is told of rows that are ordered by a label beside their numbers."""
    named = [(label, number) for label, numbers in parts for number in numbers]
    rows = [
        Row(ordinal, {"number": StyledText(f"第{number}号")}, {"区分": StyledText(label)}, frozenset(), 1, 1)
        for ordinal, (label, number) in enumerate(named, start=1)
    ]
    return [finding.code for finding in check_numbers(rows)]


def test_numbers_that_stand_below_another_label_are_not_missing() -> None:
    assert labelled(("人事", [39, 40, 41]), ("予算", [42, 45, 46]), ("条例", [43, 44]), ("陳情", [5, 6, 7])) == []
    assert labelled(("人事", [39, 40, 41]), ("予算", [42, 45, 46]), ("条例", [43, 47])) == ["number_gap"] * 2
    assert labelled(("議案", [39, 40, 41]), ("議員", [5, 6, 7]), ("請願", [2, 3]), ("陳情", [7, 8])) == []
    assert labelled(("議案", [39, 40, 41]), ("議員", [2, 3]), ("陳情", [7, 8])) == ["number_gap"]
    assert labelled(("議案", [2, 3]), ("請願", [1]), ("陳情", [1, 2])) == ["number_restart"]
    assert labelled(("人事", [1, 2, 4]), ("予算", [1, 2, 3])) == ["number_gap", "number_restart"]


def test_numbers_that_fall_back_below_one_label_are_told() -> None:
    assert labelled(("人事", [39, 41, 40, 42]), ("予算", [5, 6, 7])) == ["number_gap"] * 4


def test_five_headings_are_named_of_a_count_that_begins_again_and_no_more() -> None:
    parts = [(number, section) for section in "甲乙丙丁戊己庚" for number in ("1", "2")]
    rows = [
        Row(ordinal, {"number": StyledText(number)}, {}, frozenset(), 1, 1, section=section)
        for ordinal, (number, section) in enumerate(parts, start=1)
    ]
    assert "乙 / 丙 / 丁 / 戊 / 己 …" in next(check_numbers(rows)).message
    assert "乙 / 丙 / 丁 / 戊 / 己" in next(check_numbers(rows[:-2])).message
    assert "…" not in next(check_numbers(rows[:-2])).message


def test_a_count_that_begins_again_is_told_once_with_the_headings_that_begin_it() -> None:
    parts = [("1", "甲"), ("2", "甲"), ("1", "乙"), ("1", "丙"), ("2", "丙"), ("1", "丁")]
    rows = [
        Row(ordinal, {"number": StyledText(number)}, {}, frozenset(), 1, 1, section=section)
        for ordinal, (number, section) in enumerate(parts, start=1)
    ]
    (found,) = check_numbers(rows)
    assert (found.code, found.ordinal) == ("number_restart", 3)
    assert "3 times" in found.message
    assert "乙 / 丙 / 丁" in found.message


@pytest.mark.parametrize(
    ("numbers", "struck", "found"),
    [
        (["1", "3"], ["2"], []),
        (["1", "4"], ["2", "3"], []),
        (["1", "4"], ["2"], ["number_gap"]),
        (["1", "3"], ["別紙"], ["number_gap"]),
        (["1", "2", "2"], ["2"], ["number_repeated"]),
        (["5", "4", "6"], ["9"], ["number_gap", "number_gap"]),
    ],
)
def test_the_number_of_a_row_that_is_struck_out_is_not_missing(
    numbers: list[str], struck: list[str], found: list[str]
) -> None:
    rows = [
        Row(ordinal, {"number": StyledText(number)}, {}, frozenset(), 1, 1)
        for ordinal, number in enumerate(numbers, start=1)
    ]
    assert [finding.code for finding in check_numbers(rows, struck)] == found
