"""Cells of a scan, put right by the run, the legend and the other cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import Box, Cell, Column, FrontMatter, Line, Run, Series, Style, Table
from pipeline.normalise.scanned import DOUBTFUL, correct_headers, correct_values, is_doubtful

SURE, DOUBTED = DOUBTFUL + 0.05, DOUBTFUL - 0.1
FRONT = FrontMatter(notes=("○：対応済　△：検討中　×：対応困難",))


def _cell(text: str, row: int, confidence: float | None, *, is_header: bool = False) -> Cell:
    box = Box(0, 20 * row, 50, 20 * row + 20)
    lines = tuple(Line((Run(line, Style("#000000"), box),), box, 9.0, 1) for line in text.split("\n") if line)
    return Cell(1, 0, row, 0, 1, 1, box, lines, len(text), is_header=is_header, confidence=confidence)


def _values(field: str, cells: Sequence[tuple[str, float | None]], series: Series | None = None) -> list[str]:
    """Return what a column of one field says once it is corrected."""
    table = Table(0, 1, tuple(_cell(text, row, confidence) for row, (text, confidence) in enumerate(cells, start=1)))
    corrected, _ = correct_values(table, [Column(0, "x", field)], FRONT, series or Series("x"))
    return [cell.text for cell in corrected.cells]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["1", "T", "3"], ["1", "2", "3"]),
        (["T", "2", "3"], ["1", "2", "3"]),
        (["T", "1", "2"], ["T", "1", "2"]),
        (["1", "2", "T"], ["1", "2", "3"]),
        (["⑨", "1", "⑪"], ["⑨", "⑩", "⑪"]),
        (["No.4", "No.S", "No.6"], ["No.4", "No.5", "No.6"]),
        (["1", "T", "7"], ["1", "T", "7"]),
        (["1", "7", "T"], ["1", "7", "T"]),
        (["8", "9", "Z", "T"], ["8", "9", "10", "11"]),
        (["7", "9", "Z"], ["7", "9", "Z"]),
        (["8", "9", "計"], ["8", "9", "計"]),
        (["1-1", "1-Z", "1-3"], ["1-1", "1-Z", "1-3"]),
    ],
)
def test_a_doubtful_number_is_that_of_its_run(read: list[str], meant: list[str]) -> None:
    cells = [(text, DOUBTED if set(text) & set("TSZ") or (text == "1" and "⑨" in read) else SURE) for text in read]
    assert _values("number", cells) == meant


def test_a_certain_number_stays_though_it_breaks_the_run() -> None:
    assert _values("number", [("1", SURE), ("7", SURE), ("3", SURE)]) == ["1", "7", "3"]


def test_a_doubtful_number_that_is_one_gives_way_to_its_run() -> None:
    assert _values("number", [("4", SURE), ("6", DOUBTED), ("6", SURE)]) == ["4", "5", "6"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [("X", "×"), ("O", "○"), ("〇", "〇"), ("一", "－"), ("◎", "◎"), ("A", "A"), ("", ""), (".○", "○"), ("・△", "△")],
)
def test_a_status_is_the_mark_of_the_legend_that_it_looks_like(read: str, meant: str) -> None:
    assert _values("status", [("○", SURE), ("△", SURE), (read, SURE)])[-1] == meant


def test_a_sign_misread_twice_is_no_word_of_the_column() -> None:
    assert _values("status", [("○", SURE), ("△", SURE), ("X", SURE), ("X", SURE)]) == ["○", "△", "×", "×"]


def test_a_word_that_stands_once_is_none_that_others_are_misreadings_of() -> None:
    assert _values("status", [("対応済", SURE), ("検討中", SURE), ("対応斉", DOUBTED)])[-1] == "対応斉"


@pytest.mark.parametrize(("confidence", "meant"), [(DOUBTED, "対応済"), (SURE, "対応斉")])
def test_a_doubtful_word_one_letter_off_is_that_of_the_column(confidence: float, meant: str) -> None:
    cells = [("対応済", SURE), ("対応済", SURE), ("検討中", SURE), ("対応斉", confidence)]
    assert _values("status", cells)[-1] == meant


@pytest.mark.parametrize(
    ("read", "confidence", "meant"),
    [
        ("商工企面課", DOUBTED, "商工企画課"),
        ("商工企面課", SURE, "商工企面課"),
        ("商工企画課.", DOUBTED, "商工企画課"),
        ("観光課", DOUBTED, "観光課"),
        ("商工企面課\n教育総務課", DOUBTED, "商工企画課\n教育総務課"),
    ],
)
def test_a_doubtful_division_is_one_that_stands_elsewhere(read: str, confidence: float, meant: str) -> None:
    assert _values("divisions", [("商工企画課", SURE), ("農政課", SURE), (read, confidence)])[-1] == meant


def test_a_division_of_the_series_is_known_too() -> None:
    assert _values("divisions", [("商工企面課", DOUBTED)], Series("x", divisions=("商工企画課",))) == ["商工企画課"]


@pytest.mark.parametrize(("last", "meant"), [("5", "6"), ("9", "T")])
def test_a_column_of_which_most_numbers_fit_one_run_is_one(last: str, meant: str) -> None:
    cells = [("1", SURE), ("2", SURE), ("3", SURE), ("9", SURE), (last, DOUBTED), ("T", DOUBTED)]
    assert _values("number", cells)[-1] == meant


def test_doubtful_numbers_that_follow_each_other_hold_a_run_together() -> None:
    cells = [("7", SURE), ("⑧", DOUBTED), ("⑨", DOUBTED), ("①", DOUBTED), ("①", DOUBTED)]
    assert _values("number", cells) == ["7", "⑧", "⑨", "⑩", "⑪"]


def test_each_correction_is_told_and_its_cell_still_doubted() -> None:
    table = Table(0, 1, (_cell("1", 1, SURE), _cell("T", 2, DOUBTED), _cell("3", 3, SURE)))
    corrected, findings = correct_values(table, [Column(0, "番号", "number")], FRONT, Series("x"))
    assert [(found.code, found.field, found.text) for found in findings] == [("ocr_corrected", "number", "2")]
    assert corrected.cells[1].confidence == DOUBTED


@pytest.mark.parametrize(
    ("read", "confidence", "meant"),
    [
        ("整埋番号", DOUBTED, "整理番号"),
        ("整埋番号", SURE, "整埋番号"),
        ("整理番号", DOUBTED, "整理番号"),
        ("甲乙丙", DOUBTED, "甲乙丙"),
    ],
)
def test_a_doubtful_header_is_the_wording_that_it_is_one_letter_from(read: str, confidence: float, meant: str) -> None:
    table = Table(0, 1, (_cell(read, 0, confidence, is_header=True),))
    assert [cell.text for cell in correct_headers(table)[0].cells] == [meant]


def test_cells_that_are_not_of_a_scan_are_left_alone() -> None:
    assert _values("number", [("1", None), ("7", None), ("3", None)]) == ["1", "7", "3"]


@pytest.mark.parametrize(("text", "doubtful"), [("高木委員", True), ("高木委\n員", True), ("高齢者福祉", False)])
def test_a_name_is_doubted_of_which_a_letter_may_have_another_form(text: str, doubtful: bool) -> None:
    assert is_doubtful(_cell(text, 1, SURE)) is doubtful


@pytest.mark.parametrize(("read", "meant"), [(".15", "15"), ("′15", "15"), ("15.", "15."), (".", ".")])
def test_dirt_before_a_number_is_none_of_it(read: str, meant: str) -> None:
    assert _values("number", [("3", SURE), (read, SURE)])[-1] == meant
