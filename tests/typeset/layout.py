"""Where everything of a document stands: wrapped lines, cells cut by pages, merged cells, furniture.

One layout serves every typesetter that places its own text (ReportLab, fpdf2, Cairo). Coordinates are points from the
upper left corner of the page as it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.typeset.model import CellModel, DocumentModel, Ink, Piece, TableModel

NOT_FIRST = set("、。，．,.」』)）】〕｝々ー・：；！？!?ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
NOT_LAST = set("「『(（【〔｛")

Measure = Callable[[str], float]
"""A text's width in ems."""

PADDING = 2.0


class NoRoomError(ValueError):
    """The header leaves no room for rows on this paper."""


class Words(NamedTuple):
    """A stretch of one line in one ink, at its baseline."""

    x: float
    baseline: float
    text: str
    ink: Ink
    size: float
    width: float
    clip: tuple[float, float, float, float] | None = None
    downwards: bool = False
    spread: float = 0.0  # extra room after each character


class Square(NamedTuple):
    """A cell's box on one page."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int  # -1 and less: header
    column: int
    cut_above: bool = False
    cut_below: bool = False


@dataclass
class PageLayout:
    """What one page holds."""

    words: list[Words] = field(default_factory=list)
    squares: list[Square] = field(default_factory=list)


@dataclass(frozen=True)
class Habits:
    """What an author did with the cells, beyond the model.

    ``overflow`` names columns whose text is not wrapped but runs over the neighbour, under a clip path; ``spread``
    spreads a header's letters over its cell; ``downwards`` prints these columns' headers from top to bottom.
    """

    overflow: frozenset[int] = frozenset()
    spread: bool = False
    downwards: frozenset[int] = frozenset()
    leading: float = 1.25
    centred: frozenset[int] = frozenset()


def wrap(pieces: tuple[Piece, ...], room: float, measure: Measure) -> list[list[Piece]]:
    """Break pieces into printed lines no wider than ``room`` ems, keeping 、。 from a line's start."""
    characters = [(char, piece.ink) for piece in pieces for char in piece.text]
    lines: list[list[tuple[str, Ink]]] = [[]]
    width = 0.0
    for char, ink in characters:
        if char == "\n":
            lines.append([])
            width = 0.0
            continue
        step = measure(char)
        if width + step > room and lines[-1]:
            carried = _carry(lines[-1], char)
            lines.append(carried)
            width = sum(measure(each) for each, _ in carried)
        lines[-1].append((char, ink))
        width += step
    return [_join(line) for line in lines]


def _carry(line: list[tuple[str, Ink]], char: str) -> list[tuple[str, Ink]]:
    """Take from the end of a full line what has to go down with the next character."""
    carried: list[tuple[str, Ink]] = []
    first = char
    while (
        len(line) > 1
        and len(carried) < 12
        and (first in NOT_FIRST or line[-1][0] in NOT_LAST or (_of_word(first) and _of_word(line[-1][0])))
    ):
        carried.insert(0, line.pop())
        first = carried[0][0]
    return carried


def _of_word(char: str) -> bool:
    """Say whether a character is of a Latin word or a number, which most programs do not break."""
    return char.isascii() and (char.isalnum() or char in ".,%")


def _join(line: list[tuple[str, Ink]]) -> list[Piece]:
    pieces: list[Piece] = []
    for char, ink in line:
        if pieces and pieces[-1].ink == ink:
            pieces[-1] = Piece(pieces[-1].text + char, ink)
        else:
            pieces.append(Piece(char, ink))
    return pieces


# ── the document ────────────────────────────────────────────────────────────────────────────────────────────────────


class Setter:
    """Lays one document out, page after page."""

    def __init__(self, document: DocumentModel, measure: Measure, habits: Habits) -> None:
        self.document, self.measure, self.habits = document, measure, habits
        self.sheet = document.sheet
        self.size = self.sheet.font_size
        self.line = self.size * habits.leading
        self.pages: list[PageLayout] = []
        self.y = 0.0

    def pages_of(self) -> list[PageLayout]:
        """Return the document's pages."""
        furniture = self.document.furniture
        if furniture.cover:
            self._cover(furniture.cover)
        self._new_page(furnished=True)
        self._paragraphs(furniture.before)
        for table in self.document.tables_before:
            self._table(table, self.habits if table.columns == self.document.table.columns else Habits())
            self.y += 1.5 * self.line
        self._table(self.document.table, self.habits)
        for table in self.document.tables_after:
            self.y += 1.5 * self.line
            self._table(table, Habits())
        self.y += self.line
        self._paragraphs(furniture.after)
        if furniture.page_numbers:
            for index, page in enumerate(self.pages):
                self._put(page, self.sheet.width / 2, self.sheet.height - 0.5 * self.sheet.margin, str(index + 1))
        return self.pages

    @property
    def floor(self) -> float:
        """The lowest place that a table may reach."""
        return self.sheet.height - self.sheet.margin

    def _put(self, page: PageLayout, x: float, baseline: float, text: str, ink: Ink = Ink()) -> None:  # noqa: B008
        page.words.append(Words(x, baseline, text, ink, self.size, self.measure(text) * self.size))

    def _right(self, text: str, ink: Ink = Ink()) -> None:  # noqa: B008
        x = self.sheet.width - self.sheet.margin - self.measure(text) * self.size
        self._put(self.pages[-1], x, self.y + self.size, text, ink)

    def _cover(self, lines: tuple[str, ...]) -> None:
        self.pages.append(PageLayout())
        for index, text in enumerate(lines):
            x = (self.sheet.width - self.measure(text) * self.size) / 2
            self._put(self.pages[-1], x, 0.3 * self.sheet.height + 3 * index * self.line, text)

    def _new_page(self, furnished: bool) -> None:
        self.pages.append(PageLayout())
        self.y = self.sheet.margin
        furniture = self.document.furniture
        if not furnished:
            return
        title = furniture.title + (f"({furniture.label})" if furniture.label else "")
        if title or furniture.document_label:
            self._put(self.pages[-1], self.sheet.margin, self.y + self.size, title)
            self._right(furniture.document_label)
            self.y += 1.5 * self.line
        if furniture.mark_legend:
            self._right(furniture.mark_legend, furniture.legend_ink)
            self.y += 1.3 * self.line

    def _paragraphs(self, texts: tuple[str, ...]) -> None:
        room = (self.sheet.width - 2 * self.sheet.margin) / self.size
        for text in texts:
            for line in wrap((Piece(text),), room, self.measure):
                if self.y + self.line > self.floor:
                    self._new_page(furnished=False)
                self._put(self.pages[-1], self.sheet.margin, self.y + self.size, "".join(piece.text for piece in line))
                self.y += self.line
            self.y += 0.5 * self.line

    def _table(self, table: TableModel, habits: Habits) -> None:
        if not table.columns:
            return
        TableSetter(self, table, habits).run()


class Anchor:
    """A cell that is printed once: its lines not printed yet, and the rows that it goes over."""

    def __init__(self, lines: list[list[Piece]], row: int, column: int, last_row: int) -> None:
        self.lines, self.row, self.column, self.last_row = lines, row, column, last_row
        self.started = False


class TableSetter:
    """Lays one table out: rows that fit, rows cut by the page, cells merged over several rows."""

    def __init__(self, setter: Setter, table: TableModel, habits: Habits) -> None:
        self.setter, self.table, self.habits = setter, table, habits
        sheet = setter.sheet
        total = sum(column.width for column in table.columns)
        room = sheet.width - 2 * sheet.margin
        self.below_header = 0.0  # where the first row of this page begins
        self.x = [sheet.margin]
        for column in table.columns:
            self.x.append(self.x[-1] + room * column.width / total)
        self.anchors = [
            self._anchor(row, column) for row in range(len(table.rows)) for column in range(len(self.x) - 1)
        ]

    # the cells

    def _anchor(self, row: int, column: int) -> Anchor | None:
        cell: CellModel = self.table.rows[row].cells[column]
        if cell.merged:
            return None
        last = row
        while last + 1 < len(self.table.rows) and self.table.rows[last + 1].cells[column].merged:
            last += 1
        room = (self.x[column + 1] - self.x[column] - 2 * PADDING) / self.setter.size
        if column in self.habits.overflow:
            room = 1e9
        lines = wrap(cell.printed, room, self.setter.measure) if cell.printed else []
        return Anchor(lines, row, column, last)

    def _of_row(self, row: int) -> list[Anchor]:
        """Return the cells that lie over a row, those merged from above included."""
        return [anchor for anchor in self.anchors if anchor and anchor.row <= row <= anchor.last_row]

    # pages

    def run(self) -> None:
        """Set header and rows, with page breaks where they fall."""
        self._header()
        self.below_header = self.setter.y
        for index, row in enumerate(self.table.rows):
            if row.page_break:
                self._break()
            self._row(index)

    def _break(self) -> None:
        self.setter._new_page(furnished=self.setter.document.furniture.repeated)
        if self.setter.sheet.repeat_header:
            self._header()
        self.below_header = self.setter.y

    def _row(self, index: int) -> None:
        """Set one row; what does not fit goes on on the next page, or goes there as a whole."""
        anchors = self._of_row(index)
        first = True
        while True:
            needed = self._lines_needed(anchors, index)
            free = int((self.setter.floor - self.setter.y - 2 * PADDING) / self.setter.line)
            if needed <= free:
                self._strip(anchors, index, needed, first, last=True)
                return
            fresh = self.setter.y == self.below_header
            if free >= 1 and (fresh or self.setter.sheet.split_rows):
                self._strip(anchors, index, free, first, last=False)
                first = False
            elif fresh:
                raise NoRoomError
            self._break()

    def _lines_needed(self, anchors: list[Anchor], index: int) -> int:
        """Return a row's height in lines: a merged cell's text has to end with its last row."""
        return max((len(anchor.lines) for anchor in anchors if anchor.last_row == index), default=1) or 1

    def _strip(self, anchors: list[Anchor], index: int, lines: int, first: bool, last: bool) -> None:
        """Print ``lines`` lines of a row on this page."""
        setter, page = self.setter, self.setter.pages[-1]
        top, bottom = setter.y, setter.y + lines * setter.line + 2 * PADDING
        for anchor in anchors:
            printed, anchor.lines = anchor.lines[:lines], anchor.lines[lines:]
            x0, x1 = self.x[anchor.column], self.x[anchor.column + 1]
            for number, line in enumerate(printed):
                self._line(page, line, anchor.column, top + PADDING + number * setter.line)
            goes_on = anchor.last_row > index or not last
            came = anchor.started or anchor.row < index or not first
            page.squares.append(Square(x0, top, x1, bottom, anchor.row, anchor.column, came, goes_on))
            anchor.started = True
        setter.y = bottom

    def _line(self, page: PageLayout, line: list[Piece], column: int, top: float) -> None:
        setter = self.setter
        x0, x1 = self.x[column], self.x[column + 1]
        width = sum(setter.measure(piece.text) for piece in line) * setter.size
        x = (x0 + x1 - width) / 2 if column in self.habits.centred else x0 + PADDING
        clip = (x0, top - PADDING, x1, top + setter.line + PADDING) if column in self.habits.overflow else None
        for piece in line:
            width = setter.measure(piece.text) * setter.size
            page.words.append(Words(x, top + setter.size, piece.text, piece.ink, setter.size, width, clip))
            x += width

    # header

    def _header(self) -> None:
        setter = self.setter
        heights = list(self._header_heights())
        tops = [setter.y]
        for height in heights:
            tops.append(tops[-1] + height)
        for row, column, row_span, column_span, text in self.table.header_cells():
            x0, x1 = self.x[column], self.x[column + column_span]
            top, bottom = tops[row], tops[row + row_span]
            setter.pages[-1].squares.append(Square(x0, top, x1, bottom, row - len(heights), column))
            self._header_text(text, column, (x0, top, x1, bottom))
        setter.y = tops[-1]
        if setter.y + setter.line + 2 * PADDING > setter.floor:
            raise NoRoomError

    def _header_heights(self) -> Iterator[float]:
        setter = self.setter
        cells = self.table.header_cells()
        for row in range(self.table.header_rows):
            lines = [1]
            for cell_row, column, row_span, column_span, text in cells:
                if cell_row + row_span - 1 == row:
                    room = (self.x[column + column_span] - self.x[column] - 2 * PADDING) / setter.size
                    downwards = column in self.habits.downwards and column_span == 1
                    lines.append(len(text) if downwards else len(wrap((Piece(text),), room, setter.measure)))
            yield max(lines) * setter.line + 2 * PADDING

    def _header_text(self, text: str, column: int, box: tuple[float, float, float, float]) -> None:
        setter, page = self.setter, self.setter.pages[-1]
        size, (x0, top, x1, bottom) = setter.size, box
        if column in self.habits.downwards and x1 <= self.x[column + 1]:
            for number, char in enumerate(text):
                y = top + PADDING + number * setter.line + size
                page.words.append(Words((x0 + x1 - size) / 2, y, char, Ink(), size, size))
            return
        lines = wrap((Piece(text),), (x1 - x0 - 2 * PADDING) / size, setter.measure)
        start = (top + bottom - len(lines) * setter.line) / 2
        for number, line in enumerate(lines):
            words = "".join(piece.text for piece in line)
            width = setter.measure(words) * size
            spread = 0.0
            if self.habits.spread and len(lines) == 1 and 1 < len(words) < 4:
                spread = max(0.0, (0.8 * (x1 - x0) - width) / (len(words) - 1))
                width += spread * (len(words) - 1)
            x = (x0 + x1 - width) / 2
            page.words.append(Words(x, start + number * setter.line + size, words, Ink(), size, width, spread=spread))


def lay_out(document: DocumentModel, measure: Measure, habits: Habits | None = None) -> list[PageLayout]:
    """Return the document's pages with everything in its place."""
    return Setter(document, measure, habits or Habits()).pages_of()
