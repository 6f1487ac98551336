"""Two texts side by side in the cells of a column, with no upright between them in any row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedPage
from tests.pages import SIZE, PageMaker

XS = (50.0, 90.0, 290.0, 390.0)
HEADER = ("番号", "担当課", "担当者", "備考")
ROWS = [("総務課", "見本一郎"), ("福祉保健課", "手本二郎"), ("土木課", "例示三子"), ("税務課", "試験花子"),
        ("議会事務局", "仮名四郎")]  # fmt: skip


def listed(
    rows: Sequence[tuple[str, str]], header: Sequence[str] = HEADER, inner: Sequence[float] = (200.0,), end: float = 0.0
) -> PrintedPage:
    """A table whose second column has two texts a row, the other from an inner place on, or up to an end."""
    maker = PageMaker(width=450, height=600)
    maker.grid(XS, [40 + 30 * number for number in range(len(rows) + 2)])
    maker.text(55, 48, header[0]).text(95, 48, header[1]).text(210, 48, header[2]).text(310, 48, header[3])
    for number, (name, person) in enumerate(rows, start=1):
        maker.text(60, 48 + 30 * number, str(number)).text(95, 48 + 30 * number, name)
        x = end - SIZE * len(person) if end else inner[number % len(inner)]
        maker.text(x, 48 + 30 * number, person).text(300, 48 + 30 * number, "甲")
    return print_page(maker.page())


def codes(page: PrintedPage) -> list[str]:
    return [finding.code for finding in page.findings]


FIGURES = [(name, str(137 * 9**number)) for number, (name, _) in enumerate(ROWS, start=1)]


@pytest.mark.parametrize(("rows", "end"), [(ROWS, 0.0), (ROWS[:3], 0.0), (FIGURES, 280.0)])
def test_texts_side_by_side_under_a_header_that_stands_so_are_two_columns(
    rows: list[tuple[str, str]], end: float
) -> None:
    page = listed(rows, end=end)
    (grid,) = page.grids
    assert [cell.text for cell in grid.row(0)] == list(HEADER)
    assert [tuple(cell.text for cell in grid.row(row))[1:3] for row in range(1, grid.row_count)] == rows
    assert codes(page) == ["rule_left_out"]


@pytest.mark.parametrize("header", [("番号", "担 当 課", "氏 名", "備考"), ("番号", "課", "担当者", "備考")])
def test_a_header_whose_letters_are_spread_may_be_two(header: tuple[str, ...]) -> None:
    (grid,) = listed(ROWS, header).grids
    assert [cell.text for cell in grid.row(1)] == ["1", "総務課", "見本一郎", "甲"]


@pytest.mark.parametrize(
    ("header", "count"),
    [
        (("番号", "担当課", "連絡先", "備考"), 4),
        (("番号", "連絡先一覧", "", "備考"), 3),
        (("番号", "担", "当", "備考"), 3),
    ],
    ids=["two words", "one word", "letters"],
)
def test_texts_as_near_as_the_halves_of_a_name_are_two_columns_only_under_two_words(
    header: tuple[str, ...], count: int
) -> None:
    maker = PageMaker(width=450, height=600)
    rows = [row for row in ROWS if len(row[0]) == 3]
    maker.grid(XS, [40 + 30 * number for number in range(len(rows) + 2)])
    for number, texts in enumerate([header, *(("1", *row, "甲") for row in rows)]):
        x = 140.0 if number else 145.0
        for place, text in zip((60, 95, x, 310), texts, strict=True):
            maker.text(place, 48 + 30 * number, text)
    page = print_page(maker.page())
    (grid,) = page.grids
    assert len(grid.row(1)) == count
    assert codes(page) == ["rule_left_out"] * (count - 3)


def test_three_texts_side_by_side_are_three_columns() -> None:
    maker = PageMaker(width=450, height=600)
    maker.grid((50.0, 350.0, 390.0), [40 + 30 * number for number in range(6)])
    for number, texts in enumerate([("担当課", "担当者", "電話番号"), *((*row, "076") for row in ROWS[:4])]):
        for x, text in zip((55, 150, 250), texts, strict=True):
            maker.text(x, 48 + 30 * number, text)
        maker.text(360, 48 + 30 * number, "甲")
    (grid,) = print_page(maker.page()).grids
    assert [cell.text for cell in grid.row(1)] == ["総務課", "見本一郎", "076", "甲"]


@pytest.mark.parametrize("header", [("番号", "担当課と担当者", "", "備考"), ("番号", "担", "当", "備考")])
def test_texts_side_by_side_under_one_header_are_told_and_stay_one(header: tuple[str, ...]) -> None:
    page = listed(ROWS, header)
    (grid,) = page.grids
    assert len(grid.columns) == len(XS)
    assert codes(page) == ["texts_side_by_side"]


@pytest.mark.parametrize(("rows", "inner"), [
    (ROWS[:2], (200.0,)),  # two rows are no column
    (ROWS[:3] + [(name, "") for name, _ in ROWS[3:]], (200.0,)),  # two of five rows have one text
    (ROWS, (200.0, 185.0, 215.0)),  # beginning at no one place
    ([("交", "通"), ("防", "災"), ("福", "祉"), ("環", "境")], (115.0,)),  # letters that are spread
    ([("見本", "一郎"), ("手本", "二郎"), ("例示", "三子"), ("試験", "花子")], (130.0,)),  # 1.5 em apart
    ([("総務課" + " " * 10 + "見本一郎", ""), ("土木課" + " " * 10 + "例示三子", "")] * 2, (200.0,)),  # set with spaces
    ([("1", "道を直すこと"), ("2", "橋を直すこと"), ("3", "駅を直すこと")], (140.0,)),  # numbers
])  # fmt: skip
def test_other_texts_with_gaps_are_one(rows: list[tuple[str, str]], inner: tuple[float, ...]) -> None:
    page = listed(rows, inner=inner)
    (grid,) = page.grids
    assert len(grid.columns) == len(XS)
    assert codes(page) == []


def counted(rows: Sequence[tuple[str, ...]], header: Sequence[str], ends: Sequence[float]) -> PrintedPage:
    """A table whose second column has figures side by side that end below each other, under words that do so, too."""
    maker = PageMaker(width=450, height=600)
    maker.grid(XS, [40 + 30 * number for number in range(len(rows) + 2)])
    for number, row in enumerate((header, *rows)):
        maker.text(60, 48 + 30 * number, str(number)).text(300, 48 + 30 * number, "甲")
        for text, end in zip(row, ends, strict=True):
            maker.text(end - SIZE * len(text), 48 + 30 * number, text)
    return print_page(maker.page())


SINGLE = [("3", "1"), ("2", "5"), ("7", "8"), ("1", "9")]
NEAR = [("3", "1200"), ("12", "9000"), ("7", "81"), ("105", "9900")]
THREE = [("3", "12", "1"), ("12", "3", "45"), ("7", "8", "9"), ("105", "99", "3")]


@pytest.mark.parametrize(
    ("rows", "header", "ends"),
    [
        (SINGLE, ("件数", "人数"), (130.0, 200.0)),
        (NEAR, ("件数", "金額"), (150.0, 197.5)),
        (THREE, ("４月", "５月", "６月"), (130.0, 200.0, 270.0)),
    ],
    ids=["single", "near", "three"],
)
def test_figures_side_by_side_under_as_many_words_are_columns(
    rows: list[tuple[str, ...]], header: tuple[str, ...], ends: tuple[float, ...]
) -> None:
    (grid,) = counted(rows, header, ends).grids
    found = [tuple(cell.text for cell in grid.row(row))[1:-1] for row in range(grid.row_count)]
    assert found == [header, *rows]


def test_single_figures_side_by_side_under_one_word_are_told() -> None:
    page = counted(SINGLE, ("順", "位"), (120.0, 135.0))
    assert codes(page) == []
    page = counted([(a, b) for a, b in SINGLE], ("", "順位"), (130.0, 200.0))
    assert codes(page) == ["texts_side_by_side"]


def test_figures_with_gaps_between_thousands_are_one() -> None:
    rows = [("12", "345"), ("9", "876"), ("123", "456"), ("45", "678")]
    (grid,) = counted(rows, ("千", "円"), (150.0, 184.0)).grids
    assert [cell.text for cell in grid.row(1)] == ["1", "12345", "甲"]
