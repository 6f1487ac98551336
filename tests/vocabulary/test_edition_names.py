"""Editions sort by time, and their names say year and meeting."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.edition_names import edition_sort_key, meeting_of_name, name_of_year, sort_editions


@pytest.mark.parametrize(
    "ordered",
    [
        ["R4-4", "R5-1", "R5-2", "R5-10"],
        ["S63", "H31-2", "R1-1"],
        ["S64-2", "H1-1"],
        ["S63-1", "H1-1", "H元-2", "H31-1", "R元-2", "R1-3", "R2-1"],
        ["令和元年度第2回", "令和5年度第1回", "令和5年度第10回"],
        ["平成31年度", "2020年度", "令和3年度"],
        ["2019-12-01", "R2-4", "2020-12-01"],
        ["v1", "v2", "v10"],
        ["R５-1", "R5-2"],
        ["REPORT1", "REPORT2"],
        ["R5-1", "R5-1-b"],
    ],
)
def test_editions_sort_by_time(ordered: list[str]) -> None:
    for permuted in itertools.islice(itertools.permutations(ordered), 120):
        assert sort_editions(permuted) == ordered


@given(st.lists(st.text(max_size=8), max_size=4))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    assert sorted(sort_editions(names)) == sorted(names)
    assert len({edition_sort_key(name) for name in names}) == len(set(names))


def test_editions_that_the_series_orders_come_first_in_its_order() -> None:
    assert sort_editions(["R5-1", "autumn", "R4-1", "summer"], ["summer", "autumn"]) == [
        "summer",
        "autumn",
        "R4-1",
        "R5-1",
    ]


@pytest.mark.parametrize(
    ("name", "meeting"),
    [("R5-1", (2023, 1)), ("H30-12", (2018, 12)), ("R5", (2023, None)), ("X5-1", (None, None)), ("2023", (None, None))],
)
def test_an_edition_is_named_after_its_year_and_meeting(name: str, meeting: tuple[int | None, int | None]) -> None:
    assert meeting_of_name(name) == meeting


@pytest.mark.parametrize("year", [1868, 1912, 1926, 1989, 2018, 2019, 2023])
def test_a_year_is_found_again_by_the_name_that_it_gives(year: int) -> None:
    assert meeting_of_name(name_of_year(year))[0] == year
