from __future__ import annotations

from pipeline.model import Commitment, CommitmentState, EditionNote, Series
from pipeline.report.timeline import commitment_views, lineage_to_lines, series_to_page
from tests.report.records import audit, bare_item, edition, item, lineage_row

EDITIONS = [
    edition("E1", [item(1, heading="一"), item(2, heading="二")]),
    edition("E2", [item(1, heading="新"), item(2, heading="一", status="continuing")]),
    edition("E3", [item(1, heading="一"), item(2, heading="新")]),
]
LINEAGE = {
    "E1": [lineage_row("E1:1", 1), lineage_row("E1:2", 2)],
    "E2": [
        lineage_row("E2:1", 1, previous_edition="E1", first_edition="E2"),
        lineage_row(
            "E1:1",
            2,
            status="continuing",
            previous_edition="E1",
            previous_ordinal=1,
            last_changed_edition="E2",
            changed=True,
            changed_unmarked=True,
            ever_changed_unmarked=True,
        ),
    ],
    "E3": [
        lineage_row(
            "E1:1",
            1,
            previous_edition="E2",
            previous_ordinal=2,
            last_changed_edition="E2",
            ever_changed_unmarked=True,
        ),
        lineage_row("E2:1", 2, previous_edition="E2", previous_ordinal=1, first_edition="E2"),
    ],
}


def test_lines_stand_in_the_newest_order_and_what_ended_comes_last() -> None:
    lines = lineage_to_lines(EDITIONS, LINEAGE)
    assert [(line.lineage_id, line.heading, line.status, line.is_open) for line in lines] == [
        ("E1:1", "一", "done", True),
        ("E2:1", "新", "done", True),
        ("E1:2", "二", "removed", False),
    ]


def test_a_line_has_a_step_for_each_edition_and_none_where_the_item_is_not() -> None:
    line, new, ended = lineage_to_lines(EDITIONS, LINEAGE)
    assert [step and (step.number, step.status, step.changed_unmarked) for step in line.steps] == [
        ("1", "done", False),
        ("2", "continuing", True),
        ("1", "done", False),
    ]
    assert [step and step.is_new for step in new.steps] == [None, True, False]
    assert [step is None for step in ended.steps] == [False, True, True]


def test_a_line_remembers_its_last_change_and_that_it_went_unmarked() -> None:
    line, new, _ = lineage_to_lines(EDITIONS, LINEAGE)
    assert (line.last_changed_edition, line.ever_changed_unmarked) == ("E2", True)
    assert (new.last_changed_edition, new.ever_changed_unmarked) == (None, False)


def test_an_item_without_a_heading_goes_by_how_it_begins() -> None:
    editions = [edition("E1", [bare_item(1, {"名称": "甲" * 90}), item(2, issue=None, response=None)])]
    lines = lineage_to_lines(editions, {"E1": [lineage_row("E1:1", 1), lineage_row("E1:2", 2)]})
    assert [line.heading for line in lines] == ["甲" * 47 + "…", "E1:2"]


def test_an_edition_stands_with_its_comparison_to_its_neighbour_only() -> None:
    audits = [("E2", audit(from_edition="E1")), ("E3", audit(from_edition="E2")), ("E3", audit(from_edition="E1"))]
    page = series_to_page(Series("example"), EDITIONS, audits, LINEAGE)
    assert [row.before and (row.before.old, row.before.new) for row in page.editions] == [
        None,
        ("E1", "E2"),
        ("E2", "E3"),
    ]
    assert [pair.page_name for pair in page.other_pairs] == ["E1-to-E3.html"]


def test_only_addresses_of_the_web_are_linked() -> None:
    series = Series("example", url="javascript:alert(1)", editions={"E2": EditionNote(url="https://example.org/2")})
    page = series_to_page(series, EDITIONS, [], {})
    assert page.url is None
    assert [row.url for row in page.editions] == [None, "https://example.org/2", None]


def test_a_series_without_a_title_takes_that_of_its_newest_edition() -> None:
    assert series_to_page(Series("example"), EDITIONS, [], {}).title == "指摘事項への対応状況"
    assert series_to_page(Series("example", title="台帳"), EDITIONS, [], {}).title == "台帳"


def test_an_empty_series_is_a_page_too() -> None:
    assert series_to_page(Series("example"), [], [], {}).lines == ()


def test_promises_stand_with_who_made_them_and_first_what_was_not_kept() -> None:
    def promise(ordinal: int, due: str, state: CommitmentState) -> Commitment:
        return Commitment(ordinal, "response", 0, 3, "に実施する予定", due, state, "E2", None, f"E1:{ordinal}")

    editions = [edition("E1", [bare_item(1, {}), bare_item(2, {})])]
    found = commitment_views(editions, {"E1": [promise(1, "2023-04", "kept"), promise(2, "2023-06", "overdue")]})
    assert [(view.number, view.due, view.state_label.en) for view in found] == [
        ("(2)", "2023-06", "Overdue"), ("(1)", "2023-04", "Kept"),
    ]  # fmt: skip


def test_a_line_tells_that_its_status_went_back() -> None:
    editions = [edition("E1", [bare_item(1, {})])]
    (line,) = lineage_to_lines(editions, {"E1": [lineage_row("E1:1", 1, ever_went_back=True)]})
    assert line.ever_went_back
