"""Score the reading of scans: ``python tools/score_scans.py [--paper NAME]... [--pages 1,2] [--all] PDF...``.

Each PDF with text is made into scans (``tests/typeset/paper.py``), and what is read of them is set beside what is read
of the PDF itself. For each scan one line tells the items whose number, status and divisions are right, the share of
characters that are wrong, marks, and how many of the right and of the wrong cells are doubted.
"""

from __future__ import annotations

import argparse
import io
import re
import resource
import sys
import tempfile
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.errors import AkajiError
from pipeline.model import Box, Cell, CellRecord, Item
from pipeline.parse.audit import SAME_CELL, overlap
from tests.typeset.paper import PAPERS, Paper, to_scan
from tests.typeset.reading import Reading, read, stretches

SHOWN = 6


@dataclass
class Tally:
    """What was counted on one scan, or on several."""

    items: int = 0
    items_right: int = 0
    characters: int = 0
    wrong_characters: int = 0
    marks: int = 0
    marks_found: int = 0
    marks_false: int = 0
    right: int = 0
    right_doubted: int = 0
    wrong: int = 0
    wrong_doubted: int = 0
    lost: int = 0
    seconds: float = 0.0
    pages: int = 0

    def add(self, other: Tally) -> None:
        """Add another scan's counts."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def __str__(self) -> str:
        error = 100 * self.wrong_characters / max(self.characters, 1)
        return (
            f"items {self.items_right}/{self.items}, characters {error:.2f} % wrong,"
            f" marks {self.marks_found}/{self.marks} and {self.marks_false} false,"
            f" doubted {self.wrong_doubted}/{self.wrong} wrong and {self.right_doubted}/{self.right} right cells,"
            f" {self.lost} cells lost, {self.seconds / max(self.pages, 1):.1f} s a page"
        )


def bare(text: str | None) -> str:
    """Return a text as it is compared: NFKC, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def tally(meant: Reading, scan: Path, pages: Sequence[int], tell: list[str]) -> Tally:
    """Read a scan and count; what differs is added to ``tell``."""
    counts = Tally(pages=len(pages))
    start = time.process_time()
    try:
        found = read(scan, reader="scan")
    except AkajiError as error:
        tell.append(f"{type(error).__name__}: {error}")
        counts.items = len(meant.tagged.items)
        counts.characters = counts.wrong_characters = sum(
            len(bare(cell.text)) for table in meant.parsed.tables for cell in table.cells
        )
        return counts
    counts.seconds = time.process_time() - start
    _count_items(meant, found, counts, tell)
    _count_cells(meant, found, counts, tell)
    return counts


def _key(item: Item) -> tuple[str, ...]:
    """Return what must be right of an item; where no field says so, all its columns."""
    values = [item.number, item.status_mark, *item.divisions]
    if not any(map(bare, values)):
        values = [*item.extra.values()]
    return tuple(map(bare, values))


def _count_items(meant: Reading, found: Reading, counts: Tally, tell: list[str]) -> None:
    items = found.tagged.items
    counts.items = len(meant.tagged.items)
    if len(items) != counts.items:
        tell.append(f"{len(items)} items, {counts.items} meant")
    for index, item in enumerate(meant.tagged.items):
        other = items[index] if index < len(items) else None
        right = other is not None and _key(other) == _key(item)
        counts.items_right += right
        if not right:
            tell.append(f"item {index + 1}: {_key(item)} read {_key(other) if other else None}")
        wanted = [(field, bare(text), style) for field, text, style in stretches(item, meant.tagged.marks)]
        marks = (
            [(field, bare(text), style) for field, text, style in stretches(other, found.tagged.marks)] if other else []
        )
        counts.marks += len(wanted)
        counts.marks_found += sum(mark in marks for mark in wanted)
        false = [mark for mark in marks if mark not in wanted]
        counts.marks_false += len(false)
        tell += [f"item {index + 1} mark {mark} read for {wanted}" for mark in false]


def _count_cells(meant: Reading, found: Reading, counts: Tally, tell: list[str]) -> None:
    doubted = {
        (finding.page_number, bare(finding.text)) for finding in found.tagged.findings if finding.code == "ocr_doubt"
    }
    straight = {_place(cell): cell.box for table in found.parsed.tables for cell in table.cells}
    read_cells: dict[int, list[tuple[Box, CellRecord]]] = {}
    for record in found.normalised.cells:  # its own box is where it is seen on the askew page
        read_cells.setdefault(record.page_number, []).append((straight[_place(record)], record))
    for table in meant.parsed.tables:
        for cell in table.cells:
            text = bare(cell.text)
            near = max(read_cells.get(cell.page_number, ()), key=lambda each: overlap(each[0], cell.box), default=None)
            counts.characters += len(text)
            if near is None or overlap(near[0], cell.box) < SAME_CELL:
                if text:
                    counts.lost += 1
                    counts.wrong_characters += len(text)
                    tell.append(f"page {cell.page_number}: no cell for {text[:30]}")
                continue
            _count_cell(text, near[1], doubted, counts, tell)


def _place(cell: Cell | CellRecord) -> tuple[int, int, int, int]:
    return cell.page_number, cell.table_index, cell.row_index, cell.column_index


def _count_cell(
    text: str, other: CellRecord, doubted: set[tuple[int | None, str]], counts: Tally, tell: list[str]
) -> None:
    from rapidfuzz.distance import Levenshtein

    read_text = bare(other.text)
    is_doubted = (other.page_number, read_text) in doubted
    counts.wrong_characters += Levenshtein.distance(text, read_text)
    if text == read_text:
        counts.right += 1
        counts.right_doubted += is_doubted
    else:
        counts.wrong += 1
        counts.wrong_doubted += is_doubted
        edits = [
            f"{text[max(edit.src_start - 3, 0) : edit.src_start]}[{text[edit.src_start : edit.src_end]}→"
            f"{read_text[edit.dest_start : edit.dest_end]}]{text[edit.src_end : edit.src_end + 3]}"
            for edit in Levenshtein.opcodes(text, read_text)
            if edit.tag != "equal"
        ]
        tell.append(f"page {other.page_number} {'' if is_doubted else 'NOT DOUBTED '}{' '.join(edits)[:300]}")


def _only(content: bytes, pages: Sequence[int]) -> bytes:
    import pypdfium2 as pdfium

    from pipeline.pdfium import drawing

    with drawing():
        document, chosen, result = pdfium.PdfDocument(content), pdfium.PdfDocument.new(), io.BytesIO()
        chosen.import_pages(document, pages=list(pages))
        chosen.save(result)
        return result.getvalue()


def score(path: Path, papers: Mapping[str, Paper], pages: Sequence[int], shown: int, keep: Path | None) -> Tally:
    """Score the scans of one PDF; with ``keep`` they are left in that folder."""
    total = Tally()
    with tempfile.TemporaryDirectory() as folder:
        content = path.read_bytes()
        if pages:
            content = _only(content, pages)
        printed = Path(folder, path.name)
        printed.write_bytes(content)
        meant = read(printed)
        for name, paper in papers.items():
            scan = (keep or Path(folder)) / f"{path.stem}-{name}.pdf"
            scan.write_bytes(to_scan(content, paper))
            tell: list[str] = []
            counts = tally(meant, scan, range(meant.parsed.source.page_count), tell)
            click.echo(f"{path.stem} {name}: {counts}")
            for line in tell[:shown]:
                click.echo(f"    {line}")
            total.add(counts)
            sys.stdout.flush()
    return total


def main() -> int:
    """Score what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--paper", action="append", choices=PAPERS)
    parser.add_argument("--pages", default="", help="numbers of the pages that are scanned, parted by commas")
    parser.add_argument("--all", action="store_true", help="show every difference, not the first few")
    parser.add_argument("--keep", type=Path, help="a folder in which the scans are left")
    arguments = parser.parse_args()
    papers = {name: paper for name, paper in PAPERS.items() if name in (arguments.paper or PAPERS)}
    pages = [int(number) - 1 for number in arguments.pages.split(",") if number]
    total = Tally()
    for path in arguments.places:
        total.add(score(path, papers, pages, 10_000 if arguments.all else SHOWN, arguments.keep))
    click.echo(f"all: {total}")
    click.echo(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
