"""Which column of a table takes a field that several headers could mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Series
from pipeline.schema import FIELDS
from pipeline.vocabulary.header_fields import map_headers
from tests.normalise.printed import NO_SERIES


def test_letters_of_questions_and_answers_count_only_beside_each_other() -> None:
    assert [match.field for match in map_headers(["Q", "A"], NO_SERIES)] == ["issue", "response"]
    assert [match.field for match in map_headers(["問", "答"], NO_SERIES)] == ["issue", "response"]
    assert [match.field for match in map_headers(["A", "B", "C"], NO_SERIES)] == [None, None, None]


def test_what_was_planned_gives_way_to_what_was_done() -> None:
    plan, done = map_headers(["取組内容", "実施状況"], NO_SERIES)
    assert (plan.field, done.field) == ("issue", "response")
    assert plan.gave_way


def test_no_field_stands_twice_and_the_loser_names_its_rival() -> None:
    first, second = map_headers(["対応状況", "今後の対応"], NO_SERIES)
    assert (first.field, second.field, second.rival) == ("response", None, "response")


def test_the_better_wording_takes_the_field_wherever_it_stands() -> None:
    assert [match.field for match in map_headers(["委員からの意見等", "意見"], NO_SERIES)] == [None, "issue"]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("前回（R5.8末） / 進捗", "今回（R6.2末） / 進捗"),
        ("評価 / 一次", "評価 / 二次"),
        ("一次評価", "二次評価"),
        ("二次評価", "最終評価"),
        ("評価（前年度）", "評価"),
        ("評価", "評価（最終）"),
        ("対応状況 / 旧", "対応状況 / 新"),
        ("対応状況（令和5年8月末現在）", "対応状況（R6.2末時点）"),
        ("前回回答", "現在の対応状況"),
    ],
)
def test_of_an_old_and_a_new_column_the_new_one_takes_the_field_in_any_order(older: str, newer: str) -> None:
    for headers in ([older, newer], [newer, older]):
        matches = {match.header: match for match in map_headers(headers, NO_SERIES)}
        assert matches[newer].field == matches[older].rival
        assert matches[newer].field in {"status", "response"}
        assert matches[older].field is None


def test_a_column_that_stands_alone_keeps_its_field_however_old_it_is() -> None:
    headers = ["前回の指摘事項", "対応状況（R5.8末）"]
    assert [match.field for match in map_headers(headers, NO_SERIES)] == ["issue", "response"]


@pytest.mark.parametrize(
    "headers", [["新型コロナへの対応", "対応"], ["前向きな意見", "意見"], ["旧庁舎の課題", "課題"]]
)
def test_a_word_that_only_begins_like_new_or_old_is_not_of_when(headers: list[str]) -> None:
    assert [match.field is None for match in map_headers(headers, NO_SERIES)] == [True, False]


@pytest.mark.parametrize(
    ("lesser", "better", "field"),
    [
        ("質問事項", "質問の要旨", "issue"),
        ("要望項目", "要望内容", "issue"),
        ("取組内容", "取組状況", "response"),
        ("今後の方向性", "対応方針", "response"),
        ("今後の方針", "対応状況(○対応済、△検討中)", "response"),
        ("今後の対応", "県の考え方", "response"),
    ],
)
def test_the_subject_or_the_plan_gives_way_to_what_was_said_and_done(lesser: str, better: str, field: str) -> None:
    for headers in ([lesser, better], [better, lesser]):
        fields = {match.header: match.field for match in map_headers(headers, NO_SERIES)}
        assert fields[better] == field
        assert fields[lesser] != field


def test_a_subject_gives_way_only_to_a_column_about_the_same_thing() -> None:
    assert [match.field for match in map_headers(["要望事項", "課題"], NO_SERIES)] == ["issue", None]


def test_a_series_may_say_that_the_old_column_is_meant() -> None:
    series = Series("test", headers={"前回評価": "status"})
    assert [match.field for match in map_headers(["前回評価", "今回評価"], series)] == ["status", None]


def test_a_loser_falls_back_on_what_else_it_could_be() -> None:
    headers = ["対応状況 / 区分", "対応状況 / 内容"]
    assert [match.field for match in map_headers(headers, NO_SERIES)] == ["status", "response"]


def test_order_of_columns_does_not_matter() -> None:
    headers = ["番号", "分野", "主な意見", "意見提出者", "県の考え方", "反映区分", "所管課"]
    fields = {match.header: match.field for match in map_headers(headers, NO_SERIES)}
    assert {match.header: match.field for match in map_headers(headers[::-1], NO_SERIES)} == fields
    assert set(fields.values()) == set(FIELDS) - {"category"}


def test_a_series_says_otherwise() -> None:
    series = Series("test", headers={"施策": "category", "ご担当": "divisions", "備 考": "response", "評価": ""})
    headers = ["施策", "ご担当", "備考", "評価"]
    assert [match.field for match in map_headers(headers, series)] == ["category", "divisions", "response", None]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_mapping_never_raises_and_never_gives_a_field_twice(headers: list[str]) -> None:
    matches = map_headers(headers, NO_SERIES)
    fields = [match.field for match in matches if match.field]
    assert [match.header for match in matches] == headers
    assert len(fields) == len(set(fields))
    assert set(fields) <= set(FIELDS)
