"""``datapackage.json``: what each dataset holds, for analysts, whose tools do not show Parquet field metadata.

Plain JSON after Frictionless' Data Package 2.0 (https://datapackage.org), made from the schema and from what is on
disk. A dataset is one resource of many files; ``partitions`` tells rows, bytes and SHA-256 of each. A resource's schema
is that of each file: ``series`` and ``edition``, which stand in the path, are ``partitionFields``, and with them
``key`` identifies a row of the dataset. ``frictionless validate`` holds the files against it.
"""

from __future__ import annotations

import hashlib
import re
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
    "list<string>": "any",
    "map<string, string>": "any",
    schema.SEGMENTS_TYPE: "any",
}
"""Table Schema's types. A list or map of Parquet is ``any``: its ``array`` and ``object`` are JSON written as text."""


def _field(column: schema.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    type_ = _TYPES[column.type]
    if type_ == "integer" and column.nullable:
        type_ = "number"  # Frictionless reads Parquet through pandas, where a null makes it one; arrowType tells
    if column.values:
        constraints["enum"] = list(column.values)
    described = {
        "name": column.name,
        "title": column.ja,
        "description": column.description,
        "type": type_,
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


_LICENCE_NAME = re.compile("[-a-zA-Z0-9._]+")
"""What Data Package takes for a licence's name."""

_PROVENANCE = ("publisher", "licence", "url")
"""Columns of editions that the data package tells at its head."""

_PARTITION_FIELDS = [
    _partition_field("series", "シリーズ", "Run of documents by one publisher; a partition, in the path."),
    _partition_field("edition", "版", "One document of the series; a partition, in the path."),
]


def table_schema(dataset: schema.Dataset) -> dict[str, Any]:
    """Return the Table Schema of each of a dataset's files.

    It has no ``primaryKey``, which could only name columns of the files, and an ordinal comes again in each edition.
    ``missingValues`` is empty because an empty text is one: a blank cell was printed blank.
    """
    return {"fields": [_field(column) for column in dataset.columns], "missingValues": []}


def _key(dataset: schema.Dataset) -> list[str]:
    """Return what identifies a row of the whole dataset; nothing where a row has no name (findings)."""
    return [*schema.PARTITION_COLUMNS, *dataset.key] if dataset.key or dataset is schema.EDITIONS else []


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
        file = pq.ParquetFile(pa.BufferReader(content))
        rows = file.metadata.num_rows
        columns = [name for name in _PROVENANCE if name in file.schema_arrow.names]
        told = file.read(columns, use_threads=False).to_pylist()[:1] if columns else []
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
        **{name: value for row in told for name, value in row.items() if value is not None},
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
            # Not rows and bytes, which Frictionless takes for those of the first file.
            "totalRows": sum(partition["rows"] for partition in partitions[dataset.name]),
            "totalBytes": sum(partition["bytes"] for partition in partitions[dataset.name]),
            "key": _key(dataset),
            "partitionFields": _PARTITION_FIELDS,
            "schema": table_schema(dataset),
            "partitions": partitions[dataset.name],
        }
        for dataset in schema.DATASETS.values()
    ]
    head = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "akaji",
        "title": "Tables of Japanese public meetings as datasets",
        "schemaVersion": schema.SCHEMA_VERSION,
        "sources": _unique(map(_source, partitions["editions"])),
        "licenses": _unique(map(_licence, partitions["editions"])),
    }
    return {**{key: value for key, value in head.items() if value}, "resources": resources}


def _unique(described: Iterable[dict[str, str] | None]) -> list[dict[str, str]]:
    return [dict(pairs) for pairs in dict.fromkeys(tuple(each.items()) for each in described if each)]


def _source(edition: Mapping[str, Any]) -> dict[str, str] | None:
    """Return who published an edition, and where; None where its series file does not say."""
    told = {"title": edition.get("publisher") or edition.get("url"), "path": edition.get("url")}
    return {key: value for key, value in told.items() if value} or None


def _licence(edition: Mapping[str, Any]) -> dict[str, str] | None:
    """Return an edition's licence by its name (``CC BY 4.0`` → ``CC-BY-4.0``); as ``other`` where that is Japanese."""
    licence = edition.get("licence")
    if not licence:
        return None
    name = "-".join(licence.split())
    return {"name": name if _LICENCE_NAME.fullmatch(name) else "other", "title": licence}


def data_package_to_json(package: dict[str, Any]) -> bytes:
    """Return the bytes of ``datapackage.json``, Japanese readable as it is."""
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


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

FILES_AT_A_TIME = 200
"""Some 30 ms of work for a process: few enough that all processes have some, where there are some hundred files."""


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
                known[file.path] = {name: value for name, value in asdict(file).items() if value is not None}
    return known


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    series: str
    edition: str
    rows: int
    bytes: int
    hash: str
    publisher: str | None = None
    licence: str | None = None
    url: str | None = None


class _Resource(Struct, frozen=True):
    partitions: list[_File]


class _Package(Struct, frozen=True):
    resources: list[_Resource]
