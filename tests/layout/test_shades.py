import pytest

from pipeline.documents import print_page
from pipeline.model import Shade
from tests.pages import XS, YS, PageMaker, filled


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
    # Two grounds beside each other: their sides would make a table of two cells.
    maker.shades += [Shade(10, 10, 195, 190, "#ffffff"), Shade(195, 10, 390, 190, "#ffffff")]
    page = print_page(maker.page())
    assert [line.text for line in page.facts.furniture] == ["表題"]
    assert len(page.grids[0].cells) == 4


@pytest.mark.parametrize(("colour", "tables"), [("#ffffff", 0), ("#eeeeee", 1)])
def test_white_grounds_beside_each_other_are_no_table_where_nothing_is_ruled(colour: str, tables: int) -> None:
    maker = PageMaker(400, 200).text(30, 55, "前文").text(230, 55, "後文")
    maker.shades += [Shade(10, 10, 195, 190, colour), Shade(195, 10, 390, 190, colour)]
    assert len(print_page(maker.page()).grids) == tables


@pytest.mark.parametrize(("thickness", "rows"), [(4.5, 4), (7.5, 4), (9.0, 3)])
def test_a_long_thin_area_without_text_is_a_thick_rule(thickness: float, rows: int) -> None:
    maker = filled(PageMaker())
    maker.grid(XS, (40.0, 70.0, 130.0, 160.0))
    maker.shades.append(Shade(100, 100 - thickness / 2, 350, 100 + thickness / 2, "#000000"))
    (grid,) = print_page(maker.page()).grids
    assert grid.row_count == rows


def test_lines_that_are_shaded_within_a_shaded_cell_are_no_cells() -> None:
    maker = filled(PageMaker())
    for left, right in ((100, 199), (200, 350)):
        for top in YS[:-1]:
            maker.shades += [
                Shade(left, top, right, top + 29, "#dde8f3"),
                Shade(left + 5, top + 8, right - 5, top + 20, "#dde8f3"),
            ]
    (grid,) = print_page(maker.page()).grids
    assert (grid.row_count, len(grid.columns)) == (4, 3)


@pytest.mark.parametrize(("height", "colours", "rows"), [
    (30.0, ("#dddddd", None), 4),  # stripes with a row between
    (30.0, ("#dddddd", "#eeeeee"), 4),  # stripes of two colours
    (29.0, ("#dddddd", "#dddddd"), 1),  # the ground behind each line of a text
    (26.0, ("#dddddd", "#dddddd"), 1),
    (24.0, ("#dddddd", "#dddddd"), 8),  # more room between than rules and lines have
])  # fmt: skip
def test_stripes_from_side_to_side_are_rows_between_uprights(
    height: float, colours: tuple[str | None, ...], rows: int
) -> None:
    maker = filled(PageMaker())
    for x in XS:
        maker.grid((x, x), (YS[0], YS[-1]))
    maker.grid(XS, (YS[0], YS[-1]))
    for number, top in enumerate(YS[:-1]):
        colour = colours[number % 2]
        for left, right in ((XS[0], XS[1]), (XS[1], XS[-1])):
            if colour:
                maker.shades.append(Shade(left, top, right, top + height, colour))
    (grid,) = print_page(maker.page()).grids
    assert grid.row_count == rows


@pytest.mark.parametrize(("gap", "colour", "rows"), [
    (0.0, "#dde6f1", 4), (0.25, "#dde6f1", 4), (0.5, "#dde6f1", 5), (0.0, "#ffe6f1", 5),
])  # fmt: skip
def test_pieces_of_one_colour_that_meet_within_a_ruled_row_do_not_part_it(gap: float, colour: str, rows: int) -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.shades += [Shade(100, 71, 350, 85, "#dde6f1"), Shade(100, 85 + gap, 250, 100, colour)]
    maker.shades.append(Shade(249.9, 84.9 + gap, 350, 100, colour))
    assert print_page(maker.page()).grids[0].row_count == rows


@pytest.mark.parametrize(("colour", "columns"), [("#ffffff", 3), ("#eeeeee", 4)])
def test_blank_cells_painted_white_beside_a_ruled_table_are_paper(colour: str, columns: int) -> None:
    maker = filled(PageMaker().grid(XS, YS)).text(380, 50, "注")
    maker.shades += [Shade(100, 40, 200, 70, "#ffff00"), Shade(350, 40, 450, 160, colour)]
    maker.shades.append(Shade(100, 160, 450, 200, colour))
    grids = print_page(maker.page()).grids
    assert (len(grids), len(grids[0].columns)) == (1, columns)


def test_a_white_area_on_a_coloured_ground_has_sides() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.shades.append(Shade(100, 70, 350, 130, "#dde6f1"))
    maker.shades += [Shade(100, 80, 350, 92, "#ffffff"), Shade(100, 108, 350, 122, "#ffffff")]
    assert print_page(maker.page()).grids[0].row_count == 8
