from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.documents import read_document
from pipeline.errors import UsageError
from pipeline.model import Box, PageFacts, ParsedDocument, Series, Style
from pipeline.parse.show import (
    CELL,
    CONTINUED,
    FURNITURE,
    HEADER,
    LAYERS,
    MARK,
    MERGED,
    SCALE,
    STRAY,
    Layer,
    boxes_to_draw,
    draw_page,
    is_set_off,
)
from pipeline.transcript.document import read_transcript
from tests.pdfs import pdf, shown
from tests.transcript.pieces import ROWS, tabbed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def example(tmp_path: Path) -> tuple[Path, ParsedDocument]:
    """A table of two columns with a merged cell below, a red word, and a title above."""
    grid = "20 20 m 20 150 l S 280 20 m 280 150 l S 100 60 m 100 150 l S " + "".join(
        f"20 {y} m 280 {y} l S " for y in (20, 60, 100, 150)
    )
    text = shown("対応状況", 20, 170, 14) + shown("番号", 30, 120) + shown("意見", 110, 120) + shown("1", 30, 75)
    text += shown("夜も", 110, 75) + "1 0 0 rg " + shown("行う", 130, 75) + "0 g " + shown("注 昼は行わない", 30, 35)
    path = tmp_path / "example.pdf"
    path.write_bytes(pdf(grid + text))
    return path, read_document(path, Series("any"))


def drawn(document: ParsedDocument, page_number: int = 1) -> dict[Layer, list[Box]]:
    facts = next(facts for facts in document.pages if facts.page_number == page_number)
    layers: dict[Layer, list[Box]] = {}
    for layer, box in boxes_to_draw(document, facts):
        layers.setdefault(layer, []).append(box)
    return layers


def pixel(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    return tuple(np.asarray(image)[round(y * SCALE), round(x * SCALE)])


def test_cells_headers_merges_marks_and_what_is_around_are_told_apart(example: tuple[Path, ParsedDocument]) -> None:
    layers = drawn(example[1])
    assert [len(layers[layer]) for layer in (HEADER, CELL, MERGED, FURNITURE, MARK)] == [2, 3, 1, 1, 1]
    assert layers[MERGED] == [pytest.approx((20, 140, 280, 180), abs=1)]
    assert layers[MARK] == [pytest.approx((130, 115, 150, 125), abs=3)]
    assert STRAY not in layers
    assert CONTINUED not in layers


def test_the_picture_is_the_page_with_a_strip_below(example: tuple[Path, ParsedDocument]) -> None:
    image = draw_page(*example, 1).image
    assert image.mode == "RGB"
    assert image.width == 300 * SCALE
    assert image.height > 200 * SCALE
    assert pixel(image, 20, 120) == CELL.outline[:3]
    assert pixel(image, 200, 55) != (255, 255, 255), "a header is tinted"
    assert pixel(image, 200, 110) == (255, 255, 255), "a cell is not"


def test_the_same_document_gives_the_same_picture(example: tuple[Path, ParsedDocument]) -> None:
    assert draw_page(*example, 1).image.tobytes() == draw_page(*example, 1).image.tobytes()


def test_rows_that_go_on_are_hatched() -> None:
    path = ROOT / "tests" / "golden" / "writer-rows-cut" / "document.pdf"
    document = read_document(path, Series("any"))
    pages = {cell.page_number for table in document.tables for cell in table.cells if cell.continues}
    assert pages
    assert all(CONTINUED in drawn(document, page_number) for page_number in pages)


def test_every_golden_page_can_be_drawn() -> None:
    for path in sorted((ROOT / "tests" / "golden").glob("*/document.pdf")):
        document = read_document(path, Series("any"))
        for facts in document.pages[:1]:
            assert draw_page(path, document, facts.page_number).image.width > 0


def test_text_within_a_table_but_in_no_cell_is_flagged(example: tuple[Path, ParsedDocument]) -> None:
    _, document = example
    facts = document.pages[0]
    line = next(line for table in document.tables for cell in table.cells for line in cell.lines)
    stray = PageFacts(1, facts.width, facts.height, facts.glyph_count, (*facts.furniture, line), 1)
    layers = [layer for layer, _ in boxes_to_draw(document, stray)]
    assert layers.count(STRAY) == 1


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(), False),
        (Style(bold=True), False),
        (Style("#231f20"), False),
        (Style("#808080"), False),
        (Style("#ff0000"), True),
        (Style("#c00000"), True),
        (Style("#0000ff"), True),
        (Style(underline=True), True),
        (Style(strike=True), True),
        (Style(highlight="#ffff00"), True),
    ],
)
def test_what_a_reader_sees_as_set_off(style: Style, expected: bool) -> None:
    assert is_set_off(style) is expected


def test_a_page_that_is_not_there_is_a_clear_error(example: tuple[Path, ParsedDocument]) -> None:
    with pytest.raises(UsageError, match="no page 7"):
        draw_page(*example, 7)


def test_a_transcript_has_nothing_to_draw(tmp_path: Path) -> None:
    path = tmp_path / "transcript.txt"
    path.write_text(tabbed(ROWS), "utf-8")
    with pytest.raises(UsageError, match="no pages to draw"):
        draw_page(path, read_transcript(path), 1)


def test_the_legend_names_each_layer_in_ascii() -> None:
    assert all(layer.legend.isascii() for layer in LAYERS)
    assert len({layer.legend for layer in LAYERS}) == len(LAYERS)


def test_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    grid = "".join(f"{x} 100 m {x} 9000 l S " for x in (100, 2000, 8000)) + "".join(
        f"100 {y} m 8000 {y} l S " for y in (100, 4000, 9000)
    )
    path = tmp_path / "poster.pdf"
    text = shown("番号", 300, 6000, 200) + shown("1", 300, 2000, 200) + shown("夜", 3000, 2000, 200)
    path.write_bytes(pdf("5 w " + grid + text, media_box=(0, 0, 9000, 10000)))
    image = draw_page(path, read_document(path, Series("any")), 1).image
    assert max(image.size) < 6000
