from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.publish.check_rows import check_rows
from pipeline.publish.tables import diff_to_records, edition_to_records, records_to_table
from tests.publish import made

Tables = dict[str, list[dict[str, Any]]]

TABLES: Tables = {
    name: records_to_table(name, records).to_pylist()
    for name, records in {
        **edition_to_records(made.edition()),
        **diff_to_records(made.diff()),
        "lineage": made.lineage(),
        "commitments": made.commitments(),
    }.items()
}


def test_an_edition_that_is_whole_has_no_fault() -> None:
    assert list(check_rows(TABLES)) == []


def put(name: str, row: int, column: str, value: object) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables[name][row][column] = value

    return change


def repeat(name: str) -> Callable[[Tables], None]:
    return lambda tables: tables[name].append(dict(tables[name][-1]))


@pytest.mark.parametrize(
    ("harm", "name", "told"),
    [
        (put("marks", 0, "end", 3), "marks", "do not cut the text"),
        (put("marks", 0, "start", -1), "marks", "do not cut the text"),
        (put("words", 0, "end", 99), "words", "do not cut the text"),
        (put("words", 0, "surface", "別"), "words", "do not cut the text"),
        (put("dates", 0, "start", 4), "dates", "do not cut the text"),
        (put("marks", 0, "ordinal", 7), "marks", "no such item"),
        (put("cells", 1, "ordinal", 7), "cells", "no such item"),
        (put("changes", 0, "to_ordinal", 7), "changes", "no such item"),
        (put("findings", 0, "ordinal", 7), "findings", "no such item"),
        (put("marks", 0, "x0", 500.0), "marks", "wrong way round"),
        (put("cells", 0, "bottom", float("nan")), "cells", "wrong way round"),
        (put("cells", 1, "glyph_count", 9), "cells", "20 glyphs are printed, and 19 accounted for"),
        (put("editions", 0, "glyph_count", 21), "cells", "21 glyphs are printed, and 20 accounted for"),
        (put("editions", 0, "page_count", 0), "marks", "there are 0 pages"),
        (put("items", 1, "ordinal", 3), "items", "do not run on from 1"),
        (put("changes", 0, "after", "別"), "changes", "do not give after"),
        (put("changes", 0, "before", "別"), "changes", "do not give before"),
        (repeat("item_divisions"), "item_divisions", "the key stands twice"),
        (repeat("editions"), "editions", "2 rows, not 1"),
        (lambda tables: tables["item_divisions"].reverse(), "item_divisions", "not in order"),
        (lambda tables: tables["items"].pop(), "editions", "item_count is 2, and items has 1 rows"),
    ],
)
def test_a_fault_is_told_with_its_dataset(harm: Callable[[Tables], None], name: str, told: str) -> None:
    tables = copy.deepcopy(TABLES)
    harm(tables)
    faults = list(check_rows(tables))
    assert any(place == name and told in what for place, what in faults), faults


@pytest.mark.parametrize("name", TABLES)
def test_what_could_not_be_read_is_left_out_without_a_fault_elsewhere(name: str) -> None:
    assert list(check_rows({other: rows for other, rows in TABLES.items() if other != name})) == []


def test_struck_out_text_stands_nowhere_in_the_field() -> None:
    tables = copy.deepcopy(TABLES)
    tables["marks"][0].update(start=2, end=2, text="消した", style="strike")
    assert list(check_rows(tables)) == []


def test_text_struck_out_behind_the_end_of_its_field_is_a_fault() -> None:
    tables = copy.deepcopy(TABLES)
    tables["marks"][0].update(start=99, end=99, text="消した", style="strike")
    assert [name for name, _ in check_rows(tables)] == ["marks"]


def test_a_mark_in_a_column_that_no_field_claims_is_held_against_extra() -> None:
    tables = copy.deepcopy(TABLES)
    tables["marks"][0].update(field="備考", text="なし")
    assert list(check_rows(tables)) == []
    tables["marks"][0].update(text="あり")
    assert [name for name, _ in check_rows(tables)] == ["marks"]
