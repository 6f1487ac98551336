"""A run over many documents: build each, write what went well, tell what did not, then compare neighbours.

No document's failure touches another, nor what an earlier run wrote of the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, overload

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import AkajiError, ExitCode, UsageError
from pipeline.model import Series
from pipeline.neighbours import (
    ComparedPair,
    LineageJob,
    PairJob,
    compare_pair,
    editions_by_series,
    plan_series,
    series_on_disk,
    trace_series,
)
from pipeline.outcomes import COMPARING, Done, Failed, results_of, told_of
from pipeline.project import SeriesOnDisk
from pipeline.publish.folder import DataFolder, open_data_folder
from pipeline.publish.package import PackageUpdate, describe_files
from pipeline.publish.read import read_source
from pipeline.stages import BuiltEdition, Job, build_edition
from pipeline.workers import Pool, Workers, pool_for, run_batch


class RunResult(Struct, frozen=True):
    """What a run did. ``failures`` are in the order in which they happened."""

    written: list[BuiltEdition]
    failures: list[AkajiError]
    compared: list[ComparedPair]  # without their files, which are on disk
    replaced: list[tuple[str, str, str]]  # series, edition, name of the other file that it was read from before


def failures_to_exit_code(failures: Sequence[AkajiError], *, something_went_well: bool) -> ExitCode:
    """Return what a run ends with: its own code where one failure was all there was, else that some failed."""
    if not failures:
        return ExitCode.DONE
    if something_went_well or len(failures) > 1:
        return ExitCode.SOME_FAILED
    return failures[0].exit_code


def run_jobs(  # noqa: PLR0913 - what, where to, and how
    data: Path,
    jobs: Sequence[Job],
    *,
    workers: Workers | None = None,
    pool: Pool | None = None,
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
        pool: Their pool, where it is open already.
        known_series: For the order of their editions; they are compared even where no job is theirs, because an
            earlier run may have been stopped before that.
        on_outcome: Called when a job has ended, to show progress.

    Raises:
        AkajiError: The data folder cannot be written to.
    """
    workers = workers or Workers()
    with open_data_folder(data) as folder, pool_for(workers, pool) as processes:
        writer = _Writer(folder, jobs)
        for outcome in _build_all(jobs, processes, workers):
            writer.take(outcome)
            on_outcome()
        failures = [writer.failures[index] for index in sorted(writer.failures)]
        touched = {series.series: series for series in known_series}
        for edition in writer.written:
            touched.setdefault(edition.series, Series(edition.series))
        published = editions_by_series(data)
        on_disk = [series_on_disk(data, series, published) for series in touched.values()]
        compared = _compare(folder, processes, on_disk, failures)
        if published:
            _describe(folder, processes)
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
            self.failures[outcome.index] = told_of(str(self._jobs[outcome.index].path), outcome.error)
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
    if job.tagged is not None:
        return job
    with suppress(OSError):
        return replace(job, content=job.path.read_bytes())
    return job


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
    folder: DataFolder, pool: Pool, on_disk: Sequence[SeriesOnDisk], failures: list[AkajiError]
) -> list[ComparedPair]:
    """Compare what is not up to date; return the pairs in their order, and add to ``failures``."""
    names = [each.series.series for each in on_disk]
    plans = dict(results_of(pool.run(plan_series, on_disk, light=True), names, failures))
    pairs = [pair for place in sorted(plans) for pair in plans[place].pairs]
    compared: dict[int, ComparedPair] = {}
    for place, pair in results_of(pool.run(compare_pair, pairs, doing=COMPARING), _series_of(pairs), failures):
        folder.write(pair.files)
        compared[place] = replace(pair, files={})
    broken = {pair.series for place, pair in enumerate(pairs) if place not in compared}
    lineages = [plan.lineage for plan in plans.values() if plan.lineage.is_due and plan.series not in broken]
    for _, files in results_of(pool.run(trace_series, lineages, doing=COMPARING), _series_of(lineages), failures):
        folder.write(files)
    return [compared[place] for place in sorted(compared) if compared[place].before is not None]


def _series_of(tasks: Sequence[PairJob | LineageJob]) -> list[str]:
    return [task.series for task in tasks]


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
