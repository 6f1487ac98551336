"""What tells the day of a meeting from any other day that stands above a table."""

from __future__ import annotations

from pipeline.vocabulary import Entry, load


class MeetingVocabulary(Entry, frozen=True):
    """``vocabulary/meetings.toml``."""

    meeting: tuple[str, ...]
    as_of: tuple[str, ...]


def meeting_vocabulary() -> MeetingVocabulary:
    """Return the words beside the day of a meeting, and beside other days."""
    return load("meetings", MeetingVocabulary)
