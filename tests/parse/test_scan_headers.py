"""The pages of a scan vote on the letters of their header."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import PrintedGrid
from pipeline.parse.scan_headers import unify_headers
from tests.parse.tables import Drawn, grid

HEADER = ["番号", "意見の概要", "対応状況"]
MISREAD = ["番号", "意児の概要", "対応状況"]


def scanned(page_number: int, rows: Drawn, confidence: float | None = 0.9) -> PrintedGrid:
    """A table as it was recognised, every cell with that confidence."""
    printed = grid(page_number, rows)
    return replace(printed, cells=tuple(replace(cell, confidence=confidence) for cell in printed.cells))


def unified(*grids: PrintedGrid, row: int = 0) -> tuple[list[list[str]], list[tuple[str, int | None]]]:
    """Return what that row says on each page, and what is told of which page."""
    found, told = unify_headers(grids)
    return [[cell.text for cell in each.row(row)] for each in found], [(one.code, one.page_number) for one in told]


def test_the_reading_that_most_pages_have_is_that_of_all_and_told() -> None:
    pages = [scanned(1, [HEADER], 0.8), scanned(2, [MISREAD], 0.95), scanned(3, [HEADER], 0.8)]
    assert unified(*pages) == ([HEADER] * 3, [("ocr_corrected", 2)])


@pytest.mark.parametrize(("confidence", "expected"), [(0.8, HEADER), (0.95, MISREAD)])
def test_of_two_readings_on_as_many_pages_the_more_certain_one_counts(confidence: float, expected: list[str]) -> None:
    assert unified(scanned(1, [HEADER]), scanned(2, [MISREAD], confidence))[0] == [expected] * 2


@pytest.mark.parametrize(
    "other",
    [
        ["番号", "担当する課の名", "対応状況"],  # another column
        ["番母", "意児の概要", "対応状況"],  # most of its cells differ
        ["番号", "", "対応状況"],  # another merged header
    ],
)
def test_a_header_that_says_something_else_stays(other: list[str]) -> None:
    assert unified(scanned(1, [HEADER]), scanned(2, [other])) == ([HEADER, other], [])


def test_headers_of_print_are_not_voted_on() -> None:
    pages = [scanned(number, [header], None) for number, header in enumerate((HEADER, MISREAD, HEADER), 1)]
    assert unified(*pages) == ([HEADER, MISREAD, HEADER], [])


@pytest.mark.parametrize(("row", "expected"), [(2, HEADER), (3, MISREAD)])
def test_a_header_is_looked_for_in_the_first_three_rows(row: int, expected: list[str]) -> None:
    blank = [["", "", ""]] * row
    pages = [scanned(number, [*blank, header]) for number, header in enumerate((HEADER, MISREAD, HEADER), 1)]
    assert unified(*pages, row=row)[0][1] == expected
