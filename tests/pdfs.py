"""PDFs of one page, written operator by operator: what a program may do that no typesetter at hand does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.model import Page
from pipeline.readers import open_document

LATIN, JAPANESE, UPRIGHT = "/Latin", "/Japanese", "/Upright"
"""Fonts that are there: Helvetica, and one of Adobe-Japan1 that is not embedded, for writing across and downwards."""


def pdf(
    content: str,
    *,
    media_box: Sequence[float] = (0, 0, 300, 200),
    crop_box: Sequence[float] | None = None,
    rotate: int = 0,
    resources: Mapping[str, Any] | None = None,
    password: str | None = None,
) -> bytes:
    """Return a PDF whose page has that content; ``resources`` come beside its fonts."""
    document = pikepdf.Pdf.new()
    fonts = Dictionary(
        {LATIN: _latin_font(), JAPANESE: _japanese_font("UniJIS-UTF16-H"), UPRIGHT: _japanese_font("UniJIS-UTF16-V")}
    )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(media_box)),
        Rotate=rotate,
        Resources=Dictionary({"/Font": fonts, **{f"/{key}": value for key, value in (resources or {}).items()}}),
        Contents=Stream(document, content.encode("latin1")),
    )
    if crop_box is not None:
        page.CropBox = Array(list(crop_box))
    document.pages.append(pikepdf.Page(document.make_indirect(page)))
    result = BytesIO()
    encryption = pikepdf.Encryption(owner="owner", user=password) if password else None
    document.save(result, encryption=encryption or False)
    return result.getvalue()


def _latin_font() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def _japanese_font(encoding: str) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/HeiseiKakuGo-W5"), Flags=4, FontBBox=Array([-92, -250, 1010, 922]),
        ItalicAngle=0, Ascent=752, Descent=-221, CapHeight=737, StemV=114,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/HeiseiKakuGo-W5"), DW=1000,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Japan1"), Supplement=4),
        FontDescriptor=descriptor,
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/HeiseiKakuGo-W5"), Encoding=Name(f"/{encoding}"),
        DescendantFonts=Array([descendant]),
    )  # fmt: skip


def shown(
    text: str, x: float = 50, y: float = 100, size: float = 10, font: str = JAPANESE, matrix: str | None = None
) -> str:
    """Return the operators that print a text there, in the page's own space; or as a text matrix says."""
    code = f"<{text.encode('utf-16-be').hex()}>" if font in (JAPANESE, UPRIGHT) else f"({text})"
    place = f"{matrix} Tm" if matrix else f"{x} {y} Td"
    return f"BT {font} {size} Tf {place} {code} Tj ET\n"


def pages_by_pdfium(content: bytes) -> list[Page]:
    """Return a document's pages, read by the first reader."""
    with open_document(content, "page.pdf") as opened:
        return list(opened.pages)


def pages_by_pdfplumber(content: bytes) -> list[Page]:
    """Return a document's pages, read by the second reader."""
    with open_document(content, "page.pdf", "pdfplumber") as opened:
        return list(opened.pages)
