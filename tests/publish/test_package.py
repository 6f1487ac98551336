from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

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
        assert resource["totalBytes"] == sum(file["bytes"] for file in resource["partitions"])
    items = package["resources"][1]
    assert (items["totalRows"], [file["rows"] for file in items["partitions"]]) == (4, [2, 2])


def test_a_column_is_told_in_both_languages_with_its_unit_and_list() -> None:
    fields = {field["name"]: field for field in table_schema(schema.MARKS)["fields"]}
    assert fields["x0"]["unit"] == "points"
    assert fields["x0"]["title"] == "左端"
    assert fields["style"]["constraints"] == {
        "required": True,
        "enum": ["colour", "underline", "strike", "bold", "highlight"],
    }
    assert fields["colour"]["constraints"]["required"] is False


def test_the_fields_are_those_of_the_files_and_the_folders_names_stand_beside(package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        assert [field["name"] for field in resource["schema"]["fields"]] == [
            column.name for column in schema.DATASETS[resource["name"]].columns
        ]
        assert [field["name"] for field in resource["partitionFields"]] == list(schema.PARTITION_COLUMNS)


def test_a_key_identifies_a_row_of_the_dataset_and_findings_have_none(package: dict[str, Any]) -> None:
    keys = {resource["name"]: resource["key"] for resource in package["resources"]}
    assert keys["items"] == ["series", "edition", "ordinal"]
    assert keys["editions"] == ["series", "edition"]
    assert keys["findings"] == []


# ── Frictionless ────────────────────────────────────────────────────────────────────────────────────────────────────


def frictionless_validate(path: Path) -> subprocess.CompletedProcess[str]:
    """Run Frictionless as people do, in a process of its own, and from the package's folder."""
    command = [sys.executable, "-m", "frictionless", "validate", path.name]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)


def one_file_a_resource(data: Path) -> Path:
    """Write the package anew with each file as a resource: of several, Frictionless opens the first only."""
    package = json.loads((data / PACKAGE_FILE).read_text("utf-8"))
    package["resources"] = [
        {"name": f"r{index}-{number}", "path": file["path"], "format": "parquet", "schema": resource["schema"]}
        for index, resource in enumerate(package["resources"])
        for number, file in enumerate(resource["partitions"])
    ]
    path = data / "each-file.json"
    path.write_text(json.dumps(package), "utf-8")
    return path


def test_frictionless_finds_the_package_and_each_of_its_files_valid(data: Path) -> None:
    with open_data_folder(data) as folder:
        record = replace(made.EDITION, publisher="例示市", url="https://www.example.jp/", licence="CC BY 4.0")
        folder.write(edition_to_files(replace(made.edition(name="R5-1"), edition_record=record)))
        write_data_package(folder)
    for path in (data / PACKAGE_FILE, one_file_a_resource(data)):
        done = frictionless_validate(path)
        assert done.returncode == 0, done.stdout


def test_frictionless_finds_a_file_of_another_schema_invalid(data: Path) -> None:
    (data / partition("items", "city-reform", "R4-4")).write_bytes(
        (data / partition("words", "city-reform", "R4-4")).read_bytes()
    )
    done = frictionless_validate(data / PACKAGE_FILE)
    assert done.returncode == 1
    assert "INVALID" in done.stdout


def with_provenance(data: Path, *told: dict[str, str]) -> dict[str, Any]:
    """Return the package of editions whose series files say this."""
    with open_data_folder(data) as folder:
        for number, facts in enumerate(told):
            edition = made.edition(name=f"R6-{number}")
            folder.write(edition_to_files(replace(edition, edition_record=replace(made.EDITION, **facts))))
    return describe_data(data)


def test_publishers_and_licences_stand_at_its_head_each_once(data: Path) -> None:
    city = {"publisher": "例示市", "url": "https://www.example.jp/", "licence": "CC BY 4.0"}
    package = with_provenance(data, city, city, {"licence": "公共データ利用規約"}, {"url": "https://www.example.jp/2"})
    assert package["sources"] == [
        {"title": "例示市", "path": "https://www.example.jp/"},
        {"title": "https://www.example.jp/2", "path": "https://www.example.jp/2"},
    ]
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0"},
        {"name": "other", "title": "公共データ利用規約"},
    ]


def test_without_a_series_file_it_claims_neither(package: dict[str, Any]) -> None:
    assert not {"sources", "licenses"} & set(package)


# ── what it does not depend on ──────────────────────────────────────────────────────────────────────────────────────


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


def test_a_file_of_another_size_is_read_however_old_it_is(data: Path) -> None:
    name = partition("items", "city-reform", "R5-1")
    (data / name).write_bytes((data / partition("items", "city-reform", "R4-4")).read_bytes() + b" ")
    let_time_pass(data)
    with open_data_folder(data) as folder:
        assert [path for job in PackageUpdate(folder).jobs() for path in job.paths] == [data / name]


def test_a_file_that_this_run_wrote_is_read_whatever_its_size_and_time(data: Path) -> None:
    """A clock may stand still, or go back: the same size and an older time would say that nothing was written."""
    name = partition("items", "city-reform", "R5-1")
    with open_data_folder(data) as folder:
        folder.write({name: (data / name).read_bytes()})
        let_time_pass(data)
        assert update(folder) == 1


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
