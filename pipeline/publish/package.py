"""``datapackage.json``: what each dataset holds, for analysts, whose tools do not show Parquet field metadata.

Plain JSON after Frictionless' Data Package 2.0 (https://datapackage.org), made from the schema and from what is on
disk. A dataset is one resource of many files; ``partitions`` tells rows, bytes and SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.publish.folder import DataFolder
from pipeline.publish.layout import list_partitions, partition_names

PACKAGE_FILE = "datapackage.json"

_TYPES = {
    "string": "string",
    "bool": "boolean",
    "int16": "integer",
    "int32": "integer",
    "double": "number",
    "date32[day]": "date",
    "list<string>": "array",
    "map<string, string>": "object",
    schema.SEGMENTS_TYPE: "array",
}


def _field(column: schema.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.values:
        constraints["enum"] = list(column.values)
    described = {
        "name": column.name,
        "title": column.ja,
        "description": column.description,
        "type": _TYPES[column.type],
        "arrowType": column.type,
        "unit": column.unit,
        "constraints": constraints,
    }
    return {key: value for key, value in described.items() if value is not None}


def _partition_field(name: str, title: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "description": description,
        "type": "string",
        "arrowType": "string",
        "constraints": {"required": True},
    }


_PARTITION_FIELDS = [
    _partition_field("series", "シリーズ", "Run of documents by one publisher; a partition, in the path."),
    _partition_field("edition", "版", "One document of the series; a partition, in the path."),
]


def table_schema(dataset: schema.Dataset) -> dict[str, Any]:
    """Return a dataset's Table Schema, partition columns first; a primary key where there is one without nulls."""
    described: dict[str, Any] = {"fields": [*_PARTITION_FIELDS, *map(_field, dataset.columns)]}
    has_key = bool(dataset.key) or dataset is schema.EDITIONS
    if has_key and not any(dataset.column(name).nullable for name in dataset.key):
        described["primaryKey"] = [*schema.PARTITION_COLUMNS, *dataset.key]
    return described


class FilesToDescribe(Struct, frozen=True):
    """Files of a data folder, to be described by ``describe_files``, maybe in another process."""

    data: Path
    paths: tuple[Path, ...]


def describe_files(job: FilesToDescribe) -> list[dict[str, Any]]:
    """Return what the data package says of each file.

    Raises:
        BrokenDatasetError: A file is no Parquet.
    """
    return [_describe_file(job.data, path) for path in job.paths]


def _describe_file(data: Path, path: Path) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = path.read_bytes()
    try:
        rows = pq.read_metadata(pa.BufferReader(content)).num_rows
    except pa.ArrowException as error:
        raise BrokenDatasetError(f"not a Parquet file: {error}", str(path), "Run akaji run --force.") from error
    series, edition = partition_names(path)
    return {
        "path": path.relative_to(data).as_posix(),
        "series": series,
        "edition": edition,
        "rows": rows,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def describe_data(data: Path) -> dict[str, Any]:
    """Return the data package of what lies under a folder; ``BrokenDatasetError`` for a file that is no Parquet."""
    paths = {name: list_partitions(data, name) for name in schema.DATASETS}
    return _package({name: describe_files(FilesToDescribe(data, tuple(paths[name]))) for name in paths})


def _package(partitions: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, Any]:
    """Return the data package of these files, which are given by dataset."""
    resources = [
        {
            "name": dataset.name,
            "title": f"One row {dataset.row}",
            "description": dataset.description,
            "path": [partition["path"] for partition in partitions[dataset.name]],
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "rows": sum(partition["rows"] for partition in partitions[dataset.name]),
            "bytes": sum(partition["bytes"] for partition in partitions[dataset.name]),
            "schema": table_schema(dataset),
            "partitions": partitions[dataset.name],
        }
        for dataset in schema.DATASETS.values()
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "akaji",
        "title": "Tables of Japanese public meetings as datasets",
        "schemaVersion": schema.SCHEMA_VERSION,
        "resources": resources,
    }


def data_package_to_json(package: dict[str, Any]) -> bytes:
    """Return the bytes of ``datapackage.json``, Japanese readable as it is."""
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def write_data_package(folder: DataFolder) -> None:
    """Write ``datapackage.json`` anew from what lies in the data folder, where that differs from what it says.

    Raises:
        BrokenDatasetError: A file is no Parquet.
    """
    _write(folder, describe_data(folder.path))


def _write(folder: DataFolder, package: dict[str, Any]) -> None:
    content = data_package_to_json(package)
    path = folder.path / PACKAGE_FILE
    if not path.is_file() or path.read_bytes() != content:
        folder.write({PurePosixPath(PACKAGE_FILE): content})


# ── bringing it up to date ──────────────────────────────────────────────────────────────────────────────────────────

FILES_AT_A_TIME = 2000
"""Some 0.3 s of work for a process."""


class PackageUpdate:
    """Brings ``datapackage.json`` up to date: ``jobs`` are to be described, and ``write`` takes the descriptions.

    With ten thousand editions it tells of a hundred thousand files: to read them all after each document would take
    longer than the document. It is believed about a file that is older than itself and of the size that it says.
    """

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._files = _known_files(folder)
        self._paths = {name: list_partitions(folder.path, name) for name in schema.DATASETS}

    def jobs(self) -> list[FilesToDescribe]:
        """Return the files of which it may not tell the truth, in parts for several processes."""
        paths = [path for paths in self._paths.values() for path in paths]
        unknown = [path for path in paths if self._name(path) not in self._files]
        starts = range(0, len(unknown), FILES_AT_A_TIME)
        return [FilesToDescribe(self._folder.path, tuple(unknown[at : at + FILES_AT_A_TIME])) for at in starts]

    def write(self, described: Iterable[dict[str, Any]]) -> None:
        """Write it from what it says and what ``jobs`` asked for."""
        files = self._files | {entry["path"]: entry for entry in described}
        partitions = {name: [files[self._name(path)] for path in paths] for name, paths in self._paths.items()}
        _write(self._folder, _package(partitions))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder.path).as_posix()


def _known_files(folder: DataFolder) -> dict[str, dict[str, Any]]:
    """Return what ``datapackage.json`` says of the files that have not changed since it was written."""
    path = folder.path / PACKAGE_FILE
    try:
        package = msgspec.json.decode(path.read_bytes(), type=_Package)
        written = path.stat().st_mtime_ns
    except (OSError, ValueError, msgspec.DecodeError):  # there is none, or it is another's: it is written anew
        return {}
    known = {}
    for file in (file for resource in package.resources for file in resource.partitions):
        with suppress(OSError):  # a file that is gone
            status = (folder.path / file.path).stat()
            is_own = PurePosixPath(file.path) in folder.written
            if status.st_size == file.bytes and status.st_mtime_ns < written and not is_own:
                known[file.path] = asdict(file)
    return known


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    series: str
    edition: str
    rows: int
    bytes: int
    hash: str


class _Resource(Struct, frozen=True):
    partitions: list[_File]


class _Package(Struct, frozen=True):
    resources: list[_Resource]
