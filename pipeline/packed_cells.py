"""The cells of a page in a few arrays, for documents of so many pages that memory matters.

A cell as a record takes some 300 bytes beside its lines: itself, its box, their numbers and its text. In arrays it
takes 65, and is made anew each time that it is asked for, in two microseconds. Arrays are large blocks, which go back
to the system when they are let go; blocks of small records do not while a single one of them is still in use.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, TypeVar, overload

from msgspec.structs import replace

from pipeline.model import Box, Cell, PrintedCell, PrintedPage
from pipeline.packed_lines import PackedLines, PageOfLines, pack_lines

_Cell = TypeVar("_Cell", PrintedCell, Cell)
_Place = tuple[int, int, int, int]
_NUMBERS = 8
"""Whole numbers of a cell: row, column, their spans, glyphs, its first line and the one after its last, its kind."""


def pack_page(page: PrintedPage) -> PrintedPage:
    """Return a page with its cells and their lines packed. They are the same cells."""
    lines = iter(pack_lines([cell.lines for grid in page.grids for cell in grid.cells]))
    grids = [
        replace(grid, cells=_PackedPrintedCells([replace(cell, lines=next(lines)) for cell in grid.cells]))
        for grid in page.grids
    ]
    return replace(page, grids=tuple(grids))


def is_packed(cells: object) -> bool:
    """Tell whether cells are made when they are asked for, and so are not to be held."""
    return isinstance(cells, PackedCells)


def pack_cells(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a page, whose lines are packed, packed as well."""
    return _PackedTableCells(cells)


def join_cells(pages: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    """Return the cells of several pages as one sequence, packed where those of a page are."""
    return _JoinedCells(pages) if any(map(is_packed, pages)) else tuple(chain.from_iterable(pages))


class PackedCells(Sequence[_Cell]):
    """Cells that are made one by one."""

    __slots__ = ()

    @abstractmethod
    def _cell(self, number: int) -> _Cell:
        """Return a cell, by its number from 0."""

    @overload
    def __getitem__(self, index: int) -> _Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Cell]: ...
    def __getitem__(self, index: int | slice) -> _Cell | Sequence[_Cell]:
        numbers = range(len(self))[index]
        return self._cell(numbers) if isinstance(numbers, int) else tuple(map(self._cell, numbers))

    def __iter__(self) -> Iterator[_Cell]:
        return map(self._cell, range(len(self)))

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (tuple(self),)  # another process gets them as they were


class _JoinedCells(PackedCells[Cell]):
    """The cells of several pages, one page after the other."""

    __slots__ = ("_ends", "_pages")

    def __init__(self, pages: Sequence[Sequence[Cell]]) -> None:
        self._pages = pages
        self._ends = array("i", accumulate(map(len, pages), initial=0))

    def __len__(self) -> int:
        return self._ends[-1]

    def __iter__(self) -> Iterator[Cell]:
        return chain.from_iterable(self._pages)

    def _cell(self, number: int) -> Cell:
        page = bisect_right(self._ends, number) - 1
        return self._pages[page][number - self._ends[page]]


class _PackedPage(PackedCells[_Cell]):
    """Cells of a page, in order. Those whose lines are not those of the page, and so few, are kept as they are."""

    __slots__ = ("_boxes", "_kinds", "_numbers", "_others", "_page")

    def __init__(self, cells: Sequence[_Cell]) -> None:
        kinds: dict[tuple[Any, ...], int] = {}
        self._numbers: array[int] = array("i")
        self._boxes: array[float] = array("d")
        self._others: dict[int, _Cell] = {}
        self._page: PageOfLines | None = None
        for number, cell in enumerate(cells):
            lines, first, end = cell.lines, 0, 0
            if isinstance(lines, PackedLines) and lines.page is (self._page or lines.page):
                self._page, first, end = lines.page, lines.first, lines.end
            elif lines:
                self._others[number] = cell
            self._numbers.extend((cell.row_index, cell.column_index, cell.row_span, cell.column_span))
            self._numbers.extend((cell.glyph_count, first, end, kinds.setdefault(self._kind(cell), len(kinds))))
            self._boxes.extend(cell.box)
        self._kinds = tuple(kinds)

    def __len__(self) -> int:
        return len(self._numbers) // _NUMBERS

    def _cell(self, number: int) -> _Cell:
        if number in self._others:
            return self._others[number]
        numbers = self._numbers[_NUMBERS * number : _NUMBERS * (number + 1)]
        row_index, column_index, row_span, column_span, glyph_count, first, end, kind = numbers
        place = row_index, column_index, row_span, column_span
        box = Box(*self._boxes[4 * number : 4 * number + 4])
        lines = PackedLines(self._page, first, end) if self._page is not None and first < end else None
        return self._made(place, box, lines, glyph_count, self._kinds[kind])

    @staticmethod
    @abstractmethod
    def _kind(cell: _Cell) -> tuple[Any, ...]:
        """Return what many cells of a page have in common."""

    @staticmethod
    @abstractmethod
    def _made(place: _Place, box: Box, lines: PackedLines | None, glyph_count: int, kind: tuple[Any, ...]) -> _Cell:
        """Return a cell; ``place`` is its row and column, and their spans."""


class _PackedPrintedCells(_PackedPage[PrintedCell]):
    __slots__ = ()

    @staticmethod
    def _kind(cell: PrintedCell) -> tuple[Any, ...]:
        return cell.shade, cell.confidence

    @staticmethod
    def _made(
        place: _Place, box: Box, lines: PackedLines | None, glyph_count: int, kind: tuple[Any, ...]
    ) -> PrintedCell:
        return PrintedCell(*place, box, lines or (), lines.squeezed() if lines else "", glyph_count, *kind)


class _PackedTableCells(_PackedPage[Cell]):
    __slots__ = ()

    @staticmethod
    def _kind(cell: Cell) -> tuple[Any, ...]:
        is_part = cell.is_header, cell.continues, cell.is_heading, cell.reprinted
        return cell.page_number, cell.table_index, (*is_part, cell.angle, cell.confidence)

    @staticmethod
    def _made(place: _Place, box: Box, lines: PackedLines | None, glyph_count: int, kind: tuple[Any, ...]) -> Cell:
        page_number, table_index, judged = kind
        return Cell(page_number, table_index, *place, box, lines or (), glyph_count, *judged)
