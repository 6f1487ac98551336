"""How fast PDFs become datasets, beside PDFium's own floor, pdfplumber and Camelot.

Run ``python benchmarks/bench_read.py [PDF ...]``; without a PDF it takes those of ``raw/``, and of ``shared/editions``
where that lies beside the project. What is measured stands in ``_EXPLAINED``.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs from a checkout

from benchmarks.bench_tools import READERS
from benchmarks.measuring import ROOT, describe_machine, medians_in_turn, stay_on_one_core, to_table, write_part
from pipeline.documents import read_document
from pipeline.errors import AkajiError
from pipeline.model import Series
from pipeline.readers import open_document
from pipeline.stages import BuiltEdition, Job, build_edition
from pipeline.tag.words import analyse_once
from pipeline.vocabulary import load_series

_EXPLAINED = """\
For each file, in turn on one core, the median processor's time of:

- floor: PDFium opens each page, loads its text page and counts the characters. Nothing that reads with PDFium can be
  faster;
- page: akaji, PDF → `Page` (glyphs with text, box and style, and rules);
- parsed: akaji, PDF → `ParsedDocument` (cells as printed);
- datasets: akaji, PDF → the bytes of all Parquet files, which is what a worker of `akaji extract` does with the first
  edition of a series; for later ones it knows the words of the paragraphs that it has met;
- pdfplumber: its bare `extract_tables`, each page closed after it;
- Camelot: flavor lattice, engine vector, where it is installed (it is no dependency of the project).

pdfplumber and Camelot stop at texts in a grid: no row is joined over a page break, no merged cell filled, no colour
read, no word analysed, nothing written.

What paid, in instructions of R5-1 (counted by callgrind, which a busy machine does not disturb). First `page` alone,
585 to 414 million, by asking PDFium a question of a whole page at once by `pipeline/pdfium/each.c` and keeping its
answers as arrays. Then each room by itself, the whole from 1204 to 843 million:

- `read_pdfium`, above the floor, 171 to 99: clips, covers, spaces and forms are asked only where a page has any; runs
  are told apart as rows of a table; a rectangle's corners are found for all paths at once;
- `layout` 144 to 86: pieces of text are found for all cells at once, all level rules are held against all uprights,
  and each look begins with a cheap question;
- `lines` 180 to 99: the reading order is one sort over the page, and only cells whose texts stand beside each other
  are looked at one by one;
- `normalise` 184 to 124: an address or a sentence's end is told by the last letter, repair is one search, what headers
  are is asked once a table, and what joins lines only of cells with several;
- `tag` without words 103 to 43: dates are looked for only where their first letters stand, and a source, a status and a
  cell of divisions are taken apart once a document, however many rows say it;
- words 110 to 89, of which MeCab takes 62: each different one is read once (1,300 of 8,840), kept once with the rows
  that have it, and all are placed at once.

Pages of many strokes and few letters gain more: thin strokes, dots and dashes are taken from PDFium's answers as
arrays, and dashes in line are one stroke before anything is asked of them. A list with 8,000 dashes a page takes 42 ms
a page instead of 128. Whether a row's texts stand beside each other is asked once a row: a list without uprights is
read with a fifth fewer instructions.

A worker knows the words of the last two thousand paragraphs: those of an edition that says nineteen of twenty again
take 5 ms instead of 18. Streams of pictures are inflated, to see whether they are whole, only where text is recognised
in pictures: with all of this, ten pages with pictures (`change-history-red.pdf`) take 34 ms instead of 59.

numpy has slow ways: an array of named tuples takes ten times as long as one of their columns, `boxes[mask]` of shape
(n, 4) seven times as long as `compress`, `np.isin` of a few hundred letters longer than a look-up table.

What would not, and was left: MeCab asked once an item rather than once a paragraph, or in another format (its time is
the dictionary's); other encodings of Parquet (none makes 1 % of a document), or its dictionaries left out (a seventh of
the time of small files, but words three times as large); one numpy array of all columns of a table (quicker below a
hundred rows, a third slower at 4,000); pypdfium2's wrappers of pages (1.3 of 278 million); a line's text kept with the
line; the dashes that a joined stroke covers left out (boxes of rows move by up to 0.18 pt); the collector switched off
(it does not run within such a document); thresholds of malloc. What is left is flat: some hundred and fifty calls of
numpy a page on small arrays, and Python of which no function stands out. Of `R5-1-other-printer.pdf` a tenth of
pdfplumber's time is 4.7 ms a page: the floor takes 2.1 of them, MeCab and Parquet 1.3, and all that this project does
would have 1.3 ms where it has 6.

What would not either: mypyc. Of 18 of the most used modules it makes 3 % fewer instructions for the whole document
(1180 to 1142 million) and no less time that could be measured, for 52 s of compiling and 2 MB: most of the time is
spent in what they call (PDFium, MeCab, numpy, regular expressions), and records of msgspec and named tuples are as slow
from C. It needs another code, too: it stops at stars within comprehensions, records whose types are imported for
checkers only, or whose fields have defaults of msgspec's, fail as they are imported, and a lambda within a
comprehension failed as it ran."""

ROUNDS = 7
SLOW = ("pdfplumber", "Camelot")
SLOW_ROUNDS = 3
HEADER = (
    "file", "pages", "glyphs", "floor", "page", "parsed", "datasets", "pdfplumber", "Camelot",
    "page / floor", "parsed / floor", "datasets / floor", "pdfplumber / datasets",
)  # fmt: skip


class Reading(NamedTuple):
    """What was measured of a file: median seconds by way, or None for a way that cannot read it."""

    name: str
    pages: int
    glyphs: int
    seconds: dict[str, float]

    def row(self) -> list[str]:
        """Return the table's row: milliseconds a page, and ratios."""
        seconds = self.seconds
        times = [f"{1000 * seconds[way] / self.pages:.1f}" if way in seconds else "–" for way in HEADER[3:9]]
        ratios = [
            f"{seconds[above] / seconds[below]:.1f}" if above in seconds and below in seconds else "–"
            for above, below in (ratio.split(" / ") for ratio in HEADER[9:])
        ]
        return [self.name, str(self.pages), str(self.glyphs), *times, *ratios]


# ── the ways ────────────────────────────────────────────────────────────────────────────────────────────────────────


def count_with_pdfium(path: Path) -> int:
    """Return the number of characters, in the least that PDFium has to do for them."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path.read_bytes())
    count = 0
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        count += text_page.count_chars()
        text_page.close()
        page.close()
    document.close()
    return count


def build_anew(job: Job) -> BuiltEdition:
    """Return the datasets of a document of which no paragraph was met before."""
    analyse_once.cache_clear()
    return build_edition(job)


def read_pages(path: Path) -> tuple[int, int]:
    """Return the number of pages and of glyphs."""
    pages = glyphs = 0
    with open_document(path.read_bytes(), path.name) as opened:
        for page in opened.pages:
            pages += 1
            glyphs += len(page.glyphs.text)
    return pages, glyphs


def has_camelot() -> bool:
    """Return whether Camelot can be imported."""
    try:
        importlib.import_module("camelot")
    except ImportError:
        return False
    return True


def ways_to_read(path: Path, known: tuple[Series, ...]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each way that is there, and the call."""
    yield "floor", partial(count_with_pdfium, path)
    yield "page", partial(read_pages, path)
    yield "parsed", partial(read_document, path, Series("any"))
    yield "datasets", partial(build_anew, Job(path, None, None, known))
    yield "pdfplumber", partial(READERS["pdfplumber"], path)
    if has_camelot():
        warnings.simplefilter("ignore")  # it warns of each page without a table
        yield "Camelot", partial(READERS["Camelot"], path)


# ── the run ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(path: Path, known: tuple[Series, ...], rounds: int = ROUNDS, slow_rounds: int = SLOW_ROUNDS) -> Reading:
    """Return what each way takes. Each is called once before, so that imports and dictionaries are there."""
    ways = {}
    for name, way in ways_to_read(path, known):
        try:
            way()
        except AkajiError as error:  # no table that fits: the ways before it are measured all the same
            click.echo(f"{name}: {error}", err=True)
        else:
            ways[name] = way
    counts = {name: slow_rounds if name in SLOW else rounds for name in ways}
    return Reading(path.name, *read_pages(path), medians_in_turn(ways, counts))


def own_pdfs() -> Iterator[Path]:
    """Yield the PDFs at hand, each content once."""
    seen = set()
    for folder in (ROOT / "raw", ROOT.parent / "shared" / "editions"):
        for path in sorted(folder.rglob("*.pdf")):
            digest = hashlib.sha256(path.read_bytes()).digest()
            if digest not in seen:
                seen.add(digest)
                yield path


def report(readings: Iterable[Reading]) -> str:
    """Return the part of docs/benchmarks.md that tells of reading."""
    table = to_table(HEADER, [reading.row() for reading in readings])
    return (
        "## Reading\n\n"
        "`python benchmarks/bench_read.py [PDF ...]`. Milliseconds a page, and four ratios. R4-4 is a reconstructed\n"
        "edition: it was never published in this form. `other-printer` and `rows-split-over-pages` are the same\n"
        f"editions typeset otherwise.\n\n{table}\n\n{describe_machine()}\n\n"
        f"{_EXPLAINED}\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and write it into the page that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--write", type=Path, help="page to put the table into, as docs/benchmarks.md")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--slow-rounds", type=int, default=SLOW_ROUNDS, help="of pdfplumber and Camelot")
    options = parser.parse_args(arguments)
    stay_on_one_core()
    known = tuple(load_series(path) for path in sorted((ROOT / "raw").glob("*/series.toml")))
    paths = options.pdfs or list(own_pdfs())
    text = report([measure(path, known, options.rounds, options.slow_rounds) for path in paths])
    click.echo(text)
    if options.write:
        write_part(options.write, "bench_read", text)


if __name__ == "__main__":
    main()
