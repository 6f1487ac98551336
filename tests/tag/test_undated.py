"""Months without a year, 先月 and 年度末: dated by their sentence, or by the edition's own time."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.tag.dates import read_date_mentions
from pipeline.tag.undated import EditionTime

FIRST_OF_R5 = EditionTime(2023)
IN_MAY = EditionTime(2023, date(2023, 5, 30))


def read(text: str, time: EditionTime) -> list[tuple[str, str]]:
    mentions, _ = read_date_mentions(text, 1, "response", time)
    return [(mention.text, mention.iso) for mention in mentions]


def codes(text: str, time: EditionTime) -> list[str]:
    return [found.code for found in read_date_mentions(text, 1, "response", time)[1]]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("令和4年度の世論調査は8月に実施済みである。", ("8月", "2022-08")),
        ("令和4年度新たに研修を10月下旬に開催した。", ("10月", "2022-10")),
        ("令和4年度は翌2月に公表した。", ("2月", "2023-02")),
        ("今年度の研修は１１月に行う。", ("１１月", "2023-11")),
        ("令和5年は3月に開いた。", ("3月", "2023-03")),
        ("令和4年度の調査を年度末に公表する。", ("年度末", "2023-03")),
        ("令和4年度は上半期に実施した。", ("上半期", "2022-04/2022-09")),
        ("令和4年度は4～6月に実施した。", ("4～6月", "2022-04/2022-06")),
        ("令和4年度は11月から2月まで実施した。", ("11月から2月", "2022-11/2023-02")),
        ("令和4年度の5月21日に開いた。", ("5月21日", "2022-05-21")),
    ],
)
def test_a_month_takes_the_year_that_its_sentence_names(text: str, last: tuple[str, str]) -> None:
    assert read(text, FIRST_OF_R5)[-1] == last
    assert codes(text, FIRST_OF_R5) == []


def test_a_month_after_another_month_is_the_next_such_month_and_a_guess() -> None:
    text = "令和5年12月に公募し、3月に決める。"
    assert read(text, FIRST_OF_R5)[-1] == ("3月", "2024-03")
    assert codes(text, FIRST_OF_R5) == ["guessed_year"]


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        ("8月に実施する。", FIRST_OF_R5, ("8月", "2023-08")),
        ("2月に公表する。", FIRST_OF_R5, ("2月", "2024-02")),
        ("年度末に公表する。", FIRST_OF_R5, ("年度末", "2024-03")),
        ("年度内に方針を示す。", FIRST_OF_R5, ("年度内", "2023-04-01/2024-03-31")),
        ("来年1月に公表する。", FIRST_OF_R5, ("来年1月", "2024-01")),
        ("10月に研修を開いた。", IN_MAY, ("10月", "2022-10")),
        ("4月に研修を開いた。", IN_MAY, ("4月", "2023-04")),
        ("2月に公表する予定である。", IN_MAY, ("2月", "2024-02")),
        ("令和3年度に策定した。10月に実施する。", IN_MAY, ("10月", "2023-10")),
    ],
)
def test_without_a_year_in_its_sentence_the_edition_gives_it_and_that_is_told(
    text: str, time: EditionTime, expected: tuple[str, str]
) -> None:
    assert read(text, time)[-1] == expected
    assert codes(text, time) == ["guessed_year"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [("先月、公表した。", "2023-04"), ("来月から始める。", "2023-06"), ("昨年12月に決めた。", "2022-12")],
)
def test_what_is_relative_to_the_day_of_the_meeting_is_no_guess(text: str, iso: str) -> None:
    assert [found for _, found in read(text, IN_MAY)] == [iso]
    assert codes(text, IN_MAY) == []


@pytest.mark.parametrize("text", ["先月、公表した。", "8月に公表した。"])
def test_where_nothing_tells_the_year_there_is_a_finding_and_no_row(text: str) -> None:
    assert read(text, EditionTime(None)) == []
    assert codes(text, EditionTime(None)) == ["undated_month"]


@pytest.mark.parametrize(
    "text",
    [
        "月額3月額",
        "3か月",
        "毎月",
        "第3月曜日",
        "13月に",
        "2月30日に",
        "1月刊",
        "1月当たり5件",
        "月2回",
        "数カ月",
    ],
)
def test_what_only_looks_like_a_month_is_none(text: str) -> None:
    assert read(text, FIRST_OF_R5) == []
