"""What the command line says, in another language: asked of ``messages.toml`` by what the code says in English.

Errors are raised with their values in them, in every room and in workers; only the edge of the program knows the
reader's language. So a sentence is recognised there by its template, and its values are carried over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipeline.errors import AkajiError
from pipeline.model import Language
from pipeline.vocabulary import Entry, load


class MessageVocabulary(Entry, frozen=True):
    """The shape of ``messages.toml``."""

    messages: Mapping[str, str]


class _Template(NamedTuple):
    pattern: re.Pattern[str]
    japanese: str


def translate(text: str, language: Language) -> str:
    """Return a sentence in a language; as it is where no template knows it.

    A help text of several paragraphs is translated one by one, wrapped lines as one.
    """
    if language == "en":
        return text
    if "\n\n" in text:
        return "\n\n".join(translate(" ".join(part.split()), language) for part in text.split("\n\n"))
    known = _messages().get(text) or _messages().get(" ".join(text.split()))
    if known is not None:
        return known
    for template in _templates():
        if match := template.pattern.fullmatch(text):
            return template.japanese.format(*match.groups())
    return text


def error_words(error: AkajiError, language: Language) -> str:
    """Return an error as one or two sentences: what, where, and what to do next."""
    what, remedy = translate(error.what, language), translate(error.remedy, language)
    stop, gap = ("。", "") if language == "ja" else (".", " ")
    place = f"{_place_words(error.place, language)}: " if error.place else ""
    return f"{place}{what}{stop}{gap}{remedy}".rstrip()


def _place_words(place: str, language: Language) -> str:
    """Return a file with its page; nothing else of a file's name is a sentence of ours."""
    name, _, page = place.rpartition(", page ")
    return f"{name} {page}ページ" if language == "ja" and name and page.isdecimal() else place


@cache
def _messages() -> Mapping[str, str]:
    return load("messages", MessageVocabulary).messages


@cache
def _templates() -> tuple[_Template, ...]:
    """Return the sentences with values, those with most words of their own first: they are the surest."""
    with_values = [(english, japanese) for english, japanese in _messages().items() if "{}" in english]
    with_values.sort(key=lambda pair: len(pair[0].replace("{}", "")), reverse=True)
    return tuple(_Template(_pattern(english), japanese) for english, japanese in with_values)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
