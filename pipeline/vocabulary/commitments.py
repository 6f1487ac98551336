"""Whether a sentence promises something, says that it was done, or that it was given up."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.vocabulary import Entry, load

Tense = Literal["promised", "done", "dropped"]


class CommitmentVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/commitments.toml``."""

    promises: tuple[str, ...]
    done: tuple[str, ...]
    dropped: tuple[str, ...]
    not_promises: tuple[str, ...]


@cache
def _pattern() -> re.Pattern[str]:
    words = load("commitments", CommitmentVocabulary)

    def any_of(texts: tuple[str, ...]) -> str:
        return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))

    past = f"(?P<not>{any_of(words.not_promises)})"
    return re.compile(
        f"{past}|(?P<dropped>{any_of(words.dropped)})|(?P<done>{any_of(words.done)})|(?P<promised>{any_of(words.promises)})"
    )


def tense_of(clause: str) -> Tense | None:
    """Return what a clause with its verb says: what it says last, because the verb ends a Japanese sentence.

    「令和5年4月に実施する予定である」 promises, 「実施した」 reports; 「予定していた」 does neither by itself.
    """
    found: Tense | None = None
    for match in _pattern().finditer(clause):
        kind = match.lastgroup
        if kind == "dropped":
            return "dropped"
        if kind in ("done", "promised"):
            found = "done" if kind == "done" else "promised"
    return found


def tense_behind(text: str) -> tuple[Tense | None, int]:
    """Return what the first clause with such a verb says, and where it ends in the text; None and 0 without one.

    「に実施した研修を生かし、方針を示す予定である」 behind a date: the date is that of 実施した.
    """
    place = 0
    for clause in re.split("(?<=[、，,）)])", text):
        place += len(clause)
        tense = tense_of(clause)
        if tense is not None:
            return tense, place
    return None, 0
