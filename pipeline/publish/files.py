"""Tables ↔ files: Parquet with the same bytes for the same input, written beside and renamed.

One process at a time writes below a data folder (a lock that the system takes back when the process dies). New files
lie in ``<data>/.staging`` until all of them are whole, then each is renamed to its place, so a document that fails
leaves what was there before, and what a killed run left in ``.staging`` is thrown away by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from pipeline import __version__, schema
from pipeline.errors import AkajiError, BrokenDatasetError
from pipeline.model import EditionDiff, LineageRow, TaggedEdition
from pipeline.publish.layout import partition
from pipeline.publish.tables import diff_to_records, edition_to_records, records_to_table

if TYPE_CHECKING:
    import pyarrow as pa

Files = Mapping[PurePosixPath, bytes]
"""What is to be written: path below the data folder → content."""

_STAGING = ".staging"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Stamp:
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
        return {name.encode(): getattr(self, name).encode() for name in self.__slots__}

    @classmethod
    def from_metadata(cls, metadata: Mapping[bytes, bytes] | None) -> Stamp | None:
        """Return the stamp of a file's metadata, None where the file has none: akaji did not write it."""
        values = {name: (metadata or {}).get(name.encode()) for name in cls.__slots__}
        if any(value is None for value in values.values()):
            return None
        return cls(**{name: value.decode("utf-8", "replace") for name, value in values.items() if value is not None})


def table_to_parquet(table: pa.Table, stamp: Stamp) -> bytes:
    """Return the bytes of a Parquet file.

    zstd halves the texts at no cost in time. Statistics are left out: a file has one row group, so there is
    nothing that they could skip, and they copy whole texts into the footer. The Arrow schema stays, because the
    columns' descriptions and units live there.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    described = table.replace_schema_metadata(stamp.to_metadata())
    pq.write_table(described, sink, compression="zstd", write_statistics=False)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def edition_to_files(tagged: TaggedEdition, build: str = "") -> Files:
    """Return the files of all datasets of an edition; a dataset without rows has a file all the same."""
    stamp = Stamp(tagged.edition_record.source_sha256, build)
    has_boxes = tagged.edition_record.source_kind != "transcript"
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


def lineage_to_files(series: str, edition: str, rows: Sequence[LineageRow], stamp: Stamp) -> Files:
    """Return the file of an edition's lineage."""
    return {partition("lineage", series, edition): table_to_parquet(records_to_table("lineage", rows), stamp)}


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class DataFolder:
    """A data folder that this process alone may write to, got from ``open_data_folder``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._staging = path / _STAGING
        self._count = 0

    def stage(self, files: Files) -> Path:
        """Write files where nobody reads them yet, and return the folder that ``commit`` takes."""
        self._count += 1
        folder = self._staging / str(self._count)
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return folder

    def commit(self, folder: Path) -> None:
        """Rename every staged file to its place. Each rename is whole or not at all, the set of them nearly so."""
        for staged in sorted(path for path in folder.rglob("*") if path.is_file()):
            target = self.path / staged.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
        shutil.rmtree(folder)

    def write(self, files: Files) -> None:
        """Stage and commit."""
        self.commit(self.stage(files))


@contextmanager
def open_data_folder(path: Path) -> Iterator[DataFolder]:
    """Give a data folder to write to, making it where there is none, and clean up after a run that was killed.

    Raises:
        AkajiError: Another process is writing there, or the folder cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        handle = (path / _LOCK).open("a")
    except OSError as error:
        raise AkajiError(
            f"cannot be written: {error.strerror}", str(path), "Name another folder, or mend its rights."
        ) from error
    with handle:
        _lock(handle, path)
        try:
            shutil.rmtree(path / _STAGING, ignore_errors=True)
            yield DataFolder(path)
        finally:
            shutil.rmtree(path / _STAGING, ignore_errors=True)


def _lock(handle: IO[str], path: Path) -> None:
    """Take the folder's lock, which the system gives back when this process ends, however it ends."""
    take: Callable[[], object]
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        take = lambda: msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] # noqa: E731
    else:
        take = lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
    try:
        take()
    except OSError as error:
        raise AkajiError(
            "another akaji is writing there", str(path), "Wait until it has ended, or name another folder."
        ) from error


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
        return pq.ParquetFile(path).read()
    except FileNotFoundError as error:
        raise BrokenDatasetError("there is no such file", str(path), "Build it anew with akaji run --force.") from error
    except (OSError, pa.ArrowException) as error:
        raise BrokenDatasetError(
            f"not a Parquet file that can be read: {error}", str(path), "Build it anew with akaji run --force."
        ) from error
