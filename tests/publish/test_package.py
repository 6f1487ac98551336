from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.package import PACKAGE_FILE, describe_data, table_schema, write_data_package


@pytest.fixture
def package(data: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((data / PACKAGE_FILE).read_text("utf-8"))
    return described


def test_every_dataset_is_a_resource(package: dict[str, Any]) -> None:
    names = [resource["name"] for resource in package["resources"]]
    assert names == list(schema.DATASETS)


def test_rows_bytes_and_hash_are_those_of_the_files(data: Path, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        for file in resource["partitions"]:
            content = (data / file["path"]).read_bytes()
            assert file["bytes"] == len(content)
            assert file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == sum(file["bytes"] for file in resource["partitions"])
    items = package["resources"][1]
    assert (items["rows"], [file["rows"] for file in items["partitions"]]) == (4, [2, 2])


def test_a_column_is_told_in_both_languages_with_its_unit_and_list() -> None:
    fields = {field["name"]: field for field in table_schema(schema.MARKS)["fields"]}
    assert fields["x0"]["unit"] == "points"
    assert fields["x0"]["title"] == "左端"
    assert fields["style"]["constraints"] == {
        "required": True,
        "enum": ["colour", "underline", "strike", "bold", "highlight"],
    }
    assert fields["colour"]["constraints"]["required"] is False
    assert list(fields)[:2] == ["series", "edition"]


@pytest.mark.parametrize("dataset", schema.DATASETS.values(), ids=lambda dataset: dataset.name)
def test_a_primary_key_names_columns_that_are_never_null(dataset: schema.Dataset) -> None:
    described = table_schema(dataset)
    required = {field["name"] for field in described["fields"] if field["constraints"]["required"]}
    assert set(described.get("primaryKey", ())) <= required


def test_writing_it_again_changes_nothing(data: Path) -> None:
    before = (data / PACKAGE_FILE).read_bytes()
    with open_data_folder(data) as folder:
        write_data_package(folder)
    assert (data / PACKAGE_FILE).read_bytes() == before


def test_it_is_relative_and_has_no_clock(data: Path) -> None:
    text = (data / PACKAGE_FILE).read_text("utf-8")
    assert str(data) not in text
    assert "created" not in json.loads(text)


def test_a_file_that_is_no_parquet_is_told(data: Path) -> None:
    (data / partition("items", "city-reform", "R5-1")).write_bytes(b"no")
    with pytest.raises(BrokenDatasetError, match="not a Parquet file"):
        describe_data(data)
