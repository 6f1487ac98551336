"""Dates in era and Western years, ranges, and fiscal years relative to the edition."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.dates import read_date_mentions
from pipeline.tag.undated import EditionTime

FY2023 = EditionTime(2023)


def read(text: str) -> list[tuple[str, str, str]]:
    mentions, _ = read_date_mentions(text, 1, "issue", FY2023)
    return [(mention.text, mention.kind, mention.iso) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "printed", "kind", "iso"),
    [
        ("(令和5年6月実施予定)", "令和5年6月", "month", "2023-06"),
        ("令和5年5月30日に開催のWT", "令和5年5月30日", "day", "2023-05-30"),
        ("意見交換する場(R5.4～全14回)", "R5.4", "month", "2023-04"),
        ("R5.4.1", "R5.4.1", "day", "2023-04-01"),
        ("R5/4/1", "R5/4/1", "day", "2023-04-01"),
        ("・R4. 5月に", "R4. 5月", "month", "2022-05"),
        ("DX推進リーダー(R4は本庁各所属)", "R4", "year", "2022"),
        ("R4:50%に対し", "R4", "year", "2022"),
        ("令和4年度に提案", "令和4年度", "fiscal_year", "2022-04-01/2023-03-31"),
        ("Ｒ４年度", "Ｒ４年度", "fiscal_year", "2022-04-01/2023-03-31"),
        ("令和元年度", "令和元年度", "fiscal_year", "2019-04-01/2020-03-31"),
        ("平成31年度", "平成31年度", "fiscal_year", "2019-04-01/2020-03-31"),
        ("H30年度", "H30年度", "fiscal_year", "2018-04-01/2019-03-31"),
        ("令和元年", "令和元年", "year", "2019"),
        ("平成31年4月", "平成31年4月", "month", "2019-04"),
        ("令和五年十月一日", "令和五年十月一日", "day", "2023-10-01"),
        ("㋿６年", "㋿６年", "year", "2024"),
        ("昭和64年1月7日", "昭和64年1月7日", "day", "1989-01-07"),
        ("昭和64年度", "昭和64年度", "fiscal_year", "1989-04-01/1990-03-31"),
        ("S45.4.1", "S45.4.1", "day", "1970-04-01"),
        ("2023年4月1日", "2023年4月1日", "day", "2023-04-01"),
        ("2023年度", "2023年度", "fiscal_year", "2023-04-01/2024-03-31"),
        ("2023/4/1", "2023/4/1", "day", "2023-04-01"),
        ("令和5年10月下旬", "令和5年10月", "month", "2023-10"),
        ("令和4年度第4回PT", "令和4年度", "fiscal_year", "2022-04-01/2023-03-31"),
        ("昨年度末に", "昨年度", "fiscal_year", "2022-04-01/2023-03-31"),
        ("一昨年度の", "一昨年度", "fiscal_year", "2021-04-01/2022-03-31"),
        ("今年度より", "今年度", "fiscal_year", "2023-04-01/2024-03-31"),
        ("次年度についても", "次年度", "fiscal_year", "2024-04-01/2025-03-31"),
    ],
)
def test_a_date_is_read_where_it_stands(text: str, printed: str, kind: str, iso: str) -> None:
    assert read(text) == [(printed, kind, iso)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令和4～6年度", "2022-04-01/2025-03-31"),
        ("令和4年度～令和6年度", "2022-04-01/2025-03-31"),
        ("令和6〜8年度", "2024-04-01/2027-03-31"),
        ("2020年度-2022年度", "2020-04-01/2023-03-31"),
        ("令和5年4～6月", "2023-04/2023-06"),
        ("令和5年4月から6月", "2023-04/2023-06"),
        ("令和5年4月～令和6年3月", "2023-04/2024-03"),
        ("令和5年4月1日～30日", "2023-04-01/2023-04-30"),
        ("R4.4.1~R5.3.31", "2022-04-01/2023-03-31"),
        ("R6～R8", "2024/2026"),
    ],
)
def test_a_range_is_one_row_from_its_first_day_to_its_last(text: str, iso: str) -> None:
    assert [(printed, found) for printed, _, found in read(text)] == [(text, iso)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("令和4・5年度", [("令和4", "2022-04-01/2023-03-31"), ("5年度", "2023-04-01/2024-03-31")]),
        ("令和6年度～令和4年度", [("令和6年度", "2024-04-01/2025-03-31"), ("令和4年度", "2022-04-01/2023-03-31")]),
        ("令和5年度、6年度", [("令和5年度", "2023-04-01/2024-03-31"), ("6年度", "2024-04-01/2025-03-31")]),
    ],
)
def test_a_list_or_a_range_that_runs_backwards_is_one_row_each(text: str, found: list[tuple[str, str]]) -> None:
    assert [(printed, iso) for printed, _, iso in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "版4.5",
        "第4回",
        "会議室R404",
        "R4-4",
        "H2O",
        "S3に保存",
        "2023",
        "2023.4",
        "8100万枚",
        "毎年度",
        "同年度",
        "20代",
        "LINE",
        "令和",
        "3:6:1",
    ],
)
def test_what_only_looks_like_a_date_or_names_no_year_is_left_out(text: str) -> None:
    assert read_date_mentions(text, 1, "issue", FY2023) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "令和元年4月",
        "令和5年2月30日",
        "令和5年13月1日",
        "令和0年",
        "令和5年4月31日",
    ],
)
def test_a_date_that_cannot_be_is_a_finding_and_no_row(text: str) -> None:
    mentions, findings = read_date_mentions(f"これは{text}のこと", 1, "issue", FY2023)
    assert mentions == ()
    assert [(found.code, found.text) for found in findings] == [("impossible_date", text)]


@pytest.mark.parametrize(
    ("text", "why"), [("令和5年2月30日", "there is no such day"), ("令和元年4月", "not within its era")]
)
def test_an_impossible_date_is_told_with_why_it_cannot_be(text: str, why: str) -> None:
    (found,) = read_date_mentions(text, 1, "issue", FY2023)[1]
    assert why in found.message


@pytest.mark.parametrize(
    ("text", "iso", "past"),
    [
        ("平成31年4月30日", "2019-04-30", False),
        ("平成31年5月", "2019-05", True),
        ("平成31年度", "2019-04-01/2020-03-31", False),
        ("平成35年度", "2023-04-01/2024-03-31", True),
        ("昭和64年1月8日", "1989-01-08", True),
        ("平成32～34年度", "2020-04-01/2023-03-31", True),
    ],
)
def test_a_date_that_counts_on_after_its_era_is_dated_and_told(text: str, iso: str, past: bool) -> None:
    (mention,), findings = read_date_mentions(text, 1, "issue", FY2023)
    assert mention.iso == iso
    assert [(found.code, found.severity) for found in findings] == [("date_past_era", "info")] * past


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("春江町為国平成32", 0),
        ("昭和2丁目", 0),
        ("平成3-2-1", 0),
        ("大正5番地", 0),
        ("平成30、31年度", 2),
        ("平成30", 1),
    ],
)
def test_a_place_with_the_name_of_an_era_is_no_date(text: str, dates: int) -> None:
    mentions, findings = read_date_mentions(text, 1, "issue", FY2023)
    assert (len(mentions), findings) == (dates, ())


def test_a_relative_year_is_left_out_where_the_editions_own_is_unknown() -> None:
    assert read_date_mentions("昨年度末に", 1, "issue", EditionTime(None)) == ((), ())


DATE_LIKE = st.text(alphabet="令和平成昭RH元0123456789年度月日.～・/年昨今 　", max_size=30)


@given(st.one_of(DATE_LIKE, st.text()))
def test_offsets_cut_the_text_that_they_say_and_days_are_in_order(text: str) -> None:
    mentions, findings = read_date_mentions(text, 1, "issue", FY2023)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.date_from <= mention.date_to
    starts = [mention.start for mention in mentions]
    assert starts == sorted(set(starts))
    assert all(found.text and found.text in text for found in findings)


@given(st.dates(min_value=date(1868, 1, 25), max_value=date(2099, 12, 31)))
def test_every_day_reads_back_from_its_western_writing(day: date) -> None:
    assert read(f"{day.year}年{day.month}月{day.day}日") == [
        (f"{day.year}年{day.month}月{day.day}日", "day", day.isoformat())
    ]


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2099, 12, 31)))
def test_every_day_of_reiwa_reads_back_from_its_short_writing(day: date) -> None:
    short = f"R{day.year - 2018}.{day.month}.{day.day}"
    assert read(short) == [(short, "day", day.isoformat())]
