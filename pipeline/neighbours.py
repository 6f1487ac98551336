"""The editions of a series compared, each with the one before it: matches, changes, audits, lineage and commitments.

Three steps, so that a pool of workers can share them: ``plan_series`` tells what is not up to date, ``compare_pair``
compares two editions, ``trace_series`` follows the items through all of them. Each but the last is a function of what
is on disk alone, and the last reads what the pairs wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from pipeline.builds import lineage_build, pair_build
from pipeline.changes import shares_nothing
from pipeline.model import Reach, Series
from pipeline.project import SeriesOnDisk
from pipeline.publish.files import Stamp, diff_to_files, read_stamp, traced_to_files
from pipeline.publish.folder import DataFolder, Files
from pipeline.publish.layout import FILE_NAME, check_name, list_editions
from pipeline.schema import EDITION_DATASETS
from pipeline.vocabulary.edition_names import sort_editions

_PAIR = ("matches", "changes", "audits")


def published_editions(data: Path, series: str, order: Sequence[str] = ()) -> list[str]:
    """Return the editions of a series that are published, oldest first."""
    return sort_editions((path.parent.name.removeprefix("edition=") for path in _files_of(data, series)), order)


def _files_of(data: Path, series: str) -> list[Path]:
    return sorted(data.glob(f"editions/series={check_name(series, 'series')}/edition=*/{FILE_NAME}"))


def editions_by_series(data: Path) -> dict[str, list[str]]:
    """Return all that is published: editions by series, in no order. One look at the folder, however much is there."""
    found: dict[str, list[str]] = {}
    for series, edition in list_editions(data):
        found.setdefault(series, []).append(edition)
    return found


def series_on_disk(data: Path, series: Series, published: Mapping[str, Sequence[str]]) -> SeriesOnDisk:
    """Return a series with those of its editions that ``editions_by_series`` tells of."""
    return SeriesOnDisk(data, series, tuple(sort_editions(published.get(series.series, ()), series.order)))


class PairJob(Struct, frozen=True):
    """An edition to be compared with the one before it, None for the first one; ``stamp`` is for the files."""

    data: Path
    series: str
    before: str | None
    edition: str
    stamp: Stamp


class LineageJob(Struct, frozen=True):
    """A series whose items are to be followed through its editions, oldest first.

    ``stamps`` are of each edition's lineage, which the editions up to it tell, ``final_stamps`` of its commitments,
    whose state the latest edition tells; ``stale`` and ``stale_commitments`` are the editions whose files are not
    up to date.
    """

    data: Path
    series: str
    stamps: dict[str, Stamp]
    stale: tuple[str, ...]
    final_stamps: dict[str, Stamp]
    stale_commitments: tuple[str, ...]

    @property
    def is_due(self) -> bool:
        """Whether any of it is not up to date."""
        return bool(self.stale or self.stale_commitments)


class Plan(Struct, frozen=True):
    """What of a series is not up to date with its editions on disk."""

    series: str
    pairs: tuple[PairJob, ...]
    lineage: LineageJob


def plan_series(job: SeriesOnDisk) -> Plan:
    """Return what is to be done for a series: a look at each file's stamp."""
    series, editions = job.series.series, job.editions
    pairs: list[PairJob] = []
    lineage_stamps: dict[str, Stamp] = {}
    before, build_before, history = None, None, ""
    for edition in editions:
        stamp = read_stamp(job.data, EDITION_DATASETS, series, edition) or Stamp("")
        wanted = Stamp(stamp.source_sha256, pair_build(build_before, stamp.build))
        if read_stamp(job.data, _PAIR, series, edition) != wanted:
            pairs.append(PairJob(job.data, series, before, edition, wanted))
        history = lineage_build(history, wanted.build)
        lineage_stamps[edition] = Stamp(stamp.source_sha256, history)
        before, build_before = edition, stamp.build
    final_stamps = {name: Stamp(stamp.source_sha256, history) for name, stamp in lineage_stamps.items()}

    def stale(dataset: str, stamps: dict[str, Stamp]) -> tuple[str, ...]:
        return tuple(name for name, stamp in stamps.items() if read_stamp(job.data, [dataset], series, name) != stamp)

    lineage = LineageJob(
        job.data, series, lineage_stamps, stale("lineage", lineage_stamps),
        final_stamps, stale("commitments", final_stamps),
    )  # fmt: skip
    return Plan(series, tuple(pairs), lineage)


class ComparedPair(Struct, frozen=True):
    """An edition that was compared with the one before it, None for the first one; what is to be written of it.

    ``shares_nothing`` where the two have hardly an item in common: a person must look whether both belong there.
    ``reach`` is whether by their own words the two follow each other, ``is_same_file`` whether they are one document.
    """

    series: str
    before: str | None
    edition: str
    files: Files
    shares_nothing: bool = False
    reach: Reach = Reach()
    is_same_file: bool = False


def compare_pair(job: PairJob) -> ComparedPair:
    """Return an edition compared with the one before it.

    Raises:
        BrokenDatasetError: A published edition cannot be read.
    """
    if job.before is None:
        return ComparedPair(job.series, None, job.edition, diff_to_files(job.series, job.edition, None, job.stamp))
    from pipeline.comparison import compare_editions
    from pipeline.publish.read import read_edition

    before, after = (read_edition(job.data, job.series, name) for name in (job.before, job.edition))
    diff = compare_editions(before, after)
    return ComparedPair(
        job.series,
        job.before,
        job.edition,
        diff_to_files(job.series, job.edition, diff, job.stamp),
        shares_nothing(diff),
        diff.reach,
        before.edition_record.source_sha256 == after.edition_record.source_sha256,
    )


def trace_series(job: LineageJob) -> Files:
    """Return lineage and commitments of the editions for which these are other ones now.

    Raises:
        BrokenDatasetError: A published edition or comparison cannot be read.
    """
    from pipeline.history import trace_commitments, trace_lineage
    from pipeline.publish.read import read_dates, read_diff, read_edition

    editions = [read_edition(job.data, job.series, name) for name in job.stamps]
    diffs = [diff for name in job.stamps if (diff := read_diff(job.data, job.series, name)) is not None]
    rows = trace_lineage(editions, diffs)
    dates = {name: read_dates(job.data, job.series, name) for name in job.stamps}
    commitments = trace_commitments(editions, dates, rows)
    files: dict[PurePosixPath, bytes] = {}
    for name in job.stale:
        files |= traced_to_files("lineage", job.series, name, rows[name], job.stamps[name])
    for name in job.stale_commitments:
        files |= traced_to_files("commitments", job.series, name, commitments[name], job.final_stamps[name])
    return files


def compare_series(folder: DataFolder, series: Series) -> list[ComparedPair]:
    """Bring what compares the editions of a series up to date with these on disk, in this process.

    Args:
        folder: The data folder, open for writing.
        series: A series that is published there.

    Returns:
        The pairs that were compared anew, without their files, which are written.

    Raises:
        BrokenDatasetError: A published edition cannot be read.
    """
    editions = published_editions(folder.path, series.series, series.order)
    plan = plan_series(SeriesOnDisk(folder.path, series, tuple(editions)))
    compared: list[ComparedPair] = []
    for pair in plan.pairs:
        done = compare_pair(pair)
        folder.write(done.files)
        compared.append(replace(done, files={}))
    if plan.lineage.is_due:
        folder.write(trace_series(plan.lineage))
    return [pair for pair in compared if pair.before is not None]
