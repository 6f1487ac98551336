"""A document as its author means it: one table with everything that stands around it, and the truth that it holds.

The typesetters of this folder print a ``DocumentModel``; ``truth`` says what reading the print has to give back. What
is meant (a mark, a ditto, a merged cell) is in the model, how it is drawn (rules as dots, red as a spot colour) is the
typesetter's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

RED, DARK_RED, BLUE, GREEN, YELLOW = "#ff0000", "#c00000", "#0000ff", "#008000", "#ffff00"


class Ink(NamedTuple):
    """How a stretch of text is printed."""

    colour: str = "#000000"
    bold: bool = False
    underline: bool = False
    strike: bool = False
    highlight: str | None = None


PLAIN = Ink()


class Piece(NamedTuple):
    """A stretch of text in one ink; a line feed in it parts paragraphs."""

    text: str
    ink: Ink = PLAIN


@dataclass(frozen=True)
class CellModel:
    """One cell. ``ditto`` is printed in place of the text; ``merged`` cells are one with the cell above.

    Where a ditto repeats only a part of the cell above (〃 6,000円), ``pieces`` is what the whole cell means.
    """

    pieces: tuple[Piece, ...] = ()
    ditto: str | None = None
    merged: bool = False

    @property
    def printed(self) -> tuple[Piece, ...]:
        """What is printed in the cell."""
        if self.merged:
            return ()
        return (Piece(self.ditto),) if self.ditto else self.pieces


@dataclass(frozen=True)
class ColumnModel:
    """One column: its field (None: an extra column), header texts from top to bottom, and width as a share.

    An empty header text goes on from the one above it. Neighbours whose headers are alike from the top down to a row
    share one header cell there.
    """

    field: str | None
    header: tuple[str, ...]
    width: float

    @property
    def header_text(self) -> str:
        """The header as ``items.extra`` names it."""
        return " / ".join(text.replace("\n", "") for text in self.header if text)


@dataclass(frozen=True)
class RowModel:
    """One item. ``page_break`` starts a new page before it."""

    cells: tuple[CellModel, ...]
    page_break: bool = False


@dataclass(frozen=True)
class TableModel:
    """Columns and rows."""

    columns: tuple[ColumnModel, ...]
    rows: tuple[RowModel, ...]

    @property
    def header_rows(self) -> int:
        """How many rows the header has."""
        return max(len(column.header) for column in self.columns)

    def header_cells(self) -> list[tuple[int, int, int, int, str]]:
        """Return (row, column, row_span, column_span, text) of each printed header cell."""
        paths = [column.header + ("",) * (self.header_rows - len(column.header)) for column in self.columns]
        cells = []
        for row in range(self.header_rows):
            column = 0
            while column < len(paths):
                end = column + 1
                while end < len(paths) and paths[end][: row + 1] == paths[column][: row + 1] and paths[end][row]:
                    end += 1
                if paths[column][row] or row == 0:
                    span = 1
                    while row + span < self.header_rows and not any(path[row + span] for path in paths[column:end]):
                        span += 1
                    cells.append((row, column, span, end - column, paths[column][row]))
                column = end
        return cells


@dataclass(frozen=True)
class Furniture:
    """What stands around the table. ``repeated`` prints title, labels and legend on every page of the table."""

    title: str = ""
    label: str = ""
    document_label: str = ""
    mark_legend: str = ""
    legend_ink: Ink = PLAIN
    repeated: bool = True
    page_numbers: bool = False
    cover: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The paper. ``rotate`` is the page's /Rotate, with the content turned so that it shows upright."""

    width: float = 842.0
    height: float = 595.0
    margin: float = 30.0
    font_size: float = 8.0
    rotate: int = 0
    crop: float = 0.0
    split_rows: bool = False
    repeat_header: bool = True


@dataclass(frozen=True)
class DocumentModel:
    """A whole document. ``mark_style`` is the style by which its legend says that changes are marked."""

    name: str
    table: TableModel
    furniture: Furniture = field(default_factory=Furniture)
    sheet: Sheet = field(default_factory=Sheet)
    mark_style: str = "red"
    status_legend: tuple[tuple[str, str, str], ...] = ()  # mark, label, status
    tables_before: tuple[TableModel, ...] = ()
    tables_after: tuple[TableModel, ...] = ()


# ── truth ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STYLES: dict[str, Callable[[Ink], bool]] = {
    "red": lambda ink: ink.colour in {RED, DARK_RED},
    "blue": lambda ink: ink.colour == BLUE,
    "green": lambda ink: ink.colour == GREEN,
    "underline": lambda ink: ink.underline,
    "bold": lambda ink: ink.bold,
    "highlight": lambda ink: ink.highlight is not None,
    "strike": lambda ink: ink.strike,
}


def plain_text(pieces: tuple[Piece, ...]) -> str:
    """Return the text that counts: what is struck out is left out."""
    return "".join(piece.text for piece in pieces if not piece.ink.strike).strip("\n")


def marks_of(field_name: str, pieces: tuple[Piece, ...], style: str) -> list[dict[str, str]]:
    """Return the stretches that are printed as the document marks changes; struck-out text is a mark in any case."""
    marks: list[dict[str, str]] = []
    previous = None
    for piece in pieces:
        kind = "strike" if piece.ink.strike else style if STYLES[style](piece.ink) else None
        if kind and kind == previous:
            marks[-1]["text"] += piece.text
        elif kind:
            marks.append({"field": field_name, "text": piece.text, "style": kind})
        previous = kind
    return [mark for mark in marks if mark["text"].strip()]


def status_of(mark: str, legend: tuple[tuple[str, str, str], ...]) -> str:
    """Return the status that the legend gives a mark; a mark with another in brackets is partly done."""
    if len(mark.replace(" ", "")) > 1 and "(" in mark:
        return "partial"
    return next((status for printed, _, status in legend if printed == mark), "unknown")


def truth(document: DocumentModel) -> dict[str, Any]:
    """Return what reading the document has to give back: a ``truth.json``."""
    furniture = document.furniture
    items: list[dict[str, Any]] = []
    above: dict[int, tuple[Piece, ...]] = {}
    for row in document.table.rows:
        item: dict[str, Any] = {"extra": {}, "marks": []}
        for index, (column, cell) in enumerate(zip(document.table.columns, row.cells, strict=True)):
            repeated = bool(cell.ditto) or cell.merged
            pieces = above.get(index, ()) if repeated and not cell.pieces else cell.pieces
            above[index] = pieces
            _put(item, column, pieces, repeated)
            item["marks"] += marks_of(column.field or column.header_text, cell.printed, document.mark_style)
        if "issue" in item:
            found = re.match(r"【(.+?)】", item["issue"])
            item["heading"] = found[1] if found else None
        if "status_mark" in item:
            item["status"] = status_of(item["status_mark"], document.status_legend)
        items.append(item)
    return {
        "title": furniture.title or None,
        "label": furniture.label or None,
        "doc_label": furniture.document_label or None,
        "legend": furniture.mark_legend or None,
        "status_legend": {mark: label for mark, label, _ in document.status_legend},
        "headers": [column.header_text for column in document.table.columns],
        "fields": [column.field for column in document.table.columns],
        "items": items,
    }


def _put(item: dict[str, Any], column: ColumnModel, pieces: tuple[Piece, ...], repeated: bool) -> None:
    text = plain_text(pieces)
    if column.field is None:
        item["extra"][column.header_text] = text
    elif column.field == "divisions":
        item["divisions"] = text.split("\n") if text else []
    else:
        item[{"status": "status_mark"}.get(column.field, column.field)] = text
        if column.field in {"policy_area", "category"}:
            item[f"{column.field}_ditto"] = repeated
