"""What a phrase (文節) is to its sentence, by the particle that it ends with."""

from __future__ import annotations

from functools import cache

from pipeline.vocabulary import Entry, load


class PhraseVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/phrases.toml``."""

    adverbs: frozenset[str]
    alike: tuple[tuple[str, ...], ...]
    in_particles: frozenset[str]
    formal: frozenset[str]


@cache
def _vocabulary() -> PhraseVocabulary:
    return load("phrases", PhraseVocabulary)


@cache
def case_of(particle: str) -> str | None:
    """Return the first of the particles that stand for each other with this one; nothing where it is none of them."""
    return next((group[0] for group in _vocabulary().alike if particle in group), None)


def is_adverb(text: str) -> bool:
    """Return whether a phrase tells how, or in addition, whatever its words are: できるだけ, あわせて."""
    return text in _vocabulary().adverbs


def is_in_particle(lemma: str) -> bool:
    """Return whether a verb makes a particle with the に, を or と before it: により, について."""
    return lemma in _vocabulary().in_particles


def is_formal(lemma: str) -> bool:
    """Return whether a word carries nothing of its own where another stands before it: こと, する, 行う."""
    return lemma in _vocabulary().formal
