"""Which rows are struck out whole, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import Cell, NormalisedDocument
from tests.normalise.printed import STRUCK, Printed, normalise, printed_cell

HEADERS = ["No.", "分野", "意見の概要", "県の考え方"]
FIRST, LAST = ["1", "防災", "避難所を増やす。", "増やす。"], ["3", "防災", "水を備える。", "備えた。"]


def struck(text: str) -> list[Printed]:
    return [[(text, STRUCK)]]


def cells_of(*rows: Sequence[str | list[Printed]]) -> list[Cell]:
    texts: list[Sequence[str | list[Printed]]] = [HEADERS, *rows]
    return [
        printed_cell([text] if isinstance(text, str) else text, row=row, column=column, is_header=row == 0, ems=30)
        for row, of_row in enumerate(texts)
        for column, text in enumerate(of_row)
    ]


def read(middle: Sequence[str | list[Printed]], last: Sequence[str] = LAST) -> NormalisedDocument:
    return normalise(cells_of(FIRST, middle, last), 4)


def numbers(document: NormalisedDocument) -> list[str | None]:
    return [row.values["number"].text if "number" in row.values else None for row in document.rows]


@pytest.mark.parametrize(
    "row",
    [
        [struck("2"), struck("環境"), struck("木を植える。"), struck("植えた。")],
        ["2", "環境", struck("木を植える。"), struck("植えた。")],  # the labels stay: rows below may be of them
        [struck("2"), "〃", struck("木を植える。"), struck("植えた。")],
    ],
)
def test_a_row_that_is_struck_out_whole_is_no_item_and_is_told(row: Sequence[str | list[Printed]]) -> None:
    document = read(row)
    assert numbers(document) == ["1", "3"]
    assert [row.ordinal for row in document.rows] == [1, 2]
    (told,) = document.findings
    assert (told.code, told.severity, told.field, told.text) == ("row_struck_out", "info", "number", "2")
    assert [cell.ordinal for cell in document.cells if cell.column_index == 0] == [None, 1, None, 2]
    assert document.unread_share == 0


@pytest.mark.parametrize(
    "row",
    [
        ["2", "環境", struck("木を植える。"), "植えた。"],  # one text of two
        ["2", "環境", struck("木を植える。"), ""],
        [
            "2",
            "環境",
            [[("木を植え", STRUCK), ("ない。", STRUCK._replace(strike=False, colour="#ff0000"))]],
            struck("済"),
        ],
        [struck("2"), struck("環境"), "木を植える。", "植えた。"],
    ],
)
def test_a_row_of_which_a_text_is_left_is_an_item(row: Sequence[str | list[Printed]]) -> None:
    assert len(read(row).rows) == 3


def test_a_table_that_is_struck_out_from_end_to_end_keeps_its_rows() -> None:
    rows = [[struck(text) for text in row] for row in (FIRST, LAST)]
    assert len(normalise(cells_of(*rows), 4).rows) == 2


def test_a_ditto_below_a_struck_row_repeats_what_it_said() -> None:
    document = read(
        [struck(text) for text in ("2", "環境", "木を植える。", "植えた。")], ["3", "〃", "水を備える。", "備えた。"]
    )
    assert document.rows[1].values["policy_area"].text == "環境"


def test_what_two_rows_share_is_no_text_that_is_left() -> None:
    headers: list[str | list[Printed]] = ["No.", "意見の概要", "県の考え方", "備考"]
    texts: list[list[str | list[Printed]]] = [
        ["1", "水を備える。", "備えた。", "済"],
        [struck("2"), struck("木を植える。"), struck("植えた。"), "済"],
        ["3", "道を直す。", "直す。"],
    ]
    for span, count in ((2, 2), (1, 3)):
        cells = [
            printed_cell(
                [text] if isinstance(text, str) else text,
                row=row,
                column=column,
                is_header=row == 0,
                ems=30,
                row_span=span if (row, column) == (2, 3) else 1,
            )
            for row, of_row in enumerate([headers, *texts])
            for column, text in enumerate(of_row)
        ]
        assert len(normalise(cells, 4).rows) == count


def test_a_row_without_a_number_is_told_by_its_text() -> None:
    cells = cells_of(FIRST[1:], [struck("環境"), struck("木を植える。"), struck("済")], LAST[1:])
    headers = [printed_cell([text], column=column, is_header=True, ems=30) for column, text in enumerate(HEADERS[1:])]
    document = normalise([*headers, *(cell for cell in cells if not cell.is_header)], 3)
    (told,) = [told for told in document.findings if told.code == "row_struck_out"]
    assert (len(document.rows), told.field, told.text) == (2, None, "環境")
