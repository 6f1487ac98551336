"""Printed tables of pages → tables of the document: joined over page breaks, each row known for what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Cell, Heading, Line, PageFacts, PrintedGrid, Table
from pipeline.packed_cells import is_packed, join_cells, pack_cells
from pipeline.parse.captions import Surroundings, by_level, part_headings
from pipeline.parse.chains import chain_grids
from pipeline.parse.header_rows import header_rows
from pipeline.parse.headings import heading_rows
from pipeline.parse.number_column import number_column
from pipeline.parse.page_joins import PageJoin, join_pages
from pipeline.parse.parts import Part, grids_to_parts
from pipeline.vocabulary.front import may_be_heading


def join_tables(grids: Sequence[PrintedGrid], pages: Iterable[PageFacts] = ()) -> list[Table]:
    """Return the tables of a document from the printed tables of its pages, in order of reading.

    Args:
        grids: The printed tables.
        pages: What stands around them; headings between the parts of a table are looked for there.
    """
    around = Surroundings.of(pages, grids)
    return [_chain_to_table(index, chain, around) for index, chain in enumerate(chain_grids(grids))]


def _chain_to_table(table_index: int, chain: Sequence[PrintedGrid], around: Surroundings) -> Table:
    parts, column_count = grids_to_parts(chain)
    number = number_column(parts)
    headers = header_rows(parts, number)
    heading_of = heading_rows(parts, headers, number, column_count)
    own = [_text(_row_lines(part, row)) for part, rows in zip(parts, heading_of, strict=True) for row in sorted(rows)]
    beside = part_headings(chain, around, own)
    joins = join_pages(parts, headers.of_parts, heading_of, number, beside.new_sections())
    pages: list[Sequence[Cell]] = []
    rows: list[Heading] = []
    offsets: list[int] = []
    offset = 0
    for index, part in enumerate(parts):
        cells = [*_part_to_cells(part, table_index, offset, headers.of_parts[index], heading_of[index], joins[index])]
        cells.sort(key=lambda cell: (cell.row_index, cell.column_index))
        pages.append(pack_cells(cells) if is_packed(part.grid.cells) else cells)
        rows += (Heading(offset + row, _row_lines(part, row)) for row in sorted(heading_of[index]))
        offsets.append(offset)
        offset += part.grid.row_count
    joined = join_cells(pages)
    starts = zip(offsets, beside.of_parts, strict=True)
    above = [Heading(start, each, is_row=False) for start, lines in starts for each in by_level(lines)]
    if headers.banners and len(rows) == len(headers.banners) and not above:  # a title within the frame
        title = (line for heading in rows for line in heading.lines if may_be_heading(line.text))  # and no unit
        return Table(table_index, column_count, joined, tuple(title))
    headings = sorted([*above, *rows], key=lambda heading: heading.row_index)
    return Table(table_index, column_count, joined, beside.caption, tuple(headings), beside.passed_over)


def _row_lines(part: Part, row_index: int) -> tuple[Line, ...]:
    return tuple(line for _, cell in sorted(part.rows[row_index].items()) for line in cell.lines)


def _text(lines: Iterable[Line]) -> str:
    return "".join(line.text for line in lines)


def _part_to_cells(  # noqa: PLR0913 - what was judged of one page, handed over once
    part: Part, table_index: int, offset: int, header: frozenset[int], headings: frozenset[int], join: PageJoin
) -> Iterator[Cell]:
    for column, cell in part.cells():
        row = cell.row_index
        yield Cell(
            part.grid.page_number, table_index, offset + row, column, cell.row_span, part.column_span(cell),
            cell.box, cell.lines, cell.glyph_count, is_header=row in header, is_heading=row in headings,
            continues=row in join.continuing or (row, column) in join.cells, reprinted=row in join.reprinted,
            angle=part.grid.angle, confidence=cell.confidence,
        )  # fmt: skip
