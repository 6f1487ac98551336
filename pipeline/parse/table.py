"""Printed tables of pages → tables of the document: joined over page breaks, each row known for what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Cell, Table
from pipeline.parse.chains import chain_grids
from pipeline.parse.header_rows import header_rows
from pipeline.parse.headings import heading_rows
from pipeline.parse.number_column import number_column
from pipeline.parse.page_joins import PageJoin, join_pages
from pipeline.parse.parts import Part, grids_to_parts
from pipeline.parse.printed import PrintedGrid


def join_tables(grids: Sequence[PrintedGrid]) -> list[Table]:
    """Return the tables of a document from the printed tables of its pages, in order of reading."""
    return [_chain_to_table(index, chain) for index, chain in enumerate(chain_grids(grids))]


def _chain_to_table(table_index: int, chain: Sequence[PrintedGrid]) -> Table:
    parts, column_count = grids_to_parts(chain)
    number = number_column(parts)
    headers = header_rows(parts, number)
    headings = heading_rows(parts, headers, number, column_count)
    joins = join_pages(parts, headers.of_parts, headings, number)
    cells: list[Cell] = []
    offset = 0
    for index, part in enumerate(parts):
        cells += _part_to_cells(part, table_index, offset, headers.of_parts[index], headings[index], joins[index])
        offset += part.grid.row_count
    cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
    return Table(table_index, column_count, tuple(cells))


def _part_to_cells(  # noqa: PLR0913 - what was judged of one page, handed over once
    part: Part, table_index: int, offset: int, header: frozenset[int], headings: frozenset[int], join: PageJoin
) -> Iterator[Cell]:
    for column, cell in part.cells():
        row = cell.row_index
        yield Cell(
            part.grid.page_number, table_index, offset + row, column, cell.row_span, part.column_span(cell),
            cell.box, cell.lines, cell.glyph_count, is_header=row in header, is_heading=row in headings,
            continues=row in join.continuing or (row, column) in join.cells, reprinted=row in join.reprinted,
            angle=part.grid.angle,
        )  # fmt: skip
