"""Blank cells at the top of a page that nothing drawn shows to be merged."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import NormalisedDocument
from tests.normalise.printed import normalise, normalise_table, printed_cell, table_of

HEADERS = ["No.", "分野", "項目", "意見の概要"]
BODY = "避難所を増やすべきである。"


def read(rows: Sequence[tuple[str, str]], pages: Sequence[int]) -> NormalisedDocument:
    """Return a table of items with these areas and categories, printed on these pages."""
    printed = [[str(number), *repeated, BODY] for number, repeated in enumerate(rows, start=1)]
    return normalise_table(HEADERS, printed, pages=pages)


def values(document: NormalisedDocument, field: str) -> list[str | None]:
    return [row.values[field].text if field in row.values else None for row in document.rows]


def concluded(document: NormalisedDocument) -> list[tuple[int | None, str | None, str | None]]:
    return [(f.ordinal, f.field, f.text) for f in document.findings if f.code == "merged_over_page"]


def test_a_cell_blank_at_the_top_of_a_page_goes_on_from_the_row_above_and_is_told() -> None:
    document = read([("交通", "道路"), ("防災", "水害"), ("", "地震"), ("産業", "農業")], [1, 1, 2, 2])
    assert values(document, "policy_area") == ["交通", "防災", "防災", "産業"]
    assert ["policy_area" in row.dittos for row in document.rows] == [False, False, True, False]
    assert concluded(document) == [(3, "policy_area", "防災")]
    assert {finding.severity for finding in document.findings} == {"info"}


def test_a_cell_may_go_on_over_several_pages_of_one_row_each() -> None:
    document = read([("防災", "水害"), ("", "地震"), ("", "")], [1, 2, 3])
    assert values(document, "policy_area") == ["防災"] * 3
    assert values(document, "category") == ["水害", "地震", "地震"]
    assert concluded(document) == [(2, "policy_area", "防災"), (3, "policy_area", "防災"), (3, "category", "地震")]


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        ([("防災", "水害"), ("", "地震")], [1, 1]),  # in the middle of a page it is just blank
        ([("防災", "水害"), ("", "地震"), ("交通", "道路"), ("", "道路")], [1, 2, 2, 2]),  # a column with other blanks
        ([("防災", "水害"), ("〃", "地震"), ("", "地震")], [1, 1, 2]),  # who merges cells prints no dittos
        ([("", "水害"), ("", "地震")], [1, 2]),  # nothing stands above
    ],
)
def test_a_blank_cell_that_may_be_just_blank_stays_so(rows: list[tuple[str, str]], pages: list[int]) -> None:
    document = read(rows, pages)
    assert values(document, "policy_area")[-1] is None
    assert not [place for place in concluded(document) if place[0] == len(rows)]


def test_a_category_ends_where_its_policy_area_does() -> None:
    document = read([("防災", "水害"), ("交通", "")], [1, 2])
    assert values(document, "category") == ["水害", None]
    assert concluded(document) == []


def test_a_blank_cell_of_another_field_is_blank() -> None:
    rows = [["1", "防災", "意見である。", "検討する。"], ["2", "交通", "意見である。", ""]]
    document = normalise_table(["No.", "分野", "意見の概要", "県の考え方"], rows, pages=[1, 2])
    assert values(document, "response") == ["検討する。", None]


def test_under_a_new_heading_nothing_goes_on() -> None:
    cells = table_of(HEADERS, [["1", "防災", "水害", BODY]])
    cells.append(printed_cell(["第2部"], row=2, column_span=4, page_number=2, is_heading=True))
    cells += (cell for cell in table_of(HEADERS, [[""] * 4, [""] * 4, ["2", "", "地震", BODY]], pages=[1, 1, 2])[-4:])
    assert values(normalise(cells, 4), "policy_area") == ["防災", None]


def test_a_row_that_the_page_cut_goes_on_as_a_row() -> None:
    cells = table_of(HEADERS, [["1", "防災", "水害", BODY]])
    rest = [["", "", "", "つづきである。"]]
    cells += (
        printed_cell([text] if text else [], row=2, column=column, page_number=2, continues=True, ems=30)
        for column, text in enumerate(rest[0])
    )
    document = normalise(cells, 4)
    assert len(document.rows) == 1
    assert concluded(document) == []


def test_a_blank_cell_at_the_foot_of_a_page_is_one_with_the_label_below_and_is_told() -> None:
    document = read([("交通", "道路"), ("", "水害"), ("防災", "地震"), ("産業", "農業")], [1, 1, 2, 2])
    assert values(document, "policy_area") == ["交通", "防災", "防災", "産業"]
    assert ["policy_area" in row.dittos for row in document.rows] == [False, False, True, False]
    assert concluded(document) == [(3, "policy_area", "防災")]


def test_a_label_cut_in_mid_word_is_one_label_over_the_break() -> None:
    document = read([("交通", "道路"), ("情報公", "水害"), ("開の推進", "地震"), ("産業", "農業")], [1, 1, 2, 2])
    assert values(document, "policy_area") == ["交通", "情報公開の推進", "情報公開の推進", "産業"]
    assert concluded(document) == [(3, "policy_area", "情報公開の推進")]


def test_a_label_over_three_pages_belongs_to_the_row_in_which_it_begins() -> None:
    document = read([("交通", "道路"), ("情報公", "水害"), ("開の推", "地震"), ("進の方針", "農業")], [1, 1, 2, 3])
    assert values(document, "policy_area") == ["交通", *["情報公開の推進の方針"] * 3]
