"""``datapackage.json``: what each dataset holds, for analysts, whose tools do not show Parquet field metadata.

Plain JSON after Frictionless' Data Package 2.0 (https://datapackage.org), made from the schema and from what is on
disk. A dataset is one resource of many files; ``partitions`` tells rows, bytes and SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

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
    resources = []
    for dataset in schema.DATASETS.values():
        partitions = [_describe_file(data, path) for path in list_partitions(data, dataset.name)]
        resources.append(
            {
                "name": dataset.name,
                "title": f"One row {dataset.row}",
                "description": dataset.description,
                "path": [partition["path"] for partition in partitions],
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "rows": sum(partition["rows"] for partition in partitions),
                "bytes": sum(partition["bytes"] for partition in partitions),
                "schema": table_schema(dataset),
                "partitions": partitions,
            }
        )
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
    """Write ``datapackage.json`` anew from what lies in the data folder, where that differs from what it says."""
    content = data_package_to_json(describe_data(folder.path))
    path = folder.path / PACKAGE_FILE
    if not path.is_file() or path.read_bytes() != content:
        folder.write({PurePosixPath(PACKAGE_FILE): content})
