"""The printed lines of a page in a few arrays, for documents of so many pages that memory matters.

A line as a record takes some 450 bytes: itself, its run, its box, their numbers and its text. In arrays it takes 80,
and is made anew each time that it is asked for, in a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from pipeline.model import PLAIN, Box, Line, Run, Style, squeezed


def pack_lines(cells: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Yield the lines of each of a page's cells, packed. They are the same lines."""
    page = PageOfLines([line for lines in cells for line in lines])
    first = 0
    for lines in cells:
        end = first + len(lines)
        yield PackedLines(page, first, end) if lines else ()
        first = end


class PackedLines(Sequence[Line]):
    """Some lines of a page, each made when it is asked for."""

    __slots__ = ("end", "first", "page")

    def __init__(self, page: PageOfLines, first: int, end: int) -> None:
        self.page = page
        self.first = first
        self.end = end

    def __len__(self) -> int:
        return self.end - self.first

    def __iter__(self) -> Iterator[Line]:
        return map(self.page.line, range(self.first, self.end))

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return self.page.line(range(self.first, self.end)[index])

    def squeezed(self) -> str:
        """Return what ``model.squeezed`` says of them, without making them."""
        return squeezed(self) if self.page.others else "".join(self.page.text(self.first, self.end).split())

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (tuple(self),)  # another process gets them as they were


class _Kind(NamedTuple):
    """What many lines of a page have in common."""

    style: Style
    font_size: float
    page_number: int
    angle: int
    clipped: bool


class PageOfLines:
    """The lines of a page, by number. Those that are not of one run, and so few, are kept as they are."""

    __slots__ = ("_ends", "_kind_of", "_kinds", "_places", "_text", "others")

    def __init__(self, lines: Sequence[Line]) -> None:
        kinds: dict[_Kind, int] = {}
        texts: list[str] = []
        self._places, self._ends, self._kind_of = array("d"), array("i", [0]), array("h")
        self.others: dict[int, Line] = {}
        for number, line in enumerate(lines):
            run = line.runs[0] if len(line.runs) == 1 and line.runs[0].box == line.box else None
            if run is None:
                self.others[number] = line
            kind = _Kind(run.style if run else PLAIN, line.font_size, line.page_number, line.angle, line.clipped)
            texts.append(run.text if run else "")
            self._places.extend(line.box)
            self._ends.append(self._ends[-1] + len(texts[-1]))
            self._kind_of.append(kinds.setdefault(kind, len(kinds)))
        self._text = "".join(texts)
        self._kinds = tuple(kinds)

    def text(self, first: int, end: int) -> str:
        """Return what some lines say, one after the other, but for ``others``."""
        return self._text[self._ends[first] : self._ends[end]]

    def line(self, number: int) -> Line:
        """Return a line as it was."""
        if number in self.others:
            return self.others[number]
        style, font_size, page_number, angle, clipped = self._kinds[self._kind_of[number]]
        box = Box(*self._places[4 * number : 4 * number + 4])
        text = self.text(number, number + 1)
        return Line((Run(text, style, box),), box, font_size, page_number, angle, clipped)
