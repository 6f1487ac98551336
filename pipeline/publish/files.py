"""Tables ↔ Parquet files: the same bytes for the same input, and in each file what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline import __version__, schema
from pipeline.errors import BrokenDatasetError
from pipeline.model import Columns, EditionDiff, TaggedEdition, Words
from pipeline.publish.folder import Files
from pipeline.publish.layout import partition
from pipeline.publish.tables import (
    ROWS_IN_GROUP,
    diff_to_records,
    edition_to_records,
    records_to_table,
    records_to_tables,
)

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


def tables_to_parquet(tables: Iterable[pa.Table], stamp: Stamp) -> bytes:
    """Return the bytes of a Parquet file of these tables' rows, which are taken one table after the other.

    zstd makes a third less of the large columns; for the small ones its set-up takes longer than all the rest and gains
    nothing. Statistics are left out: nearly every file has one row group, so there is nothing that they could skip, and
    they copy whole texts into the footer. The Arrow schema stays, because the columns' descriptions and units live
    there.

    Args:
        tables: One at least, all of one schema. In what tables the rows come makes no difference to the bytes.
        stamp: What the file is made from.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = BytesIO()
    groups = _in_row_groups(tables)
    first = next(groups).replace_schema_metadata(stamp.to_metadata())
    with pq.ParquetWriter(sink, first.schema, compression=_compression(first), write_statistics=False) as writer:
        writer.write_table(first)
        del first
        for group in groups:
            pa.default_memory_pool().release_unused()  # what the one before took goes back to the system
            writer.write_table(group)
    return sink.getvalue()


def _compression(table: pa.Table) -> dict[str, Any]:
    """Return how each large column is compressed, by the path by which Parquet knows it."""
    if table.get_total_buffer_size() < _WORTH_COMPRESSING:  # as most are, and to ask each column takes longer
        return {}
    return {
        leaf: "zstd"
        for field, column in zip(table.schema, table.columns, strict=True)
        if column.nbytes >= _WORTH_COMPRESSING
        for leaf in _leaves(field.type, field.name)
    }


def _in_row_groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows in tables of ``ROWS_IN_GROUP``, the last of what is left, which may be none."""
    import pyarrow as pa

    rest: pa.Table | None = None
    for table in tables:
        rest = table if rest is None else pa.concat_tables([rest, table])
        while rest.num_rows > ROWS_IN_GROUP:
            yield rest.slice(0, ROWS_IN_GROUP).combine_chunks()
            rest = rest.slice(ROWS_IN_GROUP)
    if rest is not None:
        rest = rest.combine_chunks()  # its parts are let go before it is written
        yield rest


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


def edition_to_files(tagged: TaggedEdition, build: str = "", words: Iterable[Words] | None = None) -> Files:
    """Return the files of all datasets of an edition; a dataset without rows has a file all the same.

    ``words`` are written in place of those of ``tagged``, which a long document's reader spares the memory.
    """
    stamp = Stamp(tagged.edition_record.source_sha256, build)
    return records_to_files(edition_to_records(tagged), tagged.series, tagged.edition, stamp, words)


def records_to_files(
    records: dict[str, Sequence[object] | Columns[Any]],
    series: str,
    edition: str,
    stamp: Stamp,
    words: Iterable[Words] | None = None,
) -> Files:
    """Return the files of these datasets, as ``edition_to_files`` does.

    Each dataset is taken out of ``records`` once it is written: those of a long document are let go one by one.
    """
    files: dict[PurePosixPath, bytes] = {}
    # Words last: their dictionary takes 110 MB from when it is first asked, and the other columns want room as well.
    for name in sorted(records, key=lambda name: name == "words"):
        tables = records_to_tables(name, records[name])
        if name == "words" and words is not None:
            _give_back(sum(len(content) for content in files.values()))
            tables = chain(tables, (records_to_table(name, part) for part in words))
        files[partition(name, series, edition)] = tables_to_parquet(tables, stamp)
        del records[name]
    return files


_LONG = 200_000
"""Bytes of an edition's files, but for its words, from which on what they were made of was much: some 100 pages."""


def _give_back(written: int) -> None:
    """Give memory that nothing uses any more back to the system, where so many bytes of files were written."""
    if written > _LONG:
        import pyarrow as pa

        pa.default_memory_pool().release_unused()


def diff_to_files(series: str, edition: str, diff: EditionDiff | None, stamp: Stamp) -> Files:
    """Return the files that compare an edition with the one before it; without rows where there is none before it."""
    return {
        partition(name, series, edition): tables_to_parquet(records_to_tables(name, records), stamp)
        for name, records in diff_to_records(diff).items()
    }


def traced_to_files(dataset: str, series: str, edition: str, rows: Sequence[object], stamp: Stamp) -> Files:
    """Return the file of an edition's lineage or commitments, which the whole series tells."""
    return {partition(dataset, series, edition): tables_to_parquet(records_to_tables(dataset, rows), stamp)}


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
        return pq.ParquetFile(path, pre_buffer=False).read(use_threads=False)  # reading ahead would start threads, too
    except FileNotFoundError as error:
        raise BrokenDatasetError("there is no such file", str(path), "Build it anew with akaji run --force.") from error
    except (OSError, pa.ArrowException) as error:
        raise BrokenDatasetError(
            f"not a Parquet file that can be read: {error}", str(path), "Build it anew with akaji run --force."
        ) from error
