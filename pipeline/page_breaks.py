"""Whether the first row of a page goes on from the page before: decided here alone, for print and for transcripts.

The answer is in ``Cell.continues``, which the later rooms believe.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.numbers import is_figure
from pipeline.vocabulary.status import is_mark

RowTexts = Mapping[int, str]
"""What the cells that begin in a row say, without white space, by column; the empty string for blank ones."""


class TableHabits(Struct, frozen=True):
    """How a table fills its columns, from which a row that is cut differs.

    ``merges_numbers`` says that the column of numbers merges cells down. ``never_blank`` columns are blank in hardly
    any row below the first of a page, none of a table too short to tell. ``merging`` columns merge cells down and leave
    none blank but at a page's top, and ``repeated`` are those of their texts that stand more than once. ``enumerated``
    columns begin each text with a number or letter. ``old_and_new`` columns have old and new wording side by side.
    """

    number_column: int | None
    merges_numbers: bool = False
    never_blank: frozenset[int] = frozenset()
    merging: frozenset[int] = frozenset()
    enumerated: frozenset[int] = frozenset()
    old_and_new: frozenset[int] = frozenset()
    repeated: frozenset[str] = frozenset()


class PageEnd(Struct, frozen=True):
    """How a page ends: its columns with text that reach the table's end, and the row that was begun last.

    ``broken_off`` are the columns of these whose text goes on elsewhere. ``has_room_left`` says that the page ends far
    below the table, so that hardly a row was cut.
    """

    filled: frozenset[int]
    broken_off: frozenset[int]
    begun: RowTexts
    has_room_left: bool


def row_goes_on(below: RowTexts, before: PageEnd, habits: TableHabits) -> bool:
    """Tell whether the first row of a page goes on from the page before.

    In a table with numbers, it does where it has none, unless something in it begins a row: a ditto; a figure below a
    figure; a mark, where nothing above breaks off; or text in every column, where the page before had room left.
    Without numbers, it does where most of the columns that are never blank are blank, or where what stands above breaks
    off.

    Args:
        below: The page's first row below the header.
        before: How the page before ends.
        habits: How the table fills its columns.
    """
    texts = {column: text for column, text in below.items() if text}
    if not texts or any(is_ditto(text) for text in texts.values()) or _has_figure_below_figure(texts, before):
        return False
    if habits.number_column is None:
        return _goes_on_without_number(texts, before, habits)
    if habits.number_column not in below or habits.number_column in texts:
        return False
    if before.broken_off & texts.keys():
        return True
    if any(is_mark(text) for text in texts.values()):
        return False
    filled = (habits.never_blank or before.filled) - {habits.number_column}
    is_whole = len(filled) > 1 and filled <= texts.keys()
    return habits.merges_numbers or not (is_whole and before.has_room_left)


def _goes_on_without_number(texts: RowTexts, before: PageEnd, habits: TableHabits) -> bool:
    if any(is_mark(text) for text in texts.values()):
        return False
    blank = habits.never_blank - texts.keys()
    mostly_blank = len(blank) >= 2 and 2 * len(blank) >= len(habits.never_blank)
    wordings = habits.old_and_new & texts.keys()
    all_broken_off = texts.keys() <= before.broken_off or (
        texts.keys() == wordings and bool(wordings & before.broken_off)
    )
    one_broken_off = bool(blank) and len(habits.never_blank) > 1 and bool(before.broken_off & texts.keys())
    return mostly_blank or all_broken_off or one_broken_off


def _has_figure_below_figure(texts: RowTexts, before: PageEnd) -> bool:
    """Tell whether a column has a figure on both sides of the break: no row has two; a total has one."""
    return any(is_figure(text) and is_figure(before.begun.get(column, "")) for column, text in texts.items())
