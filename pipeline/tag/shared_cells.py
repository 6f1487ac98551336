"""Mark and text that share one cell, taken apart first of all: ``○ 実施した`` → status ○, response 実施した.

Three tables print them so: one whose only column holds both, one whose row merges the two columns, and one without a
status column whose responses begin with a mark or with 【対応済】.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.model import Column, Row, StyledText
from pipeline.styled import EMPTY, cut_text
from pipeline.tag.status import StatusReading, read_opening, read_status

OPENING_SHARE = 0.6
"""Share of the responses that must begin with a status before the beginning is taken for one."""


class _Signs(NamedTuple):
    """What explains marks: the document's legend, and the signs that the series uses besides those of all."""

    legend: Mapping[str, str]
    own: Collection[str]


class _Halves(NamedTuple):
    status: StyledText
    rest: StyledText


def _halves(text: StyledText, text_start: int) -> _Halves:
    status_end = len(text.text[:text_start].rstrip())
    return _Halves(cut_text(text, 0, status_end), cut_text(text, text_start, len(text.text)))


def _move(row: Row, status: StyledText, response: StyledText, *, source: str) -> Row:
    """Return the row with its status and response set; both are dittos where the cell they came from was one."""
    dittos = row.dittos | {"status", "response"} if source in row.dittos else row.dittos
    return replace(row, values={**row.values, "status": status, "response": response}, dittos=dittos)


def _split_status_cell(row: Row, signs: _Signs, header: str) -> Row:
    """Return the row with what follows the mark in its status cell moved to the response, or else to extra."""
    text = row.values.get("status", EMPTY)
    if not text.text:
        opening = _opening(row, signs)
        return _split_response(row, signs) if opening and opening.parts[0] in signs.legend else row
    reading = read_status(text.text, signs.legend, signs.own)
    if reading.text_start is None:
        return row
    halves = _halves(text, reading.text_start)
    if not row.values.get("response", EMPTY).text:
        return _move(row, halves.status, halves.rest, source="status")
    name = header if header not in row.extra else f"{header} (status)"
    return replace(row, values={**row.values, "status": halves.status}, extra={**row.extra, name: halves.rest})


def _opening(row: Row, signs: _Signs) -> StatusReading | None:
    text = row.values.get("response", EMPTY).text
    return read_opening(text, signs.legend, signs.own) if text else None


def _is_bullet(row: Row, reading: StatusReading) -> bool:
    """Return whether the mark opens a second paragraph as well: then it is a bullet."""
    paragraphs = row.values["response"].text.split("\n")[1:]
    return any(read_status(paragraph).mark == reading.mark for paragraph in paragraphs)


def _responses_open_with_status(rows: Sequence[Row], signs: _Signs) -> bool:
    """Return whether a table without a status column prints the status at the beginning of its responses.

    ○ opens many a paragraph as a bullet, so without a legend there must be two different marks and no bullets.
    """
    with_response = [row for row in rows if row.values.get("response", EMPTY).text]
    openings = [(row, reading) for row in with_response if (reading := _opening(row, signs))]
    if not openings or len(openings) < OPENING_SHARE * len(with_response):
        return False
    if any(part in signs.legend for _, reading in openings for part in reading.parts):
        return True
    return len({reading.mark for _, reading in openings}) > 1 and not any(_is_bullet(*opening) for opening in openings)


def _split_response(row: Row, signs: _Signs) -> Row:
    text = row.values.get("response", EMPTY)
    reading = _opening(row, signs)
    if reading is None:
        return row
    if reading.text_start is None:
        return _move(row, text, EMPTY, source="response")
    halves = _halves(text, reading.text_start)
    return _move(row, halves.status, halves.rest, source="response")


def _statuses_are_sentences(rows: Sequence[Row], signs: _Signs) -> bool:
    """Return whether most cells of the status column begin with no mark: then it is a column of responses."""
    cells = [row.values["status"].text for row in rows if row.values.get("status", EMPTY).text]
    return sum(read_status(cell, signs.legend, signs.own).mark is None for cell in cells) * 2 > len(cells)


def split_shared_cells(
    rows: Sequence[Row], columns: Sequence[Column], legend: Mapping[str, str], own: Collection[str] = ()
) -> tuple[Row, ...]:
    """Return the rows with status and response each in its own field, however the table prints them.

    No character is lost but the sign between the two: what follows a mark goes to the response, or, where the row has
    one, to ``extra`` under the status column's header. Offsets of spans are those of the new texts. ``own`` are the
    signs that the series uses.
    """
    signs = _Signs(legend, own)
    fields = {column.field: column.header for column in columns}
    if "response" not in fields and _statuses_are_sentences(rows, signs):
        rows = [_move(row, EMPTY, row.values.get("status", EMPTY), source="status") for row in rows]
    elif "status" in fields or any("status" in row.values for row in rows):
        return tuple(_split_status_cell(row, signs, fields.get("status", "status")) for row in rows)
    if _responses_open_with_status(rows, signs):
        return tuple(_split_response(row, signs) for row in rows)
    return tuple(rows)
