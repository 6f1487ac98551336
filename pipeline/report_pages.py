"""The web pages of a series, made from its datasets: one page an edition, one a pair, one over the series.

They lie in ``<data>/report/<series>/``; ``<data>/report/index.html`` leads to each series. The pictures of printed
cells are cut from the PDFs, which the datasets know by their SHA-256 and not by their path. Each page is a task of its
own, and bears in its last line the build that it was made from: only what changed is drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.builds import file_sha256, page_build
from pipeline.errors import BrokenDatasetError
from pipeline.model import Audit, CellRecord, EditionDiff, EditionRecords, Series
from pipeline.project import PDF_SUFFIXES, SeriesOnDisk

if TYPE_CHECKING:
    from pipeline.publish.folder import Files
    from pipeline.report import StartEntry

REPORT = PurePosixPath("report")

_LAST_LINE = "<!-- build {} -->\n"


class PageJob(Struct, frozen=True):
    """A page to be made: of an edition, of a pair (``before`` is the older one), or of a series (``edition`` is None).

    ``editions`` are all of the series, oldest first; ``pdfs`` the files at hand by SHA-256, those that the page needs.
    """

    data: Path
    series: Series
    editions: tuple[str, ...]
    edition: str | None
    before: str | None
    pdfs: Mapping[str, Path]
    build: str

    @property
    def path(self) -> PurePosixPath:
        """Where the page goes, below the data folder."""
        from pipeline.report.names import INDEX_PAGE_NAME, edition_page_name, pair_page_name

        if self.edition is None:
            name = INDEX_PAGE_NAME
        else:
            name = pair_page_name(self.before, self.edition) if self.before else edition_page_name(self.edition)
        return REPORT / self.series.series / name

    def is_up_to_date(self) -> bool:
        """Return whether the page on disk is what making it anew would give."""
        wanted = _LAST_LINE.format(self.build).encode()
        with suppress(OSError), (self.data / self.path).open("rb") as file:
            file.seek(-len(wanted), 2)
            return file.read() == wanted
        return False


class EditionStamps(Struct, frozen=True):
    """What an edition's datasets were built from, and the file that they were read from."""

    sha256: str
    edition: str
    changes: str
    lineage: str


def read_stamps(job: SeriesOnDisk) -> tuple[EditionStamps, ...]:
    """Return what each edition of a series was built from.

    Raises:
        BrokenDatasetError: An edition's datasets are missing, or come from different runs.
    """
    return tuple(_read_stamps(job.data, job.series.series, edition) for edition in job.editions)


def _read_stamps(data: Path, series: str, edition: str) -> EditionStamps:
    from pipeline.publish.files import read_stamp

    builds: list[str] = []
    sha256 = ""
    for name in ("editions", "changes", "lineage"):
        stamp = read_stamp(data, [name], series, edition)
        if stamp is None:
            raise BrokenDatasetError(f"{series}/{edition} has no {name}", str(data), "Run akaji run, or akaji compare.")
        builds.append(stamp.build)
        sha256 = sha256 or stamp.source_sha256
    return EditionStamps(sha256, *builds)


def plan_pages(job: SeriesOnDisk, stamps: Sequence[EditionStamps], pdfs: Mapping[str, Path]) -> list[PageJob]:
    """Return the pages of a series.

    Args:
        job: The series.
        stamps: What ``read_stamps`` gives for it.
        pdfs: All files at hand by SHA-256; each page gets those that it needs.
    """
    editions, name = job.editions, job.series.series
    pages: list[PageJob] = []

    def add(edition: str | None, before: str | None, needed: Sequence[EditionStamps], depends_on: object) -> None:
        files = {each.sha256: pdfs[each.sha256] for each in needed if each.sha256 in pdfs}
        build = page_build(depends_on, sorted(files))
        pages.append(PageJob(job.data, job.series, editions, edition, before, files, build))

    for place, (edition, stamp) in enumerate(zip(editions, stamps, strict=True)):
        neighbours = editions[max(place - 1, 0) : place + 2]
        add(edition, None, [stamp], ("edition", name, neighbours, stamp.edition))
    for (before, old), (edition, new) in pairwise(zip(editions, stamps, strict=True)):
        add(edition, before, [old, new], ("pair", name, before, old.edition, new.edition, new.changes))
    if editions:
        add(None, None, [], ("series", job.series, [(each.edition, each.changes, each.lineage) for each in stamps]))
    return pages


def find_pdfs(paths: Iterable[Path]) -> dict[str, Path]:
    """Return the PDFs among files and folders by their SHA-256."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    found: dict[str, Path] = {}
    for file in files:
        if file.is_file() and file.suffix.lower() in PDF_SUFFIXES:
            with suppress(OSError):  # one that cannot be read gives no pictures; reading it tells why
                found[file_sha256(file)] = file
    return found


def editions_without_pdf(data: Path, names: Iterable[tuple[str, str]], pdfs: Mapping[str, Path]) -> list[str]:
    """Return which editions were read from a PDF that is not at hand, as ``series/edition``: they get no pictures."""
    from pipeline.publish.read import read_edition

    records = ((series, edition, read_edition(data, series, edition).edition_record) for series, edition in names)
    return [
        f"{series}/{edition}"
        for series, edition, record in records
        if record.source_kind == "pdf" and record.source_sha256 not in pdfs
    ]


def build_page(job: PageJob) -> Files:
    """Return a page as the one file that it is. Runs in a worker, because pictures of a hostile PDF are drawn.

    Raises:
        BrokenDatasetError: A dataset cannot be read.
    """
    if job.edition is None:
        page = _series_page(job)
    else:
        page = _pair_page(job, job.before, job.edition) if job.before else _edition_page(job, job.edition)
    return {job.path: (page.rstrip("\n") + "\n" + _LAST_LINE.format(job.build)).encode()}


def _edition_page(job: PageJob, edition: str) -> str:
    from pipeline.publish.read import read_cells, read_edition, read_findings
    from pipeline.report import render_edition_page

    place = job.editions.index(edition)
    record = read_edition(job.data, job.series.series, edition)
    return render_edition_page(
        record,
        cells=read_cells(job.data, job.series.series, edition),
        findings=read_findings(job.data, job.series.series, edition),
        pdf=job.pdfs.get(record.edition_record.source_sha256),
        earlier=job.editions[place - 1] if place else None,
        later=job.editions[place + 1] if place + 1 < len(job.editions) else None,
    )


def _pair_page(job: PageJob, before: str, edition: str) -> str:
    from pipeline.history import reach_of
    from pipeline.publish.read import read_cells, read_edition
    from pipeline.report import render_pair_page

    series = job.series.series
    old, new = (read_edition(job.data, series, name) for name in (before, edition))
    diff = _read_diff(job.data, series, before, edition)
    return render_pair_page(
        old,
        new,
        replace(diff, reach=reach_of(old.edition_record, new.edition_record)),
        old_cells=read_cells(job.data, series, before),
        new_cells=read_cells(job.data, series, edition),
        old_pdf=job.pdfs.get(old.edition_record.source_sha256),
        new_pdf=job.pdfs.get(new.edition_record.source_sha256),
    )


def _series_page(job: PageJob) -> str:
    from pipeline.publish.read import read_commitments, read_edition, read_lineage
    from pipeline.report import render_series_page

    series = job.series.series
    records = [read_edition(job.data, series, name) for name in job.editions]
    audits: list[tuple[str, Audit]] = [
        (new, _read_diff(job.data, series, old, new).audit) for old, new in pairwise(job.editions)
    ]
    lineage = {name: read_lineage(job.data, series, name) for name in job.editions}
    commitments = {name: read_commitments(job.data, series, name) for name in job.editions}
    return render_series_page(job.series, records, audits, lineage, commitments)


def _read_diff(data: Path, series: str, before: str, edition: str) -> EditionDiff:
    from pipeline.publish.read import read_diff

    diff = read_diff(data, series, edition)
    if diff is None or diff.from_edition != before:
        raise BrokenDatasetError(f"{series}/{edition} is not compared with {before}", str(data), "Run akaji compare.")
    return diff


class PairPageJob(Struct, frozen=True):
    """The page of two editions, of which nothing need be published. A file that is None gives no pictures."""

    old: EditionRecords
    new: EditionRecords
    diff: EditionDiff
    old_cells: tuple[CellRecord, ...]
    new_cells: tuple[CellRecord, ...]
    old_pdf: Path | None
    new_pdf: Path | None


def render_pair(job: PairPageJob) -> bytes:
    """Return the page of two editions, which stands alone. Runs in a worker: pictures of a hostile PDF are drawn."""
    from pipeline.report import render_pair_page

    page = render_pair_page(
        job.old,
        job.new,
        job.diff,
        old_cells=job.old_cells,
        new_cells=job.new_cells,
        old_pdf=job.old_pdf,
        new_pdf=job.new_pdf,
        alone=True,
    )
    return page.encode()


def start_page(series: Sequence[SeriesOnDisk]) -> Files:
    """Return the page that leads to each series' pages: what it is, how many editions it has, what nobody marked.

    Args:
        series: All that have pages.

    Raises:
        BrokenDatasetError: A dataset cannot be read.
    """
    from pipeline.report import render_start_page

    entries = [_start_entry(each.data, each.series, each.editions) for each in series]
    return {REPORT / "index.html": render_start_page(entries).encode()}


def _start_entry(data: Path, series: Series, editions: Sequence[str]) -> StartEntry:
    from pipeline.publish.read import read_audit, read_title
    from pipeline.report import StartEntry

    title = series.title or read_title(data, series.series, editions[-1])
    audit = read_audit(data, series.series, editions[-1])
    return StartEntry(series.series, title, series.publisher, series.body, tuple(editions), audit)
