"""Who speaks and where: roles, meetings, reports, and the little words between them."""

from __future__ import annotations

from pipeline.vocabulary import Entry, load


class RoleVocabulary(Entry, frozen=True):
    """``vocabulary/roles.toml``."""

    roles: tuple[str, ...]
    nobody: frozenset[str]
    meetings: tuple[str, ...]
    reports: tuple[str, ...]
    plans: tuple[str, ...]
    others: tuple[str, ...]
    particles: tuple[str, ...]
    affiliations: tuple[str, ...]


def role_vocabulary() -> RoleVocabulary:
    """Return the words of roles, meetings and reports."""
    return load("roles", RoleVocabulary)
