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

What paid, in instructions of R5-1 (counted by cachegrind, which a busy machine does not disturb): asking PDFium a
question of a whole page at once by `pipeline/pdfium/each.c` and keeping its answers as arrays, `page` 585 to 414
million; asking the cheap question first in what looks at each page's rules and text, `parsed` 843 to 746; a division's
suffix and a status label looked up instead of compared with all of them, and 400,000 dots on 36 pages, each a path of
its own, in a third of the time (2.5 s of processor time; as one path a page 1.8). Then `datasets` 1219 to 1177, by a
dozen small steps: where glyphs lie in a grid is found once for all who ask; a median of some hundred heights is a sort;
runs that are alike are found in one pass; a document's records are gone before the garbage collector looks at them.

What would not, and was left: a line's text kept with the line (the 7,000 questions of a document are 1 % of its time,
and a value more in each line would be memory); MeCab asked once an item rather than once a paragraph (12.9 and 13.1 ms
a document: its time is the dictionary's, 8 of the 10 ms that words take). Not tried: rules, grids and the reading order
as arrays. A page of R5-1 has 27 rules.

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
