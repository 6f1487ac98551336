"""The web pages of a series, made from its datasets: one page an edition, one a pair, one over the series.

They lie in ``<data>/report/<series>/``; ``<data>/report/index.html`` leads to each series. The pictures of printed
cells are cut from the PDFs, which the datasets know by their SHA-256 and not by their path.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from pipeline.builds import file_sha256, report_build
from pipeline.errors import BrokenDatasetError
from pipeline.model import Audit, Cell, EditionDiff, EditionRecords, Series
from pipeline.project import PDF_SUFFIXES
from pipeline.vocabulary.edition_names import sort_editions

if TYPE_CHECKING:
    from pipeline.publish.folder import Files

REPORT = PurePosixPath("report")
_BUILD_FILE = "build.txt"


class ReportJob(Struct, frozen=True):
    """A series whose pages are to be made. ``editions`` come oldest first, ``pdfs`` by SHA-256."""

    data: Path
    series: Series
    editions: tuple[str, ...]
    pdfs: Mapping[str, Path]
    build: str

    @property
    def folder(self) -> PurePosixPath:
        """Where the pages go, below the data folder."""
        return REPORT / self.series.series

    def is_up_to_date(self) -> bool:
        """Return whether the pages on disk are what making them anew would give."""
        path = self.data / self.folder / _BUILD_FILE
        return path.is_file() and path.read_text("utf-8").strip() == self.build


def plan_report(data: Path, series: Series, published: Iterable[str], pdfs: Mapping[str, Path]) -> ReportJob:
    """Return what is to be done for a series, whose ``published`` editions lie under ``data``.

    Raises:
        BrokenDatasetError: An edition's datasets are missing, or come from different runs.
    """
    from pipeline.publish.files import read_stamp

    editions = tuple(sort_editions(published, series.order))
    builds: list[str] = []
    for edition in editions:
        for names in (["editions"], ["changes"], ["lineage"]):
            stamp = read_stamp(data, names, series.series, edition)
            if stamp is None:
                raise BrokenDatasetError(
                    f"{series.series}/{edition} has no {names[0]}", str(data), "Run akaji run, or akaji compare."
                )
            builds.append(f"{stamp.build} {stamp.source_sha256 in pdfs}")
    return ReportJob(data, series, editions, pdfs, report_build(series, builds))


def find_pdfs(paths: Iterable[Path]) -> dict[str, Path]:
    """Return the PDFs among files and folders by their SHA-256."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    found: dict[str, Path] = {}
    for file in files:
        if file.is_file() and file.suffix.lower() in PDF_SUFFIXES:
            with suppress(OSError):  # one that cannot be read gives no pictures; reading it tells why
                found[file_sha256(file)] = file
    return found


def build_report(job: ReportJob) -> Files:
    """Return the pages of a series. Runs in a worker, because pictures of a hostile PDF are drawn.

    Raises:
        BrokenDatasetError: A dataset cannot be read.
    """
    from pipeline.publish.read import read_cells, read_diff, read_edition, read_findings, read_lineage
    from pipeline.report import (
        INDEX_PAGE_NAME,
        edition_page_name,
        pair_page_name,
        render_edition_page,
        render_pair_page,
        render_series_page,
    )

    data, series = job.data, job.series.series
    records = {name: read_edition(data, series, name) for name in job.editions}
    cells = {name: read_cells(data, series, name) for name in job.editions}
    pdfs = {name: job.pdfs.get(record.edition_record.source_sha256) for name, record in records.items()}
    pages: dict[str, str] = {}
    for earlier, name, later in _with_neighbours(job.editions):
        findings = read_findings(data, series, name)
        pages[edition_page_name(name)] = render_edition_page(
            records[name], cells=cells[name], findings=findings, pdf=pdfs[name], earlier=earlier, later=later
        )
    audits: list[tuple[str, Audit]] = []
    for old, new in pairwise(job.editions):
        diff = read_diff(data, series, new)
        if diff is None:
            raise BrokenDatasetError(f"{series}/{new} is not compared with {old}", str(data), "Run akaji compare.")
        audits.append((new, diff.audit))
        pages[pair_page_name(old, new)] = render_pair_page(
            records[old],
            records[new],
            diff,
            old_cells=cells[old],
            new_cells=cells[new],
            old_pdf=pdfs[old],
            new_pdf=pdfs[new],
        )
    lineage = {name: read_lineage(data, series, name) for name in job.editions}
    pages[INDEX_PAGE_NAME] = render_series_page(job.series, list(records.values()), audits, lineage)
    files = {job.folder / name: page.encode() for name, page in pages.items()}
    return {**files, job.folder / _BUILD_FILE: f"{job.build}\n".encode()}


class PairPageJob(Struct, frozen=True):
    """The page of two editions, of which nothing need be published. A file that is None gives no pictures."""

    old: EditionRecords
    new: EditionRecords
    diff: EditionDiff
    old_cells: tuple[Cell, ...]
    new_cells: tuple[Cell, ...]
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
    )
    return page.encode()


def _with_neighbours(editions: Sequence[str]) -> Iterable[tuple[str | None, str, str | None]]:
    return zip([None, *editions], editions, [*editions[1:], None], strict=False)


def series_index(series: Iterable[str]) -> Files:
    """Return the page that leads to each series' pages, and goes there by itself where there is only one."""
    names = sorted(series)
    links = [(f"{quote(name)}/index.html", html.escape(name)) for name in names]
    go = f'<meta http-equiv="refresh" content="0; url={links[0][0]}">\n' if len(links) == 1 else ""
    listed = "\n".join(f'<li><a href="{address}">{name}</a></li>' for address, name in links)
    page = (
        f'<!doctype html>\n<html lang="ja">\n<meta charset="utf-8">\n{go}<title>akaji</title>\n'
        f'<h1>シリーズ <span lang="en">Series</span></h1>\n<ul>\n{listed}\n</ul>\n</html>\n'
    )
    return {REPORT / "index.html": page.encode()}
