"""Rows that stand outside the rules of a table."""

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.model import Box, PrintedPage, Shade
from tests.pages import PageMaker

XS = (50.0, 140.0, 320.0, 450.0)
ROWS = (("番号", "件名", "結果"), ("1", "道路の補修", "採択"), ("2", "橋の点検", "継続"), ("3", "堤防の草刈り", "採択"))


def rows(ruled: range) -> PageMaker:
    """Four rows of 30 points, of which some are ruled."""
    maker = PageMaker().grid(XS, [40.0 + 30 * row for row in (*ruled, ruled.stop)])
    for number, texts in enumerate(ROWS):
        for x, text in zip((60, 150, 330), texts, strict=True):
            maker.text(x, 50 + 30 * number, text)
    return maker


def table(page: PrintedPage) -> list[tuple[str, ...]]:
    (grid,) = page.grids
    return [tuple(cell.text for cell in grid.row(row)) for row in range(grid.row_count)]


def test_a_header_above_the_rules_is_a_row() -> None:
    page = print_page(rows(range(1, 4)).page())
    assert table(page) == list(ROWS)
    assert [finding.code for finding in page.findings] == ["row_outside_rules"]


@pytest.mark.parametrize(("columns", "count"), [(5, 4), (7, 3)])
def test_three_texts_above_the_rules_are_a_row_of_five_columns_and_none_of_seven(columns: int, count: int) -> None:
    xs = [20.0 + 70 * place for place in range(columns + 1)]
    maker = PageMaker().grid(xs, [70.0, 100.0, 130.0, 160.0])
    for number, texts in enumerate(("番品数", "甲乙丙丁戊己庚", "子丑寅卯辰巳午", "天地人和楽書数")):
        for x, text in zip(xs[:-1], texts, strict=False):
            maker.text(x + 10, 50 + 30 * number, text)
    assert len(table(print_page(maker.page()))) == count


def test_a_title_with_the_unit_beside_it_is_no_row() -> None:
    page = print_page(rows(range(4)).text(150, 20, "請願の一覧").text(330, 20, "単位").page())
    assert (table(page), page.findings) == (list(ROWS), ())


@pytest.mark.parametrize(("x", "count"), [(150, 5), (158, 4)])
def test_a_row_above_is_set_as_those_below(x: float, count: int) -> None:
    maker = rows(range(4)).text(60 + x - 150, 20, "区分").text(x, 20, "件の名前").text(330 + x - 150, 20, "対応")
    assert len(table(print_page(maker.page()))) == count


def test_text_far_above_is_no_row() -> None:
    maker = rows(range(1, 4))
    for number in range(len(maker.boxes)):
        if maker.boxes[number][1] == 50:
            x0, top, x1, bottom = maker.boxes[number]
            maker.boxes[number] = (x0, top - 20, x1, bottom - 20)
    assert len(table(print_page(maker.page()))) == 3


@pytest.mark.parametrize(("stripes", "count"), [((0, 2), 4), ((0, 1, 2), 3)])
def test_the_row_after_the_last_stripe_is_a_row_where_stripes_alternate(stripes: tuple[int, ...], count: int) -> None:
    maker = rows(range(3))
    for stripe in stripes:
        maker.shades.append(Shade(50, 40 + 30 * stripe, 450, 70 + 30 * stripe, "#eeeeee"))
    assert len(table(print_page(maker.page()))) == count


@pytest.mark.parametrize(("hidden", "count"), [(0.5, 4), (1.5, 3)])
def test_what_a_clip_path_hides_above_the_rules_is_no_row(hidden: float, count: int) -> None:
    maker = rows(range(1, 4))
    middle = 50 + 10 / 2
    header = slice(0, 3)
    maker.runs[header] = [replace(run, clip=Box(XS[0], middle + hidden, XS[-1], 100)) for run in maker.runs[header]]
    (grid,) = print_page(maker.page()).grids
    assert grid.row_count == count
