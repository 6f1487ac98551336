"""Which extra column is which."""

from __future__ import annotations

import pytest

from pipeline.match.column_pairs import pair_columns
from pipeline.model import Item
from tests.edition_records import item


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
    assert pair_columns(before, rows(**dict(zip(new, texts, strict=False)))) == expected


@pytest.mark.parametrize(
    ("header", "texts", "paired"),
    [
        ("施設", ("青商店", "赤商店", "黒商店", "紫商店"), True),
        ("施設", ("青商店", "金商店", "黒商店", "紫商店"), False),
        ("代表者の所在地", ("東町", "西町", "南町", "北町"), False),
    ],
    ids=["half of the texts", "a quarter of the texts", "a letter of the header"],
)
def test_a_column_under_another_header_is_the_same_where_half_of_its_texts_are(
    header: str, texts: tuple[str, ...], paired: bool
) -> None:
    old = rows(**{"店舗の名": ("青商店", "赤商店", "緑商店", "白商店")})
    assert (pair_columns(old, rows(**{header: texts})) == [("店舗の名", header)]) is paired


@pytest.mark.parametrize(
    ("header", "expected"),
    [("列1", [(None, "列1"), ("名称", "名称")]), ("区", [("区", "区"), ("名称", "名称")])],
)
def test_a_column_without_a_header_and_without_a_text_is_no_column(
    header: str, expected: list[tuple[str | None, str]]
) -> None:
    """Under a header, a blank column says that nothing was said yet: what fills it is news of each row."""
    old, new = rows(名称=NAMES), rows(**{header: ("東区", "西区", "南区"), "名称": NAMES})
    assert sorted(pair_columns(old, new, ([header, "名称"], [header, "名称"])), key=str) == sorted(expected, key=str)


def test_columns_with_the_same_signs_go_by_their_wording() -> None:
    old = rows(**{"初診の電話を用いた診療": SIGNS, "再診の電話を用いた診療": SIGNS})
    new = rows(**{"再診の電話等を用いた診療": SIGNS, "初診の電話等を用いた診療": SIGNS})
    assert pair_columns(old, new) == [
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
    paired = pair_columns(rows(**dict(zip(old, before, strict=False))), rows(**dict(zip(new, after, strict=False))))
    assert paired == expected


def test_where_an_edition_has_several_years_each_is_a_column_of_its_own() -> None:
    old = rows(R3実績=("1", "2", "3"), R4実績=("4", "5", "6"))
    new = rows(R4実績=("4", "5", "6"), R5実績=("7", "8", "9"))
    assert pair_columns(old, new) == [("R4実績", "R4実績"), (None, "R5実績"), ("R3実績", None)]


def test_numbers_alone_are_no_wording() -> None:
    old, new = rows(**{"1": ("1", "2", "3")}), rows(**{"2": ("7", "8", "9")})
    assert pair_columns(old, new) == [(None, "2"), ("1", None)]


def test_a_column_that_came_or_went_stands_alone() -> None:
    old, new = rows(名称=NAMES, 電話=PHONES), rows(名称=NAMES, 可否=SIGNS)
    assert pair_columns(old, new) == [("名称", "名称"), (None, "可否"), ("電話", None)]


# ── flags ───────────────────────────────────────────────────────────────────────────────────────────────────────────

PLACES = tuple(f"{name}会館" for name in "青赤緑白黒金銀紫桃橙")
PHONE_FIRST, PHONE_AGAIN = "○×○○×○×○○×", "○○×○○×○○×○"
"""Both have six or seven ○: how many there are does not tell the two columns apart."""


def test_flag_columns_are_found_by_what_they_say_of_the_same_rows() -> None:
    old = rows(会場=PLACES, **{"初回の電話": tuple(PHONE_FIRST), "継続の電話": tuple(PHONE_AGAIN)})
    new = rows(会場=PLACES, **{"二回目の方": tuple(PHONE_AGAIN), "初めての方": tuple("○" + PHONE_FIRST[1:-1] + "○")})
    assert pair_columns(old, new) == [
        ("会場", "会場"), ("継続の電話", "二回目の方"), ("初回の電話", "初めての方"),
    ]  # fmt: skip


def test_flag_columns_are_found_though_rows_came_and_went() -> None:
    old = rows(会場=PLACES, **{"初回の電話": tuple(PHONE_FIRST), "継続の電話": tuple(PHONE_AGAIN)})
    new = rows(
        会場=("新しい会館", *PLACES[2:]),
        **{"二回目の方": ("×", *PHONE_AGAIN[2:]), "初めての方": ("○", *PHONE_FIRST[2:])},
    )
    assert pair_columns(old, new)[1:] == [("継続の電話", "二回目の方"), ("初回の電話", "初めての方")]


def test_a_flag_column_that_agrees_by_chance_alone_is_another_one() -> None:
    old = rows(会場=PLACES, 駐車場=tuple("○×○×○×○×○×"))
    new = rows(会場=PLACES, 手話通訳=tuple("○○××○○××○○"))
    assert pair_columns(old, new) == [("会場", "会場"), (None, "手話通訳"), ("駐車場", None)]


def test_flag_columns_that_say_the_same_throughout_go_by_their_wording_and_place() -> None:
    flags = tuple("○" * 10)
    old = rows(会場=PLACES, **{"電話(初回)": flags, "電話(継続)": flags})
    new = rows(会場=PLACES, **{"電話による相談(初回)": flags, "電話による相談(継続)": flags})
    assert pair_columns(old, new)[1:] == [
        ("電話(初回)", "電話による相談(初回)"),
        ("電話(継続)", "電話による相談(継続)"),
    ]
