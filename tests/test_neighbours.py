from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.model import Series
from pipeline.neighbours import compare_series, plan_series, published_editions
from pipeline.project import SeriesOnDisk
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.publish.read import read_diff, read_lineage
from tests.publish import made


def publish(data: Path, name: str, build: str = "build", response: str = "予定を決めた。") -> None:
    edition = made.edition(name=name)
    items = tuple(replace(item, response=response) for item in edition.items)
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(replace(edition, items=items), f"{build} of {name}"))


def compare(data: Path, *order: str) -> list[tuple[str, str]]:
    with open_data_folder(data) as folder:
        return [(str(pair.before), pair.edition) for pair in compare_series(folder, Series("city-reform", order=order))]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("R5-1", "R4-4", "R5-10"):
        publish(tmp_path, name)
    return tmp_path


def test_each_edition_is_compared_with_the_one_before_it(data: Path) -> None:
    assert compare(data) == [("R4-4", "R5-1"), ("R5-1", "R5-10")]
    assert read_diff(data, "city-reform", "R4-4") is None
    diff = read_diff(data, "city-reform", "R5-10")
    assert diff is not None
    assert (diff.from_edition, diff.audit.changed) == ("R5-1", 0)


def test_what_is_up_to_date_is_not_compared_again(data: Path) -> None:
    compare(data)
    assert compare(data) == []


def test_an_edition_that_changed_is_compared_with_both_its_neighbours_only(data: Path) -> None:
    compare(data)
    publish(data, "R6-1")
    assert compare(data) == [("R5-10", "R6-1")]
    publish(data, "R5-1", "another build", "予定を変えた。")
    assert compare(data) == [("R4-4", "R5-1"), ("R5-1", "R5-10")]


def test_what_an_item_was_in_the_first_edition_is_told_anew_in_all_that_follow(data: Path) -> None:
    compare(data)
    publish(data, "R4-4", "another build", "予定を変えた。")
    plan = plan_series(SeriesOnDisk(data, Series("city-reform"), ("R4-4", "R5-1", "R5-10")))
    assert [pair.edition for pair in plan.pairs] == ["R4-4", "R5-1"]
    assert plan.lineage.stale == ("R4-4", "R5-1", "R5-10")


def test_of_neighbours_those_with_hardly_an_item_in_common_are_told(data: Path) -> None:
    made_up = made.edition(name="R6-1")
    texts = {
        "issue": "道路の除雪を早める。",
        "heading": None,
        "response": "機械を増やした。",
        "source": "第9回 町民の声",
    }
    strangers = tuple(
        replace(item, **texts, policy_area="土木", category="雪", divisions=("道路課",), extra={})
        for item in made_up.items[:1]
    )
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(replace(made_up, items=strangers, marks=(), findings=()), "build of R6-1"))
        told = [(pair.edition, pair.shares_nothing) for pair in compare_series(folder, Series("city-reform"))]
    assert told == [("R5-1", False), ("R5-10", False), ("R6-1", True)]


def test_of_neighbours_those_that_are_one_file_or_no_neighbours_by_their_own_words_are_told(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        for name, digest, meeting in (("R5-1", "a", 1), ("R5-2", "a", 1), ("R5-4", "b", 4)):
            edition = made.edition(name=name)
            facts = replace(edition.edition_record, source_sha256=digest * 64, fiscal_year=2023, meeting_number=meeting)
            folder.write(edition_to_files(replace(edition, edition_record=facts), f"build of {name}"))
        told = [
            (pair.edition, pair.is_same_file, pair.reach.kind) for pair in compare_series(folder, Series("city-reform"))
        ]
    assert told == [("R5-2", True, "neighbours"), ("R5-4", False, "apart")]
    diff = read_diff(tmp_path, "city-reform", "R5-4")
    assert diff is not None
    assert diff.audit.recall is None


def test_an_edition_that_comes_between_two_parts_them(data: Path) -> None:
    compare(data)
    publish(data, "R5-2")
    assert compare(data) == [("R5-1", "R5-2"), ("R5-2", "R5-10")]


def test_the_series_file_may_order_the_editions(data: Path) -> None:
    assert published_editions(data, "city-reform", ["R5-10", "R4-4"]) == ["R5-10", "R4-4", "R5-1"]
    assert compare(data, "R5-10", "R4-4", "R5-1") == [("R5-10", "R4-4"), ("R4-4", "R5-1")]


def test_an_items_lineage_begins_with_its_first_edition(data: Path) -> None:
    compare(data)
    rows = read_lineage(data, "city-reform", "R5-10")
    assert [row.first_edition for row in rows] == ["R4-4", "R4-4"]
    assert [row.ordinal for row in rows] == [1, 2]


def test_lineage_follows_a_change_far_back(data: Path) -> None:
    compare(data)
    before = read_lineage(data, "city-reform", "R5-10")
    publish(data, "R5-1", "another build", "予定を変えた。")
    compare(data)
    after = read_lineage(data, "city-reform", "R5-10")
    assert [row.last_changed_edition for row in before] != [row.last_changed_edition for row in after]


def test_a_series_that_is_not_published_has_nothing_to_compare(data: Path) -> None:
    with open_data_folder(data) as folder:
        assert compare_series(folder, Series("nosuch")) == []
