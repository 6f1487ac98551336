"""What a document says of itself: its meeting, and names for its edition and series."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import FrontMatter
from pipeline.tag import read_edition_name, read_series_name
from pipeline.tag.editions import read_facts
from pipeline.tag.facts import read_meeting


@pytest.mark.parametrize(
    ("label", "fiscal_year", "meeting_number", "edition"),
    [
        ("R5第1回PT会合用", 2023, 1, "R5-1"),
        ("Ｒ５第１回ＰＴ会合用", 2023, 1, "R5-1"),
        ("R4第4回PT会合用", 2022, 4, "R4-4"),
        ("令和5年度第2回", 2023, 2, "R5-2"),
        ("令和 5 年度 第 12 回会議", 2023, 12, "R5-12"),
        ("令和五年度第三回委員会", 2023, 3, "R5-3"),
        ("令和元年度第1回会議", 2019, 1, "R1-1"),
        ("平成30年度第3回", 2018, 3, "H30-3"),
        ("第3回（令和6年2月）", 2023, 3, "R5-3"),
        ("第3回（令和6年4月1日）", 2024, 3, "R6-3"),
        ("2023年度第2回", 2023, 2, "R5-2"),
        ("第5回", None, 5, "5"),
        ("令和2年4月29日時点", 2020, None, "2020-04-29"),
        ("令和5年度", 2023, None, "R5"),
        ("2024年5月21日版からの更新箇所", None, None, None),
        ("別紙", None, None, None),
    ],
)
def test_a_label_tells_the_meeting_and_names_the_edition(
    label: str, fiscal_year: int | None, meeting_number: int | None, edition: str | None
) -> None:
    front = FrontMatter(label=label)
    facts = read_meeting(front)
    assert (facts.fiscal_year, facts.meeting_number) == (fiscal_year, meeting_number)
    assert read_edition_name(front) == edition


def test_the_title_tells_the_meeting_where_there_is_no_label() -> None:
    assert read_edition_name(FrontMatter(title="令和5年度第2回会議における意見への対応")) == "R5-2"


def test_a_document_that_says_nothing_has_no_edition() -> None:
    assert read_edition_name(FrontMatter()) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("「継続的な検討課題」への対応状況について", "継続的な検討課題-への対応状況について"),
        ("令和5年度第2回 会議意見への対応（案）", "会議意見への対応-案"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\意見.pdf", "C-意見-pdf"),
        ("。。", "document"),
        (None, "document"),
    ],
)
def test_a_series_is_named_by_its_title(title: str | None, name: str) -> None:
    assert read_series_name(FrontMatter(title=title)) == name


@given(st.text())
def test_a_series_name_is_safe_as_a_folder(title: str) -> None:
    name = read_series_name(FrontMatter(title=title))
    assert name
    assert all(character.isalnum() or character == "-" for character in name.replace("\u3400", ""))
    assert not name.startswith("-")


def test_what_the_document_does_not_say_is_taken_from_the_edition_with_a_finding() -> None:
    facts = read_facts(FrontMatter(title="対応状況"), "R5-1")
    assert (facts.fiscal_year, facts.meeting_number) == (2023, 1)
    assert [found.code for found in facts.findings] == ["unknown_meeting"]


@pytest.mark.parametrize("edition", ["spring", "2020-04-29", "X5-1", ""])
def test_an_edition_that_names_no_meeting_gives_none(edition: str) -> None:
    facts = read_facts(FrontMatter(), edition)
    assert (facts.fiscal_year, facts.meeting_number) == (None, None)


def test_a_document_that_says_it_all_gets_no_finding() -> None:
    assert read_facts(FrontMatter(label="R5第1回PT会合用"), "other").findings == ()
