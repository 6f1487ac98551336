"""Numerals are read, and a row's number is known from other texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.numbers import is_figure, printed_number, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("31", 31),
        ("３１", 31),
        ("三十一", 31),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("元", 1),
        ("一〇", 10),
        ("", None),
        ("第", None),
        ("²", None),
        ("一二十", None),
        ("十〇", None),
        ("九十九", 99),
    ],
)
def test_a_number_is_read_in_figures_and_in_kanji(text: str, number: int | None) -> None:
    assert read_number(text) == number


@given(st.text(alphabet="元〇一二三四五六七八九十0123456789０１²", max_size=6))
def test_reading_a_number_never_raises(text: str) -> None:
    number = read_number(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3", (3,)),
        ("（３）", (3,)),
        ("No. 12", (12,)),
        ("№12", (12,)),
        ("第5号", (5,)),
        ("④", (4,)),
        ("㊿", (50,)),
        ("1-2", (1, 2)),
        ("3の1", (3, 1)),
        ("[7]", (7,)),
        ("123456", (123456,)),
    ],
)
def test_a_rows_number_is_known_however_it_is_printed(text: str, parts: tuple[int, ...]) -> None:
    number = printed_number(text)
    assert number is not None
    assert number.parts == parts
    assert number.value == (parts[0] if len(parts) == 1 else None)


@pytest.mark.parametrize("text", ["", "１２億円", "1,000", "1234567", "3年", "○", "第", "()", "12 課", "①②", "一" * 40])
def test_other_texts_are_no_number_of_a_row(text: str) -> None:
    assert printed_number(text) is None


@given(st.text(alphabet="No.第(（1２③-号）) ", max_size=40))
def test_asking_for_a_number_never_raises(text: str) -> None:
    number = printed_number(text)
    assert number is None or all(part >= 0 for part in number.parts)


@pytest.mark.parametrize("text", ["12,000", "１２，０００円", "20.5%", "△350", "350", "3,000", "2100"])
def test_an_amount_or_a_long_count_is_a_figure(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["2023", "1999", "35", "5", "令和5年", "350人の声", ""])
def test_a_year_or_a_short_number_may_head_a_column_and_is_no_figure(text: str) -> None:
    assert not is_figure(text)
