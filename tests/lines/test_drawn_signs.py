"""Signs drawn in cells are read; other drawings in cells are told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.model import Drawing, PrintedPage
from tests.pages import XS, YS, PageMaker, filled


def drawing(sign: str | None, x: float, y: float, size: float = 10.0) -> Drawing:
    return Drawing(x, y, x + size, y + size, sign, "#ff0000")


def printed(*drawings: Drawing, maker: PageMaker | None = None) -> PrintedPage:
    """Return a page with a table of two columns; its first column has words, its second one too unless given."""
    page = (maker or filled(PageMaker().grid(XS, YS))).page()
    return print_page(replace(page, drawings=drawings))


def half_filled() -> PageMaker:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}")
    return maker


def told(page: PrintedPage) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in page.findings]


def text_at(page: PrintedPage, row: int, column: int) -> str:
    (grid,) = page.grids
    return next(cell.text for cell in grid.cells if (cell.row_index, cell.column_index) == (row, column))


def test_a_sign_alone_in_its_cell_is_its_text_in_its_colour() -> None:
    page = printed(drawing("○", 270, 50), maker=half_filled())
    assert text_at(page, 0, 1) == "○"
    (grid,) = page.grids
    (cell,) = (cell for cell in grid.cells if cell.text == "○")
    assert cell.lines[0].runs[0].style.colour == "#ff0000"
    assert told(page) == [("drawn_sign", "info")]


def test_a_sign_beside_words_is_read_with_them() -> None:
    assert text_at(printed(drawing("△", 240, 48)), 0, 1) == "右0△"


@pytest.mark.parametrize("sign", ["○", "×"])
def test_a_sign_around_or_over_words_is_told(sign: str) -> None:
    page = printed(drawing(sign, 208, 45, 16))
    assert (text_at(page, 0, 1), told(page)) == ("右0", [("drawing_in_cell", "warning")])


@pytest.mark.parametrize("shape", [drawing(None, 270, 50), drawing("●", 270, 50, 3), drawing("○", 270, 42, 26)])
def test_a_drawing_alone_in_a_cell_that_is_no_sign_is_told(shape: Drawing) -> None:
    page = printed(shape, maker=half_filled())
    assert (text_at(page, 0, 1), told(page)) == ("", [("drawing_in_cell", "warning")])


def test_a_cell_that_is_crossed_out_says_nothing() -> None:
    page = printed(Drawing(200.0, 40.0, 350.0, 70.0, None, "#000000"), maker=half_filled())
    assert (text_at(page, 0, 1), told(page)) == ("", [])


@pytest.mark.parametrize("place", [(20, 50), (195, 50)])
def test_a_drawing_outside_the_table_or_across_its_rules_is_none_of_its_cells(place: tuple[float, float]) -> None:
    page = printed(drawing("○", *place), maker=half_filled())
    assert told(page) == []
