"""出所 → meetings, speakers and reports: ``第1・3回PT 中村委員発言`` is two rows.

The cell is read as a chain of known forms (``source_forms``); what fits none of them is a row of kind other and a
finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Column, Finding, Row, SourceMention
from pipeline.packed_records import Records
from pipeline.tag.source_bodies import without_bodies
from pipeline.tag.source_forms import Form, meeting_numbers, read_forms, speakers_of
from pipeline.tag.written_dates import read_dates
from pipeline.vocabulary.headers import heads_names
from pipeline.vocabulary.roles import ends_as_body, is_proper_name, name_behind_body, person_of, role_vocabulary


class _Draft(Struct):
    """A row that is being read; a meeting of several numbers becomes several rows."""

    kind: Literal["meeting", "report", "other"]
    start: int
    end: int
    numbers: tuple[int | None, ...] = (None,)
    fiscal_year: int | None = None
    speaker: str | None = None
    role: str | None = None
    medium: str | None = None
    is_read: bool = True

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


class _Reader(Struct):
    """Walks over the forms of one cell, and keeps the meeting that a speaker belongs to."""

    text: str
    drafts: list[_Draft] = field(default_factory=list)
    meeting: _Draft | None = None  # the latest meeting
    speakers: list[_Draft] = field(default_factory=list)  # the rows of this meeting so far
    is_open: bool = False  # the meeting is so far without a speaker
    waiting: list[_Draft] = field(default_factory=list)  # speakers of this meeting who are still without a medium
    leading_medium: str | None = None  # 第1回PT チャット意見 加藤委員
    opening: _Draft | None = None  # a medium before any meeting: （発言）中村委員
    date: Form | None = None  # a date that stands alone before its meeting

    def read(self, form: Form) -> None:
        """Take in one form."""
        handlers = {
            "meeting": self._meeting,
            "speaker": self._speaker,
            "medium": self._medium,
            "report": self._report,
            "section": self._section,
            "other": self._other,
            "date": self._date,
            "unread": self._unread,
        }
        if form.kind in ("speaker", "medium", "section", "unread"):
            self.finish()
        if form.kind in handlers:
            handlers[form.kind](form)

    def finish(self) -> None:
        """Keep a date that no meeting followed as a row of its own."""
        date, self.date = self.date, None
        if date is not None:
            self._add(_Draft("other", date.start, date.end, fiscal_year=self._year(date)))

    def _add(self, draft: _Draft) -> _Draft:
        self.drafts.append(draft)
        return draft

    def _begin(self, kind: Literal["meeting", "report", "other"], form: Form) -> _Draft:
        """Begin a row that speakers before it do not belong to; a date right before it is its own."""
        date, self.date = self.date, None
        self.waiting, self.speakers, self.is_open, self.leading_medium, self.opening = [], [], False, None, None
        year = _fiscal_year(form.parts.get("year")) or (self._year(date) if date else None)
        return self._add(_Draft(kind, date.start if date else form.start, form.end, fiscal_year=year))

    def _year(self, form: Form) -> int | None:
        return _fiscal_year(self.text[form.start : form.end])

    def _is_bracketed(self, form: Form) -> bool:
        return self.text[: form.start].endswith("(")

    def _meeting(self, form: Form) -> None:
        if self._is_bracketed(form) and self.meeting is None and self.speakers:
            self._meeting_of_speakers(form)
            return
        self.meeting = self._begin("meeting", form)
        self.meeting.numbers = meeting_numbers(form.parts.get("numbers"))
        self.is_open = True
        self.speakers = [self.meeting]

    def _meeting_of_speakers(self, form: Form) -> None:
        """Take in the meeting of speakers who stand before it: 加藤委員（第1回PT）."""
        for draft in self.speakers:
            draft.numbers = meeting_numbers(form.parts.get("numbers"))
            draft.fiscal_year = _fiscal_year(form.parts.get("year"))
        self.speakers[-1].end = form.end

    def _report(self, form: Form) -> None:
        self._begin("report", form)

    def _other(self, form: Form) -> None:
        self._begin("other", form)

    def _unread(self, form: Form) -> None:
        if not self._is_affiliation(form):
            self._begin("other", form).is_read = False
            return
        self.speakers[-1].end = form.end + 1

    def _is_affiliation(self, form: Form) -> bool:
        """Return whether a stretch is a speaker's body, in brackets right after the role: 座長（富山大学）."""
        last = self.speakers[-1] if self.speakers else None
        is_after_role = last is not None and last.role is not None and last.end == form.start - 1
        is_whole = self._is_bracketed(form) and self.text.startswith(")", form.end)
        return is_after_role and is_whole and ends_as_body(self.text[form.start : form.end])

    def _section(self, form: Form) -> None:
        last = self.drafts[-1]
        section = self.text[form.start : form.end]
        if last.kind == "report" and last.medium is None:
            last.medium, last.end = section, form.end
        else:
            self._add(_Draft("report", form.start, form.end, fiscal_year=last.fiscal_year, medium=section))

    def _speaker(self, form: Form) -> None:
        """Take in 中村委員, or 中村・加藤委員: two speakers with one role."""
        nobody = role_vocabulary().nobody
        names = speakers_of(form.parts) or [""]
        said = max((draft.end for draft in self.drafts if draft.role), default=0)
        position = form.start
        for index, name in enumerate(names):
            start = position if index == 0 else self.text.index(name, position)
            end = form.end if index == len(names) - 1 else start + len(name)
            speaker = self._speaker_draft(start, end)
            speaker.speaker, speaker.role = (None if name in nobody else person_of(name) or None), form.parts["role"]
            speaker.medium = speaker.medium or self.leading_medium
            if speaker.medium is None:
                self.waiting.append(speaker)
            self._part_from_body(speaker, said, end)
            position = end

    def _part_from_body(self, speaker: _Draft, start: int, end: int) -> None:
        """Take from a name the end of the body before it, where no space parts them; a name not known is doubted."""
        name = speaker.speaker or ""
        person = name_behind_body(name, self.text[start:end].partition(name)[0]) if name else ""
        if not person:
            return
        if is_proper_name(person):
            speaker.speaker = person
        else:
            speaker.is_read = False

    def _speaker_draft(self, start: int, end: int) -> _Draft:
        """Return the row for a speaker: the meeting's own for the first one, another of that meeting for the next."""
        if self.is_open and self.meeting is not None:
            self.is_open = False
            self.meeting.end = end
            return self.meeting
        if self.opening is not None:
            draft, self.opening = self.opening, None
            draft.kind, draft.end = "meeting", end
            return draft
        draft = self._add(_Draft("meeting", start, end))
        if self.meeting is not None:
            draft.numbers, draft.fiscal_year = self.meeting.numbers, self.meeting.fiscal_year
        self.speakers.append(draft)
        return draft

    def _medium(self, form: Form) -> None:
        """Take in 発言: it is how all speakers before it spoke who are still without one."""
        medium = self.text[form.start : form.end]
        if self.waiting:
            for draft in self.waiting:
                draft.medium = medium
            self.waiting[-1].end = form.end
            self.waiting = []
        elif self.is_open and self.meeting is not None and self.meeting.medium is None:
            self.meeting.medium, self.meeting.end = medium, form.end
            self.leading_medium = medium
        elif self._is_bracketed(form) and self.speakers and self.speakers[-1].medium:
            self.speakers[-1].medium, self.speakers[-1].end = f"{self.speakers[-1].medium}({medium})", form.end
        else:
            draft = self._add(_Draft("other", form.start, form.end, medium=medium))
            self.opening = draft if self.meeting is None else None

    def _date(self, form: Form) -> None:
        """Take in a date: after a meeting, or in brackets, it is that of what stands before; else it waits for it."""
        dated = self.speakers or (self.drafts[-1:] if self._is_bracketed(form) else [])
        if not dated:
            self.finish()
            self.date = form
            return
        for draft in dated:
            draft.fiscal_year = self._year(form) if draft.fiscal_year is None else draft.fiscal_year
        dated[-1].end = form.end


def _fiscal_year(text: str | None) -> int | None:
    reading = next(read_dates(text), None) if text else None
    return reading.first.fiscal_year if reading and reading.problem is None else None


def read_all_sources(
    rows: Iterable[Row], columns: Iterable[Column]
) -> tuple[Sequence[SourceMention], tuple[Finding, ...]]:
    """Return the rows of ``sources`` of a document, and what of them was not understood.

    What stands below a header of places or groups (会場, 会派) is a name, and is not taken apart; so is, below one of
    people (提出者), a text of which nothing is known.
    """
    headers = [column.header for column in columns if column.field == "source"]
    may_be_names = any(heads_names(header, or_people=True) for header in headers)
    read = _person_or_group if may_be_names else _read_cell
    read = _name_as_source if any(map(heads_names, headers)) else read
    read_once = cache(read)  # many cells say the same
    sources = Records(SourceMention)
    unread: list[Finding] = []
    for row in rows:
        if "source" in row.values:
            mentions, findings = _as_rows(read_once(row.values["source"].text), row.ordinal)
            sources.extend(mentions)
            unread += findings
    return sources.all(), tuple(unread)


class _Part(NamedTuple):
    """What was read from a part of a cell, and the part as printed."""

    draft: _Draft
    text: str


def _name_as_source(text: str) -> Sequence[_Part]:
    return [_Part(_Draft("other", 0, len(text)), text)] if text else []


def _person_or_group(text: str) -> Sequence[_Part]:
    parts = _read_cell(text)
    is_name = len(parts) == 1 and parts[0].draft.kind == "other" and not parts[0].draft.is_read
    return [_Part(replace(parts[0].draft, is_read=True), parts[0].text)] if is_name else parts


def read_sources(text: str, ordinal: int) -> tuple[tuple[SourceMention, ...], tuple[Finding, ...]]:
    """Return the rows of ``sources`` for one cell, and a finding for each part that was not understood.

    ``text`` of a row is the part of the cell that it was read from; a second speaker's row has only the speaker's own.
    """
    return _as_rows(_read_cell(text), ordinal)


def _read_cell(text: str) -> Sequence[_Part]:
    packed = without_bodies(text)
    reader = _Reader(packed.text)
    for form in read_forms(packed.text):
        reader.read(form)
    reader.finish()
    ranges = (packed.source_range(draft.start, draft.end) for draft in reader.drafts)
    return [_Part(draft, text[start:end]) for draft, (start, end) in zip(reader.drafts, ranges, strict=True)]


def _as_rows(parts: Sequence[_Part], ordinal: int) -> tuple[tuple[SourceMention, ...], tuple[Finding, ...]]:
    mentions: list[SourceMention] = []
    findings: list[Finding] = []
    for draft, printed in parts:
        if not draft.is_read:
            findings.append(finding("unread_source", ordinal=ordinal, field="source", text=printed))
        for number in draft.numbers:
            mentions.append(draft.mention(ordinal, len(mentions) + 1, number, printed))
    return tuple(mentions), tuple(findings)
