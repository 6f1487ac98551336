"""Rows at the top of a page: what goes on, what is printed again, what is merged."""

from __future__ import annotations

from pipeline.model import Cell
from pipeline.normalise.rows import PrintedRows, group_rows
from tests.normalise.printed import printed_cell

HEADERS = ["No.", "分野", "意見の概要", "県の考え方"]


def row_cells(row: int, texts: list[str], page_number: int = 1, *, continues: bool = False) -> list[Cell]:
    return [
        printed_cell(
            [text] if text else [], row=row, column=column, page_number=page_number, continues=continues, ems=30
        )
        for column, text in enumerate(texts)
    ]


def grouped(*later: list[Cell]) -> PrintedRows:
    """Return the rows of a table of three items on the first page, and what is given on the next."""
    cells = [printed_cell([text], column=column, is_header=True) for column, text in enumerate(HEADERS)]
    for number in (1, 2, 3):
        cells += row_cells(number, [str(number), "防災", f"避難所の意見{number}を述べたものである。", "検討する。"])
    for row in later:
        cells += row
    return group_rows(cells, 4)


def indices(rows: PrintedRows) -> list[tuple[int, ...]]:
    return [row.row_indices for row in rows.rows]


def test_a_row_that_parse_says_goes_on_belongs_to_the_row_before() -> None:
    rows = grouped(row_cells(4, ["", "", "つづき", ""], 2, continues=True))
    assert indices(rows) == [(1,), (2,), (3, 4)]
    assert rows.rows[-1].page_numbers == (1, 2)


def test_the_first_row_of_a_page_that_alone_has_no_number_goes_on() -> None:
    assert indices(grouped(row_cells(4, ["", "", "避難所を増やすべきである。", ""], 2))) == [(1,), (2,), (3, 4)]


def test_a_row_with_a_ditto_begins_though_it_has_no_number() -> None:
    assert indices(grouped(row_cells(4, ["", "〃", "避難所を増やすべきである。", ""], 2))) == [(1,), (2,), (3,), (4,)]


def test_a_row_without_number_in_the_middle_of_a_page_is_a_row() -> None:
    assert indices(grouped(row_cells(4, ["", "", "避難所を増やすべきである。", ""]))) == [(1,), (2,), (3,), (4,)]


def test_a_merged_cell_that_goes_on_beside_a_new_row_does_not_make_it_an_old_one() -> None:
    row = row_cells(4, ["4", "", "意見4である。", "検討する。"], 2)
    row[1] = printed_cell([], row=4, column=1, page_number=2, continues=True, row_span=2, ems=30)
    rows = grouped(row)
    assert indices(rows)[-1] == (4,)
    assert rows.rows[-1].inherited == {1}


def test_a_header_that_nothing_marks_as_one_is_no_row() -> None:
    rows = grouped(
        row_cells(4, ["", "", "", ""], 2), row_cells(5, HEADERS, 2), row_cells(6, ["4", "", "意見", "済"], 2)
    )
    assert indices(rows) == [(1,), (2,), (3,), (6,)]


def test_what_stands_twice_of_a_row_cut_in_two_is_known() -> None:
    again = ["3", "防災", "避難所の意見3を述べたものである。", "検討する。"]
    assert indices(grouped(row_cells(4, again, 2)))[-1] == (3, 4)
    assert grouped(row_cells(4, again, 2)).rows[-1].reprinted == {4}
    # The long cell goes on, the others are printed again.
    assert indices(grouped(row_cells(4, ["3", "防災", "避難所の意見3を述べたものである。", "来年度に増やす。"], 2)))[
        -1
    ] == (3, 4)
    assert indices(grouped(row_cells(4, ["4", "防災", "避難所の意見3を述べたものである。", "検討する。"], 2)))[-1] == (
        4,
    )


def test_a_blank_row_that_goes_on_is_no_blank_row() -> None:
    rows = grouped(row_cells(4, ["", "", "", ""], 2, continues=True))
    assert (indices(rows)[-1], rows.blank_count) == ((3, 4), 0)


def test_an_empty_cell_in_a_column_that_leaves_cells_blank_inherits_nothing() -> None:
    middle = row_cells(4, ["4", "", "意見4である。", "検討する。"])
    last = row_cells(5, ["5", "", "意見5である。", "検討する。"], 2)
    merged = [printed_cell(["交通"], row=6, column=1, page_number=2, row_span=2, ems=30)]
    rows = grouped(middle, last, merged)
    assert rows.rows[4].inherited == frozenset()


def test_numbers_that_begin_again_still_show_which_row_has_none() -> None:
    parts = [row_cells(4 + number, [str(number), "交通", "意見である。", "済"]) for number in (1, 2, 3)]
    cut = row_cells(8, ["", "p.76", "次に掲げる通り実施するものとする。", ""], 2)
    assert indices(grouped(*parts, cut))[-1] == (7, 8)


def test_a_column_of_amounts_numbers_nothing() -> None:
    rows = [
        row_cells(3 + number, ["", "防災", "意見である。", amount]) for number, amount in enumerate(["700", "35"], 1)
    ]
    assert indices(grouped(*rows))[-2:] == [(4,), (5,)]
