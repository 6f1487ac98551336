"""A run over many documents: build each, write what went well, tell what did not, then compare neighbours.

No document's failure touches another, nor what an earlier run wrote of the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, TypeVar, overload

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.batch import COMPARING, DRAWING, Done, Failed, Limits, Pool, open_pool, run_batch
from pipeline.errors import AkajiError, ExitCode, UsageError
from pipeline.model import Series
from pipeline.neighbours import SeriesJob, compare_pair, editions_by_series, plan_series, trace_series
from pipeline.project import load_series
from pipeline.publish.folder import DataFolder, open_data_folder
from pipeline.publish.package import PackageUpdate, describe_files
from pipeline.publish.read import read_source
from pipeline.reports import REPORT, PageJob, build_page, plan_pages, start_page
from pipeline.stages import BuiltEdition, Job, build_edition
from pipeline.vocabulary.edition_names import sort_editions

Result = TypeVar("Result")
Task = TypeVar("Task")


class Workers(Struct, frozen=True):
    """Where the work is done: how many processes, or which Dask scheduler, and what one document may take."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    scheduler: str | None = None


class RunResult(Struct, frozen=True):
    """What a run did. ``failures`` are in the order in which they happened."""

    written: list[BuiltEdition]
    failures: list[AkajiError]
    compared: list[tuple[str, str, str]]  # series, older edition, newer edition
    replaced: list[tuple[str, str, str]]  # series, edition, name of the other file that it was read from before


def failures_to_exit_code(failures: Sequence[AkajiError], *, something_went_well: bool) -> ExitCode:
    """Return what a run ends with: its own code where one failure was all there was, else that some failed."""
    if not failures:
        return ExitCode.DONE
    if something_went_well or len(failures) > 1:
        return ExitCode.SOME_FAILED
    return failures[0].exit_code


def run_alone(
    function: Callable[[Task], Result], task: Task, workers: Workers | None = None, *, place: str = ""
) -> Result:
    """Return what a function gives for one task, whose document may be hostile: in a worker, within limits.

    Raises:
        AkajiError: The task failed; its place is ``place`` where it does not tell it itself.
    """
    workers = workers or Workers()
    (outcome,) = run_batch(function, [task], jobs=workers.jobs, limits=workers.limits)
    if isinstance(outcome, Failed):
        raise _told_of(place, outcome.error)
    return outcome.result


def run_jobs(
    data: Path,
    jobs: Sequence[Job],
    *,
    workers: Workers | None = None,
    known_series: Iterable[Series] = (),
    on_outcome: Callable[[], None] = lambda: None,
) -> RunResult:
    """Build every job's edition, write it below ``data``, and bring what compares editions up to date.

    An edition is written as soon as it and all before it are there: a run that is stopped leaves what is done. Of two
    jobs that turn out to be one edition the first is written, whichever is read first. A document whose edition was
    not given replaces no edition that was read from another file: two documents of a year may be told alike.

    Args:
        data: The data folder; made where there is none.
        jobs: What to build.
        workers: Where; one process by default.
        known_series: For the order of their editions; they are compared even where no job is theirs, because an
            earlier run may have been stopped before that.
        on_outcome: Called when a job has ended, to show progress.

    Raises:
        AkajiError: The data folder cannot be written to.
    """
    workers = workers or Workers()
    with open_data_folder(data) as folder, open_pool(workers.jobs, workers.limits) as pool:
        writer = _Writer(folder, jobs)
        for outcome in _build_all(jobs, pool, workers):
            writer.take(outcome)
            on_outcome()
        failures = [writer.failures[index] for index in sorted(writer.failures)]
        orders = {series.series: series.order for series in known_series}
        published = editions_by_series(data)
        touched = dict.fromkeys([*orders, *(edition.series for edition in writer.written)])
        plans = [
            SeriesJob(data, name, tuple(sort_editions(published.get(name, ()), orders.get(name, ()))))
            for name in touched
        ]
        compared = _compare(folder, pool, plans, failures)
        if published:
            _describe(folder, pool)
    return RunResult(writer.written, failures, compared, writer.replaced)


def _build_all(jobs: Sequence[Job], pool: Pool, workers: Workers) -> Iterator[Done[BuiltEdition] | Failed]:
    if workers.scheduler is None:
        return pool.run(build_edition, jobs)
    return run_batch(build_edition, _WithContent(jobs), limits=workers.limits, scheduler=workers.scheduler)


class _WithContent(Sequence[Job]):
    """Jobs for workers that cannot open this machine's files: each gets its file's bytes when it is asked for."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs

    def __len__(self) -> int:
        return len(self._jobs)

    @overload
    def __getitem__(self, index: int) -> Job: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Job]: ...
    def __getitem__(self, index: int | slice) -> Job | Sequence[Job]:
        if isinstance(index, slice):
            return [_with_content(job) for job in self._jobs[index]]
        return _with_content(self._jobs[index])


class _Writer:
    """Takes outcomes in whatever order they come, and writes them in the order of the jobs.

    What is to wait for one before it lies on disk meanwhile, not in memory.
    """

    def __init__(self, folder: DataFolder, jobs: Sequence[Job]) -> None:
        self._folder = folder
        self._jobs = jobs
        self._waiting: dict[int, tuple[BuiltEdition, Path] | None] = {}  # None for a failure
        self._next = 0
        self._written_by: dict[tuple[str, str], int] = {}
        self.written: list[BuiltEdition] = []  # without their files, which are on disk
        self.failures: dict[int, AkajiError] = {}
        self.replaced: list[tuple[str, str, str]] = []

    def take(self, outcome: Done[BuiltEdition] | Failed) -> None:
        """Take a job's outcome, and write what no longer waits."""
        if isinstance(outcome, Failed):
            self.failures[outcome.index] = _told_of(str(self._jobs[outcome.index].path), outcome.error)
            self._waiting[outcome.index] = None
        else:
            staged = self._folder.stage(outcome.result.files)
            self._waiting[outcome.index] = replace(outcome.result, files={}), staged
        while self._next in self._waiting:
            there = self._waiting.pop(self._next)
            if there is not None:
                self._write(self._next, *there)
            self._next += 1

    def _write(self, index: int, built: BuiltEdition, staged: Path) -> None:
        name = built.series, built.edition
        source = read_source(self._folder.path, *name)
        if (earlier := self._written_by.get(name)) is not None:
            self.failures[index] = _same_edition(name, self._jobs[earlier].path, self._jobs[index].path)
        elif source is not None and source.sha256 != built.source_sha256 and self._jobs[index].edition is None:
            self.failures[index] = _already_there(name, source.name, self._jobs[index].path)
        else:
            if source is not None and source.sha256 != built.source_sha256:
                self.replaced.append((*name, source.name))
            self._folder.commit(staged)
            self._written_by[name] = index
            self.written.append(built)


def _with_content(job: Job) -> Job:
    """Return a job that a worker elsewhere can do; one whose file cannot be read stays, and fails there."""
    with suppress(OSError):
        return replace(job, content=job.path.read_bytes())
    return job


def _told_of(place: str, error: AkajiError) -> AkajiError:
    """Return an error with its place, where it does not tell it itself: a limit does not know whose it is."""
    if error.place:
        return error
    told = error.at(place)
    told.__notes__ = getattr(error, "__notes__", [])
    return told


def _same_edition(name: tuple[str, str], first: Path, path: Path) -> UsageError:
    return UsageError(
        f"taken for {'/'.join(name)}, as {first} is, which was written; this one was not",
        str(path),
        "Extract it by itself, with --edition.",
    )


def _already_there(name: tuple[str, str], source_name: str, path: Path) -> UsageError:
    return UsageError(
        f"taken for {'/'.join(name)}, which is there already from another file ({source_name}), so it was not written",
        str(path),
        f"Give --edition another name to keep both, or --edition {name[1]} to replace it.",
    )


def _compare(
    folder: DataFolder, pool: Pool, jobs: Sequence[SeriesJob], failures: list[AkajiError]
) -> list[tuple[str, str, str]]:
    """Compare what is not up to date; return series, older and newer edition of each pair, and add to ``failures``."""
    plans = dict(_done(pool.run(plan_series, jobs, light=True), jobs, failures))
    pairs = [pair for place in sorted(plans) for pair in plans[place].pairs]
    compared: set[int] = set()
    for place, files in _done(pool.run(compare_pair, pairs, doing=COMPARING), pairs, failures):
        folder.write(files)
        compared.add(place)
    broken = {pair.series for place, pair in enumerate(pairs) if place not in compared}
    lineages = [plan.lineage for plan in plans.values() if plan.lineage.is_due and plan.series not in broken]
    for _, files in _done(pool.run(trace_series, lineages, doing=COMPARING), lineages, failures):
        folder.write(files)
    done = [pairs[place] for place in sorted(compared)]
    return [(pair.series, pair.before, pair.edition) for pair in done if pair.before is not None]


class _OfSeries(Protocol):
    """A task of one series."""

    @property
    def series(self) -> str: ...


def _done(
    outcomes: Iterable[Done[Result] | Failed], tasks: Sequence[_OfSeries], failures: list[AkajiError]
) -> Iterator[tuple[int, Result]]:
    """Yield the place and the result of each task that went well; add the others to ``failures``."""
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failures.append(_told_of(tasks[outcome.index].series, outcome.error))
        else:
            yield outcome.index, outcome.result


def _describe(folder: DataFolder, pool: Pool) -> None:
    """Bring ``datapackage.json`` up to date.

    Raises:
        BrokenDatasetError: A file is no Parquet.
    """
    described: list[dict[str, Any]] = []
    update = PackageUpdate(folder)
    for outcome in pool.run(describe_files, update.jobs(), light=True):
        if isinstance(outcome, Failed):
            raise outcome.error
        described += outcome.result
    update.write(described)


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
    force: bool = False,
    on_outcome: Callable[[], None] = lambda: None,
) -> ReportResult:
    """Write the pages of these series where they are not up to date, and the page that leads to them.

    Args:
        data: The data folder.
        series: Series that are published there.
        pdfs: By SHA-256, to cut pictures of printed cells from.
        workers: Where to work; one process by default, because the PDFs may be hostile.
        force: Write what is up to date as well.
        on_outcome: Called when a page has been made, to show progress.
    """
    workers = workers or Workers()
    written: list[PurePosixPath] = []
    failures: list[AkajiError] = []
    pages: list[PageJob] = []
    published = editions_by_series(data)
    for each in series:
        try:
            pages += plan_pages(data, each, published.get(each.series, ()), pdfs)
        except AkajiError as error:
            failures.append(error)
    due = [page for page in pages if force or not page.is_up_to_date()]
    with open_data_folder(data) as folder:
        # Not on a cluster: its workers do not see this machine's datasets and PDFs.
        outcomes = run_batch(build_page, due, jobs=workers.jobs, limits=workers.limits, doing=DRAWING)
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                failures.append(_told_of(str(due[outcome.index].path), outcome.error))
            else:
                folder.write(outcome.result)
                written.append(due[outcome.index].path)
            on_outcome()
        _remove_stale_pages(data, pages)
        if pages:
            written += _write_start_page(folder, pages, published)
    return ReportResult(sorted(written), failures)


def _remove_stale_pages(data: Path, pages: Sequence[PageJob]) -> None:
    """Remove the pages of editions and pairs that a series no longer has."""
    wanted = {page.path for page in pages}
    for folder in {page.path.parent for page in pages}:
        for path in (data / folder).glob("*.html"):
            if folder / path.name not in wanted:
                path.unlink()


def _write_start_page(
    folder: DataFolder, pages: Sequence[PageJob], published: Mapping[str, Sequence[str]]
) -> list[PurePosixPath]:
    """Write the page that leads to every series that has pages, where it is another now; return what was written."""
    known = {page.series.series: page.series for page in pages}
    with_pages = [path.name for path in (folder.path / REPORT).iterdir() if path.is_dir() and path.name in published]
    files = start_page(folder.path, [known.get(name) or load_series(name) for name in with_pages], published)
    changed = {
        path: content
        for path, content in files.items()
        if not (folder.path / path).is_file() or (folder.path / path).read_bytes() != content
    }
    if changed:
        folder.write(changed)
    return list(changed)
