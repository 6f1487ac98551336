"""Excel workbooks, written row by row: texts as texts and never a formula, nothing cut, the same bytes each time.

XlsxWriter keeps one row of a sheet in memory. What Excel cannot hold in one cell goes on in the row below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BufferedWriter, FileIO
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from traceback import clear_frames
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.errors import UsageError

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
"""What a sheet can hold, and a cell: UTF-16 units, of which a rare character has two."""

LONGEST_SHEET_NAME = 31
CONTINUED = "（続き）"
"""Stands in the first cell of a row that goes on from the row above it."""

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = {"font_name": "Yu Gothic", "font_size": 10}
"""Excel's own for Japanese since 2016; one that is missing is replaced by the program that opens the file."""


class Look(NamedTuple):
    """How a stretch of text looks in a cell; ``fill`` is the cell's, because Excel fills no part of one."""

    colour: str | None = None  # as #rrggbb
    bold: bool = False
    underline: bool = False
    strike: bool = False
    fill: str | None = None


PLAIN = Look()


class Run(NamedTuple):
    """A stretch of a cell's text in one look."""

    text: str
    look: Look = PLAIN


Value = str | int | float | bool | Sequence[Run] | None
"""What a cell may hold: a plain text, a number, a truth value, a text in several looks, or nothing."""


class Column(NamedTuple):
    """A column of a sheet: its header, and its width in half-width characters."""

    title: str
    width: float


class _FailsOnce(FileIO):
    """A file of which only the first failure is told.

    A ZIP archive that could not be closed (the disk is full) is closed again when it is thrown away, where Python can
    only print the traceback of what fails then.
    """

    _has_failed = False

    def write(self, content: Any, /) -> int:
        if self._has_failed:
            return memoryview(content).nbytes
        try:
            return super().write(content)
        except OSError:
            self._has_failed = True
            raise


class Workbook:
    """A workbook that is being written; to be used in ``with``.

    Args:
        path: The file; its folder is there.

    Raises:
        UsageError: XlsxWriter is not installed.
        OSError: The file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            what = "Excel needs XlsxWriter, which is not installed"
            raise UsageError(what, remedy="Run pip install 'akaji[excel]'.") from error
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        self._file = BufferedWriter(_FailsOnce(path, "w"))
        self._book = xlsxwriter.Workbook(self._file, options)
        self._book.set_properties({"created": _EPOCH})
        self._formats: dict[tuple[Look, bool], Any] = {}
        self._names: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()  # also after an error: it removes its temporary files
        except FileCreateError as refused:
            system_error: OSError = refused.args[0]
            clear_frames(system_error.__traceback__)  # throws the archive away, which writes to the file once more
            raise system_error from None
        finally:
            self._file.close()

    def add_sheet(self, name: str, columns: Sequence[Column], *, above: Sequence[str] = (), wrap: bool = True) -> Sheet:
        """Return a new sheet whose header is written; rows are filtered by it, and it stays in sight.

        Args:
            name: Its name; shortened, and numbered where another sheet has it.
            columns: Titles and widths.
            above: Lines of text above the header.
            wrap: Whether long texts go on in the next line of their cell.
        """
        sheet = self._book.add_worksheet(self._free_name(name))
        return Sheet(self, sheet, columns, above, wrap=wrap)

    def _free_name(self, name: str) -> str:
        number, free = 1, name[:LONGEST_SHEET_NAME]
        while free.lower() in self._names:
            number += 1
            tail = f"-{number}"
            free = name[: LONGEST_SHEET_NAME - len(tail)] + tail
        self._names.add(free.lower())
        return free

    def format(self, look: Look, *, wrap: bool) -> Any:
        """Return XlsxWriter's format for a look; each is made once."""
        if (look, wrap) not in self._formats:
            described: dict[str, Any] = {**_FONT, "valign": "top", "text_wrap": wrap, "bold": look.bold}
            described |= {"underline": int(look.underline), "font_strikeout": look.strike}
            described |= {"font_color": look.colour} if look.colour else {}
            described |= {"bg_color": look.fill} if look.fill else {}
            self._formats[look, wrap] = self._book.add_format(described)
        return self._formats[look, wrap]


_HEADER = Look(bold=True, fill="#d9e1f2")
_TITLE = Look(bold=True)


class Sheet:
    """A sheet that is being written, got from ``Workbook.add_sheet``."""

    def __init__(
        self, book: Workbook, sheet: Any, columns: Sequence[Column], above: Sequence[str], *, wrap: bool
    ) -> None:
        self._book, self._sheet, self._wrap = book, sheet, wrap
        self.row_count = 0
        for line in above:
            self._write_cell(0, (Run(line, _TITLE),), wrap=False)
            self.row_count += 1
        self._write_row([(Run(column.title, _HEADER),) for column in columns])
        self._header = self.row_count - 1
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.freeze_panes(self.row_count, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._header)
        self._last_column = len(columns) - 1

    def write(self, values: Sequence[Value]) -> None:
        """Write a row, and as many rows more as its longest text needs.

        Raises:
            UsageError: The sheet is full.
        """
        parts = [_parts(value) for value in values]
        for index in range(max(map(len, parts), default=0)):
            row = [part[index] if index < len(part) else None for part in parts]
            if index and len(parts[0]) <= index:
                row[0] = CONTINUED
            self._write_row(row)
        self._sheet.autofilter(self._header, 0, max(self.row_count - 1, self._header), self._last_column)

    def _write_row(self, values: Sequence[Value]) -> None:
        if self.row_count >= MOST_ROWS:
            raise UsageError(f"a sheet of Excel holds {MOST_ROWS} rows, and there are more", remedy="Use --format csv.")
        for column, value in enumerate(values):
            self._write_cell(column, value, wrap=self._wrap)
        self.row_count += 1

    def _write_cell(self, column: int, value: Value, *, wrap: bool) -> None:
        row, plain = self.row_count, self._book.format(PLAIN, wrap=wrap)
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, plain)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value, plain)
        else:
            self._write_text(row, column, [Run(value)] if isinstance(value, str) else value, wrap=wrap)

    def _write_text(self, row: int, column: int, runs: Sequence[Run], *, wrap: bool) -> None:
        runs = [Run(_NO_XML.sub("\ufffd", run.text), run.look) for run in _joined(runs)]
        text = "".join(run.text for run in runs)
        fill = next((run.look.fill for run in runs if run.look.fill), None)
        if len(runs) == 1 and not text.startswith("<r>"):
            self._sheet.write_string(row, column, text, self._book.format(runs[0].look, wrap=wrap))
        elif runs:
            # XlsxWriter takes a text that begins with <r> for markup of its own, and would write it as it is.
            whole = runs if len(runs) > 1 else [Run(text[:1], runs[0].look), Run(text[1:], runs[0].look)]
            fragments = [part for run in whole for part in (self._book.format(run.look, wrap=wrap), run.text)]
            cell = self._book.format(Look(fill=fill), wrap=wrap)
            self._sheet.write_rich_string(row, column, *fragments, cell)


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs with text, those that look alike as one."""
    for look, alike in groupby((run for run in runs if run.text), key=attrgetter("look")):
        yield Run("".join(run.text for run in alike), look)


def fits_cell(text: str) -> bool:
    """Return whether a cell can hold a text."""
    return len(text) * 2 <= LONGEST_TEXT or _length(text) <= LONGEST_TEXT


def _length(text: str) -> int:
    """Return a text's length as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_PIECE = LONGEST_TEXT // 2
"""Characters that fit a cell whatever they are."""


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that fit a cell each."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _parts(value: Value) -> list[Value]:
    """Return a value as the parts of it that a cell can hold; most are one."""
    if value is None or isinstance(value, bool | int | float):
        return [value]
    runs = [Run(value)] if isinstance(value, str) else value
    if fits_cell("".join(run.text for run in runs)):
        return [value]
    parts: list[list[Run]] = [[]]
    room = _PIECE
    for piece in (Run(text, run.look) for run in runs for text in pieces(run.text)):
        if len(piece.text) > room:
            parts.append([])
            room = _PIECE
        parts[-1].append(piece)
        room -= len(piece.text)
    return [tuple(part) for part in parts if part]
