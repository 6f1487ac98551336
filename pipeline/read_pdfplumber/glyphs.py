"""A glyph as pdfminer has it: its characters, its box, whether its font is bold."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from pdfminer.cmapdb import CMapDB
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve1

from pipeline.drawing.text import is_bold

WITHOUT_WIDTH = "\x00\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff"


def glyph_text(font: PDFFont, cid: int) -> str:
    """Return a glyph's characters; U+FFFD where the font gives none."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = _japanese_characters().get(cid, "") if getattr(font, "cidcoding", "") == "Adobe-Japan1" else ""
    return text if isinstance(text, str) and text.strip("\ufffd") else "\ufffd"


@cache
def _japanese_characters() -> dict[int, str]:
    """Return what pdfminer's own map of Adobe-Japan1 lacks, such as 﨑: the Unicode CMaps, read backwards."""
    characters: dict[int, str] = {}

    def walk(codes: dict[int, Any], prefix: bytes) -> None:
        for byte, value in codes.items():
            code = prefix + bytes((byte,))
            if isinstance(value, dict):
                walk(value, code)
            else:
                characters.setdefault(value, code.decode("utf-16-be", "replace"))

    for name in ("UniJIS-UTF16-H", "UniJIS-UCS2-H"):
        with suppress(CMapDB.CMapNotFound):
            walk(getattr(CMapDB.get_cmap(name), "code2cid", {}), b"")
    return characters


def glyph_box(
    font: PDFFont, cid: int, fontsize: float, rise: float, advance: float
) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top around the glyph's origin: along its advance, and down its font's line.

    The line is what PDFium's loose character box takes: ascent and descent, scaled to one font size together.
    """
    if font.is_vertical():
        displacement = font.char_disp(cid)
        x = displacement[0] if isinstance(displacement, tuple) else None
        left = -fontsize * (0.5 if x is None else x * 0.001)
        return left, rise + advance, left + fontsize, rise
    ascent, descent = font.get_ascent(), font.get_descent()
    if ascent - descent <= 0:
        ascent, descent = 0.88, -0.12
    scale = fontsize / (ascent - descent)
    return 0.0, rise + descent * scale, advance, rise + ascent * scale


def font_is_bold(font: PDFFont) -> bool:
    """Return whether a font says that it is bold: by its name, its flags or its weight."""
    name = font.fontname.decode("latin1") if isinstance(font.fontname, bytes) else str(font.fontname)
    weight = resolve1(font.descriptor.get("FontWeight"))
    return is_bold(name, font.flags, weight if isinstance(weight, int | float) else 0)
