"""Tables drawn by hand on pages, and read the whole way: printed, joined over their pages, and normalised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.documents import pages_to_document, print_page
from pipeline.model import FrontMatter, NormalisedDocument, Page, ParsedDocument, PrintedGrid, Row, Series, Source
from pipeline.normalise import normalise_document
from pipeline.parse.table import join_tables
from tests.pages import SIZE, PageMaker

XS = (20.0, 60.0, 160.0, 360.0)
ROW = 30.0

Drawn = Sequence[Sequence[str | None]]
"""Rows of texts; "" leaves a cell blank, a line feed begins a line, None merges a cell with the one above it."""


def draw(maker: PageMaker, rows: Drawn, xs: Sequence[float] = XS, top: float = 40) -> PageMaker:
    """Draw a table whose rows are 30 points high, or higher where a text has more than two lines."""
    ys = [top]
    for row in rows:
        lines = max((text.count("\n") + 1 for text in row if text), default=1)
        ys.append(ys[-1] + max(ROW, 8 + 11 * lines))
    for x in xs:
        maker.rule(x - 0.25, ys[0], x + 0.25, ys[-1])
    for number, y in enumerate(ys):
        row = rows[number] if number < len(rows) else [""] * (len(xs) - 1)
        for column, text in enumerate(row):
            if text is not None or number == 0:
                maker.rule(xs[column], y - 0.25, xs[column + 1], y + 0.25)
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            for line, part in enumerate((text or "").split("\n")):
                maker.text(x + 3, ys[number] + 8 + 1.1 * SIZE * line, part)
    return maker


def grid(
    page_number: int, rows: Drawn, xs: Sequence[float] = XS, top: float = 40, *, height: float = 800
) -> PrintedGrid:
    """Print a table alone on a page of that height."""
    (printed,) = print_page(draw(PageMaker(400, height), rows, xs, top).page(page_number)).grids
    return printed


def read(*grids: PrintedGrid) -> NormalisedDocument:
    """Read the tables of a document's pages the whole way to its rows."""
    tables = tuple(join_tables(grids))
    source = Source("test.pdf", "0" * 64, "pdf", max(printed.page_number for printed in grids))
    return normalise_document(ParsedDocument(source, (), tables, 0, FrontMatter()), Series("any"))


def read_pages(*pages: Page) -> NormalisedDocument:
    """Read whole pages the whole way, with what stands around their tables."""
    source = Source("test.pdf", "0" * 64, "pdf", len(pages))
    return normalise_document(pages_to_document(pages, source, Series("any")), Series("any"))


def values(row: Row) -> dict[str, str]:
    """Return what a row says, by field or header."""
    texts: Mapping[str, str] = {name: text.text for name, text in (*row.values.items(), *row.extra.items())}
    return dict(texts)


def column(document: NormalisedDocument, name: str) -> list[str | None]:
    """Return what each row says in a column; None where it is blank."""
    return [values(row).get(name) for row in document.rows]


def codes(document: NormalisedDocument) -> list[str]:
    """Return the codes of what was found."""
    return [finding.code for finding in document.findings]
