"""Which extra column is which."""

from __future__ import annotations

import pytest

from pipeline.diff.columns import pair_headers
from pipeline.model import Item
from tests.diff.records import item


def rows(**columns: tuple[str, ...]) -> list[Item]:
    """Items with these columns, header to texts."""
    lines = zip(*columns.values(), strict=True)
    return [item(place, extra=dict(zip(columns, line, strict=True))) for place, line in enumerate(lines, 1)]


NAMES, PHONES, SIGNS = ("青商店", "赤商店", "緑商店"), ("0764-1", "0764-2", "0764-3"), ("○", "×", "○")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["名称", "電話"], ["名称", "電話"], [("名称", "名称"), ("電話", "電話")]),
        (["名 称"], ["名称"], [("名 称", "名称")]),
        (["担当医師名"], ["担当歯科医師名"], [("担当医師名", "担当歯科医師名")]),
        (["店舗"], ["施設"], [("店舗", "施設")]),  # by the texts below
    ],
)
def test_a_column_is_found_again(old: list[str], new: list[str], expected: list[tuple[str, str]]) -> None:
    texts = (NAMES, PHONES)
    before = rows(**dict(zip(old, texts, strict=False)))
    assert pair_headers(before, rows(**dict(zip(new, texts, strict=False)))) == expected


def test_columns_with_the_same_signs_go_by_their_wording() -> None:
    old = rows(**{"初診の電話を用いた診療": SIGNS, "再診の電話を用いた診療": SIGNS})
    new = rows(**{"再診の電話等を用いた診療": SIGNS, "初診の電話等を用いた診療": SIGNS})
    assert pair_headers(old, new) == [
        ("再診の電話を用いた診療", "再診の電話等を用いた診療"),
        ("初診の電話を用いた診療", "初診の電話等を用いた診療"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["令和4年度実績"], ["令和5年度実績"], [("令和4年度実績", "令和5年度実績")]),
        (["目標(R4)", "実績(R4)"], ["目標(R5)", "実績(R5)"], [("目標(R4)", "目標(R5)"), ("実績(R4)", "実績(R5)")]),
        (["令和元年度"], ["令和２年度"], [("令和元年度", "令和２年度")]),
    ],
)
def test_the_only_column_of_its_wording_is_the_same_under_a_new_year(
    old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    before, after = [("1", "2", "3"), ("4", "5", "6")], [("7", "8", "9"), ("1", "2", "3")]
    paired = pair_headers(rows(**dict(zip(old, before, strict=False))), rows(**dict(zip(new, after, strict=False))))
    assert paired == expected


def test_where_an_edition_has_several_years_each_is_a_column_of_its_own() -> None:
    old = rows(R3実績=("1", "2", "3"), R4実績=("4", "5", "6"))
    new = rows(R4実績=("4", "5", "6"), R5実績=("7", "8", "9"))
    assert pair_headers(old, new) == [("R4実績", "R4実績"), ("R5実績", "R5実績"), ("R3実績", "R3実績")]


def test_numbers_alone_are_no_wording() -> None:
    old, new = rows(**{"1": ("1", "2", "3")}), rows(**{"2": ("7", "8", "9")})
    assert pair_headers(old, new) == [("2", "2"), ("1", "1")]


def test_a_column_that_came_or_went_stands_with_itself() -> None:
    old, new = rows(名称=NAMES, 電話=PHONES), rows(名称=NAMES, 可否=SIGNS)
    assert pair_headers(old, new) == [("名称", "名称"), ("可否", "可否"), ("電話", "電話")]
