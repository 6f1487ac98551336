import pytest

from pipeline import limits
from pipeline.errors import LimitExceededError
from pipeline.model import Box, Rule, Shade
from pipeline.parse.printed import print_page
from tests.parse.pages import PageMaker

XS, YS = (100.0, 200.0, 350.0), (40.0, 70.0, 100.0, 130.0, 160.0)


def filled(maker: PageMaker) -> PageMaker:
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}").text(210, 48 + 30 * row, f"右{row}")
    return maker


def test_numbers_that_stand_outside_the_rules_are_a_column() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    for row in range(1, 4):
        maker.text(80, 48 + 30 * row, str(row))
    (grid,) = print_page(maker.page()).grids
    assert [cell.text for cell in grid.cells if cell.column_index == 0] == ["", "1", "2", "3"]
    assert len(grid.columns) == 4


def test_a_lone_text_beside_a_table_is_no_column() -> None:
    (grid,) = print_page(filled(PageMaker().grid(XS, YS)).text(80, 50, "注").page()).grids
    assert len(grid.columns) == 3


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


def test_text_that_no_cell_holds_is_told_and_kept_as_furniture() -> None:
    maker = PageMaker()
    for y in YS[:-1]:
        maker.rule(100, y, 350, y + 0.5)
    maker.rule(200, 160, 350, 160.5).rule(100, 40, 100.5, 130)
    maker.rule(200, 40, 200.5, 160).rule(350, 40, 350.5, 160)
    printed = print_page(filled(maker).page())
    assert "glyph_outside_table" in {finding.code for finding in printed.findings}
    assert "左3" in {line.text for line in printed.facts.furniture}


def test_a_picture_without_text_is_told() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.images.append(Box(400, 50, 580, 300))
    assert [finding.code for finding in print_page(maker.page()).findings] == ["image_without_text"]


def test_every_glyph_of_a_page_is_counted_once() -> None:
    page = filled(PageMaker().grid(XS, YS)).text(50, 10, "題名").text(500, 380, "1").page()
    printed = print_page(page)
    in_cells = sum(cell.glyph_count for grid in printed.grids for cell in grid.cells)
    assert in_cells + printed.facts.furniture_glyph_count == printed.facts.glyph_count == len(page.glyphs.text)


def test_a_page_with_more_rules_than_any_table_has_is_refused() -> None:
    maker = PageMaker()
    maker.rules += [Rule(0, y, 100, y + 0.1) for y in range(limits.MAX_RULES_ON_PAGE + 1)]
    with pytest.raises(LimitExceededError, match="rules on one page"):
        print_page(maker.page())


def test_the_white_ground_that_a_browser_paints_is_no_side_of_the_table() -> None:
    maker = PageMaker(400, 200).text(30, 22, "表題").grid((20.0, 120.0, 360.0), (40.0, 80.0, 120.0)).text(30, 55, "甲")
    maker.shades += [Shade(10, 10, 390, 190, "#ffffff"), Shade(20, 40, 360, 120, "#ffffff")]
    page = print_page(maker.page())
    assert [line.text for line in page.facts.furniture] == ["表題"]
    assert len(page.grids[0].cells) == 4
