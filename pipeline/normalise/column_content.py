"""What stands below a header tells which field it is, where the wording alone does not: marks, sentences, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from pipeline.vocabulary.header_fields import HeaderMatch
from pipeline.vocabulary.headers import may_head, says_mark_or_text
from pipeline.vocabulary.status import are_statuses, canonical_mark, is_mark, is_status_word
from pipeline.vocabulary.status_legend import read_legend
from pipeline.writing.numbers import printed_number

LONGEST_SIGN = 3
"""Characters of a grade or sign: A, ①, S+."""

Bodies = Sequence[Sequence[str]]
"""The texts of each column's cells, row by row, blank ones included."""


def tell_status_from_area(matches: list[HeaderMatch], bodies: Bodies) -> None:
    """Let a column of statuses be the status, whatever its header says besides: 区分 over 計画に反映した, その他.

    A column whose header says that it is the status keeps it, unless what stands below it is none.
    """
    status = next((index for index, match in enumerate(matches) if match.field == "status"), None)
    if status is not None and (matches[status].way == "series" or _holds_statuses(bodies[status])):
        return
    for index, match in enumerate(matches):
        if match.way != "series" and may_head("status", match.header) and are_statuses(bodies[index]):
            matches[index] = match._replace(field="status", score=90.0, way="content", rival=None)
            if status is not None:
                matches[status] = matches[status]._replace(field=None, rival=None)
            return


def tell_status_by_legend(matches: list[HeaderMatch], bodies: Bodies, notes: Sequence[str]) -> None:
    """Let a column be the status whose header explains its marks (①対応済 ②検討中), or a note where it may be one.

    What is explained must be statuses: 1新規 2継続 of a budget are kinds.
    """
    if any(match.field == "status" for match in matches):
        return
    for index, match in enumerate(matches):
        legend = read_legend([match.header], notes if may_head("status", match.header) else ())
        free = match.way != "series" and match.field not in ("number", "issue", "response")
        if free and are_statuses(legend.values()) and _are_among(bodies[index], legend):
            matches[index] = match._replace(field="status", score=90.0, way="content", rival=None)
            return


def is_explained(body: Sequence[str], headers: Sequence[str], notes: Sequence[str]) -> bool:
    """Return whether a legend in headers or notes explains all that stands in a column."""
    return _are_among(body, read_legend(headers, notes))


def _are_among(body: Sequence[str], legend: Mapping[str, str]) -> bool:
    texts = [text.strip() for text in body if text.strip()]
    return bool(texts) and all(canonical_mark(text) in legend for text in texts)


def tell_response_by_sentences(matches: list[HeaderMatch], bodies: Bodies) -> None:
    """Let a column of sentences below 結果 or 現状 be the response beside an issue, where no other column is one."""
    fields = {match.field for match in matches}
    if "response" in fields or "issue" not in fields:
        return
    for index, match in enumerate(matches):
        free = match.field is None and match.way != "series"
        if free and may_head("response", match.header) and (_are_texts(bodies[index]) or _are_sentences(bodies[index])):
            matches[index] = match._replace(field="response", score=90.0, way="content", rival=None)
            return


def _holds_statuses(body: Sequence[str]) -> bool:
    """Return whether a column that is called so may hold statuses: marks, labels, or letters that a legend explains."""
    return are_statuses(body) or max((len(text.strip()) for text in body), default=0) <= LONGEST_SIGN


def tell_status_from_response(matches: list[HeaderMatch], bodies: Bodies) -> None:
    """Set right which column has the mark and which the text: 対応状況 and 進捗状況 are headers of both."""
    columns = {match.field: index for index, match in enumerate(matches)}
    response, status = columns.get("response"), columns.get("status")
    lost = [index for index, match in enumerate(matches) if match.rival == "response"]
    rivals = [index for index in lost if matches[index].field is None or matches[index].way == "weak"]
    if response is not None and status is None:
        # First those of the response's own header: of 前回 and 今回, each over a mark and a text, both are 今回's.
        rivals.sort(key=lambda index: matches[index].header != matches[response].header)
        either = [index for index in (response, *rivals) if says_mark_or_text(matches[index].header)]
        mark = next((index for index in either if are_marks(bodies[index])), None)
        if mark is None:
            return
        matches[mark] = matches[mark]._replace(field="status", score=90.0, way="content", rival=None)
        text = next((index for index in (response, *rivals) if index != mark and not are_marks(bodies[index])), None)
        if text is not None:
            matches[text] = matches[text]._replace(field="response", score=90.0, way="content", rival=None)
    elif status is not None and _are_texts(bodies[status]) and (response is None or are_marks(bodies[response])):
        matches[status] = matches[status]._replace(field="response", way="content", rival=None)
        if response is not None:
            matches[response] = matches[response]._replace(field="status", way="content", rival=None)


def are_marks(body: Sequence[str]) -> bool:
    """Return whether a column has marks or short labels only, the same few over and over, and not sentences."""
    texts = [line for text in body for line in text.split("\n") if line.strip()]  # 対応済 / 検討中, a line a division
    if not texts or 2 * sum(text.endswith("。") for text in texts) >= len(texts):
        return False
    # ○(一部△) and 対応済 are as good as ○, in a table of one row, too, where nothing shows that they come again.
    sizes = {text: 1 if is_mark(text) or is_status_word(text) else len(text) for text in set(texts)}
    return median(map(sizes.__getitem__, texts)) <= 3 or (
        max(map(len, texts)) <= 12 and len(set(texts)) <= 8 and len(texts) >= 2 * len(set(texts))
    )


def _are_texts(body: Sequence[str]) -> bool:
    texts = [text for text in body if text.strip()]
    return bool(texts) and median(map(len, texts)) > 20


def _are_sentences(body: Sequence[str]) -> bool:
    texts = [text for text in body if text.strip()]
    return bool(texts) and all(text.endswith("。") for text in texts)


def find_number_column(matches: list[HeaderMatch], bodies: Bodies) -> None:
    """Let a column of running numbers be the number where it has no header, or one such as 項."""
    if any(match.field == "number" for match in matches):
        return
    for index, match in enumerate(matches):
        may_be = not match.header or (match.field is None and may_head("number", match.header))
        if may_be and _runs_on(bodies[index]):
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
