"""Which field each of a table's headers means: what one says of itself, and what the others leave to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.model import Series
from pipeline.schema import FIELDS
from pipeline.vocabulary.column_ages import compare_ages
from pipeline.vocabulary.headers import SURE, Candidate, Way, candidates_of, fold, folded_wordings, forms_of


class HeaderMatch(NamedTuple):
    """What a column's header was taken for.

    ``rival`` is the field it lost to a better column, if it did; ``gave_way`` says that a rule of the vocabulary
    decided so (前回 to 今回, 取組内容 to 実施状況, a weak wording to another), and that nobody need look.
    """

    header: str
    field: str | None
    score: float
    way: Way
    rival: str | None = None
    gave_way: bool = False


def map_headers(headers: Sequence[str], series: Series) -> tuple[HeaderMatch, ...]:
    """Return for each column the field that its header means; no field is given twice.

    What the series file says goes before everything. Of two columns that could be one field, the later one of a pair
    such as 前回 and 今回 takes it, then the one with the better wording, then the one further left; the other falls
    back on what else it could be, or on nothing, and names its ``rival``.

    Args:
        headers: The columns' header texts, rows joined by `` / ``.
        series: Whose ``headers`` map a wording to a field, or to ``""`` for none.
    """
    said = {fold(wording): field for wording, field in series.headers.items()}
    every = {form for header in headers for form in forms_of(header)}
    found = [_halves(header, every) or candidates_of(header, said) for header in headers]
    candidates = _yield_to_better(headers, found)
    order = sorted(
        ((-candidate.score, column, candidate) for column, found in enumerate(candidates) for candidate in found),
        key=lambda entry: (entry[0], entry[1], FIELDS.index(entry[2].field)),
    )
    taken: set[str] = set()
    matches: dict[int, HeaderMatch] = {}
    for _, column, candidate in order:
        if column not in matches and candidate.field not in taken:
            taken.add(candidate.field)
            rival, gave_way = _rival(found[column], candidates[column], candidate.field)
            header, score, way = headers[column], candidate.score, candidate.way
            matches[column] = HeaderMatch(header, candidate.field, score, way, rival, gave_way)
    for column, header in enumerate(headers):
        matches.setdefault(column, HeaderMatch(header, None, 0.0, "none", *_rival(found[column], candidates[column])))
    return tuple(matches[column] for column in range(len(headers)))


def _rival(
    found: Sequence[Candidate], scored: Sequence[Candidate], field: str | None = None
) -> tuple[str | None, bool]:
    """Return the field that a column seemed to be and is not, and whether a rule of the vocabulary decided so."""
    if not found or found[0].field == field:
        return None, False
    return found[0].field, scored[0].score < found[0].score or found[0].way in ("weak", "likeness")


def fields_of_headers(headers: Sequence[str], series: Series) -> frozenset[str]:
    """Return the fields that headers surely name, each header for itself and whatever stands below it."""
    matches = map_headers(list(dict.fromkeys(headers)), series)
    return frozenset(match.field for match in matches if match.field is not None and match.score >= SURE)


def _yield_to_better(headers: Sequence[str], found: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """Return each column's candidates; one that gives way to another column's has less than that one's score."""
    scores = [{candidate.field: candidate.score for candidate in candidates} for candidates in found]

    def score(column: int, candidate: Candidate) -> float:
        better = (
            others[candidate.field]
            for other, others in enumerate(scores)
            if candidate.field in others and _gives_way(headers[column], headers[other], candidate.field)
        )
        return min(candidate.score, *(theirs - 0.5 for theirs in better), 100.0)

    return [
        [
            candidate if candidate.way == "series" else candidate._replace(score=score(column, candidate))
            for candidate in candidates
        ]
        for column, candidates in enumerate(found)
    ]


def _gives_way(header: str, other: str, field: str) -> bool:
    """Return whether of two columns that could be one field the first is the older, or only the other's subject."""
    age = compare_ages(header, other)
    if age:
        return age < 0
    wordings = folded_wordings()[field]
    form, others = forms_of(header)[-1:], forms_of(other)[-1:]
    if not (form and others):
        return False
    if form[0].endswith(wordings.gives_way) and not others[0].endswith(wordings.gives_way):
        return True
    ends = wordings.yields
    return form[0].endswith(ends) and not others[0].endswith(ends) and form[0][:2] == others[0][:2]


def _halves(header: str, forms: Collection[str]) -> list[Candidate]:
    """Return the field of a wording that counts only because its other half is among all headers' forms: Q and A."""
    own = forms_of(header)
    return [
        Candidate(100.0, field, "exact")
        for field in FIELDS
        if any(half in own and other in forms for half, other in folded_wordings()[field].beside.items())
    ]
