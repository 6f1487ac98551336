"""What the page says above a table and between its parts: captions, and headings of the rows below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.front_matter import wraps
from pipeline.model import Line, PageFacts, PrintedGrid, squeezed
from pipeline.vocabulary.front import heading_level, may_be_heading
from pipeline.writing.kinsoku import opening_of

NEAR = 30.0
"""In points. A heading stands this near above its table, or above a note (（単位：千円）) that does."""

BESIDE = 20.0
"""In points. A heading may begin or end this far outside the table that it belongs to."""

SAME_SIZE = 0.6
"""In points, for two headings set in one size."""

BESIDE_EACH_OTHER = 3.0
"""In points, for the bottoms of two headings on one line."""

SAME_LEFT = 6.0
"""In points, for two headings that begin below each other."""


_BEHIND = re.compile(r"(?<=.)[(（][^()（）]{1,12}[)）]$")

MOST_LINES = 8
"""Of a heading. More are a letter."""

Lines = tuple[Line, ...]


class Surroundings(Struct, frozen=True):
    """What stands around the tables of a document, by page. ``running`` texts stand on every page with a table."""

    pages: Mapping[int, PageFacts]
    grids: Mapping[int, Sequence[PrintedGrid]]
    running: frozenset[str]

    @classmethod
    def of(cls, facts: Iterable[PageFacts], grids: Iterable[PrintedGrid]) -> Surroundings:
        """Return what stands around these tables."""
        by_page: dict[int, list[PrintedGrid]] = {}
        for grid in grids:
            by_page.setdefault(grid.page_number, []).append(grid)
        pages = {page.page_number: page for page in facts if page.page_number in by_page}
        counts = Counter(text for page in pages.values() for text in {line.text for line in page.furniture})
        running = frozenset(text for text, count in counts.items() if count == len(pages) > 1)
        return cls(pages, by_page, running)


class PartHeadings(Struct, frozen=True):
    """The lines above each part of a table that head it, none where nothing does, and what stands above the whole.

    ``passed_over`` are lines at the tops of later pages that look like no heading of the table, below one that is.
    """

    of_parts: tuple[Lines, ...]
    caption: Lines
    passed_over: Lines = ()

    def new_sections(self) -> frozenset[int]:
        """Return the parts above which another heading stands than above the one before: no row goes on in them.

        The heading of a part that a page cuts is printed again on the next page, at times with （続き） behind it.
        """
        found: set[int] = set()
        last = ""
        for index, lines in enumerate(self.of_parts):
            text = _BEHIND.sub("", squeezed(lines))
            if text and last and not (text.startswith(last) or last.startswith(text) or last.endswith(text)):
                found.add(index)
            last = text or last
        return frozenset(found)


def part_headings(chain: Sequence[PrintedGrid], around: Surroundings, own: Iterable[str]) -> PartHeadings:
    """Return what heads the parts of a table.

    Between two parts on one page nearly every line is a heading; at the top of a page one that opens as headings do, or
    looks like the line above the first part. The line above the first part heads it alone where it is like the others,
    else it is the caption of the whole.

    Args:
        chain: The printed tables that are one, in order.
        around: What stands around the document's tables.
        own: The texts of the table's own heading rows.
    """
    first = lines_above(chain[0], around) or lines_above(chain[0], around, running=True)
    found: list[Lines] = [()]
    passed: dict[int, Line] = {}
    for above, grid in pairwise(chain):
        lines = lines_above(grid, around)
        is_between = above.page_number == grid.page_number and above.top < grid.top
        is_heading = bool(lines) and (is_between or _heads_a_page(lines, first))
        if lines and not is_heading:
            passed[len(found)] = lines[-1]
        found.append(lines if is_heading else ())
    others = [lines[0].text for lines in found if lines] + list(own)
    is_like_others = bool(first) and (
        len(by_level(first)) > 1
        or any(_opens_alike(first[0].text, other) for other in others)
        or any(_looks_alike(first, lines) for lines in found if lines)
    )
    if is_like_others:
        found[0] = first
    opens = bool(first) and _opens(first[0].text)
    below = 0 if opens else next((index for index, lines in enumerate(found) if lines), len(found))
    running = Counter(_without_digits((line,)) for line in (*first[-1:], *passed.values()))  # 一覧（2/3）
    passed_over = tuple(
        line for index, line in passed.items() if index > below and running[_without_digits((line,))] == 1
    )
    return PartHeadings(tuple(found), () if is_like_others else (by_level(first) or [()])[-1], passed_over)


def lines_above(grid: PrintedGrid, around: Surroundings, *, running: bool = False) -> Lines:
    """Return the nearest line right above a printed table that may be a heading, with those that wrap into it.

    Lines that stand on every page are passed over, unless ``running`` ones are wanted.
    """
    page = around.pages.get(grid.page_number)
    if page is None:
        return ()
    edge = grid.top
    above = _placed_above(grid, page, around.grids[grid.page_number])
    for index, (top, bottom, line) in enumerate(above):
        if edge - bottom > NEAR:
            return ()
        if may_be_heading(line.text) and (running or line.text not in around.running):
            lines = _narrowest_first([line for _, _, line in above[index : index + MOST_LINES]])
            return (*_wider_levels(lines), *_with_wrapped(lines, page))
        edge = min(edge, top)
    return ()


def _placed_above(grid: PrintedGrid, page: PageFacts, grids: Sequence[PrintedGrid]) -> list[tuple[float, float, Line]]:
    """Return the lines between a table and the one above it, nearest first, each with its top and bottom."""
    ceiling = max(
        (
            other.bottom
            for other in grids
            if other is not grid
            and other.bottom <= grid.top + 1
            and min(other.columns[-1], grid.columns[-1]) > max(other.columns[0], grid.columns[0])
        ),
        default=0.0,
    )
    placed = ((line, line.box.turned(grid.angle, page.width, page.height)) for line in page.furniture)
    above = [
        (box.top, box.bottom, line)
        for line, box in placed
        if ceiling - 1 <= box.top
        and box.bottom <= grid.top + 3
        and box.x0 < grid.columns[-1] + BESIDE
        and box.x1 > grid.columns[0] - BESIDE
    ]
    return sorted(above, key=lambda entry: -entry[1])


def _narrowest_first(lines: Sequence[Line]) -> list[Line]:
    """Return lines that go upwards with those beside the first in order of their levels: (款)2 総務費 (項)1 管理費."""
    beside = [line for line in lines if abs(line.box.bottom - lines[0].box.bottom) <= BESIDE_EACH_OTHER]
    levels = {id(line): level for line in beside if (level := heading_level(line.text)) is not None}
    if len(levels) < len(beside):
        return list(lines)
    return [*sorted(beside, key=lambda line: -levels[id(line)]), *lines[len(beside) :]]


def _wider_levels(lines: Sequence[Line]) -> list[Line]:
    """Return the headings of wider levels that stand right above or beside the first of lines, the widest first."""
    found: list[Line] = []
    level = heading_level(lines[0].text)
    for below, line in pairwise(lines):
        wider = heading_level(line.text)
        if level is None or wider is None or wider >= level or below.box.top - line.box.bottom > NEAR:
            break
        found.insert(0, line)
        level = wider
    return found


def by_level(lines: Lines) -> list[Lines]:
    """Return the lines above a part by the headings that they are: one, but where each names a level of its own."""
    headings: list[Lines] = []
    for line in lines:
        if headings and heading_level(line.text) is None:
            headings[-1] = (*headings[-1], line)
        else:
            headings.append((line,))
    return headings


def _with_wrapped(lines: Sequence[Line], page: PageFacts) -> Lines:
    """Return the first of lines that go upwards, and those above it of which it is the rest."""
    count = 1
    while count < len(lines) and wraps(lines[count], lines[count - 1], page):
        count += 1
    return tuple(reversed(lines[:count]))


def _heads_a_page(lines: Lines, first: Lines) -> bool:
    if _opens(lines[0].text):
        return True
    return bool(first) and _looks_alike(lines, first) and _without_digits(lines) != _without_digits(first)


def _opens(text: str) -> bool:
    return opening_of(text) is not None or heading_level(text) is not None


def _opens_alike(first: str, second: str) -> bool:
    """Tell whether two texts open with a bullet or number of one kind."""
    opening, other = opening_of(first), opening_of(second)
    return opening is not None and other is not None and opening.name == other.name


def _looks_alike(first: Lines, second: Lines) -> bool:
    one, other = first[0], second[0]
    return abs(one.font_size - other.font_size) < SAME_SIZE and abs(one.box.x0 - other.box.x0) < SAME_LEFT


def _without_digits(lines: Lines) -> str:
    return re.sub(r"\d+", "", squeezed(lines))
