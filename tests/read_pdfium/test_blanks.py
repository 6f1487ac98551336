"""What is painted is no blank, whatever the font's Unicode map says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from pipeline.model import Page
from tests.pdfs import pages_by_pdfium, pages_by_pdfplumber

DOCUMENT = Path(__file__).resolve().parents[1] / "golden" / "turned-counterclockwise" / "document.pdf"
"""Its font is embedded, and its Unicode map says what each glyph means."""


def mapped(**codes: str) -> bytes:
    """Return the document with some letters' Unicode values in the font's map replaced, given as hexadecimal."""
    with pikepdf.open(DOCUMENT) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                content = font.ToUnicode.read_bytes()
                for letter, code in codes.items():
                    own = f"<{ord(letter):04X}>".encode()
                    assert content.count(own) == 1, letter
                    content = re.sub(re.escape(own), f"<{code}>".encode(), content)
                font.ToUnicode.write(content)
        result = BytesIO()
        document.save(result)
    return result.getvalue()


def page_of(content: bytes) -> Page:
    (page,) = pages_by_pdfium(content)
    return page


@pytest.mark.parametrize("code", ["0000", "FFFE", "0002", "0020", "00A0", "200B", "2028", "3000", "FEFF"])
def test_a_letter_with_the_code_point_of_a_blank_is_undecodable(code: str) -> None:
    page = page_of(mapped(化=code))
    assert "電子\ufffdし" in "".join(page.glyphs.text)
    assert [(found.code, found.severity) for found in page.findings] == [("undecodable_glyph", "error")]


def test_a_document_whose_blanks_are_blank_has_no_undecodable_glyph() -> None:
    page = page_of(DOCUMENT.read_bytes())
    assert page.findings == ()
    assert "\ufffd" not in page.glyphs.text


@pytest.mark.parametrize("code", ["0000", "200B", "FEFF"])
def test_the_second_reader_takes_no_letter_for_a_character_without_width(code: str) -> None:
    (page,) = pages_by_pdfplumber(mapped(化=code))
    assert "電子\ufffdし" in "".join(page.glyphs.text)


@pytest.mark.parametrize("code", ["003F", "FF1F", "25A1", "3013"])
def test_question_marks_that_several_glyphs_print_are_undecodable(code: str) -> None:
    page = page_of(mapped(化=code, 況=code))
    assert "電子\ufffdし" in "".join(page.glyphs.text)
    assert [found.code for found in page.findings] == ["undecodable_glyph"]


def test_a_question_mark_as_large_as_a_kanji_is_undecodable() -> None:
    assert "電子\ufffdし" in "".join(page_of(mapped(化="003F")).glyphs.text)


def test_a_question_mark_that_one_narrow_glyph_prints_is_one() -> None:
    page = page_of(mapped(り="003F"))
    assert "分か?やすい" in "".join(page.glyphs.text)
    assert page.findings == ()


@pytest.mark.parametrize("code", ["E123", "F8FF", "DB80DC00"])
def test_a_private_use_character_stays_and_is_told(code: str) -> None:
    (found,) = page_of(mapped(化=code)).findings
    assert (found.code, found.severity) == ("private_use_glyph", "warning")
    assert found.text == bytes.fromhex(code).decode("utf-16-be") * len(found.text or "")


def test_a_bullet_of_wingdings_is_told_as_the_sign_that_it_was_taken_for() -> None:
    (found,) = page_of(mapped(化="F0D8")).findings
    assert (found.code, found.severity) == ("symbol_font_glyph", "info")
    assert "U+F0D8 ➢" in found.message


def test_a_blank_that_the_map_adds_to_a_letter_is_no_space() -> None:
    page = page_of(mapped(化="53160020"))
    place = "".join(page.glyphs.text).index("化し")
    assert page.glyphs.spaces_before[place + 1] == ""
    assert page.findings == ()
