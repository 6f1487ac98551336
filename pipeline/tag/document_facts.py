"""The document's own facts: R5第1回PT会合用 → fiscal year 2023, meeting 1, edition R5-1."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from pipeline.model import FrontMatter
from pipeline.tag.written_dates import Point, Reading, read_dates
from pipeline.vocabulary.edition_names import name_of_year
from pipeline.vocabulary.meetings import meeting_vocabulary
from pipeline.writing.characters import compact
from pipeline.writing.numbers import KANJI_NUMERAL, read_number

_MEETING = re.compile(rf"第(\d{{1,3}}|{KANJI_NUMERAL})回|(?<![\d第])(\d{{1,3}})回(?=目|会|PT|WG)")
_HIRAGANA = re.compile("[ぁ-ゖ]")
LONGEST_NAME = 60
"""Characters of a series' name: it becomes a folder's name, which file systems limit in bytes."""


class MeetingFacts(NamedTuple):
    """Which meeting a document was printed for, as far as it says."""

    fiscal_year: int | None
    meeting_number: int | None
    date: Point | None  # the date or year that the fiscal year was read from


def read_meeting(front: FrontMatter) -> MeetingFacts:
    """Return the meeting that label, title or document label name, the first that does; years as fiscal years.

    R5第1回 is the first meeting of fiscal year 2023; 第3回（令和6年2月） belongs to fiscal year 2023 too.
    """
    texts = [compact(text).text for text in (front.label, front.title, front.document_label) if text]
    date = next((reading.first for text in texts for reading in read_dates(text) if _is_own(reading, text)), None)
    number = next((_meeting_number(match) for text in texts if (match := _MEETING.search(text))), None)
    return MeetingFacts(date.fiscal_year if date else None, number, date)


def read_meeting_date(front: FrontMatter) -> date | None:
    """Return the day of the meeting, where the document prints it beside the meeting; None where it does not.

    The day stands in the label or title, or in a note of its own (令和5年6月1日 第1回PT会合). A note that is a sentence
    speaks of another meeting (第1回会議（令和5年5月1日）でのご意見), and a day of which the text says that the table is
    as of then (令和5年3月31日現在) is no meeting's.
    """
    captions = [text for note in front.notes for text in note.split("\n") if not _HIRAGANA.search(text)]
    heads = [text for text in (front.label, front.title, front.document_label) if text]
    for text in (compact(each).text for each in (*heads, *captions)):
        days = {reading.first.first for reading in read_dates(text) if _is_day_of_meeting(reading, text)}
        if len(days) == 1:
            return days.pop()
    return None


def _is_day_of_meeting(reading: Reading, text: str) -> bool:
    words = meeting_vocabulary()
    is_day = reading.first == reading.last and reading.first.kind == "day" and _is_own(reading, text)
    names_meeting = _MEETING.search(text) is not None or any(word in text for word in words.meeting)
    return is_day and names_meeting and not any(word in text[reading.end :] for word in words.as_of)


def _is_own(reading: Reading, text: str) -> bool:
    """Return whether a date is the edition's: 5月21日版からの更新 tells the one before it."""
    return reading.problem is None and not re.match("版?(?:から|より|以降)", text[reading.end :])


def _meeting_number(match: re.Match[str]) -> int | None:
    return read_number(match[1] or match[2])


def read_edition_name(front: FrontMatter) -> str | None:
    """Return the edition's name as the document tells it: R5-1, R5, 2020-04-29; None where it tells none.

    A meeting with its year comes first, then a day (a table that is printed anew each week), then a year.
    """
    facts = read_meeting(front)
    if facts.meeting_number is not None:
        year = "" if facts.fiscal_year is None else f"{name_of_year(facts.fiscal_year)}-"
        return f"{year}{facts.meeting_number}"
    if facts.date is None:
        return None
    return facts.date.iso if facts.date.month is not None else name_of_year(facts.date.fiscal_year)


def read_series_name(front: FrontMatter) -> str:
    """Return a name for a series that nobody named: the title's letters and digits, safe as a folder's name.

    What changes from edition to edition (the meeting, dates) is left out; without a title it is ``document``.
    """
    title = front.title or ""
    for reading in reversed(list(read_dates(title))):
        title = title[: reading.start] + " " + title[reading.end :]
    title = _MEETING.sub(" ", title)
    kept = [character if unicodedata.category(character)[0] in "LN" else "-" for character in title]
    name = re.sub("-+", "-", "".join(kept)).strip("-")[:LONGEST_NAME].strip("-")
    return name or "document"
