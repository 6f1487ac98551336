"""Compressed streams that break off: viewers and PDFium show what comes before, and say nothing of the rest."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from pipeline.findings import finding
from pipeline.model import Finding

_STREAM = re.compile(rb">>\s*stream\r?\n")
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/(FlateDecode|Fl)\b")
_FONT_PROGRAM = re.compile(rb"/Length1\b|/Subtype\s*/(Type1C|CIDFontType0C|OpenType)\b")
"""Letters' shapes, most of a small file's bytes, of which nothing is read."""
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")

_CHUNK = 1 << 16
_MOST_READ = 64_000_000
"""Bytes that are inflated of a file, and of what they become: half a second."""


def broken_streams(content: bytes, *, pictures: bool = True) -> Iterator[Finding]:
    """Yield a warning where compressed streams are damaged. One that inflates all the same has a wrong checksum.

    ``pictures`` says whether text was recognised in some. Else they are left out: to inflate those of a document of
    ten pages took three times as long as to read it.
    """
    if b"/Encrypt" in content:
        return
    count, room = 0, _MOST_READ
    for start in _STREAM.finditer(content):
        head = content[max(start.start() - 1000, 0) : start.end()]
        entries = head[head.rfind(b" obj") :]
        unread = _FONT_PROGRAM.search(entries) or (not pictures and _PICTURE.search(entries))
        if room > 0 and _DEFLATED.search(entries) and not unread:
            is_whole, read = _inflates(memoryview(content)[start.end() :], room)
            room -= read
            count += not is_whole
    if count:
        yield finding("broken_stream", count=count)


def _inflates(data: memoryview, room: int) -> tuple[bool, int]:
    """Tell whether a stream inflates to its end, as far as there is room, and how much was looked at."""
    inflate, read = zlib.decompressobj(), 0
    rest: bytes | memoryview = data[:_CHUNK]
    at = len(rest)
    while read < room and not inflate.eof:
        try:
            read += len(inflate.decompress(rest, _CHUNK)) + 1
        except zlib.error:
            return False, read
        rest = inflate.unconsumed_tail
        if not rest:
            rest = data[at : at + _CHUNK]
            at += len(rest)
            if not rest and not inflate.eof:
                return False, read
    return True, read
