import pytest

from pipeline.documents import print_page
from pipeline.model import Rule
from tests.pages import XS, YS, PageMaker, filled


def frame(maker: PageMaker, x0: float, top: float, x1: float, bottom: float) -> PageMaker:
    """Draw a rectangle as a stroked one is read: four rules, one after the other."""
    for box in ((x0, top, x1, top), (x1, top, x1, bottom), (x0, bottom, x1, bottom), (x0, top, x0, bottom)):
        maker.rules.append(Rule(box[0] - 0.4, box[1] - 0.4, box[2] + 0.4, box[3] + 0.4, "#ff0000"))
    return maker


@pytest.mark.parametrize("box", [(104, 72, 346, 98), (104, 72, 196, 98), (104, 76, 330, 124)])
def test_a_frame_around_cells_or_words_parts_no_cell(box: tuple[float, float, float, float]) -> None:
    (grid,) = print_page(frame(filled(PageMaker().grid(XS, YS)), *box).page()).grids
    assert len(grid.cells) == 8


def test_the_outer_frame_of_a_table_is_its_own() -> None:
    maker = PageMaker()
    for y in YS[1:-1]:
        maker.rule(100, y, 350, y + 0.5)
    maker.rule(200, 40, 200.5, 160)
    (grid,) = print_page(frame(filled(maker), 100, 40, 350, 160).page()).grids
    assert len(grid.cells) == 8


def test_cells_that_are_drawn_one_by_one_are_cells() -> None:
    maker = frame(filled(PageMaker()), 98, 38, 352, 162)
    for left, right in ((100, 199), (201, 350)):
        for top in YS[:-1]:
            frame(maker, left, top + 0.8, right, top + 29.2)
    (grid,) = print_page(maker.page()).grids
    assert len(grid.cells) == 8


def test_a_change_bar_beside_the_text_of_a_row_is_no_column() -> None:
    (grid,) = print_page(filled(PageMaker().grid(XS, YS)).rule(204, 71, 205, 99).page()).grids
    assert (len(grid.cells), len(grid.columns)) == (8, 3)
