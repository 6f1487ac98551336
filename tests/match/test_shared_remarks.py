"""Rows that share a remark: told apart by division, then order, then answer."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match import match_items
from pipeline.model import Item
from tests.edition_records import item
from tests.match.test_items import TOPICS, pairs, told

ANSWERS = (
    "手引きを作成し、各所属に配布した。", "要綱を改め、4月から適用した。", "担当者の会議を毎月開いている。",
    "外部の専門家の助言を受けている。", "来年度の予算に必要な経費を計上する。", "市民への説明会を3回開いた。",
    "試行の結果を踏まえて範囲を広げる。", "課題を整理し、年度内に方針を示す。",
)  # fmt: skip


def answered(rows: Sequence[tuple[int, str, str]]) -> list[Item]:
    """Items of (topic of the remark, division, answer)."""
    return [
        item(place, TOPICS[topic], source="第1回PT", divisions=(division,), response=answer)
        for place, (topic, division, answer) in enumerate(rows, 1)
    ]


def test_rows_of_one_remark_keep_their_division_though_their_answers_are_exchanged() -> None:
    old = answered([(0, "人事課", ANSWERS[0]), (0, "広報課", ANSWERS[1]), (0, "財政課", ANSWERS[2])])
    new = answered([(0, "人事課", ANSWERS[2]), (0, "広報課", ANSWERS[0]), (0, "財政課", ANSWERS[1])])
    assert pairs(match_items(old, new, "x")) == {1: 1, 2: 2, 3: 3}


def test_a_division_that_came_to_a_remark_is_a_new_row() -> None:
    old = answered([(0, "人事課", ANSWERS[0]), (0, "広報課", ANSWERS[1])])
    new = answered([(0, "人事課", ANSWERS[1]), (0, "財政課", ANSWERS[0]), (0, "広報課", ANSWERS[2])])
    matches = match_items(old, new, "x")
    assert pairs(matches) == {1: 1, 2: 3}
    assert told(matches) == [("added", None, 2)]


def test_rows_of_one_remark_and_division_are_paired_in_order() -> None:
    old = answered([(0, "人事課", ANSWERS[0]), (0, "人事課", ANSWERS[1])])
    new = answered([(0, "人事課", ANSWERS[1] + ANSWERS[4]), (0, "人事課", ANSWERS[5])])
    assert pairs(match_items(old, new, "x")) == {1: 1, 2: 2}


def test_where_a_row_of_one_remark_and_division_went_the_edited_answer_says_which() -> None:
    old = answered([(0, "人事課", ANSWERS[0]), (0, "人事課", "研修は4月に12人で始めた。"), (1, "人事課", ANSWERS[2])])
    new = answered([(0, "人事課", "研修は4月に15人で始めた。"), (1, "人事課", ANSWERS[2])])
    assert told(match_items(old, new, "x")) == [("removed", 1, None)]


def test_a_remark_that_was_reworded_in_all_its_rows_keeps_them() -> None:
    old = answered([(0, "人事課", ANSWERS[0]), (0, "広報課", ANSWERS[1]), (0, "財政課", ANSWERS[2])])
    new = answered([(0, "人事課", ANSWERS[1]), (0, "広報課", ANSWERS[2]), (0, "財政課", ANSWERS[0])])
    reworded = [
        item(row.ordinal, (row.issue or "").replace("県民", "市民"), source=row.source, divisions=row.divisions,
             response=row.response) for row in new
    ]  # fmt: skip
    assert pairs(match_items(old, reworded, "x")) == {1: 1, 2: 2, 3: 3}


@pytest.mark.parametrize("count", [39, 41])
def test_a_label_that_many_rows_share_leaves_the_pairing_to_their_answers(count: int) -> None:
    """Most rows keep their answers and all move by one: the remark says nothing about which is which."""
    old = answered([(0, "人事課", f"{place}番の道路を直した。") for place in range(count)])
    new = answered(
        [(0, "人事課", ANSWERS[0]), *((0, "人事課", f"{place}番の道路を直した。") for place in range(count))]
    )
    assert pairs(match_items(old, new, "x")) == {place: place + 1 for place in range(1, count + 1)}


@given(st.integers(0, 2**16), st.integers(1, 4), st.integers(2, 4))
def test_no_rewriting_of_answers_crosses_the_rows_of_a_remark(seed: int, remarks: int, divisions: int) -> None:
    shuffler = random.Random(seed)  # noqa: S311 - not for secrets
    names = ("人事課", "広報課", "財政課", "施設管理課")[:divisions]

    def edition() -> list[Item]:
        return answered(
            [(topic, name, "".join(shuffler.sample(ANSWERS, 2))) for topic in range(remarks) for name in names]
        )

    old, new = edition(), edition()
    assert pairs(match_items(old, new, "x")) == {row.ordinal: row.ordinal for row in old}
