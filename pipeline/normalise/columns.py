"""The main table's columns: what stands at their head, and which field each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.findings import finding
from pipeline.model import Cell, Column, Finding, Series
from pipeline.normalise.breaks import latin_words_meet
from pipeline.normalise.characters import Repair
from pipeline.vocabulary.headers import SEPARATOR, SURE, HeaderMatch, map_headers, says_mark_or_text
from pipeline.vocabulary.numbers import printed_number

_SPREAD = re.compile(r"(?:[^\W\d_a-zA-Z][ \u3000]+)+[^\W\d_a-zA-Z]")
_ENOUGH_SURE = 2
"""Fields beside the number that a table must surely have, one of them issue or response, to be a table of items at all:
a list of clinics has a 担当 and a votes table a 区分, and they mean something else there."""

_TELLING = frozenset({"issue", "response", "status"})
"""Fields that few tables of another kind have. What is taken from them, or from several columns, is told once more."""


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
    """Return the cells of the header where it is printed first: the first header rows that follow each other."""
    headers = sorted((cell for cell in cells if cell.is_header), key=lambda cell: (cell.row_index, cell.column_index))
    if not headers:
        return []
    end = headers[0].row_index + 1
    first: list[Cell] = []
    for cell in headers:
        if cell.row_index > end or cell.page_number != headers[0].page_number:
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


def claim_columns(headers: Sequence[str], bodies: Sequence[Sequence[str]], series: Series) -> ColumnClaims:
    """Return the columns with the field of each.

    By the header's wording; and by what stands below it, where one header spans the mark and the text of 対応状況, or
    where a column of running numbers has no header.

    Args:
        headers: The columns' header texts.
        bodies: The texts of each column's cells, row by row, blank ones included.
        series: Whose own wordings go first.
    """
    matches = list(map_headers(headers, series))
    _tell_status_from_response(matches, bodies)
    withdrawn: dict[int, str] = {}
    if not _is_table_of_items(matches, bodies):
        for index, match in enumerate(matches):
            if match.field == "number" or match.way == "series":
                continue
            if match.field is not None:
                withdrawn[index] = match.field
            matches[index] = match._replace(field=None, rival=None)
    _find_number_column(matches, bodies)
    columns = tuple(Column(index, match.header or f"列{index + 1}", match.field) for index, match in enumerate(matches))
    return ColumnClaims(columns, tuple(_findings(columns, matches, bodies, withdrawn)))


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
    marked = any(match.field == "status" and _are_marks(bodies[index]) for index, match in enumerate(matches))
    return marked and "status" in sure and len(sure) > _ENOUGH_SURE


def _tell_status_from_response(matches: list[HeaderMatch], bodies: Sequence[Sequence[str]]) -> None:
    """Set right which column has the mark and which the text: 対応状況 and 進捗状況 are headers of both."""
    columns = {match.field: index for index, match in enumerate(matches)}
    response, status = columns.get("response"), columns.get("status")
    lost = [index for index, match in enumerate(matches) if match.rival == "response"]
    rivals = [index for index in lost if matches[index].field is None or matches[index].way == "weak"]
    if response is not None and status is None:
        # First those of the response's own header: of 前回 and 今回, each over a mark and a text, both are 今回's.
        rivals.sort(key=lambda index: matches[index].header != matches[response].header)
        either = [index for index in (response, *rivals) if says_mark_or_text(matches[index].header)]
        mark = next((index for index in either if _are_marks(bodies[index])), None)
        if mark is None:
            return
        matches[mark] = matches[mark]._replace(field="status", score=90.0, way="content", rival=None)
        text = next((index for index in (response, *rivals) if index != mark and not _are_marks(bodies[index])), None)
        if text is not None:
            matches[text] = matches[text]._replace(field="response", score=90.0, way="content", rival=None)
    elif status is not None and _are_texts(bodies[status]) and (response is None or _are_marks(bodies[response])):
        matches[status] = matches[status]._replace(field="response", way="content", rival=None)
        if response is not None:
            matches[response] = matches[response]._replace(field="status", way="content", rival=None)


def _are_marks(body: Sequence[str]) -> bool:
    """Return whether a column has marks or short labels only, the same few over and over, and not sentences."""
    texts = [line for text in body for line in text.split("\n") if line.strip()]  # 対応済 / 検討中, a line a division
    if not texts or 2 * sum(text.endswith("。") for text in texts) >= len(texts):
        return False
    return median(map(len, texts)) <= 3 or (
        max(map(len, texts)) <= 12 and len(set(texts)) <= 8 and len(texts) >= 2 * len(set(texts))
    )


def _are_texts(body: Sequence[str]) -> bool:
    texts = [text for text in body if text.strip()]
    return bool(texts) and median(map(len, texts)) > 20


def _find_number_column(matches: list[HeaderMatch], bodies: Sequence[Sequence[str]]) -> None:
    """Let a column without a header, whose cells are running numbers, be the number."""
    if any(match.field == "number" for match in matches):
        return
    for index, match in enumerate(matches):
        if not match.header and _runs_on(bodies[index]):
            matches[index] = match._replace(field="number", score=100.0, way="content")
            return


def _runs_on(body: Sequence[str]) -> bool:
    """Return whether a column's texts are numbers of which nearly all are one more than the one before."""
    found = [printed_number(text) for text in body if text.strip()]
    numbers = [number.value for number in found if number and number.value is not None]
    if len(numbers) < max(2, 0.9 * len(found)):
        return False
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def _findings(
    columns: Sequence[Column],
    matches: Sequence[HeaderMatch],
    bodies: Sequence[Sequence[str]],
    withdrawn: Mapping[int, str],
) -> Iterable[Finding]:
    claimed = {column.field: column for column in columns}
    if len(withdrawn) > 1 or not _TELLING.isdisjoint(withdrawn.values()):
        named = ", ".join(f"「{columns[index].header}」 ({field})" for index, field in withdrawn.items())
        yield finding("not_a_table_of_items", columns=named)
    for column, match, body in zip(columns, matches, bodies, strict=True):
        if match.rival in claimed and column.field != match.rival and match.rival is not None:
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
