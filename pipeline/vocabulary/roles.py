"""Who speaks and where: roles, meetings, reports, and the little words between them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.vocabulary import Entry, load
from pipeline.writing.characters import HAN
from pipeline.writing.dictionary import tagger
from pipeline.writing.lookalikes import letters_with_variants

LONGEST_FAMILY = 3
"""Characters of a usual family name: 中村 is one, and 北中村町 none."""

_PROPER = "固有名詞"
"""How the dictionary calls names, of people and of places: 中村 is both."""

_KANA_THEN_HAN = re.compile(rf"[ぁ-ゖァ-ヺー]+([{HAN}].*)")


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
    legal_forms: tuple[str, ...]
    legal_words: tuple[str, ...]
    callings: tuple[str, ...]


def role_vocabulary() -> RoleVocabulary:
    """Return the words of roles, meetings and reports."""
    return load("roles", RoleVocabulary)


def ends_as_body(text: str) -> bool:
    """Return whether a text ends as a speaker's body or calling does: 商工会議所, 弁護士, 自治会長, 富山大学教授."""
    words = role_vocabulary()
    if _has_ending(text) or any(word in text for word in words.legal_words):
        return True
    if not text.endswith(words.roles):
        return False
    before = text.removesuffix(max(filter(text.endswith, words.roles), key=len))
    return not before or _has_ending(before)


def _has_ending(text: str) -> bool:
    return text.endswith(_endings(of_name=len(text) <= LONGEST_FAMILY))


@cache
def _endings(*, of_name: bool) -> tuple[str, ...]:
    """Return what bodies and callings end in; a single letter is none at the end of what may be a family name."""
    words = role_vocabulary()
    return tuple(word for word in (*words.affiliations, *words.callings) if len(word) > 1 or not of_name)


@lru_cache(maxsize=1024)
def person_of(text: str) -> str:
    """Return the person at the end of a text that names the body before: 加藤 of 見本商工会議所加藤.

    The dictionary knows names of people and places from words; what stands before the name has to hold a body's ending.
    A text that is only a name (中村太郎), or only a body, is returned whole.
    """
    endings = role_vocabulary().affiliations
    if not any(ending in text[:-1] for ending in endings):
        return text
    words = list(tagger()(text))
    count = len(words)
    while count and words[count - 1].feature.pos2 == _PROPER:
        count -= 1
    body = [word.surface for word in words[:count]]
    ends = ("".join(body[: place + 1]) for place in range(count))
    if count == len(words) or not any(end.endswith(endings) for end in ends):
        return text
    return text[len("".join(body)) :]


def name_behind_body(name: str, before: str) -> str:
    """Return the letters behind the kana that a name begins with, where what stands before it names a legal body.

    In NPO法人とやま佐藤花子 no space parts body and person, and とやま佐藤 is hardly one: 佐藤花子 is. The empty string
    is returned without a body.
    """
    match = _KANA_THEN_HAN.fullmatch(name)
    return match[1] if match and any(word in before for word in role_vocabulary().legal_words) else ""


def is_proper_name(text: str) -> bool:
    """Return whether the dictionary knows a text as names alone: 勅使河原."""
    return all(word.feature.pos2 == _PROPER for word in tagger()(text))


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
