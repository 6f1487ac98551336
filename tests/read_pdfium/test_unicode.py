from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.documents import read_document
from pipeline.errors import NoTextLayerError
from pipeline.model import Page, Series
from pipeline.read_pdfium.unicode import meaningless
from tests.pdfs import pages_by_pdfium, pdf, shown


def judged(*fonts: tuple[str, str]) -> list[str]:
    """Judge fonts, each given by the text in its Unicode map and the text that is glyphs' numbers; U+FFFD is wrong."""
    texts = ["".join(font) for font in fonts]
    codes = np.array([ord(letter) for text in texts for letter in text], np.uint32)
    lacking = np.array([place >= len(known) for known, rest in fonts for place in range(len(known + rest))])
    numbers = np.repeat(np.arange(len(fonts)), [len(text) for text in texts])
    wrong = meaningless(codes, lacking, numbers)
    letters = "".join("\ufffd" if bad else chr(code) for code, bad in zip(codes.tolist(), wrong, strict=True))
    return [letters[sum(map(len, texts[:k])) :][: len(text)] for k, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("known", "numbers", "read"),
    [
        ("県庁の働き方改革", "伴", "県庁の働き方改革\ufffd"),
        ("", "県庁の働き方改革", "県庁の働き方改革"),
        ("", "R5-1 PT", "R5-1 PT"),
        ("", "\u0e94\u00da\u01b9\u0a1e", "\ufffd" * 4),
        ("", "\ue380賧뚙\ue7b6髧", "\ufffd" * 5),
    ],
    ids=["one glyph of a sound font", "Unicode for numbers", "ASCII for numbers", "numbers", "UTF-8 in pairs"],
)
def test_a_glyphs_number_is_no_letter_unless_a_whole_font_reads_well(known: str, numbers: str, read: str) -> None:
    assert judged((known, numbers)) == [read]


def test_latin_of_a_font_that_is_numbered_from_1_on_means_nothing() -> None:
    assert judged(("AB", "\x01\x02\x03\x04\x05\x06\x07\x08"), ("県庁", "")) == ["\ufffd" * 10, "県庁"]
    assert judged(("AB\x01\x02\x03\x04\x05\x06\x07\x08県", "")) == ["\ufffd" * 10 + "県"]
    assert judged(("AB\x01\x02", "")) == ["AB\x01\x02"]


TABLE = "0.5 w 40 50 200 100 re S 40 100 m 240 100 l S 140 50 m 140 150 l S\n"


def numbered(codes: Sequence[int], unicode_map: Mapping[int, str]) -> bytes:
    """Return a page with a table, and in it text in a font whose codes are glyphs' numbers, with a map of some."""
    text = "".join(f"{code:04x}" for code in codes)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Own, Flags=4, FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Own, DW=1000, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
    )  # fmt: skip
    lines = "".join(f"<{code:04x}> <{ord(letter):04x}>\n" for code, letter in unicode_map.items())
    space = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
    with pikepdf.open(BytesIO(pdf(f"{TABLE}BT /Own 10 Tf 50 110 Td <{text}> Tj ET\n{shown('県庁', 150, 60)}"))) as file:
        file.pages[0].Resources.Font["/Own"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Own, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=file.make_stream(f"{space}\n{len(unicode_map)} beginbfchar\n{lines}endbfchar endcmap".encode()),
        )  # fmt: skip
        result = BytesIO()
        file.save(result)
    return result.getvalue()


def read(content: bytes) -> Page:
    return pages_by_pdfium(content)[0]


def test_a_glyph_that_its_font_does_not_map_is_undecodable() -> None:
    page = read(numbered([0x10, 0x11, 0x12, 0x4F34], {0x10: "県", 0x11: "庁", 0x12: "の"}))
    assert "".join(page.glyphs.text) == "県庁の\ufffd県庁"
    assert [finding.code for finding in page.findings] == ["undecodable_glyph"]


def test_a_document_whose_letters_are_numbers_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "numbers.pdf"
    path.write_bytes(numbered([0x0E94, 0xDA, 0x01B9, 0x0A1E], {0x10: "県"}))
    with pytest.raises(NoTextLayerError, match="4 of its 6 glyphs have no Unicode value"):
        read_document(path, Series("any"))
