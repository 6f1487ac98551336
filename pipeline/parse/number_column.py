"""Which column of a printed table numbers its rows, by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.parts import Part
from pipeline.vocabulary.headers import field_of_header
from pipeline.writing.numbers import PrintedNumber, is_figure, printed_number

SURE_STEPS, SURE_STEPS_UNDER_A_HEADER = 0.9, 0.75
"""Share of the steps from a number to the next that run on or begin again. A row without a number, as an opinion with
two answers has it, makes one step of two; where the header says 番号, that is no reason to doubt the column."""


def number_column(parts: Sequence[Part]) -> int | None:
    """Return the column that numbers the rows; None where no column does.

    Its numbers rise nearly everywhere, or they run on one by one and begin again under a new heading. A column that has
    amounts, too (△241,450 above 450), numbers nothing.
    """
    texts: dict[int, list[str]] = {}
    for part in parts:
        for column, cell in part.cells():
            if cell.text and cell.column_span == 1:
                texts.setdefault(column, []).append(cell.text)
    # Each page's first row may be a cut one, and the header takes a row or two: neither has a number.
    rows = sum(max(part.grid.row_count - 3, 0) for part in parts)
    best: tuple[int, int] | None = None
    for column, values in sorted(texts.items()):
        numbers = [number for number in map(printed_number, values) if number]
        headers = len(values) - len(numbers)
        enough = len(numbers) >= max(1, 0.15 * rows) and headers <= len(parts) * 3 + 0.2 * len(numbers)
        if (
            enough
            and (best is None or len(numbers) > 1.5 * best[0])
            and not any(is_figure(value) and not printed_number(value) for value in values)
            and (_rises(numbers) or _restarts(numbers, values))
        ):
            best = (len(numbers), column)
    return None if best is None else best[1]


def _rises(numbers: Sequence[PrintedNumber]) -> bool:
    """Tell whether nearly every number is greater than the one before it, and hardly any stands twice."""
    rises = sum(before < after for before, after in pairwise(numbers))
    return rises >= 0.8 * (len(numbers) - 1) and len(set(numbers)) >= 0.8 * len(numbers)


def _is_headed(values: Sequence[str]) -> bool:
    """Tell whether a header of the column says that it numbers the rows."""
    return any(field_of_header(value) == "number" for value in values if not printed_number(value))


def _restarts(numbers: Sequence[PrintedNumber], texts: Sequence[str]) -> bool:
    """Tell whether the numbers run on one by one, and now and then begin again: a list in parts.

    A column of counts (2, 1, 3, 1) begins again as often as it goes on, and does not begin with 1. ``texts`` are all of
    the column, its headers among them.
    """
    values = [number.parts[-1] for number in numbers]
    steps = list(pairwise(values))
    on = sum(after - before == 1 for before, after in steps)
    again = sum(after == values[0] and before > after for before, after in steps)
    if not (len(values) > 3 and values[0] == 1 and on >= 0.5 * len(steps)):
        return False
    runs_on = SURE_STEPS_UNDER_A_HEADER if _is_headed(texts) else SURE_STEPS
    return on + again >= runs_on * len(steps)
