"""Figures in a frame of their own beside a table."""

from __future__ import annotations

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedPage
from tests.pages import PageMaker

NAMES = ("北海道", "青森", "岩手", "宮城", "秋田", "山形")


def statistics(*, gap: float = 10, rows: int = 5, shift: float = 0, last: str = "7") -> PrintedPage:
    """Print a table of names and two counts, and a column of figures to its right."""
    maker = PageMaker()
    ys = [40.0 + 20.0 * row for row in range(rows + 2)]
    left, right = (50.0, 120.0, 180.0, 240.0), (240.0 + gap, 300.0 + gap)
    maker.grid(left, ys).grid(right, [y + shift for y in ys])
    for x, text in zip((*left[:-1], right[0]), ("県名", "陽性者", "死亡", "確認中"), strict=True):
        maker.text(x + 3, 45, text)
    for row, name in enumerate(NAMES[:rows], 1):
        y = ys[row] + 5
        figure = last if row == rows else str(row)
        maker.text(53, y, name).text(123, y, f"1,{row}00").text(183, y, str(row)).text(right[0] + 3, y + shift, figure)
    return print_page(maker.page())


def test_figures_set_off_by_a_gap_are_a_column_of_the_table() -> None:
    page = statistics()
    (grid,) = page.grids
    assert [cell.text for cell in grid.row(0)] == ["県名", "陽性者", "死亡", "確認中"]
    assert [cell.text for cell in grid.row(2)] == ["青森", "1,200", "2", "2"]
    assert [finding.code for finding in page.findings] == ["columns_joined"]


@pytest.mark.parametrize(("how", "tables"), [
    ({"gap": 15}, 1), ({"gap": 17}, 2), ({"rows": 5}, 1), ({"rows": 4}, 2), ({"shift": 2.0}, 1), ({"shift": 4.0}, 2),
    ({"last": "△1,200"}, 1), ({"last": "調査中"}, 2),
])  # fmt: skip
def test_the_figures_stand_near_at_the_heights_of_five_rows_and_are_nothing_else(
    how: dict[str, float], tables: int
) -> None:
    page = statistics(**how)  # type: ignore[arg-type]
    assert len(page.grids) == tables
    assert len(page.findings) == 2 - tables


def test_a_header_of_two_rows_stands_beside_one_as_high() -> None:
    maker = PageMaker()
    for x in (50.0, 120.0, 180.0, 240.0):
        maker.rule(x, 60 if x == 180 else 40, x + 0.5, 180.5)
    for y in (40.0, 60.0, 80.0, 100.0, 120.0, 140.0, 160.0, 180.0):
        maker.rule(120 if y == 60 else 50, y, 240, y + 0.5)
    maker.grid((250.0, 310.0), (40.0, 80.0, 100.0, 120.0, 140.0, 160.0, 180.0))
    maker.text(53, 50, "県名").text(140, 45, "入院").text(123, 65, "軽症").text(183, 65, "重症").text(253, 50, "確認中")
    for row, name in enumerate(NAMES[:5]):
        maker.text(53, 85 + 20 * row, name)
        for x in (123, 183, 253):
            maker.text(x, 85 + 20 * row, f"{row + 1}0")
    (grid,) = print_page(maker.page()).grids
    assert [(cell.text, cell.row_span) for cell in grid.row(0)] == [("県名", 2), ("入院", 1), ("確認中", 2)]
    assert [cell.text for cell in grid.row(2)] == ["北海道", "10", "10", "10"]
