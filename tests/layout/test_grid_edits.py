import pytest

from pipeline.documents import print_page
from tests.pages import YS, PageMaker, filled


@pytest.mark.parametrize(("gap", "columns"), [(5.5, 2), (6.5, 3)])
def test_a_doubled_line_is_one_but_a_narrow_column_is_a_column(gap: float, columns: int) -> None:
    (grid,) = print_page(filled(PageMaker().grid((100.0, 200.0 - gap, 200.0, 350.0), YS)).page()).grids
    assert len(grid.columns) - 1 == columns


def test_a_narrow_column_with_text_stays() -> None:
    maker = filled(PageMaker().grid((100.0, 194.5, 200.0, 350.0), YS))
    maker.text(192, 48, "・")
    (grid,) = print_page(maker.page()).grids
    assert len(grid.columns) == 4


def test_a_doubled_line_at_the_side_leaves_the_outline() -> None:
    (grid,) = print_page(filled(PageMaker().grid((95.0, 100.0, 200.0, 350.0), (40.0, 44.0, *YS[1:]))).page()).grids
    assert (grid.columns[0], grid.top, len(grid.cells)) == (95.0, 40.0, 8)
