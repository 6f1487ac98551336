"""The printed lines of a page in a few arrays, for documents of so many pages that memory matters.

A line as a record takes some 450 bytes: itself, its run, its box, their numbers and its text. In arrays it takes 80,
and is made anew each time that it is asked for, in a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from msgspec.structs import replace

from pipeline.model import PLAIN, Box, Line, PrintedGrid, PrintedPage, Run, Style


def pack_page(page: PrintedPage) -> PrintedPage:
    """Return a page with the lines of its cells packed. They are the same lines."""
    packed = _PackedPage([line for grid in page.grids for cell in grid.cells for line in cell.lines])
    grids: list[PrintedGrid] = []
    first = 0
    for grid in page.grids:
        cells = []
        for cell in grid.cells:
            end = first + len(cell.lines)
            cells.append(replace(cell, lines=PackedLines(packed, first, end)) if cell.lines else cell)
            first = end
        grids.append(replace(grid, cells=tuple(cells)))
    return replace(page, grids=tuple(grids))


class PackedLines(Sequence[Line]):
    """Some lines of a page, each made when it is asked for."""

    __slots__ = ("_end", "_first", "_page")

    def __init__(self, page: _PackedPage, first: int, end: int) -> None:
        self._page = page
        self._first = first
        self._end = end

    def __len__(self) -> int:
        return self._end - self._first

    def __iter__(self) -> Iterator[Line]:
        return map(self._page.line, range(self._first, self._end))

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return self._page.line(range(self._first, self._end)[index])

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (tuple(self),)  # another process gets them as they were


class _Kind(NamedTuple):
    """What many lines of a page have in common."""

    style: Style
    font_size: float
    page_number: int
    angle: int
    clipped: bool


class _PackedPage:
    """The lines of a page, by number. Those that are not of one run, and so few, are kept as they are."""

    __slots__ = ("_ends", "_kind_of", "_kinds", "_others", "_places", "_text")

    def __init__(self, lines: Sequence[Line]) -> None:
        kinds: dict[_Kind, int] = {}
        texts: list[str] = []
        self._places, self._ends, self._kind_of = array("d"), array("i", [0]), array("h")
        self._others: dict[int, Line] = {}
        for number, line in enumerate(lines):
            run = line.runs[0] if len(line.runs) == 1 and line.runs[0].box == line.box else None
            if run is None:
                self._others[number] = line
            kind = _Kind(run.style if run else PLAIN, line.font_size, line.page_number, line.angle, line.clipped)
            texts.append(run.text if run else "")
            self._places.extend(line.box)
            self._ends.append(self._ends[-1] + len(texts[-1]))
            self._kind_of.append(kinds.setdefault(kind, len(kinds)))
        self._text = "".join(texts)
        self._kinds = tuple(kinds)

    def line(self, number: int) -> Line:
        """Return a line as it was."""
        if number in self._others:
            return self._others[number]
        style, font_size, page_number, angle, clipped = self._kinds[self._kind_of[number]]
        box = Box(*self._places[4 * number : 4 * number + 4])
        text = self._text[self._ends[number] : self._ends[number + 1]]
        return Line((Run(text, style, box),), box, font_size, page_number, angle, clipped)
