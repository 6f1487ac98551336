"""How many documents a second a batch builds, with one worker process, two and four.

Run ``python benchmarks/bench_batch.py [PDF]``. What is measured stands in ``_EXPLAINED``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs from a checkout

from benchmarks.measuring import ROOT, describe_machine, to_table, write_part
from pipeline.extraction import run_jobs
from pipeline.model import Series
from pipeline.stages import Job
from pipeline.workers import Workers

_EXPLAINED = """\
Copies of the document go through what `akaji extract --jobs N` calls (`pipeline.extraction.run_jobs`): workers,
staging, writing, the data package. It is not called through the command line, because the copies all say that they are
the same edition. Each copy is an edition of a series of its own in one row, and in the other all are editions of one
series, so that each is compared with the one before it as well. A worker knows the words of the paragraphs that it has
met, all of these copies' from the second on; of an edition's it knows nineteen of twenty from the edition before.

This is the clock's time, workers' start and imports included, and so depends on what else the machine does."""

COPIES = 48
JOBS = (1, 2, 4)


def documents_a_second(files: Sequence[Path], workers: int, *, one_series: bool) -> float:
    """Build each file as an edition of its own into a temporary folder; return how many a second."""
    jobs = [
        Job(path, Series("copies" if one_series else f"copies-{number}"), f"E{number}")
        for number, path in enumerate(files, 1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        result = run_jobs(Path(folder) / "data", jobs, workers=Workers(jobs=workers))
        seconds = time.perf_counter() - start
    if result.failures:
        raise result.failures[0]
    return len(files) / seconds


def report(path: Path, copies: int, workers: Sequence[int]) -> str:
    """Measure, and return the part of docs/benchmarks.md that tells of batches."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:04}.pdf" for number in range(copies)]
        for file in files:
            shutil.copy(path, file)
        rows = [
            [name, *(f"{documents_a_second(files, count, one_series=one_series):.1f}" for count in workers)]
            for name, one_series in (("built", False), ("built and compared", True))
        ]
    header = ["", *(f"--jobs {count}" for count in workers)]
    return (
        f"## Batches\n\n`python benchmarks/bench_batch.py [PDF]`. {copies} copies of {path.name}, documents a second on"
        f" {os.cpu_count()} cores.\n{_EXPLAINED}\n\n{to_table(header, rows)}\n\n{describe_machine()}\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and write it into the page that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=ROOT / "raw" / "toyama-open-pt" / "R5-1.pdf")
    parser.add_argument("--copies", type=int, default=COPIES)
    parser.add_argument("--jobs", type=int, nargs="+", default=JOBS)
    parser.add_argument("--write", type=Path, help="page to put the table into, as docs/benchmarks.md")
    options = parser.parse_args(arguments)
    text = report(options.pdf, options.copies, options.jobs)
    click.echo(text)
    if options.write:
        write_part(options.write, "bench_batch", text)


if __name__ == "__main__":
    main()
