"""Score reading against the tables of ICDAR 2013: ``python tools/score_icdar2013.py FOLDER``.

FOLDER holds the competition's documents, ``NAME.pdf`` beside ``NAME-str.xml``, at any depth; it is not part of the
project (M. Göbel, T. Hassan, E. Oro, G. Orsi: "ICDAR 2013 Table Competition"; the repository of tabula-java has a copy
among its test resources). A table counts by how it is ruled: ``full`` has lines between nearly all rows and columns,
``level`` between rows only, ``open`` few or none, which akaji does not read.

Measured are adjacency relations, as in the competition: each cell with text and the next one with text to its right and
below it. A grid is exact where all relations are found and no other.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.documents import print_page
from pipeline.errors import AkajiError
from pipeline.layout.segments import rules_to_lines
from pipeline.model import Box, Page, PrintedGrid
from pipeline.readers import file_content, open_document

RULED = 0.8
"""Of the sides between rows, or columns: where lines lie on that many, a table is ruled that way."""


class Place(NamedTuple):
    """A cell's text, with the first and the last of its rows and columns."""

    text: str
    rows: tuple[int, int]
    columns: tuple[int, int]


class Meant(NamedTuple):
    """A table of the truth: where it lies on its page, in points from the upper left corner, and its cells."""

    page_number: int
    box: Box
    cells: list[Place]


class Result(NamedTuple):
    """How one table was read."""

    name: str
    kind: str
    right: int
    meant: int
    read: int

    @property
    def exact(self) -> bool:
        """Whether all relations were found, and no other."""
        return self.right == self.meant == self.read


def meant_tables(path: Path, heights: Sequence[float]) -> Iterator[Meant]:
    """Yield the tables that a truth file has, each region of one as a table of its own."""
    for region in ET.parse(path).getroot().iter("region"):  # noqa: S314 - the competition's own files
        page = int(region.get("page", "1"))
        cells = [_place(cell) for cell in region.iter("cell")]
        boxes = [box for found in region.iter("bounding-box") if (box := _box(found, heights[page - 1])) is not None]
        if boxes:
            yield Meant(page, reduce(Box.union, boxes), cells)


def _place(cell: ET.Element) -> Place:
    row, column = int(cell.get("start-row", "0")), int(cell.get("start-col", "0"))
    rows, columns = (row, int(cell.get("end-row", row))), (column, int(cell.get("end-col", column)))
    return Place(bare(cell.findtext("content") or ""), rows, columns)


def _box(found: ET.Element, height: float) -> Box | None:
    """Return a bounding box as shown; None for one with a slip of the pen in it."""
    try:
        x1, y1, x2, y2 = (float(found.get(side, "")) for side in ("x1", "y1", "x2", "y2"))
    except ValueError:
        return None
    return Box(x1, height - y2, x2, height - y1)


def bare(text: str) -> str:
    """Return a text as it is compared: no white space, one form for each character, no capitals.

    The truth has "hungary" and "n" where four documents print "Hungary" and "N".
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def printed_cells(grid: PrintedGrid) -> list[Place]:
    """Return the cells of a grid that was read."""
    return [
        Place(
            bare(cell.text),
            (cell.row_index, cell.row_index + cell.row_span - 1),
            (cell.column_index, cell.column_index + cell.column_span - 1),
        )
        for cell in grid.cells
    ]


def relations(cells: Iterable[Place]) -> Counter[tuple[str, str, str]]:
    """Return each pair of cells with text that are next to each other, blanks between left out."""
    filled = [cell for cell in cells if cell.text]
    found: Counter[tuple[str, str, str]] = Counter()
    for cell in filled:
        right = [c for c in filled if c.columns[0] > cell.columns[1] and _share(c.rows, cell.rows)]
        below = [c for c in filled if c.rows[0] > cell.rows[1] and _share(c.columns, cell.columns)]
        for c in right:
            if not any(d.columns[0] < c.columns[0] and _share(c.rows, d.rows) for d in right):
                found[cell.text, c.text, "right"] += 1
        for c in below:
            if not any(d.rows[0] < c.rows[0] and _share(c.columns, d.columns) for d in below):
                found[cell.text, c.text, "below"] += 1
    return found


def _share(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def kind_of(table: Meant, page: Page) -> str:
    """Return how a table is ruled: full, level or open."""
    wide = Box(table.box.x0 - 10, table.box.top - 10, table.box.x1 + 10, table.box.bottom + 10)
    level, upright = rules_to_lines([rule for rule in page.rules if rule.visible and wide.overlap(Box(*rule[:4])) >= 0])
    inside = [
        len({round(line.at / 3) for line in lines if low <= line.at <= high and line.end > start and line.start < end})
        for lines, low, high, start, end in (
            (level, wide.top, wide.bottom, wide.x0, wide.x1),
            (upright, wide.x0, wide.x1, wide.top, wide.bottom),
        )
    ]
    rows = max(cell.rows[1] for cell in table.cells)
    columns = max(cell.columns[1] for cell in table.cells)
    if inside[0] >= RULED * rows and inside[1] >= RULED * columns:
        return "full"
    return "level" if inside[0] >= RULED * rows else "open"


def score(path: Path) -> Iterator[Result]:
    """Yield how each table of a document was read."""
    with open_document(file_content(path), path.name) as opened:
        pages = list(opened.pages)
    printed = {page.page_number: print_page(page).grids for page in pages}
    truth = path.with_name(f"{path.stem}-str.xml")
    for number, table in enumerate(meant_tables(truth, [page.height for page in pages])):
        grids = printed[table.page_number]
        meant = relations(table.cells)
        # By what they have in common, as in the competition: two tables of one page may have one and the same box.
        best = max(grids, key=lambda grid: _common(grid, table, meant), default=None)
        read: Counter[tuple[str, str, str]] = Counter()
        if best is not None and any(_common(best, table, meant)):
            read = relations(printed_cells(best))
        kind = kind_of(table, pages[table.page_number - 1])
        yield Result(f"{path.stem}/{number}", kind, (meant & read).total(), meant.total(), read.total())


def _common(grid: PrintedGrid, table: Meant, meant: Counter[tuple[str, str, str]]) -> tuple[int, float]:
    """Return what a grid shares with a table: relations first, then area."""
    return (relations(printed_cells(grid)) & meant).total(), max(_outline(grid).overlap(table.box), 0.0)


def _outline(grid: PrintedGrid) -> Box:
    return Box(grid.columns[0], grid.top, grid.columns[-1], grid.bottom)


def main() -> None:
    """Score the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="print a line for each table that is not exact")
    arguments = parser.parse_args()
    results: list[Result] = []
    for pdf in sorted(arguments.folder.rglob("*.pdf")):
        try:
            results += score(pdf)
        except (AkajiError, OSError, ET.ParseError) as error:
            click.echo(f"{pdf.name}: {error}")
    for result in results:
        if arguments.each and not result.exact:
            click.echo(f"{result.name} {result.kind}: {result.right} of {result.meant} relations, {result.read} read")
    click.echo("| ruled | tables | exact | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |")
    for kind in ("full", "level", "open"):
        chosen = [result for result in results if result.kind == kind]
        right, meant = sum(result.right for result in chosen), sum(result.meant for result in chosen)
        read = sum(result.read for result in chosen)
        precision, recall = right / max(read, 1), right / max(meant, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        exact = sum(result.exact for result in chosen)
        click.echo(f"| {kind} | {len(chosen)} | {exact} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")


if __name__ == "__main__":
    main()
