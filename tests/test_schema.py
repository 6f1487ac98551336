"""The schema stands once: the record classes, the codes in use and the vocabulary keep to it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec import Struct

from pipeline import model, schema

PACKAGE = Path(__file__).parents[1] / "pipeline"

RECORDS = {
    "editions": model.Edition,
    "items": model.Item,
    "marks": model.Mark,
    "sources": model.SourceMention,
    "item_divisions": model.ItemDivision,
    "words": model.Word,
    "dates": model.DateMention,
    "tables": model.TableRecord,
    "rows": model.TableRow,
    "cells": model.CellRecord,
    "findings": model.Finding,
    "matches": model.Match,
    "changes": model.Change,
    "audits": model.Audit,
    "lineage": model.LineageRow,
    "commitments": model.Commitment,
}

COLUMNS = {
    f"{dataset.name}.{column.name}": column for dataset in schema.DATASETS.values() for column in dataset.columns
}


def record_columns(record: type[Struct | NamedTuple]) -> list[str]:
    """Return the columns that a record class gives."""
    return list(record.__struct_fields__ if issubclass(record, Struct) else record._fields)


def test_columns_are_those_of_their_rows() -> None:
    for columns in (model.Words, model.Cells):
        assert columns.__struct_fields__ == columns.row._fields


def test_every_dataset_has_a_record_class() -> None:
    assert list(RECORDS) == list(schema.DATASETS)
    assert sorted([*schema.EDITION_DATASETS, *schema.PAIR_DATASETS]) == sorted(schema.DATASETS)


@pytest.mark.parametrize("name", schema.DATASETS)
def test_a_record_class_has_the_columns_of_its_dataset(name: str) -> None:
    expected = [column.name for column in schema.DATASETS[name].columns]
    given = record_columns(RECORDS[name])
    assert sorted(given) == sorted(expected)


@pytest.mark.parametrize("name", schema.DATASETS)
def test_column_names_are_unique_and_keys_are_columns(name: str) -> None:
    dataset = schema.DATASETS[name]
    names = [column.name for column in dataset.columns]
    assert len(names) == len(set(names))
    assert set(dataset.key) <= set(names)
    assert not set(schema.PARTITION_COLUMNS) & set(names)


@pytest.mark.parametrize("name", schema.DATASETS)
def test_a_dataset_is_described(name: str) -> None:
    assert schema.DATASETS[name].description.endswith(".")


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_a_column_is_described_in_both_languages(column: schema.Column) -> None:
    assert column.description.endswith(".")
    assert not column.ja.isascii() or column.ja.startswith("ISO")


def test_a_column_name_has_one_type_and_unit_throughout() -> None:
    kinds: dict[str, set[tuple[str, str | None]]] = {}
    for column in COLUMNS.values():
        kinds.setdefault(column.name, set()).add((column.type, column.unit))
    # audits counts fields, lineage says of one item whether any changed
    assert [name for name, found in kinds.items() if len(found) > 1] == ["changed"]


@pytest.mark.parametrize("name", schema.DATASETS)
def test_the_arrow_schema_says_what_the_declaration_says(name: str) -> None:
    dataset, arrow = schema.DATASETS[name], schema.arrow_schema(name)
    for column, field in zip(dataset.columns, arrow, strict=True):
        assert (field.name, field.nullable) == (column.name, column.nullable)
        metadata = field.metadata or {}
        assert metadata[b"description"].decode() == column.description
        assert metadata.get(b"unit", b"").decode() == (column.unit or "")
