import itertools

import pytest

from pipeline.errors import LimitExceededError
from pipeline.layout.grid import rules_to_grids
from pipeline.model import Grid, Rule
from tests.pages import PageMaker

XS, YS = (50.0, 150.0, 250.0, 350.0), (40.0, 80.0, 120.0, 160.0)


def grid_rules() -> list[Rule]:
    return PageMaker().grid(XS, YS).rules


def shape(grid: Grid) -> tuple[int, int, int]:
    return len(grid.rows) - 1, len(grid.columns) - 1, len(grid.cells)


def test_a_plain_grid_has_a_cell_for_each_place() -> None:
    (grid,) = rules_to_grids(grid_rules())
    assert shape(grid) == (3, 3, 9)
    assert grid.columns == pytest.approx(XS)
    assert grid.rows == pytest.approx(YS)


@pytest.mark.parametrize("offset", [0.6, 1.0, 1.8])
def test_rules_drawn_twice_are_one_line(offset: float) -> None:
    rules = grid_rules()
    doubled = [Rule(r.x0 + offset, r.top + offset, r.x1 + offset, r.bottom + offset) for r in rules]
    (grid,) = rules_to_grids([*rules, *doubled])
    assert shape(grid) == (3, 3, 9)


@pytest.mark.parametrize("gap", [0.5, 1.0, 2.0])
def test_cell_sides_that_miss_each_other_by_a_point_still_make_cells(gap: float) -> None:
    rules = []
    for left, right in itertools.pairwise(XS):
        rules += [Rule(left + gap, y, right - gap, y + 0.5) for y in YS]
    for top, bottom in itertools.pairwise(YS):
        rules += [Rule(x, top + gap, x + 0.5, bottom - gap) for x in XS]
    (grid,) = rules_to_grids(rules)
    assert shape(grid) == (3, 3, 9)


def test_an_open_side_between_two_places_is_one_merged_cell() -> None:
    rules = [
        *(Rule(50, y, 350, y + 0.5) for y in YS),
        *(Rule(x, 40, x + 0.5, 160) for x in (50, 250, 350)),
        Rule(150, 80, 150.5, 160),
    ]
    (grid,) = rules_to_grids(rules)
    spans = {(c.row_index, c.column_index): (c.row_span, c.column_span) for c in grid.cells}
    assert spans[0, 0] == (1, 2)
    assert spans[1, 0] == (1, 1)
    assert len(spans) == 8


def test_a_cell_merged_down_spans_its_rows() -> None:
    rules = [
        *(Rule(x, 40, x + 0.5, 160) for x in XS),
        *(Rule(50, y, 350, y + 0.5) for y in (40, 160)),
        *(Rule(150, y, 350, y + 0.5) for y in (80, 120)),
    ]
    (grid,) = rules_to_grids(rules)
    assert {(c.row_index, c.column_index, c.row_span) for c in grid.cells if c.column_index == 0} == {(0, 0, 3)}


def test_a_table_without_outer_uprights_ends_where_its_level_lines_end() -> None:
    rules = [*(Rule(50, y, 350, y + 0.5) for y in YS), *(Rule(x, 40, x + 0.5, 160) for x in XS[1:-1])]
    (grid,) = rules_to_grids(rules)
    assert shape(grid) == (3, 3, 9)
    assert grid.columns[0] == pytest.approx(50, abs=1)


def test_a_table_that_goes_on_has_a_last_row_without_a_bottom_line() -> None:
    rules = [*(Rule(50, y, 350, y + 0.5) for y in YS[:-1]), *(Rule(x, 40, x + 0.5, 160) for x in XS)]
    (grid,) = rules_to_grids(rules)
    assert shape(grid) == (3, 3, 9)
    assert grid.open_bottom


def test_the_space_beside_a_stepped_table_is_no_cell() -> None:
    rules = [
        *(Rule(50, y, 350, y + 0.5) for y in YS[:-1]),
        Rule(150, 160, 350, 160.5),
        Rule(50, 40, 50.5, 120),
        *(Rule(x, 40, x + 0.5, 160) for x in XS[1:]),
    ]
    (grid,) = rules_to_grids(rules)
    assert (2, 0) not in {(c.row_index, c.column_index) for c in grid.cells}
    assert len(grid.cells) == 8


def test_a_cell_whose_outer_side_is_missing_is_still_a_cell() -> None:
    rules = [
        *(Rule(50, y, 350, y + 0.5) for y in YS),
        *(Rule(x, 40, x + 0.5, 160) for x in XS[:-1]),
        Rule(350, 40, 350.5, 80),
        Rule(350, 120, 350.5, 160),
    ]
    (grid,) = rules_to_grids(rules)
    assert shape(grid) == (3, 3, 9)


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert rules_to_grids(PageMaker().grid((10, 300), (10, 200)).rules) == []


def test_a_frame_around_the_page_does_not_swallow_the_table_in_it() -> None:
    rules = [*PageMaker().grid((10, 390), (10, 390)).rules, *grid_rules()]
    (grid,) = rules_to_grids(rules)
    assert shape(grid) == (3, 3, 9)


def test_two_tables_on_a_page_are_two() -> None:
    lower = PageMaker().grid(XS, (200.0, 240.0, 280.0)).rules
    first, second = rules_to_grids([*grid_rules(), *lower])
    assert shape(first) == (3, 3, 9)
    assert shape(second) == (2, 3, 6)


def test_a_table_drawn_within_a_cell_belongs_to_that_cell() -> None:
    inner = PageMaker().grid((160.0, 200.0, 240.0), (85.0, 100.0, 115.0)).rules
    (grid,) = rules_to_grids([*grid_rules(), *inner])
    assert shape(grid) == (3, 3, 9)


def test_a_short_line_within_a_cell_does_not_cut_it() -> None:
    (grid,) = rules_to_grids([*grid_rules(), Rule(150, 100, 230, 100.5)])
    assert len(grid.cells) == 9


def test_a_mesh_finer_than_any_table_is_refused() -> None:
    places = [10 + 6.0 * number for number in range(400)]
    with pytest.raises(LimitExceededError, match="399 by 399"):
        rules_to_grids(PageMaker().grid(places, places).rules)


@pytest.mark.parametrize("y", [20.0, 190.0])
def test_a_line_under_a_heading_as_wide_as_the_table_is_none_of_its_sides(y: float) -> None:
    rules = [*(Rule(50, at, 350, at + 0.5) for at in YS[:-1]), *(Rule(x, 40, x + 0.5, 160) for x in XS)]
    (grid,) = rules_to_grids([*rules, Rule(50, y, 350, y + 0.5)])
    assert shape(grid) == (3, 3, 9)
    assert grid.open_bottom
