"""How something was said (発言, チャット意見), and the sections of reports."""

from __future__ import annotations

from pipeline.vocabulary import Entry, load


class MediaVocabulary(Entry, frozen=True):
    """``vocabulary/media.toml``."""

    media: tuple[str, ...]
    sections: tuple[str, ...]


def media_vocabulary() -> MediaVocabulary:
    """Return the words of media and sections."""
    return load("media", MediaVocabulary)
