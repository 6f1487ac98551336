"""What a page break does to a table's rows: it cuts them, prints them again, and takes merged cells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Cell
from pipeline.vocabulary.ditto import is_ditto

Texts = Mapping[int, str]
"""The texts of a grid row by column, without white space; blank cells are left out."""


class PageBreaks(Struct, frozen=True):
    """What of a table tells new rows from old ones at the top of a page.

    ``number_columns`` are the columns in which numbers run on; ``headers`` the texts of
    the table's header rows.
    """

    number_columns: frozenset[int]
    headers: tuple[Texts, ...]

    @classmethod
    def of(cls, by_row: Mapping[int, Sequence[Cell]], headers: Iterable[Cell]) -> PageBreaks:
        """Return what the body, by grid row, and the header of a table tell."""
        header_rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in headers:
            header_rows[cell.row_index].append(cell)
        return cls(_number_columns(by_row.values()), tuple(_texts(row) for row in header_rows.values()))

    def repeats_header(self, row: Sequence[Cell], before: Sequence[Cell]) -> bool:
        """Return whether a grid row on a new page is a row of the header once more, though nothing else shows it."""
        if not before or row[0].page_number == before[0].page_number:
            return False
        here = _texts(row)
        return len(here) > 1 and here in self.headers

    def goes_on(self, row: Sequence[Cell], before: Sequence[Cell]) -> bool:
        """Return whether a grid row goes on from the one before; ``before`` is empty where there is none.

        Parse says so; blank cells say nothing where others have text, for a merged cell that a page break cut goes on
        beside a new row. Besides, the first row of a page goes on where it alone has no number, and no ditto or mark.
        """
        if not before:
            return False
        with_text = [cell for cell in row if cell.lines]
        if all(cell.continues for cell in with_text):
            return True
        if row[0].page_number <= before[0].page_number or not self.number_columns:
            return False
        numbered = {cell.column_index for cell in row} & self.number_columns
        has_number = any(cell.column_index in self.number_columns for cell in with_text)
        begins = any(is_ditto(cell.text) for cell in with_text)
        return bool(numbered) and not has_number and not begins and max(len(cell.text) for cell in with_text) > 8

    def prints_again(self, row: Sequence[Cell], before: Sequence[Cell]) -> bool:
        """Return whether the first row of a page is the last one of the page before, printed once more.

        Excel does so with a row that a page break cuts: what is centred in the row's height stands on both pages, what
        is long goes on. Believed where three cells and fifteen characters are the same, and either no cell is another
        or a running number is the same.
        """
        if row[0].page_number <= before[0].page_number:
            return False
        here, there = _texts(row), _texts(before)
        same = {column: text for column, text in here.items() if there.get(column) == text}
        if len(same) < 3 or sum(map(len, same.values())) < 15:
            return False
        return len(same) == len(here) or not self.number_columns.isdisjoint(same)


def _texts(row: Iterable[Cell]) -> dict[int, str]:
    return {cell.column_index: "".join(cell.text.split()) for cell in row if cell.lines}


def _number_columns(rows: Iterable[Sequence[Cell]]) -> frozenset[int]:
    texts: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for cell in row:
            if cell.lines:
                texts[cell.column_index].append(cell.lines[0].text.strip())
    return frozenset(column for column, found in texts.items() if len(found) > 2 and _are_numbers(found))


def _are_numbers(texts: Sequence[str]) -> bool:
    """Return whether nearly all texts are numbers that run on; they may begin again, or stand again."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 7]
    steps = sum(after - before in (0, 1) or after == 1 for before, after in pairwise(numbers))
    few = max(1, len(texts) // 10)
    return len(numbers) >= 0.9 * len(texts) and len(set(numbers)) > 1 and len(numbers) - 1 - steps <= few


def columns_merged_into(by_row: Mapping[int, Sequence[Cell]], first_rows: Sequence[int]) -> list[frozenset[int]]:
    """Return for each row, told by its first grid row, the columns in which a cell is merged down into it.

    A merged cell that a page break cuts is drawn again on the next page, blank, and there it may be a single row high,
    as may be what is left of it on the page before. It is told from an empty cell by its column: the first cell on
    its page, in a column that has merged cells and no blank ones but such.
    """
    inherited: list[set[int]] = [set() for _ in first_rows]
    number_of = {row_index: number for number, row_index in enumerate(first_rows)}
    merging = _merging_columns(by_row)
    pages: dict[int, int] = {}
    for row_index, row in by_row.items():
        for cell in row:
            is_first = cell.page_number > pages.get(cell.column_index, cell.page_number)
            pages[cell.column_index] = cell.page_number
            cut = is_first and not cell.lines and (cell.row_span > 1 or cell.column_index in merging)
            for covered in range(row_index + (not cut), row_index + cell.row_span):
                if covered in number_of:
                    inherited[number_of[covered]].add(cell.column_index)
    return [frozenset(columns) for columns in inherited]


def _merging_columns(by_row: Mapping[int, Sequence[Cell]]) -> frozenset[int]:
    """Return the columns that merge cells instead of leaving them blank."""
    merging: set[int] = set()
    leaving_blank: set[int] = set()
    pages: dict[int, int] = {}
    for row in by_row.values():
        for cell in row:
            is_first = cell.page_number != pages.get(cell.column_index)
            pages[cell.column_index] = cell.page_number
            if cell.row_span > 1:
                merging.add(cell.column_index)
            elif not cell.lines and not is_first and not cell.continues:
                leaving_blank.add(cell.column_index)
    return frozenset(merging - leaving_blank)
