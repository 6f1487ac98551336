"""Packed cells are the cells that were packed, on one page and joined over several."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import PLAIN, Box, Cell, Line, PageFacts, PrintedCell, PrintedGrid, PrintedPage, Run, squeezed
from pipeline.packed_cells import is_packed, join_cells, pack_cells, pack_page

BOX = Box(10.0, 20.125, 110.5, 30.0)
PARTED = Line((Run("予定を", PLAIN, BOX), Run("決めた", PLAIN, BOX)), BOX, 10.5, 3)

texts = st.text("意見 \u3000\nab", max_size=6)
lines = st.lists(texts.map(lambda text: Line((Run(text, PLAIN, BOX),), BOX, 10.5, 3)) | st.just(PARTED), max_size=3)
sides = st.floats(-1e6, 1e6)
small = st.integers(0, 3000)


@st.composite
def printed_cells(draw: st.DrawFn) -> PrintedCell:
    own = tuple(draw(lines))
    box, shade = Box(*draw(st.tuples(sides, sides, sides, sides))), draw(st.sampled_from(["", "#ff0000"]))
    confidence = draw(st.none() | st.floats(0, 1))
    return PrintedCell(
        draw(small), draw(small), 1, draw(small), box, own, squeezed(own), draw(small), shade, confidence
    )


def printed_page(cells: Sequence[PrintedCell]) -> PrintedPage:
    grid = PrintedGrid(3, (0.0, 100.0), 0.0, 100.0, 4000, tuple(cells))
    return PrintedPage(PageFacts(3, 842.0, 595.0, 0, (), 0), (grid, replace(grid, cells=())), ())


def of_table(cell: PrintedCell) -> Cell:
    place = cell.row_index, cell.column_index, cell.row_span, cell.column_span
    return Cell(
        3, 1, *place, cell.box, cell.lines, cell.glyph_count, continues=bool(cell.shade), angle=cell.row_index % 2
    )


def plain(cell: PrintedCell) -> PrintedCell:
    return replace(cell, lines=tuple(cell.lines))


@given(st.lists(printed_cells(), max_size=8))
def test_a_page_is_the_same_once_its_cells_are_packed(cells: list[PrintedCell]) -> None:
    grid, empty = pack_page(printed_page(cells)).grids
    assert is_packed(grid.cells)
    assert [plain(cell) for cell in grid.cells] == cells
    assert [plain(grid.cells[number]) for number in range(len(cells))] == cells
    assert list(empty.cells) == []


@given(st.lists(printed_cells(), max_size=8), st.integers(0, 8))
def test_cells_of_a_table_are_the_same_once_packed_and_joined(cells: list[PrintedCell], cut: int) -> None:
    (grid, _) = pack_page(printed_page(cells)).grids
    of_pages = [of_table(cell) for cell in grid.cells]
    joined = join_cells([of_pages[:cut], pack_cells(of_pages[cut:])])
    expected = [of_table(cell) for cell in cells]
    assert is_packed(joined)
    assert [replace(cell, lines=tuple(cell.lines)) for cell in joined] == expected
    assert [cell.text for cell in joined] == [cell.text for cell in expected]
    assert [joined[number].text for number in range(-len(cells), len(cells))] == [cell.text for cell in expected * 2]
    assert pickle.loads(pickle.dumps(joined)) == tuple(expected)  # noqa: S301 - our own


def test_cells_whose_lines_are_of_another_page_stay_as_they_are() -> None:
    cell = PrintedCell(0, 0, 1, 1, BOX, (PARTED,), squeezed([PARTED]), 6, "")
    (grid, _), (other, _) = (pack_page(printed_page([cell])).grids for _ in range(2))
    cells = [of_table(grid.cells[0]), of_table(other.cells[0]), of_table(cell)]
    assert [list(packed.lines) for packed in pack_cells(cells)] == [[PARTED]] * 3


def test_pages_that_are_not_packed_are_joined_to_a_tuple() -> None:
    cell = of_table(PrintedCell(0, 0, 1, 1, BOX, (PARTED,), squeezed([PARTED]), 6, ""))
    joined = join_cells([[cell], [cell]])
    assert joined == (cell, cell)
    with pytest.raises(IndexError):
        join_cells([pack_cells([cell])])[1]
