"""What a reader gives: an opened document, whose pages are read one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from pipeline.model import Page


class OpenedPdf(Struct, frozen=True):
    """A document that PDFium has opened. ``pages`` reads one page after the other and closes each."""

    page_count: int
    producer: str | None
    pages: Iterator[Page]
    close: Callable[[], None]
