"""What goes on over a page break, whole rows and single cells: decided here alone, for print and for transcripts.

What is drawn, or said by the rows themselves, is in ``Cell.continues``, which the later rooms believe. Cells that are
merged with nothing drawn to show it are known by their columns' fields, and so asked for once these are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from pipeline.vocabulary.ditto import is_ditto
from pipeline.vocabulary.front import without_continued
from pipeline.vocabulary.status import is_mark
from pipeline.writing.kinsoku import opening_of
from pipeline.writing.numbers import is_figure, is_total
from pipeline.writing.word_breaks import goes_on_in

_CODE = re.compile(r"\d+(?=[^\W\d_])")

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

    It does where it says so. In a table with numbers, it does where it has none, unless something in it begins a row: a
    ditto; a figure below a figure; a mark, where nothing above breaks off; or text in every column, where the page
    before had room left. Without numbers, it does where most of the columns that are never blank are blank, or where
    what stands above breaks off.

    Args:
        below: The page's first row below the header.
        before: How the page before ends.
        habits: How the table fills its columns.
    """
    texts = {column: text for column, text in below.items() if text}
    return says_it_goes_on(texts, before.begun, habits.number_column) or _is_cut(texts, below, before, habits)


def _is_cut(texts: RowTexts, below: RowTexts, before: PageEnd, habits: TableHabits) -> bool:
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


def says_it_goes_on(below: RowTexts, begun: RowTexts, number_column: int | None) -> bool:
    """Tell whether a page's first row says that it goes on (続き), and has no number, or that of the row above."""
    said = {column: without_continued(text) for column, text in below.items()}
    if said == below:
        return False
    if number_column is None:
        return "" in said.values()
    return said.get(number_column, "") in ("", begun.get(number_column))


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


# ── single cells of a row that is a new one ─────────────────────────────────────────────────────────────────────────


LONGEST_LABELS = 24
"""Characters of two texts that may be the labels of two groups of rows; longer ones are sentences."""


class TopCell(Struct, frozen=True):
    """A cell of a page's first row: what it says, and whether it, or the cell above the break, is drawn merged.

    ``above`` is what the cell above says; None where none with text reaches the table's end.
    """

    column: int
    text: str
    above: str | None
    is_merged: bool
    is_merged_above: bool


def cell_goes_on(cell: TopCell, before: PageEnd, habits: TableHabits) -> bool:
    """Tell whether a cell of a page's first row, which is a new one, is one with the cell above the page break.

    A merged cell is drawn again on the next page: blank, or with the rest of its words. Its words go on where the last
    line above is full, or where the break cuts a word. Every line of a narrow column is full: two labels in a column
    that merges (生活環境, 健康福祉) are one only where a word is cut.
    """
    if cell.column == habits.number_column:
        return False
    if not cell.text:
        return cell.is_merged or cell.column in habits.merging
    if (said := without_continued(cell.text)) != cell.text:
        return said in ("", cell.above)
    if cell.above is None or _has_next_code(cell.above, cell.text):
        return False
    if cell.is_merged or cell.is_merged_above:
        opens_nothing = cell.column in habits.enumerated and not opens_entry(cell.text)
        may_be_labels = cell.column in habits.merging and len(cell.above + cell.text) <= LONGEST_LABELS
        if opens_nothing or (cell.column in before.broken_off and not may_be_labels):
            return True
    halves = {cell.above, cell.text}  # a half that stands elsewhere, too, is a label of its own
    is_label = not halves.isdisjoint(habits.repeated)
    return cell.column in habits.merging and not is_label and goes_on_in(cell.above, cell.text)


def _has_next_code(above: str, below: str) -> bool:
    """Tell whether both begin with a code and its name, the one below with a higher one: 6農林水産業費, 7商工費."""
    codes = [int(match[0]) for text in (above, below) if (match := _CODE.match(text))]
    return len(codes) == 2 and codes[0] < codes[1]


def opens_entry(text: str) -> bool:
    """Tell whether a text begins with a number, a letter or a bullet."""
    return text[:1].isdigit() or opening_of(text) is not None


class TextsAsked(Mapping[int, str]):
    """A row's texts by column. Labels are asked for again and again, the other texts at few page breaks."""

    __slots__ = ("_columns", "_labels", "_text_of")

    def __init__(self, columns: Collection[int], text_of: Callable[[int], str], labels: Iterable[int]) -> None:
        self._columns = columns
        self._text_of = text_of
        self._labels = {column: text_of(column) for column in labels if column in columns}

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[int]:
        return iter(self._columns)

    def __contains__(self, column: object) -> bool:
        return column in self._columns

    def __getitem__(self, column: int) -> str:
        label = self._labels.get(column)
        return self._text_of(column) if label is None else label


class BodyRow(Struct, frozen=True):
    """A row of a table's body: its texts, and the columns in which a cell is drawn merged down from a row before.

    ``full`` columns have no room for another line below their text. ``is_top`` says that it is whole, the first of its
    page, and under the heading of the row before.
    """

    texts: RowTexts
    merged: frozenset[int]
    is_top: bool
    full: frozenset[int] = frozenset()


LabelJoin = Literal["blank", "ahead", "rest"]
"""How a label goes on over a page break: it is not printed again below it; it is printed below it only; or half of its
words are below it."""


def labels_that_go_on(rows: Sequence[BodyRow], wide_to_narrow: Sequence[int]) -> list[dict[int, LabelJoin]]:
    """Return for each row the columns whose label is concluded to be one with that of the row above, and how.

    Every page may have a single row of a merged cell: nothing drawn shows the merge. It is concluded where a row is the
    first of its page and one of the two cells at the break is blank, in a column that leaves no cell blank but there,
    and never says "the same" by a ditto mark; or where the break cuts a word between two texts that stand nowhere else.
    Not beside a new text in a wider column.

    Args:
        rows: The rows of a table's body, in order.
        wide_to_narrow: The columns that print a text once for several rows; each ends where a wider one does.
    """
    candidates = {column for column in wide_to_narrow if _is_blank_at_breaks_only(rows, column)}
    return [dict(_labels_going_on(rows, number, wide_to_narrow, candidates)) for number in range(len(rows))]


def label_begins(rows: Sequence[BodyRow], number: int, column: int) -> int:
    """Return in which row the cell begins that covers a row in a column."""
    while number and column in rows[number].merged:
        number -= 1
    return number


def _is_blank_at_breaks_only(rows: Sequence[BodyRow], column: int) -> bool:
    tops = [number for number, row in enumerate(rows) if number and row.is_top and row.texts.get(column)]
    feet = {label_begins(rows, number - 1, column) for number in tops}
    for number, row in enumerate(rows):
        text = row.texts.get(column, "")
        at_break = row.is_top or number in feet
        if is_ditto(text) or not (text or at_break or column in row.merged or column not in row.texts):
            return False
    return True


def _labels_going_on(
    rows: Sequence[BodyRow], number: int, wide_to_narrow: Sequence[int], candidates: set[int]
) -> Iterator[tuple[int, LabelJoin]]:
    """Yield the columns that go on at a page's first row, up to the first that says something new."""
    row = rows[number]
    for column in wide_to_narrow if row.is_top else ():
        if column in row.merged or column not in row.texts:
            if row.texts.get(column):
                return
            continue
        above = rows[label_begins(rows, number - 1, column)]
        if not row.texts[column]:
            if column in candidates:
                yield column, "blank"
        elif column in candidates and column in above.texts and not above.texts[column]:
            said = [text for text in above.texts.values() if text]
            if len(said) < 2 or any(map(is_total, said)):  # a heading that nobody knew for one, or a sum of those above
                return
            yield column, "ahead"
        elif _is_half(rows, column, above, row):
            yield column, "rest"
        else:
            return


def _is_half(rows: Sequence[BodyRow], column: int, above: BodyRow, below: BodyRow) -> bool:
    """Tell whether a page break cuts a label in mid-word: no line had room above it, and neither half stands elsewhere.

    Of 19,000 pairs of labels 24 look cut (上水道｜産業振興: 道産 is a word); the room decides about these.
    """
    first, second = above.texts.get(column, ""), below.texts[column]
    if column not in above.full or not goes_on_in(first, second):
        return False
    said = [text for row in rows if (text := row.texts.get(column))]
    return said.count(first) == said.count(second) == 1
