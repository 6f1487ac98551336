"""Scanned pages → pages of glyphs and rules.

A page that is a picture is straightened, its rules are found, the text between them is parted into lines and
recognised; any other page stays as it is, so that a PDF with text is read byte for byte as without.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from pipeline.drawing.opened import OpenedPdf
from pipeline.model import Box, Glyphs, Page, TextRun, TextRuns
from pipeline.read_scan.downward import written_downward
from pipeline.read_scan.letters import BLACK, TOLD_BY_CONTEXT, colours_of, in_context, sized
from pipeline.read_scan.lines import TextLine
from pipeline.read_scan.marks import bar_of, is_ditto_mark, sign_of
from pipeline.read_scan.picture import SCALE, Picture, scan_to_picture
from pipeline.read_scan.recognise import Letter, expect_recogniser
from pipeline.read_scan.scans import is_scan
from pipeline.read_scan.stamps import find_stamps, lies_under
from pipeline.read_scan.turns import as_shown, read_as_it_lies
from pipeline.read_scan.words import in_words
from pipeline.writing.lookalikes import look_alike, one_width

BY_SHAPE = 0.99
"""The confidence of a mark that is told by its shape."""

STAMPED = 0.5
"""The confidence of a letter under a stamp, at most."""

DOWNWARD = 0.5
"""The confidence of a letter of a cell that is written downwards in several columns, at most."""

FULL = 0.9
"""Of its region's widest line: a line that wide runs on in the next."""


def recognise_scans(opened: OpenedPdf, content: bytes, name: str) -> OpenedPdf:
    """Return an opened PDF whose scanned pages are read by their pictures; the others are as they are.

    ``content`` is what it was opened from, and ``name`` the file's, for errors.
    """
    import pypdfium2 as pdfium

    drawn = pdfium.PdfDocument(content)

    def close() -> None:
        opened.close()
        drawn.close()

    return replace(opened, pages=_pages(opened.pages, drawn, name), close=close)


def _pages(pages: Iterator[Page], drawn: Any, name: str) -> Iterator[Page]:
    for page in pages:
        if not is_scan(page):
            yield page
            continue
        place = f"{name}, page {page.page_number}"
        expect_recogniser(place)
        sheet = drawn[page.page_number - 1]
        try:
            picture = scan_to_picture(sheet, place)
        finally:
            sheet.close()
        yield read_picture(picture, page)


def read_picture(picture: Picture, page: Page) -> Page:
    """Return a page with what its picture says in place of its text; ``page`` is what PDFium has of it."""
    reading = read_as_it_lies(picture)
    width, height = page.turned_size(reading.angle)
    upright = replace(
        page,
        width=width,
        height=height,
        rules=reading.ruled.rules,
        shades=[],
        images=[],
        findings=(),
        drawings=(),
        crossings=(),
        skew=picture.skew,
        **_text(reading.picture, reading.lines, reading.letters),
    )
    return as_shown(upright, reading.angle)


class _Placed(NamedTuple):
    """A letter on the page, as ``Glyphs`` and ``TextRuns`` want it."""

    text: str
    spaces: str
    box: Box
    run: TextRun
    confidence: float


def _text(picture: Picture, lines: list[TextLine], read: list[list[Letter]]) -> dict[str, Any]:
    """Return the page's ``glyphs`` and ``text_runs``."""
    import numpy as np

    placed = list(_placed(picture, lines, read))
    glyphs = Glyphs(
        one_width([each.text for each in placed]),
        np.array([each.box for each in placed], np.float64).reshape(-1, 4).round(2),
        np.arange(len(placed), dtype=np.int32),
        [each.spaces for each in placed],
        confidence=np.array([each.confidence for each in placed], np.float32).round(3),
    )
    return {"glyphs": glyphs, "text_runs": TextRuns.of(each.run for each in placed)}


def _placed(picture: Picture, lines: list[TextLine], read: list[list[Letter]]) -> Iterator[_Placed]:
    """Yield the letters of all lines."""
    widest: dict[int, int] = {}
    counts = Counter(line.region for line in lines)
    for line in lines:
        widest[line.region] = max(widest.get(line.region, 0), line.right)
    stamps, downward = find_stamps(picture), written_downward(lines, read)
    written, last = "", None
    for line, found in zip(lines, read, strict=True):
        runs_on = last is not None and last.region == line.region and last.right >= FULL * widest[line.region]
        above, written = written if runs_on else "", ""
        bar = bar_of(line) if counts[line.region] == 1 else None
        letters = _meant(picture, line, in_words(in_context(found, above[-1:]), above), bar)
        spaces = ""
        for letter, colour in zip(letters, colours_of(picture, line, letters), strict=True):
            if not letter.text.strip():
                spaces = " "
                continue
            box = Box(letter.left * SCALE, line.top * SCALE, letter.right * SCALE, line.bottom * SCALE)
            is_stamped = lies_under(stamps, letter.left, line.top, letter.right, line.bottom)
            run = TextRun(BLACK if is_stamped else colour, round(2 * line.em * SCALE) / 2)
            most = min(STAMPED if is_stamped else 1.0, DOWNWARD if line.region in downward else 1.0)
            sure = min(letter.confidence, most)
            yield _Placed(letter.text, spaces, box, run, sure)
            spaces, written = "", written + letter.text
        last = line


def _is_circled(letters: list[Letter]) -> bool:
    """Tell whether a letter is a digit in a circle: a bad copy of ⑪ is round, too."""
    return any(unicodedata.category(letter.text[0]) == "No" for letter in letters)


def _meant(picture: Picture, line: TextLine, letters: list[Letter], bar: str | None) -> list[Letter]:
    """Return the letters of a line, or the mark that its shape says it is; ``bar`` is a dash alone in its cell."""
    if bar is not None:
        return [Letter(bar, line.left, line.right, BY_SHAPE)]
    if is_ditto_mark(picture, line):
        return [Letter("〃", line.left, line.right, BY_SHAPE)]
    sign = sign_of(picture, line) if len(letters) <= 1 and not _is_circled(letters) else None
    # ⑤ and 回 have an outline too: a letter that is certain stands, unless it is one of the sign's shape.
    letter = letters[0] if letters else None
    if sign and (
        letter is None or letter.text == sign or letter.confidence < TOLD_BY_CONTEXT or look_alike(letter.text, sign)
    ):
        return [Letter(sign, line.left, line.right, BY_SHAPE)]
    return sized(picture, line, letters)
