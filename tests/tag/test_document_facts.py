"""What a document says of itself: its meeting, and names for its edition and series."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import FrontMatter
from pipeline.tag import read_edition_name, read_series_name
from pipeline.tag.document_facts import read_meeting, read_meeting_date
from pipeline.tag.edition_record import read_facts


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


@pytest.mark.parametrize(
    ("front", "day"),
    [
        (FrontMatter(label="第3回（令和6年4月1日）"), date(2024, 4, 1)),
        (FrontMatter(title="令和5年7月3日 行政改革推進委員会 資料"), date(2023, 7, 3)),
        (FrontMatter(notes=("令和5年6月1日(木) 第1回PT会合",)), date(2023, 6, 1)),
        (FrontMatter(notes=("会場 本庁舎\nR5.6.1 第1回PT会合",)), date(2023, 6, 1)),
        (FrontMatter(label="第3回（令和6年2月）"), None),  # a month is no day
        (FrontMatter(label="第3回（令和6年2月30日）"), None),  # no such day
        (FrontMatter(title="意見への対応（令和5年6月1日）"), None),  # of the paper, for all that it says
        (FrontMatter(title="第2回会議資料（令和5年3月31日現在）"), None),
        (FrontMatter(label="第2回会議 2024年5月21日版"), None),
        (FrontMatter(notes=("第1回会議（令和5年5月1日）でのご意見を含む。",)), None),  # another meeting
        (FrontMatter(title="第1回会議（令和5年5月1日）、第2回会議（令和5年7月3日）の意見"), None),  # which of the two?
        (FrontMatter(title="委員会 令和5年5月1日～令和5年5月3日"), None),  # a range
        (FrontMatter(), None),
    ],
)
def test_the_day_of_the_meeting_is_told_where_it_is_printed_with_the_meeting(
    front: FrontMatter, day: date | None
) -> None:
    assert read_meeting_date(front) == day


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
        ("あ" * 70, "あ" * 60),
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


@pytest.mark.parametrize(
    ("edition", "told"), [("R5-1", []), ("R5-2", ["R5-1"]), ("R4-1", ["R5-1"]), ("R4", []), ("2023-2", [])]
)
def test_an_edition_with_the_name_of_another_meeting_is_told(edition: str, told: list[str]) -> None:
    facts = read_facts(FrontMatter(label="R5第1回PT会合用"), edition)
    assert (facts.fiscal_year, facts.meeting_number) == (2023, 1)
    assert [found.code for found in facts.findings] == ["edition_of_another_name"] * len(told)
    assert all(
        said in found.message and edition in found.message for said, found in zip(told, facts.findings, strict=True)
    )
