"""Which column of the older edition is which of the newer one, where no field claims it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.item_texts import field_texts
from pipeline.match.assignment import is_one_to_one
from pipeline.match.column_agreement import column_agreement
from pipeline.model import ColumnPair, Item
from pipeline.vocabulary.labels import is_nameless
from pipeline.writing.comparison_keys import comparison_key

HEADER_FLOOR = 0.6
"""Likeness of two headers from which they may be one that was reworded (担当医師名, 担当歯科医師名: 0.91)."""

TEXTS_FLOOR = 0.5
"""Share of texts that two columns have in common from which they may be one, whatever their headers say."""

AGREEMENT_FLOOR = 0.5
"""Agreement, row by row and beyond chance, from which two columns may be one, whatever their headers say."""

TELLING = 0.3
"""Different texts among a column's texts from which what it holds says which column it is. A column of ○ and × has the
same two in every edition and under every header."""

ORDER_BONUS = 0.03
"""What standing in the same place among the columns left over is worth: it decides where the rest leaves a tie."""

_NUMBER = re.compile(r"\d+|元(?=年)|[〇一二三四五六七八九十]+(?=[年月回期])")


def pair_columns(
    old: Sequence[Item], new: Sequence[Item], headers: tuple[Sequence[str], Sequence[str]] = ((), ())
) -> list[ColumnPair]:
    """Return the extra columns of both editions in pairs, in the newer edition's order, those that went last.

    Headers are paired where their comparison keys are equal, then where they differ in the year alone; then columns
    of many different texts by their wording and by these texts; then the others by their wording and by whether they
    say the same of the same rows, which the columns paired so far tell.

    Args:
        old: Items of the older edition.
        new: Items of the newer one.
        headers: Of both editions, columns that may be blank in every row included. One that has no header either says
            nothing, and is no column: what is written there in the other edition has come, or went.
    """
    old_columns, new_columns = _columns(old, headers[0]), _columns(new, headers[1])
    pairs = {header: header for header in new_columns if header in old_columns}
    by_key = {comparison_key(header): header for header in reversed(old_columns) if header not in pairs}
    for header in new_columns:
        if header not in pairs and (old_header := by_key.pop(comparison_key(header), None)) is not None:
            pairs[header] = old_header
    pairs = _of_another_year(old_columns, new_columns) | pairs
    for likeness in (_texts_likeness(old_columns, new_columns), _rows_likeness(old, new, pairs)):
        lone_old = [header for header in old_columns if header not in pairs.values()]
        lone_new = [header for header in new_columns if header not in pairs]
        pairs |= _reworded(lone_old, lone_new, likeness)
    gone = [header for header in old_columns if header not in pairs.values()]
    paired = [ColumnPair(pairs.get(header), header) for header in new_columns]
    return [*paired, *(ColumnPair(header, None) for header in gone)]


def _columns(items: Sequence[Item], headers: Sequence[str]) -> dict[str, Counter[str]]:
    """Return each header with the texts below it, as comparison keys."""
    columns: dict[str, Counter[str]] = {header: Counter() for header in headers if not is_nameless(header)}
    for item in items:
        for header, text in item.extra.items():
            columns.setdefault(header, Counter())[comparison_key(text)] += 1
    return columns


def without_numbers(header: str) -> str:
    """Return a header's comparison key without its numbers: 実績値(R4) and 実績値(R5) have the same."""
    return _NUMBER.sub("", comparison_key(header))


def _of_another_year(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Return new header → old header for columns whose headers differ in their numbers alone: 実績値(R4), 実績値(R5).

    Only where no other column of either edition has that wording: R3 and R4 that become R4 and R5 are three columns.
    """
    old_of, new_of = _grouped_without_numbers(old), _grouped_without_numbers(new)
    shared = [wording for wording in new_of if wording in old_of]
    return {
        new_of[wording][0]: old_of[wording][0]
        for wording in shared
        if len(old_of[wording]) == len(new_of[wording]) == 1 and re.search(r"\w", wording)
    }


def _grouped_without_numbers(headers: Iterable[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for header in headers:
        grouped.setdefault(without_numbers(header), []).append(header)
    return grouped


_Likeness = Callable[[str, str], float]
"""How sure an old and a new header are one column: 0 where nothing says so."""


def _reworded(old: Sequence[str], new: Sequence[str], likeness: _Likeness) -> dict[str, str]:
    """Return new header → old header for columns that are one, each once, with the greatest sum of likeness."""
    if not old or not new:
        return {}
    import numpy as np

    scores = np.array([[likeness(one, other) for other in new] for one in old])
    pairs = np.argwhere(scores > 0)
    if is_one_to_one(pairs):
        return {new[column]: old[row] for row, column in pairs.tolist()}
    from scipy.optimize import linear_sum_assignment  # takes 0.14 s to import, and few editions need it

    # Places are counted from the left among the columns left over: four flags that were reworded keep their order.
    places = np.arange(len(old))[:, None] == np.arange(len(new))[None, :]
    rows, columns = linear_sum_assignment(np.where(scores > 0, scores + ORDER_BONUS * places, 0.0), maximize=True)
    return {new[column]: old[row] for row, column in zip(rows, columns, strict=True) if scores[row, column] > 0}


def _texts_likeness(old: Mapping[str, Counter[str]], new: Mapping[str, Counter[str]]) -> _Likeness:
    """Return the likeness of columns by their headers and by the texts below them, of columns that texts tell apart."""

    def likeness(one: str, other: str) -> float:
        before, after = old[one], new[other]
        if not (_is_telling(before) and _is_telling(after)):
            return 0.0
        texts = (before & after).total() / max(min(before.total(), after.total()), 1)
        header = header_likeness(one, other)
        return header + texts if header >= HEADER_FLOOR or texts >= TEXTS_FLOOR else 0.0

    return likeness


def _is_telling(texts: Counter[str]) -> bool:
    return len(texts) > max(TELLING * texts.total(), 2)


def _rows_likeness(old: Sequence[Item], new: Sequence[Item], pairs: Mapping[str, str]) -> _Likeness:
    """Return the likeness of columns by their headers and by what they say of the same rows."""
    rows: list[tuple[Item, Item]] | None = None

    def likeness(one: str, other: str) -> float:
        nonlocal rows
        if rows is None:
            rows = _same_rows(old, new, pairs)
        agreement = column_agreement([(before.extra.get(one), after.extra.get(other)) for before, after in rows])
        header = header_likeness(one, other)
        return header + max(agreement, 0.0) if header >= HEADER_FLOOR or agreement >= AGREEMENT_FLOOR else 0.0

    return likeness


MOST_ROWS = 2000
"""Rows that are looked at to tell columns apart; the first ones do for the rest."""

FEWEST_ROWS = 3


def _same_rows(old: Sequence[Item], new: Sequence[Item], pairs: Mapping[str, str]) -> list[tuple[Item, Item]]:
    """Return rows that are surely one, by what the fields and the paired columns say; by their place where none is.

    First by everything that is paired; where that is too little, by the one column that tells most rows apart.
    """
    columns = [*_FIELDS, *((before, after) for after, before in pairs.items())]
    whole = _unique_rows(old, new, columns)
    candidates = [whole, *(_unique_rows(old, new, [column]) for column in columns)]
    best = whole if 2 * len(whole) > min(len(old), len(new)) else max(candidates, key=len)
    if len(best) >= FEWEST_ROWS:
        return best[:MOST_ROWS]
    return list(zip(old, new, strict=True))[:MOST_ROWS] if len(old) == len(new) else []


_Names = tuple[str, str]
_FIELDS: tuple[_Names, ...] = tuple((name, name) for name in ("issue", "source", "response", "divisions"))


def _unique_rows(old: Sequence[Item], new: Sequence[Item], columns: Sequence[_Names]) -> list[tuple[Item, Item]]:
    """Return the rows of both editions that alone say something in these columns, in the older edition's order."""
    sides = [_by_texts(items, [names[side] for names in columns]) for side, items in ((0, old), (1, new))]
    return [
        (rows[0], sides[1][key][0])
        for key, rows in sides[0].items()
        if len(rows) == 1 and len(sides[1].get(key, ())) == 1
    ]


def _by_texts(items: Sequence[Item], names: Sequence[str]) -> dict[tuple[str, ...], list[Item]]:
    rows: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        texts = field_texts(item)
        key = tuple(comparison_key(item.extra.get(name, texts.get(name))) for name in names)
        if any(key):
            rows.setdefault(key, []).append(item)
    return rows


def header_likeness(one: str, other: str) -> float:
    """Return how alike two headers are, 0 to 1; 0 where their numbers differ.

    令和4年度実績 and 令和5年度実績 are alike, and two columns where an edition has both.
    """
    from rapidfuzz.distance import Indel

    headers = comparison_key(one), comparison_key(other)
    if re.findall(r"\d+", headers[0]) != re.findall(r"\d+", headers[1]):
        return 0.0
    return float(Indel.normalized_similarity(*headers))
