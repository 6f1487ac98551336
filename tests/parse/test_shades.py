from pipeline.model import Shade
from pipeline.parse.printed import print_page
from tests.parse.pages import XS, YS, PageMaker, filled


def test_shaded_cells_without_rules_make_a_table() -> None:
    maker = filled(PageMaker())
    for left, right in ((100, 199), (200, 350)):
        for top in YS[:-1]:
            maker.shades.append(Shade(left, top, right, top + 29, "#eeeeee"))
    (grid,) = print_page(maker.page()).grids
    assert (grid.row_count, len(grid.columns)) == (4, 3)


def test_a_highlight_within_a_cell_does_not_cut_it() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.shades += [Shade(108, 47, 132, 59, "#ffff00"), Shade(208, 77, 232, 89, "#ffff00")]
    (grid,) = print_page(maker.page()).grids
    assert len(grid.cells) == 8


def test_the_white_ground_that_a_browser_paints_is_no_side_of_the_table() -> None:
    maker = PageMaker(400, 200).text(30, 22, "表題").grid((20.0, 120.0, 360.0), (40.0, 80.0, 120.0)).text(30, 55, "甲")
    maker.shades += [Shade(10, 10, 390, 190, "#ffffff"), Shade(20, 40, 360, 120, "#ffffff")]
    page = print_page(maker.page())
    assert [line.text for line in page.facts.furniture] == ["表題"]
    assert len(page.grids[0].cells) == 4
