"""Cells that are drawn one by one, each with a border of its own."""

import pytest

from pipeline.layout.grid import rules_to_grids
from pipeline.model import Grid, Rule


def boxes(gap: float, columns: int = 3, rows: int = 3) -> list[Grid]:
    rules: list[Rule] = []
    for column in range(columns):
        for row in range(rows):
            x0, top = 50 + column * (60 + gap), 40 + row * (20 + gap)
            x1, bottom = x0 + 60, top + 20
            sides = ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
            rules += [Rule(*side) for side in sides]
    return rules_to_grids(rules)


@pytest.mark.parametrize("gap", [1.5, 3.75, 8.5])
def test_boxes_with_gaps_between_are_the_cells_of_a_table(gap: float) -> None:
    (grid,) = boxes(gap)
    assert (len(grid.cells), len(grid.columns), len(grid.rows)) == (9, 4, 4)


@pytest.mark.parametrize(("gap", "columns", "rows"), [(9.5, 3, 3), (4, 7, 1)])
def test_boxes_far_apart_or_in_one_row_are_no_table(gap: float, columns: int, rows: int) -> None:
    assert boxes(gap, columns, rows) == []
