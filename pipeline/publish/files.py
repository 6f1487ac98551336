"""Tables ↔ Parquet files: the same bytes for the same input, and in each file what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline import __version__, schema
from pipeline.errors import BrokenDatasetError
from pipeline.model import PAGED, EditionDiff, TaggedEdition
from pipeline.publish.folder import Files
from pipeline.publish.layout import partition
from pipeline.publish.tables import diff_to_records, edition_to_records, records_to_table

if TYPE_CHECKING:
    import pyarrow as pa


_WORTH_COMPRESSING = 8_000
"""Bytes of a column in memory from which on compression gains more than its set-up costs."""


class Stamp(Struct, frozen=True):
    """What the metadata of a file says of where it came from.

    ``build`` is one hash over everything that the content depends on; files whose build is the wanted one are up to
    date. It is empty where a caller does not care.
    """

    source_sha256: str
    build: str = ""
    package_version: str = __version__
    schema_version: str = schema.SCHEMA_VERSION

    def to_metadata(self) -> dict[bytes, bytes]:
        """Return the stamp as Parquet key-value metadata."""
        return {name.encode(): getattr(self, name).encode() for name in self.__struct_fields__}

    @classmethod
    def from_metadata(cls, metadata: Mapping[bytes, bytes] | None) -> Stamp | None:
        """Return the stamp of a file's metadata, None where the file has none: akaji did not write it."""
        values = {name: (metadata or {}).get(name.encode()) for name in cls.__struct_fields__}
        if any(value is None for value in values.values()):
            return None
        return cls(**{name: value.decode("utf-8", "replace") for name, value in values.items() if value is not None})


def table_to_parquet(table: pa.Table, stamp: Stamp) -> bytes:
    """Return the bytes of a Parquet file.

    zstd makes a third less of the large columns; for the small ones its set-up takes longer than all the rest and gains
    nothing. Statistics are left out: a file has one row group, so there is nothing that they could
    skip, and they copy whole texts into the footer. The Arrow schema stays, because the columns' descriptions and units
    live there.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    described = table.replace_schema_metadata(stamp.to_metadata())
    compression: dict[str, Any] = {
        leaf: "zstd"
        for field, column in zip(table.schema, table.columns, strict=True)
        if column.nbytes >= _WORTH_COMPRESSING
        for leaf in _leaves(field.type, field.name)
    }
    pq.write_table(described, sink, compression=compression, write_statistics=False)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _leaves(type_: pa.DataType, path: str) -> Iterator[str]:
    """Yield the paths by which Parquet knows the columns that a type is stored as."""
    import pyarrow as pa

    if pa.types.is_map(type_):
        yield from (f"{path}.key_value.{part}" for part in ("key", "value"))
    elif pa.types.is_list(type_):
        yield from _leaves(type_.value_type, f"{path}.list.element")
    elif pa.types.is_struct(type_):
        for part in type_:
            yield from _leaves(part.type, f"{path}.{part.name}")
    else:
        yield path


def edition_to_files(tagged: TaggedEdition, build: str = "") -> Files:
    """Return the files of all datasets of an edition; a dataset without rows has a file all the same."""
    stamp = Stamp(tagged.edition_record.source_sha256, build)
    has_boxes = tagged.edition_record.source_kind in PAGED
    return {
        partition(name, tagged.series, tagged.edition): table_to_parquet(
            records_to_table(name, records, has_boxes=has_boxes), stamp
        )
        for name, records in edition_to_records(tagged).items()
    }


def diff_to_files(series: str, edition: str, diff: EditionDiff | None, stamp: Stamp) -> Files:
    """Return the files that compare an edition with the one before it; without rows where there is none before it."""
    return {
        partition(name, series, edition): table_to_parquet(records_to_table(name, records), stamp)
        for name, records in diff_to_records(diff).items()
    }


def traced_to_files(dataset: str, series: str, edition: str, rows: Sequence[object], stamp: Stamp) -> Files:
    """Return the file of an edition's lineage or commitments, which the whole series tells."""
    return {partition(dataset, series, edition): table_to_parquet(records_to_table(dataset, rows), stamp)}


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_stamp(data: Path, dataset_names: Sequence[str], series: str, edition: str) -> Stamp | None:
    """Return the stamp that all these datasets of an edition share; None where one is missing, broken, or differs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stamps = set()
    for name in dataset_names:
        try:
            metadata = pq.read_metadata(data / partition(name, series, edition)).metadata
        except (OSError, pa.ArrowException):
            return None
        stamps.add(Stamp.from_metadata(metadata))
    return stamps.pop() if len(stamps) == 1 else None


def read_table(path: Path) -> pa.Table:
    """Return a partition's file as a table without its partition columns.

    Raises:
        BrokenDatasetError: There is no such file, or it is not Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path).read(use_threads=False)
    except FileNotFoundError as error:
        raise BrokenDatasetError("there is no such file", str(path), "Build it anew with akaji run --force.") from error
    except (OSError, pa.ArrowException) as error:
        raise BrokenDatasetError(
            f"not a Parquet file that can be read: {error}", str(path), "Build it anew with akaji run --force."
        ) from error
