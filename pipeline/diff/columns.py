"""Which column of the older edition is which of the newer one, where no field claims it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.diff.fold import comparison_key
from pipeline.model import Item

HEADER_FLOOR = 0.6
"""Likeness of two headers from which they may be one that was reworded (担当医師名, 担当歯科医師名: 0.91)."""

TEXTS_FLOOR = 0.5
"""Share of texts that two columns have in common from which they may be one, whatever their headers say."""

_NUMBER = re.compile(r"\d+|元(?=年)|[〇一二三四五六七八九十]+(?=[年月回期])")


def pair_headers(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[str, str]]:
    """Return the extra columns of both editions in pairs (old header, new header), in the newer edition's order.

    Headers are paired where their comparison keys are equal, then where they differ in the year alone, then by their
    wording and by the texts below them. A column that only one edition has stands with itself: every text in it came,
    or went.
    """
    old_columns, new_columns = _columns(old), _columns(new)
    pairs = {header: header for header in new_columns if header in old_columns}
    by_key = {comparison_key(header): header for header in reversed(old_columns) if header not in pairs}
    for header in new_columns:
        if header not in pairs and (old_header := by_key.pop(comparison_key(header), None)) is not None:
            pairs[header] = old_header
    pairs = _of_another_year(old_columns, new_columns) | pairs
    lone_old = {header: texts for header, texts in old_columns.items() if header not in pairs.values()}
    lone_new = {header: texts for header, texts in new_columns.items() if header not in pairs}
    pairs |= _reworded(lone_old, lone_new)
    gone = [header for header in lone_old if header not in pairs.values()]
    return [(pairs.get(header, header), header) for header in new_columns] + [(header, header) for header in gone]


def _columns(items: Sequence[Item]) -> dict[str, Counter[str]]:
    """Return each header with the texts below it, as comparison keys."""
    columns: dict[str, Counter[str]] = {}
    for item in items:
        for header, text in item.extra.items():
            columns.setdefault(header, Counter())[comparison_key(text)] += 1
    return columns


def _of_another_year(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Return new header → old header for columns whose headers differ in their numbers alone: 実績値(R4), 実績値(R5).

    Only where no other column of either edition has that wording: R3 and R4 that become R4 and R5 are three columns.
    """
    old_of, new_of = _without_numbers(old), _without_numbers(new)
    shared = [wording for wording in new_of if wording in old_of]
    return {
        new_of[wording][0]: old_of[wording][0]
        for wording in shared
        if len(old_of[wording]) == len(new_of[wording]) == 1 and re.search(r"\w", wording)
    }


def _without_numbers(headers: Iterable[str]) -> dict[str, list[str]]:
    """Return the headers by their wording without numbers."""
    grouped: dict[str, list[str]] = {}
    for header in headers:
        grouped.setdefault(_NUMBER.sub("", comparison_key(header)), []).append(header)
    return grouped


def _reworded(old: Mapping[str, Counter[str]], new: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Return new header → old header for columns that are one, the likeliest first, each once."""
    scores = {}
    for old_header, old_texts in old.items():
        for new_header, new_texts in new.items():
            score = _column_likeness((old_header, old_texts), (new_header, new_texts))
            if score:
                scores[new_header, old_header] = score
    reworded: dict[str, str] = {}
    for new_header, old_header in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if new_header not in reworded and old_header not in reworded.values():
            reworded[new_header] = old_header
    return reworded


def _column_likeness(old: tuple[str, Counter[str]], new: tuple[str, Counter[str]]) -> float:
    from rapidfuzz.distance import Indel

    headers = comparison_key(old[0]), comparison_key(new[0])
    header = Indel.normalized_similarity(*headers)
    # 令和4年度実績 and 令和5年度実績 are alike, and two columns where an edition has both.
    if re.findall(r"\d+", headers[0]) != re.findall(r"\d+", headers[1]):
        header = 0.0
    texts = (old[1] & new[1]).total() / max(min(old[1].total(), new[1].total()), 1)
    return header + texts if header >= HEADER_FLOOR or texts >= TEXTS_FLOOR else 0.0
