"""Who speaks and where: roles, meetings, reports, and the little words between them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.vocabulary import Entry, load
from pipeline.writing.lookalikes import letters_with_variants


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


@cache
def _names_before_roles() -> re.Pattern[str]:
    roles = "|".join(map(re.escape, sorted(role_vocabulary().roles, key=len, reverse=True)))
    return re.compile(rf"[々㐀-䶿一-鿿豈-﫿]{{2,4}}?(?={roles})")


def variants_in_names(text: str) -> list[int]:
    """Return the places of letters that may be another form of themselves: 高 and 崎 in the name before a role."""
    letters = letters_with_variants()
    if not any(letter in text for letter in letters):
        return []
    names = _names_before_roles().finditer(text)
    return [place for name in names for place in range(*name.span()) if text[place] in letters]
