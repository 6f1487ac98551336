"""The values that pass between the rooms, each frozen.

They are msgspec's records: made in 0.1 µs where a frozen dataclass of eleven fields takes 1.2, and declared in 0.01 ms
where it takes 0.6, which every start of the program pays some hundred times over. Those of which a page has many are
not looked at by the garbage collector (``gc=False``): what is frozen when it is made has no cycles.

layout gives a ``PageLayout`` (grids), lines a ``PrintedPage`` (the grids' text), parse a ``ParsedDocument`` (cells as
printed), normalise a ``NormalisedDocument`` (rows of clean text), tag a
``TaggedEdition`` (one record class a dataset), diff an ``EditionDiff``. Boxes are in points from the upper left
corner of the page as it is shown. Text offsets count Unicode code points. ``_number`` counts from 1, ``_index`` from 0.
The record classes have the columns of their dataset in ``schema.DATASETS``, less the partition columns
``series`` and ``edition``; ``tests/test_schema.py`` holds the two together.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar, overload

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Field = Literal["number", "policy_area", "category", "issue", "source", "status", "response", "divisions"]
ItemStatus = Literal["done", "partial", "continuing", "declined", "unknown"]
MarkStyle = Literal["colour", "underline", "strike", "bold", "highlight", "none"]
Weight = Literal["number", "date", "status", "scope", "polarity", "commitment", "text", "notation"]
Severity = Literal["info", "warning", "error"]
Language = Literal["en", "ja"]
SourceKind = Literal["pdf", "transcript", "scan", "workbook"]
PAGED: frozenset[SourceKind] = frozenset({"pdf", "scan"})
"""The kinds of source that have pages, and so boxes and pictures."""
MatchKind = Literal["same", "renumbered", "moved", "split", "merged", "added", "removed"]
ChangeKind = Literal["changed", "moved", "added", "removed", "split", "merged", "unchanged", "head"]
CommitmentState = Literal["kept", "moved", "gone", "open", "overdue"]
HeadPart = Literal[
    "title", "header", "unit", "column", "column_order", "section", "mark_legend", "status_legend", "note"
]
ReaderName = Literal["pdfium", "pdfplumber", "scan"]
"""The readers of ``pipeline.readers``, whose table has one line for each of these."""

# ── what every room speaks of ───────────────────────────────────────────────────────────────────────────────────────


class Box(NamedTuple):
    """A rectangle on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Box:
        """Return the smallest box that holds all points, of which there is one at least."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The point in its middle: x, y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        """How much it covers, in square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def intersection(self, other: Box) -> Box:
        """Return what lies in both; its sides are the wrong way round where nothing does."""
        return Box(
            max(self.x0, other.x0), max(self.top, other.top), min(self.x1, other.x1), min(self.bottom, other.bottom)
        )

    def overlap(self, other: Box) -> float:
        """Return how much both cover, in square points: 0 where they do not meet."""
        both = self.intersection(other)
        return both.width * both.height if both.width > 0 and both.height > 0 else 0.0

    def turned(self, angle: int, width: float = 0.0, height: float = 0.0) -> Box:
        """Return where the box lies once its page is turned so that text of that direction reads from the left.

        Args:
            angle: The direction of writing, clockwise: 0, 90, 180 or 270.
            width: The page's before the turn, in points. Without a size the box is turned about the page's corner.
            height: As ``width``.
        """
        x0, top, x1, bottom = self
        if angle == 90:
            return Box(top, width - x1, bottom, width - x0)
        if angle == 180:
            return Box(width - x1, height - bottom, width - x0, height - top)
        if angle == 270:
            return Box(height - bottom, x0, height - top, x1)
        return self

    def askew(self, angle: float, width: float, height: float) -> Box:
        """Return the smallest box around this one once the page is turned clockwise about its middle, in degrees.

        ``width`` and ``height`` are the page's, in points.
        """
        if not angle:
            return self
        along, across = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        corners = [(x - width / 2, y - height / 2) for x in (self.x0, self.x1) for y in (self.top, self.bottom)]
        turned = [(x * along - y * across + width / 2, x * across + y * along + height / 2) for x, y in corners]
        return Box.around((round(x, 2), round(y, 2)) for x, y in turned)

    def holds(self, other: Box | Shade, margin: float) -> bool:
        """Tell whether the other lies in this box, or stands out of it by no more than ``margin`` points."""
        return (
            self.x0 - margin <= other.x0
            and other.x1 <= self.x1 + margin
            and self.top - margin <= other.top
            and other.bottom <= self.bottom + margin
        )


class Finding(Struct, frozen=True):
    """Something about the data that a person should know. Made by ``findings.finding``, which has the words."""

    code: str
    severity: Severity
    message: str  # in English
    message_ja: str
    ordinal: int | None = None
    page_number: int | None = None
    field: str | None = None
    text: str | None = None


class Source(Struct, frozen=True):
    """The file that an edition was read from. ``name`` has no folder: a path would differ between machines."""

    name: str
    sha256: str
    kind: SourceKind
    page_count: int
    producer: str | None = None


class Style(NamedTuple):
    """How a stretch of text is printed. Plain is black, upright and alone."""

    colour: str = "#000000"  # as #rrggbb, resolved from whatever colour space the printer used
    bold: bool = False
    underline: bool = False
    strike: bool = False
    highlight: str | None = None  # the colour behind the text, where it is not the cell's own shading
    crossed: bool = False  # struck out by a person's annotation, which is laid over the text and leaves it there
    shade: str | None = None  # the cell's own shading, where it has a hue


PLAIN = Style()


# ── reading: a page as glyphs and rules ─────────────────────────────────────────────────────────────────────────────


class TextRun(Struct, frozen=True):
    """What is one and the same for a stretch of glyphs: a PDF's text object, less its glyphs.

    ``angle`` is the direction of writing on the page as it is shown, clockwise: 0, 90, 180 or 270. ``clip`` is the
    box of the clip path in force, None where it is the whole page: Excel clips a cell's text to the cell. ``visible``
    is False for text that is not painted (render mode 3), or painted in the colour of what lies behind it; ``slanted``
    is True for text whose direction is none of the four.
    """

    colour: str  # as #rrggbb
    font_size: float  # points, as shown
    bold: bool = False
    angle: int = 0
    clip: Box | None = None
    visible: bool = True
    slanted: bool = False


class TextRuns(Struct, frozen=True, eq=False):
    """The text runs of a page, in the order of its content stream: a page has hundreds, of a few kinds.

    ``kind_of`` has shape (m,): for each run an index into ``kinds``.
    """

    kinds: Sequence[TextRun]
    kind_of: NDArray[np.int32]

    @classmethod
    def of(cls, runs: Iterable[TextRun]) -> TextRuns:
        """Return these runs, those that are alike once."""
        import numpy as np

        numbers: dict[TextRun, int] = {}
        kind_of = [numbers.setdefault(run, len(numbers)) for run in runs]
        return cls(list(numbers), np.array(kind_of, np.int32))

    def __len__(self) -> int:
        return len(self.kind_of)

    def __getitem__(self, index: int) -> TextRun:
        return self.kinds[int(self.kind_of[index])]

    def __iter__(self) -> Iterator[TextRun]:
        return map(self.kinds.__getitem__, self.kind_of.tolist())

    def each(self, value: Callable[[TextRun], object], dtype: type[np.generic]) -> NDArray[Any]:
        """Return a value for each run, shape (m,), which is asked once for each kind."""
        import numpy as np

        return np.array([value(kind) for kind in self.kinds], dtype).take(self.kind_of)

    def changed(self, indices: Sequence[int], change: Callable[[TextRun], TextRun]) -> TextRuns:
        """Return the runs with some of them changed."""
        runs = list(self)
        for index in indices:
            runs[index] = change(runs[index])
        return TextRuns.of(runs)


class Glyphs(Struct, frozen=True, eq=False, dict=True):
    """The printed characters of a page in the order of its content stream, one array an attribute.

    White space is left out of ``text``, which holds one string a glyph (a ligature's has several characters; U+FFFD
    where the font gives no Unicode value). ``boxes`` has shape (n, 4): x0, top, x1, bottom in points, across the
    glyph's advance and down its font's line. ``runs`` has shape (n,): indices into ``Page.text_runs``.
    ``spaces_before`` has the space characters that are printed between a glyph and the one before it in the content
    stream: mostly the empty string. ``trailing_spaces`` has the indices of glyphs that end their line and have a space
    printed after them, where the reader knows it to be theirs. ``confidence``, shape (n,), is how sure the reader is of
    each, from 0 to 1: None but for scans.
    """

    text: Sequence[str]
    boxes: NDArray[np.float64]
    runs: NDArray[np.int32]
    spaces_before: Sequence[str]
    trailing_spaces: frozenset[int] = frozenset()
    confidence: NDArray[np.float32] | None = None

    @cached_property
    def middles(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The x and the y of each glyph's middle, each of shape (n,): a dozen looks at a page ask for them."""
        return (self.boxes[:, 0] + self.boxes[:, 2]) / 2, (self.boxes[:, 1] + self.boxes[:, 3]) / 2

    def middles_in(self, box: Box | Shade) -> NDArray[np.bool_]:
        """Return which glyphs have their middle in a box or on its sides, shape (n,)."""
        x, y = self.middles
        found: NDArray[np.bool_] = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
        return found

    def without(self, taken: NDArray[np.bool_]) -> Glyphs:
        """Return the glyphs that are not taken; ``taken`` has shape (n,)."""
        import numpy as np

        kept = np.flatnonzero(~taken)
        if len(kept) == len(self.text):
            return self
        places = np.cumsum(~taken) - 1
        return Glyphs(
            [self.text[index] for index in kept.tolist()],
            self.boxes[kept],
            self.runs[kept],
            [self.spaces_before[index] for index in kept.tolist()],
            frozenset(int(places[index]) for index in self.trailing_spaces if not taken[index]),
            None if self.confidence is None else self.confidence[kept],
        )


def first_code_points(texts: Sequence[str]) -> NDArray[np.int32]:
    """Return the code point of each text's first character, shape (n,)."""
    import numpy as np

    joined = "".join(texts)
    if len(joined) != len(texts):  # a ligature's text has several
        joined = "".join(text[:1] or "\0" for text in texts)
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<i4")


class Rule(NamedTuple):
    """A thin straight stroke, however it was drawn: line, thin filled rectangle, side of a stroked rectangle.

    Its shorter side is its thickness. ``colour`` is #rrggbb as shown; ``visible`` is False where that is the colour
    behind it.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str = "#000000"
    visible: bool = True

    @property
    def box(self) -> Box:
        """Where it lies."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right; else it is upright."""
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def thickness(self) -> float:
        """Its shorter side, in points."""
        return min(self.x1 - self.x0, self.bottom - self.top)


class Shade(NamedTuple):
    """A filled area that is wider and taller than a rule."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str

    @property
    def box(self) -> Box:
        """Where it lies."""
        return Box(self.x0, self.top, self.x1, self.bottom)


LEANING_STROKES = ("/", "\\")
"""The signs of a straight stroke that leans: one that rises from the left, and one that falls."""


class Drawing(NamedTuple):
    """A drawn outline that is neither a rule nor a shade: small, or a straight stroke that leans.

    ``sign`` is the letter that it looks like, if any; one of ``LEANING_STROKES`` for a straight stroke. ``path`` has
    the points of a line that was drawn by hand, as shown.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    sign: str | None
    colour: str  # as #rrggbb
    path: tuple[tuple[float, float], ...] = ()

    @property
    def box(self) -> Box:
        """Where it lies."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    def sign_turned(self, angle: int) -> str | None:
        """Return its sign once its page is turned: a stroke that rises falls after a quarter turn."""
        if self.sign not in LEANING_STROKES or angle % 180 == 0:
            return self.sign
        rising, falling = LEANING_STROKES
        return falling if self.sign == rising else rising


class Page(Struct, frozen=True, eq=False):
    """A page as a reader sees it, before any table is looked for. Width and height are as shown, rotation applied.

    ``is_blank`` says that it was painted and nothing is on it; False also where that is not known.
    """

    page_number: int
    width: float
    height: float
    glyphs: Glyphs
    text_runs: TextRuns
    rules: Sequence[Rule]
    shades: Sequence[Shade]
    images: Sequence[Box]
    findings: tuple[Finding, ...] = ()
    crossings: tuple[Box, ...] = ()  # what annotations strike out
    drawings: tuple[Drawing, ...] = ()
    is_blank: bool = False
    skew: float = 0.0  # of a scan: by how many degrees clockwise the paper lies on the page, where it was read straight

    def turned_size(self, angle: int) -> tuple[float, float]:
        """Return width and height once the page is turned as ``Box.turned`` turns its boxes."""
        return (self.width, self.height) if angle % 180 == 0 else (self.height, self.width)

    def turned(self, angle: int) -> Page:
        """Return the page turned so that text of that direction, clockwise as shown, reads from left to right."""
        import numpy as np

        if angle == 0:
            return self
        width, height = self.turned_size(angle)

        def turn(box: Box) -> Box:
            return box.turned(angle, self.width, self.height)

        kinds = [
            replace(kind, angle=(kind.angle - angle) % 360, clip=kind.clip and turn(kind.clip))
            for kind in self.text_runs.kinds
        ]
        boxes = self.glyphs.boxes
        if len(boxes):
            boxes = np.stack(turn(Box(*boxes.T)), axis=1)
        return replace(
            self,
            width=width,
            height=height,
            glyphs=replace(self.glyphs, boxes=boxes),
            text_runs=TextRuns(kinds, self.text_runs.kind_of),
            rules=[Rule(*turn(rule.box), rule.colour, rule.visible) for rule in self.rules],
            shades=[Shade(*turn(shade.box), shade.colour) for shade in self.shades],
            images=[turn(box) for box in self.images],
            drawings=tuple(
                Drawing(
                    *turn(each.box),
                    each.sign_turned(angle),
                    each.colour,
                    tuple(turn(Box(x, y, x, y))[:2] for x, y in each.path),
                )
                for each in self.drawings
            ),
        )

    def of_glyphs(self, value: Callable[[TextRun], object], dtype: type[np.generic]) -> NDArray[Any]:
        """Return a value of its text run for each glyph, shape (n,)."""
        return self.text_runs.each(value, dtype).take(self.glyphs.runs)

    def sample(self, chosen: NDArray[np.bool_]) -> str:
        """Return what the chosen glyphs say, the first 200 of them, for a finding; ``chosen`` has shape (n,)."""
        return "".join(self.glyphs.text[index] for index in chosen.nonzero()[0][:200])


# ── layout: where the tables, rows and columns of a page are ────────────────────────────────────────────────────────


class GridCell(Struct, frozen=True):
    """A cell of the grid: its place in the mesh, its spans, and its box between the lines' middles."""

    row_index: int
    column_index: int
    row_span: int
    column_span: int
    box: Box


class Grid(Struct, frozen=True, eq=False):
    """A table's grid on one page. ``owner[row, column]`` is the index of the cell there, or -1 for none."""

    columns: tuple[float, ...]  # x of the column edges, one more than there are columns
    rows: tuple[float, ...]  # y of the row edges
    cells: tuple[GridCell, ...]
    owner: NDArray[np.int32]
    open_bottom: bool = False  # the lowest side is not drawn: the table goes on

    @property
    def box(self) -> Box:
        """The outline of the grid."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


class PageLayout(Struct, frozen=True, eq=False):
    """layout's result: a page turned so that its text reads from the left, and the grids of its tables, from the top.

    ``shown`` is the page as it was read; ``angle`` is the direction of writing of most of it there, clockwise.
    ``page`` has neither its slanted glyphs nor another direction. ``decorating`` are the rules that underline its text
    or strike it out, and so draw no table.
    """

    shown: Page
    angle: int
    page: Page
    grids: tuple[Grid, ...]
    decorating: Sequence[Rule]
    findings: tuple[Finding, ...]


# ── lines: what stands in the cells of a page ───────────────────────────────────────────────────────────────────────


class Run(NamedTuple):
    """A stretch of one printed line in one style."""

    text: str
    style: Style
    box: Box


class Line(Struct, frozen=True, gc=False):
    """One printed line of a cell or of the page's furniture: the unit that print wraps.

    ``angle`` is its direction of writing against that of its table, clockwise: 0, 90, 180 or 270. A column of vertical
    writing has 90, too. ``clipped`` says that its clip path hides it: Excel prints all of a cell's lines, and shows
    those for which there is room.
    """

    runs: tuple[Run, ...]
    box: Box
    font_size: float  # of most of its glyphs, in points as shown
    page_number: int
    angle: int = 0
    clipped: bool = False

    @property
    def text(self) -> str:
        """The line's characters."""
        if len(self.runs) == 1:  # as nearly always, and every step asks for them
            return self.runs[0].text
        return "".join([run.text for run in self.runs])


class PageFacts(Struct, frozen=True):
    """What is left of a page after its glyphs went into cells. Furniture is every line that is in no cell.

    ``is_blank`` says that nothing at all is painted on it; False also where that is not known. ``skew`` is the page's.
    """

    page_number: int
    width: float
    height: float
    glyph_count: int
    furniture: tuple[Line, ...]
    furniture_glyph_count: int
    is_blank: bool = False
    skew: float = 0.0

    def as_shown(self, box: Box) -> Box:
        """Return where a box of the straightened page lies on the page as it is shown."""
        return box.askew(self.skew, self.width, self.height)


def squeezed(lines: Iterable[Line]) -> str:
    """Return the text of printed lines with all white space gone: for comparing, not for people."""
    return "".join("".join([line.text for line in lines]).split())


class PrintedCell(Struct, frozen=True, gc=False):
    """A cell of one page: its place in that page's grid, and what is printed in it.

    ``text`` is that of its lines, squeezed: every cell is asked for it some fourteen times.
    """

    row_index: int
    column_index: int
    row_span: int
    column_span: int
    box: Box
    lines: Sequence[Line]
    text: str
    glyph_count: int
    shade: str
    confidence: float | None = None


_ROW_INDEX = attrgetter("row_index")


class PrintedGrid(Struct, frozen=True):
    """A table on one page. Boxes are as shown; ``columns`` are the column edges in the direction of reading.

    ``room_below`` is how far the paper goes on below it, in points.
    """

    page_number: int
    columns: tuple[float, ...]
    top: float
    bottom: float
    row_count: int
    cells: Sequence[PrintedCell]
    angle: int = 0
    room_below: float = 0.0
    row_painted_before: int | None = None

    def row(self, row_index: int) -> list[PrintedCell]:
        """The cells that begin in a row. All are in order of row, then column."""
        first = bisect_left(self.cells, row_index, key=_ROW_INDEX)
        return list(self.cells[first : bisect_right(self.cells, row_index, lo=first, key=_ROW_INDEX)])


class PrintedPage(Struct, frozen=True):
    """lines' result: what is printed on a page, and what a whole document is judged and counted by."""

    facts: PageFacts
    grids: tuple[PrintedGrid, ...]
    findings: tuple[Finding, ...]
    rule_count: int = 0
    has_images: bool = False
    undecodable_count: int = 0  # glyphs whose font gives no Unicode value


# ── parse: cells as printed ─────────────────────────────────────────────────────────────────────────────────────────


class Cell(Struct, frozen=True, gc=False):
    """One printed cell. A cell that is merged down or across stands once, with its spans.

    ``row_index`` runs on over the pages of a table: the repeated headers have indices of their own. ``is_heading``
    says that the cell is a heading of the rows below it. ``continues`` says that the cell is one with the cell above
    it, because a page break cut it or its number is merged down; a row goes on where all its cells with text do.
    ``reprinted`` cells are of a row that is printed once more on the next page. ``angle`` is the direction of writing
    of the table on the page as shown, clockwise: 0, 90, 180 or 270. ``confidence`` is that of its least certain letter,
    from 0 to 1: None but for scans.
    """

    page_number: int
    table_index: int
    row_index: int
    column_index: int
    row_span: int
    column_span: int
    box: Box
    lines: Sequence[Line]
    glyph_count: int
    is_header: bool = False
    continues: bool = False
    is_heading: bool = False
    reprinted: bool = False
    angle: int = 0
    confidence: float | None = None

    @property
    def text(self) -> str:
        """The text as printed, with its printed line breaks."""
        return "\n".join([line.text for line in self.lines])


class Heading(Struct, frozen=True, gc=False):
    """What stands above a part of a table: the heading of the rows from ``row_index`` on, until the next one.

    ``is_row`` says that it is a row of the table itself, and no line of the page between two parts.
    """

    row_index: int
    lines: Sequence[Line]
    is_row: bool = True

    @property
    def text(self) -> str:
        """Its lines as one."""
        return "".join(line.text for line in self.lines)


class Table(Struct, frozen=True):
    """One table, joined over its pages. ``cells`` are in order of row, then column.

    ``caption`` is what stands above the whole of it; ``headings``, in order, what stands above its parts: rows over the
    whole width, lines of the page between two parts. ``passed_over`` are lines at the tops of pages that may be
    headings as well, but look like none of these.
    """

    table_index: int
    column_count: int
    cells: Sequence[Cell]
    caption: tuple[Line, ...] = ()
    headings: tuple[Heading, ...] = ()
    passed_over: tuple[Line, ...] = ()


class FrontMatter(Struct, frozen=True):
    """What the page says around its table, as printed. ``notes`` are the furniture's remaining texts, each once."""

    title: str | None = None
    label: str | None = None  # R5第1回PT会合用
    document_label: str | None = None  # 資料4
    notes: tuple[str, ...] = ()


class ParsedDocument(Struct, frozen=True):
    """parse's result. ``tables[main_table_index]`` is the one that fits the series; the others stay in ``cells``."""

    source: Source
    pages: tuple[PageFacts, ...]
    tables: tuple[Table, ...]
    main_table_index: int
    front: FrontMatter
    findings: tuple[Finding, ...] = ()


# ── records as columns ──────────────────────────────────────────────────────────────────────────────────────────────

_Row = TypeVar("_Row")


class Columns(Struct, Generic[_Row], frozen=True):
    """All rows of a dataset, a sequence of equal length for each column, in the order of the dataset's key.

    For datasets of many rows a page: as columns they take a third of the time and memory of records.
    """

    row: ClassVar[Callable[..., Any]]
    """Makes a row of one value a column."""

    def __len__(self) -> int:
        return len(getattr(self, self.__struct_fields__[0]))

    def __iter__(self) -> Iterator[_Row]:
        """Yield row after row."""
        columns = (getattr(self, name) for name in self.__struct_fields__)
        return map(type(self).row, *columns)

    def __getitem__(self, rows: slice) -> Self:
        """Return some of the rows, as columns."""
        return type(self)(*(getattr(self, name)[rows] for name in self.__struct_fields__))

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """Return the columns of rows that are in order; of no rows, columns without any."""
        return cls(*zip(*rows, strict=True))


class RepeatedTexts(Sequence[str]):
    """A column of texts of which most stand in many rows: each of them once, and for each row which it has."""

    __slots__ = ("chosen", "texts")

    def __init__(self, texts: Sequence[str], chosen: array[int]) -> None:
        self.texts = texts
        self.chosen = chosen

    def __len__(self) -> int:
        return len(self.chosen)

    def __iter__(self) -> Iterator[str]:
        return map(self.texts.__getitem__, self.chosen)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RepeatedTexts) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash((*self,))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        chosen = self.chosen[index]
        return self.texts[chosen] if isinstance(chosen, int) else RepeatedTexts(self.texts, chosen)


class CellRecord(NamedTuple):
    """A row of ``cells``: a printed cell, and what it is part of. A transcript's has no box: it was on no page."""

    page_number: int
    table_index: int
    row_index: int
    column_index: int
    row_span: int
    column_span: int
    field: str | None
    ordinal: int | None
    text: str
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    glyph_count: int
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """Where it lies; without extent where it was on no page."""
        return Box(self.x0 or 0.0, self.top or 0.0, self.x1 or 0.0, self.bottom or 0.0)


class Cells(Columns[CellRecord], frozen=True):
    """All rows of ``cells``: a page has some forty."""

    row = CellRecord

    page_number: Sequence[int] = ()
    table_index: Sequence[int] = ()
    row_index: Sequence[int] = ()
    column_index: Sequence[int] = ()
    row_span: Sequence[int] = ()
    column_span: Sequence[int] = ()
    field: Sequence[str | None] = ()
    ordinal: Sequence[int | None] = ()
    text: Sequence[str] = ()
    x0: Sequence[float | None] = ()
    top: Sequence[float | None] = ()
    x1: Sequence[float | None] = ()
    bottom: Sequence[float | None] = ()
    glyph_count: Sequence[int] = ()
    confidence: Sequence[float | None] = ()


# ── normalise: rows of clean text ───────────────────────────────────────────────────────────────────────────────────


class Span(Struct, frozen=True, gc=False):
    """A stretch of a normalised text that is not printed plain.

    ``text`` is what is printed; for struck-out text, which the normalised text leaves out, ``start`` equals ``end``.
    A stretch that runs over a line or page break is one span a printed line (each has its own box).
    """

    start: int
    end: int
    text: str
    style: Style
    page_number: int
    box: Box


class StyledText(Struct, frozen=True, gc=False):
    """A normalised text (paragraphs parted by line feeds) with its styled stretches in order."""

    text: str
    spans: tuple[Span, ...] = ()


class Column(Struct, frozen=True):
    """One column of the main table: its header text (rows joined by `` / ``) and the field that claims it."""

    column_index: int
    header: str
    field: str | None


def extra_names(columns: Sequence[Column]) -> Mapping[int, str]:
    """Return the key in ``Row.extra`` of each column that no field claims; a header that stands twice is counted up."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    for column in columns:
        if column.field is None:
            name = column.header
            while name in taken:
                counts[column.header] += 1
                name = f"{column.header} ({counts[column.header] + 1})"
            taken.add(name)
            names[column.column_index] = name
    return names


class Row(Struct, frozen=True, gc=False):
    """One item of the table, whole: fragments that page breaks cut are joined, dittos resolved.

    ``values`` is keyed by field, ``extra`` by header. ``dittos`` names the fields or headers whose value was not
    printed in this row itself (〃, or a cell merged down). ``section`` is the heading above its part of the table.
    """

    ordinal: int
    values: Mapping[str, StyledText]
    extra: Mapping[str, StyledText]
    dittos: frozenset[str]
    page_number: int
    page_number_last: int
    section: str | None = None


class NormalisedDocument(Struct, frozen=True):
    """normalise's result: the item table's ``columns`` and ``rows``, and what every table holds.

    ``cells`` are those of every table; those of the item table have their field and their item. ``unread_share`` is the
    share of the tables' text that is in no row.
    """

    source: Source
    pages: tuple[PageFacts, ...]
    front: FrontMatter
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Cells
    findings: tuple[Finding, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    table_rows: Sequence[TableRow] = ()
    unread_share: float = 0.0


# ── tag: one record class a dataset ─────────────────────────────────────────────────────────────────────────────────


class Edition(Struct, frozen=True):
    """A row of ``editions``."""

    title: str | None
    label: str | None
    document_label: str | None
    fiscal_year: int | None
    meeting_number: int | None
    mark_legend: str | None
    mark_style: MarkStyle
    mark_colour: str | None
    status_legend: Mapping[str, str]
    page_count: int
    item_count: int
    source_name: str
    source_sha256: str
    source_kind: SourceKind
    producer: str | None
    note: str | None
    glyph_count: int
    furniture_glyph_count: int
    finding_glyph_count: int
    position: int | None = None
    meeting_date: date | None = None
    published: date | None = None
    publisher: str | None = None
    licence: str | None = None
    url: str | None = None
    headers: tuple[str, ...] = ()
    header_fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unread_share: float = 0.0


class Item(Struct, frozen=True, gc=False):
    """A row of ``items``."""

    ordinal: int
    number: str | None
    policy_area: str | None
    policy_area_ditto: bool
    category: str | None
    category_ditto: bool
    heading: str | None
    issue: str | None
    source: str | None
    status_mark: str | None
    status_label: str | None
    status: ItemStatus
    response: str | None
    divisions: tuple[str, ...]
    has_marks: bool
    page_number: int
    page_number_last: int
    extra: Mapping[str, str]
    dittos: tuple[str, ...] = ()
    section: str | None = None


class TableRecord(Struct, frozen=True):
    """A row of ``tables``."""

    table_index: int
    page_number: int
    page_number_last: int
    caption: str | None
    headers: tuple[str, ...]
    row_count: int
    is_main: bool


class TableRow(Struct, frozen=True, gc=False):
    """A row of ``rows``: a row of any table, header to text. The box, null in a transcript, is on the first page."""

    table_index: int
    ordinal: int
    section: str | None
    values: Mapping[str, str]
    page_number: int
    page_number_last: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


class Mark(Struct, frozen=True, gc=False):
    """A row of ``marks``. ``field`` is a field, or a header text for a column that no field claims.

    The box is null in an edition read from a transcript.
    """

    ordinal: int
    field: str
    start: int
    end: int
    text: str
    style: str
    colour: str | None
    page_number: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


class SourceMention(Struct, frozen=True, gc=False):
    """A row of ``sources``: one meeting and speaker named in 出所."""

    ordinal: int
    position: int
    kind: Literal["meeting", "report", "other"]
    meeting_number: int | None
    fiscal_year: int | None
    speaker: str | None
    role: str | None
    medium: str | None
    text: str


class ItemDivision(Struct, frozen=True, gc=False):
    """A row of ``item_divisions``."""

    ordinal: int
    position: int
    division: str
    division_name: str


class Word(NamedTuple):
    """A row of ``words``."""

    ordinal: int
    field: str
    position: int
    start: int
    end: int
    surface: str
    lemma: str
    pos: str


class Words(Columns[Word], frozen=True):
    """All rows of ``words``: a page has eight hundred."""

    row = Word

    ordinal: Sequence[int] = ()
    field: Sequence[str] = ()
    position: Sequence[int] = ()
    start: Sequence[int] = ()
    end: Sequence[int] = ()
    surface: Sequence[str] = ()
    lemma: Sequence[str] = ()
    pos: Sequence[str] = ()


class DateMention(Struct, frozen=True, gc=False):
    """A row of ``dates``. A range of days, both ends within it: a day, a month, a year, or a fiscal year."""

    ordinal: int
    field: str
    start: int
    end: int
    text: str
    kind: Literal["day", "month", "year", "fiscal_year"]
    iso: str
    date_from: date
    date_to: date


class TaggedEdition(Struct, frozen=True):
    """tag's result: what publish writes."""

    series: str
    edition: str
    edition_record: Edition
    items: Sequence[Item]
    marks: tuple[Mark, ...]
    sources: Sequence[SourceMention]
    item_divisions: Sequence[ItemDivision]
    words: Words
    dates: Sequence[DateMention]
    cells: Cells
    findings: tuple[Finding, ...]
    tables: tuple[TableRecord, ...] = ()
    rows: Sequence[TableRow] = ()


# ── diff: two editions compared ─────────────────────────────────────────────────────────────────────────────────────


class EditionRecords(Struct, frozen=True):
    """What diff and report read of one edition that is already published.

    ``doubted`` are the ordinals and fields of cells that were recognised from a scan and have a letter that is not
    certain; the field is None for a column that no field claims.
    """

    series: str
    edition: str
    edition_record: Edition
    items: Sequence[Item]
    marks: tuple[Mark, ...]
    doubted: frozenset[tuple[int, str | None]] = frozenset()


class Match(Struct, frozen=True):
    """A row of ``matches``."""

    from_edition: str
    from_ordinal: int | None
    to_ordinal: int | None
    from_number: str | None
    to_number: str | None
    kind: MatchKind
    similarity: float
    reason: str
    runner_up_similarity: float | None


class Segment(Struct, frozen=True):
    """A stretch of a change: equal, inserted (only in the newer text) or deleted (only in the older)."""

    op: Literal["equal", "insert", "delete"]
    text: str
    marked: bool


class Change(Struct, frozen=True):
    """A row of ``changes``."""

    from_edition: str
    kind: ChangeKind
    from_ordinal: int | None
    to_ordinal: int | None
    from_number: str | None
    to_number: str | None
    field: str | None
    before: str | None
    after: str | None
    marked: Literal["all", "part", "none", "stale"] | None
    segments: tuple[Segment, ...]
    similarity: float
    weights: tuple[Weight, ...] = ()
    gone: tuple[str, ...] = ()
    doubtful: bool = False


class Audit(Struct, frozen=True):
    """A row of ``audits``: how well the publisher marked what changed between two editions."""

    from_edition: str
    items_before: int
    items_after: int
    added: int
    removed: int
    changed: int
    marked_all: int
    marked_part: int
    marked_none: int
    stale: int
    changed_characters: int
    marked_changed_characters: int
    marked_characters: int
    recall: float | None
    precision: float | None
    deleted_characters: int = 0
    seen_deleted_characters: int = 0
    notation: int = 0
    doubtful_changes: int = 0


class LineageRow(Struct, frozen=True):
    """A row of ``lineage``: an item of one edition, and what became of it through the editions before."""

    lineage_id: str
    ordinal: int
    number: str | None
    status: ItemStatus
    previous_edition: str | None
    previous_ordinal: int | None
    first_edition: str
    last_changed_edition: str | None
    changed: bool
    changed_unmarked: bool
    ever_changed_unmarked: bool
    heading: str | None = None
    status_label: str | None = None
    previous_status: ItemStatus | None = None
    status_went_back: bool = False
    ever_went_back: bool = False


class Commitment(Struct, frozen=True):
    """A row of ``commitments``: a promise, in the edition where it was first read."""

    ordinal: int
    field: str
    start: int
    end: int
    text: str
    due: str
    state: CommitmentState
    state_edition: str
    state_text: str | None
    lineage_id: str


class ColumnPair(NamedTuple):
    """A column's header in the older and in the newer edition; None where that edition has no such column."""

    before: str | None
    after: str | None


class MatchedEditions(Struct, frozen=True):
    """match's result for one pair of editions: what of the older one is what of the newer one.

    ``columns`` are those that no field claims.
    """

    old: EditionRecords
    new: EditionRecords
    columns: tuple[ColumnPair, ...]
    matches: tuple[Match, ...]


class Reach(Struct, frozen=True):
    """Whether the newer edition's marks speak of the older one: they do of the edition right before theirs.

    ``between`` are the editions that lie between the two, as far as they are known.
    """

    kind: Literal["neighbours", "apart", "reversed"] = "neighbours"
    between: tuple[str, ...] = ()


class EditionDiff(Struct, frozen=True):
    """diff's result for one pair of editions.

    ``marked_before`` tells, by ordinal in the newer edition, which fields an edition between the two marked, and which.
    """

    series: str
    from_edition: str
    edition: str
    matches: tuple[Match, ...]
    changes: tuple[Change, ...]
    audit: Audit
    reach: Reach = Reach()
    marked_before: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


# ── the series file ─────────────────────────────────────────────────────────────────────────────────────────────────


class Rename(Struct, frozen=True, forbid_unknown_fields=True):
    """A division that goes by a new name from an edition on."""

    old: str
    new: str
    since: str  # the first edition that prints the new name


class EditionNote(Struct, frozen=True, forbid_unknown_fields=True):
    """What ``series.toml`` says of one edition: where it was published, and what a reader must know of the file."""

    note: str | None = None
    url: str | None = None
    published: date | None = None


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """``series.toml``: what is particular to one publisher's run of documents. All of it is optional."""

    series: str
    publisher: str | None = None
    body: str | None = None
    title: str | None = None  # of the document, as printed: by this an edition is recognised
    licence: str | None = None
    url: str | None = None
    order: tuple[str, ...] = ()  # editions, oldest first, where their names do not sort so
    divisions: tuple[str, ...] = ()
    renames: tuple[Rename, ...] = ()
    headers: Mapping[str, Field | Literal[""]] = field(default_factory=dict)  # header wording → field, or "" for none
    statuses: Mapping[str, ItemStatus] = field(default_factory=dict)  # status label → canonical status
    ocr: bool = False  # scanned pages are recognised, as by --ocr
    editions: Mapping[str, EditionNote] = field(default_factory=dict)

    def position(self, edition: str) -> int | None:
        """Return an edition's place in ``order``, from 1; None where that does not name it."""
        return self.order.index(edition) + 1 if edition in self.order else None
