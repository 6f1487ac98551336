"""A run over many documents: build each, write what went well, tell what did not, then compare neighbours.

No document's failure touches another, nor what an earlier run wrote of the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.batch import Done, Failed, Limits, Pool, open_pool, run_batch
from pipeline.errors import AkajiError, ExitCode, UsageError
from pipeline.model import Series
from pipeline.neighbours import SeriesJob, compare_pair, plan_series, trace_series
from pipeline.publish.folder import DataFolder, open_data_folder
from pipeline.publish.layout import list_editions
from pipeline.publish.package import PackageUpdate, describe_files
from pipeline.publish.read import read_source
from pipeline.reports import REPORT, ReportJob, build_report, plan_report, series_index
from pipeline.stages import BuiltEdition, Job, build_edition

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


def run_alone(function: Callable[[Task], Result], task: Task, workers: Workers | None = None) -> Result:
    """Return what a function gives for one task, whose document may be hostile: in a worker, within limits.

    Raises:
        AkajiError: The task failed.
    """
    workers = workers or Workers()
    (outcome,) = run_batch(function, [task], jobs=workers.jobs, limits=workers.limits)
    if isinstance(outcome, Failed):
        raise outcome.error
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

    An edition is written as soon as it is there, where the jobs name all editions; else when the last document has
    said which edition it is, because two may turn out to be the same one. A document whose edition was not given
    replaces no edition that was read from another file: two documents of a year may be told alike.

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
        outcomes = _build_all(jobs, pool, workers)
        written, failures, replaced = _write(folder, jobs, outcomes, on_outcome)
        orders = {series.series: series.order for series in known_series}
        touched = dict.fromkeys([*orders, *(edition.series for edition in written)])
        compared = _compare(folder, pool, [SeriesJob(data, name, orders.get(name, ())) for name in touched], failures)
        if list_editions(data):
            _describe(folder, pool)
    return RunResult(written, failures, compared, replaced)


def _build_all(jobs: Sequence[Job], pool: Pool, workers: Workers) -> Iterator[Done[BuiltEdition] | Failed]:
    if workers.scheduler is None:
        return pool.run(build_edition, jobs)
    jobs = [_with_content(job) for job in jobs]  # a cluster's workers cannot open this machine's files
    return run_batch(build_edition, jobs, limits=workers.limits, scheduler=workers.scheduler)


def _write(
    folder: DataFolder,
    jobs: Sequence[Job],
    outcomes: Iterable[Done[BuiltEdition] | Failed],
    on_outcome: Callable[[], None],
) -> tuple[list[BuiltEdition], list[AkajiError], list[tuple[str, str, str]]]:
    """Write what was built; return it without its files, the failures, and what was replaced, in the jobs' order."""
    names_are_known = all(job.series and job.edition for job in jobs)
    written: dict[int, BuiltEdition] = {}
    failures: dict[int, AkajiError] = {}
    staged: dict[int, Path] = {}
    there: dict[int, str] = {}
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failures[outcome.index] = _told_of(str(jobs[outcome.index].path), outcome.error)
        else:
            staged[outcome.index] = folder.stage(outcome.result.files)
            written[outcome.index] = built = replace(outcome.result, files={})  # which are on disk, not in memory
            source = read_source(folder.path, built.series, built.edition)
            if source is not None and source.sha256 != built.source_sha256:
                there[outcome.index] = source.name
            if names_are_known:
                folder.commit(staged[outcome.index])
        on_outcome()
    _refuse(jobs, written, there, failures)
    if not names_are_known:
        for index in written:
            folder.commit(staged[index])
    done = sorted(written)
    replaced = [(written[index].series, written[index].edition, there[index]) for index in done if index in there]
    return [written[index] for index in done], [failures[index] for index in sorted(failures)], replaced


def _refuse(
    jobs: Sequence[Job],
    written: dict[int, BuiltEdition],
    there: Mapping[int, str],
    failures: dict[int, AkajiError],
) -> None:
    """Move to the failures what cannot be written without a guess at which document is meant.

    That is several jobs of one edition, and a job whose edition was not given where ``there`` knows another file.
    """
    for name, indices in _editions_of_several(written).items():
        failures[indices[0]] = _conflict(name, [jobs[index].path for index in indices])
        for index in indices:
            del written[index]
    for index in sorted(written.keys() & there.keys()):
        if jobs[index].edition is None:
            built = written.pop(index)
            failures[index] = _already_there((built.series, built.edition), there[index], jobs[index].path)


def _with_content(job: Job) -> Job:
    """Return a job that a worker elsewhere can do; one whose file cannot be read stays, and fails there."""
    with suppress(OSError):
        return replace(job, content=job.path.read_bytes())
    return job


def _editions_of_several(written: Mapping[int, BuiltEdition]) -> dict[tuple[str, str], list[int]]:
    """Return the editions that several jobs turned out to be, with these jobs."""
    indices: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in sorted(written):
        indices[written[index].series, written[index].edition].append(index)
    return {name: several for name, several in indices.items() if len(several) > 1}


def _told_of(place: str, error: AkajiError) -> AkajiError:
    """Return an error with its place, where it does not tell it itself: a limit does not know whose it is."""
    if error.place:
        return error
    told = error.at(place)
    told.__notes__ = getattr(error, "__notes__", [])
    return told


def _conflict(name: tuple[str, str], paths: Sequence[Path]) -> UsageError:
    return UsageError(
        f"all of these are {'/'.join(name)}, so none was written",
        ", ".join(map(str, paths)),
        "Extract them one at a time, with --edition.",
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
    for place, files in _done(pool.run(compare_pair, pairs), pairs, failures):
        folder.write(files)
        compared.add(place)
    broken = {pair.series for place, pair in enumerate(pairs) if place not in compared}
    lineages = [plan.lineage for plan in plans.values() if plan.lineage.is_due and plan.series not in broken]
    for _, files in _done(pool.run(trace_series, lineages), lineages, failures):
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


def write_reports(
    data: Path,
    series: Iterable[Series],
    pdfs: Mapping[str, Path],
    *,
    workers: Workers | None = None,
    force: bool = False,
) -> ReportResult:
    """Write the pages of these series where they are not up to date, and the page that leads to them.

    Args:
        data: The data folder.
        series: Series that are published there.
        pdfs: By SHA-256, to cut pictures of printed cells from.
        workers: Where to work; one process by default, because the PDFs may be hostile.
        force: Write what is up to date as well.
    """
    workers = workers or Workers()
    written: list[PurePosixPath] = []
    failures: list[AkajiError] = []
    jobs: list[ReportJob] = []
    for each in series:
        try:
            jobs.append(plan_report(data, each, pdfs))
        except AkajiError as error:
            failures.append(error)
    jobs = [job for job in jobs if job.editions and (force or not job.is_up_to_date())]
    with open_data_folder(data) as folder:
        # Not on a cluster: its workers do not see this machine's datasets and PDFs.
        for outcome in run_batch(build_report, jobs, jobs=workers.jobs, limits=workers.limits):
            if isinstance(outcome, Failed):
                failures.append(_told_of(jobs[outcome.index].series.series, outcome.error))
            else:
                folder.write(outcome.result)
                written += [path for path in outcome.result if path.suffix == ".html"]
        if written:
            index = series_index(path.name for path in (data / REPORT).iterdir() if path.is_dir())
            folder.write(index)
            written += index
    return ReportResult(written, failures)
