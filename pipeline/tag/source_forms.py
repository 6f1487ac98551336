"""The forms that 出所 is made of: a meeting, a speaker with a role, a medium, a report with its section, a date.

A cell is read without its white space, because a narrow column breaks it anywhere (清水オブザ / ーバー発言).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from pipeline.vocabulary.media import media_vocabulary
from pipeline.vocabulary.roles import person_of, role_vocabulary
from pipeline.writing.characters import HAN
from pipeline.writing.eras import era_signs
from pipeline.writing.numbers import KANJI_NUMERAL, read_number

Kind = Literal["meeting", "speaker", "medium", "section", "report", "other", "date", "filler", "unread"]


LONGEST_CELL = 2000
"""Characters: a longer cell holds prose, and is kept as one unread part; searching it would cost seconds."""


LONGEST_NAME, LONGEST_BODY = 10, 24
"""Characters of a speaker's name, and of the body's before it; a longer run before a role is prose."""


class Form(NamedTuple):
    """One known form in the compact text, from start to end."""

    kind: Kind
    start: int
    end: int
    parts: Mapping[str, str | None]


def _choice(words: Sequence[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_NAME_CHARACTER = f"[{HAN}ヶケノぁ-ゖァ-ヺーA-Za-z]"
_ENDS = "、,，/／;；。"
_SEPARATORS = "・、,，/／;；()（）「」『』[]【】〔〕:：。.…※*＊●○◯〇■□◆◇-－―~～〜|"
_DIGITS = rf"(?:\d{{1,3}}|{KANJI_NUMERAL})"
_DAY = r"\d{1,2}(?:/\d{1,2}|月\d{1,2}日)(?!\d)"
"""A day without its year, as it stands in brackets after a meeting."""

_PLACE = (
    rf"[Pp]\.?\d+(?:[~～\-－]\d+)?|\d+(?:頁|ページ)|第{_DIGITS}[章節項部編]"
    r"|(?:重点)?項目\d*|資料\d+(?:[\-－]\d+)?|別紙\d*"
)
"""Where in a report something stands."""

_SPEAKS = re.compile("事務局")


@cache
def _patterns() -> Sequence[tuple[Kind, re.Pattern[str]]]:
    """Return each known form with its pattern, in the order in which they are tried at a place."""
    words, media = role_vocabulary(), media_vocabulary()
    role = rf"{_choice(words.roles)}(?!会)"
    year = rf"(?:{era_signs(ligatures=False)}(?:\d{{1,2}}|元|{KANJI_NUMERAL})(?:年度|年)?|20\d\d年度?)"
    held = rf"{year}(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[./]\d{{1,2}}(?:[./]\d{{1,2}})?)?"
    numbers = rf"(?:第?{_DIGITS}回?(?:[・、,~〜～\-－]|及び|および|から|と)){{0,12}}第?{_DIGITS}回"
    blocked = rf"{role}|{_choice(media.media)}|報告|最終|第?\d"
    body = rf"(?:(?!{blocked})[{HAN}ぁ-ゖァ-ヺーA-Za-z・]){{0,24}}?"
    noun = rf"{_choice(words.meetings)}(?!議(?![員長会])|所)"  # not 検討会 in 検討会議, nor 会議 in 商工会議所
    title = rf"(?:(?!{role}|{_choice(media.media)}|{noun}第)[{HAN}ァ-ヺーA-Za-z・]){{0,20}}?"
    plan = rf"{_choice(words.plans)}(?![{HAN}ァ-ヺーA-Za-z]{{0,6}}?{noun})"
    issue = rf"(?:第{_DIGITS}[次期])?"
    name = rf"(?:(?!{role}|{_choice(media.media)}){_NAME_CHARACTER}){{1,{LONGEST_NAME}}}?"
    body_name = (
        rf"(?:(?!{role}|{_choice(media.media)}){_NAME_CHARACTER}){{1,{LONGEST_BODY}}}?{_choice(words.affiliations)}"
    )
    legal = rf"(?:\({_choice(words.legal_forms)}\))"
    patterns: list[tuple[Kind, str]] = [
        ("meeting", rf"(?P<year>{held})?の?(?P<numbers>{numbers})(?P<noun>{body}{noun})?(?P<label>会合|会議)?"),
        ("report", rf"(?P<year>{held})?の?{issue}{title}(?:{_choice(words.reports)}|{plan})"),
        ("section", rf"{_choice(media.sections)}|{_PLACE}"),
        ("medium", rf"{_choice(media.media)}"),
        ("other", rf"(?:(?!{blocked})[{HAN}ァ-ヺー]){{0,8}}?{_choice(words.others)}"),
        ("meeting", rf"(?P<year>{held})?の?(?P<noun>{body}{noun})"),
        ("speaker", rf"{legal}?(?P<body>{body_name})?(?P<names>(?:{name}[・、,]){{0,8}}(?:{name})?)(?P<role>{role})"),
        ("date", rf"{held}|{_DAY}"),
        ("filler", rf"{_choice(words.particles)}|[{re.escape(_SEPARATORS)}]"),
    ]
    return [(kind, re.compile(pattern)) for kind, pattern in patterns]


def _form_at(text: str, position: int, context: Kind | None) -> Form | None:
    """Return the known form that begins here. A section is one only after a report, 事務局 a speaker in a meeting."""
    for kind, pattern in _patterns():
        if kind == "section" and context not in ("report", "section"):
            continue
        if kind == "other" and context in ("meeting", "speaker") and _SPEAKS.match(text, position):
            continue
        match = pattern.match(text, position)
        if match and match.end() > position and not _is_doubtful(kind, match):
            return Form(kind, position, match.end(), match.groupdict())
    return None


def speakers_of(parts: Mapping[str, str | None]) -> list[str]:
    """Return the speakers that a form names, the first with the body that stands before it."""
    said = (parts.get("body") or "") + (parts["names"] or "")
    return [name for name in re.split("[・、,]", said) if name]


def _is_doubtful(kind: Kind, match: re.Match[str]) -> bool:
    """Return whether a form is too little to be believed: a speaker's role inside a longer word."""
    if kind == "speaker":
        said = speakers_of(match.groupdict())
        if said and len(said[0]) > LONGEST_NAME and person_of(said[0]) == said[0]:
            return True
        names = [name for name in said if name not in role_vocabulary().nobody]
        return any(name.endswith(("の", "は", "が", "を")) for name in names)
    return False


def _unread(text: str, start: int, end: int) -> Form:
    """Return a stretch that is not understood, without the signs at its end."""
    return Form("unread", start, max(start + 1, start + len(text[start:end].rstrip(_SEPARATORS))), {})


def read_forms(text: str) -> Iterator[Form]:
    """Yield the known forms of a compact text, and what lies between them as ``unread``.

    A little word or a sign inside what is not understood belongs to it: 謎の文字列 is one stretch.
    """
    position, unread_from = 0, 0
    context: Kind | None = None
    if len(text) > LONGEST_CELL:
        position = len(text)
    while position < len(text):
        form = _form_at(text, position, context)
        if form is None or (form.kind == "filler" and unread_from < position and text[position] not in _ENDS):
            position += 1
            continue
        if unread_from < form.start:
            yield _unread(text, unread_from, form.start)
            context = None
        yield form
        if form.kind not in ("filler", "date"):
            context = form.kind
        position = unread_from = form.end
    if unread_from < len(text):
        yield _unread(text, unread_from, len(text))


def meeting_numbers(text: str | None) -> tuple[int | None, ...]:
    """Return (1, 3) for 第1・3回, (1, 2, 3) for 第1～3回, (None,) without a number."""
    if not text:
        return (None,)
    numbers: list[int | None] = []
    separator = ""
    for part in re.findall(rf"{_DIGITS}|[~〜～\-－]|から", text):
        number = read_number(part)
        if number is None:
            separator = part
            continue
        previous = numbers[-1] if numbers else None
        if separator and previous is not None and previous < number <= previous + LONGEST_RANGE:
            numbers.extend(range(previous + 1, number))
        numbers.append(number)
        separator = ""
    return tuple(dict.fromkeys(numbers)) or (None,)


LONGEST_RANGE = 30
"""Meetings that 第1～3回 may span; more is a misreading."""
