"""A data folder → files for other programs: CSV, Excel to read, Excel as data, SQLite. The formats of ``akaji export``.

Each is written edition by edition, so that a folder of ten thousand needs no more memory than its largest edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from pipeline.model import Edition, EditionDiff, EditionRecords, Finding
from pipeline.pairs import ComparedFiles, compared_to_page
from pipeline.project import load_series
from pipeline.publish.flat import FlatTable, flatten_edition
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import list_published
from pipeline.publish.whole_file import whole_file, writing_to
from pipeline.vocabulary.edition_names import sort_editions

OnEdition = Callable[[], None]
"""Called when an edition has been written, to show progress."""

Export = Callable[[Path, Sequence[tuple[str, str]], Path, OnEdition], None]
"""Writes editions of a data folder, given as series and edition, into an empty folder."""


def export_data(data: Path, form: str, out: Path, on_edition: OnEdition = lambda: None) -> list[PurePosixPath]:
    """Write what is published in another form; return the files, below ``out``.

    Args:
        data: The data folder.
        form: A name of ``FORMATS``.
        out: The folder to write to; what it has of an earlier export is replaced when all of the new one is written.
        on_edition: Called when an edition has been written.

    Raises:
        UsageError: Nothing is published there, or a library is not installed.
        BrokenDatasetError: A dataset cannot be read.
    """
    editions = list_published(data)
    with open_data_folder(out) as folder:
        staged = folder.new_staging()
        with writing_to(out):
            FORMATS[form](data, editions, staged, on_edition)
        paths = sorted(PurePosixPath(path.relative_to(staged)) for path in staged.rglob("*") if path.is_file())
        folder.commit(staged)
    return paths


def _flat(data: Path, editions: Sequence[tuple[str, str]], on_edition: OnEdition) -> Iterator[list[FlatTable]]:
    for series, edition in editions:
        yield list(flatten_edition(data, series, edition))
        on_edition()


def _csv(data: Path, editions: Sequence[tuple[str, str]], folder: Path, on_edition: OnEdition) -> None:
    from pipeline.publish.csv_files import write_csv_files

    write_csv_files(_flat(data, editions, on_edition), folder)


def _excel_data(data: Path, editions: Sequence[tuple[str, str]], folder: Path, on_edition: OnEdition) -> None:
    from pipeline.publish.excel_data import write_data_workbooks

    write_data_workbooks(_flat(data, editions, on_edition), folder)


def _excel(data: Path, editions: Sequence[tuple[str, str]], folder: Path, on_edition: OnEdition) -> None:
    """Write a workbook an edition: ``<series>/<edition>.xlsx``."""
    for series, edition in editions:
        (folder / series).mkdir(exist_ok=True)
        _write_edition(data, series, edition, folder / series / f"{edition}.xlsx")
        on_edition()


def _write_edition(data: Path, series: str, edition: str, path: Path) -> None:
    from pipeline.listing import listing_order
    from pipeline.publish.excel import PrintedEdition, write_reading_workbook
    from pipeline.publish.read import read_diff

    diff = read_diff(data, series, edition)
    changes = listing_order(diff.changes) if diff else ()
    before = PrintedEdition.read(data, series, diff.from_edition) if diff else None
    write_reading_workbook(path, [PrintedEdition.read(data, series, edition)], changes, before)


def _sqlite(data: Path, editions: Sequence[tuple[str, str]], folder: Path, on_edition: OnEdition) -> None:
    """Write ``akaji.db``, and ``metadata.json`` for Datasette."""
    from pipeline.publish.read import read_records
    from pipeline.publish.sqlite import datasette_metadata, write_sqlite

    told = []
    for series, edition in write_sqlite(data, _places(editions), folder / "akaji.db"):
        (record,) = read_records(data, "editions", series, edition, Edition)
        told.append({name: getattr(record, name) for name in ("publisher", "licence", "url")})
        on_edition()
    (folder / "metadata.json").write_bytes(datasette_metadata(told))


def _places(editions: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the place of each edition in its series, oldest first, from 1."""
    places: dict[tuple[str, str], int] = {}
    for series in dict.fromkeys(series for series, _ in editions):
        names = (edition for name, edition in editions if name == series)
        for place, edition in enumerate(sort_editions(names, load_series(series).order), 1):
            places[series, edition] = place
    return places


FORMATS: dict[str, Export] = {"csv": _csv, "excel": _excel, "excel-data": _excel_data, "sqlite": _sqlite}
"""What ``akaji export --format`` takes."""


def write_comparison(compared: ComparedFiles, path: Path) -> None:
    """Write two compared files as a workbook to read: both tables as printed, 変更一覧, 所見.

    Raises:
        UsageError: XlsxWriter is not installed.
        AkajiError: The file cannot be written.
    """
    page = compared_to_page(compared, Path(), Path())
    write_pair(path, (page.old, page.new), (compared.before.findings, compared.after.findings), compared.diff)


def write_pair(
    path: Path,
    editions: tuple[EditionRecords, EditionRecords],
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    diff: EditionDiff,
) -> None:
    """Write two editions, older first, and what changed between them, as ``write_comparison`` does."""
    from pipeline.listing import listing_order
    from pipeline.publish.excel import PrintedEdition, write_reading_workbook

    before, after = (
        PrintedEdition(each.series, each.edition, each.edition_record, each.items, each.marks, tuple(of_edition))
        for each, of_edition in zip(editions, findings, strict=True)
    )
    with whole_file(path) as beside:
        write_reading_workbook(beside, [before, after], listing_order(diff.changes), before)
