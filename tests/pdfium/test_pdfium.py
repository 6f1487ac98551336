"""PDFium gives the same text on every machine, draws with real fonts, and serves one thread at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pylopdf_fonts_jp
import pypdfium2
import pytest

from pipeline.documents import read_document
from pipeline.model import Series
from pipeline.pdfium import drawing
from pipeline.pdfium.fonts import FONT_PACKAGE
from tests.pdfs import JAPANESE, UPRIGHT, pages_by_pdfium, pdf, shown
from tools.make_box_font import BOX_FONT, make_font

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*/document.pdf"))
PROGRAM = Path(__file__).with_name("on_a_machine_with.py")
JAPANESE_FONTS = Path(pylopdf_fonts_jp.__file__).parent


def read_on_a_machine_with(fonts: Path) -> Mapping[str, tuple[int, str]]:
    """Return for each golden document how many characters PDFium alone finds, and a hash of its datasets."""
    command = [sys.executable, str(PROGRAM), str(fonts), *map(str, GOLDEN)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    lines = (line.split() for line in done.stdout.splitlines())
    return {name: (int(count), datasets) for name, count, datasets in lines}


def test_datasets_are_the_same_with_and_without_japanese_fonts(tmp_path: Path) -> None:
    without, having = read_on_a_machine_with(tmp_path), read_on_a_machine_with(JAPANESE_FONTS)
    assert len(without) == len(GOLDEN)
    assert {name: datasets for name, (_, datasets) in without.items()} == {
        name: datasets for name, (_, datasets) in having.items()
    }
    lost = [name for name in without if without[name][0] < having[name][0]]
    assert lost, "PDFium alone loses text without fonts; if it no longer does, this test shows nothing"


@pytest.mark.parametrize("font", [JAPANESE, UPRIGHT])
@pytest.mark.parametrize("text", ["県庁", "〃", "○△", "A1", "ｱﾞ", "①㍻"])
def test_text_of_a_font_that_is_not_embedded_arrives_whole(font: str, text: str) -> None:
    (page,) = pages_by_pdfium(pdf("".join(shown(letter, 20 + 30 * n, 100, font=font) for n, letter in enumerate(text))))
    assert "".join(page.glyphs.text) == text


def test_standard_fonts_have_their_own_widths() -> None:
    (page,) = pages_by_pdfium(pdf("BT /Latin 10 Tf 20 100 Td (iiWW) Tj ET"))
    widths = page.glyphs.boxes[:, 2] - page.glyphs.boxes[:, 0]
    assert widths.tolist() == pytest.approx([2.2, 2.2, 9.4, 9.4], abs=0.1)


def test_the_box_font_is_what_its_tool_makes() -> None:
    assert BOX_FONT.read_bytes() == make_font()


def ink_of(content: bytes) -> int:
    with drawing() as fonts, pypdfium2.PdfDocument(content) as document:
        page = document[0]
        bitmap = page.render(scale=4)
        dark = int((bitmap.to_numpy()[:, :, 0] < 128).sum())
        bitmap.close()
        page.close()
        assert fonts.missing() == ()
    return dark


def test_pages_are_drawn_with_letters_not_with_boxes() -> None:
    one, many = ink_of(pdf(shown("一"))), ink_of(pdf(shown("鬱")))
    assert 0 < one < many / 3


DRAW = """
import sys
from pathlib import Path
from tests.pdfium.on_a_machine_with import use_fonts_of

kept = use_fonts_of(sys.argv[1])
from pipeline.documents import read_document
from pipeline.model import Series
from pipeline.parse.show import draw_page
from pipeline.pdfium import fonts

fonts.FONT_PACKAGE = sys.argv[2]
path = Path(sys.argv[3])
print(*draw_page(path, read_document(path, Series("any")), 1).missing_fonts)
"""


@pytest.mark.parametrize(("package", "missing"), [("no_such_package", "HeiseiKakuGo-W5"), (FONT_PACKAGE, "")])
def test_a_picture_says_which_fonts_it_lacks_where_neither_machine_nor_extra_has_them(
    package: str, missing: str, tmp_path: Path
) -> None:
    golden = ROOT / "tests" / "golden" / "icc-red" / "document.pdf"
    command = [sys.executable, "-c", DRAW, str(tmp_path), package, str(golden)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == missing


def test_many_threads_read_one_after_the_other() -> None:
    files = GOLDEN[:4] * 4
    with ThreadPoolExecutor(8) as threads:
        documents = list(threads.map(lambda path: read_document(path, Series("any")), files))
    assert documents[:4] * 4 == documents
