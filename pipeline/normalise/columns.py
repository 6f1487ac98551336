"""The main table's columns: what stands at their head, and which field each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.findings import finding
from pipeline.model import Cell, Column, Finding, Series
from pipeline.normalise.breaks import latin_words_meet
from pipeline.normalise.characters import Repair
from pipeline.normalise.column_content import (
    are_marks,
    find_number_column,
    is_explained,
    tell_response_by_sentences,
    tell_status_by_legend,
    tell_status_from_area,
    tell_status_from_response,
)
from pipeline.vocabulary.header_fields import HeaderMatch, map_headers
from pipeline.vocabulary.headers import SEPARATOR, SURE
from pipeline.vocabulary.labels import nameless_column

_SPREAD = re.compile(r"(?:[^\W\d_a-zA-Z][ \u3000]+)+[^\W\d_a-zA-Z]")
_ENOUGH_SURE = 2
"""Fields beside the number that a table must surely have, one of them issue or response, to be a table of items at all:
a list of clinics has a 担当 and a votes table a 区分, and they mean something else there."""

_TELLING = frozenset({"issue", "response"})
"""Fields that few tables of another kind have: a table that has one and is taken for no table of items is told.

Councils print 議決結果, and offices 評価, beside columns of all kinds.
"""


class ColumnClaims(NamedTuple):
    """The columns in order, and what was noticed about them."""

    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]


def header_texts(cells: Iterable[Cell], column_count: int, repair: Repair) -> list[str]:
    """Return each column's header, rows joined by `` / ``; empty where nothing stands above a column.

    A header cell that spans columns gives its text to each of them, one that spans rows is read once, and a header
    that is printed again on the next page is not read again. Letters spread over the cell are squeezed.
    """
    texts: list[list[str]] = [[] for _ in range(column_count)]
    for cell in _first_header(cells):
        text = header_text(cell, repair)
        for column in range(cell.column_index, min(cell.column_index + cell.column_span, column_count)):
            if text and text not in texts[column][-1:]:
                texts[column].append(text)
    return [SEPARATOR.join(rows) for rows in texts]


def _first_header(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells of the header where it is printed first: the first header rows that follow each other.

    The columns of a wide sheet may have theirs on another page, in the same rows.
    """
    headers = sorted((cell for cell in cells if cell.is_header), key=lambda cell: (cell.row_index, cell.column_index))
    if not headers:
        return []
    pages: dict[int, int] = {}
    for cell in headers:
        pages[cell.row_index] = min(cell.page_number, pages.get(cell.row_index, cell.page_number))
    end = headers[0].row_index + 1
    first: list[Cell] = []
    for cell in headers:
        if cell.row_index > end or pages[cell.row_index] != pages[headers[0].row_index]:
            break
        end = max(end, cell.row_index + cell.row_span)
        first.append(cell)
    return first


def header_text(cell: Cell, repair: Repair) -> str:
    """Return a header cell's text in one line: printed line breaks are no part of it."""
    text = ""
    for line in cell.lines:
        printed = repair(line.text).strip()
        text += (" " if latin_words_meet(text, printed) else "") + printed
    return re.sub(r"[ \u3000]+", "", text) if _SPREAD.fullmatch(text) else text


def claim_columns(
    headers: Sequence[str], bodies: Sequence[Sequence[str]], series: Series, notes: Sequence[str] = ()
) -> ColumnClaims:
    """Return the columns with the field of each.

    By the header's wording; and by what stands below it, where one header spans the mark and the text of 対応状況, or
    where a column of running numbers has no header.

    Args:
        headers: The columns' header texts.
        bodies: The texts of each column's cells, row by row, blank ones included.
        series: Whose own wordings go first.
        notes: What stands around the table: a legend there may explain the marks of a column.
    """
    matches = list(map_headers(headers, series))
    tell_status_from_area(matches, bodies)
    tell_status_from_response(matches, bodies)
    tell_status_by_legend(matches, bodies, notes)
    tell_response_by_sentences(matches, bodies)
    withdrawn: dict[int, str] = {}
    if not (_is_table_of_items(matches, bodies) or _has_explained_status(matches, bodies, notes)):
        for index, match in enumerate(matches):
            if match.field == "number" or match.way == "series":
                continue
            if match.field is not None:
                withdrawn[index] = match.field
            matches[index] = match._replace(field=None, rival=None)
    find_number_column(matches, bodies)
    columns = tuple(
        Column(index, match.header or nameless_column(index), match.field) for index, match in enumerate(matches)
    )
    found = (*_findings(columns, matches, bodies, withdrawn), *_headers_below(bodies, series))
    return ColumnClaims(columns, found)


_HEADERS_IN_A_COLUMN = 3
"""Different fields that the texts of a column name from which on they are headers; 意見, 要望, 質問 are one field."""


def _headers_below(bodies: Sequence[Sequence[str]], series: Series) -> Iterable[Finding]:
    """Yield a finding where the first column names fields, or a column names the same ones in each row.

    The table stands on its side, or each item has a small table of its own: 意見 and below it 回答, beside one number.
    """
    texts = list(dict.fromkeys(text.strip() for text in bodies[0] if text.strip())) if bodies else []
    if len(_sure_fields(texts, series)) >= _HEADERS_IN_A_COLUMN:
        yield finding("headers_in_first_column", text=", ".join(texts[:10]))
    for body in bodies:
        rows = [text for text in body if text]
        names = rows[0].split("\n") if len(rows) > 1 else []
        if len(names) > 1 and len(set(rows)) == 1 and len(_sure_fields(names, series)) == len(names):
            yield finding("headers_in_first_column", "in_each_row", text=", ".join(names))


def _sure_fields(texts: Sequence[str], series: Series) -> set[str | None]:
    return {match.field for match in map_headers(texts, series) if match.score >= SURE} - {None}


def _is_table_of_items(matches: Sequence[HeaderMatch], bodies: Sequence[Sequence[str]]) -> bool:
    """Return whether the fields found are those of a table of items.

    Issue or response, and a second field, surely. Or both of them, one surely, the other by how its header begins or by
    likeness; or one by how its header begins, and two more fields surely. Or neither, but a status with marks below it
    and two more fields: 施策名, 評価 (◎○△×), 担当課.
    """
    sure = {match.field for match in matches if match.score >= SURE} - {None, "number"}
    telling = {match.field: match for match in matches if match.field in ("issue", "response")}
    if len(sure) < _ENOUGH_SURE:
        contained = any(match.way == "contained" for match in telling.values())
        return len(telling) > 1 and not contained and not sure.isdisjoint(telling)
    if any(match.score >= SURE or match.way == "prefix" for match in telling.values()):
        return True
    marked = any(match.field == "status" and are_marks(bodies[index]) for index, match in enumerate(matches))
    return marked and "status" in sure and len(sure) > _ENOUGH_SURE


def _has_explained_status(
    matches: Sequence[HeaderMatch], bodies: Sequence[Sequence[str]], notes: Sequence[str]
) -> bool:
    """Return whether a legend explains all that stands in a column that is surely the status, beside another field."""
    fields = {match.field for match in matches if match.score >= SURE} - {None, "number", "status"}
    return bool(fields) and any(
        match.field == "status" and match.score >= SURE and is_explained(body, [match.header], notes)
        for match, body in zip(matches, bodies, strict=True)
    )


def _findings(
    columns: Sequence[Column],
    matches: Sequence[HeaderMatch],
    bodies: Sequence[Sequence[str]],
    withdrawn: Mapping[int, str],
) -> Iterable[Finding]:
    claimed = {column.field: column for column in columns}
    if not _TELLING.isdisjoint(withdrawn.values()):
        named = ", ".join(f"「{columns[index].header}」 ({field})" for index, field in withdrawn.items())
        yield finding("not_a_table_of_items", columns=named)
    for column, match, body in zip(columns, matches, bodies, strict=True):
        if (
            match.rival in claimed
            and column.field != match.rival
            and match.rival in (*_TELLING, "status")
            and not match.gave_way
        ):
            winner = claimed[match.rival]
            yield finding(
                "ambiguous_header",
                field=match.rival,
                text=column.header,
                winner=winner.header,
            )
        if column.field is None and (match.header or any(text.strip() for text in body)):
            taken_back = withdrawn.get(column.column_index)
            yield finding(
                "unmapped_header",
                "taken_back" if taken_back else "unknown",
                field=column.header,
                text=column.header,
                claim=taken_back,
            )
