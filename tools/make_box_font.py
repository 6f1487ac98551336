"""Make the font that stands for each one that a PDF does not embed: ``python tools/make_box_font.py``.

PDFium takes a system's font in place of one that is not embedded, and its text page leaves out what has no extent in
that font. Here every code point and every glyph number has one: a box as wide as the em, or half as wide for Latin
letters and half-width katakana. Only spaces are blank, as in all fonts.

Some PDFs name glyphs by their number in the font that they do not embed, so all 65,535 numbers give a box. A box for
each would take 2 MB; the table of places goes to and fro between two instead, and FreeType takes what lies between a
place and an earlier one for all up to the table's end (``tt_face_get_location``).
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

BOX_FONT = Path(__file__).resolve().parent.parent / "pipeline" / "pdfium" / "box.ttf"

EM, ASCENT, DESCENT, GAP, STROKE = 1000, 880, -120, 50, 60
"""As in most Japanese fonts; the gap is what a box leaves free of its em on each side."""

GLYPHS = {".notdef": EM, "half": EM // 2, "half space": EM // 2, "wide space": EM, "wide": EM}
"""The first glyphs' widths; all others are like the last one."""

GLYPH_COUNT = 65_535
CODE_POINTS = {
    "half": (range(0x21, 0xA0), range(0xA1, 0x300), range(0xFF61, 0xFFA0)),
    "half space": (range(0x20, 0x21), range(0xA0, 0xA1)),
    "wide space": (range(0x3000, 0x3001),),
    "wide": (range(0x300, 0x3000), range(0x3001, 0xD800), range(0xE000, 0xFF61), range(0xFFA0, 0x11_0000)),
}


def make_font() -> bytes:
    """Return the font's file; the same bytes each time."""
    names = list(GLYPHS)
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "half space"})  # for what is derived of it; the whole one comes below
    builder.setupHorizontalMetrics({name: (width, GAP) for name, width in GLYPHS.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular", "psName": "Box"}, mac=False)
    builder.setupPost(keepGlyphNames=False)
    builder.setupMaxp()
    font = builder.font
    font["maxp"].numGlyphs = GLYPH_COUNT
    font["maxp"].maxPoints, font["maxp"].maxContours = 8, 2
    font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax = 0, DESCENT, EM, ASCENT
    font["head"].created = font["head"].modified = 0
    font["hhea"].numberOfHMetrics = len(GLYPHS)
    font["hhea"].advanceWidthMax = EM
    glyf, loca = _outlines_and_places()
    metrics = b"".join(struct.pack(">Hh", width, GAP) for width in GLYPHS.values())
    for tag, content in {"glyf": glyf, "loca": loca, "hmtx": metrics, "cmap": _character_map(names)}.items():
        _set_table(font, tag, content)
    return _bytes_of(font)


def _outlines_and_places() -> tuple[bytes, bytes]:
    first, half, last = _box(EM), _box(EM // 2), _box(EM)
    start_of_half = len(first)
    start_of_last = len(first + half)
    places = [0, start_of_half, start_of_last, start_of_last, *[start_of_last, 0] * (GLYPH_COUNT // 2)]
    halved = [place // 2 for place in places[: GLYPH_COUNT + 1]]
    return first + half + last, struct.pack(f">{len(halved)}H", *halved)


def _box(width: int) -> bytes:
    """Return the outline of a frame: a full box would be taken for the paper where a run's colour is looked for."""
    x0, y0, x1, y1 = GAP, DESCENT + GAP, width - GAP, ASCENT - GAP
    across, up = x1 - x0, y1 - y0
    outer = ((x0, y0), (0, up), (across, 0), (0, -up))
    inner = ((STROKE - across, STROKE), (across - 2 * STROKE, 0), (0, up - 2 * STROKE), (2 * STROKE - across, 0))
    xs, ys = zip(*outer, *inner, strict=True)
    return struct.pack(">5h2HH8B8h8h", 2, x0, y0, x1, y1, 3, 7, 0, *[1] * 8, *xs, *ys)


def _character_map(names: list[str]) -> bytes:
    """Return the table: many code points to one glyph (format 13), for the two numbers that programs ask for."""
    groups = sorted(
        (codes.start, codes.stop - 1, names.index(name)) for name, ranges in CODE_POINTS.items() for codes in ranges
    )
    subtable = struct.pack(">HHLLL", 13, 0, 16 + 12 * len(groups), 0, len(groups))
    subtable += b"".join(struct.pack(">LLL", *group) for group in groups)
    numbers = ((3, 1), (3, 10))
    start = 4 + 8 * len(numbers)
    return (
        struct.pack(">HH", 0, len(numbers)) + b"".join(struct.pack(">HHL", *pair, start) for pair in numbers) + subtable
    )


def _set_table(font: TTFont, tag: str, content: bytes) -> None:
    table = DefaultTable(tag)
    table.data = content
    font[tag] = table


def _bytes_of(font: TTFont) -> bytes:
    file = BytesIO()
    font.recalcTimestamp = font.recalcBBoxes = False
    font.save(file)
    return file.getvalue()


if __name__ == "__main__":
    BOX_FONT.write_bytes(make_font())
