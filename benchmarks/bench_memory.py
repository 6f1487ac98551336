"""How much memory long documents take: peak resident memory against the number of pages.

Run ``python benchmarks/bench_memory.py [PDF]``. What is measured stands in ``_EXPLAINED``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs from a checkout

from benchmarks.measuring import ROOT, describe_machine, to_table, write_part

_EXPLAINED = """\
The document's pages are repeated into a temporary PDF, which is read in a process of its own:

- page: PDF → `Page`, one after the other, none kept. Flat: a page's memory is given back before the next;
- parsed: PDF → `ParsedDocument`, which keeps every cell; those of pages after the hundredth are in arrays;
- datasets: PDF → all Parquet files. Rows and items are held until all rows are known, so this grows with the document.
  Each dataset is let go as it is written, the words last, as they are read; what the others took is given back to the
  system before them. Some 110 MB are pages of MeCab's dictionary, a file that workers share.

What is held of a page (counted object by object, but for the first hundred) and when it is let go:

| KB a page | what | until |
| ---: | --- | --- |
| 7 | lines in arrays, half of it their text | rows are known |
| 3 | printed cells in arrays | tables are joined |
| 4 | cells of the tables in arrays | rows are known |
| 5 | rows of the item table, their texts in one string each | items are read |
| 11 | records of `rows` (7) in blocks, `cells` as columns (4) | files are written |
| 9 | records of items, sources, dates, divisions in blocks, marks | files are written |
| 4 | texts of which words are made, in blocks | their words are read |

The peak is more than these: the interpreter gives a block of 1 MB back only once nothing in it is used, and what stays
for good (imports, caches) is strewn over all of them. As the words of 2,000 pages are read 52 such blocks are held, of
which 24 MB are in use: as many as small objects once needed at a time. So texts and records stand in strings and blocks
of bytes. The pages repeat, and `cells` keeps each text once: some 5 KB a page more where no text stands twice.

The growth a page is (peak at the most pages - peak at the fewest) / the pages between."""

PAGES = (200, 1000, 2000)
WAYS = ("imports", "page", "parsed", "datasets")
TARGET = 200  # MB, for reading


# ── in a process of its own ─────────────────────────────────────────────────────────────────────────────────────────


def read_as(way: str, path: Path) -> None:
    """Do what a way does, and keep nothing of it; ``imports`` does it with nothing at all."""
    from pipeline.process import settle_in

    settle_in()  # as the workers of a batch do
    from pipeline.documents import read_document
    from pipeline.model import Series
    from pipeline.readers import open_document
    from pipeline.stages import Job, build_edition

    if way == "page":
        with open_document(path.read_bytes(), path.name) as opened:
            for page in opened.pages:
                del page
    elif way == "parsed":
        read_document(path, Series("any"))
    elif way == "datasets":
        build_edition(Job(path, Series("any"), "long"))


def peak_megabytes() -> float:
    """Return this process's peak resident memory."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage tells of the parent's memory as well, where a process was forked from it
        (line,) = (line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


# ── the run ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def repeat_pages(path: Path, count: int, target: Path) -> None:
    """Write a PDF whose pages are those of another, over and over. They share their streams, so the file is small."""
    import pikepdf

    with pikepdf.open(path) as document:
        own = len(document.pages)
        while len(document.pages) < count:
            document.pages.append(document.pages[len(document.pages) % own])
        del document.pages[count:]
        document.save(target)


def measure(path: Path, counts: Sequence[int]) -> Iterator[tuple[str, Mapping[int, float]]]:
    """Yield each way with its peak in MB by number of pages."""
    with tempfile.TemporaryDirectory() as folder:
        files = {count: Path(folder) / f"{count}.pdf" for count in counts}
        for count, file in files.items():
            repeat_pages(path, count, file)
        for way in WAYS:
            yield way, {count: _peak_in_a_process(way, file) for count, file in files.items()}


def _peak_in_a_process(way: str, file: Path) -> float:
    command = [sys.executable, __file__, str(file), "--measure", way]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file itself
    return float(done.stdout)


def report(peaks: Sequence[tuple[str, Mapping[int, float]]], counts: Sequence[int]) -> str:
    """Return the part of docs/benchmarks.md that tells of memory."""
    rows = []
    for way, by_count in peaks:
        growth = (by_count[counts[-1]] - by_count[counts[0]]) / max(counts[-1] - counts[0], 1) * 1024
        rows.append([way, *(f"{by_count[count]:.0f}" for count in counts), f"{growth:.0f}"])
    header = ["way", *(f"{count} pages" for count in counts), "KB a further page"]
    return (
        "## Memory\n\n`python benchmarks/bench_memory.py [PDF]`. Peak resident memory in MB, a process each; "
        f"the target for reading is\n{TARGET} MB at 2,000 pages. `imports` reads nothing: it is what the libraries"
        f" take.\n\n{to_table(header, rows)}\n\n{describe_machine()}\n\n{_EXPLAINED}\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and write it into the page that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=ROOT / "raw" / "toyama-open-pt" / "R5-1.pdf")
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES)
    parser.add_argument("--write", type=Path, help="page to put the table into, as docs/benchmarks.md")
    parser.add_argument("--measure", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        read_as(options.measure, options.pdf)
        click.echo(peak_megabytes())
        return
    text = report(list(measure(options.pdf, options.pages)), options.pages)
    click.echo(text)
    if options.write:
        write_part(options.write, "bench_memory", text)


if __name__ == "__main__":
    main()
