import pytest

from pipeline.model import Box, Cell, Line, Run, Style, Table
from pipeline.normalise.turned_cells import stand_upright

BOX = Box(10, 20, 40, 30)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_lines_are_turned_for_measuring_but_marks_stay_where_they_are_shown(angle: int) -> None:
    line = Line((Run("赤い字", Style("#ff0000"), BOX),), BOX, 10, 1)
    cell = Cell(1, 0, 0, 0, 1, 1, BOX, (line,), 3, angle=angle)
    upright = stand_upright(Table(0, 1, (cell,))).cells[0]
    assert upright.box == upright.lines[0].box == BOX.turned(angle)
    assert upright.lines[0].runs[0].box == BOX


def test_an_upright_table_is_left_as_it_is() -> None:
    table = Table(0, 1, (Cell(1, 0, 0, 0, 1, 1, BOX, (), 0),))
    assert stand_upright(table) is table
