from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import SourceKind
from pipeline.normalise import normalise_document
from tests.normalise.printed import NO_SERIES, document_of, table_of

CELLS = table_of(["No.", "意見の概要"], [["1", "意見"], ["2", "意見"]])


@pytest.mark.parametrize(("kind", "has_boxes"), [("pdf", True), ("scan", True), ("workbook", False)])
def test_cells_have_boxes_where_there_are_pages(kind: SourceKind, has_boxes: bool) -> None:
    parsed = document_of(CELLS, 2)
    placed = normalise_document(replace(parsed, source=replace(parsed.source, kind=kind)), NO_SERIES).cells
    sides = [(cell.x0, cell.top, cell.x1, cell.bottom) for cell in placed]
    assert sides == ([tuple(cell.box) for cell in CELLS] if has_boxes else [(None,) * 4] * len(CELLS))


def test_cells_come_in_the_order_of_their_tables_and_rows() -> None:
    parsed = document_of(CELLS, 2)
    (table,) = parsed.tables
    other = replace(table, table_index=1, cells=tuple(replace(cell, table_index=1) for cell in CELLS))
    placed = normalise_document(replace(parsed, tables=(other, table), main_table_index=1), NO_SERIES).cells
    keys = list(zip(placed.table_index, placed.row_index, placed.column_index, strict=True))
    assert keys == sorted(keys)
    assert len(placed) == 2 * len(CELLS)
