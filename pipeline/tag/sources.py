"""出所 → meetings, speakers and reports: ``第1・3回PT 中村委員発言`` is two rows.

The cell is read without its white space, because a narrow column breaks it anywhere (清水オブザ / ーバー発言), as a
chain of known forms: a meeting, a speaker with a role, a medium, a report with its section. What fits none of them is
a row of kind other and a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from pipeline.model import Finding, SourceMention
from pipeline.schema import finding
from pipeline.tag.characters import HAN, KANJI_NUMERAL, compact, read_number
from pipeline.tag.eras import read_dates
from pipeline.tag.eras import vocabulary as eras
from pipeline.vocabulary import load


@dataclass(frozen=True, slots=True)
class RoleVocabulary:
    """``vocabulary/roles.toml``."""

    roles: tuple[str, ...]
    nobody: frozenset[str]
    meetings: tuple[str, ...]
    reports: tuple[str, ...]
    others: tuple[str, ...]
    particles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MediaVocabulary:
    """``vocabulary/media.toml``."""

    media: tuple[str, ...]
    sections: tuple[str, ...]


Kind = Literal["meeting", "speaker", "medium", "section", "report", "other", "date", "filler", "unread"]


class Token(NamedTuple):
    """One known form in the compact text, from start to end."""

    kind: Kind
    start: int
    end: int
    parts: Mapping[str, str | None]


def _choice(words: Sequence[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"


@cache
def _vocabularies() -> tuple[RoleVocabulary, MediaVocabulary]:
    return load("roles", RoleVocabulary), load("media", MediaVocabulary)


_NAME_CHARACTER = f"[{HAN}ヶケノぁ-ゖァ-ヺーA-Za-z]"
_SEPARATORS = "・、,，/／;；()（）「」『』[]【】〔〕:：。.…※*＊●○◯〇■□◆◇-－―~～〜|"
_DIGITS = rf"(?:\d{{1,3}}|{KANJI_NUMERAL})"


@cache
def _patterns() -> Sequence[tuple[Kind, re.Pattern[str]]]:
    """Return each known form with its pattern, in the order in which they are tried at a place."""
    words, media = _vocabularies()
    role = rf"{_choice(words.roles)}(?!会)"
    names = "|".join(era.name for era in eras().eras)
    letters = "".join(era.letter for era in eras().eras)
    year = rf"(?:(?:{names}|(?<![A-Za-z0-9])[{letters}]\.?)(?:\d{{1,2}}|元|{KANJI_NUMERAL})(?:年度|年)?|20\d\d年度?)"
    held = rf"{year}(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[./]\d{{1,2}}(?:[./]\d{{1,2}})?)?"
    number = rf"(?:第?{_DIGITS}回?|第?{_DIGITS}回)"
    numbers = rf"(?:第?{_DIGITS}回?(?:[・、,~〜～\-－]|及び|および|から|と))*第?{_DIGITS}回"
    blocked = rf"{role}|{_choice(media.media)}|{_choice(words.reports)}|第?\d|最終"
    body = rf"(?:(?!{blocked})[{HAN}ぁ-ゖァ-ヺーA-Za-z・]){{0,24}}?"
    noun = rf"{_choice(words.meetings)}"
    name = rf"(?:(?!{role}|{_choice(media.media)}){_NAME_CHARACTER}){{1,10}}?"
    del number
    patterns: list[tuple[Kind, str]] = [
        ("meeting", rf"(?P<year>{held})?の?(?P<numbers>{numbers})(?P<noun>{body}{noun})?(?P<label>会合|会議)?"),
        ("report", rf"(?P<year>{held})?の?(?:(?!{noun}第)[{HAN}ァ-ヺーA-Za-z・]){{0,20}}?{_choice(words.reports)}"),
        ("section", rf"{_choice(media.sections)}"),
        ("medium", rf"{_choice(media.media)}"),
        ("other", rf"[{HAN}ァ-ヺー]{{0,8}}?{_choice(words.others)}"),
        ("meeting", rf"(?P<year>{held})?の?(?P<noun>{body}{noun})"),
        ("speaker", rf"(?P<names>(?:{name}[・、,])*(?:{name})?)(?P<role>{role})"),
        ("date", held),
        ("filler", rf"{_choice(words.particles)}|[{re.escape(_SEPARATORS)}]"),
    ]
    return [(kind, re.compile(pattern)) for kind, pattern in patterns]


def _token_at(text: str, position: int, context: Kind | None) -> Token | None:
    """Return the known form that begins here. A section is one only after a report."""
    for kind, pattern in _patterns():
        if kind == "section" and context not in ("report", "section"):
            continue
        match = pattern.match(text, position)
        if match and match.end() > position and not _is_doubtful(kind, match):
            return Token(kind, position, match.end(), match.groupdict())
    return None


def _is_doubtful(kind: Kind, match: re.Match[str]) -> bool:
    """Return whether a form is too little to be believed: a speaker's role inside a longer word."""
    if kind == "speaker":
        names = [name for name in (match["names"] or "").split("・") if name not in _vocabularies()[0].nobody]
        return any(name.endswith(("の", "は", "が", "を")) for name in names)
    return False


def _tokens(text: str) -> Iterator[Token]:
    """Yield the known forms of a compact text, and what lies between them as ``unread``."""
    position, unread_from = 0, 0
    context: Kind | None = None
    while position < len(text):
        token = _token_at(text, position, context)
        if token is None:
            position += 1
            continue
        if unread_from < token.start:
            yield Token("unread", unread_from, token.start, {})
            context = None
        yield token
        if token.kind not in ("filler", "date"):
            context = token.kind
        position = unread_from = token.end
    if unread_from < len(text):
        yield Token("unread", unread_from, len(text), {})


# ── from forms to rows ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Draft:
    """A row that is being read; a meeting of several numbers becomes several rows."""

    kind: Literal["meeting", "report", "other"]
    start: int
    end: int
    numbers: tuple[int | None, ...] = (None,)
    fiscal_year: int | None = None
    speaker: str | None = None
    role: str | None = None
    medium: str | None = None

    def mention(self, ordinal: int, position: int, number: int | None, text: str) -> SourceMention:
        """Return the row of ``sources`` for one of its meetings."""
        return SourceMention(
            ordinal=ordinal,
            position=position,
            kind=self.kind,
            meeting_number=number,
            fiscal_year=self.fiscal_year,
            speaker=self.speaker,
            role=self.role,
            medium=self.medium,
            text=text,
        )


@dataclass(slots=True)
class _Reader:
    """Walks over the forms of one cell, and keeps the meeting that a speaker belongs to."""

    drafts: list[_Draft] = field(default_factory=list)
    meeting: _Draft | None = None  # the latest meeting
    is_open: bool = False  # a meeting, so far without speaker or medium
    waiting: list[_Draft] = field(default_factory=list)  # speakers of this meeting who are still without a medium
    leading_medium: str | None = None
    year: int | None = None  # a year that stands alone before its meeting

    def read(self, token: Token, text: str) -> None:
        """Take in one form."""
        handler = {
            "meeting": self._meeting, "speaker": self._speaker, "medium": self._medium, "report": self._report,
            "section": self._section, "other": self._other, "date": self._date, "unread": self._unread,
        }.get(token.kind)  # fmt: skip
        if handler is not None:
            handler(token, text[token.start : token.end])

    def _add(self, draft: _Draft) -> _Draft:
        self.drafts.append(draft)
        return draft

    def _meeting(self, token: Token, text: str) -> None:
        numbers = _meeting_numbers(token.parts.get("numbers"))
        year = _fiscal_year(token.parts.get("year")) or self.year
        self.year, self.leading_medium, self.waiting = None, None, []
        self.meeting = self._add(_Draft("meeting", token.start, token.end, numbers, year))
        self.is_open = True
        del text

    def _speaker(self, token: Token, text: str) -> None:
        words, _ = _vocabularies()
        role = token.parts["role"]
        names = [name for name in re.split("[・、,]", token.parts["names"] or "") if name] or [""]
        position = token.start
        for index, name in enumerate(names):
            start = position if index == 0 else position + text[position - token.start :].index(name)
            end = token.end if index == len(names) - 1 else start + len(name)
            self._add_speaker(start, end, None if name in words.nobody else name or None, role)
            position = end

    def _add_speaker(self, start: int, end: int, name: str | None, role: str | None) -> None:
        if self.is_open and self.meeting is not None:
            draft = self.meeting
            draft.end = end
            self.is_open = False
        else:
            before = self.meeting
            numbers = before.numbers if before else (None,)
            draft = self._add(_Draft("meeting", start, end, numbers, before.fiscal_year if before else None))
        draft.speaker, draft.role = name, role
        if self.leading_medium:
            draft.medium = self.leading_medium
        else:
            self.waiting.append(draft)

    def _medium(self, token: Token, text: str) -> None:
        if self.waiting:
            for draft in self.waiting:
                draft.medium = text
            self.waiting[-1].end = token.end
            self.waiting = []
        elif self.is_open and self.meeting is not None:
            self.meeting.medium, self.meeting.end = text, token.end
            self.leading_medium = text
        elif self.drafts and self.drafts[-1].medium is None:
            self.drafts[-1].medium, self.drafts[-1].end = text, token.end
        else:
            self._add(_Draft("other", token.start, token.end, medium=text))

    def _report(self, token: Token, text: str) -> None:
        self._close()
        year = _fiscal_year(token.parts.get("year")) or self.year
        self._add(_Draft("report", token.start, token.end, fiscal_year=year))
        self.year = None
        del text

    def _section(self, token: Token, text: str) -> None:
        last = self.drafts[-1]
        if last.medium is None:
            last.medium, last.end = text, token.end
        else:
            self._add(_Draft("report", token.start, token.end, fiscal_year=last.fiscal_year, medium=text))

    def _other(self, token: Token, text: str) -> None:
        self._close()
        self._add(_Draft("other", token.start, token.end, fiscal_year=self.year))
        self.year = None
        del text

    def _date(self, token: Token, text: str) -> None:
        """A date after a meeting tells its year; before one it waits for it."""
        year = _fiscal_year(text)
        if self.is_open and self.meeting is not None and self.meeting.fiscal_year is None:
            self.meeting.fiscal_year, self.meeting.end = year, token.end
        else:
            self.year = year

    def _unread(self, token: Token, text: str) -> None:
        self._close()
        self._add(_Draft("other", token.start, token.end, medium=UNREAD))
        del text

    def _close(self) -> None:
        self.waiting, self.is_open, self.leading_medium = [], False, None


UNREAD = "\0"
"""Stands as a draft's medium until the finding is made; no text holds it."""


def _meeting_numbers(text: str | None) -> tuple[int | None, ...]:
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


def _fiscal_year(text: str | None) -> int | None:
    reading = next(read_dates(text), None) if text else None
    return reading.first.fiscal_year if reading and reading.problem is None else None


def read_sources(text: str, ordinal: int) -> tuple[tuple[SourceMention, ...], tuple[Finding, ...]]:
    """Return the rows of ``sources`` for one cell, and a finding for each part that was not understood.

    ``text`` of a row is the part of the cell that it was read from; a second speaker's row has only the speaker's own.
    """
    packed = compact(text)
    reader = _Reader()
    for token in _tokens(packed.text):
        reader.read(token, packed.text)
    mentions: list[SourceMention] = []
    findings: list[Finding] = []
    for draft in reader.drafts:
        start, end = packed.source_range(draft.start, draft.end)
        printed = text[start:end]
        if draft.medium == UNREAD:
            draft.medium = None
            message = f"Not understood as a meeting, a speaker or a report: {printed}"
            findings.append(finding("unread_source", message, ordinal=ordinal, field="source", text=printed))
        for number in draft.numbers:
            mentions.append(draft.mention(ordinal, len(mentions) + 1, number, printed))
    return tuple(mentions), tuple(findings)
