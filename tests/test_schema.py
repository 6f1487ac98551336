"""The schema stands once: the record classes, the codes in use and the vocabulary keep to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
    "cells": model.Cell,
    "findings": model.Finding,
    "matches": model.Match,
    "changes": model.Change,
    "audits": model.Audit,
    "lineage": model.LineageRow,
}

COLUMNS = {
    f"{dataset.name}.{column.name}": column for dataset in schema.DATASETS.values() for column in dataset.columns
}


def record_columns(record: type[Struct | NamedTuple]) -> list[str]:
    """Return the columns that a record class gives: boxes unrolled, and what only passes between rooms left out."""
    names = list(record.__struct_fields__ if issubclass(record, Struct) else record._fields)
    if record is not model.Cell:
        return names
    unrolled = {"box": [*model.Box._fields], "lines": ["text"], "is_header": [], "continues": [], "angle": []}
    return [column for name in names for column in unrolled.get(name, [name])]


def calls_of_finding() -> Iterator[ast.Call]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "finding":
                yield node


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


@pytest.mark.parametrize("code", schema.FINDINGS)
def test_a_finding_code_is_explained(code: str) -> None:
    severity, meaning = schema.FINDINGS[code]
    assert schema.finding(code, "because").severity == severity
    assert meaning.endswith(".")


def test_an_undeclared_finding_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        schema.finding("no_such_code", "because")


@pytest.mark.parametrize("code", schema.FINDINGS)
def test_a_declared_finding_is_made_somewhere(code: str) -> None:
    sources = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "schema.py")
    assert any(f'"{code}"' in source for source in sources)


def test_only_declared_findings_are_made() -> None:
    codes = {
        part.value for call in calls_of_finding() for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)
    }
    assert {code for code in codes if isinstance(code, str)} <= set(schema.FINDINGS)
