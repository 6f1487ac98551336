"""No glyph is lost: each one of every page at hand is in exactly one cell or in the page's furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.documents import read_document
from pipeline.errors import AkajiError
from pipeline.model import Finding, ParsedDocument
from tests.typeset.reading import ANY_SERIES

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT / "tests" / "golden", ROOT / "raw", ROOT.parent / "shared" / "editions", ROOT.parent / "shared" / "real")
"""The last two are material to try things on that is not part of the project; where it is absent nothing is tested."""

ALLOWED: dict[str, dict[int, tuple[int, int]]] = {
    "decomposed-kana": {1: (344, 335)},  # PDFium counts か and its voicing mark, which are one glyph, as two
    "old-text-under-white-box": {1: (363, 357)},  # six letters of the new text stand where the old one has the same
}
"""By folder and page: our count and the independent one where they may differ, each with its reason."""


def pdfs() -> list[Path]:
    return [path for place in PLACES if place.is_dir() for path in sorted(place.rglob("*.pdf"))]


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@cache
def parsed(path: Path) -> ParsedDocument:
    try:
        document: ParsedDocument = read_document(path, ANY_SERIES, reader="pdfium")
    except AkajiError as error:
        pytest.fail(f"{path.name}: {error}")
    return document


def count_told(finding: Finding) -> int:
    """Return how many glyphs a finding says it is of; what nobody sees is counted, but not quoted."""
    return int(finding.message.partition(" ")[0])


@pytest.mark.parametrize("path", pdfs(), ids=name_of)
def test_every_glyph_is_in_one_cell_or_in_the_furniture_or_in_a_finding(path: Path) -> None:
    document = parsed(path)
    in_cells = Counter[int]()
    for table in document.tables:
        for cell in table.cells:
            in_cells[cell.page_number] += cell.glyph_count
    told = Counter[int]()
    for finding in document.findings:
        if finding.code in ("text_across_table", "watermark", "ruby_left_out", "line_painted_twice"):
            told[finding.page_number or 0] += len("".join((finding.text or "").split()))
        elif finding.code in ("invisible_text", "hidden_zeros"):
            told[finding.page_number or 0] += count_told(finding)
    for page in document.pages:
        found = in_cells[page.page_number] + page.furniture_glyph_count + told[page.page_number]
        assert found == page.glyph_count, f"page {page.page_number}"


@pytest.mark.parametrize("path", pdfs(), ids=name_of)
def test_the_text_of_cells_and_furniture_has_as_many_characters_as_glyphs_or_more(path: Path) -> None:
    """A ligature is one glyph and several characters; no glyph is without a character."""
    document = parsed(path)
    for table in document.tables:
        for cell in table.cells:
            assert len("".join(cell.text.split())) >= cell.glyph_count, cell.text
    for page in document.pages:
        furniture = "".join("".join(line.text.split()) for line in page.furniture)
        assert len(furniture) >= page.furniture_glyph_count, f"page {page.page_number}"


def independent_counts(path: Path) -> Iterator[int]:
    """Count the printed characters of each page with another library, fake bold's second print left out."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            chars = page.dedupe_chars(tolerance=0.6, extra_attrs=()).chars
            yield sum(1 for char in chars if char["text"].strip())
            page.close()


@pytest.mark.parametrize("path", pdfs(), ids=name_of)
def test_an_independent_reader_counts_the_same_glyphs(path: Path) -> None:
    ours = {page.page_number: page.glyph_count for page in parsed(path).pages}
    for finding in parsed(path).findings:
        if finding.code in ("covered_text", "text_outside_page"):
            ours[finding.page_number or 0] += count_told(finding)
        elif finding.code == "drawn_sign":
            ours[finding.page_number or 0] -= count_told(finding)
    theirs = dict(enumerate(independent_counts(path), start=1))
    differ = {number: (ours.get(number), count) for number, count in theirs.items() if ours.get(number) != count}
    assert differ == ALLOWED.get(path.parent.name, {})
