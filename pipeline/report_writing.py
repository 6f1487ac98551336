"""The pages of series written where they are not up to date, a task each, and stale ones removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pipeline.errors import AkajiError
from pipeline.model import Series
from pipeline.neighbours import editions_by_series, series_on_disk
from pipeline.outcomes import DRAWING, Failed, results_of, told_of
from pipeline.project import SeriesOnDisk, load_series
from pipeline.publish.folder import DataFolder, open_data_folder
from pipeline.report_pages import REPORT, PageJob, build_page, plan_pages, read_stamps, start_page
from pipeline.workers import Pool, Workers, pool_for


class ReportResult(Struct, frozen=True):
    """The pages that were written, below the data folder, and what failed."""

    written: list[PurePosixPath]
    failures: list[AkajiError]


def write_reports(  # noqa: PLR0913 - what, where to, where from, and how
    data: Path,
    series: Iterable[Series],
    pdfs: Mapping[str, Path],
    *,
    workers: Workers | None = None,
    pool: Pool | None = None,
    force: bool = False,
    on_outcome: Callable[[], None] = lambda: None,
) -> ReportResult:
    """Write the pages of these series where they are not up to date, and the page that leads to them.

    Args:
        data: The data folder.
        series: Series that are published there.
        pdfs: By SHA-256, to cut pictures of printed cells from.
        workers: Where to work; one process by default, because the PDFs may be hostile.
        pool: Their pool, where it is open already.
        force: Write what is up to date as well.
        on_outcome: Called when a page has been made, to show progress.
    """
    written: list[PurePosixPath] = []
    failures: list[AkajiError] = []
    published = editions_by_series(data)
    on_disk = [series_on_disk(data, each, published) for each in series]
    with open_data_folder(data) as folder, pool_for(workers, pool) as processes:
        pages = _plan(processes, on_disk, pdfs, failures)
        due = [page for page in pages if force or not page.is_up_to_date()]
        # Not on a cluster: its workers do not see this machine's datasets and PDFs.
        for outcome in processes.run(build_page, due, doing=DRAWING):
            if isinstance(outcome, Failed):
                failures.append(told_of(str(due[outcome.index].path), outcome.error))
            else:
                folder.write(outcome.result)
                written.append(due[outcome.index].path)
            on_outcome()
        _remove_stale_pages(data, pages)
        if pages:
            known = {page.series.series: page.series for page in pages}
            written += _write_start_page(folder, processes, known, published)
    return ReportResult(sorted(written), failures)


def _plan(
    pool: Pool, on_disk: Sequence[SeriesOnDisk], pdfs: Mapping[str, Path], failures: list[AkajiError]
) -> list[PageJob]:
    """Return the pages of all series in their order; add to ``failures`` what is said of one that has none."""
    outcomes = sorted(pool.run(read_stamps, on_disk, light=True), key=lambda outcome: outcome.index)
    pages: list[PageJob] = []
    for place, stamps in results_of(outcomes, [each.series.series for each in on_disk], failures):
        pages += plan_pages(on_disk[place], stamps, pdfs)
    return pages


def _remove_stale_pages(data: Path, pages: Sequence[PageJob]) -> None:
    """Remove the pages of editions and pairs that a series no longer has."""
    wanted = {page.path for page in pages}
    for folder in {page.path.parent for page in pages}:
        for path in (data / folder).glob("*.html"):
            if folder / path.name not in wanted:
                path.unlink()


def _write_start_page(
    folder: DataFolder, pool: Pool, known: Mapping[str, Series], published: Mapping[str, Sequence[str]]
) -> list[PurePosixPath]:
    """Write the page that leads to every series that has pages, where it is another now; return what was written.

    Raises:
        BrokenDatasetError: A dataset cannot be read.
    """
    names = sorted(path.name for path in (folder.path / REPORT).iterdir() if path.is_dir() and path.name in published)
    with_pages = tuple(series_on_disk(folder.path, known.get(name) or load_series(name), published) for name in names)
    (outcome,) = pool.run(start_page, [with_pages], light=True)
    if isinstance(outcome, Failed):
        raise outcome.error
    changed = {
        path: content
        for path, content in outcome.result.items()
        if not (folder.path / path).is_file() or (folder.path / path).read_bytes() != content
    }
    if changed:
        folder.write(changed)
    return list(changed)
