from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import DataFolder, open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.package import (
    PACKAGE_FILE,
    PackageUpdate,
    describe_data,
    describe_files,
    table_schema,
    write_data_package,
)
from tests.publish import made


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


# ── brought up to date ──────────────────────────────────────────────────────────────────────────────────────────────


def update(folder: DataFolder) -> int:
    """Bring the package up to date, and return how many files were read for it."""
    package = PackageUpdate(folder)
    jobs = package.jobs()
    package.write([entry for job in jobs for entry in describe_files(job)])
    return sum(len(job.paths) for job in jobs)


def let_time_pass(data: Path) -> None:
    """Make everything a second older than a package that is written now."""
    for path in data.rglob("*.parquet"):
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10**9))


def test_nothing_is_read_where_nothing_was_written(data: Path) -> None:
    let_time_pass(data)
    before = (data / PACKAGE_FILE).read_bytes()
    with open_data_folder(data) as folder:
        assert update(folder) == 0
    assert (data / PACKAGE_FILE).read_bytes() == before


def test_what_was_written_meanwhile_is_read_and_the_whole_is_as_if_all_were(data: Path) -> None:
    let_time_pass(data)
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition(name="R9-1")))
        assert update(folder) == len(schema.EDITION_DATASETS)
    assert json.loads((data / PACKAGE_FILE).read_bytes()) == describe_data(data)


def test_a_file_that_came_after_the_package_is_read_whoever_wrote_it(data: Path) -> None:
    """As after a run that was killed between the two; the size alone would not tell."""
    let_time_pass(data)
    path = data / partition("items", "city-reform", "R5-1")
    content = path.read_bytes()
    path.write_bytes(content[:-1] + content[-1:])
    os.utime(path, ns=(0, (data / PACKAGE_FILE).stat().st_mtime_ns + 1))
    with open_data_folder(data) as folder:
        assert [path.relative_to(data) for job in PackageUpdate(folder).jobs() for path in job.paths] == [
            Path(partition("items", "city-reform", "R5-1"))
        ]


def test_a_file_that_is_gone_is_gone_from_the_package(data: Path) -> None:
    let_time_pass(data)
    (data / partition("words", "city-reform", "R5-1")).unlink()
    with open_data_folder(data) as folder:
        update(folder)
    assert json.loads((data / PACKAGE_FILE).read_bytes()) == describe_data(data)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"resources": [{"partitions": [{"path": 1}]}]}', b"\xff"])
def test_a_package_that_cannot_be_believed_is_made_anew(data: Path, content: bytes) -> None:
    let_time_pass(data)
    whole = (data / PACKAGE_FILE).read_bytes()
    (data / PACKAGE_FILE).write_bytes(content)
    with open_data_folder(data) as folder:
        assert update(folder) == len(list(data.rglob("*.parquet")))
    assert (data / PACKAGE_FILE).read_bytes() == whole
