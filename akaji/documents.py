"""``read``, ``compare`` and ``load``: pipeline's own steps, and their results as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from msgspec.structs import asdict

from akaji.frames import table_to_frame
from pipeline.errors import AkajiError, UsageError
from pipeline.model import Columns, EditionDiff, Series, TaggedEdition
from pipeline.outcomes import DRAWING
from pipeline.pairs import ComparedFiles, compare_tagged, compared_to_page
from pipeline.project import SERIES_FILE
from pipeline.publish.whole_file import write_whole
from pipeline.report_pages import render_pair
from pipeline.schema import DATASETS
from pipeline.stages import Job, tag_job
from pipeline.vocabulary import load_series
from pipeline.workers import Limits, Workers, run_alone

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FilePath = str | PathLike[str]


class _Tables:
    """Datasets in memory, each an attribute: a DataFrame that is made when it is asked for."""

    def __init__(self, series: str, edition: str, records: Mapping[str, Sequence[object] | Columns[Any]]) -> None:
        self.series = series
        self.edition = edition
        self._records = records

    @property
    def datasets(self) -> tuple[str, ...]:
        """The names of its datasets, which are its attributes."""
        return tuple(self._records)

    def arrow(self, dataset: str) -> pa.Table:
        """Return a dataset as an Arrow table, ``series`` and ``edition`` first."""
        from pipeline.publish.tables import records_to_table

        if dataset not in self._records:
            raise UsageError(f"no dataset {dataset!r}", remedy=f"There are: {', '.join(self.datasets)}.")
        return _with_names(records_to_table(dataset, self._records[dataset]), self.series, self.edition)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._records:
            raise AttributeError(f"{type(self).__name__} has no {name!r}; its datasets are {', '.join(self.datasets)}")
        return table_to_frame(name, self.arrow(name))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._records]


class Document(_Tables):
    """A document that was read: ``items``, ``marks``, ``sources``, ``words``, ``cells``, ``findings`` and so on.

    Each is a pandas DataFrame with the columns of the data dictionary, ``series`` and ``edition`` first.
    ``document.arrow("items")`` gives the same as an Arrow table. ``facts`` is the row of ``editions`` as a dict.
    """

    def __init__(self, tagged: TaggedEdition, path: Path) -> None:
        from pipeline.publish.tables import edition_to_records

        super().__init__(tagged.series, tagged.edition, edition_to_records(tagged))
        self._tagged = tagged
        self._path = path

    @property
    def facts(self) -> dict[str, Any]:
        """What the document says of itself: title, label, fiscal year, legend; by the columns of ``editions``."""
        return asdict(self._tagged.edition_record)

    def __repr__(self) -> str:
        count = len(self._tagged.items)
        return f"<akaji.Document {self.series}/{self.edition}: {count} items, {len(self._tagged.findings)} findings>"


class Comparison(_Tables):
    """What changed from ``old`` to ``new``: ``changes``, ``matches`` and ``audits``, each a pandas DataFrame."""

    def __init__(self, compared: ComparedFiles, old: Path, new: Path) -> None:
        from pipeline.publish.tables import diff_to_records

        super().__init__(compared.diff.series, compared.diff.edition, diff_to_records(compared.diff))
        self.old = Document(compared.before, old)
        self.new = Document(compared.after, new)
        self._compared = compared

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know: the wrong order, documents with nothing in common."""
        return self._compared.warnings

    def to_excel(self, path: FilePath) -> None:
        """Write a workbook to read: both tables as printed, 変更一覧, 所見. Needs the extra ``excel``."""
        from pipeline.exports import write_comparison

        write_comparison(self._compared, Path(path))

    def to_html(self, path: FilePath) -> None:
        """Write the page of the comparison, with pictures of the printed cells: one file that works offline."""
        page = compared_to_page(self._compared, self.old._path, self.new._path)
        write_whole(Path(path), run_alone(render_pair, page, doing=DRAWING))

    def __repr__(self) -> str:
        diff: EditionDiff = self._compared.diff
        return f"<akaji.Comparison {diff.from_edition} → {diff.edition}: {len(diff.changes)} changes>"


def read(  # noqa: PLR0913 - one a thing that a caller may know
    path: FilePath,
    *,
    series: str | None = None,
    edition: str | None = None,
    timeout: float | None = None,
    memory: float | None = None,
    in_process: bool = False,
) -> Document:
    """Read a document: a table PDF, a workbook, or a transcript.

    It is read in a process of its own, which a hostile or broken file cannot leave. A ``series.toml`` beside the file
    is read as well.

    Args:
        path: The file.
        series: Name of its series; read off the document where it is not given.
        edition: Name of its edition, likewise.
        timeout: Seconds that reading may take.
        memory: Gigabytes that it may take.
        in_process: Read in this process, without limits: faster by the start of a process, for files that you trust.

    Raises:
        UnreadableDocumentError: The file gives no text: damaged, encrypted, a scan, or over a limit.
        NoTableError: There is text, but no table.
    """
    job = _job(Path(path), series, edition)
    try:
        tagged = run_alone(tag_job, job, _workers(timeout, memory, in_process=in_process))
    except AkajiError as error:  # a limit does not know whose it is
        raise error if error.place else error.at(str(path)) from None
    return Document(tagged, job.path)


def compare(old: FilePath | Document, new: FilePath | Document) -> Comparison:
    """Compare two documents, the older one first: files, or what ``read`` gave.

    Editions of one name (two drafts of a meeting) are told apart as ``R5-1-old`` and ``R5-1-new``, or by their files.

    Raises:
        AkajiError: A file cannot be read, as ``read``; its place names the file.
    """
    before, after = (each if isinstance(each, Document) else read(each) for each in (old, new))
    paths = before._path, after._path
    return Comparison(compare_tagged(before._tagged, after._tagged, *paths), *paths)


@overload
def load(folder: FilePath, dataset: str, *, arrow: Literal[False] = False) -> pd.DataFrame: ...
@overload
def load(folder: FilePath, dataset: str, *, arrow: Literal[True]) -> pa.Table: ...
def load(folder: FilePath, dataset: str, *, arrow: bool = False) -> pd.DataFrame | pa.Table:
    """Return a dataset of everything that a data folder has, the editions of each series from oldest to newest.

    Args:
        folder: What ``akaji run`` or ``akaji extract --out`` wrote.
        dataset: Its name: ``items``, ``changes``.
        arrow: Return an Arrow table instead of a DataFrame.

    Raises:
        UsageError: There is no such dataset, or nothing is published there.
        BrokenDatasetError: A file cannot be read.
    """
    import pyarrow as pa

    from pipeline.publish.files import read_table
    from pipeline.publish.layout import list_editions, partition
    from pipeline.vocabulary.edition_names import edition_sort_key

    if dataset not in DATASETS:
        raise UsageError(f"no dataset {dataset!r}", remedy=f"There are: {', '.join(DATASETS)}.")
    data = Path(folder)
    editions = sorted(list_editions(data), key=lambda names: (names[0], edition_sort_key(names[1])))
    if not editions:
        raise UsageError("nothing is published there", str(data), "Run akaji run, or name the folder with --data.")
    tables = [_with_names(read_table(data / partition(dataset, *names)), *names) for names in editions]
    table = pa.concat_tables([each.replace_schema_metadata() for each in tables])
    return table if arrow else table_to_frame(dataset, table)


def _with_names(table: pa.Table, series: str, edition: str) -> pa.Table:
    import pyarrow as pa

    for index, (name, value) in enumerate((("series", series), ("edition", edition))):
        table = table.add_column(index, name, pa.array([value] * table.num_rows, pa.string()))
    return table


def _job(path: Path, series: str | None, edition: str | None) -> Job:
    beside = path.parent / SERIES_FILE
    known = load_series(beside) if beside.is_file() else None
    if series is not None:
        given: Series | None = known if known is not None and known.series == series else Series(series)
        return Job(path, given, edition)
    return Job(path, None, edition, (known,) if known is not None else ())


def _workers(timeout: float | None, memory: float | None, *, in_process: bool) -> Workers:
    usual = Limits()
    seconds = usual.seconds if timeout is None else timeout
    memory_bytes = usual.memory_bytes if memory is None else int(memory * (1 << 30))
    return Workers(0 if in_process else 1, Limits(seconds, memory_bytes))
