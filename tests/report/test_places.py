from __future__ import annotations

from pipeline.model import Box, CellRecord
from pipeline.report.places import SURROUNDINGS, CropKey, cells_to_places
from tests.report.records import cell

# Two rows of a table 400 points wide: a number, a wide text, a status mark.
ROWS = [
    cell(1, "number", (0, 100, 30, 150), column_index=0),
    cell(1, "response", (30, 100, 370, 150), column_index=1),
    cell(1, "status", (370, 100, 400, 150), column_index=2),
    cell(2, "response", (30, 150, 370, 170), column_index=1),
]


def places(cells: list[CellRecord], ordinal: int, field: str | None) -> list[tuple[int, Box]]:
    key = CropKey(ordinal, field)
    return [(place.page_number, place.box) for place in cells_to_places(cells, [key])[key]]


def test_a_wide_cell_is_cut_as_it_is() -> None:
    assert places(ROWS, 1, "response") == [(1, Box(30, 100, 370, 150))]


def test_a_row_is_cut_as_wide_as_its_table() -> None:
    assert places(ROWS, 2, None) == [(1, Box(0, 150, 400, 170))]


def test_a_narrow_cell_is_cut_with_its_neighbours_and_stays_in_focus() -> None:
    key = CropKey(1, "status")
    (place,) = cells_to_places(ROWS, [key])[key]
    assert place.box == Box(400 - SURROUNDINGS, 100, 400, 150)
    assert place.focus == Box(370, 100, 400, 150)


def test_a_row_that_a_page_break_cuts_is_cut_on_both_pages() -> None:
    cells = [*ROWS, cell(2, "response", (30, 60, 370, 90), page_number=2)]
    assert places(cells, 2, "response") == [(1, Box(30, 150, 370, 170)), (2, Box(30, 60, 370, 90))]
    assert [page for page, _ in places(cells, 2, None)] == [1, 2]


def test_a_cell_merged_downwards_does_not_make_its_row_as_high_as_itself() -> None:
    merged = cell(1, "policy_area", (0, 100, 30, 300), row_span=4)
    assert places([merged, *ROWS[1:]], 1, None) == [(1, Box(0, 100, 400, 150))]


def test_a_row_of_merged_cells_only_is_still_cut() -> None:
    assert places([cell(1, "issue", (0, 0, 200, 80), row_span=2)], 1, None) == [(1, Box(0, 0, 200, 80))]


def test_a_column_that_no_field_claims_is_found_by_its_header() -> None:
    cells = [
        cell(None, None, (0, 0, 200, 10), row_index=0, column_index=0, column_span=2, text="医療\n機関"),
        cell(None, None, (0, 10, 100, 20), row_index=1, column_index=0, text="名 称"),
        cell(None, None, (100, 10, 200, 20), row_index=1, column_index=1, text="住所"),
        cell(1, None, (0, 20, 100, 40), row_index=2, column_index=0),
        cell(1, None, (100, 20, 200, 40), row_index=2, column_index=1),
        cell(None, None, (0, 0, 200, 10), row_index=3, column_index=0, page_number=2, text="医療機関"),
    ]
    assert places(cells, 1, "医療機関 / 住所") == [(1, Box(100, 20, 200, 40))]


def test_a_cell_that_cannot_be_told_is_shown_by_its_row() -> None:
    assert places(ROWS, 1, "備考") == [(1, Box(0, 100, 400, 150))]


def test_an_item_without_cells_or_boxes_has_no_places() -> None:
    assert places(ROWS, 9, None) == []
    boxless = cell(1, "issue", (None,) * 4)  # type: ignore[arg-type]  # as a transcript's cells may be
    assert places([boxless], 1, "issue") == []
