"""Rows that are headings of the rows below them, read the whole way."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import PrintedGrid
from tests.parse.tables import Drawn, codes, column, grid, read

HEADER: list[str | None] = ["番号", "区分", "意見の概要", "県の考え方"]
XS = (20.0, 80.0, 140.0, 260.0, 380.0)
ITEMS: Drawn = [
    ["1", "防災", "避難所を増やす。", "検討する。"],
    ["2", "交通", "バスを増やす。", "増やした。"],
    ["3", "福祉", "備蓄を増やす。", "増やす。"],
    ["4", "道路", "道を直す。", "直す。"],
]
AGAIN: Drawn = [["1", *ITEMS[2][1:]], ["2", *ITEMS[3][1:]]]


def across(page_number: int, rows: Drawn, at: int) -> PrintedGrid:
    """Print a table with a row that is one cell over the whole width."""
    printed = grid(page_number, rows, XS)
    kept = [cell for cell in printed.cells if cell.row_index != at or cell.column_index == 0]
    spread = (replace(cell, column_span=4) if cell.row_index == at else cell for cell in kept)
    return replace(printed, cells=tuple(spread))


@pytest.mark.parametrize(
    ("heading", "later"),
    [
        (["【山手】", "", "", ""], ITEMS[2:]),
        (["", "", "【山手】", ""], AGAIN),
        (["山手", "", "", ""], AGAIN),
        (["", "山手", "", ""], AGAIN),
    ],
)
def test_a_heading_in_a_row_of_blank_cells_is_no_item_wherever_it_stands(
    heading: list[str | None], later: Drawn
) -> None:
    sections = [None, None, *["".join(filter(None, heading))] * 2]
    on_one_page = read(grid(1, [HEADER, *ITEMS[:2], heading, *later], XS))
    at_the_foot = read(grid(1, [HEADER, *ITEMS[:2], heading], XS), grid(2, [HEADER, *later], XS))
    at_the_top = read(grid(1, [HEADER, *ITEMS[:2]], XS), grid(2, [HEADER, heading, *later], XS))
    for document in (on_one_page, at_the_foot, at_the_top):
        assert [row.section for row in document.rows] == sections


@pytest.mark.parametrize(
    ("last", "number", "sections"),
    [
        (["3", "福祉", "", "増やす。"], "4", [None] * 4),
        (
            ["3", "福祉", "足りない。", "増やす。"],
            "4",
            [None, None, None, "【備蓄】備蓄を増やす。"],
        ),  # no cell of it is blank
        (["3", "福祉", "", "増やす。"], "1", [None, None, None, "【備蓄】備蓄を増やす。"]),  # another count begins
        (["3", "", "", ""], "4", [None, None, None, "【備蓄】備蓄を増やす。"]),
    ],
)
def test_the_one_text_that_a_page_had_no_room_for_is_no_heading(
    last: list[str | None], number: str, sections: list[str | None]
) -> None:
    text = "【備蓄】備蓄を増やす。"
    pages = grid(1, [HEADER, *ITEMS[:2], last], XS), grid(2, [HEADER, ["", "", text, ""], [number, *ITEMS[3][1:]]], XS)
    document = read(*pages)
    assert [row.section for row in document.rows] == sections
    if sections[-1] is None:
        assert column(document, "issue")[2] == text


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["道路", "", "", ""], "row_without_number"),
        (["合計", "", "", ""], None),
        (["〃", "", "", ""], "row_without_number"),
    ],
)
def test_what_opens_as_no_heading_and_begins_no_count_is_none(row: list[str | None], code: str | None) -> None:
    document = read(grid(1, [HEADER, *ITEMS[:2], row], XS), grid(2, [HEADER, *ITEMS[2:]], XS))
    assert [row.section for row in document.rows] == [None] * 5
    assert ("row_without_number" in codes(document)) == (code is not None)


@pytest.mark.parametrize(("text", "section"), [("※印は再掲", None), ("道路のこと", "道路のこと")])
def test_a_note_at_the_foot_of_a_page_heads_no_rows_of_the_next(text: str, section: str | None) -> None:
    first = across(1, [HEADER, *ITEMS[:2], [text, "", "", ""]], 3)
    document = read(first, grid(2, [HEADER, *ITEMS[2:]], XS))
    assert [row.section for row in document.rows] == [None, None, section, section]


def test_a_row_that_the_page_cuts_goes_on_below_a_note() -> None:
    first = across(1, [HEADER, *ITEMS[:2], ["※印は再掲", "", "", ""]], 3)
    document = read(first, grid(2, [HEADER, ["", "", "本数を戻す。", ""], *ITEMS[2:]], XS))
    assert column(document, "number") == ["1", "2", "3", "4"]
    assert column(document, "issue")[1] == "バスを増やす。\n本数を戻す。"
