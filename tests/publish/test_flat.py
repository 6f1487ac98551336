from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.publish.flat import FlatTable, defuse, flatten_edition
from pipeline.publish.layout import partition


@pytest.fixture
def tables(data: Path) -> dict[str, FlatTable]:
    return {table.name: table for table in flatten_edition(data, "city-reform", "R5-1")}


def test_a_dataset_that_is_not_there_is_told_and_not_passed_over(data: Path) -> None:
    (data / partition("changes", "city-reform", "R5-1")).unlink()
    with pytest.raises(BrokenDatasetError, match="there is no such file"):
        list(flatten_edition(data, "city-reform", "R5-1"))


def test_a_cell_holds_one_value(tables: dict[str, FlatTable]) -> None:
    values = [value for table in tables.values() for row in table.rows for value in row]
    assert [value for value in values if isinstance(value, (list, dict, tuple))] == []


def test_every_dataset_is_a_table_with_its_partition_columns(tables: dict[str, FlatTable]) -> None:
    assert set(tables) == {
        *schema.DATASETS, "editions_header_fields", "editions_headers", "editions_notes",
        "editions_status_legend", "items_dittos", "items_extra", "tables_headers", "rows_values", "changes_segments",
        "changes_gone", "changes_weights",
    }  # fmt: skip
    assert {table.header[:2] for table in tables.values()} == {("series", "edition")}
    assert {len(row) == len(table.header) for table in tables.values() for row in table.rows} == {True}


def test_a_map_becomes_rows_that_join_by_the_key(tables: dict[str, FlatTable]) -> None:
    assert tables["items_extra"].header == ("series", "edition", "ordinal", "position", "key", "value")
    assert tables["items_extra"].rows == [
        ("city-reform", "R5-1", 1, 1, "備考", "なし"),
        ("city-reform", "R5-1", 1, 2, "先", "後"),
    ]


def test_segments_become_rows(tables: dict[str, FlatTable]) -> None:
    table = tables["changes_segments"]
    assert [row[-3:] for row in table.rows] == [
        ("delete", "検討", True),
        ("insert", "予定", True),
        ("equal", "を決めた。", False),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "＋1", "＠a"])
def test_a_text_that_would_run_is_defused(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "1", "○", "・-", "a=b", -1, -1.5, None, True])
def test_any_other_value_stays(value: object) -> None:
    assert defuse(value) is value


@given(st.text())
def test_no_defused_text_begins_like_a_formula(text: str) -> None:
    assert not defuse(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert defuse(text).removeprefix("'") == text.removeprefix("'") or defuse(text) == f"'{text}"
