"""What a whole project costs, step by step, and how it grows: datasets, comparisons, data package, pages, check.

Run ``python benchmarks/bench_project.py``; ``--series 25 50 100`` measures up to the 2,000 editions of a large project
(an hour on one core). What is measured stands in ``_EXPLAINED``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs from a checkout

from benchmarks.measuring import ROOT, cpu_seconds, describe_machine, to_table, write_part
from pipeline.builds import is_up_to_date
from pipeline.extraction import run_jobs
from pipeline.model import Series
from pipeline.neighbours import compare_series
from pipeline.process import settle_in
from pipeline.publish.check import check_data
from pipeline.publish.folder import open_data_folder
from pipeline.publish.package import write_data_package
from pipeline.report_pages import find_pdfs
from pipeline.report_writing import write_reports
from pipeline.stages import Job, build_edition
from pipeline.workers import Workers, open_pool

_EXPLAINED = """\
A project of series of twenty editions each is made of the first pages of R4-4 and R5-1 in turn, so that every
comparison has changes. All steps work in one process (`--jobs 0`), so that the processor's time is theirs alone:

- datasets: PDF → Parquet, written;
- comparisons: each edition with the one before it, lineage and commitments of each series;
- data package: `datapackage.json` from all files;
- pages: an edition and its pair, pictures included, and one over each series;
- check: `akaji check`;
- nothing new: what a second `akaji run` does, which finds that all is up to date.

A step is linear where its milliseconds an edition stay the same from column to column.

The second table is of the smallest project, as `akaji run` makes it: the clock's time with one worker and with two, and
how many processors were busy meanwhile (the processor's time over the clock's): fewer, where others use the machine.

A worker has its next task before what it made is written, and the workers share the planning of pages, the description
of files and the first page as well; while each of these was the parent's or one worker's alone, 1.59 processors were
busy. The parent creates some twenty files an edition, each some 0.5 ms of the system's time on this machine: of
documents of one page that is a fifth of all, and beside one worker it is done at the same time, hence 1.26 there. Of 60
editions of 11 pages (`--series 3 --pages 11`) two workers take 10.0 and 11.2 s where one takes 18.6 and 18.9: 1.7 to
1.9 times as fast, with 1.94 processors busy. All but the parent's share is the workers', which have one thread each.
Sixteen cores were not at hand."""

SERIES = (3, 6, 12)


class Shape(NamedTuple):
    """What a project is made of: editions a series, and pages a document."""

    editions: int
    pages: int


def make_project(folder: Path, series: int, shape: Shape) -> list[Job]:
    """Write the PDFs of a project; return its editions as jobs, each file with bytes of its own."""
    import pikepdf

    jobs = []
    for number in range(series):
        name = Series(f"series-{number:03}", title="対応状況一覧", publisher="試験県")
        for place in range(shape.editions):
            path = folder / name.series / f"R{place + 1}-1.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            source = ROOT / "raw" / "toyama-open-pt" / ("R5-1.pdf" if place % 2 else "R4-4.pdf")
            with pikepdf.open(source) as document:
                del document.pages[shape.pages :]
                document.docinfo["/Subject"] = f"{name.series} {place}"
                document.remove_unreferenced_resources()
                document.save(path, static_id=True)
            jobs.append(Job(path, name, path.stem))
    return jobs


# ── the steps ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Project(NamedTuple):
    """A project's files and datasets. Each step needs what the one before it wrote."""

    raw: Path
    data: Path
    jobs: Sequence[Job]

    @property
    def series(self) -> list[Series]:
        """Its series, each once."""
        return list({job.series.series: job.series for job in self.jobs if job.series is not None}.values())

    def build(self) -> None:
        """Make and write the datasets of every document."""
        with open_data_folder(self.data) as folder:
            for job in self.jobs:
                folder.write(build_edition(job).files)

    def compare(self) -> None:
        """Compare neighbours, and follow items through each series."""
        with open_data_folder(self.data) as folder:
            for series in self.series:
                compare_series(folder, series)

    def describe(self) -> None:
        """Write the data package from all files."""
        with open_data_folder(self.data) as folder:
            write_data_package(folder)

    def draw(self) -> None:
        """Write the pages that are not up to date."""
        result = write_reports(self.data, self.series, find_pdfs([self.raw]), workers=Workers(jobs=0))
        if result.failures:
            raise result.failures[0]

    def check(self) -> None:
        """Check the datasets, which are sound."""
        if faults := check_data(self.data).faults:
            raise ValueError(faults[0])

    def run_again(self) -> None:
        """Find that all is up to date."""
        for job in self.jobs:
            if not is_up_to_date(self.data, job.path, job.series or Series(""), job.edition or ""):
                raise ValueError(f"{job.path} is not up to date")
        run_jobs(self.data, [], workers=Workers(jobs=0), known_series=self.series)
        self.draw()


STEPS: Mapping[str, Callable[[Project], None]] = {
    "datasets": Project.build,
    "comparisons": Project.compare,
    "data package": Project.describe,
    "pages": Project.draw,
    "check": Project.check,
    "nothing new": Project.run_again,
}


def measure(series: int, shape: Shape) -> dict[str, float]:
    """Return the processor's seconds of each step, of a project of so many series."""
    with tempfile.TemporaryDirectory() as folder:
        raw, data = Path(folder) / "raw", Path(folder) / "data"
        project = Project(raw, data, make_project(raw, series, shape))
        return {name: cpu_seconds(partial(step, project)) for name, step in STEPS.items()}


def measure_workers(series: int, shape: Shape, workers: int) -> tuple[float, float]:
    """Return the clock's seconds of a whole run, and how many processors it kept busy."""
    with tempfile.TemporaryDirectory() as folder:
        raw, data = Path(folder) / "raw", Path(folder) / "data"
        project = Project(raw, data, make_project(raw, series, shape))
        before, start = os.times(), time.perf_counter()
        with open_pool(workers) as pool:
            run_jobs(data, project.jobs, pool=pool)
            write_reports(data, project.series, find_pdfs([raw]), pool=pool)
        seconds, after = time.perf_counter() - start, os.times()
        return seconds, (sum(after[:4]) - sum(before[:4])) / seconds


# ── the run ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def report(taken: Mapping[int, Mapping[str, float]], workers: Mapping[int, tuple[float, float]], shape: Shape) -> str:
    """Return the part of docs/benchmarks.md that tells of projects."""
    counts = {series: series * shape.editions for series in taken}
    largest = taken[list(taken)[-1]]
    total = sum(largest.values())
    rows = [
        [name, *(f"{1000 * taken[size][name] / counts[size]:.1f}" for size in taken), f"{seconds / total:.0%}"]
        for name, seconds in largest.items()
    ]
    sums = [f"{1000 * sum(taken[size].values()) / counts[size]:.0f}" for size in taken]
    header = ["step", *(f"{count} editions" for count in counts.values()), "share of the last"]
    of_workers = [
        [f"--jobs {count}", f"{seconds:.1f}", f"{busy:.2f}", f"{next(iter(workers.values()))[0] / seconds:.2f}"]
        for count, (seconds, busy) in workers.items()
    ]
    size = f"{shape.pages} {'page' if shape.pages == 1 else 'pages'}"
    return (
        "## Projects\n\n`python benchmarks/bench_project.py`. Milliseconds of the processor an edition, of documents of"
        f" {size}.\n\n{to_table(header, [*rows, ['all', *sums, '100%']])}\n\n"
        f"{to_table(['', 'seconds', 'processors busy', 'times as fast'], of_workers)}\n\n"
        f"{describe_machine()}\n\n{_EXPLAINED}\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, and write them into the page that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--series", type=int, nargs="+", default=SERIES)
    parser.add_argument("--editions", type=int, default=20, help="of each series")
    parser.add_argument("--pages", type=int, default=2, help="of each document")
    parser.add_argument("--jobs", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--write", type=Path, help="page to put the tables into, as docs/benchmarks.md")
    options = parser.parse_args(arguments)
    settle_in()
    shape = Shape(options.editions, options.pages)
    measure(1, Shape(2, options.pages))  # imports and dictionaries are there from now on
    taken = {size: measure(size, shape) for size in options.series}
    workers = {count: measure_workers(options.series[0], shape, count) for count in options.jobs}
    text = report(taken, workers, shape)
    click.echo(text)
    if options.write:
        write_part(options.write, "bench_project", text)


if __name__ == "__main__":
    main()
