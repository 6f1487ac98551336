"""What was promised by a time, and what became of it in the later editions of its series.

A commitment is a stretch from a date to the end of its sentence, where the verb behind the date promises:
令和5年度中に公表する予定である. In the next edition the same item's texts are looked through for the sentence that
speaks of the same thing: with the same date it is still open, with another one it was moved, with a verb in the past it
was kept. Where none speaks of it, it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from pipeline.model import Commitment, CommitmentState, DateMention, EditionRecords, Item, LineageRow
from pipeline.vocabulary.commitments import tense_behind
from pipeline.writing.comparison_keys import comparison_key

SAME_MATTER = 0.5
"""Likeness of two sentences, their dates left out, from which they speak of the same thing."""

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_ANSWERS = ("response",)


class _Sentence(Struct, frozen=True):
    """A sentence of an item's field; ``matter`` is what it says but for its dates, as a comparison key."""

    field: str
    start: int
    text: str
    matter: str
    dates: tuple[DateMention, ...]


class _Promise(Struct, frozen=True):
    sentence: _Sentence
    due: DateMention


def trace_commitments(
    editions: Sequence[EditionRecords],
    dates: Mapping[str, Sequence[DateMention]],
    lineage: Mapping[str, Sequence[LineageRow]],
) -> dict[str, tuple[Commitment, ...]]:
    """Return each edition's commitments that were first read in it, with their state in the latest edition.

    Args:
        editions: A series', oldest first.
        dates: Each edition's rows of that dataset.
        lineage: Each edition's rows of that dataset.
    """
    said = [_sentences_of(edition, dates.get(edition.edition, ())) for edition in editions]
    chains = _chains(editions, lineage)
    found: dict[str, list[Commitment]] = {edition.edition: [] for edition in editions}
    for lineage_id, steps in chains.items():
        sentences = [said[place].get(ordinal, ()) if ordinal else None for place, ordinal in enumerate(steps)]
        for place, ordinal in enumerate(steps):
            if ordinal is None:
                continue
            before = [one for one in sentences[:place] if one is not None][-1:]
            for promise in _promises(sentences[place] or (), editions[place]):
                if not any(_is_same(promise, older) for one in before for older in _promises(one, editions[place - 1])):
                    state = _follow(promise, sentences[place + 1 :], editions[place:])
                    found[editions[place].edition].append(_commitment(lineage_id, ordinal, promise, state))
    return {
        edition: tuple(sorted(rows, key=lambda row: (row.ordinal, row.field, row.start)))
        for edition, rows in found.items()
    }


def _chains(
    editions: Sequence[EditionRecords], lineage: Mapping[str, Sequence[LineageRow]]
) -> dict[str, list[int | None]]:
    """Return each item's ordinals by edition, None where it is not in it."""
    chains: dict[str, list[int | None]] = {}
    for place, edition in enumerate(editions):
        for row in lineage.get(edition.edition, ()):
            steps = chains.setdefault(row.lineage_id, [None] * len(editions))
            if steps[place] is None:  # of a split item its first part
                steps[place] = row.ordinal
    return chains


# ── what is said ────────────────────────────────────────────────────────────────────────────────────────────────────


def _sentences_of(edition: EditionRecords, dates: Sequence[DateMention]) -> dict[int, tuple[_Sentence, ...]]:
    """Return the sentences of each item's answers, by its ordinal."""
    by_item: dict[int, list[DateMention]] = {}
    for mention in dates:
        by_item.setdefault(mention.ordinal, []).append(mention)
    return {item.ordinal: tuple(_sentences(item, by_item.get(item.ordinal, ()))) for item in edition.items}


def _sentences(item: Item, dates: Sequence[DateMention]) -> Iterator[_Sentence]:
    texts = {**{field: getattr(item, field) for field in _ANSWERS}, **item.extra}
    for field, text in texts.items():
        for match in _SENTENCE.finditer(text or ""):
            inside = tuple(
                one for one in dates if one.field == field and match.start() <= one.start and one.end <= match.end()
            )
            yield _Sentence(field, match.start(), match[0], _matter(match[0], match.start(), inside), inside)


def _matter(text: str, start: int, dates: Sequence[DateMention]) -> str:
    for one in sorted(dates, key=lambda one: -one.start):
        text = text[: one.start - start] + text[one.end - start :]
    return comparison_key(text)


def _promises(sentences: Sequence[_Sentence], edition: EditionRecords) -> Iterator[_Promise]:
    """Yield what the sentences promise for a time that had not passed by the edition; of several dates the last."""
    now = _time_of(edition)
    for sentence in sentences:
        by_verb: dict[int, _Promise] = {}
        for due in sentence.dates:
            behind = sentence.text[due.end - sentence.start :]
            tense, place = tense_behind(behind)
            if tense == "promised" and (now is None or due.date_to >= now):
                by_verb[len(behind) - place] = _Promise(sentence, due)
        yield from by_verb.values()


def _time_of(edition: EditionRecords) -> date | None:
    """Return the day of the edition's meeting, or else the first of its fiscal year; None where neither is known."""
    record = edition.edition_record
    if record.meeting_date is not None:
        return record.meeting_date
    return None if record.fiscal_year is None else date(record.fiscal_year, 4, 1)


# ── what became of it ───────────────────────────────────────────────────────────────────────────────────────────────


class _State(Struct, frozen=True):
    state: CommitmentState
    edition: str
    text: str | None = None


def _follow(
    promise: _Promise, later: Sequence[Sequence[_Sentence] | None], editions: Sequence[EditionRecords]
) -> _State:
    """Return the state of a promise at the end. ``editions`` begin with its own, ``later`` with the next one."""
    for sentences, edition in zip(later, editions[1:], strict=True):
        state = _next_state(promise, sentences, edition)
        if state is not None:
            return state
    last = editions[-1]
    now = _time_of(last)
    is_over = now is not None and promise.due.date_to < now
    return _State("overdue" if is_over else "open", last.edition)


def _next_state(promise: _Promise, sentences: Sequence[_Sentence] | None, edition: EditionRecords) -> _State | None:
    """Return what an edition says became of a promise; None where it still stands there."""
    same = _same_matter(promise.sentence, sentences or ())
    if same is None:
        return _State("gone", edition.edition)
    behind = [(due, tense_behind(same.text[due.end - same.start :])[0]) for due in same.dates]
    if any(due.iso == promise.due.iso and tense == "promised" for due, tense in behind):
        return None
    moved = next((due for due, tense in behind if tense == "promised" and due.date_to > promise.due.date_to), None)
    if moved is not None:
        return _State("moved", edition.edition, same.text)
    tense = next((tense for _, tense in behind if tense is not None), tense_behind(same.text)[0])
    if tense == "done":
        return _State("kept", edition.edition, same.text)
    return _State("gone", edition.edition, same.text)


def _same_matter(sentence: _Sentence, later: Sequence[_Sentence]) -> _Sentence | None:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    matters = [one.matter for one in later]
    best = extractOne(sentence.matter, matters, scorer=Indel.normalized_similarity, score_cutoff=SAME_MATTER)
    return later[best[2]] if best is not None else None


def _is_same(promise: _Promise, older: _Promise) -> bool:
    """Return whether a promise stood in the edition before already: the same thing by the same time."""
    if promise.due.iso != older.due.iso:
        return False
    return _same_matter(promise.sentence, [older.sentence]) is not None


def _commitment(lineage_id: str, ordinal: int, promise: _Promise, state: _State) -> Commitment:
    sentence, due = promise.sentence, promise.due
    text = _within_brackets(sentence.text[due.start - sentence.start :]).rstrip("。！？")
    return Commitment(
        ordinal=ordinal,
        field=sentence.field,
        start=due.start,
        end=due.start + len(text),
        text=text,
        due=due.iso,
        state=state.state,
        state_edition=state.edition,
        state_text=state.text,
        lineage_id=lineage_id,
    )


def _within_brackets(text: str) -> str:
    """Return the text up to the bracket that was opened before it: 実施予定）。 promises 実施予定."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "（(「『") - (character in "）)」』")
        if depth < 0:
            return text[:place]
    return text
